import type { z } from 'zod';
import { fromGcj02 } from '#kernel/geo';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Platform } from '#platform/platform';
import type { Inside } from '#platform/scope';
import { makeScope, systemActor, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { places } from './queries.ts';
import { insideItself, levelOf, refuseType } from './rules.ts';
import { EditPlace, EditSpace, MovePlace, NewFigure, NewPlace, NewSpace, PointPlace, RetirePlace } from './schema.ts';

function placeRow(input: z.output<typeof NewPlace>) {
  return {
    parent_id: input.parentId ?? null,
    kind: input.kind,
    name: input.name,
    estate_type: input.kind === 'estate' ? (input.estateType ?? null) : null,
    property_company: input.propertyCompany === '' ? null : input.propertyCompany,
    residents: input.residents ?? null,
    households: input.households ?? null,
    note: input.note,
    as_of: input.asOf ?? null,
    source: input.source,
  };
}

/** Adds a place. Errors: `places.estate_type`, `places.unknown_parent`. */
export const addPlace = command({
  name: 'places.add',
  permission: permissions.add,
  input: NewPlace,
  conflicts: { place_space_id_parent_id_fkey: 'places.unknown_parent' },
  run: async (scope, input) => {
    const untyped = refuseType(input.kind, input.estateType);
    if (untyped !== null) return fail(untyped, { field: 'estateType' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('place')
      .values({ space_id: scope.spaceId, id, ...placeRow(input), created_at: scope.now() })
      .execute();
    await audit(scope, { kind: 'place', id });
    return ok({ id });
  },
});

/**
 * Puts the facts of a place right. Errors: `places.estate_type`, `places.not_found`, `places.unknown_parent`,
 * `places.inside_itself`.
 */
export const editPlace = command({
  name: 'places.edit',
  permission: permissions.add,
  input: EditPlace,
  conflicts: { place_space_id_parent_id_fkey: 'places.unknown_parent' },
  run: async (scope, input) => {
    const untyped = refuseType(input.kind, input.estateType);
    if (untyped !== null) return fail(untyped, { field: 'estateType' });
    const all = await places(scope);
    if (!all.some((one) => one.id === input.placeId)) return fail('places.not_found');
    if (insideItself(all, input.placeId, input.parentId ?? null))
      return fail('places.inside_itself', { field: 'parentId' });
    await scope.db
      .updateTable('place')
      .set(placeRow(input))
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.placeId)
      .execute();
    await audit(scope, { kind: 'place', id: input.placeId });
    return ok({ id: input.placeId });
  },
});

/**
 * Moves a place into another, with all that lies in it: a cell to another grid. What happened there stays with it. Errors:
 * `places.not_found`, `places.unknown_parent`, `places.inside_itself`, `places.parent_level`.
 */
export const movePlace = command({
  name: 'places.move',
  permission: permissions.add,
  input: MovePlace,
  run: async (scope, input) => {
    const all = await places(scope);
    const place = all.find((one) => one.id === input.placeId);
    const above = all.find((one) => one.id === input.parentId);
    if (place === undefined) return fail('places.not_found');
    if (above === undefined) return fail('places.unknown_parent', { field: 'parentId' });
    if (insideItself(all, place.id, above.id)) return fail('places.inside_itself', { field: 'parentId' });
    // A cell stays a cell: what lies in no net would become one itself.
    if (levelOf(place, all) === 'cell' && levelOf(above, all) !== 'net')
      return fail('places.parent_level', { field: 'parentId' });
    await scope.db
      .updateTable('place')
      .set({ parent_id: above.id })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', place.id)
      .execute();
    await audit(scope, { kind: 'place', id: place.id, detail: { from: place.parentId ?? '', to: above.id } });
    return ok({ id: place.id });
  },
});

/** Says where a place stands; what maps of the mainland count is kept as WGS-84. Errors: `places.not_found`. */
export const pointPlace = command({
  name: 'places.point',
  permission: permissions.add,
  input: PointPlace,
  run: async (scope, input) => {
    if (!(await places(scope)).some((one) => one.id === input.placeId)) return fail('places.not_found');
    const typed = [input.longitude, input.latitude] as const;
    const [longitude, latitude] = input.datum === 'gcj02' ? fromGcj02(typed) : typed;
    await scope.db
      .updateTable('place')
      .set({ longitude, latitude })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.placeId)
      .execute();
    await audit(scope, { kind: 'place', id: input.placeId, detail: { point: true } });
    return ok({ id: input.placeId });
  },
});

/** Takes a place out of every choice, with a reason. Errors: `places.not_found`, `places.in_use` (places inside it). */
export const retirePlace = command({
  name: 'places.retire',
  permission: permissions.add,
  input: RetirePlace,
  run: async (scope, input) => {
    const all = await places(scope);
    if (!all.some((one) => one.id === input.placeId)) return fail('places.not_found');
    if (all.some((one) => one.parentId === input.placeId)) return fail('places.in_use');
    await scope.db
      .updateTable('place')
      .set({ active: false })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.placeId)
      .execute();
    await audit(scope, { kind: 'place', id: input.placeId, detail: { reason: input.reason } });
    return ok({ id: input.placeId });
  },
});

/** Adds a figure to the profile (F001). Errors: `places.label_missing`, `places.future`. */
export const addFigure = command({
  name: 'places.add_figure',
  permission: permissions.profile,
  input: NewFigure,
  run: async (scope, input) => {
    const own = input.key === 'other';
    if (own && input.label === '') return fail('places.label_missing', { field: 'label' });
    if (input.asOf > today(scope)) return fail('places.future', { field: 'asOf' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('profile_figure')
      .values({
        space_id: scope.spaceId,
        id,
        key: own ? `other:${input.label}` : input.key,
        label: own ? input.label : '',
        value: input.value,
        as_of: input.asOf,
        source: input.source,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { figure: id } });
    return ok({ id });
  },
});

function spaceRow(input: z.output<typeof EditSpace>) {
  return {
    name: input.name,
    short_name: input.shortName,
    sentence: input.sentence,
    phone: input.phone === '' ? null : input.phone,
    address: input.address === '' ? null : input.address,
    counter_hours: input.counterHours === '' ? null : input.counterHours,
    publishing: input.publishing,
  };
}

/** Puts right what every page of the space says of it, and whether its pages are public at all. */
export const editSpace = command({
  name: 'places.edit_space',
  permission: permissions.profile,
  input: EditSpace,
  run: async (scope, input) => {
    await scope.db.updateTable('space').set(spaceRow(input)).where('id', '=', scope.spaceId).execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { publishing: input.publishing } });
    const { versions } = scope.platform;
    scope.running.afterCommit.push(() => versions.changed(''));
    return ok({ id: scope.spaceId });
  },
});

/**
 * Writes the row of the scope's own space inside a running command, with its audit event. The scope's space id is the
 * new space's. Errors: `places.slug_taken`.
 */
export async function foundSpace(
  scope: Inside,
  space: z.output<typeof NewSpace>,
  parentId: string | null = null,
): Promise<Result<{ id: string; slug: string }>> {
  const made = await scope.db
    .insertInto('space')
    .values({
      id: scope.spaceId,
      parent_id: parentId,
      kind: space.kind,
      slug: space.slug,
      ...spaceRow(space),
      created_at: scope.now(),
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return fail('places.slug_taken', { field: 'slug' });
  await audit(scope, { kind: 'space', id: scope.spaceId, detail: { slug: space.slug } });
  const { versions } = scope.platform;
  scope.running.afterCommit.push(() => versions.changed(''));
  return ok({ id: scope.spaceId, slug: space.slug });
}

const found = (parentId: string | null) =>
  command({
    name: 'places.found',
    permission: permissions.createSpace,
    input: NewSpace,
    run: (scope, input) => foundSpace(scope, input, parentId),
  });

/**
 * Makes a space. Spaces are a list that all share and stand outside any one space's rights, so this is no command
 * of a person: the command line and the demo call it. Errors: `places.slug_taken`, input codes.
 */
export async function createSpace(
  platform: Platform,
  raw: z.input<typeof NewSpace> & { readonly parentId?: string },
): Promise<Result<{ id: string; slug: string }>> {
  const scope = makeScope({ platform, spaceId: newId(platform.now()), actor: systemActor('set-up') });
  return found(raw.parentId ?? null)(scope, raw);
}
