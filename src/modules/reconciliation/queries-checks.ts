import type { Check } from '#platform/check';

/** What must hold between statements, links and the books. */
export const checks: readonly Check[] = [
  {
    name: 'reconciliation.lines_settled_exactly',
    sql: `select l.id::text as offender from statement_line l
      join statement_link k on k.space_id = l.space_id and k.line_id = l.id and k.state = 'confirmed' and k.kind <> 'not_ours'
      where l.space_id = $1 group by l.space_id, l.id, l.amount having sum(k.amount) <> l.amount order by 1`,
  },
  {
    name: 'reconciliation.links_are_entries',
    sql: `select k.id::text as offender from statement_link k where k.space_id = $1 and k.state = 'confirmed' and k.line_id is not null
      and k.entry_id is not null and k.amount <> coalesce((select sum(p.amount) from ledger_posting p
        where p.space_id = k.space_id and p.entry_id = k.entry_id and p.account_id = k.account_id), 0) order by 1`,
  },
  {
    name: 'reconciliation.fees_agreed',
    sql: `select d.id::text as offender from desk_posting d
      left join fee_agreement a on a.space_id = d.space_id and a.id = d.agreement_id
      left join ledger_entry e on e.space_id = d.space_id and e.id = d.entry_id
      left join ledger_authorisation u on u.space_id = d.space_id and u.id = e.authorisation_id
      where d.space_id = $1 and d.kind <> 'interest' and (a.confirmed_by is null or a.confirmed_by = a.written_by
        or a.fund_id is distinct from d.fund_id or u.decision_id is distinct from a.id or u.amount is distinct from d.amount
        or (d.kind = 'charge' and not a.charges)
        or (d.kind = 'host_fee' and d.amount <> div(d.base * a.share_over, a.share_under))) order by 1`,
  },
  {
    name: 'reconciliation.reversals_booked',
    sql: `select d.id::text as offender from desk_posting d where d.space_id = $1
      and (d.reversed_at is not null) <> exists (select 1 from ledger_entry e where e.space_id = d.space_id and e.reverses_id = d.entry_id)
      order by 1`,
  },
  {
    name: 'reconciliation.closings_sealed',
    sql: `select m.month::text as offender from month_closing m where m.space_id = $1 and not exists (
      select 1 from ledger_period p where p.space_id = m.space_id and p.month = m.month and p.seal = m.seal) order by 1`,
  },
  {
    // What is set aside was decided: by a procedure that passed, or by an agreement with the host that two have signed.
    name: 'ledger.holds_decided',
    sql: `select h.id::text as offender from ledger_hold h
      join ledger_authorisation u on u.space_id = h.space_id and u.id = h.authorisation_id
      where h.space_id = $1
        and not exists (select 1 from procedure d where d.space_id = u.space_id and d.id = u.decision_id and d.state = 'passed')
        and not exists (select 1 from fee_agreement a where a.space_id = u.space_id and a.id = u.decision_id and a.confirmed_by <> a.written_by)
      order by 1`,
  },
];
