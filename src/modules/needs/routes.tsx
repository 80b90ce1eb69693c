import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { pick } from '#kernel/words';
import { matter, matters, matterWords } from '#modules/intake';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { isPublic, projectsById } from '#modules/projects';
import { publicStates, resourcesById } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import type { Body, Context, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { checkNeed, draftNeed, editNeed } from './commands.ts';
import { confirmNeed, mergeNeeds, splitNeed, withdrawNeed } from './commands-course.ts';
import { attachVisit, joinNeed, meToo, notMe, partNeed } from './commands-voices.ts';
import { en } from './en.ts';
import { type ListedNeed, NeedFiguresPage, NeedPage, NeedsPage, needColumns, needFilters } from './pages.tsx';
import { DeskNeedPage, JoinPage } from './pages-desk.tsx';
import { NeedFormPage } from './pages-form.tsx';
import { publicHref } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { need, needList, needRow, needsById, voicesOf } from './queries.ts';
import {
  classChoices,
  classNames,
  classOptions,
  classWords,
  needEvents,
  needFigures,
  needLinks,
  visitsOf,
} from './queries-more.ts';
import { isLive } from './rules.ts';
import { zh } from './zh.ts';

/** Titles of what everybody may see of the things a need is linked to; the others have only the word of their kind. */
async function titlesOf(scope: Scope, links: readonly { readonly kind: string; readonly id: string }[]) {
  const ids = (kind: string) => links.filter((link) => link.kind === kind).map((link) => link.id);
  const needs = (await needsById(scope, ids('need'))).filter((one) => one.state !== 'draft');
  const resources = (await resourcesById(scope, ids('resource'))).filter((one) => publicStates.includes(one.state));
  const projects = (await projectsById(scope, ids('project'))).filter(isPublic);
  return new Map([...needs, ...resources, ...projects].map((one) => [one.id, one.title]));
}

/** What both pages of a need show. */
async function needProps(context: Context, state: FormState | undefined, audience: 'public' | 'desk') {
  const { scope, view, params } = context;
  const row = await needRow(scope, params['id'] ?? '');
  if (row === null || (audience === 'public' && row.state === 'draft')) return null;
  const events = await needEvents(scope, row.id);
  const staff = new Set(events.filter((event) => event.step !== 'voice').map((event) => event.personId));
  const named = await personNames(
    scope,
    [...staff].filter((id) => id !== null),
  );
  const names = new Map([...named].map(([id, name]) => [id, audience === 'public' ? name.public : name.inside]));
  // Who said "mine too" is nobody's business, not even masked.
  const shown = events.map((event) =>
    event.step === 'voice' || event.step === 'voice_left' ? { ...event, personId: null } : event,
  );
  const voices = await voicesOf(scope, row.id);
  const me = subjectPerson(scope);
  const found = await needLinks(scope, row.id);
  const titles = await titlesOf(scope, found);
  const said = await matters(
    scope,
    found.filter((link) => link.kind === 'matter').map((link) => link.id),
  );
  const saidAt = new Map(said.map((one) => [one.id, one.saidAt]));
  const links = found.map((link) => {
    const title = titles.get(link.id) ?? '';
    return {
      kind: link.kind,
      at: saidAt.get(link.id) ?? link.at,
      title,
      href: title === '' ? null : publicHref(view, link.kind, link.id),
    };
  });
  const merged = row.mergedIntoId === null ? null : await need(scope, row.mergedIntoId);
  return {
    voices,
    props: {
      view,
      keyValue: context.key,
      state,
      need: row,
      className: (await classNames(scope, view.lang)).get(row.classCode) ?? '',
      events: shown,
      links,
      names,
      mine: me !== null && voices.some((voice) => voice.personId === me && voice.matterId === null),
      merged: merged === null ? null : { id: merged.id, number: merged.number },
      visits: await visitsOf(scope, row.id),
    },
  };
}

async function showNeed(context: Context, state?: FormState) {
  const found = await needProps(context, state, 'public');
  return found === null ? fail('needs.not_found') : <NeedPage {...found.props} />;
}

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
  const days = await parameter(scope, 'need.staleDays');
  const confirmed = props.need.confirmedAt;
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
      stale={
        isLive(props.need.state) &&
        confirmed !== null &&
        scope.now().getTime() - confirmed.getTime() > days * 86_400_000
      }
    />
  );
}

async function showNew(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const typed = state?.values['matter'];
  const id = url.searchParams.get('matter') ?? (typeof typed === 'string' ? typed : '');
  const behind = await matter(scope, id);
  if (id !== '' && behind === null) return fail('intake.not_found');
  const w = pick(view.lang, { zh, en }).form;
  return (
    <NeedFormPage
      view={view}
      keyValue={context.key}
      state={state}
      action={`/desk/${context.params['space'] ?? ''}/needs/new${behind === null ? '' : `?matter=${behind.id}`}`}
      title={behind === null ? w.newTitle : w.fromTitle(behind.number)}
      classes={await classChoices(scope, view.lang)}
      places={await placeOptions(scope)}
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
    />
  );
}

function showJoin(context: Context, state?: FormState) {
  const typed = state?.values['matter'];
  const id = typeof typed === 'string' && isId(typed) ? typed : '';
  return <JoinPage view={context.view} state={state} keyValue={context.key} matter={id} />;
}

async function showFigures(context: Context) {
  const { scope, view } = context;
  const figures = await needFigures(scope);
  const years = [...new Set(figures.map((row) => row.year))].sort();
  const words = await classWords(scope, view.lang);
  const rows = words.flatMap((word) => {
    const own = figures.filter((row) => row.classCode === word.code || row.classCode.startsWith(`${word.code}.`));
    if (own.length === 0) return [];
    const sum = (of: typeof own, key: 'count' | 'met') => of.reduce((total, row) => total + row[key], 0);
    const counts = years.map((year) =>
      sum(
        own.filter((row) => row.year === year),
        'count',
      ),
    );
    return [{ code: word.code, label: word.label, counts, total: sum(own, 'count'), met: sum(own, 'met') }];
  });
  return <NeedFiguresPage view={view} years={years} rows={rows} />;
}

async function loadNeeds(context: Context, query: ListQuery, audience: 'public' | 'desk') {
  const { scope, view } = context;
  const found = await needList(scope, query, audience);
  const classes = await classNames(scope, view.lang);
  const rows = found.rows.map((row) => ({ ...row, className: classes.get(row.classCode) ?? '' }));
  const filters = needFilters(view, await classOptions(scope, view.lang), await estates(scope), audience === 'desk');
  return { rows, total: found.total, filters };
}

async function estates(scope: Scope) {
  return placeOptions(scope, ['estate']);
}

function withPathId(context: Context, body: Body): Body {
  const { id = '' } = context.params;
  return { ...body, id: isId(id) ? id : '' };
}

function done(word: string, area: 'desk' | 's' = 'desk') {
  return (context: Context, value: { readonly id: string }) =>
    `/${area}/${context.params['space'] ?? ''}/needs/${value.id}?done=${word}`;
}

const filterKeys = ['state', 'class', 'urgency', 'estate', 'flag'];
const open = '/s/:space/needs';
const desk = '/desk/:space/needs';
const record = `${desk}/:id`;

const publicRoutes: Route[] = [
  list<ListedNeed>(open, {
    permission: permissions.look,
    name: 'needs',
    filters: filterKeys,
    columns: ({ view }) => needColumns(view),
    load: (context, query) => loadNeeds(context, query, 'public'),
    show: ({ view }, data) => <NeedsPage view={view} data={data} desk={false} />,
    cached: true,
  }),
  get(`${open}/figures`, { permission: permissions.look, show: showFigures, cached: true }),
  get(`${open}/:id`, { permission: permissions.look, show: (context) => showNeed(context) }),
  post(`${open}/:id/too`, {
    permission: permissions.voice,
    name: 'too',
    command: meToo,
    input: withPathId,
    show: showNeed,
    done: done('voiced', 's'),
  }),
  post(`${open}/:id/not-me`, {
    permission: permissions.voice,
    name: 'not-me',
    command: notMe,
    input: withPathId,
    show: showNeed,
    done: done('unvoiced', 's'),
  }),
];

const deskRoutes: Route[] = [
  list<ListedNeed>(desk, {
    permission: permissions.read,
    name: 'needs',
    filters: filterKeys,
    columns: ({ view }) => needColumns(view),
    load: (context, query) => loadNeeds(context, query, 'desk'),
    show: ({ view }, data) => <NeedsPage view={view} data={data} desk />,
  }),
  form(`${desk}/new`, {
    permission: permissions.draft,
    name: 'draft',
    command: draftNeed,
    show: showNew,
    done: done('drafted'),
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
    input: withPathId,
    show: showEdit,
    done: done('edited'),
  }),
  post(`${record}/check`, {
    permission: permissions.check,
    name: 'check',
    command: checkNeed,
    input: withPathId,
    show: showDeskNeed,
    done: done('checked'),
  }),
  post(`${record}/withdraw`, {
    permission: permissions.keep,
    name: 'withdraw',
    command: withdrawNeed,
    input: withPathId,
    show: showDeskNeed,
    done: done('withdrawn'),
  }),
  post(`${record}/merge`, {
    permission: permissions.keep,
    name: 'merge',
    command: mergeNeeds,
    input: withPathId,
    show: showDeskNeed,
    done: done('merged'),
  }),
  post(`${record}/split`, {
    permission: permissions.keep,
    name: 'split',
    command: splitNeed,
    input: withPathId,
    show: showDeskNeed,
    done: done('split'),
  }),
  post(`${record}/confirm`, {
    permission: permissions.keep,
    name: 'confirm',
    command: confirmNeed,
    input: withPathId,
    show: showDeskNeed,
    done: done('confirmed'),
  }),
  post(`${record}/visit`, {
    permission: permissions.keep,
    name: 'visit',
    command: attachVisit,
    input: withPathId,
    show: showDeskNeed,
    done: done('visited'),
  }),
];

/** All routes of the room. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes];
