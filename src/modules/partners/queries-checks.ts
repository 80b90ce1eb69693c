import type { Check } from '#platform/check';

/** What must hold between codes, uses, statements and the promises they became. */
export const checks: readonly Check[] = [
  {
    name: 'partners.codes_used_once',
    sql: `select c.id::text as offender from discount_code c where c.space_id = $1 and c.used::integer <>
      (select count(*) from discount_use u where u.space_id = c.space_id and u.code_id = c.id and u.takes_back_id is null
        and not exists (select 1 from discount_use b where b.space_id = u.space_id and b.takes_back_id = u.id)) order by 1`,
  },
  {
    name: 'partners.statements_are_uses',
    sql: `select s.id::text as offender from partner_statement s where s.space_id = $1 and (s.uses, s.turnover, s.discount) <> (
      select count(*), coalesce(sum(u.purchase), 0), coalesce(sum(u.discount), 0) from discount_use u
      where u.space_id = s.space_id and u.agreement_id = s.agreement_id and u.takes_back_id is null
        and u.day >= s.month and u.day < s.month + interval '1 month'
        and not exists (select 1 from discount_use b where b.space_id = u.space_id and b.takes_back_id = u.id)) order by 1`,
  },
  {
    name: 'partners.shares_promised',
    sql: `select s.id::text as offender from partner_statement s where s.space_id = $1 and s.share > 0 and not exists (
      select 1 from pledge p where p.space_id = s.space_id and p.id = s.pledge_id and p.amount = s.share) order by 1`,
  },
  {
    // Over the life of an agreement the shares come to exactly what the uses owe, in whole fen.
    name: 'partners.shares_exact',
    sql: `select a.id::text as offender from partner_agreement a where a.space_id = $1 and exists (
      select 1 from partner_statement s where s.space_id = a.space_id and s.agreement_id = a.id) and (
      select case when a.share_kind = 'use' then a.share_per_use * sum(s.uses)
        else div(sum(s.turnover) * a.share_over, a.share_under) end - sum(s.share)
      from partner_statement s where s.space_id = a.space_id and s.agreement_id = a.id) <> 0 order by 1`,
  },
];
