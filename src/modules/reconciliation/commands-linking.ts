import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { proposeLinks } from './commands-proposing.ts';
import { permissions } from './permissions.ts';
import { asLink, line as lineOf, lines, outside } from './queries.ts';
import { movesOfEntries } from './queries-here.ts';
import type { BookLine } from './rules-match.ts';
import {
  AllProposed,
  Chosen,
  InTransit,
  type Line,
  type Link,
  LinkByHand,
  type Outside,
  SplitLine,
  WithReason,
} from './schema.ts';

/** One hand at a time at the lines of one account outside: two could else take the same entry for two lines. */
export async function lockOutside(scope: Inside, outsideId: string): Promise<void> {
  await scope.db
    .selectFrom('outside_account')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', outsideId)
    .forUpdate()
    .execute();
}

/** A line nothing living is linked to, its account locked. Refuses `reconciliation.not_found`, `reconciliation.linked`. */
async function freeLine(scope: Inside, id: string): Promise<Result<Line>> {
  const known = await lineOf(scope, id);
  if (known === null) return fail('reconciliation.not_found');
  await lockOutside(scope, known.outsideId);
  const now = await lineOf(scope, id);
  if (now === null) return fail('reconciliation.not_found');
  if (now.state === 'matched' || now.state === 'not_ours') return fail('reconciliation.linked');
  await endLinks(scope, [id], 'replaced');
  return ok(now);
}

/** A line nothing living is linked to, with the account outside whose statement shows it. */
export interface Free {
  readonly line: Line;
  readonly account: Outside;
}

/**
 * A line that a deed is made from: still open, with its account, and money that goes the way the deed needs. Refuses
 * `reconciliation.not_found`, `reconciliation.linked`, `reconciliation.wrong_way`.
 */
export async function openLine(scope: Inside, id: string, way: 'in' | 'out'): Promise<Result<Free>> {
  const free = await freeLine(scope, id);
  if (!free.ok) return free;
  const account = await outside(scope, free.value.outsideId);
  if (account === null) return fail('reconciliation.not_found');
  if (free.value.amount > 0n !== (way === 'in')) return fail('reconciliation.wrong_way');
  return ok({ line: free.value, account });
}

/** Ends the proposals of lines for which somebody chose otherwise. */
async function endLinks(scope: Inside, lineIds: readonly string[], reason: string): Promise<void> {
  if (lineIds.length === 0) return;
  await scope.db
    .updateTable('statement_link')
    .set({ state: 'undone', undone_by: actorId(scope), undone_at: scope.now(), undone_reason: reason })
    .where('space_id', '=', scope.spaceId)
    .where('line_id', 'in', [...lineIds])
    .where('state', '=', 'proposed')
    .execute();
}

/** Writes down that a line is these entries, confirmed by the actor. */
export async function confirmAs(
  scope: Inside,
  known: Pick<Line, 'id' | 'outsideId'> & { readonly side: 'bank' | 'channel' },
  parts: readonly { readonly entryId: string; readonly accountId: string; readonly amount: bigint }[],
  kind: 'hand' | 'made',
): Promise<void> {
  // What was said to be in transit, or proposed elsewhere, gives way to what a hand decides.
  await scope.db
    .updateTable('statement_link')
    .set({ state: 'undone', undone_by: actorId(scope), undone_at: scope.now(), undone_reason: 'replaced' })
    .where('space_id', '=', scope.spaceId)
    .where('side', '=', known.side)
    .where(
      'entry_id',
      'in',
      parts.map((part) => part.entryId),
    )
    .where((where) => where.or([where('state', '=', 'proposed'), where('kind', '=', 'transit')]))
    .where('state', '<>', 'undone')
    .execute();
  await scope.db
    .insertInto('statement_link')
    .values(
      parts.map((part) => ({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), side: known.side, outside_id: known.outsideId },
        ...{ line_id: known.id, entry_id: part.entryId, account_id: part.accountId, kind, amount: part.amount },
        ...{ state: 'confirmed' as const, made_by: actorId(scope), at: scope.now() },
        ...{ confirmed_by: actorId(scope), confirmed_at: scope.now() },
      })),
    )
    .execute();
  for (const part of parts)
    await because(scope, { kind: 'bank_line', id: known.id }, { kind: 'entry', id: part.entryId });
}

/** The refusal where an entry is linked already on this side. */
export const linkConflicts = { statement_link_entry: 'reconciliation.linked' } as const;

async function confirm(scope: Inside, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const done = await scope.db
    .updateTable('statement_link')
    .set({ state: 'confirmed', confirmed_by: actorId(scope), confirmed_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'proposed')
    .where('differs', '=', false)
    .returning('id')
    .execute();
  return done.length;
}

async function proposalsOf(scope: Inside, by: { readonly outsideId?: string; readonly lineIds?: readonly string[] }) {
  let query = scope.db
    .selectFrom('statement_link')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'proposed')
    .where('differs', '=', false);
  if (by.outsideId !== undefined) query = query.where('outside_id', '=', by.outsideId);
  if (by.lineIds !== undefined) query = query.where('line_id', 'in', [...by.lineIds]);
  return (await query.execute()).map((row) => row.id);
}

/** Confirms all proposals of an account at one blow; what differs is left. Refuses `reconciliation.not_found`, `reconciliation.not_proposed`. */
export const confirmAll = command({
  name: 'reconciliation.confirmAll',
  permission: permissions.match,
  input: AllProposed,
  run: async (scope, input): Promise<Result<{ id: string; count: number }>> => {
    if ((await outside(scope, input.outsideId)) === null) return fail('reconciliation.not_found');
    await lockOutside(scope, input.outsideId);
    const count = await confirm(scope, await proposalsOf(scope, { outsideId: input.outsideId }));
    if (count === 0) return fail('reconciliation.not_proposed');
    await audit(scope, { kind: 'outside', id: input.outsideId, detail: { confirmed: count } });
    return ok({ id: input.outsideId, count });
  },
});

/** Confirms the proposals of ticked lines. Refuses `reconciliation.nothing_chosen`, `reconciliation.not_proposed`. */
export const confirmLines = command({
  name: 'reconciliation.confirm',
  permission: permissions.match,
  input: Chosen,
  run: async (scope, input): Promise<Result<{ id: string; count: number }>> => {
    const [first] = input.ids;
    if (first === undefined) return fail('reconciliation.nothing_chosen');
    const count = await confirm(scope, await proposalsOf(scope, { lineIds: input.ids }));
    if (count === 0) return fail('reconciliation.not_proposed');
    await audit(scope, { kind: 'bank_line', id: first, detail: { confirmed: count } });
    return ok({ id: first, count });
  },
});

/** Looks again for what the open lines of an account are, after gifts and payments were booked. Refuses `reconciliation.not_found`. */
export const proposeAgain = command({
  name: 'reconciliation.propose',
  permission: permissions.match,
  input: AllProposed,
  run: async (scope, input): Promise<Result<{ id: string; count: number }>> => {
    if ((await outside(scope, input.outsideId)) === null) return fail('reconciliation.not_found');
    await lockOutside(scope, input.outsideId);
    const open = await lines(scope, { outsideId: input.outsideId, state: 'there' }, { limit: 5000, offset: 0 });
    const count = await proposeLinks(
      scope,
      input.outsideId,
      open.rows.map((one) => ({ id: one.id, draft: one })),
    );
    await audit(scope, { kind: 'outside', id: input.outsideId, detail: { proposed: count } });
    return ok({ id: input.outsideId, count });
  },
});

/** A line is this entry, as somebody sees it; the amounts must agree. Refuses as `splitLine`. */
export const linkByHand = command({
  name: 'reconciliation.link',
  permission: permissions.match,
  conflicts: linkConflicts,
  input: LinkByHand,
  run: async (scope, input): Promise<Result<{ id: string }>> => settle(scope, input.id, [input.entryId]),
});

/**
 * One line of the bank is several entries, as when a channel pays out a day at once; together they must be the line
 * exactly. Refuses `reconciliation.nothing_chosen`, `reconciliation.not_found`, `reconciliation.linked`,
 * `reconciliation.entry_elsewhere` (not on an account of this statement, or taken), `reconciliation.sum_differs`.
 */
export const splitLine = command({
  name: 'reconciliation.split',
  permission: permissions.match,
  conflicts: linkConflicts,
  input: SplitLine,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.entries.length === 0) return fail('reconciliation.nothing_chosen', { field: 'entries' });
    return settle(scope, input.id, input.entries);
  },
});

async function settle(scope: Inside, lineId: string, entryIds: readonly string[]): Promise<Result<{ id: string }>> {
  const free = await freeLine(scope, lineId);
  if (!free.ok) return free;
  const parts = await partsOf(scope, free.value, entryIds);
  if (!parts.ok) return parts;
  const sum = parts.value.reduce((total, part) => total + part.amount, 0n);
  if (sum !== free.value.amount) return fail('reconciliation.sum_differs', { field: 'entries' });
  await confirmAs(scope, { ...free.value, side: await sideOf(scope, free.value) }, parts.value, 'hand');
  await audit(scope, { kind: 'bank_line', id: lineId, detail: { entries: entryIds.length } });
  return ok({ id: lineId });
}

/** The side of the account a line is on. */
export async function sideOf(scope: Inside, known: Pick<Line, 'outsideId'>): Promise<'bank' | 'channel'> {
  return (await outside(scope, known.outsideId))?.side ?? 'bank';
}

/** What entries move on the accounts of a line's statement. Refuses `reconciliation.entry_elsewhere`. */
export async function partsOf(
  scope: Inside,
  known: Pick<Line, 'outsideId'>,
  entryIds: readonly string[],
): Promise<Result<BookLine[]>> {
  const account = await outside(scope, known.outsideId);
  if (account === null) return fail('reconciliation.not_found');
  const unique = [...new Set(entryIds)];
  // What is only proposed for another line is free; what is confirmed is not.
  const found = await movesOfEntries(scope, account, unique, 'confirmed');
  if (unique.some((entry) => !found.has(entry))) return fail('reconciliation.entry_elsewhere', { field: 'entries' });
  return ok([...found.values()].flat());
}

/** Takes a link or an explanation back, with a reason that stays. Refuses `reconciliation.not_found`, `reconciliation.reason_missing`. */
export const undoLink = command({
  name: 'reconciliation.undo',
  permission: permissions.match,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string; lineId: string | null }>> => {
    const link = await livingLink(scope, input.id);
    if (link === null) return fail('reconciliation.not_found');
    // Parts of one split stand or fall together: a line is matched whole or not at all.
    let query = scope.db
      .updateTable('statement_link')
      .set({ state: 'undone', undone_by: actorId(scope), undone_at: scope.now(), undone_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('state', '<>', 'undone');
    query = link.lineId === null ? query.where('id', '=', link.id) : query.where('line_id', '=', link.lineId);
    await query.execute();
    const about =
      link.lineId === null
        ? { kind: 'entry' as const, id: link.entryId ?? link.id }
        : { kind: 'bank_line' as const, id: link.lineId };
    await audit(scope, { ...about, detail: { undone: link.id } });
    return ok({ id: link.id, lineId: link.lineId });
  },
});

async function livingLink(scope: Inside, id: string): Promise<Link | null> {
  const row = await scope.db
    .selectFrom('statement_link')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .where('state', '<>', 'undone')
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : asLink(row);
}

/** A line that belongs to none of these funds (the charity's own money), with a reason. Refuses `reconciliation.not_found`, `reconciliation.linked`. */
export const notOurs = command({
  name: 'reconciliation.notOurs',
  permission: permissions.match,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const free = await freeLine(scope, input.id);
    if (!free.ok) return free;
    await explain(scope, {
      ...{ outside_id: free.value.outsideId, line_id: input.id, entry_id: null, account_id: null },
      ...{ kind: 'not_ours', amount: free.value.amount, reason: input.reason, side: await sideOf(scope, free.value) },
    });
    await audit(scope, { kind: 'bank_line', id: input.id, detail: { notOurs: true } });
    return ok({ id: input.id });
  },
});

async function explain(
  scope: Inside,
  of: {
    readonly outside_id: string;
    readonly line_id: string | null;
    readonly entry_id: string | null;
    readonly account_id: string | null;
    readonly kind: 'not_ours' | 'transit';
    readonly amount: bigint;
    readonly reason: string;
    readonly side: 'bank' | 'channel';
  },
): Promise<void> {
  await scope.db
    .insertInto('statement_link')
    .values({
      ...{ ...of, space_id: scope.spaceId, id: newId(scope.now()), state: 'confirmed' as const },
      ...{ made_by: actorId(scope), at: scope.now(), confirmed_by: actorId(scope), confirmed_at: scope.now() },
    })
    .execute();
}

/**
 * Explains an entry no statement has shown: under way between two banks, a cheque not yet drawn. It stays on the list of
 * what is only here until its line comes. Refuses `reconciliation.not_found`, `reconciliation.linked`.
 */
export const inTransit = command({
  name: 'reconciliation.transit',
  permission: permissions.match,
  conflicts: linkConflicts,
  input: InTransit,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('outside_book')
      .select('outside_id')
      .where('space_id', '=', scope.spaceId)
      .where('account_id', '=', input.accountId)
      .where('side', '=', 'bank')
      .executeTakeFirst();
    if (row === undefined) return fail('reconciliation.not_found');
    await lockOutside(scope, row.outside_id);
    const parts = await partsOf(scope, { outsideId: row.outside_id }, [input.entryId]);
    if (!parts.ok) return fail('reconciliation.linked');
    const part = parts.value.find((one) => one.accountId === input.accountId);
    if (part === undefined) return fail('reconciliation.not_found');
    await explain(scope, {
      ...{ outside_id: row.outside_id, line_id: null, entry_id: input.entryId, account_id: input.accountId },
      ...{ kind: 'transit', amount: part.amount, reason: input.reason, side: 'bank' },
    });
    await audit(scope, { kind: 'entry', id: input.entryId, detail: { inTransit: true } });
    return ok({ id: input.entryId });
  },
});
