import { z } from 'zod';
import { day, text } from '#platform/input';

/** A value about to be set, as typed; which kind it must be is known from the key. */
export const SetParameter = z.object({
  key: z.string('input.required'),
  value: text(40),
  effectiveFrom: day(),
  source: text(120),
  reason: text(300),
});
