import { newId } from '#kernel/ids';
import type { Lang } from '#kernel/words';
import type { Inside } from '#platform/scope';
import type { Thing } from './commands.ts';

/** A message to a person, written with the change it tells of and sent after the commit. */
export interface Message {
  readonly personId: string | null;
  /** `desk` shows under "my messages" only; `sms` and `mail` also go out through the configured sender. */
  readonly channel: 'sms' | 'mail' | 'desk';
  /** Number or address when the person has none on file (a code before an account exists). */
  readonly recipient?: string;
  readonly subject?: string;
  readonly body: string;
  readonly lang: Lang;
  readonly about?: Thing;
}

/** Puts a message into the outbox of the space. */
export async function tell(scope: Inside, message: Message): Promise<void> {
  await scope.db
    .insertInto('outbox_message')
    .values({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      channel: message.channel,
      person_id: message.personId,
      recipient: message.recipient ?? null,
      subject: message.subject ?? null,
      body: message.body,
      lang: message.lang,
      about_kind: message.about?.kind ?? null,
      about_id: message.about?.id ?? null,
      at: scope.now(),
    })
    .execute();
}
