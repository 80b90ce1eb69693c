import type { Check } from '#platform/check';

/** What must hold of the life of funds. */
export const checks: readonly Check[] = [
  {
    name: 'stewardship.moves_booked',
    sql: `select m.id::text as offender from fund_move m where m.space_id = $1 and m.state = 'done' and m.amount > 0 and not exists (
      select 1 from ledger_entry e join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id
        join fund f on f.space_id = m.space_id and f.id = m.fund_id and f.account_id = p.account_id
        where e.space_id = m.space_id and e.id = m.entry_id and e.order_id = m.id and e.reverses_id is null
          and p.amount = m.amount and e.authorisation_id = m.authorisation_id) order by 1`,
  },
  {
    name: 'stewardship.moves_decided',
    sql: `select m.id::text as offender from fund_move m where m.space_id = $1 and m.state in ('decided', 'done') and not exists (
      select 1 from procedure p where p.space_id = m.space_id and p.id = m.procedure_id and p.state = 'passed') order by 1`,
  },
  {
    name: 'stewardship.givers_heard',
    sql: `select m.id::text as offender from fund_move m where m.space_id = $1 and m.state in ('deciding', 'decided', 'done') and m.kind = 'repurpose'
      and exists (select 1 from fund_move_answer a where a.space_id = m.space_id and a.move_id = m.id and a.answer = 'no'
        and not exists (select 1 from fund_move_answer b where b.space_id = a.space_id and b.move_id = a.move_id
          and b.gift_id = a.gift_id and (b.at, b.id) > (a.at, a.id))) order by 1`,
  },
  {
    name: 'stewardship.closed_at_nothing',
    sql: `select f.id::text as offender from fund f join ledger_posting p on p.space_id = f.space_id and p.account_id = f.account_id
      where f.space_id = $1 and f.state = 'closed' group by f.id having sum(p.amount) <> 0 order by 1`,
  },
];
