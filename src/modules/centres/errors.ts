/** What can go wrong with centres and hours, in order of precedence. */
export const errors = {
  'centres.not_found': 404,
  'centres.visits_not_found': 404,
  'centres.place_missing': 422,
  'centres.place_unknown': 422,
  'centres.place_taken': 409,
  'centres.hours_shape': 422,
  'centres.day_past': 422,
  'centres.day_ahead': 422,
  'centres.too_many': 422,
  'centres.reason_missing': 422,
  'centres.already_dropped': 409,
} as const;
