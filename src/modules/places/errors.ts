/** What can go wrong, in order of precedence. */
export const errors = {
  'places.set_up_done': 409,
  'places.set_up_code': 403,
  'places.slug': 422,
  'places.slug_taken': 409,
  'places.unknown_parent': 404,
  'places.not_found': 404,
  'places.not_a_count': 422,
  'places.estate_type': 422,
  'places.inside_itself': 422,
  'places.in_use': 409,
  'places.label_missing': 422,
  'places.future': 422,
} as const;
