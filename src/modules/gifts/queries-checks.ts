import type { Check } from '#platform/check';

/** What must hold between gifts, promises and the books. */
export const checks: readonly Check[] = [
  {
    name: 'gifts.booked',
    sql: `select g.id::text as offender from gift g where g.space_id = $1 and g.kind <> 'goods' and g.state <> 'counting'
      and not exists (select 1 from ledger_entry e join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id
        join fund f on f.space_id = g.space_id and f.id = g.fund_id and f.account_id = p.account_id
        where e.space_id = g.space_id and e.id = g.entry_id and e.subject_id = g.id and p.amount = g.fee - g.amount) order by 1`,
  },
  {
    name: 'gifts.cash_counted_by_two',
    sql: `select g.id::text as offender from gift g where g.space_id = $1 and g.kind in ('cash', 'takings') and g.state <> 'counting'
      and (g.second_counter is null or g.second_counter = g.counted_by or g.amount <> g.first_count + g.count_difference) order by 1`,
  },
  {
    name: 'gifts.reversals_booked',
    sql: `select g.id::text as offender from gift g where g.space_id = $1 and g.kind <> 'goods' and g.state <> 'counting'
      and (g.state = 'reversed') <> exists (select 1 from ledger_entry e where e.space_id = g.space_id and e.reverses_id = g.entry_id)
      order by 1`,
  },
  {
    name: 'gifts.fund_is_its_gifts',
    sql: `select f.id::text as offender from fund f where f.space_id = $1 and f.account_id is not null and
      -coalesce((select sum(l.amount) from ledger_posting l join ledger_entry e on e.space_id = l.space_id and e.id = l.entry_id
        where l.space_id = f.space_id and l.account_id = f.account_id and e.subject_kind = 'gift'), 0) <>
      coalesce((select sum(g.amount - g.fee) from gift g
        where g.space_id = f.space_id and g.fund_id = f.id and g.state = 'booked' and g.entry_id is not null), 0) order by 1`,
  },
  {
    name: 'gifts.pledges_kept',
    sql: `select p.id::text as offender from pledge p where p.space_id = $1 and (p.paid <> coalesce((
      select sum(g.amount) from gift g where g.space_id = p.space_id and g.pledge_id = p.id and g.state = 'booked'), 0)
      or (p.state <> 'released' and (p.state = 'paid') <> (p.paid >= p.total))) order by 1`,
  },
  {
    name: 'gifts.pledge_parts',
    sql: `select p.id::text as offender from pledge p where p.space_id = $1 and (
      p.total <> coalesce((select sum(t.amount) from pledge_part t where t.space_id = p.space_id and t.pledge_id = p.id), 0)
      or exists (select 1 from (select t.up_to, sum(t.amount) over (order by t.part) as running from pledge_part t
        where t.space_id = p.space_id and t.pledge_id = p.id) r where r.up_to <> r.running)) order by 1`,
  },
  {
    name: 'gifts.reminders_lawful',
    sql: `select p.id::text as offender from pledge p where p.space_id = $1 and p.reminded_on is not null
      and (p.organisation_id is null or p.agreement_number is null) order by 1`,
  },
  {
    name: 'gifts.notices_answered',
    sql: `select n.id::text as offender from gift_notice n where n.space_id = $1 and n.state = 'arrived' and not exists (
      select 1 from gift g where g.space_id = n.space_id and g.id = n.gift_id and g.donor_person_id = n.person_id) order by 1`,
  },
];
