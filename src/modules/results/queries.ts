import { type RawBuilder, sql } from 'kysely';
import { parameters } from '#modules/parameters';
import type { Thing } from '#modules/record';
import type { Scope } from '#platform/scope';
import { askDue, countUp, type Due } from './rules.ts';
import type { Asked, Change, Counts, Verdict, VerdictWord, Way } from './schema.ts';

function verdictRows(scope: Scope) {
  return scope.db.selectFrom('verdict').selectAll().where('space_id', '=', scope.spaceId);
}

type VerdictRow = Awaited<ReturnType<ReturnType<typeof verdictRows>['execute']>>[number];

function toVerdict(row: VerdictRow): Verdict {
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    needId: row.need_id,
    projectId: row.project_id,
    personId: row.person_id,
    verdict: row.verdict,
    reason: row.reason,
    way: row.way,
    recordedBy: row.recorded_by,
    evidence: row.evidence,
    at: row.at,
  };
}

/** Everything said about needs or projects, the first first; earlier words of the same voice too. */
export async function verdictsAbout(
  scope: Scope,
  about: { readonly needIds?: readonly string[]; readonly projectIds?: readonly string[] },
): Promise<Verdict[]> {
  const needIds = [...(about.needIds ?? [])];
  const projectIds = [...(about.projectIds ?? [])];
  if (needIds.length + projectIds.length === 0) return [];
  const rows = await verdictRows(scope)
    .where((where) =>
      where.or([
        ...(needIds.length === 0 ? [] : [where('need_id', 'in', needIds)]),
        ...(projectIds.length === 0 ? [] : [where('project_id', 'in', projectIds)]),
      ]),
    )
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(toVerdict);
}

/** Everything said about one thing: a matter, a need, a project. */
export async function verdictsOf(scope: Scope, subject: Thing): Promise<Verdict[]> {
  if (subject.kind === 'need') return verdictsAbout(scope, { needIds: [subject.id] });
  if (subject.kind === 'project') return verdictsAbout(scope, { projectIds: [subject.id] });
  const rows = await verdictRows(scope).where('subject_id', '=', subject.id).orderBy('at').orderBy('id').execute();
  return rows.filter((row) => row.subject_kind === subject.kind).map(toVerdict);
}

/** Whose voices are wanted. */
export interface AskedFilter {
  readonly personId?: string;
  readonly matterId?: string;
  readonly needIds?: readonly string[];
}

/**
 * Everybody who stands behind what was done, or who has said something about it: voices behind needs that are met, and
 * speakers whose matter was solved, closed by the office, or whose promises were kept without a need; also those whose
 * matter was joined to such a one, each with a voice of their own.
 */
export function voices(scope: Scope): RawBuilder<unknown> {
  return sql`
    select case when v.matter_id is null then 'need' else 'matter' end as kind, coalesce(v.matter_id, v.need_id) as id,
      v.need_id, coalesce(v.person_id, m.person_id, m.spoken_for_person_id) as person_id,
      m.contact_sealed is not null as contact, n.title,
      coalesce(m.number, n.number, '') as number, case when n.state = 'met' then n.updated_at end as since
    from need_voice v join need n on n.space_id = v.space_id and n.id = v.need_id
    left join matter m on m.space_id = v.space_id and m.id = v.matter_id
    where v.space_id = ${scope.spaceId} and v.left_at is null and n.state <> 'draft'
    union all
    select 'matter', m.id, null::uuid, coalesce(m.person_id, m.spoken_for_person_id), m.contact_sealed is not null, '', m.number,
      case when m.state in ('solved', 'closed') or (m.state = 'answered' and not exists (select 1 from promise p
        where p.space_id = m.space_id and p.matter_id = m.id and p.state = 'open')) then d.at end
    from matter m
    left join lateral (select max(s.at) as at from matter_step s
      where s.space_id = m.space_id and s.matter_id = m.id and s.kind in ('solved', 'kept', 'closed')) d on true
    where m.space_id = ${scope.spaceId} and m.state in ('new', 'taken', 'answered', 'solved', 'closed')
      and not exists (select 1 from need_voice v where v.space_id = m.space_id and v.matter_id = m.id and v.left_at is null)
    union all
    select 'matter', m.id, null::uuid, coalesce(m.person_id, m.spoken_for_person_id), m.contact_sealed is not null, '', m.number,
      case when h.state in ('solved', 'closed') or (h.state = 'answered' and not exists (select 1 from promise p
        where p.space_id = h.space_id and p.matter_id = h.id and p.state = 'open')) then d.at end
    from matter m join matter h on h.space_id = m.space_id and h.id = m.joined_to_id
    left join lateral (select max(s.at) as at from matter_step s
      where s.space_id = h.space_id and s.matter_id = h.id and s.kind in ('solved', 'kept', 'closed')) d on true
    where m.space_id = ${scope.spaceId} and m.state = 'joined' and h.state in ('new', 'taken', 'answered', 'solved', 'closed')
      and not exists (select 1 from need_voice v where v.space_id = m.space_id and v.matter_id = m.id and v.left_at is null)`;
}

interface AskedRow {
  readonly kind: 'matter' | 'need';
  readonly id: string;
  readonly need_id: string | null;
  readonly person_id: string | null;
  readonly contact: boolean;
  readonly title: string;
  readonly number: string;
  readonly since: Date | null;
  readonly verdict: VerdictWord | null;
  readonly way: Way | null;
  readonly at: Date | null;
  readonly heard: bigint;
  readonly tries: bigint;
  readonly tried_at: Date | null;
  readonly linked_at: Date | null;
}

function narrowed(filter: AskedFilter): RawBuilder<unknown> {
  const parts = [sql`(a.since is not null or l.verdict is not null)`];
  if (filter.personId !== undefined) parts.push(sql`a.person_id = ${filter.personId}`);
  if (filter.matterId !== undefined) parts.push(sql`a.kind = 'matter' and a.id = ${filter.matterId}`);
  if (filter.needIds !== undefined) parts.push(sql`a.need_id = any (${[...filter.needIds]}::uuid[])`);
  return sql.join(parts, sql` and `);
}

/** Who is or was asked, what waited longest first; in one query, whatever there is. */
export async function askedVoices(scope: Scope, filter: AskedFilter = {}): Promise<Asked[]> {
  const { rows } = await sql<AskedRow>`
    select a.*, l.verdict, l.way, l.at, coalesce(c.heard, 0) as heard, t.tries, t.tried_at, t.linked_at
    from (${voices(scope)}) a
    left join lateral (select r.verdict, r.way, r.at from verdict r
      where r.space_id = ${scope.spaceId} and r.subject_kind = a.kind and r.subject_id = a.id
        and (a.kind = 'matter' or r.person_id = a.person_id)
      order by r.at desc, r.id desc limit 1) l on true
    left join lateral (select count(*) as heard from verdict r
      where r.space_id = ${scope.spaceId} and r.subject_kind = a.kind and r.subject_id = a.id
        and (a.kind = 'matter' or r.person_id = a.person_id) and r.at >= a.since) c on true
    left join lateral (select count(*) filter (where r.way <> 'link') as tries,
        max(r.at) filter (where r.way <> 'link') as tried_at, max(r.at) filter (where r.way = 'link') as linked_at
      from verdict_attempt r
      where r.space_id = ${scope.spaceId} and r.subject_kind = a.kind and r.subject_id = a.id
        and (a.kind = 'matter' or r.person_id = a.person_id) and r.at >= a.since) t on true
    where ${narrowed(filter)}
    order by a.since nulls last, a.id, a.person_id limit 20000`.execute(scope.db);
  return rows.map((row) => ({
    subject: { kind: row.kind, id: row.id },
    needId: row.need_id,
    personId: row.person_id,
    reachable: row.person_id !== null || row.contact,
    ...{ title: row.title, number: row.number, since: row.since, heard: Number(row.heard) },
    ...{ tries: Number(row.tries), triedAt: row.tried_at, askedByLinkAt: row.linked_at },
    last:
      row.verdict === null || row.way === null || row.at === null
        ? null
        : { verdict: row.verdict, way: row.way, at: row.at },
  }));
}

/** Somebody to be asked, and by when. */
export interface ToAsk {
  readonly asked: Asked;
  readonly due: Due;
}

/** Who is to be asked, with the day by which: those who were not heard since it was done, and those to ask once more. */
export async function toAsk(scope: Scope, filter: AskedFilter = {}): Promise<ToAsk[]> {
  const set = await parameters(scope, ['promise.callBackDays', 'results.askAgainDays']);
  const days = { first: set['promise.callBackDays'], again: set['results.askAgainDays'] };
  const all = await askedVoices(scope, filter);
  return all
    .flatMap((asked) => {
      const due = askDue(asked, days, scope.timeZone);
      return due === null ? [] : [{ asked, due }];
    })
    .sort((a, b) => (a.due.on < b.due.on ? -1 : a.due.on > b.due.on ? 1 : 0));
}

/**
 * What people said of what was done, with one denominator: all who were asked, and those served by a project who were
 * written down besides. A later word of the same voice counts instead of the earlier one.
 */
export async function verdictCounts(
  scope: Scope,
  about: { readonly needIds?: readonly string[]; readonly projectIds?: readonly string[] } = {},
): Promise<Counts> {
  const needIds = about.needIds;
  const asked = await askedVoices(scope, needIds === undefined ? {} : { needIds });
  let served = verdictRows(scope).where('subject_kind', '=', 'project');
  const { projectIds } = about;
  if (projectIds !== undefined)
    served = served.where('subject_id', 'in', projectIds.length === 0 ? [noId] : [...projectIds]);
  const rows = needIds !== undefined && projectIds === undefined ? [] : await served.orderBy('at').execute();
  const last = new Map(rows.map((row) => [row.person_id === null ? row.id : `${row.subject_id}${row.person_id}`, row]));
  return countUp([...asked.map((one) => one.last), ...last.values()]);
}

/** Matches nothing; an `in` of nothing is no SQL. */
const noId = '00000000-0000-0000-0000-000000000000';

/** How often each reason was given, of what was not wholly solved. */
export async function reasonCounts(scope: Scope): Promise<Map<string, number>> {
  const rows = await scope.db
    .selectFrom('verdict')
    .select((select) => ['reason', select.fn.countAll<bigint>().as('count')])
    .where('space_id', '=', scope.spaceId)
    .where('reason', '<>', '')
    .groupBy('reason')
    .execute();
  return new Map(rows.map((row) => [row.reason, Number(row.count)]));
}

function changeRows(scope: Scope) {
  return scope.db
    .selectFrom('proposed_change as c')
    .innerJoin('project as p', (on) => on.onRef('p.space_id', '=', 'c.space_id').onRef('p.id', '=', 'c.project_id'))
    .selectAll('c')
    .select('p.title as project_title')
    .where('c.space_id', '=', scope.spaceId);
}

type ChangeRow = Awaited<ReturnType<ReturnType<typeof changeRows>['execute']>>[number];

function toChange(row: ChangeRow): Change {
  return {
    id: row.id,
    projectId: row.project_id,
    projectTitle: row.project_title,
    verdictId: row.verdict_id,
    matterId: row.matter_id,
    proposedBy: row.proposed_by,
    state: row.state,
    summary: row.summary,
    answer: row.answer,
    answeredAt: row.answered_at,
    toVersion: row.to_version,
    toldAt: row.told_at,
    at: row.at,
  };
}

/** Which proposed changes are wanted. */
export interface ChangeFilter {
  readonly ids?: readonly string[];
  readonly projectIds?: readonly string[];
  readonly personId?: string;
  readonly state?: Change['state'];
  readonly answered?: boolean;
  readonly oldestFirst?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

function changesWithin(scope: Scope, filter: ChangeFilter) {
  let query = changeRows(scope);
  if (filter.ids !== undefined) query = query.where('c.id', 'in', [...filter.ids, noId]);
  if (filter.projectIds !== undefined) query = query.where('c.project_id', 'in', [...filter.projectIds, noId]);
  if (filter.personId !== undefined) query = query.where('c.proposed_by', '=', filter.personId);
  if (filter.state !== undefined) query = query.where('c.state', '=', filter.state);
  if (filter.answered === true) query = query.where('c.state', '<>', 'proposed');
  return query;
}

/** Proposed changes, the newest first unless told otherwise. */
export async function changes(scope: Scope, filter: ChangeFilter = {}): Promise<Change[]> {
  const rows = await changesWithin(scope, filter)
    .orderBy('c.at', filter.oldestFirst === true ? 'asc' : 'desc')
    .orderBy('c.id')
    .limit(filter.limit ?? 500)
    .offset(filter.offset ?? 0)
    .execute();
  return rows.map(toChange);
}

/** How many proposed changes fit a filter. */
export async function changeCount(scope: Scope, filter: ChangeFilter): Promise<number> {
  const row = await changesWithin(scope, filter)
    .clearSelect()
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** One proposed change, or null. */
export async function change(scope: Scope, id: string): Promise<Change | null> {
  const [found] = await changes(scope, { ids: [id] });
  return found ?? null;
}

/** A need of which somebody said that it is solved: a loop that closed, for the story of the front page. */
export interface ClosedLoop {
  readonly needId: string;
  readonly title: string;
  readonly summary: string;
  readonly at: Date;
}

/** The loops that closed last. */
export async function closedLoops(scope: Scope, most: number): Promise<ClosedLoop[]> {
  const rows = await scope.db
    .selectFrom('verdict as v')
    .innerJoin('need as n', (on) => on.onRef('n.space_id', '=', 'v.space_id').onRef('n.id', '=', 'v.need_id'))
    .select((select) => ['n.id', 'n.title', 'n.summary', select.fn.max('v.at').as('at')])
    .where('v.space_id', '=', scope.spaceId)
    .where('v.verdict', '=', 'solved')
    .where('n.state', '=', 'met')
    .groupBy(['n.id', 'n.title', 'n.summary'])
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ needId: row.id, title: row.title, summary: row.summary, at: row.at }));
}
