/** What can go wrong with budgets, in order of precedence, with its HTTP status. */
export const errors = {
  'budgets.not_found': 404,
  'budgets.fund_not_found': 404,
  'budgets.fund_not_open': 409,
  'budgets.year_odd': 422,
  'budgets.no_lines': 422,
  'budgets.nothing_planned': 422,
  'budgets.same_title': 422,
  'budgets.reason_missing': 422,
  'budgets.coming': 409,
  'budgets.line_used': 409,
  'budgets.not_draft': 409,
  'budgets.not_decided': 409,
  'budgets.not_in_force': 409,
  'budgets.line_unknown': 422,
  'budgets.use_unknown': 422,
} as const;
