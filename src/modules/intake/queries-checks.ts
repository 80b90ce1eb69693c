import type { Check } from '#platform/check';

/** What must hold of matters and promises in every space. */
export const checks: readonly Check[] = [
  {
    name: 'intake.state_told',
    sql: `select m.number as offender from matter m where m.space_id = $1 and m.state <> 'new' and not exists (
      select 1 from matter_step s where s.space_id = m.space_id and s.matter_id = m.id and s.to_state = m.state
        and s.at = (select max(l.at) from matter_step l where l.space_id = m.space_id and l.matter_id = m.id)
    ) order by 1`,
  },
  {
    name: 'intake.promises_dated',
    sql: `select p.id::text as offender from promise p where p.space_id = $1 and not (case p.state
      when 'kept' then p.kept_on is not null and p.kept_on <= p.due_on
      when 'late' then p.kept_on is not null and p.kept_on > p.due_on
      else p.kept_on is null end) order by 1`,
  },
  {
    name: 'intake.due_told',
    sql: `select m.number as offender from matter m where m.space_id = $1 and m.due_on is distinct from (
      select min(p.due_on) from promise p where p.space_id = m.space_id and p.matter_id = m.id and p.state = 'open') order by 1`,
  },
  {
    name: 'intake.moved_promises_lead_on',
    sql: `select p.id::text as offender from promise p where p.space_id = $1 and p.replaced_by_id is not null
      and (p.state <> 'replaced' or not exists (
        select 1 from promise n where n.space_id = p.space_id and n.id = p.replaced_by_id and n.matter_id = p.matter_id
      )) order by 1`,
  },
  {
    // What is settled has nothing above it any more.
    name: 'intake.nothing_up_once_settled',
    sql: `select e.id::text as offender from escalation e where e.space_id = $1 and e.kind = 'promise' and e.ended_at is null
      and not exists (select 1 from promise p where p.space_id = e.space_id and p.id = e.subject_id and p.state = 'open')
      order by 1`,
  },
];
