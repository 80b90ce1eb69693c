import type { Check } from '#platform/check';

/** What must hold of questionnaires: as many sheets as marks, before the end and after it, and no word without its question. */
export const checks: readonly Check[] = [
  {
    name: 'questionnaires.box_agrees',
    sql: 'select u::text as offender from questionnaire_uneven($1) u order by 1',
  },
  {
    name: 'questionnaires.sheets_equal_marks',
    sql: `select q.id::text as offender from questionnaire q where q.space_id = $1 and q.state = 'closed'
      and (select count(*) from questionnaire_sheet s where s.space_id = q.space_id and s.questionnaire_id = q.id)
        <> (select count(*) from questionnaire_person r
              where r.space_id = q.space_id and r.questionnaire_id = q.id and r.channel is not null)
          + (select count(*) from questionnaire_code c
              where c.space_id = q.space_id and c.questionnaire_id = q.id and c.channel is not null)
      order by 1`,
  },
  {
    name: 'questionnaires.papers_equal_marks',
    sql: `select q.id::text as offender from questionnaire q where q.space_id = $1
      and (select count(*) from questionnaire_paper p where p.space_id = q.space_id and p.questionnaire_id = q.id)
        <> (select count(*) from questionnaire_person r
              where r.space_id = q.space_id and r.questionnaire_id = q.id and r.channel = 'paper')
          + (select count(*) from questionnaire_code c
              where c.space_id = q.space_id and c.questionnaire_id = q.id and c.channel = 'paper')
      order by 1`,
  },
  {
    name: 'questionnaires.words_have_questions',
    sql: `select t.id::text as offender from questionnaire_text t where t.space_id = $1
      and not exists (select from questionnaire_question n where n.space_id = t.space_id
        and n.questionnaire_id = t.questionnaire_id and n.number = t.number and n.kind = 'text')
      order by 1`,
  },
];
