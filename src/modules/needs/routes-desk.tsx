import { answersIn } from '#kernel/hits';
import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { pick } from '#kernel/words';
import { matter, matters, matterWords } from '#modules/intake';
import { firstResources } from '#modules/matching';
import { personNames, personOptions } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { allowed } from '#platform/permission';
import type { Body, Context, FormStep, Route } from '#platform/web';
import { form, get, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { checkNeed, draftNeed, editNeed } from './commands.ts';
import { confirmNeed } from './commands-asking.ts';
import { clearances } from './commands-clearance.ts';
import { mergeNeeds, splitNeed, withdrawNeed } from './commands-course.ts';
import { keepGroups } from './commands-groups.ts';
import { attachVisit, joinNeed, partNeed } from './commands-voices.ts';
import { en } from './en.ts';
import { DeskNeedPage, JoinPage } from './pages-desk.tsx';
import { NeedFormPage } from './pages-form.tsx';
import type { GroupsKept } from './pages-groups.tsx';
import { permissions } from './permissions.ts';
import { need } from './queries.ts';
import { hasGroups, openGroups } from './queries-groups.ts';
import { classChoices, wellAlike } from './queries-more.ts';
import { needsLike } from './routes-alike.tsx';
import { done, needProps } from './routes-parts.tsx';
import { zh } from './zh.ts';

const desk = '/desk/:space/needs';
const record = `${desk}/:id`;

async function showDeskNeed(context: Context, state?: FormState) {
  const { scope } = context;
  const found = await needProps(context, state, 'desk');
  if (found === null) return fail('needs.not_found');
  const { voices, props } = found;
  const behindMatters = new Map(
    (
      await matters(
        scope,
        voices.map((voice) => voice.matterId).filter((id) => id !== null),
      )
    ).map((one) => [one.id, one]),
  );
  const persons = [...voices.map((voice) => voice.personId), props.need.personId].filter((id) => id !== null);
  const names = await personNames(scope, persons);
  const place = await placeNames(scope, [props.need.placeId]);
  return (
    <DeskNeedPage
      {...props}
      behind={voices.map((voice) => ({
        matterId: voice.matterId,
        number: behindMatters.get(voice.matterId ?? '')?.number ?? '',
        name: names.get(voice.personId ?? '')?.inside ?? '',
      }))}
      person={
        props.need.personId === null
          ? null
          : { id: props.need.personId, name: names.get(props.need.personId)?.inside ?? '' }
      }
      place={place.get(props.need.placeId ?? '') ?? ''}
      answered={await answered(scope, props.need.id)}
      groups={await keptGroups(context, props.need.id)}
      mayKeep={allowed(scope, permissions.keep).ok}
      fits={fitting.includes(props.need.state) ? await firstResources(scope, props.need) : []}
    />
  );
}

/** What is sealed of the groups behind a need; opened where whoever may keep them asks for it. */
async function keptGroups({ scope, url }: Context, id: string): Promise<GroupsKept> {
  const sealed = await hasGroups(scope, id);
  const asked = sealed && url.searchParams.get('groups') === 'open' && allowed(scope, permissions.keep).ok;
  return { sealed, opened: asked ? await openGroups(scope, id) : null };
}

/** States in which it is of use to see at once what would fit; a draft is being written. */
const fitting: readonly string[] = ['draft', 'open', 'part_met'];

/** The answers that stand for pieces of a need's public words, by piece. */
async function answered(scope: Context['scope'], id: string) {
  return new Map((await clearances(scope, id)).map((one) => [one.piece, one]));
}

/** What a body or a shown form holds in one field. */
function typed(values: Body | undefined, name: string): string {
  const value = values?.[name];
  return typeof value === 'string' ? value : '';
}

/** How many open needs are laid beside a new one. */
const mostSimilar = 4;

/** What a new need says, to look for others of the same; needs are told apart by what is missing. */
function saidIn(values: Body | undefined): string {
  return `${typed(values, 'title')} ${typed(values, 'summary')}`.trim();
}

/** Asks once whether one of the open needs is the same, before a second one is written. */
async function askSame(context: Context, body: Body): Promise<FormStep | null> {
  const said = saidIn(body);
  if (typed(body, 'same') !== '' || typed(body, 'title') === '' || typed(body, 'summary') === '') return null;
  return (await needsLike(context.scope, said, mostSimilar, wellAlike)).length === 0
    ? null
    : { values: {}, faults: [] };
}

async function similarTo(context: Context, state: FormState | undefined) {
  const said = saidIn(state?.values);
  if (state === undefined || said === '') return [];
  const found = await needsLike(context.scope, said, mostSimilar, wellAlike);
  const words = pick(context.view.lang, { zh, en }).record.voices;
  return found.map((one) => ({
    id: one.id,
    number: one.number ?? '',
    title: one.title,
    note: `${one.summary} · ${words(one.voices)}`,
  }));
}

/** Whoever is found by name, number or card, to write a need for them. */
async function whoIsMeant(context: Context) {
  const text = (context.url.searchParams.get('who') ?? '').slice(0, 80);
  const found = await personOptions(context.scope, text);
  return {
    text,
    found,
  };
}

async function showNew(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const id = url.searchParams.get('matter') ?? typed(state?.values, 'matter');
  const behind = await matter(scope, id);
  if (id !== '' && behind === null) return fail('intake.not_found');
  const w = pick(view.lang, { zh, en }).form;
  const who = await whoIsMeant(context);
  const asked =
    behind !== null ? `?matter=${behind.id}` : who.text === '' ? '' : `?who=${encodeURIComponent(who.text)}`;
  return (
    <NeedFormPage
      view={view}
      keyValue={context.key}
      state={state}
      action={`/desk/${context.params['space'] ?? ''}/needs/new${asked}`}
      title={behind === null ? w.newTitle : w.fromTitle(behind.number)}
      classes={await classChoices(scope, view.lang)}
      places={await placeOptions(scope)}
      similar={await similarTo(context, state)}
      who={who}
      {...(behind === null
        ? {}
        : {
            matter: {
              id: behind.id,
              words: await matterWords(scope, behind.id),
              classCode: behind.classCode,
              placeId: behind.placeId,
            },
          })}
    />
  );
}

async function showEdit(context: Context, state?: FormState) {
  const { scope, view, params } = context;
  const found = await need(scope, params['id'] ?? '');
  if (found === null) return fail('needs.not_found');
  return (
    <NeedFormPage
      view={view}
      keyValue={context.key}
      state={state}
      action={`/desk/${params['space'] ?? ''}/needs/${found.id}/edit`}
      title={pick(view.lang, { zh, en }).form.editTitle}
      classes={await classChoices(scope, view.lang, found.classCode)}
      places={await placeOptions(scope)}
      need={found}
      answered={await answered(scope, found.id)}
    />
  );
}

function showJoin(context: Context, state?: FormState) {
  const typed = state?.values['matter'];
  const id = typeof typed === 'string' && isId(typed) ? typed : '';
  return <JoinPage view={context.view} state={state} keyValue={context.key} matter={id} />;
}

/** The id of the address, and the answers to pieces that look like personal data. */
function withAnswers(context: Context, body: Body): Body {
  return { ...withId(context, body), answers: answersIn(body) };
}

/** The desk's routes of one need. */
export const deskRoutes: Route[] = [
  form(`${desk}/new`, {
    permission: permissions.draft,
    name: 'draft',
    command: draftNeed,
    step: askSame,
    show: showNew,
    done: (context, value) => done(value.joined === true ? 'joined' : 'drafted')(context, value),
  }),
  post(`${desk}/join`, {
    permission: permissions.keep,
    name: 'join-need',
    command: joinNeed,
    show: showJoin,
    done: done('joined'),
  }),
  post(`${desk}/part`, {
    permission: permissions.keep,
    name: 'part',
    command: partNeed,
    show: showJoin,
    done: (context, value) => `/desk/${context.params['space'] ?? ''}/matters/${value.matterId}?done=parted`,
  }),
  get(record, { permission: permissions.read, show: (context) => showDeskNeed(context) }),
  form(`${record}/edit`, {
    permission: permissions.draft,
    name: 'edit',
    command: editNeed,
    input: withAnswers,
    show: showEdit,
    done: done('edited'),
  }),
  post(`${record}/check`, {
    permission: permissions.check,
    name: 'check',
    command: checkNeed,
    input: withAnswers,
    show: showDeskNeed,
    done: done('checked'),
  }),
  post(`${record}/withdraw`, {
    permission: permissions.keep,
    name: 'withdraw',
    command: withdrawNeed,
    input: withId,
    show: showDeskNeed,
    done: done('withdrawn'),
  }),
  post(`${record}/merge`, {
    permission: permissions.keep,
    name: 'merge',
    command: mergeNeeds,
    input: withId,
    show: showDeskNeed,
    done: done('merged'),
  }),
  post(`${record}/split`, {
    permission: permissions.keep,
    name: 'split',
    command: splitNeed,
    input: withId,
    show: showDeskNeed,
    done: done('split'),
  }),
  post(`${record}/confirm`, {
    permission: permissions.keep,
    name: 'confirm',
    command: confirmNeed,
    input: withId,
    show: showDeskNeed,
    done: done('confirmed'),
  }),
  post(`${record}/groups`, {
    permission: permissions.keep,
    ...{ name: 'groups', command: keepGroups, input: withId, show: showDeskNeed, done: done('groups_kept') },
  }),
  post(`${record}/visit`, {
    permission: permissions.keep,
    name: 'visit',
    command: attachVisit,
    input: withId,
    show: showDeskNeed,
    done: done('visited'),
  }),
];
