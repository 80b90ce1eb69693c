/** What can go wrong with the diary of visits, in order of precedence. */
export const errors = {
  'diary.not_found': 404,
  'diary.nothing_said': 422,
  'diary.ahead': 422,
  'diary.too_old': 422,
  'diary.not_yours': 403,
} as const;
