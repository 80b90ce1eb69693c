/** What a space says of a line: booked and confirmed, only proposed, not of its funds, or nothing yet. */
export type Claim = 'sure' | 'likely' | 'not_ours' | 'open';

/** What one owner has of a statement. */
export interface Owner {
  /** The space by the key it was given; null for lines that nobody has found in the books. */
  readonly key: string | null;
  /** Lines confirmed and, besides, only proposed. */
  readonly sure: number;
  readonly likely: number;
  /** In fen, money out negative. */
  readonly sum: bigint;
  /** Lines that another space has confirmed too: one of the two is wrong. */
  readonly twice: number;
  /** Lines that the first space has nothing for, while this other one has confirmed them. */
  readonly leave: readonly string[];
}

/** An owner while its lines are counted. */
interface Counting extends Owner {
  sure: number;
  likely: number;
  sum: bigint;
  twice: number;
  readonly leave: string[];
}

interface Desk {
  readonly key: string;
  readonly claims: ReadonlyMap<string, Claim>;
}

/**
 * Whose each line is: of the first space that confirmed it, else of the first that has a proposal for it, else nobody's.
 * So the counts and the sums of all owners add up to the statement, whatever the spaces say.
 */
export function ownersOf(
  lines: readonly { readonly id: string; readonly fingerprint: string; readonly amount: bigint }[],
  desks: readonly Desk[],
): Owner[] {
  const keys: (string | null)[] = [...desks.map((desk) => desk.key), null];
  const found = keys.map((key): Counting => ({ key, sure: 0, likely: 0, sum: 0n, twice: 0, leave: [] }));
  for (const line of lines) {
    const claims = desks.map((desk) => desk.claims.get(line.fingerprint) ?? 'open');
    const sure = claims.indexOf('sure');
    const at = sure >= 0 ? sure : claims.indexOf('likely');
    const owner = found[at < 0 ? desks.length : at];
    if (owner === undefined) continue;
    owner.sum += line.amount;
    if (sure >= 0) owner.sure += 1;
    else owner.likely += 1;
    if (claims.filter((claim) => claim === 'sure').length > 1) owner.twice += 1;
    if (sure > 0 && claims[0] === 'open') owner.leave.push(line.id);
  }
  return found;
}
