/** What can go wrong with reports, in order of precedence, with its HTTP status. */
export const errors = {
  'reports.not_found': 404,
  'reports.no_grants': 404,
  'reports.no_fund': 409,
  'reports.not_over': 409,
  'reports.reason_missing': 422,
  'reports.nothing_changed': 409,
  'reports.published_twice': 409,
  'reports.future': 422,
  'reports.before': 422,
  'reports.shown_already': 409,
} as const;
