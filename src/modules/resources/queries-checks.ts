import type { Check } from '#platform/check';

/** What must hold among resources and bookings at every moment; each statement finds the rows of space `$1` that break it. */
export const checks: readonly Check[] = [
  {
    name: 'resources.opened_numbered',
    sql: `select r.id::text as offender from resource r where r.space_id = $1
      and r.state in ('open', 'paused') and (r.number is null or r.confirmed_at is null) order by 1`,
  },
  {
    name: 'resources.goods_on_shelf',
    sql: `select r.id::text as offender from resource r where r.space_id = $1
      and r.kind = 'goods' and r.state in ('open', 'paused') and r.account_id is null order by 1`,
  },
  {
    // Stock can not drift: a shelf is never short, and what ended stands on none.
    name: 'resources.shelves_true',
    sql: `select r.id::text as offender from resource r where r.space_id = $1 and r.account_id is not null
      and (ledger_balance(r.space_id, r.account_id) < 0
        or (r.state = 'ended' and ledger_balance(r.space_id, r.account_id) <> 0)) order by 1`,
  },
  {
    name: 'resources.reasons_given',
    sql: `select r.id::text as offender from resource r where r.space_id = $1
      and r.state in ('ended', 'refused') and coalesce(r.state_reason, '') = '' order by 1`,
  },
  {
    name: 'resources.bookings_of_pieces',
    sql: `select b.id::text as offender from booking b
      join resource r on r.space_id = b.space_id and r.id = b.resource_id
      where b.space_id = $1 and (b.piece > r.quantity or r.kind not in ('loan', 'room')) order by 1`,
  },
  {
    name: 'resources.out_once',
    sql: `select min(b.id::text) as offender from booking b where b.space_id = $1 and b.state = 'out'
      group by b.resource_id, b.piece having count(*) > 1 order by 1`,
  },
  {
    name: 'resources.ended_free',
    sql: `select r.id::text as offender from resource r where r.space_id = $1 and r.state in ('ended', 'refused')
      and (exists (select 1 from booking b where b.space_id = r.space_id and b.resource_id = r.id
        and b.state in ('reserved', 'out'))
        or exists (select 1 from wait w where w.space_id = r.space_id and w.resource_id = r.id
        and w.state in ('waiting', 'offered'))) order by 1`,
  },
  {
    // What a lent thing's next in line was told is kept for them, is.
    name: 'resources.offers_kept',
    sql: `select w.id::text as offender from wait w
      join resource r on r.space_id = w.space_id and r.id = w.resource_id
      left join booking b on b.space_id = w.space_id and b.id = w.booking_id
      where w.space_id = $1 and w.state = 'offered' and (w.offered_until is null
        or (r.kind = 'loan' and (b.state is distinct from 'reserved' or b.person_id <> w.person_id))) order by 1`,
  },
  {
    name: 'resources.offers_on_shelf',
    sql: `select r.id::text as offender from resource r where r.space_id = $1 and r.kind = 'goods'
      and r.account_id is not null and ledger_balance(r.space_id, r.account_id) < (select count(*) from wait w
        where w.space_id = r.space_id and w.resource_id = r.id and w.state = 'offered') order by 1`,
  },
  {
    name: 'resources.kits_lent',
    sql: `select k.id::text as offender from kit_part k
      join resource r on r.space_id = k.space_id and r.id = k.resource_id
      where k.space_id = $1 and r.kind <> 'loan' order by 1`,
  },
];
