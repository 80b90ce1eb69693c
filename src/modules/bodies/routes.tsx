import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { findPersons, personNames } from '#modules/people';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, spaceRoot } from '#ui/view';
import { activateBody, addSeat, adoptRule, describeBody, endSeat, setUpBody, standards } from './commands.ts';
import { BodiesPage, BodyPage, type BodyRow, type BodyView, bodyColumns, wordsOf } from './pages.tsx';
import { BodyDeskPage, BodyFormPage, RuleFormPage, type RuleStart, SeatFormPage } from './pages-desk.tsx';
import { RulePage, type RuleRow, RulesPage, ruleColumns } from './pages-rules.tsx';
import { permissions } from './permissions.ts';
import { bodies, body, rule, ruleInForce, rules, seatsOf, seatsToday } from './queries.ts';
import { activationFaults, isHeld } from './rules.ts';
import { bodyKinds, fractionText, type Rule, type RuleKind, ruleKinds } from './schema.ts';

/** Orders and cuts a short list that fits in memory. */
function paged<R>(rows: readonly R[], query: ListQuery, keys: Readonly<Record<string, (row: R) => string>>): R[] {
  const by = query.sort === null ? undefined : keys[query.sort.key];
  const turn = query.sort?.desc === true ? -1 : 1;
  const ordered = by === undefined ? [...rows] : [...rows].sort((a, b) => turn * by(a).localeCompare(by(b)));
  return ordered.slice((query.page - 1) * query.size, query.page * query.size);
}

async function loadBodies({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const kind = bodyKinds.find((one) => one === query.filters['kind']);
  const all = await bodies(scope, kind === undefined ? {} : { kind });
  const rows: BodyRow[] = await Promise.all(
    all.map(async (one) => ({
      body: one,
      votingSeats: (await seatsToday(scope, one.id)).filter((seat) => seat.votes).length,
    })),
  );
  const keys = {
    name: (row: BodyRow) => row.body.name,
    kind: (row: BodyRow) => row.body.kind,
    since: (row: BodyRow) => row.body.activeFrom ?? '',
  };
  const options = bodyKinds.map((value) => ({ value, label: w.bodyKinds[value] }));
  const filters = [{ key: 'kind', title: w.pages.kind, options }];
  return { rows: paged(rows, query, keys), total: rows.length, filters };
}

/** A sentence for each thing a body lacks. */
function gapSentence(context: Context, fault: { readonly code: string; readonly params?: object }): string {
  const { errors } = wordsOf(context.view);
  const params = { ...fault.params };
  if (fault.code === 'bodies.missing_kinds') return errors['bodies.missing_kinds'](params);
  if (fault.code === 'bodies.no_supervisor') return errors['bodies.no_supervisor'](params);
  return fault.code === 'bodies.too_few' ? errors['bodies.too_few'](params) : errors['bodies.even'](params);
}

async function bodyView(context: Context, audience: 'public' | 'inside'): Promise<Result<BodyView>> {
  const { scope, params } = context;
  const found = await body(scope, params['id'] ?? '');
  if (found === null) return fail('bodies.not_found');
  const seats = await seatsOf(scope, found.id);
  const on = today(scope);
  const [names, organisations, wanted] = await Promise.all([
    personNames(
      scope,
      seats.map((seat) => seat.personId),
    ),
    organisationNames(scope, [found.hostOrganisationId, ...seats.map((seat) => seat.organisationId)]),
    standards(scope, found.kind),
  ]);
  const held = seats.filter((seat) => isHeld(seat, on));
  const faults = found.state === 'ended' ? [] : activationFaults(held, wanted);
  return ok({
    body: found,
    today: on,
    host: organisations.get(found.hostOrganisationId ?? '') ?? null,
    gaps: faults.map((fault) => gapSentence(context, fault)),
    seats: seats.map((seat) => ({
      seat,
      name: names.get(seat.personId)?.[audience] ?? '',
      organisation: organisations.get(seat.organisationId ?? '') ?? null,
    })),
  });
}

async function showAtDesk(context: Context, state?: FormState): Promise<Result<VNode>> {
  const data = await bodyView(context, 'inside');
  if (!data.ok) return data;
  return ok(<BodyDeskPage view={context.view} data={data.value} keyValue={context.key} state={state} />);
}

async function ruleRows(context: Context, kind?: RuleKind): Promise<RuleRow[]> {
  const all = await rules(context.scope, kind);
  const on = today(context.scope);
  const inForce = new Map<string, string>();
  for (const one of ruleKinds) inForce.set(one, (await ruleInForce(context.scope, one))?.id ?? '');
  return all.map((one) => ({
    rule: one,
    state: inForce.get(one.kind) === one.id ? 'now' : one.inForceFrom > on ? 'later' : 'past',
  }));
}

async function ruleStart({ scope, view, url }: Context): Promise<RuleStart> {
  const w = wordsOf(view).desk;
  const kind = ruleKinds.find((one) => one === url.searchParams.get('kind')) ?? 'grant';
  const known: Rule | null = (await rules(scope, kind))[0] ?? null;
  const inForceFrom = today(scope);
  if (known !== null)
    return {
      ...{ kind, inForceFrom, title: known.title, text: known.text, way: known.voting.way, of: known.voting.of },
      quorum: fractionText(known.voting.quorum),
      share: fractionText(known.voting.share),
      publicationDays: `${known.publicationDays}`,
      answerDays: `${known.answerDays}`,
      voteDays: `${known.voteDays}`,
      hostDays: `${known.hostDays}`,
      approvalsNeeded: `${known.approvalsNeeded}`,
    };
  const [quorum, share, days, answer, vote, host, approvals] = await Promise.all([
    parameter(scope, 'vote.quorum'),
    parameter(scope, kind === 'surplus' ? 'vote.special' : 'vote.ordinary'),
    parameter(scope, 'publication.days'),
    parameter(scope, 'publication.answerDays'),
    parameter(scope, 'vote.days'),
    parameter(scope, 'host.answerDays'),
    parameter(scope, 'payment.approvals'),
  ]);
  return {
    ...{ kind, inForceFrom, quorum, share, title: w.titles[kind], of: 'present' },
    ...(kind === 'surplus'
      ? { way: 'at_least' as const, text: w.suggestedSurplus(quorum, share) }
      : { way: 'more_than' as const, text: w.suggested(quorum, share, days, answer) }),
    publicationDays: `${days}`,
    answerDays: `${answer}`,
    voteDays: `${vote}`,
    hostDays: `${host}`,
    approvalsNeeded: `${approvals}`,
  };
}

const publicRoutes: Route[] = [
  list<BodyRow>('/s/:space/bodies', {
    permission: permissions.see,
    name: 'bodies',
    columns: bodyColumns,
    filters: ['kind'],
    load: loadBodies,
    show: ({ view }, data) => <BodiesPage view={view} data={data} root={spaceRoot(view)} />,
    cached: true,
  }),
  get('/s/:space/bodies/:id', {
    permission: permissions.see,
    show: async (context) => {
      const data = await bodyView(context, 'public');
      return data.ok ? <BodyPage view={context.view} data={data.value} /> : data;
    },
    cached: true,
  }),
  list<RuleRow>('/s/:space/rules', {
    permission: permissions.see,
    name: 'rules',
    columns: ruleColumns,
    filters: ['kind', 'state'],
    load: async (context, query) => {
      const w = wordsOf(context.view);
      const { kind, state } = query.filters;
      const all = await ruleRows(context);
      const rows = all.filter(
        (row) => (kind === undefined || row.rule.kind === kind) && (state === undefined || row.state === state),
      );
      const keys = {
        title: (row: RuleRow) => row.rule.title,
        kind: (row: RuleRow) => row.rule.kind,
        from: (row: RuleRow) => row.rule.inForceFrom,
      };
      const kinds = ruleKinds.map((value) => ({ value, label: w.ruleKinds[value] }));
      const states = (['now', 'later', 'past'] as const).map((value) => ({ value, label: w.pages.ruleState[value] }));
      const filters = [
        { key: 'kind', title: w.pages.ruleFilter, options: kinds },
        { key: 'state', title: w.pages.stateFilter, options: states },
      ];
      return { rows: paged(rows, query, keys), total: rows.length, filters };
    },
    show: ({ view }, data) => <RulesPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/rules/:id', {
    permission: permissions.see,
    show: async (context) => {
      const found = await rule(context.scope, context.params['id'] ?? '');
      if (found === null) return fail('bodies.rule_not_found');
      const versions = await ruleRows(context, found.kind);
      const row = versions.find((one) => one.rule.id === found.id);
      return row === undefined ? (
        fail('bodies.rule_not_found')
      ) : (
        <RulePage view={context.view} row={row} versions={versions} />
      );
    },
    cached: true,
  }),
];

const deskRoutes: Route[] = [
  list<BodyRow>('/desk/:space/bodies', {
    permission: permissions.keep,
    name: 'bodies',
    columns: bodyColumns,
    filters: ['kind'],
    load: loadBodies,
    show: ({ view }, data) => <BodiesPage view={view} data={data} root={deskRoot(view)} desk />,
  }),
  form('/desk/:space/bodies/new', {
    permission: permissions.setUp,
    name: 'body',
    command: setUpBody,
    show: async ({ scope, view, key }, state) => (
      <BodyFormPage
        view={view}
        state={state}
        keyValue={key}
        charities={await organisationOptions(scope, ['charity'])}
      />
    ),
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=setUp`,
  }),
  form('/desk/:space/rules/new', {
    permission: permissions.adoptRule,
    name: 'rule',
    command: adoptRule,
    show: async (context, state) => (
      <RuleFormPage view={context.view} state={state} keyValue={context.key} start={await ruleStart(context)} />
    ),
    done: ({ view }, { id }) => `${spaceRoot(view)}/rules/${id}?done=adopted`,
  }),
  get('/desk/:space/bodies/:id', { permission: permissions.keep, show: (context) => showAtDesk(context) }),
  form('/desk/:space/bodies/:id/edit', {
    permission: permissions.setUp,
    name: 'body-edit',
    command: describeBody,
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
    show: async ({ scope, view, key, params }, state) => {
      const found = await body(scope, params['id'] ?? '');
      if (found === null) return fail('bodies.not_found');
      const charities = await organisationOptions(scope, ['charity']);
      return <BodyFormPage view={view} state={state} keyValue={key} charities={charities} body={found} />;
    },
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=described`,
  }),
  form('/desk/:space/bodies/:id/seats/new', {
    permission: permissions.seat,
    name: 'seat',
    command: addSeat,
    input: ({ params }, fields) => ({ ...fields, bodyId: params['id'] }),
    show: async ({ scope, view, key, params, url }, state) => {
      const found = await body(scope, params['id'] ?? '');
      if (found === null) return fail('bodies.not_found');
      const text = (url.searchParams.get('q') ?? '').slice(0, 80);
      const [persons, organisations] = await Promise.all([findPersons(scope, text), organisationOptions(scope)]);
      const data = { body: found, text, found: persons, organisations };
      return <SeatFormPage view={view} state={state} keyValue={key} {...data} />;
    },
    done: ({ view }, { bodyId }) => `${deskRoot(view)}/bodies/${bodyId}?done=seated`,
  }),
  post('/desk/:space/bodies/:id/activate', {
    permission: permissions.activate,
    name: 'activate',
    command: activateBody,
    input: ({ params }) => ({ id: params['id'] }),
    show: showAtDesk,
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=activated`,
  }),
  post('/desk/:space/bodies/:id/seats/:seat/end', {
    permission: permissions.seat,
    name: 'end-seat',
    command: endSeat,
    input: ({ params }, fields) => ({ ...fields, id: params['seat'] }),
    show: showAtDesk,
    done: ({ view }, { bodyId }) => `${deskRoot(view)}/bodies/${bodyId}?done=seatEnded`,
  }),
];

/** Public pages of bodies and rules, and the desk where they are kept. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes];
