/** What can go wrong, in order of precedence. */
export const errors = {
  'places.slug': 422,
  'places.slug_taken': 409,
  'places.unknown_parent': 404,
} as const;
