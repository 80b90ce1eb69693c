/** What can go wrong with an opinion, in order of precedence, with its HTTP status. */
export const errors = {
  'supervision.not_found': 404,
  'supervision.subject_unknown': 404,
  'supervision.no_seat': 403,
  'supervision.text_missing': 422,
  'supervision.answer_missing': 422,
  'supervision.nothing_owed': 409,
  'supervision.already_answered': 409,
  'supervision.own_opinion': 403,
  'supervision.objection_open': 409,
  'supervision.waiting': 409,
} as const;
