import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { upOf } from '#modules/intake';
import { countOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { dueAt, later, ruleFor, standOf } from './rules.ts';
import type { Ledgered, Limit, Rule, Stand } from './schema.ts';

/** The limits in force, the one for everything last. */
export async function rules(scope: Scope): Promise<Rule[]> {
  const rows = await scope.db
    .selectFrom('limit_rule')
    .select(['id', 'class_code', 'hours', 'days', 'working', 'source', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('ended_at', 'is', null)
    .orderBy('class_code')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, classCode: row.class_code, hours: row.hours, days: row.days },
    ...{ working: row.working, source: row.source, at: row.at },
  }));
}

function limitQuery(scope: Scope) {
  return scope.db
    .selectFrom('matter_limit')
    .innerJoin('matter', (on) =>
      on.onRef('matter.space_id', '=', 'matter_limit.space_id').onRef('matter.id', '=', 'matter_limit.matter_id'),
    )
    .leftJoin('limit_pause', (on) =>
      on
        .onRef('limit_pause.space_id', '=', 'matter_limit.space_id')
        .onRef('limit_pause.matter_id', '=', 'matter_limit.matter_id')
        .onRef('limit_pause.round', '=', 'matter_limit.round')
        .on('limit_pause.until_at', 'is', null),
    )
    .select(['matter_limit.matter_id', 'matter_limit.round', 'matter_limit.due_at', 'matter_limit.met_at'])
    .select(['matter_limit.paused_at', 'matter.number', 'matter.class_code', 'limit_pause.cause', 'limit_pause.reason'])
    .where('matter_limit.space_id', '=', scope.spaceId);
}

type LimitRow = Awaited<ReturnType<ReturnType<typeof limitQuery>['execute']>>[number];

function toLimit(row: LimitRow): Limit {
  return {
    ...{ matterId: row.matter_id, round: row.round, number: row.number, classCode: row.class_code },
    ...{ dueAt: row.due_at, metAt: row.met_at, pausedAt: row.paused_at },
    ...{ cause: row.cause, pauseReason: row.reason ?? '' },
  };
}

/** Limits that run or stand still, what ends first first. */
export async function runningLimits(scope: Scope): Promise<Limit[]> {
  const rows = await limitQuery(scope)
    .where('matter_limit.met_at', 'is', null)
    .orderBy('matter_limit.due_at')
    .limit(200)
    .execute();
  return rows.map(toLimit);
}

/** The limit a matter runs under, or ran under last; null where no rule fits it. */
export async function limitOf(scope: Scope, matterId: string): Promise<Limit | null> {
  const row = await limitQuery(scope)
    .where('matter_limit.matter_id', '=', matterId)
    .orderBy('matter_limit.round', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toLimit(row);
}

/** By when something is answered that was said just now and runs under no limit yet; null where no rule fits. */
export async function dueFor(
  scope: Scope,
  said: { readonly classCode: string | null; readonly saidAt: Date },
): Promise<Date | null> {
  const rule = ruleFor(await rules(scope), said.classCode);
  return rule === null ? null : dueAt(rule, later(said.saidAt, rule.at), scope.timeZone);
}

const conditionOf: Readonly<Record<Stand, (now: Date) => RawBuilder<SqlBool>>> = {
  running: (now) =>
    sql`matter_limit.met_at is null and matter_limit.paused_at is null and matter_limit.due_at >= ${now}`,
  paused: () => sql`matter_limit.paused_at is not null`,
  overdue: (now) =>
    sql`matter_limit.met_at is null and matter_limit.paused_at is null and matter_limit.due_at < ${now}`,
  kept: () => sql`matter_limit.met_at <= matter_limit.due_at`,
  late: () => sql`matter_limit.met_at > matter_limit.due_at`,
};

/** The public ledger of limits. Filters: stand (and `escalated`), month of the due day. */
export async function limitLedger(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Ledgered[]; readonly total: number }> {
  const { stand = '', month = '' } = query.filters;
  const wanted: RawBuilder<SqlBool>[] = Object.entries(conditionOf)
    .filter(([key]) => key === stand)
    .map(([, condition]) => condition(scope.now()));
  if (stand === 'escalated')
    wanted.push(sql`exists (select 1 from escalation e where e.space_id = matter_limit.space_id and e.kind = 'limit'
      and e.subject_id = matter_limit.matter_id and e.level = 'street' and e.ended_at is null)`);
  if (/^\d{4}-\d{2}$/.test(month))
    wanted.push(sql`to_char(matter_limit.due_at at time zone ${scope.timeZone}, 'YYYY-MM') = ${month}`);
  const found = limitQuery(scope).where((where) => where.and(wanted));
  const rows = await found
    .orderBy(
      query.sort?.key === 'number' ? 'matter.number' : 'matter_limit.due_at',
      query.sort?.desc === false ? 'asc' : 'desc',
    )
    .orderBy('matter_limit.matter_id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const up = await upOf(
    scope,
    'limit',
    rows.map((row) => row.matter_id),
  );
  const now = scope.now();
  return {
    rows: rows.map((row) => {
      const limit = toLimit(row);
      return { ...limit, ...standOf(limit, now), up: limit.metAt === null ? (up.get(limit.matterId) ?? null) : null };
    }),
    total: await countOf(found),
  };
}

/** The months in which limits are or were due, the latest first. */
export async function limitMonths(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('matter_limit')
    .select(sql<string>`to_char(due_at at time zone ${scope.timeZone}, 'YYYY-MM')`.as('month'))
    .where('space_id', '=', scope.spaceId)
    .groupBy('month')
    .orderBy('month', 'desc')
    .limit(36)
    .execute();
  return rows.map((row) => row.month);
}
