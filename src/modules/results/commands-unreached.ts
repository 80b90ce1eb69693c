import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { settleAsking } from './commands-asking.ts';
import { keepAttempt, voiceNamed } from './commands-links.ts';
import { permissions } from './permissions.ts';
import { NoteUnreached } from './schema-links.ts';

/**
 * Notes that somebody was asked and not reached: they are asked once more four weeks later, and stay unanswered in every
 * count until they say something. Refusals: `results.not_found`, `results.too_early`.
 */
export const noteUnreached = command({
  name: 'results.unreached',
  permission: permissions.record,
  input: NoteUnreached,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const asked = await voiceNamed(scope, input);
    if (asked === null) return fail('results.not_found');
    if (asked.since === null) return fail('results.too_early');
    await keepAttempt(scope, asked, input.way);
    await settleAsking(scope, asked.subject, asked.needId);
    await audit(scope, { ...asked.subject, detail: { unreached: input.way } });
    return ok({ id: input.id });
  },
});
