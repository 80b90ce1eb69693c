import type { Check } from '#platform/check';

/** What must hold of votes: as many ballots as marks, before the close and after it, and receipts for ballots without paper. */
export const checks: readonly Check[] = [
  {
    name: 'votes.box_agrees',
    sql: `select u::text as offender from poll_uneven($1) u order by 1`,
  },
  {
    name: 'votes.ballots_equal_marks',
    sql: `select p.id::text as offender from poll p where p.space_id = $1 and p.state in ('closed', 'counted')
      and p.paper_note = ''
      and (select count(*) from ballot b where b.space_id = p.space_id and b.poll_id = p.id)
        <> (select count(*) from poll_voter v where v.space_id = p.space_id and v.poll_id = p.id and v.channel is not null)
      order by 1`,
  },
  {
    // On paper a code may be missing: receipts are at least the ballots cast otherwise, and never more than all.
    name: 'votes.receipts_equal_ballots',
    sql: `select p.id::text as offender from poll p where p.space_id = $1 and p.state in ('closed', 'counted')
      and (select coalesce(sum(r.times), 0) from poll_receipt r where r.space_id = p.space_id and r.poll_id = p.id)
        not between (select count(*) from poll_voter v where v.space_id = p.space_id and v.poll_id = p.id
          and v.channel <> 'paper')
        and (select count(*) from ballot b where b.space_id = p.space_id and b.poll_id = p.id)
      order by 1`,
  },
  {
    name: 'votes.result_counts_all',
    sql: `select p.id::text as offender from poll p where p.space_id = $1 and p.state in ('closed', 'counted')
      and (p.result -> 'box' ->> 'ballots')::int
        <> (select count(*) from ballot b where b.space_id = p.space_id and b.poll_id = p.id)
      order by 1`,
  },
  {
    name: 'votes.settled_by_three',
    sql: `select s.id::text as offender from poll_pile s where s.space_id = $1 and s.state = 'settled'
      and (s.first_by is null or s.second_by is null or s.first_by = s.second_by) order by 1`,
  },
];
