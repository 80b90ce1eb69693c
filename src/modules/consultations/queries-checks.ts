import type { Check } from '#platform/check';

/** What must hold of consultations. */
export const checks: readonly Check[] = [
  {
    name: 'consultations.published_is_answered',
    sql: `select m.id::text as offender from consultation_comment m join consultation_report r
      on r.space_id = m.space_id and r.consultation_id = m.consultation_id and r.version = 1
      where m.space_id = $1 and m.taken_back_at is null and m.hidden_reason is null and not exists (
        select from consultation_report_answer a where a.space_id = m.space_id and a.comment_id = m.id) order by 1`,
  },
  {
    name: 'consultations.published_has_its_report',
    sql: `select c.id::text as offender from consultation c where c.space_id = $1 and (c.state = 'published') is distinct from
      exists (select from consultation_report r where r.space_id = c.space_id and r.consultation_id = c.id) order by 1`,
  },
  {
    name: 'consultations.said_while_open',
    sql: `select m.id::text as offender from consultation_comment m join consultation c
      on c.space_id = m.space_id and c.id = m.consultation_id
      where m.space_id = $1 and (c.opened_at is null or m.said_on > c.closes_on) order by 1`,
  },
  {
    name: 'consultations.said_of_a_section',
    sql: `select m.id::text as offender from consultation_comment m where m.space_id = $1 and m.section is not null and not exists (
      select from consultation_text t, jsonb_array_elements(t.sections) s where t.space_id = m.space_id
      and t.consultation_id = m.consultation_id and t.version = 1 and (s ->> 'key')::integer = m.section) order by 1`,
  },
  {
    name: 'consultations.answered_where_it_was_asked',
    sql: `select d.comment_id::text as offender from consultation_answered d
      join consultation_answer a on a.space_id = d.space_id and a.id = d.answer_id
      join consultation_comment m on m.space_id = d.space_id and m.id = d.comment_id
      where d.space_id = $1 and a.consultation_id <> m.consultation_id order by 1`,
  },
];
