import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { findPersonalData } from '#kernel/privacy';
import type { Fault } from '#kernel/result';
import { type BudgetLine, type Draft, type PartName, type ProjectState, partNames, type Source } from './schema.ts';

/** What can be done with a project. */
export type Deed = 'edit' | 'submit' | 'enact' | 'report' | 'finish' | 'close' | 'withdraw' | 'change';

const from: Readonly<Record<Deed, readonly ProjectState[]>> = {
  edit: ['draft', 'declined'],
  submit: ['draft', 'declined'],
  enact: ['deciding', 'approved'],
  report: ['running'],
  finish: ['running'],
  close: ['done'],
  withdraw: ['draft', 'declined', 'approved'],
  change: ['approved', 'running', 'done'],
};

/** Whether a deed fits where the project stands; the refusal otherwise. */
export function refusal(deed: Deed, state: ProjectState): Fault | null {
  return from[deed].includes(state) ? null : { code: 'projects.state', params: { state } };
}

/** Quantity times price of every line, in fen; only of one source when named. */
export function total(lines: readonly BudgetLine[], source?: Source): bigint {
  return lines
    .filter((line) => source === undefined || line.source === source)
    .reduce((sum, line) => sum + line.quantity * line.price, 0n);
}

/** Which of the five parts are still empty. */
export function missingParts(draft: Pick<Draft, PartName>): PartName[] {
  return partNames.filter((part) => draft[part] === '');
}

/** What is known of a project when it is handed in. */
export interface HandedIn {
  readonly kind: 'project' | 'service';
  readonly driver: string;
  readonly draft: Draft;
  readonly needs: readonly { readonly number: string | null; readonly state: string }[];
  readonly providerId: string | null;
  readonly fund: { readonly open: boolean; readonly ceiling: bigint | null } | null;
}

const endedNeeds = ['draft', 'withdrawn', 'merged', 'met'];
/** Names are checked by the desk; what can be told for certain by its shape never goes out. */
const neverPublic = ['phone', 'idNumber', 'card'];

/** Why a project cannot be handed in, or null (F138; F085 wants a provider to be let in). */
export function submitRefusal(project: HandedIn): Fault | null {
  const { draft } = project;
  const missing = missingParts(draft);
  if (missing.length > 0) return { code: 'projects.parts_missing', params: { parts: missing.join(',') } };
  if (project.driver === 'need' && project.needs.length === 0) return { code: 'projects.no_need' };
  const ended = project.needs.find((need) => endedNeeds.includes(need.state));
  if (ended !== undefined) return { code: 'projects.need_closed', params: { number: ended.number ?? '' } };
  if (draft.lines.length === 0) return { code: 'projects.no_budget' };
  const asked = total(draft.lines, 'fund');
  if (asked > 0n && project.fund === null) return { code: 'projects.no_fund', field: 'fund' };
  if (asked > 0n && project.fund?.open === false) return { code: 'projects.fund_not_open', field: 'fund' };
  const ceiling = project.fund?.ceiling ?? null;
  if (ceiling !== null && asked > ceiling)
    return { code: 'projects.over_ceiling', params: { ceiling: yuanText(ceiling), asked: yuanText(asked) } };
  if (project.kind === 'service' && project.providerId === null)
    return { code: 'projects.no_provider', field: 'provider' };
  return personalRefusal(partNames.map((part) => draft[part]));
}

/** Numbers of people in words that everybody will read, or null. */
export function personalRefusal(words: readonly string[]): Fault | null {
  const hits = words
    .flatMap((one) => findPersonalData(one))
    .filter((hit) => neverPublic.includes(hit.kind))
    .map((hit) => hit.text);
  return hits.length === 0
    ? null
    : { code: 'projects.personal_data', params: { hits: [...new Set(hits)].join(' · ') } };
}

function yuanText(fen: bigint): string {
  return `${fen / 100n}.${(fen % 100n).toString().padStart(2, '0')}`;
}

/** Days that cross. */
export function daysRefusal(startsOn: LocalDate | null, endsOn: LocalDate | null): Fault | null {
  if (startsOn === null || endsOn === null || startsOn <= endsOn) return null;
  return { code: 'projects.days_crossed', field: 'ends_on' };
}

/** Whether two versions say the same in all five parts. */
export function sameParts(a: Pick<Draft, PartName>, b: Pick<Draft, PartName>): boolean {
  return partNames.every((part) => a[part] === b[part]);
}

/** How it stands with what a project did not spend. */
export type SurplusStand = 'none' | 'undecided' | 'running' | 'refused' | 'changed' | 'decided';

/**
 * Whether the rest of a project's money has its decision (Charity Law art. 58). A decision is about one sum: when the sum
 * changed since, as when a payment came back, it is decided anew.
 */
export function surplusStand(
  left: bigint,
  proposed: { readonly amount: bigint; readonly state: 'running' | 'passed' | 'failed' | 'withdrawn' } | null,
): SurplusStand {
  if (left === 0n) return 'none';
  if (proposed === null) return 'undecided';
  if (proposed.state === 'running') return 'running';
  if (proposed.state !== 'passed') return 'refused';
  return proposed.amount === left ? 'decided' : 'changed';
}

/** When the next report of a project is due, and by which rule. */
export function nextReport(
  of: { readonly startsOn: LocalDate | null; readonly endsOn: LocalDate | null },
  today: LocalDate,
  days: { readonly reportDays: number; readonly longRunMonths: number; readonly intervalMonths: number },
): { readonly dueOn: LocalDate; readonly rule: 'progress.reportDays' | 'disclosure.intervalMonths' } {
  const own = addDays(today, days.reportDays);
  const long = of.startsOn !== null && of.endsOn !== null && addMonths(of.startsOn, days.longRunMonths) < of.endsOn;
  const law = addMonths(today, days.intervalMonths);
  return long && law < own
    ? { dueOn: law, rule: 'disclosure.intervalMonths' }
    : { dueOn: own, rule: 'progress.reportDays' };
}
