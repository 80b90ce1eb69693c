import { contactOf } from '#modules/people';
import type { Scope } from '#platform/scope';
import type { Job } from '#platform/web';
import { deliver, leaves } from './commands-messages.ts';
import { waitingMessages } from './queries-messages.ts';

/** How many messages one run hands over; the rest follows a minute later. */
const atOnce = 200;
/** A message with its number given leaves right after its commit; only after this long is it taken to be left over. */
const leftOver = 60_000;

async function addressOf(
  scope: Scope,
  message: { recipient: string | null; personId: string | null; channel: string },
) {
  if (message.recipient !== null || message.personId === null || message.channel === 'mail') return message.recipient;
  return (await contactOf(scope, message.personId))?.phone ?? null;
}

/** Hands waiting messages to the configured senders. A channel without one keeps its messages in the outbox. */
export const sendMessages: Job = {
  name: 'record.send',
  cron: '* * * * *',
  run: async (scope) => {
    const channels = (['sms', 'mail'] as const).filter((channel) => leaves(scope, channel));
    const before = new Date(scope.now().getTime() - leftOver);
    for (const letter of await waitingMessages(scope, channels, before, atOnce))
      await deliver(scope, letter, await addressOf(scope, letter));
  },
};

/** The jobs of this room. */
export const jobs: readonly Job[] = [sendMessages];
