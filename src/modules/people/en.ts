import type { Words } from '#kernel/words';
import type { zh } from './zh.ts';

type Params = Readonly<Record<string, string | number>>;

/** People, signing in, mandates and consents, in English. */
export const en: Words<typeof zh> = {
  gone: '(removed at their own request)',
  sms: {
    code: (code, minutes) =>
      `${code} is your sign-in code, good for ${minutes} minutes. Tell nobody; our staff will never ask for it.`,
  },
  errors: {
    'people.no_space': 'There is no such community.',
    'people.not_found': 'Nobody by that record lives in this community. Please look them up in the list again.',
    'people.erased': 'This person asked to be forgotten, so their record can no longer be changed.',
    'people.household_not_found': 'There is no such household. Please choose one from the list.',
    'people.mandate_not_found': 'There is no such mandate.',
    'people.card_not_found': 'There is no such card.',
    'people.helper_not_found': 'There is no such helper.',
    'people.session_not_found': 'That session has already ended.',
    'people.not_yours': 'This is somebody else’s. They, or the helper they named, can do it.',
    'people.not_self': 'A helper has to be another person.',
    'people.money_to_oneself': 'Nobody gives themselves a role over money. Ask another administrator.',
    'people.only_admin': 'This account belongs to other communities too. Its owner can set this under “My account”.',
    'people.acting': 'You are acting for somebody else. This has to be done in person; stop acting for them first.',
    'people.not_helper': 'You are not this person’s helper. They can name you on their page, or at the counter.',
    'people.too_many': ({ minutes = '', time = '' }: Params) =>
      `Too many tries, so the door is closed for a while. Try again in ${minutes} minutes, after ${time}; if it is urgent, ring the community.`,
    'people.too_many_codes': ({ minutes = '', time = '' }: Params) =>
      `A code was sent just now. Ask for another in ${minutes} minutes, after ${time}.`,
    'people.wrong_code':
      'That code is wrong or has expired. Look at the newest message and try again, or ask for a new code.',
    'people.wrong_password': 'The user name or password is wrong. Try again, and mind capital letters.',
    'people.wrong_card':
      'There is no such card, or it has been cancelled. Type it again as printed, or ask the community for a new one.',
    'people.wrong_second':
      'That number is wrong. Open your authenticator and type the six digits it shows, or use a backup code.',
    'people.sign_in_first': 'Your sign-in has expired. Please start again.',
    'people.second_already': 'The second step is already set up.',
    'people.second_needed': 'Show the second factor first, then change it.',
    'people.phone_taken': 'That number already belongs to another account.',
    'people.username_taken': 'That user name is taken. Please choose another.',
    'people.username_shape': 'A user name has 3 to 30 letters, digits, dots or underscores.',
    'people.password_short': ({ least = '' }: Params) =>
      `A password has at least ${least} characters. A sentence you remember is best.`,
    'people.has_account': 'This person already has a password; only they can change it.',
    'people.mandate_overlaps':
      'They already hold this role during that time. End that mandate first, or choose other dates.',
    'people.mandate_ended': 'This mandate has already ended.',
    'people.dates_reversed': 'The end lies before the beginning. Please choose another day.',
    'people.last_admin': 'This is the last administrator. Make somebody else one first.',
    'people.still_mandated': 'This person still holds a mandate. End their mandates first, then erase the record.',
    'people.card_revoked': 'This card was cancelled before.',
    'people.alias_missing': 'Please write the name you would like to be shown by.',
    'people.confirm_missing': 'Please tick the box to say you know this cannot be undone.',
    'people.reason_missing': 'Please give a reason; it stays in the record.',
    'people.birth_year': 'Please give a year of four digits, such as 1950.',
    'people.no_household': 'Please choose a household first.',
    'people.unknown_place': 'There is no such place. Please choose one from the list.',
    'people.unknown_organisation': 'No such organisation or body is registered here.',
  },
  notices: {},
};
