import { z } from 'zod';
import { blank, choice, day, id, name, optionalText, text, ticked } from '#platform/input';

/** Kinds of organisation in the register. */
export const organisationKinds = [
  'charity',
  'firm',
  'shop',
  'social_organisation',
  'government',
  'school',
  'institute',
  'property_company',
  'foundation',
  'group',
  'other',
] as const;

/** How an organisation stands in law: registered, filed with a street (F121), or informal. */
export const standings = ['registered', 'filed', 'informal'] as const;

/** What an organisation carries the neighbourhood's charity as (F037). */
export const carrierTypes = [
  'community_foundation',
  'community_fund',
  'social_work_charity',
  'venture_philanthropy',
] as const;

export const organisationStates = ['applied', 'active', 'inactive', 'ended'] as const;

/** What is looked at before a third party is admitted (F082). */
export const admissionChecks = ['papers', 'record', 'people', 'accounts', 'insurance'] as const;

export type OrganisationKind = (typeof organisationKinds)[number];
export type Standing = (typeof standings)[number];
export type CarrierType = (typeof carrierTypes)[number];
export type OrganisationState = (typeof organisationStates)[number];

const facts = {
  name: name(80),
  kind: choice(organisationKinds),
  standing: choice(standings),
  creditCode: optionalText(40),
  filingBody: optionalText(80),
  carrierType: blank(choice(carrierTypes)),
  hub: ticked(),
  hubDuties: optionalText(1000),
  hubId: blank(id()),
  publicFundraising: ticked(),
  contactName: optionalText(40),
  contactPhone: optionalText(30),
  introduction: optionalText(1000),
  offers: optionalText(1000),
  placeId: blank(id()),
  foundedOn: blank(day()),
};

/** An organisation about to enter the register. */
export const NewOrganisation = z.object(facts);
/** Facts put right; what is absent is taken away, as on the form. */
export const EditOrganisation = z.object({ ...facts, organisationId: id() });

/** Someone who belongs to an organisation; `represents` lets them act for it. */
export const NewMember = z.object({
  organisationId: id(),
  personId: id(),
  duty: optionalText(40),
  represents: ticked(),
});
export const EndMember = z.object({ memberId: id() });

/** What a look at an organisation found: still there, or not to be reached (F106). */
export const CheckOrganisation = z.object({
  organisationId: id(),
  outcome: choice(['reached', 'silent', 'ended']),
  note: optionalText(200),
});

/** Admission of a third party until a day (F082). */
export const Admit = z.object({
  organisationId: id(),
  until: day(),
  checks: z.union([z.array(z.string()), z.string()]).optional(),
});

/** An honour of an organisation or of a person (F003); whoever agreed to its being shown is named. */
export const NewHonour = z.object({
  organisationId: blank(id()),
  personId: blank(id()),
  title: text(80),
  year: z.union([z.string('input.required'), z.number()]).transform((value, context): number => {
    const year = Number(`${value}`.normalize('NFKC').trim());
    if (Number.isInteger(year) && year >= 1949 && year <= 2100) return year;
    context.addIssue({ code: 'custom', message: 'organisations.year' });
    return z.NEVER;
  }),
  issuer: text(80),
  /** The honoured person, or who speaks for the organisation; without them the honour stays inside. */
  agreedBy: blank(id()),
});
