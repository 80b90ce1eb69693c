import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { hitMark } from '#kernel/hits';
import { isId } from '#kernel/ids';
import { hidePersonalData } from '#kernel/privacy';
import { activitiesBecause, activity, invitation, type Led } from '#modules/activities';
import { type Payment, paymentsOfProjects } from '#modules/funds';
import { gift, giftsById, giftTrace } from '#modules/gifts';
import { wordsAllowed } from '#modules/intake';
import { approvalsOf } from '#modules/ledger';
import { type Need, needOfMatter, needsById } from '#modules/needs';
import { isPublic, progressOf, projectNeeds, projectOfProcedure, projectsById, versionsOf } from '#modules/projects';
import { type Thing, unseal } from '#modules/record';
import { privateEligibles } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { changes, toAsk, verdictsAbout } from './queries.ts';
import type { Ahead, Allowance, DecidedStep, Match, Stream, Trace, TraceKind, Voice } from './schema-trace.ts';

/** From where the thread begins: the needs and projects it is about, and perhaps a matter or activity by itself. */
interface Ends {
  readonly needIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly matterIds: readonly string[];
  readonly activityIds: readonly string[];
}

const nothing: Ends = { needIds: [], projectIds: [], matterIds: [], activityIds: [] };

async function matterEnds(scope: Scope, text: string): Promise<Ends | null> {
  const found = await scope.db
    .selectFrom('matter')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where((where) =>
      isId(text) ? where('id', '=', text) : where('number', '=', text.normalize('NFKC').replace(/\s/g, '')),
    )
    .executeTakeFirst();
  if (found === undefined) return null;
  const need = await needOfMatter(scope, found.id);
  return { ...nothing, needIds: need === null ? [] : [need.id], matterIds: [found.id] };
}

async function activityEnds(scope: Scope, id: string): Promise<Ends | null> {
  const found = await activity(scope, id);
  if (found === null) return null;
  const invited = found.invitationId === null ? null : await invitation(scope, found.invitationId);
  const because = invited?.because ?? null;
  return {
    ...nothing,
    activityIds: [id],
    projectIds: [found.projectId, because?.kind === 'project' ? because.id : null].filter((one) => one !== null),
    needIds: because?.kind === 'need' ? [because.id] : [],
  };
}

/** Where a thing stands on a thread; null when there is no such thing in this space. */
async function endsOf(scope: Scope, kind: TraceKind, id: string): Promise<Ends | null> {
  if (kind === 'matter') return matterEnds(scope, id);
  if (!isId(id)) return null;
  if (kind === 'need') return { ...nothing, needIds: [id] };
  if (kind === 'project') return { ...nothing, projectIds: [id] };
  if (kind === 'activity') return activityEnds(scope, id);
  if (kind === 'decision') {
    const found = await projectOfProcedure(scope, id);
    return found === null ? null : { ...nothing, projectIds: [found.id] };
  }
  if ((await gift(scope, id)) === null) return null;
  const { parts } = await giftTrace(scope, id);
  const own = (pick: (payment: Payment) => string | null) =>
    parts.flatMap((part) => pick(part.payment) ?? []).slice(0, mostEnds);
  return {
    ...nothing,
    projectIds: [...new Set(own((payment) => payment.projectId))],
    activityIds: [...new Set(own((payment) => payment.activityId))],
  };
}

/** A gift may have paid for more than one thread can tell. */
const mostEnds = 12;

async function loadEnds(scope: Scope, ends: Ends) {
  const upward = await projectNeeds(scope, { projectIds: [...ends.projectIds] });
  const needIds = [...new Set([...ends.needIds, ...upward.map((link) => link.needId)])];
  const downward = await projectNeeds(scope, { needIds });
  // Seen from one project, its needs' other projects are other threads.
  const wanted = ends.projectIds.length > 0 ? ends.projectIds : downward.map((link) => link.projectId);
  const [needs, projects] = await Promise.all([needsById(scope, needIds), projectsById(scope, [...wanted])]);
  return { needs: needs.filter((need) => need.state !== 'draft'), projects: projects.filter(isPublic) };
}

interface VoiceRow {
  readonly matter_id: string | null;
  readonly number: string | null;
  readonly at: Date;
  readonly person_id: string | null;
  readonly publish_words: boolean | null;
}

/** Matters whose words are shown at most: consent is looked at for each by itself. */
const mostWords = 3;

/** Whoever spoke agreed for themselves: what points to anybody, or to a door, is left out even so. */
function withoutPersons(words: string | undefined): string | null {
  return words === undefined ? null : hidePersonalData(words, (kind) => hitMark('zh', kind));
}

async function voicesOf(scope: Scope, needIds: readonly string[], matterIds: readonly string[]): Promise<Voice[]> {
  const { rows } = await sql<VoiceRow>`
    select v.matter_id, m.number, coalesce(m.said_at, v.at) as at, m.person_id, m.publish_words
    from need_voice v left join matter m on m.space_id = v.space_id and m.id = v.matter_id
    where v.space_id = ${scope.spaceId} and v.left_at is null and v.need_id = any (${[...needIds]}::uuid[])
    union
    select m.id, m.number, m.said_at, m.person_id, m.publish_words from matter m
    where m.space_id = ${scope.spaceId} and m.id = any (${[...matterIds]}::uuid[])
    order by 3`.execute(scope.db);
  const shown: string[] = [];
  for (const row of rows.filter((one) => one.publish_words === true).slice(0, mostWords)) {
    const of = { id: row.matter_id ?? '', person_id: row.person_id, publish_words: true };
    if (await wordsAllowed(scope, of)) shown.push(of.id);
  }
  const words = await unseal(scope, { kind: 'matter', ids: shown }, 'words');
  return rows.map((row) => ({
    ...{ matterId: row.matter_id, number: row.number ?? '', at: row.at },
    words: withoutPersons(words.get(row.matter_id ?? '')),
  }));
}

async function matchesOf(scope: Scope, needIds: readonly string[]): Promise<Match[]> {
  if (needIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('proposal as p')
    .innerJoin('resource as r', (on) => on.onRef('r.space_id', '=', 'p.space_id').onRef('r.id', '=', 'p.resource_id'))
    .select(['p.id', 'r.title', 'r.unit', 'p.quantity', 'p.giver_accepted_at', 'p.taker_accepted_at', 'p.confirmed_at'])
    .select('p.handed_over_at')
    .where('p.space_id', '=', scope.spaceId)
    .where('p.need_id', 'in', [...needIds])
    .where('p.state', 'in', ['accepted', 'handed_over', 'confirmed'])
    // What is kept for such a group would say of the need that it is one of theirs.
    .where('r.eligible', 'not in', [...privateEligibles])
    .orderBy('p.at')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title, unit: row.unit, quantity: row.quantity },
    acceptedAt: row.taker_accepted_at ?? row.giver_accepted_at ?? row.handed_over_at,
    confirmedAt: row.confirmed_at,
  }));
}

/** The four counts of a stored tally; the rest of it is the decision's own page. */
const CountedVotes = z.object({ yes: z.number(), no: z.number(), abstain: z.number(), recused: z.number() });

async function stepsOf(scope: Scope, subjectIds: readonly string[]): Promise<DecidedStep[]> {
  if (subjectIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('procedure_step as s')
    .innerJoin('procedure as p', (on) => on.onRef('p.space_id', '=', 's.space_id').onRef('p.id', '=', 's.procedure_id'))
    .innerJoin('body as b', (on) => on.onRef('b.space_id', '=', 's.space_id').onRef('b.id', '=', 's.body_id'))
    .select(['p.id', 'p.number', 'p.title', 's.kind', 'b.name', 's.state', 's.closes_on', 's.closed_at', 's.reason'])
    .select('s.tally')
    .select((select) => [
      objectionsIn(select.ref('s.id'), false).as('objections'),
      objectionsIn(select.ref('s.id'), true).as('answered'),
    ])
    .where('s.space_id', '=', scope.spaceId)
    .where('p.subject_id', 'in', [...subjectIds])
    .orderBy('p.opened_at')
    .orderBy('s.ordinal')
    .execute();
  return rows.map((row) => ({
    ...{ procedureId: row.id, number: row.number, title: row.title, kind: row.kind, body: row.name, state: row.state },
    ...{ closesOn: row.closes_on, closedAt: row.closed_at, reason: row.reason },
    votes: row.tally === null ? null : CountedVotes.parse(row.tally),
    ...{ objections: Number(row.objections), answered: Number(row.answered) },
  }));
}

function objectionsIn(step: unknown, answered: boolean) {
  const only = answered ? sql`and o.answer is not null` : sql``;
  return sql<bigint>`(select count(*) from objection o where o.space_id = p.space_id and o.step_id = ${step} ${only})`;
}

async function allowancesOf(scope: Scope, purposeIds: readonly string[]): Promise<Allowance[]> {
  if (purposeIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('ledger_authorisation as a')
    .innerJoin('ledger_hold as h', (on) =>
      on.onRef('h.space_id', '=', 'a.space_id').onRef('h.authorisation_id', '=', 'a.id'),
    )
    .select(['a.id', 'a.amount', 'a.spent', 'h.remaining', 'h.released', 'h.at', 'h.released_at'])
    .where('a.space_id', '=', scope.spaceId)
    .where('a.purpose_id', 'in', [...purposeIds])
    .orderBy('h.at')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, amount: row.amount, spent: row.spent, returned: row.released, left: row.remaining },
    ...{ heldAt: row.at, returnedAt: row.released_at },
  }));
}

/** Streams shown by name; the others are summed up. */
const mostStreams = 6;

/** Which gifts paid these payments, first in, first out within each fund, in one query whatever there is (F045). */
async function streamsOf(scope: Scope, paymentIds: readonly string[]) {
  const empty = { streams: [], more: { gifts: 0, amount: 0n } };
  if (paymentIds.length === 0) return empty;
  const { rows } = await sql<{ id: string; share: bigint }>`
    with funds as (select distinct fund_id from payment where space_id = ${scope.spaceId}
      and id = any (${[...paymentIds]}::uuid[]) and state = 'paid'),
    g as (select id, fund_id, amount, sum(amount) over (partition by fund_id order by entry_id) as upto from gift
      where space_id = ${scope.spaceId} and state = 'booked' and entry_id is not null and amount is not null
        and fund_id in (select fund_id from funds)),
    p as (select id, fund_id, amount, sum(amount) over (partition by fund_id order by entry_id) as upto from payment
      where space_id = ${scope.spaceId} and state = 'paid' and fund_id in (select fund_id from funds))
    select g.id, sum(least(g.upto, p.upto) - greatest(g.upto - g.amount, p.upto - p.amount))::bigint as share
    from p join g on g.fund_id = p.fund_id and g.upto > p.upto - p.amount and p.upto > g.upto - g.amount
    where p.id = any (${[...paymentIds]}::uuid[]) group by g.id order by share desc, g.id`.execute(scope.db);
  const shown = rows.slice(0, mostStreams);
  const gifts = await giftsById(
    scope,
    shown.map((row) => row.id),
  );
  const known = new Map(gifts.map((one) => [one.id, one]));
  const streams = shown.flatMap((row): Stream[] => {
    const found = known.get(row.id);
    return found === undefined ? [] : [{ gift: found, amount: row.share }];
  });
  const rest = rows.slice(mostStreams);
  return { streams, more: { gifts: rest.length, amount: rest.reduce((sum, row) => sum + row.share, 0n) } };
}

async function promisesAhead(scope: Scope, matterIds: readonly string[]): Promise<Ahead[]> {
  if (matterIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('promise')
    .select('due_on')
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', 'in', [...matterIds])
    .where('state', '=', 'open')
    .where('due_on', '>=', today(scope))
    .orderBy('due_on')
    .execute();
  return rows.map((row) => ({ kind: 'promise', title: '', on: row.due_on }));
}

async function reportsAhead(scope: Scope, projectIds: readonly string[]): Promise<Ahead[]> {
  if (projectIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('task')
    .select('due_at')
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', 'project')
    .where('subject_id', 'in', [...projectIds])
    .where('kind', '=', 'projects.report')
    .where((where) => where.and([where('state', '=', 'open'), sql<SqlBool>`due_at >= ${scope.now()}::timestamptz`]))
    .execute();
  return rows.map((row) => ({ kind: 'report', title: '', on: row.due_at }));
}

interface Found {
  readonly needs: readonly Need[];
  readonly projectIds: readonly string[];
  readonly matterIds: readonly string[];
  readonly steps: readonly DecidedStep[];
  readonly led: Led;
}

/** What is still to come, with the days that were promised or set. */
async function aheadOf(scope: Scope, found: Found): Promise<Ahead[]> {
  const [promises, reports, asking] = await Promise.all([
    promisesAhead(scope, found.matterIds),
    reportsAhead(scope, found.projectIds),
    found.needs.length === 0 ? [] : toAsk(scope, { needIds: found.needs.map((need) => need.id) }),
  ]);
  const open = found.steps.flatMap((step): Ahead[] =>
    step.state === 'open' && step.closesOn !== null ? [{ kind: step.kind, title: step.body, on: step.closesOn }] : [],
  );
  const [first] = asking;
  const activities = found.led.activities
    .filter((one) => one.activity.state === 'open' && one.activity.startsAt > scope.now())
    .map((one): Ahead => ({ kind: 'activity', title: one.activity.title, on: one.activity.startsAt }));
  const now = today(scope);
  // Whoever should have been asked already is asked from today on.
  const ask: Ahead[] =
    first === undefined ? [] : [{ kind: 'ask', title: '', on: first.due.on < now ? now : first.due.on }];
  return [...promises, ...open, ...reports, ...ask, ...activities];
}

/**
 * Follows one thread from a need, project, gift, matter (by its number), decision or activity, in a number of queries
 * that does not grow with what there is. Only what everyone may read is in it; null when there is no such thing.
 */
export async function traceOf(scope: Scope, kind: TraceKind, id: string): Promise<Trace | null> {
  const ends = await endsOf(scope, kind, id);
  if (ends === null) return null;
  const { needs, projects } = await loadEnds(scope, ends);
  if ((kind === 'need' && needs.length === 0) || (kind === 'project' && projects.length === 0)) return null;
  const needIds = needs.map((need) => need.id);
  const projectIds = projects.map((project) => project.id);
  const [voices, matches, verdicts, proposed] = await Promise.all([
    voicesOf(scope, needIds, ends.matterIds),
    matchesOf(scope, needIds),
    verdictsAbout(scope, { needIds, projectIds }),
    changes(scope, { projectIds, oldestFirst: true }),
  ]);
  const things: Thing[] = [
    ...needIds.map((one) => ({ kind: 'need' as const, id: one })),
    ...projectIds.map((one) => ({ kind: 'project' as const, id: one })),
    ...ends.activityIds.map((one) => ({ kind: 'activity' as const, id: one })),
    ...matches.map((one) => ({ kind: 'proposal' as const, id: one.id })),
    ...verdicts.map((one) => ({ kind: 'verdict' as const, id: one.id })),
  ];
  const led = await activitiesBecause(scope, things);
  const purposes = [...projectIds, ...led.activities.map((one) => one.activity.id)];
  const [versions, steps, allowances, ofProjects, progress] = await Promise.all([
    versionsOf(scope, projectIds),
    stepsOf(scope, purposes),
    allowancesOf(scope, purposes),
    paymentsOfProjects(scope, projectIds),
    progressOf(scope, projectIds),
  ]);
  const payments = [...ofProjects, ...led.activities.flatMap((one) => one.payments)].filter(
    (payment) => payment.state === 'paid',
  );
  const paidIds = payments.map((payment) => payment.id);
  const [inflow, approved] = await Promise.all([streamsOf(scope, paidIds), approvalsOf(scope, paidIds)]);
  const approvals = new Map<string, number>();
  for (const one of approved) approvals.set(one.orderId, (approvals.get(one.orderId) ?? 0) + 1);
  const matterIds = voices.flatMap((voice) => voice.matterId ?? []);
  const ahead = await aheadOf(scope, { needs, projectIds, matterIds, steps, led });
  return {
    ...{ needs, projects, versions, voices, matches, steps, allowances, ...inflow, payments, approvals },
    ...{ progress, verdicts, changes: proposed, led, ahead },
  };
}
