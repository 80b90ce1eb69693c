import type { z } from 'zod';
import { readShortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { believedRow } from '#platform/believe';
import { command } from '#platform/command';
import { type Scope, subjectPerson, today, withKey } from '#platform/scope';
import { castInto, sealBallot } from './commands-box.ts';
import { permissions } from './permissions.ts';
import { type PollRow, pollText, toPoll, voter } from './queries.ts';
import { channelOf, readBallot, receiptHash } from './rules.ts';
import { Cast } from './schema.ts';

/** Letters and digits of a receipt. */
export const receiptLength = 12;

const cast = command({
  name: 'votes.cast',
  permission: permissions.cast,
  input: Cast,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await believedRow<PollRow>(scope, pollText, [scope.spaceId, input.id]);
    if (row === null || row.state === 'draft') return fail('votes.not_found');
    const of = toPoll(row);
    if (of.state === 'withdrawn') return fail('votes.withdrawn');
    if (of.state !== 'ready' || scope.now() >= of.closesAt) return fail('votes.over');
    if (scope.now() < of.opensAt) return fail('votes.not_yet');
    const marks = readBallot(of, input.ballot);
    if (!marks.ok) return marks;
    if (marks.value.length === 0) return fail('votes.nothing_chosen');
    const code = readShortCode(input.receipt);
    if (code.length !== receiptLength) return fail('votes.receipt_wrong', { field: 'receipt' });
    const personId = subjectPerson(scope) ?? '';
    const area = of.electorate === 'owners' ? ((await voter(scope, of.id, personId))?.area ?? 0n) : 0n;
    const helped = (scope.actor?.onBehalfOf ?? null) !== null;
    const channel = channelOf(scope.actor?.way ?? 'phone', helped, input.kiosk === 'yes');
    const envelope = { marks: marks.value, invalid: '', receipt: receiptHash(of.id, code), area } as const;
    await castInto(scope, { pollId: of.id, personId, channel, day: today(scope) }, sealBallot(scope, of, envelope));
    await audit(scope, { kind: 'poll', id: of.id, detail: { channel } });
    return ok({ id: of.id });
  },
});

/**
 * Casts a ballot for oneself, or with help for the person acted for: into the box and onto the roll in one transaction.
 * It answers the vote's key alone and takes no idempotency key: that would keep a hash of the content beside the person. A ballot sent twice meets the mark of the first. Refuses `votes.not_found`, `votes.withdrawn`,
 * `votes.over`, `votes.not_yet`, those of `readBallot`, `votes.nothing_chosen`, `votes.receipt_wrong`,
 * `votes.not_on_roll`, `votes.already_voted`, `votes.paper_out`.
 */
export const castBallot: typeof cast = Object.assign(
  (scope: Scope, input: z.input<typeof Cast>) => cast(withKey(scope, null), input),
  { spec: cast.spec },
);
