/** What can go wrong with a topic, in order of precedence, with its HTTP status. */
export const errors = {
  'topics.not_found': 404,
  'topics.argument_not_found': 404,
  'topics.text_missing': 422,
  'topics.argument_missing': 422,
  'topics.answer_missing': 422,
  'topics.reason_missing': 422,
  'topics.money_appeal': 422,
  'topics.personal_data': 422,
  'topics.over': 409,
  'topics.own_topic': 409,
  'topics.already_behind': 409,
  'topics.not_behind': 409,
  'topics.not_due': 409,
  'topics.not_yours': 403,
} as const;
