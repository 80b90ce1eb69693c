import { z } from 'zod';
import { newId } from '#kernel/ids';
import { ok } from '#kernel/result';
import type { Lang } from '#kernel/words';
import { command } from '#platform/command';
import { insertLater } from '#platform/later';
import type { Inside, Scope } from '#platform/scope';
import { makeScope, systemActor } from '#platform/scope';
import { outboxSender } from '#platform/senders';
import type { Thing } from './commands.ts';
import { audit } from './commands.ts';
import { permissions } from './permissions.ts';

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

/** How often a message that could not be handed over is tried again before it counts as failed. */
export const mostAttempts = 10;

/**
 * Puts a message into the outbox of the space. One for the person's own page has arrived with that; one whose number
 * or address is given (a code to sign in with) leaves right after the commit, the others with the next run of the job.
 */
export async function tell(scope: Inside, message: Message): Promise<void> {
  const id = newId(scope.now());
  const here = message.channel === 'desk';
  await insertLater(scope, 'outbox_message', {
    space_id: scope.spaceId,
    id,
    channel: message.channel,
    person_id: message.personId,
    recipient: message.recipient ?? null,
    subject: message.subject ?? null,
    body: message.body,
    lang: message.lang,
    about_kind: message.about?.kind ?? null,
    about_id: message.about?.id ?? null,
    state: here ? 'sent' : 'waiting',
    at: scope.now(),
    sent_at: here ? scope.now() : null,
  });
  const { channel, recipient } = message;
  if (channel === 'desk' || recipient === undefined || !leaves(scope, channel)) return;
  const { platform, spaceId, timeZone } = scope;
  const subject = message.subject ?? null;
  const letter: Letter = { id, channel, subject, body: message.body, lang: message.lang, attempts: 0 };
  // Nobody waits for it: how long a gateway takes must not tell whether a number is known here.
  scope.running.afterCommit.push(() => {
    const system = makeScope({ platform, spaceId, timeZone, actor: systemActor('record.send') });
    deliver(system, letter, recipient).catch((error: unknown) => platform.log.warn({ err: error }, 'message'));
  });
}

/** Whether a channel has a sender of its own; otherwise its messages stay in the outbox, to be read out. */
export function leaves(scope: Scope, channel: 'sms' | 'mail'): boolean {
  return scope.platform.senders[channel] !== outboxSender;
}

/** A waiting message as a sender needs it. */
export interface Letter {
  readonly id: string;
  readonly channel: 'sms' | 'mail';
  readonly subject: string | null;
  readonly body: string;
  readonly lang: Lang;
  readonly attempts: number;
}

/**
 * Hands one message over and writes down how it went: sent, failed for good, or to be tried again. The row's id goes
 * with it, so that a gateway that gets it twice after a crash sends it once.
 */
export async function deliver(scope: Scope, letter: Letter, to: string | null): Promise<void> {
  if (to === null) {
    await settleMessage(scope, { id: letter.id, state: 'failed', error: 'senders.bad_address' });
    return;
  }
  const { channel, body, lang, subject } = letter;
  const sender = scope.platform.senders[channel];
  const sent = await sender.send({
    channel,
    to,
    text: body,
    lang,
    ref: letter.id,
    ...(subject === null ? {} : { subject }),
  });
  if (sent.ok && sent.value.by === 'outbox') return;
  const again = !sent.ok && sent.fault.code === 'senders.unreachable' && letter.attempts + 1 < mostAttempts;
  const state = sent.ok ? 'sent' : again ? 'waiting' : 'failed';
  await settleMessage(scope, { id: letter.id, state, error: sent.ok ? '' : sent.fault.code });
}

/** Writes down what became of a message; only the system does. */
const settleMessage = command({
  name: 'record.settle_message',
  permission: permissions.send,
  input: z.object({ id: z.string(), state: z.enum(['waiting', 'sent', 'failed']), error: z.string() }),
  run: async (scope, input) => {
    await scope.db
      .updateTable('outbox_message')
      .set((set) => ({
        state: input.state,
        attempts: set('attempts', '+', 1),
        last_error: input.error === '' ? null : input.error,
        sent_at: input.state === 'sent' ? scope.now() : null,
      }))
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('state', '=', 'waiting')
      .execute();
    await audit(scope, { kind: 'message', id: input.id, detail: { state: input.state } });
    return ok(null);
  },
});
