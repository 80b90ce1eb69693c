import type { Check } from '#platform/check';

/** What must hold of rounds. */
export const checks: readonly Check[] = [
  {
    name: 'budgeting.within_the_money',
    sql: `select r.id::text as offender from round r where r.space_id = $1 and r.budget <
      (select coalesce(sum(i.cost), 0) from idea i where i.space_id = r.space_id and i.round_id = r.id and i.outcome is not null
        and i.outcome <> 'lost') order by 1`,
  },
  {
    name: 'budgeting.winners_as_counted',
    sql: `select r.id::text as offender from round r where r.space_id = $1 and r.count is not null
      and (select coalesce(string_agg(i.listed::text, ',' order by i.listed), '') from idea i where i.space_id = r.space_id
        and i.round_id = r.id and i.outcome in ('won', 'declined'))
      <> (select coalesce(string_agg(n::text, ',' order by n), '') from (select split_part(w, '-', 2)::int as n
        from jsonb_array_elements_text(r.count -> 'winners') w) listed) order by 1`,
  },
  {
    name: 'budgeting.list_is_the_ballot',
    sql: `select i.id::text as offender from idea i join round r on r.space_id = i.space_id and r.id = i.round_id
      left join poll_option o on o.space_id = i.space_id and o.poll_id = r.poll_id and o.number = i.listed
      where i.space_id = $1 and i.listed is not null and (o.title is distinct from i.title or o.cost is distinct from i.cost)
      order by 1`,
  },
  {
    name: 'budgeting.winners_have_projects',
    sql: `select i.id::text as offender from idea i join round r on r.space_id = i.space_id and r.id = i.round_id
      where i.space_id = $1 and i.outcome in ('won', 'declined') and r.state in ('deciding', 'done') and not exists (
        select from project p join procedure d on d.space_id = p.space_id and d.subject_kind = 'project' and d.subject_id = p.id
        where p.space_id = i.space_id and p.id = i.project_id and d.template = 'round') order by 1`,
  },
];
