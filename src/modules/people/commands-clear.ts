import { z } from 'zod';
import { ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { may } from '#platform/permission';

const day = 86_400_000;

/**
 * Throws away what was only needed for a moment: old tries to get in, used-up codes, ended sessions, and the messages
 * codes went out in, which hold a telephone number.
 */
export const clearOld = command({
  name: 'people.clear_old',
  permission: may('people.clear_old', 'system'),
  input: z.object({}),
  run: async (scope) => {
    const before = (days: number) => new Date(scope.now().getTime() - days * day);
    await scope.db.deleteFrom('auth.login_attempt').where('at', '<', before(30)).execute();
    await scope.db.deleteFrom('auth.verification').where('expiresAt', '<', before(1)).execute();
    await scope.db.deleteFrom('auth.session').where('expiresAt', '<', before(1)).execute();
    const messages = await scope.db
      .deleteFrom('outbox_message')
      .where('space_id', '=', scope.spaceId)
      .where('channel', '=', 'sms')
      .where('about_kind', '=', 'person')
      .where('recipient', 'is not', null)
      .where('at', '<', before(1))
      .executeTakeFirst();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { messages: Number(messages.numDeletedRows) } });
    return ok(null);
  },
});
