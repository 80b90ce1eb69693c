import type { Fault } from '#kernel/result';
import type { Seat } from '#modules/bodies';
import { countMotion, countRefusal, isHere, type MotionRule, votersOf } from './rules.ts';
import { sitting } from './rules-seats.ts';
import type { Count } from './schema.ts';
import type { PaperEntry, Sheet } from './schema-paper.ts';

/** What is known of an item when its line on the sheet is read. */
export interface PaperItem {
  readonly itemId: string;
  readonly aside: ReadonlySet<string>;
}

const clockPattern = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** Reads `9:30` as `09:30`; null where it is no time of day. */
export function readClock(typed: string): string | null {
  const [, hour = '', minute = ''] = clockPattern.exec(typed.normalize('NFKC').trim()) ?? [];
  return hour === '' ? null : `${hour.padStart(2, '0')}:${minute}`;
}

/** What a sheet says, as one text for each field of the form, so that two typings can be laid side by side. */
export function fieldsOf(sheet: Sheet): ReadonlyMap<string, string> {
  const fields = new Map<string, string>([
    ['from', sheet.from],
    ['until', sheet.until],
  ]);
  for (const one of sheet.presence) fields.set(`way-${one.personId}`, one.way);
  for (const item of sheet.items) {
    const { itemId, ...rest } = item;
    for (const [name, value] of Object.entries(rest)) fields.set(`item-${itemId}-${name}`, `${value ?? ''}`);
  }
  return fields;
}

/** How a text is compared: without spaces and marks, which two people never type alike. */
const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '');

/** The fields in which two typings differ. */
export function differences(first: Sheet, second: Sheet): string[] {
  const [a, b] = [fieldsOf(first), fieldsOf(second)];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => bare(a.get(name) ?? '') !== bare(b.get(name) ?? ''));
}

/** Whose turn it is to type, or why not this person's. */
export function typingRefusal(entries: readonly PaperEntry[], personId: string): Fault | null {
  if (entries.some((one) => one.typedBy === personId)) return { code: 'meetings.paper_same_hand' };
  return entries.length > 2 ? { code: 'meetings.paper_done' } : null;
}

/** What the counts of a line come to, with who sat on each seat for that item. */
export function lineCount(
  rule: MotionRule,
  seats: readonly Seat[] | null,
  sheet: Sheet,
  line: Sheet['items'][number],
  aside: ReadonlySet<string>,
): { readonly count: Count; readonly here: readonly string[] } {
  const presence = sheet.presence.map((one) => ({ ...one, own: false }));
  const voters = votersOf(seats === null ? null : sitting(seats, presence, aside), presence);
  const there = new Set(presence.filter(isHere).map((one) => one.personId));
  const out = voters.filter((one) => aside.has(one)).length;
  const votes = { yes: line.yes ?? 0, no: line.no ?? 0, abstain: line.abstain ?? 0 };
  return {
    count: countMotion(rule, voters.length, out, votes),
    here: voters.filter((one) => there.has(one) && !aside.has(one)),
  };
}

function lineRefusal(
  rule: MotionRule,
  seats: readonly Seat[] | null,
  sheet: Sheet,
  line: Sheet['items'][number],
  aside: ReadonlySet<string>,
): Fault | null {
  const field = (name: string) => `item-${line.itemId}-${name}`;
  if (line.outcome === '') return { code: 'meetings.paper_outcome', field: field('outcome') };
  if (line.motion === '') return null;
  if (line.yes === null || line.no === null) return { code: 'meetings.paper_votes', field: field('yes') };
  const { count, here } = lineCount(rule, seats, sheet, line, aside);
  if (line.mover === null || !here.includes(line.mover)) return { code: 'meetings.not_here', field: field('mover') };
  if (line.second === line.mover) return { code: 'meetings.own_second', field: field('second') };
  if (line.second === null || !here.includes(line.second)) return { code: 'meetings.not_here', field: field('second') };
  const wrong = countRefusal(count, here.length + count.recused);
  return wrong === null ? null : { ...wrong, field: field('yes') };
}

/** Why a sheet cannot be what happened, or null. */
export function sheetRefusal(
  rule: MotionRule,
  seats: readonly Seat[] | null,
  sheet: Sheet,
  items: readonly PaperItem[],
): Fault | null {
  if (sheet.from >= sheet.until) return { code: 'meetings.paper_times', field: 'until' };
  if (!sheet.presence.some((one) => one.way === 'here' || one.way === 'remote'))
    return { code: 'meetings.paper_nobody' };
  for (const { itemId, aside } of items) {
    const line = sheet.items.find((one) => one.itemId === itemId);
    if (line === undefined) return { code: 'meetings.paper_outcome', field: `item-${itemId}-outcome` };
    const refusal = lineRefusal(rule, seats, sheet, line, aside);
    if (refusal !== null) return refusal;
  }
  return null;
}
