import type { Words } from './words.ts';
import type { zh } from './zh.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

function monthName(month: number): string {
  return months[month - 1] ?? String(month);
}

/** The kernel's words in English; the Chinese file says what each is for. */
export const en: Words<typeof zh> = {
  date: (year, month, day) => `${day} ${monthName(month)} ${year}`,
  dateTime: (date, time) => `${date}, ${time}`,
  month: (year, month) => `${monthName(month)} ${year}`,
  today: 'today',
  yesterday: 'yesterday',
  tomorrow: 'tomorrow',
  daysAhead: (days) => `in ${days} days`,
  daysAgo: (days) => `${days} days ago`,
  shortUnits: [
    { power: 9, name: ' bn' },
    { power: 6, name: ' m' },
    { power: 3, name: 'k' },
  ],
  minutes: (minutes) => `${minutes} min`,
  hours: (hours) => `${hours} h`,
  hoursAndMinutes: (hours, minutes) => `${hours} h ${minutes} min`,
  /** What stands in a public text in place of a piece that was taken out. */
  hitMarks: {
    phone: '(contact left out)',
    idNumber: '(identity number left out)',
    card: '(card number left out)',
    name: 'a neighbour',
    address: '(door left out)',
  },
  faults: {
    'money.empty': 'Please fill in the amount.',
    'money.not_a_number': 'We could not read this amount. Write digits, such as 200, 1,200.50 or 1.2万.',
    'money.too_fine': 'Amounts go down to the fen: at most two decimals, please.',
    'money.not_positive': 'The amount must be more than 0.',
    'money.too_large': (p) =>
      `That is too much: at most ${p['max']} yuan at a time. If it is right, please enter it in parts.`,
    'hours.empty': 'Please fill in how long it took.',
    'hours.not_a_number': 'We could not read this length of time. Write 1.5h, 90 min or 1:30.',
    'hours.too_fine': 'Time is counted in whole minutes.',
    'hours.not_positive': 'The time must be more than 0.',
    'hours.too_large': (p) => `That is too long: at most ${p['hours']} hours at a time.`,
    'count.empty': 'Please fill in how many.',
    'count.not_a_number': 'We could not read this number. Write a whole number, such as 3.',
    'count.not_whole': 'Please write a whole number.',
    'count.not_positive': 'The number must be more than 0.',
    'count.too_large': (p) => `That is too many: at most ${p['max']}.`,
    'when.empty': 'Please fill in the time.',
    'when.not_a_time': 'We could not read this time. Write it like 2026-11-22 14:30.',
    'when.no_such_day': 'There is no such day or hour. Please look at it again.',
    'when.out_of_range': 'The year must lie between 1900 and 2100.',
    'id.empty': 'Please fill in the identity number.',
    'id.length': (p) => `An identity number has 18 digits; you wrote ${p['digits']}.`,
    'id.characters': 'An identity number has digits only; the last may be X.',
    'id.date': 'The date of birth in this identity number is not right. Please check it.',
    'id.check_digit': 'This identity number does not add up. Please check it.',
    'credit.empty': 'Please fill in the unified social credit code.',
    'credit.length': (p) => `A unified social credit code has 18 characters; you wrote ${p['digits']}.`,
    'credit.characters': 'A unified social credit code has digits and capital letters, without I, O, S, V, Z.',
    'credit.check_digit':
      'This credit code does not add up. Some early codes do not either; please compare it with the certificate.',
    'organisation_code.invalid':
      'An organisation code has 9 characters, the last for checking. Please look at it again.',
    'card.empty': 'Please fill in the card number.',
    'card.length': (p) => `A bank card number has 16 to 19 digits; you wrote ${p['digits']}.`,
    'card.characters': 'A bank card number has digits only.',
    'card.check_digit': 'This card number does not add up. Please check it.',
    'phone.empty': 'Please fill in the mobile number.',
    'phone.characters': 'Write the mobile number in digits only; something else is in it.',
    'phone.length': (p) => `A mobile number has 11 digits; you wrote ${p['digits']}. Is one missing, or one too many?`,
    'phone.not_mobile': (p) =>
      `This does not look like a mobile number: ${p['digits']} digits, but numbers here begin with 13 to 19.`,
  },
};
