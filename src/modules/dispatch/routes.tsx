import { fail } from '#kernel/result';
import { matter, matterHeadlines, matters, openMatter, stateWords } from '#modules/intake';
import { classNames, classOptions } from '#modules/needs';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { personNames } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { mySpeaking } from '#modules/resources';
import { holdersOf } from '#modules/tasks';
import { allowed } from '#platform/permission';
import { actorId, type Scope, subjectPerson, today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { get, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { answerOffer, offerMatter } from './commands.ts';
import { referMatter, takeBack } from './commands-referrals.ts';
import { addRule, endRule } from './commands-rules.ts';
import { endShare, shareMatter } from './commands-shares.ts';
import { DispatchPage, SharedPage } from './pages.tsx';
import { wordsOf } from './pages-parts.tsx';
import { WayPage } from './pages-way.tsx';
import { permissions } from './permissions.ts';
import { dutyOf, handoversOf, referrals, routeRules, shares, waitingOffers } from './queries.ts';

async function insideNames(scope: Scope, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const found = await personNames(
    scope,
    ids.filter((id): id is string => id !== null),
  );
  return new Map([...found].map(([id, name]) => [id, name.inside]));
}

async function colleagues(scope: Scope): Promise<string[]> {
  const held = await Promise.all(
    (['worker', 'grid_worker', 'admin'] as const).map((role) => holdersOf(scope, role, today(scope))),
  );
  return [...new Set(held.flat())];
}

async function showWay(context: Context, state?: FormState) {
  const { scope, view, params } = context;
  const id = params['id'] ?? '';
  const found = await matter(scope, id);
  const open = await openMatter(scope, id);
  if (found === null || open === null) return fail('dispatch.matter_unknown');
  const duty = await dutyOf(scope, found);
  const hands = await handoversOf(scope, id);
  const able = await colleagues(scope);
  const names = await insideNames(scope, [
    found.handlerId,
    ...(duty?.persons ?? []),
    ...able,
    ...hands.flatMap((one) => [one.fromId, one.toId]),
  ]);
  const together = await shares(scope, { matterId: id });
  const units = await organisationNames(
    scope,
    together.map((one) => one.organisationId),
  );
  const w = wordsOf(view);
  const called = (duty?.persons ?? []).map((person) => names.get(person) ?? '').filter((name) => name !== '');
  return (
    <WayPage
      view={view}
      keyValue={context.key}
      state={state}
      matter={{
        id,
        number: found.number,
        headline: (await matterHeadlines(scope, [id])).get(id) ?? '',
        stateName: stateWords(view.lang)[found.state],
      }}
      open={open.open}
      names={names}
      owner={names.get(found.handlerId ?? '') ?? null}
      byRule={
        duty === null
          ? null
          : `${w.way.rule}：${w.way.ruleSays(w.duties[duty.rule.duty], called.join(view.lang === 'zh' ? '、' : ', '))}`
      }
      me={actorId(scope)}
      handovers={hands}
      shares={together.map((one) => ({ ...one, name: units.get(one.organisationId) ?? '' }))}
      referrals={await referrals(scope, id)}
      colleagues={able
        .filter((person) => person !== (found.handlerId ?? actorId(scope)))
        .map((person) => ({ value: person, label: names.get(person) ?? '' }))}
      organisations={await organisationOptions(scope)}
    />
  );
}

async function showDispatch(context: Context, state?: FormState) {
  const { scope, view } = context;
  const w = wordsOf(view).list;
  const offers = await waitingOffers(scope);
  const out = await referrals(scope);
  const known = await matters(
    scope,
    [...offers, ...out].map((one) => one.matterId),
  );
  const rules = await routeRules(scope);
  const classes = await classNames(scope, view.lang);
  const places = await placeNames(
    scope,
    rules.map((rule) => rule.placeId),
  );
  return (
    <DispatchPage
      view={view}
      keyValue={context.key}
      state={state}
      me={actorId(scope)}
      names={
        await insideNames(
          scope,
          offers.flatMap((one) => [one.fromId, one.toId]),
        )
      }
      numbers={new Map(known.map((one) => [one.id, one.number]))}
      headlines={
        await matterHeadlines(
          scope,
          known.map((one) => one.id),
        )
      }
      offers={offers}
      out={out}
      rules={rules.map((rule) => ({
        ...rule,
        what: [
          rule.classCode === null ? w.anyClass : (classes.get(rule.classCode) ?? rule.classCode),
          rule.placeId === null ? w.anyPlace : (places.get(rule.placeId) ?? ''),
        ].join(' · '),
      }))}
      classes={await classOptions(scope, view.lang)}
      places={await placeOptions(scope)}
      mayRule={allowed(scope, permissions.rule).ok}
    />
  );
}

async function showShared(context: Context, state?: FormState) {
  const { scope, view } = context;
  const units = await mySpeaking(scope, subjectPerson(scope) ?? '');
  const names = await organisationNames(scope, units);
  const own = await shares(scope, { organisationIds: units });
  const known = new Map(
    (
      await matters(
        scope,
        own.map((one) => one.matterId),
      )
    ).map((one) => [one.id, one]),
  );
  const owners = await personNames(
    scope,
    [...known.values()].map((one) => one.handlerId).filter((id): id is string => id !== null),
  );
  const classes = await classNames(scope, view.lang);
  const states = stateWords(view.lang);
  return (
    <SharedPage
      view={view}
      keyValue={context.key}
      state={state}
      cases={own.map((one) => {
        const about = known.get(one.matterId);
        return {
          ...one,
          number: about?.number ?? '',
          className: classes.get(about?.classCode ?? '') ?? '',
          owner: owners.get(about?.handlerId ?? '')?.public ?? wordsOf(view).way.nobody,
          stateName: about === undefined ? '' : states[about.state],
          unit: names.get(one.organisationId) ?? '',
        };
      })}
    />
  );
}

const wayDone =
  (word: string) =>
  ({ view }: Context, { matterId }: { readonly matterId: string }) =>
    `${deskRoot(view)}/matters/${matterId}/way?done=${word}`;
const way = '/desk/:space/matters/:id/way';

const wayRoutes: Route[] = [
  get(way, { permission: permissions.read, show: (context) => showWay(context) }),
  post(way, {
    permission: permissions.handle,
    name: 'offer',
    command: offerMatter,
    input: withId,
    show: showWay,
    done: wayDone('offered'),
  }),
  post(`${way}/share`, {
    permission: permissions.handle,
    name: 'share',
    command: shareMatter,
    input: withId,
    show: showWay,
    done: ({ view }, { id }) => `${deskRoot(view)}/matters/${id}/way?done=shared`,
  }),
  post(`${way}/part`, {
    permission: permissions.handle,
    name: 'part-done',
    command: endShare,
    input: withId,
    show: showWay,
    done: ({ view }, { id }) => `${deskRoot(view)}/matters/${id}/way?done=part`,
  }),
  post(`${way}/refer`, {
    permission: permissions.handle,
    name: 'refer',
    command: referMatter,
    input: withId,
    show: showWay,
    done: wayDone('referred'),
  }),
];

/** Words on their way: hands, departments, doors, and the rules. */
export const routes: Route[] = [
  ...wayRoutes,
  ...(['accept', 'refuse', 'withdraw'] as const).map((answer) =>
    post(`/desk/:space/handovers/:id/${answer}`, {
      permission: permissions.handle,
      name: answer,
      command: answerOffer,
      input: (context, body) => ({ ...withId(context, body), answer }),
      show: showDispatch,
      done: wayDone('answered'),
    }),
  ),
  ...(['back', 'withdraw'] as const).map((outcome) =>
    post(`/desk/:space/referrals/:id/${outcome}`, {
      permission: permissions.handle,
      name: outcome === 'back' ? 'back' : 'withdraw-referral',
      command: takeBack,
      input: (context, body) => ({ ...withId(context, body), outcome: outcome === 'back' ? 'back' : 'withdrawn' }),
      show: showDispatch,
      done: wayDone('back'),
    }),
  ),
  get('/desk/:space/dispatch', { permission: permissions.read, show: (context) => showDispatch(context) }),
  post('/desk/:space/dispatch', {
    permission: permissions.rule,
    name: 'rule',
    command: addRule,
    show: showDispatch,
    done: ({ view }) => `${deskRoot(view)}/dispatch?done=ruled`,
  }),
  post('/desk/:space/routes/:id/end', {
    permission: permissions.rule,
    name: 'end-rule',
    command: endRule,
    input: withId,
    show: showDispatch,
    done: ({ view }) => `${deskRoot(view)}/dispatch?done=ended`,
  }),
  get('/me/:space/shared', { permission: permissions.own, show: (context) => showShared(context) }),
  post('/me/:space/shared/:id/done', {
    permission: permissions.own,
    name: 'done',
    command: endShare,
    input: withId,
    show: showShared,
    done: ({ params }) => `/me/${params['space'] ?? ''}/shared?done=part`,
  }),
];
