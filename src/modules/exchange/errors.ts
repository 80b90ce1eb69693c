/** What can go wrong at donation points and on the second-hand market, in order of precedence. */
export const errors = {
  'exchange.not_found': 404,
  'exchange.place_unknown': 422,
  'exchange.organisation_unknown': 422,
  'exchange.accepts_missing': 422,
  'exchange.class_missing': 422,
  'exchange.class_unknown': 422,
  'exchange.condition_missing': 422,
  'exchange.reason_missing': 422,
  'exchange.personal_data': 422,
  'exchange.person_unknown': 422,
  'exchange.expired': 422,
  'exchange.not_open': 409,
  'exchange.state': 409,
} as const;
