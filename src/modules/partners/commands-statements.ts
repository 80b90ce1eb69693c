import { z } from 'zod';
import { addDays, addMonths, formatMonth, type LocalDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { changePublicity, payPledge, promiseShare } from '#modules/gifts';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { day, id, text } from '#platform/input';
import { type Inside, today } from '#platform/scope';
import { lockedAgreement } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { agreement, agreements, noSums, statement, statementsOf, sumsBetween } from './queries.ts';
import { daysToPay, monthsToState, shareOf } from './rules.ts';
import { type Agreement, ById } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Draws up one month of one agreement: how often, for how much, and the share that falls due as a promise. The text of
 * the promise names agreement and month, never a shop that wishes no name.
 */
async function drawUp(scope: Inside, one: Agreement, month: LocalDate): Promise<Result<{ id: string }>> {
  const lastDay = addDays(addMonths(month, 1), -1);
  const sums = (await sumsBetween(scope, [one.id], month, lastDay)).get(one.id) ?? noSums;
  const soFar = (await sumsBetween(scope, [one.id], one.startsOn, lastDay)).get(one.id) ?? noSums;
  const before = (await statementsOf(scope, [one.id])).reduce((sum, each) => sum + each.share, 0n);
  const share = shareOf(one, soFar, before);
  const id = newId(scope.now());
  const dueOn = share > 0n ? addDays(today(scope), daysToPay) : null;
  let pledgeId: string | null = null;
  if (dueOn !== null) {
    const promised = await promiseShare(scope, {
      ...{ fundId: one.fundId, organisationId: one.organisationId, agreementNumber: one.number, amount: share, dueOn },
      text: pick(scope.lang, { zh, en }).pledgeText(one.number, formatMonth(month, scope.lang)),
    });
    if (!promised.ok) return promised;
    pledgeId = promised.value.id;
  }
  await scope.db
    .insertInto('partner_statement')
    .values({
      ...{ space_id: scope.spaceId, id, agreement_id: one.id, month, ...sums, share },
      ...{ due_on: dueOn, pledge_id: pledgeId, at: scope.now() },
    })
    .execute();
  await audit(scope, { kind: 'statement', id, detail: { share: share.toString() } });
  await because(scope, { kind: 'agreement', id: one.id }, { kind: 'statement', id });
  if (pledgeId !== null) await because(scope, { kind: 'statement', id }, { kind: 'pledge', id: pledgeId });
  return ok({ id });
}

/**
 * Draws up every month of an agreement that is over and has no statement, oldest first. Refuses `partners.not_found`,
 * `partners.nothing_to_state`.
 */
export const stateMonths = command({
  name: 'partners.state',
  permission: permissions.state,
  input: ById,
  run: async (scope, input) => {
    const known = await lockedAgreement(scope, input.id);
    if (!known.ok) return known;
    const stated = new Set((await statementsOf(scope, [input.id])).map((one) => one.month));
    const months = monthsToState(known.value, stated, today(scope));
    if (months.length === 0) return fail('partners.nothing_to_state');
    for (const month of months) {
      const drawn = await drawUp(scope, known.value, month);
      if (!drawn.ok) return drawn;
    }
    return ok({ id: input.id, months: months.length });
  },
});

/** Which agreements have a month that is over and not drawn up; the job draws these up, each by itself. */
export async function awaitingStatement(scope: Parameters<typeof agreements>[0]): Promise<string[]> {
  const all = await agreements(scope);
  const made = await statementsOf(
    scope,
    all.map((one) => one.id),
  );
  return all.flatMap((one) => {
    const stated = new Set(made.filter((each) => each.agreementId === one.id).map((each) => each.month));
    return monthsToState(one, stated, today(scope)).length === 0 ? [] : [one.id];
  });
}

const ShareCame = z.object({ id: id(), bankReference: text(80), receivedOn: day().optional() });

/**
 * The share of a statement reached the charity: it is booked as a gift against its promise, and the shop is named as it
 * wishes. Refuses `partners.not_found` and as `payPledge` does.
 */
export const receiveShare = command({
  name: 'partners.receiveShare',
  permission: permissions.keep,
  input: ShareCame,
  run: async (scope, input) => {
    const drawn = await statement(scope, input.id);
    const one = drawn === null ? null : await agreement(scope, drawn.agreementId);
    if (drawn === null || one === null || drawn.pledgeId === null) return fail('partners.not_found');
    const paid = await payPledge(scope, {
      ...{ id: drawn.pledgeId, bankReference: input.bankReference },
      publicity: one.publicity === 'alias' ? 'anonymous' : one.publicity,
      ...(input.receivedOn === undefined ? {} : { receivedOn: input.receivedOn }),
    });
    if (!paid.ok) return paid;
    if (one.publicity === 'alias') {
      const named = await changePublicity(scope, { id: paid.value.giftId, publicity: 'alias', alias: one.alias });
      if (!named.ok) return named;
    }
    await audit(scope, { kind: 'statement', id: drawn.id, detail: { gift: paid.value.giftId } });
    return ok({ id: drawn.id, agreementId: one.id, giftId: paid.value.giftId });
  },
});
