import { z } from 'zod';
import { choice, day, id, name, optionalText, ticked } from '#platform/input';

/** Kinds of organisation in the register. */
export const organisationKinds = [
  'charity',
  'firm',
  'shop',
  'social_organisation',
  'government',
  'school',
  'property_company',
  'foundation',
  'group',
  'other',
] as const;

/** How an organisation stands in law: registered, filed with a street (F121), or informal. */
export const standings = ['registered', 'filed', 'informal'] as const;

/** An organisation about to enter the register. */
export const NewOrganisation = z.object({
  name: name(80),
  kind: choice(organisationKinds),
  standing: choice(standings),
  creditCode: optionalText(18),
  filingBody: optionalText(80),
  hub: ticked(),
  hubId: id().optional(),
  publicFundraising: ticked(),
  contactName: optionalText(40),
  introduction: optionalText(1000),
  offers: optionalText(1000),
  placeId: id().optional(),
  foundedOn: day().optional(),
});

/** Someone who belongs to an organisation; `represents` lets them act for it. */
export const NewMember = z.object({
  organisationId: id(),
  personId: id(),
  duty: optionalText(40),
  represents: ticked(),
});
