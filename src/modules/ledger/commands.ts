import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { later } from '#platform/later';
import type { Statement } from '#platform/round-trip';
import { actorId, type Inside, today } from '#platform/scope';
import type { NewAccount, NewAuthorisation, NewEntry } from './schema.ts';

/**
 * Opens an account, or finds the one that has this path and commodity already; returns its id. How it is guarded is
 * settled when it is opened and never changes.
 */
export async function openAccount(scope: Inside, account: NewAccount): Promise<string> {
  const opened = await scope.db
    .insertInto('ledger_account')
    .values({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      path: account.path,
      commodity: account.commodity,
      normal: account.normal,
      guarded: account.guarded === true,
      covered: account.covered === true,
      title: account.title,
      opened_at: scope.now(),
    })
    .onConflict((conflict) => conflict.columns(['space_id', 'path', 'commodity']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (opened !== undefined) {
    await audit(scope, { kind: 'account', id: opened.id, detail: { path: account.path } });
    return opened.id;
  }
  const known = await scope.db
    .selectFrom('ledger_account')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('path', '=', account.path)
    .where('commodity', '=', account.commodity)
    .executeTakeFirstOrThrow();
  return known.id;
}

/**
 * Posts one balanced entry in one round trip and returns its id. Refuses by the codes of `ledger_post`, in their
 * order: `ledger.period_closed`, `account_unknown`, `account_closed`, `unbalanced`, `no_authorisation`, `not_held`,
 * `already_paid`, `not_approved`, `over_authorisation`, `over_available`, `short`. A gift loses from no account, so it
 * waits for nobody. A day of a closed month is kept as the day it happened, and the entry is booked today.
 */
export async function postEntry(scope: Inside, entry: NewEntry): Promise<Result<{ entryId: string }>> {
  const entryId = newId(scope.now());
  const parts = entryValues(scope, entryId, entry).map((value) => sql`${value}`);
  const answer = await sql<{ refused: string | null }>`select ledger_post(${sql.join(parts)}) as refused`.execute(
    scope.db,
  );
  return refusal(answer.rows) ?? ok({ entryId });
}

/**
 * Posts an entry without waiting for the answer and returns its id: for money that comes in, where nothing that follows
 * depends on it. A refusal (as of `postEntry`) ends the whole command with its code.
 */
export async function enterEntry(scope: Inside, entry: NewEntry): Promise<string> {
  const entryId = newId(scope.now());
  const values = entryValues(scope, entryId, entry);
  // Two lines and nobody's leave: what nearly all money is that comes in.
  const plain = entry.lines.length === 2 && entry.authorisationId === undefined && entry.orderId === undefined;
  await later(scope, { text: enterText, values, ...(plain ? { together: entriesTogether } : {}) });
  return entryId;
}

const enterText = `select ledger_post(${Array.from({ length: 14 }, (_, at) => `$${at + 1}`).join()}, true)`;
const enterManyText = `select ledger_enter(${Array.from({ length: 14 }, (_, at) => `$${at + 1}`).join()})`;

/** Entries of two lines as one statement; the order of the values is that of `entryValues`. */
function entriesTogether(all: readonly Statement[]): readonly Statement[] {
  if (all.some(({ together }) => together === undefined)) return all;
  const column = (at: number) => all.map(({ values }) => values[at]);
  const line = (at: number, number: number) => column(at).map((list) => (Array.isArray(list) ? list[number] : null));
  const [id, at, day, on, kind, memo, facet, subjectKind, subjectId] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(column);
  const lines = [line(10, 0), line(11, 0), line(10, 1), line(11, 1)];
  const [first] = all;
  return [
    {
      text: enterManyText,
      values: [first?.values[0], id, at, day, on, kind, memo, facet, subjectKind, subjectId, ...lines],
      unread: true,
    },
  ];
}

/** An entry as the functions of the database take it. */
function entryValues(scope: Inside, id: string, entry: NewEntry): unknown[] {
  const on = today(scope);
  return [
    ...[scope.spaceId, id, scope.now(), entry.day ?? on, on, entry.kind, entry.memo, entry.facet ?? ''],
    ...[entry.subject.kind, entry.subject.id],
    ...[entry.lines.map((line) => line.accountId), entry.lines.map((line) => line.amount)],
    ...[entry.authorisationId ?? null, entry.orderId ?? null],
  ];
}

/**
 * Takes an entry back by one with every line turned round, dated today, with a reason; both stay visible. Refuses:
 * `ledger.entry_unknown`, `is_reversal`, `already_reversed`, `period_closed`, `over_available` (the gift is already
 * promised or spent), `short`.
 */
export async function reverseEntry(
  scope: Inside,
  entryId: string,
  reason: string,
): Promise<Result<{ entryId: string }>> {
  const id = newId(scope.now());
  const answer = await sql<{ refused: string | null }>`select ledger_reverse(
      ${scope.spaceId}, ${id}, ${entryId}, ${scope.now()}, ${today(scope)}, ${reason}) as refused`.execute(scope.db);
  const refused = refusal(answer.rows);
  if (refused !== null) return refused;
  await audit(scope, { kind: 'entry', id, detail: { reverses: entryId } });
  return ok({ entryId: id });
}

/**
 * Writes down what a decision allows. The room of decisions calls this when the last step has passed; the money is
 * set aside separately (`holdMoney`). Asking twice for the same decision, purpose and account gives the same one.
 * Refuses `ledger.account_unknown`.
 */
export async function authorise(scope: Inside, wanted: NewAuthorisation): Promise<Result<{ authorisationId: string }>> {
  const account = await scope.db
    .selectFrom('ledger_account')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', wanted.accountId)
    .executeTakeFirst();
  if (account === undefined) return fail('ledger.account_unknown');
  const id = newId(scope.now());
  const made = await scope.db
    .insertInto('ledger_authorisation')
    .values({
      space_id: scope.spaceId,
      id,
      account_id: wanted.accountId,
      amount: wanted.amount,
      approvals_needed: wanted.approvalsNeeded ?? 2,
      decision_id: wanted.decisionId,
      purpose_kind: wanted.purpose.kind,
      purpose_id: wanted.purpose.id,
      at: scope.now(),
    })
    .onConflict((conflict) => conflict.columns(['space_id', 'decision_id', 'purpose_id', 'account_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) {
    await audit(scope, { kind: 'authorisation', id, detail: { amount: wanted.amount.toString() } });
    return ok({ authorisationId: id });
  }
  const known = await scope.db
    .selectFrom('ledger_authorisation')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('decision_id', '=', wanted.decisionId)
    .where('purpose_id', '=', wanted.purpose.id)
    .where('account_id', '=', wanted.accountId)
    .executeTakeFirstOrThrow();
  return ok({ authorisationId: known.id });
}

/**
 * Sets approved money aside, so that it can not be promised twice; until then nothing is paid from it. Refuses
 * `ledger.no_authorisation`, `ledger.already_held`, `ledger.over_available`.
 */
export async function holdMoney(scope: Inside, authorisationId: string): Promise<Result<{ holdId: string }>> {
  const id = newId(scope.now());
  const answer = await sql<{ refused: string | null }>`select ledger_hold_money(
      ${scope.spaceId}, ${id}, ${authorisationId}, ${scope.now()}) as refused`.execute(scope.db);
  const refused = refusal(answer.rows);
  if (refused !== null) return refused;
  await audit(scope, { kind: 'authorisation', id: authorisationId, detail: { held: true } });
  return ok({ holdId: id });
}

/**
 * Ends an authorisation with a reason: what is still set aside can be used for other things, and nothing more is
 * paid from it. Refuses `ledger.no_authorisation`.
 */
export async function releaseHold(scope: Inside, authorisationId: string, reason: string): Promise<Result<null>> {
  const answer = await sql<{ refused: string | null }>`select ledger_release(
      ${scope.spaceId}, ${authorisationId}, ${scope.now()}, ${reason}) as refused`.execute(scope.db);
  const refused = refusal(answer.rows);
  if (refused !== null) return refused;
  await audit(scope, { kind: 'authorisation', id: authorisationId, detail: { released: true } });
  return ok(null);
}

/** One order to pay, approved at one amount. */
export interface OrderApproval {
  readonly authorisationId: string;
  readonly orderId: string;
  readonly amount: bigint;
}

/**
 * The actor approves one order at one amount; returns how many have. Refuses the same person twice
 * (`ledger.already_approved`), an unknown or ended authorisation (`ledger.no_authorisation`) and more than it still
 * allows (`ledger.over_authorisation`).
 */
export async function approveOrder(scope: Inside, order: OrderApproval): Promise<Result<{ approvals: number }>> {
  const authorisation = await scope.db
    .selectFrom('ledger_authorisation')
    .select(['amount', 'spent', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', order.authorisationId)
    .executeTakeFirst();
  if (authorisation === undefined || authorisation.state === 'ended') return fail('ledger.no_authorisation');
  if (authorisation.spent + order.amount > authorisation.amount) return fail('ledger.over_authorisation');
  const approved = await scope.db
    .insertInto('ledger_approval')
    .values({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      authorisation_id: order.authorisationId,
      order_id: order.orderId,
      amount: order.amount,
      person_id: actorId(scope),
      at: scope.now(),
    })
    .onConflict((conflict) => conflict.constraint('ledger_approval_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (approved === undefined) return fail('ledger.already_approved');
  const { count } = await scope.db
    .selectFrom('ledger_approval')
    .select((e) => e.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .where('order_id', '=', order.orderId)
    .where('amount', '=', order.amount)
    .executeTakeFirstOrThrow();
  return ok({ approvals: Number(count) });
}

/** Certified service, in minutes; counted in the books and never turned into anything else. */
export interface ServedHours {
  readonly minutes: bigint;
  readonly subject: NewEntry['subject'];
  readonly day?: string;
}

/** Books hours that neighbours gave (`hours/given`, credit) and that were served (`hours/served`, debit). */
export async function bookHours(scope: Inside, served: ServedHours): Promise<Result<{ entryId: string }>> {
  const given = await openAccount(scope, { path: 'hours/given', commodity: 'HOURS', normal: 'credit', title: '' });
  const used = await openAccount(scope, { path: 'hours/served', commodity: 'HOURS', normal: 'debit', title: '' });
  return postEntry(scope, {
    kind: 'ledger.hours',
    memo: '',
    ...(served.day === undefined ? {} : { day: served.day }),
    subject: served.subject,
    lines: [
      { accountId: used, amount: served.minutes },
      { accountId: given, amount: -served.minutes },
    ],
  });
}

function refusal(rows: readonly { readonly refused: string | null }[]): Result<never> | null {
  const code = rows[0]?.refused ?? null;
  return code === null ? null : fail(code);
}
