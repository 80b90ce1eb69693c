/** What can go wrong, in order of precedence. */
export const errors = {
  'organisations.not_found': 404,
  'organisations.filing_body_missing': 422,
  'organisations.credit_code_missing': 422,
  'organisations.already_member': 409,
  'organisations.unknown_person': 404,
} as const;
