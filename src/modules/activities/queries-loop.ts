import { sql } from 'kysely';
import type { Check } from '#platform/check';
import type { Scope } from '#platform/scope';
import type { Bringing } from './rules.ts';

/** How many of those who were served later gave, helped or led; each counted once in `either`. */
export interface LoopFigures {
  readonly served: number;
  readonly gave: number;
  readonly helped: number;
  readonly led: number;
  readonly either: number;
}

/**
 * The share of people served who came back as givers or helpers (F137): a gift in the books, certified service or an
 * activity led, after the day they were first served. Only figures leave this query.
 */
export async function loopFigures(scope: Scope): Promise<LoopFigures> {
  const found = await sql<Record<keyof LoopFigures, bigint>>`
    select count(*) as served, count(*) filter (where x.gave) as gave, count(*) filter (where x.helped) as helped,
      count(*) filter (where x.led) as led, count(*) filter (where x.gave or x.helped or x.led) as either
    from (
      select
        exists (select 1 from gift g where g.space_id = p.space_id and g.donor_person_id = p.id
          and g.state = 'booked' and g.at > p.served_at) as gave,
        exists (select 1 from signup s join activity a on a.space_id = s.space_id and a.id = s.activity_id
          where s.space_id = p.space_id and s.person_id = p.id and s.minutes is not null and a.ends_at > p.served_at)
        or exists (select 1 from service_hours h where h.space_id = p.space_id and h.person_id = p.id
          and h.taken_back is null and h.at > p.served_at) as helped,
        exists (select 1 from activity a where a.space_id = p.space_id and a.leader_person_id = p.id
          and a.state in ('held', 'settled') and a.ends_at > p.served_at) as led
      from person p where p.space_id = ${scope.spaceId} and p.served_at is not null) x`.execute(scope.db);
  const [row] = found.rows;
  const figure = (key: keyof LoopFigures): number => Number(row?.[key] ?? 0n);
  return {
    served: figure('served'),
    gave: figure('gave'),
    helped: figure('helped'),
    led: figure('led'),
    either: figure('either'),
  };
}

/** More than this and the tree shows the latest. */
const mostSteps = 3000;

/**
 * Every step of who brought whom (F136): an invitation that was accepted, a word passed on, or coming to somebody's
 * activity.
 */
export async function bringings(scope: Scope): Promise<Bringing[]> {
  const found = await sql<{ by: string; who: string; at: Date; how: Bringing['how'] }>`
    select * from (
      select invited_by as by, person_id as who, answered_at as at, 'invited' as how
        from invitation where space_id = ${scope.spaceId} and state = 'accepted' and invited_by <> person_id
      union all
      select coalesce(s.brought_by, a.leader_person_id), s.person_id, s.at,
          case when s.brought_by is null then 'activity' else 'word' end
        from signup s join activity a on a.space_id = s.space_id and a.id = s.activity_id
        where s.space_id = ${scope.spaceId} and s.state <> 'out' and a.state in ('open', 'held', 'settled')
          and a.leader_person_id <> s.person_id) x
    order by x.at desc limit ${mostSteps}`.execute(scope.db);
  return found.rows;
}

/** What must hold between sign-ups, hours and the books. */
export const checks: readonly Check[] = [
  {
    name: 'activities.hours_booked',
    sql: `select x.id::text as offender from (
        select s.space_id, s.id, s.entry_id, s.minutes from signup s where s.space_id = $1 and s.minutes is not null
        union all select h.space_id, h.id, h.entry_id, h.minutes from service_hours h where h.space_id = $1) x
      where not exists (select 1 from ledger_entry e join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id
        where e.space_id = x.space_id and e.id = x.entry_id and e.subject_id = x.id and p.commodity = 'HOURS'
          and p.amount = x.minutes) order by 1`,
  },
  {
    name: 'activities.hours_reversed',
    sql: `select h.id::text as offender from service_hours h where h.space_id = $1
      and (h.taken_back is not null) <> exists (select 1 from ledger_entry e where e.space_id = h.space_id and e.reverses_id = h.entry_id)
      union all select s.id::text from signup s where s.space_id = $1
      and exists (select 1 from ledger_entry e where e.space_id = s.space_id and e.reverses_id = s.entry_id)`,
  },
  {
    name: 'activities.money_held',
    sql: `select a.id::text as offender from activity a where a.space_id = $1 and a.budget is not null
      and (a.state in ('open', 'held') and not exists (select 1 from ledger_authorisation l
          where l.space_id = a.space_id and l.id = a.authorisation_id and l.state = 'held' and l.amount = a.budget)
        or a.state = 'settled' and not exists (select 1 from ledger_authorisation l
          where l.space_id = a.space_id and l.id = a.authorisation_id and l.state = 'ended')) order by 1`,
  },
  {
    name: 'activities.seats_kept',
    sql: `select a.id::text as offender from activity a where a.space_id = $1 and a.state = 'open' and a.capacity is not null
      and a.capacity < (select count(*) from signup s where s.space_id = a.space_id and s.activity_id = a.id
        and s.part = 'join' and s.state = 'in') order by 1`,
  },
];
