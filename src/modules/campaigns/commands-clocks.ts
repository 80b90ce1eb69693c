import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { closeTask, openTask } from '#modules/tasks';
import { type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { type Deadlines, nextTelling } from './rules.ts';
import type { Campaign } from './schema.ts';
import { zh } from './zh.ts';

type TaskKind = keyof typeof zh.tasks;

const rules: Readonly<Record<TaskKind, string>> = {
  file: 'fundraising.filingLeadDays',
  file_late: 'fundraising.emergencyFilingDays',
  tell: 'disclosure.intervalMonths',
  final: 'disclosure.finalMonths',
  event: '',
  file_place: 'fundraising.filingLeadDays',
};

/** How soon after an event its result is written down. */
const daysToClose = 3;

interface About {
  readonly kind: 'campaign' | 'collection';
  readonly id: string;
  readonly title: string;
}

/** Opens a due date of a campaign or event; who is late is told to the supervisors. */
async function due(scope: Inside, about: About, kind: TaskKind, dueOn: LocalDate, rule?: string): Promise<void> {
  await openTask(scope, {
    ...{ kind: `campaigns.${kind}`, subject: { kind: about.kind, id: about.id }, dueOn },
    ...{ title: pick(scope.lang, { zh, en }).tasks[kind](about.title), ownerRole: 'finance', remindDaysBefore: 3 },
    ...{ escalateToRole: 'supervisor', rule: rule ?? rules[kind] },
  });
}

const asAbout = (one: Campaign): About => ({ kind: 'campaign', id: one.id, title: one.title });

/** Closes a due date that was met, or that nothing asks for any more. */
export async function met(
  scope: Inside,
  about: Pick<About, 'kind' | 'id'>,
  kind: TaskKind,
  outcome: 'done' | 'dropped' = 'done',
): Promise<void> {
  await closeTask(scope, { kind: about.kind, id: about.id }, `campaigns.${kind}`, outcome);
}

/** A planned campaign is to be filed so many days before it begins; an emergency afterwards. */
export async function expectFiling(scope: Inside, one: Campaign, deadlines: Deadlines): Promise<void> {
  await met(scope, asAbout(one), 'file', 'dropped');
  if (!one.emergency) await due(scope, asAbout(one), 'file', addDays(one.startsOn, -deadlines.leadDays));
}

/** What an open campaign owes: the filing of an emergency, and being told of while it runs. */
export async function startClocks(scope: Inside, one: Campaign, deadlines: Deadlines): Promise<void> {
  if (one.filedOn === null)
    await due(scope, asAbout(one), 'file_late', addDays(today(scope), deadlines.emergencyFilingDays));
  await expectTelling(scope, one, deadlines);
}

/** When it is to be told next, from today. */
export async function expectTelling(scope: Inside, one: Campaign, deadlines: Deadlines): Promise<void> {
  await met(scope, asAbout(one), 'tell');
  const next = nextTelling(one, today(scope), deadlines);
  const rule = one.emergency ? 'disclosure.emergencyIntervalDays' : rules.tell;
  if (next !== null) await due(scope, asAbout(one), 'tell', next, rule);
}

/** An ended campaign is told in full (art. 79). */
export async function expectFinal(scope: Inside, one: Campaign, deadlines: Deadlines): Promise<void> {
  await met(scope, asAbout(one), 'tell', 'dropped');
  await due(scope, asAbout(one), 'final', addMonths(today(scope), deadlines.finalMonths));
}

/** An event is to be closed with its result, and filed where it takes place when that is elsewhere (art. 23). */
export async function expectEvent(
  scope: Inside,
  event: { readonly id: string; readonly title: string; readonly day: LocalDate; readonly outside: boolean },
  deadlines: Deadlines,
): Promise<void> {
  const about: About = { kind: 'collection', id: event.id, title: event.title };
  await due(scope, about, 'event', addDays(event.day, daysToClose));
  if (event.outside) await due(scope, about, 'file_place', addDays(event.day, -deadlines.leadDays));
}
