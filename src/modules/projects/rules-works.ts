import { compare, type Fraction, fraction } from '#kernel/fraction';
import type { Fault } from '#kernel/result';

/** What lies with works for people (F127). */
export interface WorksPaper {
  readonly id: string;
  readonly kind: 'consent' | 'quote' | 'acceptance' | 'count';
  readonly owners: bigint | null;
  readonly ownersFor: bigint | null;
  readonly area: bigint | null;
  readonly areaFor: bigint | null;
  readonly supplier: string;
  readonly amount: bigint | null;
  readonly chosen: boolean;
  readonly accepted: boolean | null;
  readonly people: bigint | null;
  readonly words: string;
  readonly fileId: string | null;
  readonly at: Date;
}

/** How many owners have to agree, as the parameters have it (Civil Code art. 278). */
export interface OwnersRule {
  readonly takePart: Fraction;
  readonly agree: Fraction;
  readonly quotes: number;
}

/**
 * Whether owners agreed: by persons and by area, of all there are at least the share that has to take part times the
 * share of those that has to agree. Who did not take part is not for it.
 */
export function ownersAgree(paper: WorksPaper, rule: OwnersRule): boolean {
  const { owners, ownersFor, area, areaFor } = paper;
  if (owners === null || ownersFor === null || area === null || areaFor === null) return false;
  const needed = { over: rule.takePart.over * rule.agree.over, under: rule.takePart.under * rule.agree.under };
  const enough = (part: bigint, whole: bigint) => compare(fraction(part, whole), needed) >= 0;
  return enough(ownersFor, owners) && enough(areaFor, area);
}

const lastOf = (papers: readonly WorksPaper[], kind: WorksPaper['kind']) => papers.findLast((one) => one.kind === kind);

/** What works lack before they are handed in: consent of the owners, several quotes, one of them chosen; or null. */
export function refuseHandingIn(papers: readonly WorksPaper[], rule: OwnersRule): Fault | null {
  const consent = lastOf(papers, 'consent');
  if (consent === undefined || !ownersAgree(consent, rule)) return { code: 'projects.works_no_consent' };
  const quotes = papers.filter((one) => one.kind === 'quote');
  if (quotes.length < rule.quotes)
    return { code: 'projects.works_few_quotes', params: { needed: rule.quotes, have: quotes.length } };
  return quotes.some((one) => one.chosen) ? null : { code: 'projects.works_none_chosen' };
}

/** What works lack before they are done: the last acceptance without a flaw, and a count of those served; or null. */
export function refuseDone(papers: readonly WorksPaper[]): Fault | null {
  if (lastOf(papers, 'acceptance')?.accepted !== true) return { code: 'projects.works_not_accepted' };
  return lastOf(papers, 'count') === undefined ? { code: 'projects.works_not_counted' } : null;
}
