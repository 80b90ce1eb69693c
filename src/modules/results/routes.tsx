import type { VNode } from 'preact';
import { isId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bySlip, matterHeadlines } from '#modules/intake';

import { contactOf, personNames } from '#modules/people';
import { latestVersion, project, projectsOfNeed } from '#modules/projects';
import { auditRead, unseal } from '#modules/record';
import { allowed } from '#platform/permission';
import { type Scope, subjectPerson, today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { giveByCode, giveVerdict, readSlipCode, recordVerdict } from './commands.ts';
import { answerChange, proposeChange } from './commands-changes.ts';
import { MinePage, ResultsPage, SayPage, ThanksPage } from './pages.tsx';
import {
  type AskedRow,
  askedColumns,
  ChangePage,
  ChangesPage,
  changeColumns,
  ProposePage,
  RecordPage,
  ResultsDeskPage,
} from './pages-desk.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import {
  askedVoices,
  change,
  changeCount,
  changes,
  closedLoops,
  reasonCounts,
  toAsk,
  verdictCounts,
} from './queries.ts';
import { costOfMet } from './queries-cost.ts';
import { voiceByCode } from './queries-links.ts';
import { linkRoutes } from './routes-links.tsx';
import { ratesRoutes } from './routes-rates.tsx';
import { reached } from './routes-reach.ts';
import { traceRoutes } from './routes-trace.tsx';
import type { Asked, Change } from './schema.ts';

const param = ({ params }: Context, name: string): string => params[name] ?? '';

/** Whether a plan is under way that a change could go into. */
async function changeable(scope: Scope, needId: string | null): Promise<boolean> {
  if (needId === null) return false;
  return (await projectsOfNeed(scope, needId)).some((one) => one.state === 'running' || one.state === 'done');
}

/** What a code in an address stands for: the voice, and what its page says it is about. */
async function byCode(context: Context, code: string) {
  const { scope, view } = context;
  const about = wordsOf(view).say.about;
  const link = await voiceByCode(scope, code);
  if (link !== null) {
    const { kind, id } = link.subject;
    const voices = await askedVoices(scope, kind === 'need' ? { needIds: [id] } : { matterId: id });
    const asked = voices.find((one) => kind === 'matter' || one.personId === link.personId);
    const words = kind === 'matter' ? (await matterHeadlines(scope, [id])).get(id) : undefined;
    return { asked, about: about(words ?? asked?.title ?? '', asked?.number ?? ''), slip: null };
  }
  const typed = readSlipCode(code);
  const slip = typed === null ? null : await bySlip(scope, typed.number, typed.code);
  if (typed === null || slip === null) return null;
  const [asked] = await askedVoices(scope, { matterId: slip.matter.id });
  const query = `number=${encodeURIComponent(typed.number)}&code=${typed.code}`;
  return {
    asked,
    about: about(slip.headline, slip.matter.number),
    slip: `/s/${param(context, 'space')}/slip?${query}`,
  };
}

async function showByCode(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key, url } = context;
  const found = await byCode(context, param(context, 'code'));
  if (found === null) return fail('results.code_unknown');
  const { asked, about, slip } = found;
  if (url.searchParams.get('done') === 'said')
    return ok(<ThanksPage view={view} solved={asked?.last?.verdict === 'solved'} slip={slip} />);
  if (asked === undefined) return fail('results.too_early');
  const action = `/s/${param(context, 'space')}/verdict/${param(context, 'code')}`;
  const may = await changeable(scope, asked.needId);
  return ok(<SayPage {...{ view, state, about, action }} area="public" keyValue={key} changeable={may} />);
}

/** The voice of the reader (or of whom they act for) about one thing. */
async function ownVoice(context: Context): Promise<Asked | null> {
  const own = await askedVoices(context.scope, { personId: subjectPerson(context.scope) ?? '' });
  const [kind, id] = [param(context, 'kind'), param(context, 'id')];
  return (
    own.find((one) => one.subject.kind === kind && one.subject.id === id) ??
    own.find((one) => kind === 'need' && one.needId === id) ??
    null
  );
}

async function showOwn(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  const own = await ownVoice(context);
  if (own === null) return fail('results.not_found');
  const about = wordsOf(view).say.about(own.title, own.number);
  const action = `/me/${param(context, 'space')}/verdicts/${param(context, 'kind')}/${param(context, 'id')}`;
  const may = await changeable(scope, own.needId);
  return ok(<SayPage {...{ view, state, about, action }} area="me" keyValue={key} changeable={may} />);
}

async function showPropose(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  const found = await project(scope, param(context, 'id'));
  if (found === null || found.version === 0) return fail('results.not_found');
  return ok(<ProposePage {...{ view, state }} projectId={found.id} title={found.title} keyValue={key} />);
}

const publicRoutes: Route[] = [
  get('/s/:space/results', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const [counts, reasons, answered, loops, cost] = await Promise.all([
        verdictCounts(scope),
        reasonCounts(scope),
        changes(scope, { answered: true, limit: 20 }),
        closedLoops(scope, 20),
        costOfMet(scope),
      ]);
      return <ResultsPage {...{ view, counts, reasons, loops, cost }} changes={answered} />;
    },
  }),
  form('/s/:space/verdict/:code', {
    permission: permissions.code,
    name: 'verdict',
    command: giveByCode,
    input: (context, fields) => ({ ...fields, code: param(context, 'code') }),
    show: showByCode,
    done: (context) => `/s/${param(context, 'space')}/verdict/${param(context, 'code')}?done=said`,
  }),
];

const ownRoutes: Route[] = [
  get('/me/:space/verdicts', {
    permission: permissions.give,
    show: async ({ scope, view }) => {
      const personId = subjectPerson(scope) ?? '';
      const [asked, proposed] = await Promise.all([askedVoices(scope, { personId }), changes(scope, { personId })]);
      return <MinePage view={view} asked={asked} changes={proposed} />;
    },
  }),
  form('/me/:space/verdicts/:kind/:id', {
    permission: permissions.give,
    name: 'verdict',
    command: giveVerdict,
    input: (context, fields) => ({ ...fields, kind: param(context, 'kind'), id: param(context, 'id') }),
    show: showOwn,
    done: (context) => `/me/${param(context, 'space')}/verdicts?done=said`,
  }),
  form('/me/:space/changes/:id', {
    permission: permissions.propose,
    name: 'propose',
    command: proposeChange,
    input: (context, fields) => ({ ...fields, project: param(context, 'id') }),
    show: showPropose,
    done: (context) => `/me/${param(context, 'space')}/verdicts?done=proposed`,
  }),
];

async function loadAsked({ scope, view }: Context, query: ListQuery) {
  const [all, due] = await Promise.all([askedVoices(scope), toAsk(scope)]);
  const names = await personNames(
    scope,
    all.flatMap((one) => (one.personId === null ? [] : [one.personId])),
  );
  const [now, mayReach, w] = [today(scope), await reached(scope, all), wordsOf(view)];
  const keyOf = (one: Asked) => `${one.subject.id}${one.personId ?? ''}`;
  const dues = new Map(due.map((one) => [keyOf(one.asked), one.due]));
  const rows = all.map((asked): AskedRow => {
    const own = dues.get(keyOf(asked)) ?? null;
    const silent = asked.last === null ? 'silent' : 'heard';
    const stand = own === null ? silent : own.on <= now ? 'due' : 'later';
    const name = names.get(asked.personId ?? '')?.inside ?? '';
    return { asked, name: mayReach(asked) ? name : w.desk.othersGrid, due: own, stand };
  });
  const wanted = query.filters['stand'] ?? '';
  const found = rows
    .filter((row) => (wanted === '' ? row.due !== null : row.stand === wanted))
    .filter((row) => query.q === '' || `${row.asked.title} ${row.asked.number} ${row.name}`.includes(query.q))
    .sort((a, b) => ((a.due?.on ?? '9') < (b.due?.on ?? '9') ? -1 : 1));
  const count = (stand: AskedRow['stand']) => rows.filter((row) => row.stand === stand).length;
  const options = (['due', 'later', 'silent', 'heard'] as const).map((value) => ({
    value,
    label: w.desk.stands[value],
    count: count(value),
  }));
  const from = (query.page - 1) * query.size;
  return {
    rows: found.slice(from, from + query.size),
    total: found.length,
    filters: [{ key: 'stand', title: w.desk.stand, options }],
  };
}

async function showRecord(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, url, key } = context;
  const typed = (name: string): string => {
    const value = state?.values[name];
    return url.searchParams.get(name) ?? (typeof value === 'string' ? value : '');
  };
  const [kind, id, given] = [typed('kind'), typed('id'), typed('person')];
  if (kind === 'project') {
    const found = await project(scope, id);
    if (found === null) return fail('results.not_found');
    const open = found.state === 'running' || found.state === 'done';
    return ok(
      <RecordPage
        {...{ view, state, kind, id, person: given, name: '', phone: null, changeable: open, tries: null }}
        about={found.title}
        keyValue={key}
      />,
    );
  }
  if (!isId(id)) return fail('results.not_found');
  const all = await askedVoices(scope, kind === 'need' ? { needIds: [id] } : { matterId: id });
  const asked = all.find((one) => kind === 'matter' || one.personId === given);
  if (asked === undefined) return fail('results.not_found');
  const personId = asked.personId ?? '';
  const names = await personNames(scope, personId === '' ? [] : [personId]);
  const reach = (await reached(scope, [asked]))(asked);
  const contact = personId === '' || !reach ? null : await contactOf(scope, personId);
  const name = reach ? (names.get(personId)?.inside ?? '') : wordsOf(view).desk.othersGrid;
  return ok(
    <RecordPage
      {...{ view, state, kind, id, person: given, name }}
      phone={contact?.phone ?? null}
      tries={asked.tries}
      about={wordsOf(view).say.about(asked.title, asked.number)}
      changeable={await changeable(scope, asked.needId)}
      keyValue={key}
    />,
  );
}

async function showChange(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  const found = await change(scope, param(context, 'id'));
  if (found === null) return fail('results.change_not_found');
  await auditRead(scope, { kind: 'change', id: found.id, command: 'results.open_words' });
  const [words, names, version] = await Promise.all([
    unseal(scope, { kind: 'change', ids: [found.id] }, 'words'),
    personNames(scope, found.proposedBy === null ? [] : [found.proposedBy]),
    latestVersion(scope, found.projectId),
  ]);
  const by = names.get(found.proposedBy ?? '')?.inside ?? '';
  const shown = { change: found, words: words.get(found.id) ?? '', by, version };
  const mayAnswer = allowed(scope, permissions.answer).ok;
  return ok(<ChangePage {...{ view, shown, state, mayAnswer }} keyValue={key} />);
}

async function loadChanges({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const states = ['proposed', 'accepted', 'partly', 'declined'] as const;
  const state = states.find((one) => one === query.filters['state']);
  const filter = state === undefined ? {} : { state };
  const page = { limit: query.size, offset: (query.page - 1) * query.size };
  const [rows, total] = await Promise.all([
    changes(scope, { ...filter, ...page, oldestFirst: query.sort?.desc === false }),
    changeCount(scope, filter),
  ]);
  const options = states.map((value) => ({ value, label: w.changeStates[value] }));
  return { rows, total, filters: [{ key: 'state', title: w.change.state, options }] };
}

const deskRoutes: Route[] = [
  list<AskedRow>('/desk/:space/results', {
    permission: permissions.read,
    name: 'results',
    columns: askedColumns,
    filters: ['stand'],
    load: loadAsked,
    show: async ({ scope, view }, data) => (
      <ResultsDeskPage
        view={view}
        data={data}
        waitingChanges={await changeCount(scope, { state: 'proposed' })}
        mayRecord={allowed(scope, permissions.record).ok}
      />
    ),
  }),
  form('/desk/:space/results/new', {
    permission: permissions.record,
    name: 'record',
    command: recordVerdict,
    show: showRecord,
    done: ({ view }) => `${deskRoot(view)}/results?done=recorded`,
  }),
  list<Change>('/desk/:space/changes', {
    permission: permissions.read,
    name: 'changes',
    columns: changeColumns,
    filters: ['state'],
    load: loadChanges,
    show: ({ view }, data) => <ChangesPage view={view} data={data} />,
  }),
  get('/desk/:space/changes/:id', { permission: permissions.record, show: (context) => showChange(context) }),
  form('/desk/:space/changes/:id', {
    permission: permissions.answer,
    name: 'answer',
    postOnly: true,
    command: answerChange,
    input: (context, fields) => ({ ...fields, id: param(context, 'id') }),
    show: showChange,
    done: (context) => `${deskRoot(context.view)}/changes/${param(context, 'id')}?done=changeAnswered`,
  }),
];

/** What came of it: public, one's own, at the desk; and the trace. */
export const routes: Route[] = [
  ...publicRoutes,
  ...ownRoutes,
  ...deskRoutes,
  ...linkRoutes(showRecord),
  ...ratesRoutes,
  ...traceRoutes,
];
