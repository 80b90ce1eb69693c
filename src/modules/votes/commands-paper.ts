import { sql } from 'kysely';
import { newId, readShortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { hashCode, openText, sealText } from '#platform/crypto';
import { actorId, type Inside, type Scope, today } from '#platform/scope';
import { lockedPoll } from './commands.ts';
import { sealBallot } from './commands-box.ts';
import { permissions } from './permissions.ts';
import { piles } from './queries.ts';
import { paperCodeLength, readArea, readPaper, receiptHash } from './rules.ts';
import { sealedJson } from './rules-envelope.ts';
import { Entries, type Invalid, type Mark, NewPile, type Pile, type Poll } from './schema.ts';

/** As many ballots as lie in one pile. */
export const largestPile = 50;

/**
 * Begins a pile of ballots on paper: so many, numbered by hand from 1 in their corner. Refuses `votes.not_found`,
 * `votes.not_open`, `votes.pile_size`.
 */
export const beginPile = command({
  name: 'votes.begin_pile',
  permission: permissions.paper,
  input: NewPile,
  run: async (scope, input): Promise<Result<{ id: string; pileId: string }>> => {
    const of = await lockedPoll(scope, input.id);
    if (of === null) return fail('votes.not_found');
    if (of.state !== 'ready') return fail('votes.not_open');
    if (input.size < 1n || input.size > BigInt(largestPile))
      return fail('votes.pile_size', { field: 'size', params: { most: largestPile } });
    const pileId = newId(scope.now());
    const number = (await piles(scope, of.id)).length + 1;
    await scope.db
      .insertInto('poll_pile')
      .values({
        ...{ space_id: scope.spaceId, poll_id: of.id, id: pileId, number, size: Number(input.size) },
        opened_on: today(scope),
      })
      .execute();
    await audit(scope, { kind: 'poll', id: of.id, detail: { pile: number, size: Number(input.size) } });
    return ok({ id: of.id, pileId });
  },
});

/** A ballot as one reader typed it. */
interface Typed {
  readonly position: number;
  readonly marks: readonly Mark[];
  readonly invalid: Invalid | '';
  readonly area: string;
  /** The hash of the code on the ballot; empty where there is none. */
  readonly receipt: string;
}

/**
 * "1 3 #ACDE-FGHJ /86.5": the code on the ballot stands behind a hash sign, on a ballot of an owner the area behind a
 * stroke. Refuses `votes.entries_missing`, `votes.paper_code_wrong`, those of `readBallot`, `votes.area_wrong`.
 */
function readEntry(of: Poll, position: number, line: string): Result<Typed> {
  const field = `entry.${position}`;
  const [before = '', size] = of.electorate === 'owners' ? line.normalize('NFKC').split('/') : [line];
  const [text = '', ...codes] = before.normalize('NFKC').split('#');
  if (text.trim() === '') return fail('votes.entries_missing', { field, params: { position } });
  const code = readShortCode(codes.join(''));
  if (codes.length > 1 || (codes.length === 1 && code.length !== paperCodeLength))
    return fail('votes.paper_code_wrong', { field, params: { length: paperCodeLength } });
  const read = readPaper(of, text);
  if (!read.ok) return fail(read.fault.code, { ...read.fault, field });
  const area = of.electorate === 'owners' && read.value.invalid === '' ? readArea(size ?? '') : 0n;
  if (area === null) return fail('votes.area_wrong', { field });
  return ok({ position, ...read.value, area: area.toString(), receipt: code === '' ? '' : receiptHash(of.id, code) });
}

const contextOf = (scope: Scope, pileId: string, position: number, turn: number): string =>
  `${scope.spaceId}/poll_entry/${pileId}/${position}/${turn}`;

async function keepEntries(scope: Inside, of: Poll, pile: Pile, turn: number, typed: readonly Typed[]): Promise<void> {
  const { keys } = scope.platform;
  await scope.db
    .insertInto('poll_entry')
    .values(
      typed.map((one) => {
        const { position, ...rest } = one;
        const text = sealedJson(rest, of.options.length);
        return {
          ...{ space_id: scope.spaceId, pile_id: pile.id, position, turn },
          // Bound to the pile and the place in it: equal ballots of two people do not look alike.
          likeness: hashCode(keys, `${pile.id}/${position}/${text}`),
          sealed: Buffer.from(sealText(keys, text, contextOf(scope, pile.id, position, turn))),
        };
      }),
    )
    .execute();
}

/** Where two readings of a pile differ; places alone, not what was read. */
export async function differences(scope: Scope, pileId: string): Promise<number[]> {
  const { rows } = await sql<{ position: number }>`
    select a.position from poll_entry a join poll_entry b
      on b.space_id = a.space_id and b.pile_id = a.pile_id and b.position = a.position and b.turn = 2
    where a.space_id = ${scope.spaceId} and a.pile_id = ${pileId} and a.turn = 1 and a.likeness <> b.likeness
    order by 1`.execute(scope.db);
  return rows.map((row) => row.position);
}

/** Puts the pile into the box as it stands: the third reading where there is one, else the first. */
async function settle(scope: Inside, of: Poll, pile: Pile): Promise<void> {
  const rows = await scope.db
    .selectFrom('poll_entry')
    .select(['position', 'turn', 'sealed'])
    .where('space_id', '=', scope.spaceId)
    .where('pile_id', '=', pile.id)
    .where('turn', '<>', 2)
    .orderBy('position')
    .orderBy('turn')
    .execute();
  const last = new Map(rows.map((row) => [row.position, row]));
  const sealed = [...last.values()].map((row) => {
    const text = openText(scope.platform.keys, row.sealed, contextOf(scope, pile.id, row.position, row.turn));
    // Written by `keepEntries`, and authentic where it opens; what was typed before ballots had codes has none.
    const typed = JSON.parse(text) as Omit<Typed, 'position' | 'receipt'> & { receipt?: string };
    return sealBallot(scope, of, { ...typed, receipt: typed.receipt ?? '', area: BigInt(typed.area) });
  });
  await sql`select poll_drop(${scope.spaceId}, ${of.id}, ${sealed}::bytea[])`.execute(scope.db);
}

const nextState = (turn: number, different: boolean): Pile['state'] =>
  turn === 1 ? 'second' : turn === 2 && different ? 'third' : 'settled';

/** Who may read a pile now, or a refusal: the second reader is not the first, the third neither of them. */
function readerRefusal(pile: Pile, reader: string): string | null {
  if (pile.state === 'settled') return 'votes.pile_state';
  const before = [pile.firstBy, pile.secondBy].filter((one) => one !== null);
  return before.includes(reader) ? 'votes.same_reader' : null;
}

/**
 * One reading of a pile: every ballot in it, in order; the third one only those that differ. Where the first two agree
 * the pile goes into the box at once. Refuses `votes.not_found`, `votes.pile_unknown`, `votes.not_open`,
 * `votes.pile_state`, `votes.same_reader`, `votes.entries_missing`, those of `readBallot`, `votes.area_wrong`.
 */
export const readPile = command({
  name: 'votes.read_pile',
  permission: permissions.paper,
  input: Entries,
  run: async (scope, input): Promise<Result<{ id: string; state: Pile['state'] }>> => {
    const of = await lockedPoll(scope, input.id);
    if (of === null) return fail('votes.not_found');
    const pile = (await piles(scope, of.id)).find((one) => one.id === input.pileId);
    if (pile === undefined) return fail('votes.pile_unknown');
    if (of.state !== 'ready') return fail('votes.not_open');
    const refused = readerRefusal(pile, actorId(scope));
    if (refused !== null) return fail(refused);
    const turn = pile.state === 'first' ? 1 : pile.state === 'second' ? 2 : 3;
    const asked = turn === 3 ? await differences(scope, pile.id) : Array.from({ length: pile.size }, (_, at) => at + 1);
    const typed: Typed[] = [];
    for (const position of asked) {
      const entry = readEntry(of, position, input.entries[position - 1] ?? '');
      if (!entry.ok) return entry;
      typed.push(entry.value);
    }
    await keepEntries(scope, of, pile, turn, typed);
    const state = nextState(turn, (await differences(scope, pile.id)).length > 0);
    const by = turn === 1 ? 'first_by' : turn === 2 ? 'second_by' : 'third_by';
    await scope.db
      .updateTable('poll_pile')
      .set({ state, [by]: actorId(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', pile.id)
      .execute();
    if (state === 'settled') await settle(scope, of, pile);
    await audit(scope, { kind: 'poll', id: of.id, detail: { pile: pile.number, reading: turn, state } });
    return ok({ id: of.id, state });
  },
});
