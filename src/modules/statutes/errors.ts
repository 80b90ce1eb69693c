/** What can go wrong with the register and the pact, in order of precedence. */
export const errors = {
  'statutes.not_found': 404,
  'statutes.struck': 409,
  'statutes.days_crossed': 422,
  'statutes.pact_needs_decision': 422,
  'statutes.pact_backdated': 422,
  'statutes.no_pact': 409,
  'statutes.choose_person': 422,
  'statutes.already_signed': 409,
  'statutes.not_signed': 409,
  'statutes.signed_later': 422,
  'statutes.no_household': 422,
  'statutes.reminder_not_found': 404,
  'statutes.already_settled': 409,
  'statutes.nothing_to_say': 409,
} as const;
