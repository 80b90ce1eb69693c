import { sql } from 'kysely';
import type { Scope } from '#platform/scope';
import type { Limit, Rates, Rule } from './schema.ts';

/** The limits in force, the one for everything last. */
export async function rules(scope: Scope): Promise<Rule[]> {
  const rows = await scope.db
    .selectFrom('limit_rule')
    .select(['id', 'class_code', 'hours', 'days', 'working', 'source'])
    .where('space_id', '=', scope.spaceId)
    .where('ended_at', 'is', null)
    .orderBy('class_code')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    classCode: row.class_code,
    hours: row.hours,
    days: row.days,
    working: row.working,
    source: row.source,
  }));
}

/** Limits that run or stand still, what ends first first. */
export async function runningLimits(scope: Scope): Promise<Limit[]> {
  const rows = await scope.db
    .selectFrom('matter_limit as l')
    .innerJoin('matter as m', (on) => on.onRef('m.space_id', '=', 'l.space_id').onRef('m.id', '=', 'l.matter_id'))
    .leftJoin('limit_pause as p', (on) =>
      on.onRef('p.space_id', '=', 'l.space_id').onRef('p.matter_id', '=', 'l.matter_id').on('p.until_at', 'is', null),
    )
    .select(['l.matter_id', 'm.number', 'm.class_code', 'l.due_at', 'l.met_at', 'l.paused_at', 'p.reason'])
    .where('l.space_id', '=', scope.spaceId)
    .where('l.met_at', 'is', null)
    .orderBy('l.due_at')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    matterId: row.matter_id,
    number: row.number,
    classCode: row.class_code,
    dueAt: row.due_at,
    metAt: row.met_at,
    pausedAt: row.paused_at,
    pauseReason: row.reason ?? '',
  }));
}

/**
 * Figures by unit: the grid or estate in which it was said, all others under an empty name. Response: limits met in time
 * of those met or due. Solution: "solved" of everybody who was asked, silence included. What staff wrote down of a call or
 * on paper counts as heard; the results pages tell it apart.
 */
export async function ratesByUnit(scope: Scope): Promise<Rates[]> {
  const { rows } = await sql<{
    unit: string;
    due: bigint;
    in_time: bigint;
    asked: bigint;
    solved: bigint;
    partly: bigint;
    unanswered: bigint;
  }>`
    with recursive up as (
      select p.space_id, p.id as place_id, p.id as at, p.kind, p.parent_id, p.name, 0 as depth from place p
      where p.space_id = ${scope.spaceId}
      union all
      select u.space_id, u.place_id, p.id, p.kind, p.parent_id, p.name, u.depth + 1
      from up u join place p on p.space_id = u.space_id and p.id = u.parent_id where u.depth < 8
    ), unit as (
      select distinct on (place_id) place_id, name from up where kind in ('grid', 'estate') order by place_id, depth
    ), last as (
      select distinct on (v.subject_id) v.subject_id, v.verdict from verdict v
      where v.space_id = ${scope.spaceId} and v.subject_kind = 'matter' order by v.subject_id, v.at desc, v.id desc
    )
    select coalesce(u.name, '') as unit,
      count(l.matter_id) filter (where l.met_at is not null or l.due_at < ${scope.now()}) as due,
      count(l.matter_id) filter (where l.met_at <= l.due_at) as in_time,
      count(*) filter (where m.state in ('solved', 'closed') or v.verdict is not null) as asked,
      count(*) filter (where v.verdict = 'solved') as solved,
      count(*) filter (where v.verdict = 'partly') as partly,
      count(*) filter (where v.verdict is null and m.state in ('solved', 'closed')) as unanswered
    from matter m
    left join unit u on u.place_id = m.place_id
    left join matter_limit l on l.space_id = m.space_id and l.matter_id = m.id
    left join last v on v.subject_id = m.id
    where m.space_id = ${scope.spaceId} and m.channel not in ('petition', 'import')
    group by u.name order by u.name nulls last`.execute(scope.db);
  return rows.map((row) => ({
    unit: row.unit,
    due: Number(row.due),
    inTime: Number(row.in_time),
    asked: Number(row.asked),
    solved: Number(row.solved),
    partly: Number(row.partly),
    unanswered: Number(row.unanswered),
  }));
}
