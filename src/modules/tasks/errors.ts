/** What can go wrong, in order of precedence. */
export const errors = {
  'tasks.not_found': 404,
  'tasks.closed': 409,
  'tasks.not_yours': 403,
  'tasks.by_deed': 409,
  'tasks.reason_missing': 422,
  'tasks.past': 422,
} as const;
