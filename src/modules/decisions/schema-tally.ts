import { z } from 'zod';
import { seatKinds, tieWays } from '#modules/bodies';

const count = z.number().int().nonnegative();

/** A count as it was stored when its step closed. */
export const StoredTally = z.object({
  seats: count,
  recused: count,
  eligible: count,
  present: count,
  quorumNeeded: count,
  quorumMet: z.boolean(),
  yes: count,
  no: count,
  abstain: count,
  base: count,
  yesNeeded: count,
  passed: z.boolean(),
  // Counts from before a tie had more than one end.
  tie: z.enum(tieWays).nullable().default(null),
  marks: z.array(
    z.object({
      seatId: z.string(),
      kind: z.enum(seatKinds),
      mark: z.enum(['yes', 'no', 'abstain', 'recused', 'absent']),
    }),
  ),
});
