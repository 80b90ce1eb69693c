import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { startProcedure } from '#modules/decisions';
import { funds, markFund, paymentsWaiting } from '#modules/funds';
import { gift } from '#modules/gifts';
import { balances } from '#modules/ledger';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, subjectPerson, today } from '#platform/scope';
import { askGivers, writeAnswer } from './commands-giver.ts';
import { endMove, ends, keepPaper, lockMove, type Source, setMove } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { answersOf, objectionsOf } from './queries.ts';
import { refuseVote } from './rules.ts';
import {
  ById,
  GiverAnswer,
  type Move,
  type MoveKind,
  NewMove,
  Objection,
  ObjectionAnswer,
  type Way,
  WindUp,
  WithReason,
} from './schema.ts';
import { zh } from './zh.ts';

const oneAtATime = { fund_move_live: 'stewardship.already_moving' } as const;

interface Written {
  readonly kind: MoveKind;
  readonly fundId: string;
  readonly toFundId: string | null;
  readonly amount: bigint;
  readonly reason: string;
  readonly basis: string;
  readonly way: Way | null;
  readonly noticeUntil: string | null;
}

async function writeMove(scope: Inside, of: Written): Promise<{ id: string; number: string }> {
  const id = newId(scope.now());
  const number = await nextNumber(scope, 'move');
  await scope.db
    .insertInto('fund_move')
    .values({
      ...{ space_id: scope.spaceId, id, number, kind: of.kind, fund_id: of.fundId, to_fund_id: of.toFundId },
      ...{ amount: of.amount, reason: of.reason, basis: of.basis, way: of.way, notice_until: of.noticeUntil },
      ...{ state: 'asking', created_by: actorId(scope), created_at: scope.now() },
    })
    .execute();
  await audit(scope, { kind: 'move', id, detail: { kind: of.kind, amount: of.amount.toString(), number } });
  await because(scope, { kind: 'fund', id: of.fundId }, { kind: 'move', id });
  return { id, number };
}

/** What of a fund is neither promised nor paid, in fen. */
async function available(scope: Inside, from: Source) {
  return (await balances(scope, [from.accountId])).get(from.accountId) ?? { balance: 0n, held: 0n, available: 0n };
}

/**
 * Begins a change of what some money may be used for (Charity Law art. 56): by the consent of everyone who gave it, or
 * by a public notice of as many days as the rule says. Nothing moves yet. Refuses `stewardship.fund_not_found`,
 * `stewardship.not_open`, `stewardship.to_missing`, `stewardship.same_fund`, `stewardship.to_not_open`,
 * `stewardship.other_host`, `stewardship.over_available`, `stewardship.already_moving`.
 */
export const proposeMove = command({
  name: 'stewardship.repurpose',
  permission: permissions.propose,
  input: NewMove,
  conflicts: oneAtATime,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.toFundId === undefined) return fail('stewardship.to_missing', { field: 'toFundId' });
    const found = await ends(scope, input.fundId, input.toFundId);
    if (!found.ok) return found;
    const { from } = found.value;
    if (from.state !== 'open') return fail('stewardship.not_open');
    if (input.amount > (await available(scope, from)).available)
      return fail('stewardship.over_available', { field: 'amount' });
    const days = await parameter(scope, 'donor.unreachableNoticeDays');
    const noticeUntil = input.way === 'notice' ? addDays(today(scope), days) : null;
    const made = await writeMove(scope, { ...input, kind: 'repurpose', toFundId: input.toFundId, noticeUntil });
    const w = pick(scope.lang, { zh, en }).tasks;
    await openTask(scope, {
      ...{ kind: 'stewardship.ask', subject: { kind: 'move', id: made.id }, title: w.ask(made.number) },
      ...{ dueOn: noticeUntil === null ? addDays(today(scope), days) : addDays(noticeUntil, 1) },
      ...{ ownerRole: 'secretary', escalateToRole: 'supervisor', rule: 'donor.unreachableNoticeDays' },
    });
    await askGivers(scope, { id: made.id, fundId: from.id }, from.name);
    return ok({ id: made.id });
  },
});

/** Everything a fund must have settled before it can be wound up; its books have to end at nothing. */
async function refuseEnding(scope: Inside, from: Source): Promise<string | null> {
  if (from.state !== 'open') return 'stewardship.not_open';
  const inside = (await funds(scope)).filter((one) => one.parentId === from.id);
  if (inside.some((one) => one.state !== 'closed')) return 'stewardship.funds_inside';
  if ((await available(scope, from)).held > 0n) return 'stewardship.money_promised';
  if (await paymentsWaiting(scope, from.id)) return 'stewardship.money_promised';
  return from.parentId === null && (await cashLeft(scope, from)) ? 'stewardship.cash_first' : null;
}

async function cashLeft(scope: Inside, from: Source): Promise<boolean> {
  const box = from.cashAccountId;
  return box !== null && ((await balances(scope, [box])).get(box)?.balance ?? 0n) > 0n;
}

/**
 * Begins the end of a fund by its agreement: from now on it takes and pays nothing; the committee decides where the
 * rest goes. Refuses `stewardship.fund_not_found`, `stewardship.not_open`, those of where it goes,
 * `stewardship.to_missing` (a fund inside another), `stewardship.funds_inside`, `stewardship.money_promised`,
 * `stewardship.cash_first`, `stewardship.already_moving`, and those of `startProcedure`.
 */
export const windUp = command({
  name: 'stewardship.windUp',
  permission: permissions.propose,
  input: WindUp,
  conflicts: oneAtATime,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await ends(scope, input.fundId, input.toFundId ?? null);
    if (!found.ok) return found;
    const { from, to } = found.value;
    const refused = await refuseEnding(scope, from);
    if (refused !== null) return fail(refused);
    const { balance } = await available(scope, from);
    if (to === null && balance > 0n && from.parentId !== null)
      return fail('stewardship.to_missing', { field: 'toFundId' });
    const of = { ...input, kind: 'wind_up', way: null, noticeUntil: null, amount: balance } as const;
    const made = await writeMove(scope, { ...of, toFundId: to?.id ?? null });
    await markFund(scope, from.id, { state: 'ending' });
    const begun = await vote(scope, { id: made.id, number: made.number, amount: balance, ...input }, from, to);
    return begun.ok ? ok({ id: made.id }) : begun;
  },
});

type Motion = Pick<Move, 'id' | 'number' | 'amount' | 'reason' | 'basis'>;

async function vote(scope: Inside, item: Motion, from: Source, to: Source | null): Promise<Result<null>> {
  const w = pick(scope.lang, { zh, en }).motion;
  const begun = await startProcedure(scope, {
    ...{ template: 'purpose', subject: { kind: 'move', id: item.id } },
    title: w.title(from.name, to?.name ?? ''),
    text: w.text(item.reason, item.basis),
    ...(item.amount > 0n ? { amount: item.amount, accountId: from.accountId } : {}),
    ...(from.committeeBodyId === null ? {} : { bodyId: from.committeeBodyId }),
  });
  if (!begun.ok) return begun;
  await setMove(scope, item.id, { state: 'deciding', procedure_id: begun.value.procedureId }, 'deciding');
  return ok(null);
}

/**
 * Puts a change of purpose to the vote once those who gave have agreed or had their time. Refuses
 * `stewardship.not_found`, `stewardship.not_asking`, `stewardship.giver_refused`, `stewardship.givers_open`,
 * `stewardship.notice_running`, `stewardship.objections_open`, `stewardship.over_available`, those of `startProcedure`.
 */
export const putToVote = command({
  name: 'stewardship.vote',
  permission: permissions.propose,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    const item = locked.value;
    if (item.state !== 'asking') return fail('stewardship.not_asking');
    const open = (await objectionsOf(scope, item.id)).filter((one) => one.answer === null).length;
    const answers = await answersOf(scope, item);
    const fault = refuseVote({ ...item, answers, openObjections: open, today: today(scope) });
    if (fault !== null) return { ok: false, fault };
    const found = await ends(scope, item.fundId, item.toFundId);
    if (!found.ok) return found;
    if (item.amount > (await available(scope, found.value.from)).available) return fail('stewardship.over_available');
    const begun = await vote(scope, item, found.value.from, found.value.to);
    if (!begun.ok) return begun;
    await closeTask(scope, { kind: 'move', id: item.id }, 'stewardship.ask', 'done');
    return ok({ id: item.id });
  },
});

/** Whoever began it stops asking, with a reason. Refuses `stewardship.not_found`, `stewardship.not_asking`. */
export const stopMove = command({
  name: 'stewardship.stop',
  permission: permissions.propose,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    if (locked.value.state !== 'asking') return fail('stewardship.not_asking');
    await endMove(scope, locked.value, 'stopped', input.reason);
    await closeTask(scope, { kind: 'move', id: input.id }, 'stewardship.ask', 'dropped', input.reason);
    return ok({ id: input.id });
  },
});

/**
 * Writes down what the giver of one gift said about another use of it; over what they answered themselves only with the
 * paper. Refuses `stewardship.not_found`, `stewardship.not_asking`, `stewardship.gift_elsewhere`,
 * `stewardship.paper_needed`, `stewardship.not_a_paper` and those of stored files.
 */
export const recordAnswer = command({
  name: 'stewardship.answer',
  permission: permissions.ask,
  input: GiverAnswer,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    if (locked.value.state !== 'asking') return fail('stewardship.not_asking');
    const given = await gift(scope, input.giftId);
    if (given === null || given.fundId !== locked.value.fundId || given.state !== 'booked')
      return fail('stewardship.gift_elsewhere', { field: 'giftId' });
    const own = (await answersOf(scope, locked.value)).find((one) => one.giftId === input.giftId)?.byGiver === true;
    if (own && input.file === undefined) return fail('stewardship.paper_needed', { field: 'file' });
    const paper = await keepPaper(scope, input.file, { kind: 'move', id: input.id }, 'office');
    if (!paper.ok) return paper;
    const { id: moveId, giftId, answer, words } = input;
    await writeAnswer(scope, { moveId, giftId, answer, words, fileId: paper.value, byGiver: false });
    return ok({ id: input.id });
  },
});

/** Anyone signed in objects while the notice runs. Refuses `stewardship.not_found`, `stewardship.not_by_notice`. */
export const objectToMove = command({
  name: 'stewardship.object',
  permission: permissions.object,
  input: Objection,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    if (locked.value.state !== 'asking' || locked.value.way !== 'notice') return fail('stewardship.not_by_notice');
    const personId = subjectPerson(scope) ?? '';
    const name = input.named ? ((await personNames(scope, [personId])).get(personId)?.public ?? '') : '';
    const id = newId(scope.now());
    await scope.db
      .insertInto('fund_move_objection')
      .values({
        ...{ space_id: scope.spaceId, id, move_id: input.id, person_id: personId, public_name: name },
        ...{ text: input.text, at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'move', id: input.id, detail: { objection: id } });
    await openTask(scope, {
      ...{ kind: 'stewardship.objection', subject: { kind: 'move', id: input.id }, ownerRole: 'secretary' },
      dueOn: addDays(today(scope), await parameter(scope, 'publication.answerDays')),
      ...{ title: pick(scope.lang, { zh, en }).tasks.objection(locked.value.number), escalateToRole: 'supervisor' },
    });
    return ok({ id: input.id });
  },
});

/**
 * An objection is answered in public. Refuses `stewardship.not_found`, `stewardship.objection_not_found`,
 * `stewardship.already_answered`.
 */
export const answerMoveObjection = command({
  name: 'stewardship.answerObjection',
  permission: permissions.answer,
  input: ObjectionAnswer,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    const all = await objectionsOf(scope, input.id);
    const one = all.find((each) => each.id === input.objectionId);
    if (one === undefined) return fail('stewardship.objection_not_found');
    if (one.answer !== null) return fail('stewardship.already_answered');
    await scope.db
      .updateTable('fund_move_objection')
      .set({ answer: input.answer, answered_by: actorId(scope), answered_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', one.id)
      .execute();
    await audit(scope, { kind: 'move', id: input.id, detail: { answered: one.id } });
    if (all.filter((each) => each.answer === null).length === 1)
      await closeTask(scope, { kind: 'move', id: input.id }, 'stewardship.objection', 'done');
    return ok({ id: input.id });
  },
});
