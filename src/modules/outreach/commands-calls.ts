import { z } from 'zod';
import { addDays, formatDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { need as needOf } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { audit, because, nextNumber } from '#modules/record';
import { offerResource } from '#modules/resources';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { speaksFor, tellOrganisation, unknownOf } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { askedBy, call } from './queries.ts';
import { publicRefusal } from './rules.ts';
import { AnswerCall, AskMore, type Call, CloseCall, OpenCall, TakeUp } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date on which the answers to a call are counted. */
const countTask = 'outreach.count';

async function ask(scope: Inside, one: Call, organisations: readonly string[]): Promise<void> {
  await scope.db
    .insertInto('call_answer')
    .values(
      organisations.map((organisation_id) => ({
        space_id: scope.spaceId,
        call_id: one.id,
        organisation_id,
        at: scope.now(),
      })),
    )
    .execute();
  for (const organisation of organisations)
    await tellOrganisation(scope, organisation, { kind: 'call', id: one.id }, (w, lang) =>
      w.told.asked(one.title, formatDate(one.answerBy, lang)),
    );
}

/**
 * Calls chosen partners for a resource (F119): each is told and answers by a day. Refuses `outreach.nobody_asked`,
 * `outreach.organisation_unknown`, `outreach.need_unknown`, `outreach.class_unknown`, `outreach.day_past`,
 * `outreach.personal_data`, `outreach.money_appeal`.
 */
export const openCall = command({
  name: 'outreach.call',
  permission: permissions.keep,
  input: OpenCall,
  conflicts: { resource_call_class_code_fkey: 'outreach.class_unknown' },
  run: async (scope, input) => {
    const { need, organisations, ...facts } = input;
    if (organisations.length === 0) return fail('outreach.nobody_asked', { field: 'organisations' });
    if ((await unknownOf(scope, organisations)).length > 0)
      return fail('outreach.organisation_unknown', { field: 'organisations' });
    if (need !== undefined && (await needOf(scope, need)) === null)
      return fail('outreach.need_unknown', { field: 'need' });
    if (input.answer_by < today(scope)) return fail('outreach.day_past', { field: 'answer_by' });
    const wrong = publicRefusal([input.title, input.text]);
    if (wrong !== null) return fail(wrong.code, { field: 'text', params: wrong.params });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'call');
    await scope.db
      .insertInto('resource_call')
      .values({ space_id: scope.spaceId, id, number, ...facts, need_id: need ?? null, at: scope.now() })
      .execute();
    if (need !== undefined) await because(scope, { kind: 'need', id: need }, { kind: 'call', id });
    const made = await call(scope, id);
    if (made === null) throw new Error('a call just written is there');
    await ask(scope, made, [...new Set(organisations)]);
    await openTask(scope, {
      kind: countTask,
      subject: { kind: 'call', id },
      title: pick('zh', { zh, en }).tasks.count(input.title),
      dueOn: addDays(input.answer_by, 1),
      ownerRole: 'worker',
    });
    await audit(scope, { kind: 'call', id, detail: { asked: organisations.length } });
    return ok({ id, number });
  },
});

async function openCallOf(scope: Inside, id: string): Promise<Result<Call>> {
  await scope.db
    .selectFrom('resource_call')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const one = await call(scope, id);
  if (one === null) return fail('outreach.call_not_found');
  return one.state === 'open' ? ok(one) : fail('outreach.call_closed');
}

/** Asks more partners. Refuses `outreach.call_not_found`, `outreach.call_closed`, and as `openCall`; who was asked already is left alone. */
export const askMore = command({
  name: 'outreach.ask',
  permission: permissions.keep,
  input: AskMore,
  run: async (scope, input) => {
    const found = await openCallOf(scope, input.id);
    if (!found.ok) return found;
    if ((await unknownOf(scope, input.organisations)).length > 0)
      return fail('outreach.organisation_unknown', { field: 'organisations' });
    const known = new Set((await askedBy(scope, [input.id])).map((one) => one.organisationId));
    const fresh = [...new Set(input.organisations)].filter((one) => !known.has(one));
    if (fresh.length === 0) return fail('outreach.nobody_asked', { field: 'organisations' });
    await ask(scope, found.value, fresh);
    await audit(scope, { kind: 'call', id: input.id, detail: { asked: fresh.length } });
    return ok({ id: input.id });
  },
});

/**
 * Answers a call for an organisation: by whoever represents it, or by the desk as it was told. An answer may change until
 * the call is closed or it was taken up. Refuses `outreach.call_not_found`, `outreach.call_closed`, `outreach.not_yours`,
 * `outreach.not_asked`, `outreach.taken_up`, `outreach.quantity_missing` (with yes and part), `outreach.personal_data`.
 */
export const answerCall = command({
  name: 'outreach.answer',
  permission: permissions.own,
  input: AnswerCall,
  run: async (scope, input) => {
    const found = await openCallOf(scope, input.id);
    if (!found.ok) return found;
    if (!(await speaksFor(scope, input.organisation))) return fail('outreach.not_yours', { field: 'organisation' });
    const asked = (await askedBy(scope, [input.id])).find((one) => one.organisationId === input.organisation);
    if (asked === undefined) return fail('outreach.not_asked', { field: 'organisation' });
    if (asked.resourceId !== null) return fail('outreach.taken_up');
    const gives = input.answer === 'yes' || input.answer === 'part';
    if (gives && input.quantity === undefined) return fail('outreach.quantity_missing', { field: 'quantity' });
    const wrong = publicRefusal([input.answer_text]);
    if (wrong !== null) return fail(wrong.code, { field: 'answer_text', params: wrong.params });
    await scope.db
      .updateTable('call_answer')
      .set({
        answer: input.answer,
        quantity: gives ? (input.quantity ?? null) : null,
        answer_text: input.answer_text,
        answered_by: scope.actor?.way === 'system' ? null : actorId(scope),
        answered_at: scope.now(),
      })
      .where('space_id', '=', scope.spaceId)
      .where('call_id', '=', input.id)
      .where('organisation_id', '=', input.organisation)
      .execute();
    await audit(scope, {
      kind: 'call',
      id: input.id,
      detail: { organisation: input.organisation, answer: input.answer },
    });
    return ok({ id: input.id });
  },
});

/**
 * Enters what a partner promised as a resource of theirs; it is looked at like every offer. Refuses
 * `outreach.call_not_found`, `outreach.not_asked`, `outreach.not_promised`, `outreach.taken_up`, and as `offerResource`.
 */
export const takeUp = command({
  name: 'outreach.takeUp',
  permission: permissions.visit,
  input: TakeUp,
  conflicts: { resource_class_code_fkey: 'outreach.class_unknown' },
  run: async (scope, input) => {
    const one = await call(scope, input.id);
    if (one === null) return fail('outreach.call_not_found');
    const asked = (await askedBy(scope, [input.id])).find((each) => each.organisationId === input.organisation);
    if (asked === undefined) return fail('outreach.not_asked');
    if (asked.quantity === null) return fail('outreach.not_promised');
    if (asked.resourceId !== null) return fail('outreach.taken_up');
    const offered = await offerResource(scope, {
      kind: input.kind,
      title: input.title,
      class_code: one.classCode,
      quantity: asked.quantity,
      unit: one.unit,
      conditions: asked.answerText,
      kept_by_owner: input.kind === 'loan' || input.kind === 'room' ? 'yes' : '',
      organisation: input.organisation,
    });
    if (!offered.ok) return offered;
    await scope.db
      .updateTable('call_answer')
      .set({ resource_id: offered.value.id })
      .where('space_id', '=', scope.spaceId)
      .where('call_id', '=', input.id)
      .where('organisation_id', '=', input.organisation)
      .execute();
    await because(scope, { kind: 'call', id: one.id }, { kind: 'resource', id: offered.value.id });
    await audit(scope, { kind: 'call', id: one.id, detail: { resource: offered.value.id } });
    return ok({ id: one.id, resourceId: offered.value.id });
  },
});

/** Closes a call with what it came to; partners who promised hear it. Refuses `outreach.call_not_found`, `outreach.call_closed`. */
export const closeCall = command({
  name: 'outreach.closeCall',
  permission: permissions.keep,
  input: CloseCall,
  run: async (scope, input) => {
    const found = await openCallOf(scope, input.id);
    if (!found.ok) return found;
    await scope.db
      .updateTable('resource_call')
      .set({ state: 'closed', closing_text: input.closing_text, closed_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await closeTask(scope, { kind: 'call', id: input.id }, countTask, 'done');
    for (const asked of await askedBy(scope, [input.id]))
      if (asked.quantity !== null)
        await tellOrganisation(scope, asked.organisationId, { kind: 'call', id: input.id }, (w) =>
          w.told.closed(found.value.title, input.closing_text),
        );
    await audit(scope, { kind: 'call', id: input.id, detail: { step: 'closed' } });
    return ok({ id: input.id });
  },
});

const nothing = z.object({});

/** Reminds partners once who have not answered when the day is near. Run by a job; returns how many were reminded. */
export const remindPartners = command({
  name: 'outreach.remindPartners',
  permission: permissions.system,
  input: nothing,
  run: async (scope): Promise<Result<{ reminded: number }>> => {
    const near = addDays(today(scope), await parameter(scope, 'loan.remindDays'));
    const rows = await scope.db
      .selectFrom('call_answer as a')
      .innerJoin('resource_call as c', (join) =>
        join.onRef('c.space_id', '=', 'a.space_id').onRef('c.id', '=', 'a.call_id'),
      )
      .select(['a.call_id', 'a.organisation_id', 'c.title', 'c.answer_by'])
      .where('a.space_id', '=', scope.spaceId)
      .where('a.answer', 'is', null)
      .where('a.reminded_at', 'is', null)
      .where('c.state', '=', 'open')
      .where('c.answer_by', '<=', near)
      .execute();
    for (const row of rows) {
      await tellOrganisation(scope, row.organisation_id, { kind: 'call', id: row.call_id }, (w, lang) =>
        w.told.remind(row.title, formatDate(row.answer_by, lang)),
      );
      await scope.db
        .updateTable('call_answer')
        .set({ reminded_at: scope.now() })
        .where('space_id', '=', scope.spaceId)
        .where('call_id', '=', row.call_id)
        .where('organisation_id', '=', row.organisation_id)
        .execute();
      await audit(scope, { kind: 'call', id: row.call_id, detail: { reminded: row.organisation_id } });
    }
    if (rows.length === 0) await audit(scope, { kind: 'space', id: scope.spaceId, detail: { reminded: 0 } });
    return ok({ reminded: rows.length });
  },
});
