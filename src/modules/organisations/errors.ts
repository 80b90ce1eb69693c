/** What can go wrong, in order of precedence. */
export const errors = {
  'organisations.not_found': 404,
  'organisations.not_your_hub': 403,
  'organisations.filing_body_missing': 422,
  'organisations.credit_code_missing': 422,
  'organisations.no_such_hub': 404,
  'organisations.inside_itself': 422,
  'organisations.already_member': 409,
  'organisations.unknown_person': 404,
  'organisations.no_such_member': 404,
  'organisations.reason_missing': 422,
  'organisations.checks_open': 422,
  'organisations.until_past': 422,
  'organisations.year': 422,
  'organisations.honour_of_nobody': 422,
  'organisations.agreed_by_other': 422,
} as const;
