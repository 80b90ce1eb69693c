import { hash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { openText, sealText } from '#platform/crypto';
import { later } from '#platform/later';
import type { Inside, Scope } from '#platform/scope';
import { sealedJson } from './rules-envelope.ts';
import type { Channel, Invalid, Mark, Poll } from './schema.ts';

/** What lies in the box: marks, why it does not count, the hash of its receipt, and for owners the area. */
export interface Envelope {
  readonly marks: readonly Mark[];
  readonly invalid: Invalid | '';
  readonly receipt: string;
  readonly area: bigint;
}

const contextOf = (scope: Scope, pollId: string): string => `${scope.spaceId}/poll_box/${pollId}`;

/** Seals a ballot. All envelopes of one vote are equally long, whatever was chosen. */
export function sealBallot(scope: Scope, of: Pick<Poll, 'id' | 'options'>, { area, ...rest }: Envelope): Buffer {
  const text = sealedJson({ ...rest, area: area.toString() }, of.options.length);
  return Buffer.from(sealText(scope.platform.keys, text, contextOf(scope, of.id)));
}

/** Opens an envelope; it throws where somebody changed it or put it into another box. */
export function openBallot(scope: Scope, pollId: string, sealed: Uint8Array): Envelope {
  // Written by `sealBallot`, and authentic where it opens.
  const read = JSON.parse(openText(scope.platform.keys, sealed, contextOf(scope, pollId))) as Omit<Envelope, 'area'> & {
    area: string;
  };
  return { ...read, area: BigInt(read.area) };
}

const castText = 'select poll_cast($1, $2, $3, $4, $5, $6, $7)';

/** Puts a ballot into the box and marks the roll, both or neither; the function of the database refuses by its codes. */
export function castInto(
  scope: Inside,
  of: { readonly pollId: string; readonly personId: string; readonly channel: Channel; readonly day: string },
  sealed: Buffer | null,
): Promise<void> {
  const values = [scope.spaceId, of.pollId, of.personId, of.channel, scope.now(), of.day, sealed];
  return later(scope, { text: castText, values });
}

/** Empties the box. Refused by the database before the end: `votes.sealed`. */
export async function emptyBox(scope: Inside, pollId: string): Promise<Envelope[]> {
  const { rows } = await sql<{ sealed: Uint8Array }>`
    select sealed from poll_close(${scope.spaceId}, ${pollId}, ${scope.now()})`.execute(scope.db);
  return rows.map((row) => openBallot(scope, pollId, row.sealed));
}

/** The hash of a set of lines, in whatever order they come. */
export const hashOfLines = (lines: readonly string[]): string => hash('sha256', lines.toSorted().join('\n'), 'hex');

/** Lays the ballots open, each under a key of chance, and publishes the receipts apart from them; gives the hashes of both. */
export async function layOpen(
  scope: Inside,
  pollId: string,
  envelopes: readonly Envelope[],
): Promise<{ ballotsHash: string; receiptsHash: string }> {
  const lines = envelopes.map((one) => JSON.stringify(one.marks));
  await sql`insert into ballot (space_id, poll_id, id, marks, invalid)
    select ${scope.spaceId}, ${pollId}, u.id, u.marks::jsonb, u.invalid
    from unnest(${envelopes.map(() => randomUUID())}::uuid[], ${lines}::text[],
      ${envelopes.map((one) => one.invalid)}::text[]) u (id, marks, invalid) order by u.id`.execute(scope.db);
  const receipts = envelopes.map((one) => one.receipt).filter((one) => one !== '');
  await sql`insert into poll_receipt (space_id, poll_id, hash, times)
    select ${scope.spaceId}, ${pollId}, u.hash, count(*) from unnest(${receipts}::text[]) u (hash)
    group by u.hash order by u.hash`.execute(scope.db);
  const ballots = envelopes.map((one) => `${one.invalid}${JSON.stringify(one.marks)}`);
  return { ballotsHash: hashOfLines(ballots), receiptsHash: hashOfLines(receipts) };
}
