/** What can go wrong with matching, in order of precedence. */
export const errors = {
  'matching.not_found': 404,
  'matching.need_unknown': 404,
  'matching.resource_unknown': 404,
  'matching.not_yours': 403,
  'matching.need_closed': 409,
  'matching.excluded': 409,
  'matching.too_much': 422,
  'matching.whole': 422,
  'matching.time_shape': 422,
  'matching.times': 422,
  'matching.not_at_desk': 409,
  'matching.state': 409,
  'matching.already_accepted': 409,
  'matching.side_missing': 422,
  'matching.evidence_missing': 422,
  'matching.reason_missing': 422,
} as const;
