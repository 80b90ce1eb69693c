import { addDays, type LocalDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { openTask } from '#modules/tasks';
import { type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { payment } from './queries.ts';
import type { Payment } from './schema.ts';
import { zh } from './zh.ts';

/** Takes a payment so that whoever else would change it waits; null when it does not exist. */
export async function lockPayment(scope: Inside, id: string): Promise<Payment | null> {
  await scope.db
    .selectFrom('payment')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return payment(scope, id);
}

/** Changes columns of a payment. */
export async function changePayment(scope: Inside, id: string, to: object): Promise<void> {
  await scope.db
    .updateTable('payment')
    .set({ ...to, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

const owners = { approve: 'treasurer', pay: 'finance', settle: 'finance' } as const;

/** What waits for a hand with a payment: to be approved, paid, or, an advance, settled by its day. */
export async function paymentTask(
  scope: Inside,
  id: string,
  kind: keyof typeof owners,
  number: string,
  dueOn?: LocalDate,
): Promise<void> {
  await openTask(scope, {
    ...{ kind: `funds.${kind}`, subject: { kind: 'payment', id }, dueOn: dueOn ?? addDays(today(scope), 3) },
    ...{ title: pick(scope.lang, { zh, en }).tasks[kind](number), escalateToRole: 'supervisor' },
    ...{ ownerRole: owners[kind], ...(kind === 'settle' ? { remindDaysBefore: 7 } : {}) },
  });
}
