/** What can go wrong with problems, in order of precedence. */
export const errors = {
  'problems.off': 409,
  'problems.not_found': 404,
  'problems.degree_missing': 422,
  'problems.reason_missing': 422,
  'problems.words_missing': 422,
  'problems.outcome_missing': 422,
  'problems.need_unknown': 422,
  'problems.need_linked': 409,
  'problems.cause_unknown': 422,
  'problems.too_deep': 422,
  'problems.state': 409,
} as const;
