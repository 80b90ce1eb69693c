import type { Check } from '#platform/check';

/** What must hold between payments, their decisions and the books. */
export const checks: readonly Check[] = [
  {
    name: 'funds.reversals_booked',
    sql: `select p.id::text as offender from payment p where p.space_id = $1 and p.entry_id is not null
      and (p.state = 'reversed') <> exists (select 1 from ledger_entry e where e.space_id = p.space_id and e.reverses_id = p.entry_id)
      order by 1`,
  },
  {
    name: 'funds.payments_booked',
    sql: `select p.id::text as offender from payment p where p.space_id = $1 and (p.state in ('paid', 'reversed')) <> exists (
      select 1 from ledger_entry e join ledger_posting l on l.space_id = e.space_id and l.entry_id = e.id
        join fund f on f.space_id = p.space_id and f.id = p.fund_id and f.account_id = l.account_id
        where e.space_id = p.space_id and e.id = p.entry_id and e.order_id = p.id and l.amount = p.amount
          and e.authorisation_id = p.authorisation_id) order by 1`,
  },
  {
    name: 'funds.payments_decided',
    sql: `select p.id::text as offender from payment p
      join ledger_authorisation a on a.space_id = p.space_id and a.id = p.authorisation_id
      where p.space_id = $1 and not exists (select 1 from procedure d where d.space_id = a.space_id and d.id = a.decision_id and d.state = 'passed') order by 1`,
  },
  {
    name: 'funds.nobody_approves_own',
    sql: `select p.id::text as offender from payment p join ledger_approval v on v.space_id = p.space_id and v.order_id = p.id
      where p.space_id = $1 and (v.person_id = p.requested_by or v.person_id = p.payee_person_id) order by 1`,
  },
  {
    name: 'funds.approved_by_enough',
    sql: `select p.id::text as offender from payment p where p.space_id = $1 and p.state in ('approved', 'paid', 'reversed')
      and p.approvals_needed > (select count(distinct v.person_id) from ledger_approval v
        where v.space_id = p.space_id and v.order_id = p.id and v.amount = p.amount) order by 1`,
  },
  {
    name: 'funds.returns_booked',
    sql: `select p.id::text as offender from payment p where p.space_id = $1 and p.returned <>
      coalesce((select sum(r.amount) from payment_return r where r.space_id = p.space_id and r.payment_id = p.id), 0)
      union all select r.payment_id::text from payment_return r join payment p on p.space_id = r.space_id and p.id = r.payment_id
      where r.space_id = $1 and not exists (select 1 from ledger_entry e join ledger_posting l on l.space_id = e.space_id and l.entry_id = e.id
        join fund f on f.space_id = p.space_id and f.id = p.fund_id and f.account_id = l.account_id
        where e.space_id = r.space_id and e.id = r.entry_id and e.subject_id = p.id and l.amount = -r.amount)`,
  },
  {
    name: 'funds.advances_settled',
    sql: `select p.id::text as offender from payment p where p.space_id = $1 and p.settled_at is not null and p.amount - p.returned
      + coalesce((select sum(t.amount) from payment t where t.space_id = p.space_id and t.tops_up_id = p.id), 0) <> p.settled_amount
      and p.returned <= coalesce((select sum(r.amount) from payment_return r where r.space_id = p.space_id and r.payment_id = p.id and r.kind = 'rest'), 0) order by 1`,
  },
  {
    name: 'funds.invoice_once',
    sql: `select i.number as offender from payment_invoice i where i.space_id = $1 and i.live
      group by i.payee_key, i.number having count(*) > 1 order by 1`,
  },
];
