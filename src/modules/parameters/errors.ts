/** What can go wrong, in order of precedence. */
export const errors = {
  'parameters.unknown': 404,
  'parameters.not_whole': 422,
  'parameters.not_a_fraction': 422,
  'parameters.not_a_switch': 422,
  'parameters.too_small': 422,
  'parameters.too_large': 422,
  'parameters.past': 422,
  'parameters.unchanged': 409,
} as const;
