export const errors = {
  'log.not_proven': 404,
  'log.no_such_tile': 404,
  'log.witness_unknown': 404,
  'log.witness_key': 422,
  'log.witness_url': 422,
  'log.witness_taken': 409,
} as const;
