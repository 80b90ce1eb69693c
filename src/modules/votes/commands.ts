import { randomBytes } from 'node:crypto';
import type { Updateable } from 'kysely';
import type { z } from 'zod';
import { addDays, startOfLocalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, because, nextNumber, type Thing } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import type { DB } from '#platform/schema.generated';
import { actorId, type Inside, today } from '#platform/scope';
import { drawRoll } from './commands-drawing.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { poll } from './queries.ts';
import { lotHash } from './rules.ts';
import { ById, EditedPoll, NewPoll, type Option, type Poll, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** The task that asks for the close of a vote, and the one that asks for a roll to be looked at. */
export const closeTaskKind = 'votes.close';

type Input = z.output<typeof NewPoll>;

function refusalOf(scope: Inside, input: Input): Result<null> {
  if (input.closes_on < input.opens_on) return fail('votes.days_crossed', { field: 'closes_on' });
  if (input.opens_on < today(scope)) return fail('votes.opens_past', { field: 'opens_on' });
  if (input.cut_off > input.opens_on) return fail('votes.cut_off_late', { field: 'cut_off' });
  if (input.electorate === 'place' && input.place === undefined) return fail('votes.place_missing', { field: 'place' });
  const yesNo = input.kind === 'yes_no';
  if (yesNo !== (input.rule !== 'most')) return fail('votes.rule_kind', { field: 'rule' });
  const owners = input.rule === 'owners' || input.rule === 'owners_special';
  if (owners !== (input.electorate === 'owners')) return fail('votes.owners_only', { field: 'electorate' });
  if (input.kind === 'points' && input.points === undefined) return fail('votes.points_missing', { field: 'points' });
  if (input.kind === 'knapsack') return fail('votes.rule_kind', { field: 'kind' });
  if (yesNo) return input.options.length > 0 ? fail('votes.options_none', { field: 'options.0.title' }) : ok(null);
  if (input.options.length < 2) return fail('votes.options_few', { field: 'options.0.title' });
  const titles = input.options.map((one) => one.title);
  const twice = titles.findIndex((one, at) => titles.indexOf(one) < at);
  return twice < 0 ? ok(null) : fail('votes.options_same', { field: `options.${twice}.title` });
}

const numberOr = (value: bigint | undefined): number | null => (value === undefined ? null : Number(value));

function columnsOf(scope: Inside, input: Input) {
  const zone = scope.timeZone;
  return {
    ...{ title: input.title, text: input.text, kind: input.kind, rule: input.rule, electorate: input.electorate },
    place_id: input.electorate === 'place' ? (input.place ?? null) : null,
    ...{ min_age: numberOr(input.min_age) ?? 18, cut_off: input.cut_off, quorum: input.quorum, share: input.share },
    ...{ seats: numberOr(input.seats) ?? 1, most: numberOr(input.most) },
    points: input.kind === 'points' ? numberOr(input.points) : null,
    turnout: input.turnout,
    opens_at: startOfLocalDay(input.opens_on, zone),
    closes_at: startOfLocalDay(addDays(input.closes_on, 1), zone),
  };
}

type NewOption = Pick<Option, 'title' | 'note'> & Partial<Pick<Option, 'cost' | 'placeId'>>;

async function writeOptions(scope: Inside, pollId: string, options: readonly NewOption[]): Promise<void> {
  await scope.db
    .deleteFrom('poll_option')
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId)
    .execute();
  await scope.db
    .insertInto('poll_option')
    .values(
      options.map((one, at) => ({
        ...{ space_id: scope.spaceId, poll_id: pollId, number: at + 1, title: one.title, note: one.note },
        ...{ cost: one.cost ?? null, place_id: one.placeId ?? null },
      })),
    )
    .execute();
}

function optionsOf(scope: Inside, input: Input): readonly NewOption[] {
  if (input.kind !== 'yes_no') return input.options;
  const { yes, no, abstain } = pick(scope.lang, { zh, en }).answers;
  return [yes, no, abstain].map((title) => ({ title, note: '' }));
}

/**
 * Begins a vote; it can be changed until it is announced. Refuses `votes.days_crossed`, `votes.opens_past`,
 * `votes.cut_off_late`, `votes.place_missing`, `votes.rule_kind`, `votes.owners_only`, `votes.points_missing`,
 * `votes.options_none`, `votes.options_few`, `votes.options_same`.
 */
export const writePoll = command({
  name: 'votes.write',
  permission: permissions.write,
  input: NewPoll,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const wrong = refusalOf(scope, input);
    if (!wrong.ok) return wrong;
    const id = newId(scope.now());
    await scope.db
      .insertInto('poll')
      .values({
        ...{ space_id: scope.spaceId, id, ...columnsOf(scope, input) },
        ...{ created_by: actorId(scope), created_at: scope.now() },
      })
      .execute();
    await writeOptions(scope, id, optionsOf(scope, input));
    await audit(scope, { kind: 'poll', id });
    return ok({ id });
  },
});

/** A vote, its row locked until the command commits; null where there is none. */
export async function lockedPoll(scope: Inside, id: string): Promise<Poll | null> {
  await scope.db
    .selectFrom('poll')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute();
  return poll(scope, id);
}

/** Writes columns of a vote. */
export async function setPoll(scope: Inside, id: string, columns: Updateable<DB['poll']>): Promise<void> {
  await scope.db.updateTable('poll').set(columns).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

/** Writes on at a draft. Refuses `votes.not_found`, `votes.not_draft`, and those of `writePoll`. */
export const editPoll = command({
  name: 'votes.edit',
  permission: permissions.write,
  input: EditedPoll,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lockedPoll(scope, input.id);
    if (found === null) return fail('votes.not_found');
    if (found.state !== 'draft') return fail('votes.not_draft');
    const wrong = refusalOf(scope, input);
    if (!wrong.ok) return wrong;
    await setPoll(scope, found.id, columnsOf(scope, input));
    await writeOptions(scope, found.id, optionsOf(scope, input));
    await audit(scope, { kind: 'poll', id: found.id });
    return ok({ id: found.id });
  },
});

/** What a budgeting round asks a vote for: the list with its costs, the money, the days. */
export interface RoundPoll {
  readonly subject: Thing;
  readonly title: string;
  readonly text: string;
  readonly kind: Exclude<Poll['kind'], 'yes_no'>;
  readonly placeId: string | null;
  readonly minAge: number;
  readonly cutOff: string;
  readonly budget: bigint;
  readonly most: number | null;
  readonly points: number | null;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly options: readonly Required<NewOption>[];
}

/** Makes the vote of a budgeting round and announces it, inside that room's command. Refuses as `announcePoll`. */
export async function announceRound(scope: Inside, of: RoundPoll): Promise<Result<{ id: string }>> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('poll')
    .values({
      ...{ space_id: scope.spaceId, id, title: of.title, text: of.text, kind: of.kind, rule: 'round' },
      ...{ electorate: of.placeId === null ? 'residents' : 'place', place_id: of.placeId, min_age: of.minAge },
      ...{ cut_off: of.cutOff, budget: of.budget, most: of.most, points: of.points },
      ...{ opens_at: startOfLocalDay(of.opensOn, scope.timeZone), subject_kind: of.subject.kind },
      ...{ closes_at: startOfLocalDay(addDays(of.closesOn, 1), scope.timeZone), subject_id: of.subject.id },
      ...{ created_by: actorId(scope), created_at: scope.now() },
    })
    .execute();
  await writeOptions(scope, id, of.options);
  await because(scope, of.subject, { kind: 'poll', id });
  return announce(scope, id);
}

async function announce(scope: Inside, id: string): Promise<Result<{ id: string }>> {
  const found = await lockedPoll(scope, id);
  if (found === null) return fail('votes.not_found');
  if (found.state !== 'draft') return fail('votes.not_draft');
  if (found.closesAt <= scope.now()) return fail('votes.opens_past', { field: 'opens_on' });
  const size = await drawRoll(scope, found);
  if (size === 0) return fail('votes.roll_empty');
  const lot = randomBytes(16).toString('hex');
  const number = await nextNumber(scope, 'poll');
  await setPoll(scope, id, {
    ...{ number, state: 'ready', roll_size: size, announced_at: scope.now(), lot_hash: lotHash(lot) },
    lot_sealed: Buffer.from(sealText(scope.platform.keys, lot, `${scope.spaceId}/poll/${id}`)),
    opens_at: found.opensAt < scope.now() ? scope.now() : found.opensAt,
  });
  await openTask(scope, {
    ...{ kind: closeTaskKind, subject: { kind: 'poll', id }, ownerRole: 'secretary', dueAt: found.closesAt },
    title: pick(scope.lang, { zh, en }).tasks.close(found.title),
    escalateToRole: 'supervisor',
  });
  await audit(scope, { kind: 'poll', id, detail: { state: 'ready', roll: size } });
  return ok({ id });
}

/**
 * Announces a vote: its roll is drawn as of the cut-off day, the lot is drawn and its hash published, and from now on
 * nothing of it changes. Refuses `votes.not_found`, `votes.not_draft`, `votes.opens_past`, `votes.roll_empty`.
 */
export const announcePoll = command({
  name: 'votes.announce',
  permission: permissions.announce,
  input: ById,
  run: (scope, input) => announce(scope, input.id),
});

/** Takes a vote back, with a public reason; what is in its box is never opened. Refuses `votes.not_found`, `votes.not_open`. */
export const withdrawPoll = command({
  name: 'votes.withdraw',
  permission: permissions.announce,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lockedPoll(scope, input.id);
    if (found === null) return fail('votes.not_found');
    if (found.state !== 'draft' && found.state !== 'ready') return fail('votes.not_open');
    await setPoll(scope, found.id, { state: 'withdrawn', state_reason: input.reason });
    await closeTask(scope, { kind: 'poll', id: found.id }, closeTaskKind, 'dropped', input.reason);
    await audit(scope, { kind: 'poll', id: found.id, detail: { state: 'withdrawn' } });
    return ok({ id: found.id });
  },
});
