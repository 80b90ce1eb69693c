import type { Check } from '#platform/check';
import { runChecks } from '#platform/check';
import type { Scope } from '#platform/scope';

/**
 * What must hold in the books at every moment. Each statement finds the rows of space `$1` that break one rule; the
 * first one is named. They read the tables alone, so they judge the functions that write them.
 */
export const checks: readonly Check[] = [
  {
    name: 'ledger.entries_balance',
    sql: `select p.entry_id || ' in ' || p.commodity as offender from ledger_posting p where p.space_id = $1
      group by p.entry_id, p.commodity having sum(p.amount) <> 0 order by 1`,
  },
  {
    name: 'ledger.entries_whole',
    sql: `select e.id::text as offender from ledger_entry e where e.space_id = $1
      and e.lines <> (select count(*) from ledger_posting p where p.space_id = e.space_id and p.entry_id = e.id) order by 1`,
  },
  {
    name: 'ledger.balances_kept',
    sql: `select a.path || ' ' || a.commodity as offender from ledger_account a where a.space_id = $1
      and a.checkpoint + coalesce((select sum(t.amount) from ledger_tail t where t.space_id = a.space_id and t.account_id = a.id), 0)
        <> coalesce((select sum(p.amount) from ledger_posting p where p.space_id = a.space_id and p.account_id = a.id), 0) order by 1`,
  },
  {
    name: 'ledger.covered',
    sql: `select a.path || ' ' || a.commodity as offender from ledger_account a
      left join ledger_posting p on p.space_id = a.space_id and p.account_id = a.id
      where a.space_id = $1 and (a.guarded or a.covered)
      group by a.space_id, a.id, a.path, a.commodity, a.normal
      having (case when a.normal = 'credit' then -1 else 1 end) * coalesce(sum(p.amount), 0)
        < coalesce((select sum(h.remaining) from ledger_hold h where h.space_id = a.space_id and h.account_id = a.id), 0) order by 1`,
  },
  {
    name: 'ledger.holds_authorised',
    sql: `select h.id::text as offender from ledger_hold h where h.space_id = $1 and not exists (
      select 1 from ledger_authorisation u where u.space_id = h.space_id and u.id = h.authorisation_id
        and u.account_id = h.account_id and u.amount = h.amount and u.state <> 'issued'
        and (u.state = 'held') = (h.released_at is null)) order by 1`,
  },
  {
    name: 'ledger.holds_add_up',
    sql: `select h.id::text as offender from ledger_hold h
      join ledger_authorisation u on u.space_id = h.space_id and u.id = h.authorisation_id
      where h.space_id = $1 and h.remaining + h.released + u.spent <> h.amount order by 1`,
  },
  {
    name: 'ledger.debits_authorised',
    sql: `select e.id::text as offender from ledger_entry e
      join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id
      join ledger_account a on a.space_id = p.space_id and a.id = p.account_id and a.guarded
      where e.space_id = $1 and e.reverses_id is null
        and (case when a.normal = 'credit' then p.amount else -p.amount end) > 0
        and not exists (select 1 from ledger_authorisation u where u.space_id = e.space_id and u.id = e.authorisation_id and u.account_id = a.id)
      order by 1`,
  },
  {
    name: 'ledger.debits_approved',
    sql: `select e.id::text as offender from ledger_entry e
      join ledger_authorisation u on u.space_id = e.space_id and u.id = e.authorisation_id
      join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id and p.account_id = u.account_id
      where e.space_id = $1 and e.reverses_id is null and u.approvals_needed > (
        select count(distinct v.person_id) from ledger_approval v
        where v.space_id = e.space_id and v.order_id = e.order_id and v.authorisation_id = u.id and v.amount = abs(p.amount) and v.at <= e.at)
      order by 1`,
  },
  {
    name: 'ledger.spent_is_paid',
    sql: `select u.id::text as offender from ledger_authorisation u where u.space_id = $1 and (u.spent > u.amount or u.spent <> coalesce((
        select sum(case when e.reverses_id is null then abs(p.amount) else -abs(p.amount) end)
        from ledger_entry e join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id and p.account_id = u.account_id
        where e.space_id = u.space_id and e.authorisation_id = u.id), 0)) order by 1`,
  },
  {
    name: 'ledger.reversals_mirror',
    sql: `select r.id::text as offender from ledger_entry r where r.space_id = $1 and r.reverses_id is not null and (
        coalesce(r.reason, '') = ''
        or exists (select account_id, sum(amount) from ledger_posting
            where space_id = r.space_id and entry_id in (r.id, r.reverses_id) group by account_id having sum(amount) <> 0)
        or exists (select 1 from ledger_entry o where o.space_id = r.space_id and o.id = r.reverses_id and o.reverses_id is not null))
      order by 1`,
  },
  {
    name: 'ledger.days_agree',
    sql: `select p.entry_id || ' line ' || p.line as offender from ledger_posting p
      left join ledger_entry e on e.space_id = p.space_id and e.id = p.entry_id
      where p.space_id = $1 and (e.id is null or p.day <> e.day) order by 1`,
  },
  {
    // Kept totals and the tail together are the lines of the month, by facet.
    name: 'ledger.months_kept',
    sql: `select a.path || ' ' || a.commodity || ' ' || to_char(x.month, 'YYYY-MM') as offender
      from (
        select account_id, month, facet, debit, credit, debits, credits from ledger_month where space_id = $1
        union all
        select account_id, date_trunc('month', day::timestamp)::date, facet, greatest(amount, 0), greatest(-amount, 0),
          (amount > 0)::integer, (amount < 0)::integer from ledger_tail where space_id = $1
        union all
        select p.account_id, date_trunc('month', e.day::timestamp)::date, e.facet, -greatest(p.amount, 0), -greatest(-p.amount, 0),
          -(p.amount > 0)::integer, -(p.amount < 0)::integer
          from ledger_posting p join ledger_entry e on e.space_id = p.space_id and e.id = p.entry_id where p.space_id = $1) x
      join ledger_account a on a.space_id = $1 and a.id = x.account_id
      group by a.path, a.commodity, x.month, x.facet
      having sum(x.debit) <> 0 or sum(x.credit) <> 0 or sum(x.debits) <> 0 or sum(x.credits) <> 0 order by 1`,
  },
  {
    name: 'ledger.dates_kept',
    sql: `select a.path || ' ' || a.commodity || ' ' || x.day as offender
      from (
        select account_id, day, debit, credit, debits, credits from ledger_day where space_id = $1
        union all
        select account_id, day, greatest(amount, 0), greatest(-amount, 0), (amount > 0)::integer, (amount < 0)::integer
          from ledger_tail where space_id = $1
        union all
        select account_id, day, -greatest(amount, 0), -greatest(-amount, 0), -(amount > 0)::integer, -(amount < 0)::integer
          from ledger_posting where space_id = $1) x
      join ledger_account a on a.space_id = $1 and a.id = x.account_id
      group by a.path, a.commodity, x.day
      having sum(x.debit) <> 0 or sum(x.credit) <> 0 or sum(x.debits) <> 0 or sum(x.credits) <> 0 order by 1`,
  },
  {
    name: 'ledger.months_in_order',
    sql: `select to_char(k.month, 'YYYY-MM') as offender from ledger_period k where k.space_id = $1 and (
        k.seal_before <> coalesce((select b.seal from ledger_period b where b.space_id = k.space_id and b.month < k.month order by b.month desc limit 1), '')
        or exists (select 1 from ledger_period b where b.space_id = k.space_id and b.month < k.month
             having max(b.month) is not null and max(b.month) <> (k.month - interval '1 month')::date))
      order by 1`,
  },
  {
    // A closed month still says what the lines up to its end say, for every account that has any.
    name: 'ledger.trials_are_postings',
    sql: `select to_char(k.month, 'YYYY-MM') || ' ' || a.path || ' ' || a.commodity as offender
      from ledger_period k cross join ledger_account a
      left join ledger_trial_line t on t.space_id = k.space_id and t.month = k.month and t.account_id = a.id
      cross join lateral (
        select count(*) as lines, coalesce(sum(p.amount) filter (where p.day < k.month), 0) as opening,
          coalesce(sum(p.amount) filter (where p.day >= k.month and p.amount > 0), 0) as debit,
          coalesce(-sum(p.amount) filter (where p.day >= k.month and p.amount < 0), 0) as credit
        from ledger_posting p where p.space_id = a.space_id and p.account_id = a.id and p.day < (k.month + interval '1 month')::date) l
      where k.space_id = $1 and a.space_id = $1 and case when t.account_id is null then l.lines > 0
        else (t.path, t.commodity, t.opening, t.debit, t.credit) is distinct from (a.path, a.commodity, l.opening, l.debit, l.credit) end
      order by 1`,
  },
  {
    name: 'ledger.seals_hold',
    sql: `select to_char(k.month, 'YYYY-MM') as offender from ledger_period k
      cross join lateral (
        select count(*) as accounts, coalesce(string_agg(concat_ws(chr(9), t.commodity, t.path, t.opening, t.debit, t.credit, t.closing) || chr(10), ''
            order by t.commodity collate "C", t.path collate "C"), '') as lines
        from ledger_trial_line t where t.space_id = k.space_id and t.month = k.month) l
      where k.space_id = $1 and (k.accounts <> l.accounts or k.seal <> encode(sha256(convert_to(
        'linli trial balance 1' || chr(10) || 'space ' || k.space_id || chr(10) || 'month ' || to_char(k.month, 'YYYY-MM') || chr(10)
        || 'before ' || case k.seal_before when '' then '-' else k.seal_before end || chr(10) || l.lines, 'UTF8')), 'hex'))
      order by 1`,
  },
  {
    name: 'ledger.openings_by_two',
    sql: `select e.id::text as offender from ledger_entry e
      left join ledger_opening o on o.space_id = e.space_id and o.entry_id = e.id and o.state = 'booked' and o.settled_by <> o.proposed_by
      where e.space_id = $1 and e.kind = 'ledger.opening' and e.reverses_id is null and (o.id is null or not exists (
        select 1 from ledger_posting p where p.space_id = e.space_id and p.entry_id = e.id and p.account_id = o.account_id and abs(p.amount) = o.amount))
      order by 1`,
  },
];

/** Runs every check of the books for the scope's space. */
export function ledgerChecks(scope: Scope) {
  return runChecks(scope, checks);
}
