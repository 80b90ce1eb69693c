import { addDays, type LocalDate } from '#kernel/dates';
import { newId, readShortCode, shortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { type Inside, subjectPerson, today } from '#platform/scope';
import { lockedAgreement } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { agreementByTill, ownCodes } from './queries.ts';
import {
  asksPurchase,
  codeDays,
  discountFor,
  isRunning,
  monthOf,
  mostOwnCodes,
  mostPrinted,
  printedDays,
} from './rules.ts';
import { type Agreement, ById, PrintCodes, Redeem, TakeBack } from './schema.ts';

const codeLength = 8;

/** A code that is good for so many days, and never longer than its agreement. */
async function makeCode(scope: Inside, one: Agreement, personId: string | null, days: number): Promise<string> {
  const id = newId(scope.now());
  const last = addDays(today(scope), days);
  await scope.db
    .insertInto('discount_code')
    .values({
      ...{ space_id: scope.spaceId, id, agreement_id: one.id, code: shortCode(codeLength), person_id: personId },
      ...{ valid_until: last < one.endsOn ? last : one.endsOn, at: scope.now() },
    })
    .execute();
  return id;
}

/**
 * A neighbour takes a code for one purchase. Whoever holds codes enough uses them first. Refuses `partners.not_found`,
 * `partners.not_running`, `partners.enough_codes`.
 */
export const takeCode = command({
  name: 'partners.takeCode',
  permission: permissions.take,
  input: ById,
  run: async (scope, input) => {
    const known = await lockedAgreement(scope, input.id);
    if (!known.ok) return known;
    if (!isRunning(known.value, today(scope))) return fail('partners.not_running');
    const personId = subjectPerson(scope);
    const held = personId === null ? [] : await ownCodes(scope, personId);
    if (held.filter((one) => one.agreementId === input.id).length >= mostOwnCodes) return fail('partners.enough_codes');
    const id = await makeCode(scope, known.value, personId, codeDays);
    await audit(scope, { kind: 'discount', id });
    return ok({ id });
  },
});

/**
 * Makes codes to be printed and cut, for those without a telephone; they belong to nobody. Refuses
 * `partners.not_found`, `partners.not_running`, `partners.too_many`.
 */
export const printCodes = command({
  name: 'partners.printCodes',
  permission: permissions.keep,
  input: PrintCodes,
  run: async (scope, input) => {
    if (input.count > mostPrinted)
      return fail('partners.too_many', { field: 'count', params: { most: mostPrinted.toString() } });
    const known = await lockedAgreement(scope, input.id);
    if (!known.ok) return known;
    if (!isRunning(known.value, today(scope))) return fail('partners.not_running');
    for (let made = 0n; made < input.count; made += 1n) await makeCode(scope, known.value, null, printedDays);
    await audit(scope, { kind: 'agreement', id: input.id, detail: { printed: input.count.toString() } });
    return ok({ id: input.id });
  },
});

async function lockedTill(scope: Inside, till: string): Promise<Result<Agreement>> {
  const found = await agreementByTill(scope, readShortCode(till));
  return found === null ? fail('partners.till_unknown', { field: 'till' }) : lockedAgreement(scope, found.id);
}

async function refuseStated(scope: Inside, agreementId: string, day: LocalDate): Promise<Result<never> | null> {
  const stated = await scope.db
    .selectFrom('partner_statement')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('agreement_id', '=', agreementId)
    .where('month', '=', monthOf(day))
    .executeTakeFirst();
  return stated === undefined ? null : fail('partners.month_stated');
}

/**
 * At the till: a code is used, once and for ever, and the discount is reckoned. Whose it was is forgotten in the same
 * step. Refuses `partners.till_unknown`, `partners.not_running`, `partners.code_unknown`, `partners.code_elsewhere`,
 * `partners.code_used`, `partners.code_over`, `partners.purchase_missing`, `partners.month_stated`.
 */
export const redeemCode = command({
  name: 'partners.redeem',
  permission: permissions.till,
  input: Redeem,
  run: async (scope, input) => {
    const till = await lockedTill(scope, input.till);
    if (!till.ok) return till;
    const { value: one } = till;
    if (!isRunning(one, today(scope))) return fail('partners.not_running');
    const code = await scope.db
      .selectFrom('discount_code')
      .select(['id', 'agreement_id', 'used', 'valid_until'])
      .where('space_id', '=', scope.spaceId)
      .where('code', '=', readShortCode(input.code))
      .forUpdate()
      .executeTakeFirst();
    if (code === undefined) return fail('partners.code_unknown', { field: 'code' });
    if (code.agreement_id !== one.id) return fail('partners.code_elsewhere', { field: 'code' });
    if (code.used) return fail('partners.code_used', { field: 'code' });
    if (code.valid_until < today(scope)) return fail('partners.code_over', { field: 'code' });
    if (asksPurchase(one) && input.purchase === undefined)
      return fail('partners.purchase_missing', { field: 'purchase' });
    const stated = await refuseStated(scope, one.id, today(scope));
    if (stated !== null) return stated;
    const id = newId(scope.now());
    const discount = discountFor(one, input.purchase);
    await scope.db
      .insertInto('discount_use')
      .values({
        ...{ space_id: scope.spaceId, id, agreement_id: one.id, code_id: code.id, day: today(scope) },
        ...{ purchase: input.purchase ?? null, discount, at: scope.now() },
      })
      .execute();
    await markCode(scope, code.id, true);
    await audit(scope, { kind: 'discount', id, detail: { discount: discount.toString() } });
    return ok({ id, till: one.tillCode });
  },
});

async function markCode(scope: Inside, id: string, used: boolean): Promise<void> {
  await scope.db
    .updateTable('discount_code')
    .set({ used, person_id: null })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/**
 * The till typed something wrong: the use is taken back and the code is good again. Not once the month was stated.
 * Refuses `partners.till_unknown`, `partners.use_unknown`, `partners.already_taken_back`, `partners.month_stated`.
 */
export const takeBackUse = command({
  name: 'partners.takeBack',
  permission: permissions.till,
  input: TakeBack,
  conflicts: { discount_use_space_id_takes_back_id_key: 'partners.already_taken_back' },
  run: async (scope, input) => {
    const till = await lockedTill(scope, input.till);
    if (!till.ok) return till;
    const use = await scope.db
      .selectFrom('discount_use')
      .select(['id', 'code_id', 'day', 'discount', 'purchase'])
      .where('space_id', '=', scope.spaceId)
      .where('agreement_id', '=', till.value.id)
      .where('id', '=', input.useId)
      .where('takes_back_id', 'is', null)
      .executeTakeFirst();
    if (use === undefined) return fail('partners.use_unknown');
    const stated = await refuseStated(scope, till.value.id, use.day);
    if (stated !== null) return stated;
    const id = newId(scope.now());
    await scope.db
      .insertInto('discount_use')
      .values({
        ...{ space_id: scope.spaceId, id, agreement_id: till.value.id, code_id: use.code_id, day: use.day },
        ...{ purchase: use.purchase, discount: use.discount, takes_back_id: use.id, at: scope.now() },
      })
      .execute();
    await markCode(scope, use.code_id, false);
    await audit(scope, { kind: 'discount', id, detail: { takesBack: use.id } });
    return ok({ id, till: till.value.tillCode });
  },
});
