import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { personNames } from '#modules/people';
import { filesAbout } from '#modules/record';
import { escapeLike } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { type AdviceOutcome, adviceOutcomes } from './schema.ts';

/** What an expert advised on a project, and what was done with it. As public as the project (F130). */
export interface Advice {
  readonly id: string;
  readonly projectId: string;
  readonly projectNumber: string | null;
  readonly projectTitle: string;
  readonly organisationId: string;
  readonly organisation: string;
  /** Whoever spoke for it: masked for the public, in full for the desk. */
  readonly person: { readonly public: string; readonly inside: string } | null;
  /** The offer it came through, while everybody may see it. */
  readonly offer: { readonly id: string; readonly title: string } | null;
  readonly givenOn: LocalDate;
  readonly words: string;
  readonly fileId: string | null;
  /** Whether everybody may open the file. */
  readonly filePublic: boolean;
  /** The last word on it; null while nothing was said. */
  readonly answer: { readonly outcome: AdviceOutcome; readonly reason: string; readonly at: Date } | null;
}

const lastAnswer = sql`(select n.id from project_advice_answer n where n.space_id = a.space_id and n.advice_id = a.id
  order by n.at desc, n.id desc limit 1)`;

function joined(scope: Scope) {
  return scope.db
    .selectFrom('project_advice as a')
    .innerJoin('project as p', (on) => on.onRef('p.space_id', '=', 'a.space_id').onRef('p.id', '=', 'a.project_id'))
    .innerJoin('organisation as o', (on) =>
      on.onRef('o.space_id', '=', 'a.space_id').onRef('o.id', '=', 'a.organisation_id'),
    )
    .leftJoin('resource as r', (on) =>
      on
        .onRef('r.space_id', '=', 'a.space_id')
        .onRef('r.id', '=', 'a.resource_id')
        .on('r.state', 'in', ['open', 'paused', 'ended'])
        .on('r.visible', '=', 'everyone'),
    )
    .leftJoin('project_advice_answer as w', (on) =>
      on.onRef('w.space_id', '=', 'a.space_id').on('w.id', '=', sql<string>`${lastAnswer}`),
    )
    .where('a.space_id', '=', scope.spaceId);
}

const columns = [
  'a.id',
  'a.project_id',
  'p.number',
  'p.title',
  'a.organisation_id',
  'o.name as organisation',
  'a.person_id',
  'r.id as offer_id',
  'r.title as offer_title',
  'a.given_on',
  'a.words',
  'a.file_id',
  'w.outcome',
  'w.reason',
  'w.at as answered_at',
] as const;

function selected(scope: Scope) {
  return joined(scope).select(columns);
}
type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>;

async function toAdvice(scope: Scope, rows: readonly Row[]): Promise<Advice[]> {
  const people = rows.flatMap((row) => (row.person_id === null ? [] : [row.person_id]));
  const names = await personNames(scope, people);
  const projects = [...new Set(rows.map((row) => row.project_id))];
  const open = new Set((await filesAbout(scope, 'project', projects, ['public'])).map((file) => file.id));
  return rows.map((row) => ({
    ...{ id: row.id, projectId: row.project_id, projectNumber: row.number, projectTitle: row.title },
    ...{ organisationId: row.organisation_id, organisation: row.organisation },
    person: names.get(row.person_id ?? '') ?? null,
    offer: row.offer_id === null ? null : { id: row.offer_id, title: row.offer_title ?? '' },
    ...{ givenOn: row.given_on, words: row.words, fileId: row.file_id },
    filePublic: row.file_id !== null && open.has(row.file_id),
    answer:
      row.outcome === null || row.answered_at === null
        ? null
        : { outcome: row.outcome, reason: row.reason ?? '', at: row.answered_at },
  }));
}

/** What was advised on a project, the first first. */
export async function adviceOf(scope: Scope, projectId: string): Promise<Advice[]> {
  const rows = await selected(scope)
    .where('a.project_id', '=', projectId)
    .orderBy('a.given_on')
    .orderBy('a.id')
    .execute();
  return toAdvice(scope, rows);
}

/** Advice on public projects that came through one offer, the newest first. */
export async function adviceThrough(scope: Scope, resourceId: string): Promise<Advice[]> {
  const rows = await selected(scope)
    .where('a.resource_id', '=', resourceId)
    .where('p.version', '>', 0)
    .orderBy('a.given_on', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
  return toAdvice(scope, rows);
}

/** All advice on public projects. Filter: `outcome` (`open` for what has no answer); words find title, words and who. */
export async function adviceList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Advice[]; readonly total: number }> {
  const asked = query.filters['outcome'];
  const outcome = adviceOutcomes.find((one) => one === asked);
  const like = `%${escapeLike(query.q.normalize('NFKC'))}%`;
  let base = selected(scope).where('p.version', '>', 0);
  if (outcome !== undefined) base = base.where('w.outcome', '=', outcome);
  if (asked === 'open') base = base.where('w.outcome', 'is', null);
  if (query.q !== '')
    base = base.where((where) =>
      where.or([
        where('p.title', 'ilike', like),
        where('p.number', 'like', like),
        where('o.name', 'ilike', like),
        where('a.words', 'ilike', like),
      ]),
    );
  const counted = await base
    .clearSelect()
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const desc = query.sort?.desc ?? true;
  const sorts = { number: 'p.number', title: 'p.title', day: 'a.given_on' } as const;
  const by = Object.entries(sorts).find(([key]) => key === query.sort?.key)?.[1] ?? 'a.given_on';
  const rows = await base
    .orderBy(by, (order) => (desc ? order.desc() : order.asc()))
    .orderBy('a.id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: await toAdvice(scope, rows), total: Number(counted.total) };
}
