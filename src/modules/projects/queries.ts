import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { isId } from '#kernel/ids';
import { escapeLike } from '#platform/asked';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import {
  drivers,
  kinds,
  type Progress,
  type Project,
  type Source,
  StoredDraft,
  states,
  type Version,
} from './schema.ts';

function toProject(row: Selectable<DB['project']>): Project {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    works: row.works,
    driver: row.driver,
    fundId: row.fund_id,
    providerId: row.provider_organisation_id,
    leaderId: row.leader_person_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    version: row.version,
    state: row.state,
    stateReason: row.state_reason,
    draft: row.draft === null ? null : StoredDraft.parse(row.draft),
    admissionId: row.admission_id,
    procedureId: row.procedure_id,
    authorisationId: row.authorisation_id,
    lessons: row.lessons,
    surplus: row.surplus,
    surplusTo: row.surplus_to,
    surplusWords: row.surplus_words,
    surplusId: row.surplus_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    closedAt: row.closed_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Projects by their ids, oldest first; drafts too. */
export async function projectsById(scope: Scope, ids: readonly string[]): Promise<Project[]> {
  if (ids.length === 0) return [];
  const rows = await scope.db
    .selectFrom('project')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toProject);
}

/** One project, or null. Drafts too: public pages ask `isPublic`. */
export async function project(scope: Scope, id: string): Promise<Project | null> {
  return isId(id) ? ((await projectsById(scope, [id]))[0] ?? null) : null;
}

/** Whether everyone may see it: handed in at least once. */
export function isPublic(one: Pick<Project, 'version'>): boolean {
  return one.version > 0;
}

/** The project that a procedure is about, also one that was declined or taken back; null when it is about none. */
export async function projectOfProcedure(scope: Scope, procedureId: string): Promise<Project | null> {
  if (!isId(procedureId)) return null;
  const row = await scope.db
    .selectFrom('procedure')
    .select('subject_id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', procedureId)
    .where('subject_kind', '=', 'project')
    .executeTakeFirst();
  return row === undefined ? null : project(scope, row.subject_id);
}

/** Which projects answer which needs (F014). */
export async function projectNeeds(
  scope: Scope,
  by: { readonly projectIds?: readonly string[]; readonly needIds?: readonly string[] },
): Promise<{ readonly projectId: string; readonly needId: string }[]> {
  const wanted = by.projectIds ?? by.needIds ?? [];
  if (wanted.length === 0) return [];
  const rows = await scope.db
    .selectFrom('project_need')
    .select(['project_id', 'need_id'])
    .where('space_id', '=', scope.spaceId)
    .where(by.projectIds === undefined ? 'need_id' : 'project_id', 'in', [...wanted])
    .orderBy('at')
    .execute();
  return rows.map((row) => ({ projectId: row.project_id, needId: row.need_id }));
}

/** The projects that answer a need, oldest first, drafts too. */
export async function projectsOfNeed(scope: Scope, needId: string): Promise<Project[]> {
  const links = await projectNeeds(scope, { needIds: [needId] });
  return projectsById(
    scope,
    links.map((link) => link.projectId),
  );
}

/** Every version that was handed in, the first first. */
export async function versionsOf(scope: Scope, projectIds: readonly string[]): Promise<Map<string, Version[]>> {
  if (projectIds.length === 0) return new Map();
  const [rows, lines] = await Promise.all([
    scope.db
      .selectFrom('project_version')
      .selectAll()
      .where('space_id', '=', scope.spaceId)
      .where('project_id', 'in', [...projectIds])
      .orderBy('version')
      .execute(),
    scope.db
      .selectFrom('budget_line')
      .selectAll()
      .where('space_id', '=', scope.spaceId)
      .where('project_id', 'in', [...projectIds])
      .orderBy('line')
      .execute(),
  ]);
  const found = new Map<string, Version[]>();
  for (const row of rows) {
    const own = lines.filter((line) => line.project_id === row.project_id && line.version === row.version);
    const version: Version = {
      ...{ version: row.version, changed: row.changed, changeId: row.change_id, at: row.at },
      ...{ goals: row.goals, content: row.content, beneficiaries: row.beneficiaries },
      ...{ plan: row.plan, evaluation: row.evaluation },
      lines: own.map((line) => ({
        ...{ title: line.title, quantity: line.quantity, price: line.unit_price, source: line.source },
      })),
    };
    found.set(row.project_id, [...(found.get(row.project_id) ?? []), version]);
  }
  return found;
}

/** The latest version of a project, or null before it is handed in. */
export async function latestVersion(scope: Scope, projectId: string): Promise<Version | null> {
  return (await versionsOf(scope, [projectId])).get(projectId)?.at(-1) ?? null;
}

/** Reports of projects, the first first. */
export async function progressOf(scope: Scope, projectIds: readonly string[]): Promise<Progress[]> {
  if (projectIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('progress_report')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('project_id', 'in', [...projectIds])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, projectId: row.project_id, text: row.text, services: row.services, people: row.people },
    ...{ minutes: row.minutes, percent: row.percent, at: row.at },
  }));
}

/** The day by which the next report is asked for, or the project told of in full once it is done; null where nothing is. */
export async function reportDue(
  scope: Scope,
  projectId: string,
  kind: 'projects.report' | 'projects.final' | 'projects.advice' = 'projects.report',
): Promise<Date | null> {
  const row = await scope.db
    .selectFrom('task')
    .select('due_at')
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', 'project')
    .where('subject_id', '=', projectId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .orderBy('due_at')
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** What a project may spend, has spent, and gave back, in fen. */
export interface Money {
  /** All lines of the budget, and the part asked of the fund. */
  readonly budget: bigint;
  readonly fromFund: bigint;
  /** What a decision set aside for it; null before. */
  readonly approved: bigint | null;
  readonly spent: bigint;
  readonly returned: bigint;
  readonly left: bigint;
}

/** The money of projects by id; of those never handed in nothing is known. */
export async function moneyOf(scope: Scope, projectIds: readonly string[]): Promise<Map<string, Money>> {
  if (projectIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('project as p')
    .leftJoin('ledger_authorisation as a', (on) =>
      on.onRef('a.space_id', '=', 'p.space_id').onRef('a.id', '=', 'p.authorisation_id'),
    )
    .select(['p.id', 'a.amount', 'a.spent', 'a.state as held', budgetOf(null), budgetOf('fund')])
    .select(
      sql<bigint>`coalesce((select sum(y.returned) from payment y
        where y.space_id = p.space_id and y.project_id = p.id and y.state = 'paid'), 0)::bigint`.as('back'),
    )
    .where('p.space_id', '=', scope.spaceId)
    .where('p.id', 'in', [...projectIds])
    .execute();
  return new Map(
    rows.map((row) => {
      const approved = row.amount;
      const spent = row.spent ?? 0n;
      const rest = (approved ?? 0n) - spent;
      const ended = row.held === 'ended';
      const { budget, from_fund: fromFund, back } = row;
      // What payees gave back is not spent; it went to the fund.
      const returned = back + (ended ? rest : 0n);
      return [row.id, { budget, fromFund, approved, spent: spent - back, returned, left: ended ? 0n : rest }];
    }),
  );
}

function budgetOf(source: null): ReturnType<typeof budgetSum<'budget'>>;
function budgetOf(source: Source): ReturnType<typeof budgetSum<'from_fund'>>;
function budgetOf(source: Source | null) {
  return source === null ? budgetSum('budget', null) : budgetSum('from_fund', source);
}

function budgetSum<const N extends string>(named: N, source: Source | null) {
  const only = source === null ? sql`true` : sql`b.source = ${source}`;
  return sql<bigint>`coalesce((select sum(b.quantity * b.unit_price) from budget_line b
    where b.space_id = p.space_id and b.project_id = p.id and b.version = p.version and ${only}), 0)::bigint`.as(named);
}

/** A row of the lists, with its money and how far it is. */
export interface ProjectRow {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly kind: Project['kind'];
  readonly driver: Project['driver'];
  readonly state: Project['state'];
  readonly provider: string;
  readonly needs: readonly string[];
  readonly budget: bigint;
  readonly spent: bigint;
  readonly percent: number | null;
  /** The next report is asked for by then; in the past it is late (F139). */
  readonly reportDue: Date | null;
  readonly updatedAt: Date;
}

type From = ExpressionBuilder<{ p: DB['project'] }, 'p'>;

function filtered(scope: Scope, where: From, query: ListQuery, drafts: boolean) {
  const { filters, q } = query;
  const conditions: Expression<SqlBool>[] = [where('p.space_id', '=', scope.spaceId)];
  if (!drafts) conditions.push(where('p.version', '>', 0));
  const state = states.find((one) => one === filters['state']);
  const kind = kinds.find((one) => one === filters['kind']);
  const driver = drivers.find((one) => one === filters['driver']);
  if (state !== undefined) conditions.push(where('p.state', '=', state));
  if (kind !== undefined) conditions.push(where('p.kind', '=', kind));
  if (driver !== undefined) conditions.push(where('p.driver', '=', driver));
  const like = `%${escapeLike(q.normalize('NFKC'))}%`;
  if (q !== '')
    conditions.push(
      where.or([
        where('p.title', 'ilike', like),
        where('p.number', 'like', like),
        // Lessons are searchable, so that what one project learned helps the next (F163).
        where('p.lessons', 'ilike', like),
      ]),
    );
  return where.and(conditions);
}

/** A list of projects; the public one leaves drafts out. Filters: state, kind, driver; words find title, number, lessons. */
export async function projectList(
  scope: Scope,
  query: ListQuery,
  audience: 'public' | 'desk',
): Promise<{ readonly rows: readonly ProjectRow[]; readonly total: number }> {
  const base = scope.db.selectFrom('project as p').where((where) => filtered(scope, where, query, audience === 'desk'));
  const counted = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const desc = query.sort?.desc ?? true;
  const sorts = { number: 'p.number', title: 'p.title', updated: 'p.updated_at' } as const;
  const by = Object.entries(sorts).find(([key]) => key === query.sort?.key)?.[1] ?? 'p.updated_at';
  const rows = await base
    .leftJoin('organisation as o', (on) =>
      on.onRef('o.space_id', '=', 'p.space_id').onRef('o.id', '=', 'p.provider_organisation_id'),
    )
    .select(['p.id', 'p.number', 'p.title', 'p.kind', 'p.driver', 'p.state', 'p.updated_at', 'o.name as provider'])
    .select([
      sql<string[] | null>`(select array_agg(n.number order by n.number) from project_need pn
        join need n on n.space_id = pn.space_id and n.id = pn.need_id
        where pn.space_id = p.space_id and pn.project_id = p.id and n.number is not null)`.as('needs'),
      sql<number | null>`(select r.percent from progress_report r
        where r.space_id = p.space_id and r.project_id = p.id order by r.at desc, r.id desc limit 1)`.as('percent'),
      sql<Date | null>`(select min(t.due_at) from task t where t.space_id = p.space_id and t.subject_kind = 'project'
        and t.subject_id = p.id and t.kind = 'projects.report' and t.state = 'open')`.as('due'),
    ])
    .orderBy(by, (order) => (desc ? order.desc().nullsLast() : order.asc().nullsLast()))
    .orderBy('p.id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const money = await moneyOf(
    scope,
    rows.map((row) => row.id),
  );
  return {
    total: Number(counted.total),
    rows: rows.map((row) => ({
      ...{ id: row.id, number: row.number, title: row.title, kind: row.kind, driver: row.driver, state: row.state },
      ...{ provider: row.provider ?? '', needs: row.needs ?? [], percent: row.percent, reportDue: row.due },
      budget: money.get(row.id)?.budget ?? 0n,
      spent: money.get(row.id)?.spent ?? 0n,
      updatedAt: row.updated_at,
    })),
  };
}

/** How many projects stand where, for the filters; drafts only at the desk. */
export async function countsByState(scope: Scope, audience: 'public' | 'desk'): Promise<Map<string, number>> {
  const rows = await scope.db
    .selectFrom('project')
    .select((select) => ['state', select.fn.countAll<bigint>().as('count')])
    .where('space_id', '=', scope.spaceId)
    .where('version', '>', audience === 'desk' ? -1 : 0)
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state, Number(row.count)]));
}

/** Projects whose procedure has ended while they still wait for it: what the job carries out. */
export async function endedProcedures(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('project as p')
    .innerJoin('procedure as q', (on) =>
      on.onRef('q.space_id', '=', 'p.space_id').on(sql<SqlBool>`q.id = coalesce(p.procedure_id, p.admission_id)`),
    )
    .select('q.id')
    .where('p.space_id', '=', scope.spaceId)
    .where('p.state', 'in', ['deciding', 'approved'])
    .where('q.state', '<>', 'running')
    .execute();
  return rows.map((row) => row.id);
}

/** The share of projects by what drove them (F211), those ever handed in. */
export async function driverShares(scope: Scope): Promise<Map<string, number>> {
  const rows = await scope.db
    .selectFrom('project')
    .select((select) => ['driver', select.fn.countAll<bigint>().as('count')])
    .where('space_id', '=', scope.spaceId)
    .where('version', '>', 0)
    .groupBy('driver')
    .execute();
  return new Map(rows.map((row) => [row.driver, Number(row.count)]));
}

/** Running projects whose last day has passed. */
export async function pastLastDay(
  scope: Scope,
  day: string,
): Promise<{ readonly id: string; readonly title: string }[]> {
  return scope.db
    .selectFrom('project')
    .select(['id', 'title'])
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'running')
    .where('ends_on', '<', day)
    .orderBy('ends_on')
    .orderBy('id')
    .execute();
}
