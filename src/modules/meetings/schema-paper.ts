import { z } from 'zod';
import { blank, choice, count, id, optionalText } from '#platform/input';
import { presenceWays } from './schema.ts';

const clockText = z.string('input.required').max(8);
const number = blank(z.union([z.literal('0').transform(() => 0n), count()])).transform((value) =>
  value === undefined ? null : Number(value),
);

/** How an item stands on the sheet. */
export const paperEnds = ['done', 'put_off'] as const;

/** A meeting as its sheets say: hours, who was there, and for each item what was moved, counted and came of it. */
export const EnterSheet = z.object({
  id: id(),
  from: clockText,
  until: clockText,
  lines: z.array(z.object({ personId: id(), way: choice(presenceWays) })).max(500),
  items: z
    .array(
      z.object({
        itemId: id(),
        end: choice(paperEnds),
        outcome: optionalText(1000),
        motion: optionalText(1000),
        mover: blank(id()),
        second: blank(id()),
        yes: number,
        no: number,
        abstain: number,
      }),
    )
    .max(100),
});

/** The sheet as it is stored and read again. */
export const StoredSheet = z.object({
  from: z.string(),
  until: z.string(),
  presence: z.array(z.object({ personId: z.string(), way: z.enum(presenceWays) })),
  items: z.array(
    z.object({
      itemId: z.string(),
      end: z.enum(paperEnds),
      outcome: z.string(),
      motion: z.string(),
      mover: z.string().nullable(),
      second: z.string().nullable(),
      yes: z.number().nullable(),
      no: z.number().nullable(),
      abstain: z.number().nullable(),
    }),
  ),
});
/** A meeting as one of the two who type it reads its sheets. */
export type Sheet = z.output<typeof StoredSheet>;

/** One typing of the sheets. */
export interface PaperEntry {
  readonly turn: number;
  readonly typedBy: string;
  readonly sheet: Sheet;
}
