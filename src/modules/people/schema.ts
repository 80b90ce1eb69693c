import { z } from 'zod';
import { blank, choice, day, id, name, optionalText, phone, text, ticked } from '#platform/input';
import type { Role } from '#platform/scope';

/** Every role a mandate can give, the widest first. */
export const roles = [
  'admin',
  'worker',
  'grid_worker',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
] as const satisfies readonly Role[];

/** How somebody wishes to be reached. */
export const contacts = ['call', 'sms', 'knock', 'family', 'none'] as const;
/** How a name is shown in public: masked unless the person asks for more. */
export const displays = ['masked', 'real', 'alias'] as const;
/** What somebody can agree to; each has its text in both languages and a version. */
export const purposes = [
  'publish_words',
  'publish_name',
  'photo',
  'sensitive',
  'contact_share',
  'talent',
  'honour',
  'guardian',
  'party',
] as const;
/** How a consent or its withdrawal was given. */
export const consentWays = ['self', 'card', 'paper', 'spoken', 'guardian'] as const;
/** Version of the consent texts in the language files: a change of a text changes this. */
export const consentVersion = '2026-1';
/** Why somebody opens the sensitive part of a record. */
export const openReasons = ['aid', 'visit', 'emergency', 'correction', 'request'] as const;

/** A purpose of consent. */
export type Purpose = (typeof purposes)[number];
/** How a consent was said. */
export type ConsentWay = (typeof consentWays)[number];
/** A wish how to be reached. */
export type Contact = (typeof contacts)[number];
/** A choice how one's name is shown in public. */
export type Display = (typeof displays)[number];

const birthYear = z.union([z.number(), z.string()]).transform((value, context): number => {
  const year = Number(String(value).normalize('NFKC').replace(/\D/g, ''));
  if (year >= 1900 && year <= 2100) return year;
  context.addIssue({ code: 'custom', message: 'people.birth_year' });
  return z.NEVER;
});

const facts = {
  name: name(40),
  phone: blank(phone()),
  householdId: blank(id()),
  placeId: blank(id()),
  birthYear: blank(birthYear),
  preferredContact: blank(choice(contacts)),
  former_resident: ticked(),
};

/** A new person of the space. */
export const RegisterPerson = z.object(facts);
/** Facts put right; what is absent is taken away, as on the form. */
export const CorrectPerson = z.object({ ...facts, personId: id() });
/** How one's own name is shown in public. */
export const ShowAs = z.object({ personId: id(), display: choice(displays), alias: optionalText(20) });

/** The sensitive part of a record: sealed, opened with a reason. */
export const Sensitive = z.object({
  idNumber: optionalText(18),
  health: optionalText(1000),
  hardship: optionalText(1000),
  note: optionalText(1000),
});
export type SensitiveFacts = z.output<typeof Sensitive>;
export const KeepSensitive = Sensitive.extend({ personId: id() });
export const OpenSensitive = z.object({ personId: id(), reason: choice(openReasons) });

export const AddHousehold = z.object({ name: name(40), placeId: blank(id()), door: optionalText(40) });
export const CorrectHousehold = AddHousehold.extend({ householdId: id() });

/** A mandate of a person, perhaps for an organisation or in a body. Dates are days; the end is the last day in force. */
export const GrantMandate = z.object({
  personId: id(),
  role: choice(roles),
  organisationId: blank(id()),
  bodyId: blank(id()),
  startsOn: blank(day()),
  endsOn: blank(day()),
});
export const EndMandate = z.object({
  mandateId: id(),
  reason: text(200, 'people.reason_missing'),
  endsOn: blank(day()),
});

export const RecordConsent = z.object({
  personId: id(),
  purpose: choice(purposes),
  given: z.union([z.boolean(), z.enum(['yes', 'no'])]).transform((value) => value === true || value === 'yes'),
  way: blank(choice(consentWays)),
  aboutKind: blank(z.string().regex(/^[a-z_]{2,30}$/)),
  aboutId: blank(id()),
});

export const IssueCard = z.object({ personId: id(), householdId: blank(id()) });
/** As many as fit one sheet. */
export const mostCards = 10;
export const IssueCards = z.object({
  person: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : (value ?? [])),
    z.array(id()).min(1, 'people.cards_none').max(mostCards, 'people.cards_many'),
  ),
});
export const RevokeCard = z.object({ cardId: id(), reason: text(200, 'people.reason_missing') });

export const NameHelper = z.object({
  personId: id(),
  helperPersonId: id(),
  scopeText: optionalText(200),
  endsOn: blank(day()),
});
export const EndHelper = z.object({ helperId: id() });

export const ErasePerson = z.object({ personId: id(), confirm: ticked(), reason: optionalText(200) });
export const OpenAccount = z.object({
  personId: id(),
  username: text(30),
  password: z.string('input.required').min(1, 'input.required').max(128),
});

export const ResetSecond = z.object({ personId: id(), reason: text(200, 'people.reason_missing') });

export const ActFor = z.object({ personId: id(), as: choice(['worker', 'helper', 'hub']) });
