/** What can go wrong with substitutes, absences, declarations and duties, in order of precedence. */
export const seatErrors = {
  'bodies.role_unknown': 404,
  'bodies.interest_not_found': 404,
  'bodies.not_your_seat': 403,
  'bodies.not_a_member': 403,
  'bodies.name_unclear': 422,
  'bodies.own_substitute': 422,
  'bodies.substitute_taken': 409,
  'bodies.absence_order': 422,
  'bodies.not_away': 409,
  'bodies.summary_missing': 422,
  'bodies.not_their_duty': 422,
  'bodies.charter_text_missing': 422,
  'bodies.charter_reason_missing': 422,
  'bodies.charter_past': 422,
  'bodies.charter_same': 409,
  'bodies.charter_again': 409,
} as const;
