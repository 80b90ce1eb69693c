import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { openMatter } from '#modules/intake';
import { householdOf, person as personOf } from '#modules/people';
import { audit, because, nextNumber, seal } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, holds, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { type Deed, isNeutral, refusal } from './rules.ts';
import { Agree, EndMediation, HoldSession, LookAfter, OpenMediation, type State, Trust } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date on which somebody looks whether an agreement holds. */
const lookTask = 'mediation.look';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly state: State;
  readonly mediator_person_id: string;
  readonly follow_up_on: string | null;
}

/** Loads a mediation for a deed of its mediator, or of an administrator. */
async function load(scope: Inside, id: string, deed: Deed): Promise<Result<Row>> {
  const row = await scope.db
    .selectFrom('mediation')
    .select(['id', 'number', 'state', 'mediator_person_id', 'follow_up_on'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail('mediation.not_found');
  if (row.mediator_person_id !== actorId(scope) && !holds(scope, 'admin')) return fail('mediation.not_yours');
  const code = refusal(deed, row.state);
  return code === null ? ok(row) : fail(code);
}

/**
 * Opens a mediation, of a matter or by itself. Refusals: `mediation.matter_unknown`, `mediation.mediator_unknown`,
 * `mediation.same_party`, `mediation.not_neutral`.
 */
export const openMediation = command({
  name: 'mediation.open',
  permission: permissions.keep,
  input: OpenMediation,
  run: async (scope, input): Promise<Result<{ id: string; number: string }>> => {
    const matter = input.matter === undefined ? null : await openMatter(scope, input.matter);
    if (input.matter !== undefined && matter === null) return fail('mediation.matter_unknown', { field: 'matter' });
    if ((await personOf(scope, input.mediator)) === null)
      return fail('mediation.mediator_unknown', { field: 'mediator' });
    const sides = [
      { side: 'one' as const, name: input.one, personId: input.one_person ?? null },
      { side: 'other' as const, name: input.other, personId: input.other_person ?? null },
    ];
    for (const side of sides)
      if (side.personId !== null && (await personOf(scope, side.personId)) === null)
        return fail('mediation.party_missing', { field: `${side.side}_person` });
    if (input.one === input.other || (input.one_person !== undefined && input.one_person === input.other_person))
      return fail('mediation.same_party', { field: 'other' });
    const homeOf = async (personId: string | null): Promise<string | null> =>
      personId === null ? null : ((await householdOf(scope, personId))?.id ?? null);
    const neutral = isNeutral({
      mediatorId: input.mediator,
      mediatorHousehold: await homeOf(input.mediator),
      sides: await Promise.all(
        sides.map(async (side) => ({ personId: side.personId, household: await homeOf(side.personId) })),
      ),
      handlerId: matter?.handlerId ?? null,
    });
    if (!neutral) return fail('mediation.not_neutral', { field: 'mediator' });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'mediation');
    await scope.db
      .insertInto('mediation')
      .values({
        space_id: scope.spaceId,
        id,
        number,
        matter_id: input.matter ?? null,
        kind: input.kind,
        mediator_person_id: input.mediator,
        opened_on: today(scope),
        at: scope.now(),
      })
      .execute();
    for (const side of sides) {
      const partyId = newId(scope.now());
      await scope.db
        .insertInto('mediation_party')
        .values({
          space_id: scope.spaceId,
          id: partyId,
          mediation_id: id,
          side: side.side,
          person_id: side.personId,
          at: scope.now(),
        })
        .execute();
      await seal(scope, {
        about: { kind: 'mediation', id: partyId },
        kind: 'party',
        personId: side.personId,
        text: side.name,
      });
    }
    await seal(scope, { about: { kind: 'mediation', id }, kind: 'about', personId: null, text: input.about });
    if (input.matter !== undefined)
      await because(scope, { kind: 'matter', id: input.matter }, { kind: 'mediation', id });
    await audit(scope, { kind: 'mediation', id, detail: { kind: input.kind } });
    return ok({ id, number });
  },
});

/** Notes that one side trusts this mediator; without both nothing is agreed. */
export const trust = command({
  name: 'mediation.trust',
  permission: permissions.keep,
  input: Trust,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await load(scope, input.id, 'trust');
    if (!loaded.ok) return loaded;
    await scope.db
      .updateTable('mediation_party')
      .set({ trusts_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('mediation_id', '=', input.id)
      .where('side', '=', input.side)
      .execute();
    await audit(scope, { kind: 'mediation', id: input.id, detail: { trusted_by: input.side } });
    return ok({ id: input.id });
  },
});

/** Whether both sides said yes to the mediator. */
async function trusted(scope: Inside, id: string): Promise<boolean> {
  const rows = await scope.db
    .selectFrom('mediation_party')
    .select('trusts_on')
    .where('space_id', '=', scope.spaceId)
    .where('mediation_id', '=', id)
    .execute();
  return rows.every((row) => row.trusts_on !== null);
}

/** Notes a session; what was said is sealed. Refusals: `mediation.not_trusted`, `mediation.future`. */
export const holdSession = command({
  name: 'mediation.session',
  permission: permissions.keep,
  input: HoldSession,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await load(scope, input.id, 'session');
    if (!loaded.ok) return loaded;
    if (!(await trusted(scope, input.id))) return fail('mediation.not_trusted');
    if (input.held_on > today(scope)) return fail('mediation.future', { field: 'held_on' });
    const sessionId = newId(scope.now());
    await scope.db
      .insertInto('mediation_session')
      .values({
        space_id: scope.spaceId,
        id: sessionId,
        mediation_id: input.id,
        held_on: input.held_on,
        place_text: input.place_text,
        at: scope.now(),
      })
      .execute();
    await seal(scope, { about: { kind: 'mediation', id: sessionId }, kind: 'said', personId: null, text: input.said });
    await audit(scope, { kind: 'mediation', id: input.id, detail: { session: input.held_on } });
    return ok({ id: input.id });
  },
});

/** Writes the agreement, with the day somebody looks whether it holds. */
export const agree = command({
  name: 'mediation.agree',
  permission: permissions.keep,
  input: Agree,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await load(scope, input.id, 'agree');
    if (!loaded.ok) return loaded;
    if (!(await trusted(scope, input.id))) return fail('mediation.not_trusted');
    const held = await scope.db
      .selectFrom('mediation_session')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('mediation_id', '=', input.id)
      .executeTakeFirst();
    if (held === undefined) return fail('mediation.no_session');
    if (input.follow_up_on <= today(scope)) return fail('mediation.day_past', { field: 'follow_up_on' });
    await scope.db
      .updateTable('mediation')
      .set({ state: 'agreed', agreed_on: today(scope), follow_up_on: input.follow_up_on })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await seal(scope, {
      about: { kind: 'mediation', id: input.id },
      kind: 'agreement',
      personId: null,
      text: input.agreement,
    });
    const words = pick('zh', { zh, en }).tasks;
    await openTask(scope, {
      kind: lookTask,
      subject: { kind: 'mediation', id: input.id },
      title: words.look(loaded.value.number),
      dueOn: input.follow_up_on,
      ownerPersonId: loaded.value.mediator_person_id,
      remindDaysBefore: 1,
      escalateToRole: 'admin',
      rule: words.rule,
    });
    await audit(scope, { kind: 'mediation', id: input.id, detail: { state: 'agreed' } });
    return ok({ id: input.id });
  },
});

/** Ends a mediation that came to nothing, with the reason; other doors stay open to both. */
export const endMediation = command({
  name: 'mediation.end',
  permission: permissions.keep,
  input: EndMediation,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await load(scope, input.id, 'end');
    if (!loaded.ok) return loaded;
    await scope.db
      .updateTable('mediation')
      .set({ state: 'ended', ended_reason: input.reason, closed_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'mediation', id: input.id, detail: { state: 'ended' } });
    return ok({ id: input.id });
  },
});

/** Looks, on the day agreed or later, whether the agreement is kept. */
export const lookAfter = command({
  name: 'mediation.look',
  permission: permissions.keep,
  input: LookAfter,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await load(scope, input.id, 'look');
    if (!loaded.ok) return loaded;
    if ((loaded.value.follow_up_on ?? '') > today(scope)) return fail('mediation.too_early');
    await scope.db
      .updateTable('mediation')
      .set({ state: input.outcome, closed_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await seal(scope, { about: { kind: 'mediation', id: input.id }, kind: 'found', personId: null, text: input.found });
    await closeTask(scope, { kind: 'mediation', id: input.id }, lookTask, 'done');
    await audit(scope, { kind: 'mediation', id: input.id, detail: { state: input.outcome } });
    return ok({ id: input.id });
  },
});
