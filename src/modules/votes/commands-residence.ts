import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { householdOf, person } from '#modules/people';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { isChecked, residentsChecked } from './queries-residence.ts';
import { ListCheck, NeighboursCheck } from './schema.ts';

/**
 * A worker has gone through a place with the list in hand: whoever is registered there lives there. Refuses
 * `votes.nobody_here` where nobody is left to be checked.
 */
export const checkPlace = command({
  name: 'votes.check_place',
  permission: permissions.residence,
  input: ListCheck,
  run: async (scope, input): Promise<Result<{ persons: number }>> => {
    const { rows } = await sql<{ id: string }>`
      with recursive inside as (
        select id from place where space_id = ${scope.spaceId} and id = ${input.place}
        union all
        select o.id from place o join inside i on o.parent_id = i.id where o.space_id = ${scope.spaceId}
      )
      select p.id from person p where p.space_id = ${scope.spaceId} and p.place_id in (select id from inside)
        and p.resident and not p.former_resident and p.erased_at is null
        and not exists (select from (${residentsChecked}) c
          where c.space_id = p.space_id and c.person_id = p.id and c.way <> 'neighbours')`.execute(scope.db);
    if (rows.length === 0) return fail('votes.nobody_here', { field: 'place' });
    for (let at = 0; at < rows.length; at += 1000)
      await scope.db
        .insertInto('residence_check')
        .values(
          rows.slice(at, at + 1000).map((row) => ({
            ...{ space_id: scope.spaceId, id: newId(scope.now()), person_id: row.id, way: 'list' as const },
            ...{ checked_by: actorId(scope), checked_on: today(scope) },
          })),
        )
        .execute();
    await audit(scope, { kind: 'place', id: input.place, detail: { checked: rows.length } });
    return ok({ persons: rows.length });
  },
});

/**
 * Two neighbours give their word that somebody lives here: both checked themselves, of two households that are not the
 * person's. Refuses `votes.person_unknown`, `votes.already_checked`, `votes.neighbour_unchecked`,
 * `votes.neighbour_same_home`.
 */
export const checkByNeighbours = command({
  name: 'votes.check_by_neighbours',
  permission: permissions.residence,
  input: NeighboursCheck,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const { personId, firstId, secondId } = input;
    if ((await person(scope, personId)) === null) return fail('votes.person_unknown', { field: 'personId' });
    if (await isChecked(scope, personId)) return fail('votes.already_checked', { field: 'personId' });
    const homes = new Set<string>();
    const own = (await householdOf(scope, personId))?.id;
    for (const [field, one] of [
      ['firstId', firstId],
      ['secondId', secondId],
    ] as const) {
      if (!(await isChecked(scope, one))) return fail('votes.neighbour_unchecked', { field });
      const home = (await householdOf(scope, one))?.id ?? one;
      if (home === own || homes.has(home) || one === personId) return fail('votes.neighbour_same_home', { field });
      homes.add(home);
    }
    await scope.db
      .insertInto('residence_check')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), person_id: personId, way: 'neighbours' },
        ...{ first_person_id: firstId, second_person_id: secondId, checked_by: actorId(scope) },
        checked_on: today(scope),
      })
      .execute();
    await audit(scope, { kind: 'person', id: personId, detail: { residence: 'neighbours' } });
    return ok({ id: personId });
  },
});
