import { type RawBuilder, sql } from 'kysely';
import { addMonths, type LocalDate, startOfLocalDay } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { voices } from './queries.ts';
import type { Rated, Rates, Span } from './schema-rates.ts';

const monthsOf: Readonly<Record<Span, number>> = { month: 1, quarter: 3, year: 12 };

/** The first day of a span that ends today. */
export function spanFrom(span: Span, day: LocalDate): LocalDate {
  return addMonths(day, -monthsOf[span]);
}

interface Row {
  readonly unit: string;
  readonly due: bigint;
  readonly in_time: bigint;
  readonly promised: bigint;
  readonly kept: bigint;
  readonly asked: bigint;
  readonly solved: bigint;
  readonly partly: bigint;
  readonly not_solved: bigint;
  readonly own: bigint;
  readonly recorded: bigint;
}

/** Each place with the grid, or else the estate, that it lies in. */
function units(scope: Scope): RawBuilder<unknown> {
  return sql`up as (
      select p.space_id, p.id as place_id, p.id as at, p.kind, p.parent_id, p.name, 0 as depth from place p
      where p.space_id = ${scope.spaceId}
      union all
      select u.space_id, u.place_id, p.id, p.kind, p.parent_id, p.name, u.depth + 1
      from up u join place p on p.space_id = u.space_id and p.id = u.parent_id where u.depth < 8
    ), unit as (
      select distinct on (place_id) place_id, name from up where kind in ('grid', 'estate') order by place_id, depth
    )`;
}

/** Everybody asked, of matters and of needs, with the last word of each and where it was. */
function asked(scope: Scope): RawBuilder<unknown> {
  return sql`select case when a.need_id is null then 'matter' else 'need' end as kind, coalesce(m.place_id, n.place_id) as place_id, coalesce(a.since, l.at) as at, l.verdict, l.way
    from (${voices(scope)}) a
    left join matter m on a.kind = 'matter' and m.space_id = ${scope.spaceId} and m.id = a.id
    left join need n on n.space_id = ${scope.spaceId} and n.id = a.need_id
    left join lateral (select r.verdict, r.way, r.at from verdict r
      where r.space_id = ${scope.spaceId} and r.subject_kind = a.kind and r.subject_id = a.id
        and (a.kind = 'matter' or r.person_id = a.person_id)
      order by r.at desc, r.id desc limit 1) l on true
    where (a.since is not null or l.verdict is not null) and coalesce(m.channel, '') not in ('petition', 'import')`;
}

/**
 * Figures by unit, over matters and needs: the grid or else the estate in which it lies, everything else under an empty
 * name. Response: limits met in time of those met or over; promises kept by their day of those whose day has come.
 * Solution: "solved" of everybody asked, silence included. What staff wrote down is in it and counted apart besides.
 */
export async function ratesByUnit(
  scope: Scope,
  wanted: { readonly span?: Span | undefined; readonly of?: Rated | undefined } = {},
): Promise<Rates[]> {
  const from = wanted.span === undefined ? null : spanFrom(wanted.span, today(scope));
  const since = from === null ? null : startOfLocalDay(from, scope.timeZone);
  const withMatters = wanted.of !== 'need';
  const { rows } = await sql<Row>`
    with recursive ${units(scope)}, fact as (
      select m.place_id, 1 as due, (l.met_at <= l.due_at)::integer as in_time, 0 as promised, 0 as kept,
        0 as asked, null as verdict, null as way
      from matter_limit l join matter m on m.space_id = l.space_id and m.id = l.matter_id
      where l.space_id = ${scope.spaceId} and ${withMatters} and m.channel not in ('petition', 'import')
        and (l.met_at is not null or (l.paused_at is null and l.due_at < ${scope.now()}))
        and (${since}::timestamptz is null or l.due_at >= ${since})
      union all
      select m.place_id, 0, 0, 1, (p.state = 'kept')::integer, 0, null, null
      from promise p join matter m on m.space_id = p.space_id and m.id = p.matter_id
      where p.space_id = ${scope.spaceId} and ${withMatters} and m.channel not in ('petition', 'import')
        and p.state <> 'replaced' and (p.state <> 'open' or p.due_on < ${today(scope)})
        and (${from}::date is null or p.due_on >= ${from})
      union all
      select a.place_id, 0, 0, 0, 0, 1, a.verdict, a.way from (${asked(scope)}) a
      where (${wanted.of ?? null}::text is null or a.kind = ${wanted.of ?? null})
        and (${since}::timestamptz is null or a.at >= ${since})
    )
    select coalesce(u.name, '') as unit, sum(f.due) as due, coalesce(sum(f.in_time), 0) as in_time,
      sum(f.promised) as promised, sum(f.kept) as kept, sum(f.asked) as asked,
      count(*) filter (where f.verdict = 'solved') as solved, count(*) filter (where f.verdict = 'partly') as partly,
      count(*) filter (where f.verdict = 'not') as not_solved,
      count(*) filter (where f.way not in ('call', 'paper')) as own,
      count(*) filter (where f.way in ('call', 'paper')) as recorded
    from fact f left join unit u on u.place_id = f.place_id
    group by 1 order by 1`.execute(scope.db);
  return rows.map((row) => {
    const [all, solved, partly, not] = [row.asked, row.solved, row.partly, row.not_solved].map(Number);
    return {
      ...{ unit: row.unit, due: Number(row.due), inTime: Number(row.in_time) },
      ...{ promised: Number(row.promised), kept: Number(row.kept), asked: all ?? 0 },
      ...{ solved: solved ?? 0, partly: partly ?? 0, not: not ?? 0 },
      unanswered: (all ?? 0) - (solved ?? 0) - (partly ?? 0) - (not ?? 0),
      ...{ own: Number(row.own), recorded: Number(row.recorded) },
    };
  });
}
