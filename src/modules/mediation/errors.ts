/** What can go wrong in a mediation, in order of precedence. */
export const errors = {
  'mediation.not_found': 404,
  'mediation.not_yours': 403,
  'mediation.matter_unknown': 422,
  'mediation.mediator_unknown': 422,
  'mediation.party_missing': 422,
  'mediation.same_party': 422,
  'mediation.not_neutral': 422,
  'mediation.not_trusted': 409,
  'mediation.no_session': 409,
  'mediation.state': 409,
  'mediation.future': 422,
  'mediation.day_past': 422,
  'mediation.too_early': 409,
  'mediation.words_missing': 422,
  'mediation.reason_missing': 422,
} as const;
