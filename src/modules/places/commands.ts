import type { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Platform } from '#platform/platform';
import { permissions } from './permissions.ts';
import { NewPlace, NewSpace } from './schema.ts';

/** Adds a place. Errors: `places.unknown_parent`. */
export const addPlace = command({
  name: 'places.add',
  permission: permissions.add,
  input: NewPlace,
  conflicts: { place_space_id_parent_id_fkey: 'places.unknown_parent' },
  run: async (scope, input) => {
    const id = newId(scope.now());
    await scope.db
      .insertInto('place')
      .values({
        space_id: scope.spaceId,
        id,
        parent_id: input.parentId ?? null,
        kind: input.kind,
        name: input.name,
        estate_type: input.estateType ?? null,
        property_company: input.propertyCompany === '' ? null : input.propertyCompany,
        residents: input.residents ?? null,
        households: input.households ?? null,
        note: input.note,
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'place', id });
    return ok({ id });
  },
});

/**
 * Makes a space. Spaces are a list that all share and stand outside any one space's rights, so this is no command
 * of a person: the set-up page, the command line and the demo call it. Errors: `places.slug_taken`, input codes.
 */
export async function createSpace(
  platform: Platform,
  raw: z.input<typeof NewSpace> & { readonly parentId?: string },
): Promise<Result<{ id: string; slug: string }>> {
  const parsed = NewSpace.safeParse(raw);
  if (!parsed.success) return fail('places.slug', { field: 'slug' });
  const space = parsed.data;
  const id = newId(platform.now());
  const made = await platform.database
    .scoped(null, [])
    .insertInto('space')
    .values({
      id,
      parent_id: raw.parentId ?? null,
      kind: space.kind,
      slug: space.slug,
      name: space.name,
      short_name: space.shortName,
      sentence: space.sentence,
      phone: space.phone === '' ? null : space.phone,
      address: space.address === '' ? null : space.address,
      counter_hours: space.counterHours === '' ? null : space.counterHours,
      publishing: space.publishing,
      created_at: platform.now(),
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made === undefined ? fail('places.slug_taken', { field: 'slug' }) : ok({ id, slug: space.slug });
}
