import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { organisationNames } from '#modules/organisations';
import { person as personOf } from '#modules/people';
import { placeNames } from '#modules/places';
import { audit, because, nextNumber } from '#modules/record';
import { addGoods, markSecondhand, offerResource } from '#modules/resources';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { donationPoint } from './queries.ts';
import { namesSomebody, stateRefusal } from './rules.ts';
import { EditPoint, OpenPoint, PostItem, SetPointState, TakeIn } from './schema.ts';
import { zh } from './zh.ts';

async function checkFacts(
  scope: Inside,
  input: { readonly place?: string | undefined; readonly organisation?: string | undefined },
): Promise<Result<null>> {
  if (input.place !== undefined && !(await placeNames(scope, [input.place])).has(input.place))
    return fail('exchange.place_unknown', { field: 'place' });
  if (
    input.organisation !== undefined &&
    !(await organisationNames(scope, [input.organisation])).has(input.organisation)
  )
    return fail('exchange.organisation_unknown', { field: 'organisation' });
  return ok(null);
}

/** Opens a donation point with its number (F115). Refuses `exchange.place_unknown`, `exchange.organisation_unknown`. */
export const openPoint = command({
  name: 'exchange.openPoint',
  permission: permissions.found,
  input: OpenPoint,
  run: async (scope, input) => {
    const checked = await checkFacts(scope, input);
    if (!checked.ok) return checked;
    const id = newId(scope.now());
    const { place, organisation, ...facts } = input;
    const number = await nextNumber(scope, 'donation_point');
    await scope.db
      .insertInto('donation_point')
      .values({
        space_id: scope.spaceId,
        id,
        number,
        ...facts,
        place_id: place ?? null,
        organisation_id: organisation ?? null,
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'donation_point', id });
    return ok({ id, number });
  },
});

/** Puts the words of a point right. Refuses `exchange.not_found` and as `openPoint`. */
export const editPoint = command({
  name: 'exchange.editPoint',
  permission: permissions.keep,
  input: EditPoint,
  run: async (scope, input) => {
    const { id, place, organisation, ...facts } = input;
    if ((await donationPoint(scope, id)) === null) return fail('exchange.not_found');
    const checked = await checkFacts(scope, input);
    if (!checked.ok) return checked;
    await scope.db
      .updateTable('donation_point')
      .set({ ...facts, place_id: place ?? null, organisation_id: organisation ?? null })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', id)
      .execute();
    await audit(scope, { kind: 'donation_point', id });
    return ok({ id });
  },
});

/** Pauses a point, opens it again or closes it for good, with the reason. Refuses `exchange.not_found`, `exchange.state`, `exchange.reason_missing`. */
export const setPointState = command({
  name: 'exchange.setState',
  permission: permissions.keep,
  input: SetPointState,
  run: async (scope, input) => {
    const one = await donationPoint(scope, input.id);
    if (one === null) return fail('exchange.not_found');
    const code = stateRefusal(one.state, input.state);
    if (code !== null) return fail(code);
    if (input.state !== 'open' && input.reason === '') return fail('exchange.reason_missing', { field: 'reason' });
    await scope.db
      .updateTable('donation_point')
      .set({ state: input.state, state_reason: input.state === 'open' ? null : input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'donation_point', id: input.id, detail: { state: input.state } });
    return ok({ id: input.id });
  },
});

/**
 * Takes something in at a point: it stands in stock at once, through the books. With `refused` it is sent back, and the
 * reason stands in the log; what is past its date is never taken (Charity Law Art. 36). Refusals: `exchange.not_found`,
 * `exchange.not_open`, `exchange.class_unknown`, `exchange.person_unknown`, `exchange.personal_data`,
 * `exchange.expired`.
 */
export const takeIn = command({
  name: 'exchange.takeIn',
  permission: permissions.keep,
  input: TakeIn,
  conflicts: {
    resource_class_code_fkey: 'exchange.class_unknown',
    point_intake_class_code_fkey: 'exchange.class_unknown',
  },
  run: async (scope, input) => {
    const point = await donationPoint(scope, input.id);
    if (point === null) return fail('exchange.not_found');
    if (point.state !== 'open') return fail('exchange.not_open');
    if (input.person !== undefined && (await personOf(scope, input.person)) === null)
      return fail('exchange.person_unknown', { field: 'person' });
    const hit = namesSomebody([input.title, input.condition_text, input.refused]);
    if (hit !== null) return fail('exchange.personal_data', { field: 'title', params: { hit } });
    const over = input.expires_on !== undefined && input.expires_on < today(scope);
    if (over && input.refused === '') return fail('exchange.expired', { field: 'expires_on' });
    const id = newId(scope.now());
    const taken = input.refused === '';
    const goods = taken
      ? await addGoods(scope, {
          title: input.title,
          quantity: input.quantity,
          unit: input.unit,
          classCode: input.class_code,
          condition: input.condition_text,
          expiresOn: input.expires_on ?? null,
          ownerPersonId: input.person ?? null,
          placeId: point.placeId,
        })
      : null;
    await scope.db
      .insertInto('point_intake')
      .values({
        space_id: scope.spaceId,
        id,
        point_id: point.id,
        day: today(scope),
        title: input.title,
        class_code: input.class_code,
        quantity: input.quantity,
        unit: input.unit,
        condition_text: input.condition_text,
        expires_on: input.expires_on ?? null,
        person_id: input.person ?? null,
        resource_id: goods?.id ?? null,
        refused_reason: taken ? null : input.refused,
        taken_by: scope.actor?.way === 'system' ? null : actorId(scope),
        at: scope.now(),
      })
      .execute();
    if (goods !== null)
      await because(scope, { kind: 'donation_point', id: point.id }, { kind: 'resource', id: goods.id });
    await audit(scope, { kind: 'donation_point', id: point.id, detail: { intake: id, taken } });
    return ok({ id: point.id, intakeId: id, resourceId: goods?.id ?? null, taken });
  },
});

/**
 * Posts one thing on the second-hand market (F128): the desk looks at it like at any offer, then for some days everybody
 * may say they would like it. Refusals as `offerResource`, and `exchange.condition_missing`.
 */
export const postItem = command({
  name: 'exchange.post',
  permission: permissions.post,
  input: PostItem,
  run: async (scope, input) => {
    const offered = await offerResource(scope, {
      kind: 'goods',
      ...input,
      conditions: '',
      quantity: '1',
      unit: pick('zh', { zh, en }).market.piece,
    });
    if (!offered.ok) return offered;
    await markSecondhand(scope, offered.value.id);
    await audit(scope, { kind: 'resource', id: offered.value.id, detail: { market: true } });
    return ok({ id: offered.value.id });
  },
});
