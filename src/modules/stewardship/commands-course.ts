import { addDays } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { procedure } from '#modules/decisions';
import { markFund, mayJudge } from '#modules/funds';
import { approvalsOf, approveOrder, authorisation, holdMoney, postEntry, releaseHold } from '#modules/ledger';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { endMove, ends, lockMove, type Source, setMove } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { ById, type Move } from './schema.ts';
import { zh } from './zh.ts';

/** What became of carrying out a decision; `waiting` names why the money could not be set aside yet. */
export interface Enacted {
  readonly id: string;
  readonly waiting: string | null;
}

async function close(scope: Inside, item: Move): Promise<void> {
  const w = pick(scope.lang, { zh, en }).motion;
  await markFund(scope, item.fundId, { state: 'closed', words: w.ended(item.number, item.basis) });
}

/**
 * Carries out what was decided about a move; saying it twice is saying it once. Passed, its money is set aside and waits
 * for those who approve; not passed, it ends with the reason and a fund that was to end is open again. Refuses
 * `stewardship.not_found`, `stewardship.not_decided`, the ledger's codes.
 */
export const enactMove = command({
  name: 'stewardship.enact',
  permission: permissions.enact,
  input: ById,
  run: async (scope, input): Promise<Result<Enacted>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    const item = locked.value;
    const decision = item.procedureId === null ? null : await procedure(scope, item.procedureId);
    if (item.state !== 'deciding' || decision === null || decision.state === 'running')
      return fail('stewardship.not_decided');
    if (decision.state !== 'passed') {
      const said = decision.reason ?? decision.steps.find((step) => step.state === 'failed')?.reason ?? '';
      await endMove(scope, item, 'refused', said);
      return ok({ id: item.id, waiting: null });
    }
    if (decision.authorisationId === null) {
      await setMove(scope, item.id, { state: 'done', done_at: scope.now() }, 'done');
      if (item.kind === 'wind_up') await close(scope, item);
      return ok({ id: item.id, waiting: null });
    }
    const held = await holdMoney(scope, decision.authorisationId);
    if (!held.ok) return held;
    await setMove(scope, item.id, { state: 'decided', authorisation_id: decision.authorisationId }, 'decided');
    const w = pick(scope.lang, { zh, en }).tasks;
    await openTask(scope, {
      ...{ kind: 'stewardship.carry', subject: { kind: 'move', id: item.id }, title: w.carry(item.number) },
      ...{ dueOn: addDays(today(scope), 7), ownerRole: 'finance', escalateToRole: 'supervisor' },
    });
    return ok({ id: item.id, waiting: null });
  },
});

/**
 * One person approves that the money moves. Refuses `stewardship.not_found`, `funds.not_allowed`,
 * `stewardship.not_decided`, `stewardship.own_move`, `stewardship.recused`, `ledger.already_approved`.
 */
export const approveMove = command({
  name: 'stewardship.approve',
  permission: permissions.member,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    const item = locked.value;
    const hand = await mayJudge(scope, item.fundId);
    if (!hand.ok) return hand;
    if (item.state !== 'decided' || item.authorisationId === null) return fail('stewardship.not_decided');
    if (item.createdBy === actorId(scope)) return fail('stewardship.own_move');
    const decision = item.procedureId === null ? null : await procedure(scope, item.procedureId);
    if (decision?.recusals.some((one) => one.personId === actorId(scope)) === true) return fail('stewardship.recused');
    const { authorisationId, amount } = item;
    const approved = await approveOrder(scope, { authorisationId, orderId: item.id, amount });
    if (!approved.ok) return approved;
    await setMove(scope, item.id, {}, 'approved');
    return ok({ id: item.id });
  },
});

/** Out of one fund's account into another's; where they lie at different banks, the money goes there too. */
function linesOf(item: Move, from: Source, to: Source | null) {
  const out = [{ accountId: from.accountId, amount: item.amount }];
  if (to === null) return [...out, { accountId: from.bankAccountId, amount: -item.amount }];
  const into = [...out, { accountId: to.accountId, amount: -item.amount }];
  if (to.bankAccountId === from.bankAccountId) return into;
  return [
    ...into,
    { accountId: to.bankAccountId, amount: item.amount },
    { accountId: from.bankAccountId, amount: -item.amount },
  ];
}

/**
 * The host charity carries a move out, once enough different people have approved: posted in one entry; a fund that was
 * to end is closed with nothing in it, and its page stays. Refuses `stewardship.not_found`, `stewardship.not_decided`,
 * `stewardship.own_move`, `stewardship.not_approved`, those of where it goes, the ledger's codes.
 */
export const carryMove = command({
  name: 'stewardship.carry',
  permission: permissions.carry,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    const item = locked.value;
    if (item.state !== 'decided' || item.authorisationId === null) return fail('stewardship.not_decided');
    if (item.createdBy === actorId(scope)) return fail('stewardship.own_move');
    const allowance = await authorisation(scope, item.authorisationId);
    const given = (await approvalsOf(scope, [item.id])).length;
    const needed = allowance?.approvalsNeeded ?? 2;
    if (given < needed) return fail('stewardship.not_approved', { params: { given, needed } });
    const found = await ends(scope, item.fundId, item.toFundId);
    if (!found.ok) return found;
    const posted = await postEntry(scope, {
      ...{ kind: 'stewardship.move', memo: item.number, subject: { kind: 'move', id: item.id } },
      lines: linesOf(item, found.value.from, found.value.to),
      ...{ authorisationId: item.authorisationId, orderId: item.id },
    });
    if (!posted.ok) return posted;
    const released = await releaseHold(scope, item.authorisationId, item.number);
    if (!released.ok) return released;
    const done = { state: 'done', entry_id: posted.value.entryId, done_at: scope.now() } as const;
    await setMove(scope, item.id, done, 'done');
    await closeTask(scope, { kind: 'move', id: item.id }, 'stewardship.carry', 'done');
    if (item.kind === 'wind_up') await close(scope, item);
    return ok({ id: item.id });
  },
});
