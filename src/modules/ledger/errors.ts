/** What can go wrong in the books, in order of precedence, with its HTTP status. */
export const errors = {
  'ledger.entry_unknown': 404,
  'ledger.is_reversal': 409,
  'ledger.already_reversed': 409,
  'ledger.period_closed': 409,
  'ledger.account_unknown': 404,
  'ledger.account_closed': 409,
  'ledger.unbalanced': 422,
  'ledger.no_authorisation': 403,
  'ledger.already_held': 409,
  'ledger.not_held': 409,
  'ledger.already_paid': 409,
  'ledger.already_approved': 409,
  'ledger.not_approved': 403,
  'ledger.over_authorisation': 409,
  'ledger.over_available': 409,
  'ledger.short': 409,
} as const;
