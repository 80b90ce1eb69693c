import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { amount, blank, choice, count, day, id, optionalText, text, ticked } from '#platform/input';

const link = optionalText(300).refine((url) => url === '' || /^https:\/\/[^\s<>"]+$/.test(url), 'campaigns.not_a_link');

const words = {
  fundId: id(),
  title: text(60),
  purposeText: text(500),
  areaText: text(120),
  startsOn: day(),
  endsOn: day(),
  responsibleText: text(120),
  waysText: text(300),
  bankText: text(300),
  beneficiariesText: text(300),
  useText: text(500),
  costText: text(300),
  surplusText: text(300),
  certificateNumber: optionalText(80),
  contactText: optionalText(200),
  queryText: optionalText(200),
  platformName: optionalText(60),
  platformUrl: link,
  target: blank(amount()),
  emergency: ticked(),
  partnerOrganisationId: blank(id()),
  partnerEvaluatedOn: blank(day()),
  partnerAgreementNumber: optionalText(60),
};

export const NewCampaign = z.object(words);
export const ChangedCampaign = z.object({ ...words, id: id() });
/** What a campaign's plan says (Charity Law art. 24). */
export type CampaignWords = z.output<typeof NewCampaign>;

export const ById = z.object({ id: id() });
export const Filing = z.object({ id: id(), filingNumber: text(40), filedOn: day() });
export const WithReason = z.object({ id: id(), reason: text(300, 'campaigns.reason_missing') });
export const TellingWords = z.object({
  id: id(),
  text: text(3000),
  spentText: text(2000),
  /** How the partner was looked at and supervised; asked for at the end of a campaign with one. */
  partnerText: optionalText(2000),
});
export const CountGifts = z.object({
  id: id(),
  gifts: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(id(), 'campaigns.no_gift').min(1, 'campaigns.no_gift').max(500),
  ),
  eventId: blank(id()),
  spot: optionalText(40),
});
export const UncountGift = z.object({ id: id(), giftId: id() });
export const NewEvent = z.object({
  id: id(),
  title: text(60),
  planText: text(1000),
  day: day(),
  placeText: text(120),
  outside: ticked(),
  promises: ticked(),
  agreementNumber: optionalText(60),
  activityId: blank(id()),
});
export const EventFiling = z.object({ id: id(), placeFilingNumber: text(40) });
export const EventResult = z.object({ id: id(), resultText: text(1000) });

export const ways = ['near_far', 'inside_outside', 'bottom_top'] as const;
/** The three orders of asking (F028). */
export type Way = (typeof ways)[number];
export const rings = [1, 2, 3] as const;

export const Targets = z.object({
  year: count(),
  way: choice(ways),
  ring1: blank(amount()),
  ring2: blank(amount()),
  ring3: blank(amount()),
  note: optionalText(300),
});

/** A campaign of the host charity as it is recorded here. */
export interface Campaign {
  readonly id: string;
  readonly number: string;
  readonly fundId: string;
  readonly title: string;
  readonly purposeText: string;
  readonly areaText: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly responsibleText: string;
  readonly waysText: string;
  readonly bankText: string;
  readonly beneficiariesText: string;
  readonly useText: string;
  readonly costText: string;
  readonly surplusText: string;
  readonly certificateNumber: string;
  readonly contactText: string;
  readonly queryText: string;
  readonly platformName: string;
  readonly platformUrl: string;
  readonly target: bigint | null;
  readonly emergency: boolean;
  readonly partnerOrganisationId: string | null;
  readonly partnerEvaluatedOn: LocalDate | null;
  readonly partnerAgreementNumber: string;
  readonly filingNumber: string | null;
  readonly filedOn: LocalDate | null;
  readonly state: 'planned' | 'open' | 'ended' | 'told' | 'dropped';
  readonly openedOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly reason: string | null;
}

/** Something told of a campaign, as it stood then. */
export interface Telling {
  readonly id: string;
  readonly campaignId: string;
  readonly kind: 'emergency' | 'progress' | 'final' | 'correction';
  readonly text: string;
  readonly spentText: string;
  /** How the partner was looked at and supervised; empty where there is none. */
  readonly partnerText: string;
  readonly raised: bigint;
  readonly gifts: bigint;
  readonly day: LocalDate;
}

/** An event at which is collected. */
export interface Collection {
  readonly id: string;
  readonly campaignId: string;
  readonly title: string;
  readonly planText: string;
  readonly day: LocalDate;
  readonly placeText: string;
  readonly outside: boolean;
  readonly placeFilingNumber: string;
  readonly promises: boolean;
  readonly agreementNumber: string;
  readonly activityId: string | null;
  readonly state: 'planned' | 'held' | 'cancelled';
  readonly resultText: string | null;
  readonly closedOn: LocalDate | null;
}

/** What a campaign brought so far, in fen: in all, and of it what was imported from the platform. */
export interface Raised {
  readonly raised: bigint;
  readonly gifts: bigint;
  readonly imported: bigint;
}

/** A date the law sets for a campaign. */
export interface Clock {
  readonly kind: 'file' | 'file_late' | 'tell' | 'final' | 'end';
  readonly dueOn: LocalDate;
  readonly late: boolean;
}

/** A ring of the year's plan: what is aimed at and what came. */
export interface Ring {
  readonly ring: 1 | 2 | 3;
  readonly target: bigint | null;
  readonly result: bigint;
}
