/** What can go wrong at the counter and on the telephone, in order of precedence. */
export const errors = {
  'reception.day_unknown': 404,
  'reception.note_unknown': 404,
  'reception.words_missing': 422,
  'reception.who_missing': 422,
  'reception.leader_unknown': 422,
  'reception.matter_unknown': 422,
  'reception.day_past': 422,
  'reception.day_ahead': 409,
  'reception.state': 409,
  'reception.closing_missing': 422,
  'reception.sound_missing': 422,
  'reception.sound_large': 422,
  'reception.not_sound': 422,
  'reception.sound_broken': 422,
  'reception.sound_long': 422,
  'reception.forgotten': 409,
} as const;
