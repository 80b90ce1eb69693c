/** What can go wrong with limits, in order of precedence. */
export const errors = {
  'limits.matter_unknown': 404,
  'limits.rule_unknown': 404,
  'limits.class_unknown': 422,
  'limits.rule_there': 409,
  'limits.length_wrong': 422,
  'limits.hours_working': 422,
  'limits.met': 409,
  'limits.paused': 409,
  'limits.overdue': 409,
  'limits.running': 409,
  'limits.reason_missing': 422,
} as const;
