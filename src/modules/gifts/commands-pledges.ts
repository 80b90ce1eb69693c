import { formatDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { fund } from '#modules/funds';
import { representativesOf } from '#modules/organisations';
import { persons } from '#modules/people';
import { audit, because, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { giftConflicts, openForGift, writeGift } from './commands-taking.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { pledge, pledgeParts } from './queries-pledges.ts';
import { nextPart, owedOn, partsOf, refuseReminder, refuseSchedule } from './rules-pledges.ts';
import { ById, type FromWhom, NewPledge, PaidPledge, type Pledge, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Writes down a promise, in one part or by a rhythm: a merchant's share of its takings, a regular gift (F072). When a
 * part is due the office gets a task; the giver is never reminded in public. Refuses `funds.not_found`,
 * `gifts.giver_missing`, `gifts.two_givers`, `gifts.until_missing`, `gifts.until_before`, `gifts.too_many_parts`,
 * `gifts.giver_unknown`.
 */
export const promiseShare = command({
  name: 'gifts.promiseShare',
  permission: permissions.pledge,
  input: NewPledge,
  conflicts: {
    pledge_space_id_organisation_id_fkey: 'gifts.giver_unknown',
    pledge_space_id_person_id_fkey: 'gifts.giver_unknown',
  },
  run: async (scope, input) => {
    if ((await fund(scope, input.fundId)) === null) return fail('funds.not_found', { field: 'fundId' });
    if (input.organisationId === undefined && input.personId === undefined)
      return fail('gifts.giver_missing', { field: 'organisationId' });
    if (input.organisationId !== undefined && input.personId !== undefined)
      return fail('gifts.two_givers', { field: 'organisationId' });
    const wrong = refuseSchedule(input.every, input.dueOn, input.untilOn);
    if (wrong !== null) return fail(wrong.code, { field: wrong.field });
    const id = newId(scope.now());
    await writePledge(scope, id, input);
    await audit(scope, { kind: 'pledge', id, detail: { amount: input.amount.toString(), every: input.every } });
    await expectPart(scope, id, input.dueOn);
    return ok({ id });
  },
});

async function writePledge(scope: Inside, id: string, input: ReturnType<typeof NewPledge.parse>): Promise<void> {
  const parts = partsOf(input.amount, input.every, input.dueOn, input.untilOn);
  await scope.db
    .insertInto('pledge')
    .values({
      ...{ space_id: scope.spaceId, id, fund_id: input.fundId, text: input.text, amount: input.amount },
      organisation_id: input.organisationId ?? null,
      person_id: input.personId ?? null,
      agreement_number: input.agreementNumber === '' ? null : input.agreementNumber,
      ...{ every: input.every, from_on: input.dueOn, until_on: parts.at(-1)?.dueOn ?? input.dueOn },
      ...{ total: parts.at(-1)?.upTo ?? input.amount, due_on: input.dueOn },
      recorded_by: actorId(scope),
      at: scope.now(),
    })
    .execute();
  await scope.db
    .insertInto('pledge_part')
    .values(
      parts.map((one) => ({
        ...{ space_id: scope.spaceId, pledge_id: id, part: one.part },
        ...{ due_on: one.dueOn, amount: one.amount, up_to: one.upTo },
      })),
    )
    .execute();
}

async function expectPart(scope: Inside, id: string, dueOn: string): Promise<void> {
  await openTask(scope, {
    ...{ kind: 'gifts.pledge', subject: { kind: 'pledge', id }, dueOn, ownerRole: 'secretary' },
    title: pick(scope.lang, { zh, en }).tasks.pledge,
  });
}

async function open(scope: Inside, id: string): Promise<Result<Pledge>> {
  await scope.db
    .selectFrom('pledge')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await pledge(scope, id);
  if (known === null) return fail('gifts.pledge_not_found');
  return known.state === 'promised' ? ok(known) : fail('gifts.pledge_settled');
}

function fromPledge(known: Pledge, input: ReturnType<typeof PaidPledge.parse>): FromWhom {
  return {
    ...{ fundId: known.fundId, nature: input.nature, alias: '', waived: false, donorName: '' },
    publicity: input.publicity ?? 'masked',
    sourceClass: known.organisationId === null ? 'resident' : 'merchant',
    ...(known.organisationId === null ? {} : { donorOrganisationId: known.organisationId }),
    ...(known.personId === null ? {} : { donorPersonId: known.personId }),
    purposeText: known.text,
    ...(input.receivedOn === undefined ? {} : { receivedOn: input.receivedOn }),
  };
}

/**
 * Promised money came, what is due or another sum: a gift is booked, the oldest part is paid first, and the promise is
 * kept when all of it is there; more than promised is a gift all the same. Refuses `gifts.pledge_not_found`,
 * `gifts.pledge_settled`, and as a bank gift does.
 */
export const payPledge = command({
  name: 'gifts.payPledge',
  permission: permissions.pledge,
  input: PaidPledge,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (!known.ok) return known;
    const into = await openForGift(scope, fromPledge(known.value, input));
    if (!into.ok) return into;
    const parts = await pledgeParts(scope, known.value.id);
    const owed = owedOn(parts, known.value.paid, today(scope));
    const next = nextPart(parts, known.value.paid);
    const booked = input.amount ?? (owed > 0n ? owed : (next?.upTo ?? known.value.paid) - known.value.paid);
    const taken = await writeGift(scope, into.value, {
      ...{ kind: 'share', booked },
      columns: { bank_reference: input.bankReference, pledge_id: known.value.id },
      detail: { amount: booked.toString(), pledge: known.value.id },
    });
    if (!taken.ok) return taken;
    const { id, lookCode } = taken.value;
    await settlePledge(scope, known.value.id, known.value.paid + booked, id);
    await because(scope, { kind: 'pledge', id: known.value.id }, { kind: 'gift', id });
    return ok({ id: known.value.id, giftId: id, lookCode });
  },
});

/** Sets what a promise has brought so far, and from it its state, its next due day and the task of that day. */
async function settlePledge(scope: Inside, id: string, paid: bigint, giftId: string | null): Promise<void> {
  const next = nextPart(await pledgeParts(scope, id), paid);
  await scope.db
    .updateTable('pledge')
    .set({
      ...{ paid, state: next === null ? 'paid' : 'promised', settled_at: next === null ? scope.now() : null },
      ...(giftId === null ? {} : { gift_id: giftId }),
      ...(next === null ? {} : { due_on: next.dueOn }),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await closeTask(scope, { kind: 'pledge', id }, 'gifts.pledge', 'done');
  if (next !== null) await expectPart(scope, id, next.dueOn);
}

/** A gift against a promise went back out of the books: what it paid is open again, unless the rest was released. */
export async function reopenPledge(scope: Inside, pledgeId: string, amount: bigint): Promise<void> {
  const known = await pledge(scope, pledgeId);
  if (known === null) return;
  const paid = known.paid - amount;
  if (known.state === 'released') {
    await scope.db
      .updateTable('pledge')
      .set({ paid })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', pledgeId)
      .execute();
    return;
  }
  await settlePledge(scope, pledgeId, paid, null);
}

/** Lets the rest of a promise go, with a reason (Charity Law art. 41); what was paid stays. Refuses `gifts.pledge_not_found`, `gifts.pledge_settled`. */
export const releasePledge = command({
  name: 'gifts.releasePledge',
  permission: permissions.pledge,
  input: WithReason,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (!known.ok) return known;
    await scope.db
      .updateTable('pledge')
      .set({ state: 'released', reason: input.reason, settled_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'pledge', id: input.id, detail: { released: true } });
    await closeTask(scope, { kind: 'pledge', id: input.id }, 'gifts.pledge', 'dropped', input.reason);
    return ok({ id: input.id });
  },
});

/**
 * Reminds an organisation of an overdue part, under its signed agreement, once for each part: a message to those who
 * act for it. Refuses `gifts.pledge_not_found`, `gifts.pledge_settled`, `gifts.never_a_person`, `gifts.no_agreement`,
 * `gifts.not_overdue`, `gifts.reminded`.
 */
export const remindPledge = command({
  name: 'gifts.remindPledge',
  permission: permissions.pledge,
  input: ById,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (!known.ok) return known;
    const refused = refuseReminder(known.value, today(scope));
    if (refused !== null) return fail(refused);
    const owed = owedOn(await pledgeParts(scope, input.id), known.value.paid, today(scope));
    const { organisationId, agreementNumber, dueOn } = known.value;
    const people = organisationId === null ? [] : await persons(scope, await representativesOf(scope, organisationId));
    for (const one of people)
      await tell(scope, {
        ...{ personId: one.id, channel: 'desk', lang: one.lang, about: { kind: 'pledge', id: input.id } },
        body: pick(one.lang, { zh, en }).pledge.reminder(
          agreementNumber ?? '',
          formatFen(owed),
          formatDate(dueOn, one.lang),
        ),
      });
    await scope.db
      .updateTable('pledge')
      .set({ reminded_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'pledge', id: input.id, detail: { reminded: people.length } });
    return ok({ id: input.id });
  },
});
