import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { type Inside, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { chosenTypes } from './queries-types.ts';
import { ChooseType, type CommunityType, DropType, NewIndicator } from './schema.ts';

async function writeType(
  scope: Inside,
  type: CommunityType,
  chosen: boolean,
  reason: string,
): Promise<Result<{ id: string }>> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('community_type')
    .values({ space_id: scope.spaceId, id, type, chosen, reason, decided_on: today(scope), at: scope.now() })
    .execute();
  await audit(scope, { kind: 'space', id: scope.spaceId, detail: { type, chosen } });
  return ok({ id });
}

/** Chooses one of the seven kinds of community (F180). Refuses `places.type_chosen`. */
export const chooseType = command({
  name: 'places.choose_type',
  permission: permissions.types,
  input: ChooseType,
  run: async (scope, input) =>
    (await chosenTypes(scope)).some((one) => one.type === input.type)
      ? fail('places.type_chosen', { field: 'type' })
      : writeType(scope, input.type, true, input.reason),
});

/** Gives one up, with the reason; its figures stay readable in the record. Refuses `places.type_not_chosen`. */
export const dropType = command({
  name: 'places.drop_type',
  permission: permissions.types,
  input: DropType,
  run: async (scope, input) =>
    (await chosenTypes(scope)).some((one) => one.type === input.type)
      ? writeType(scope, input.type, false, input.reason)
      : fail('places.type_not_chosen'),
});

/** Adds a dated value to a chosen kind. Refuses `places.type_not_chosen`, `places.future`. */
export const addIndicator = command({
  name: 'places.add_indicator',
  permission: permissions.types,
  input: NewIndicator,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (!(await chosenTypes(scope)).some((one) => one.type === input.type)) return fail('places.type_not_chosen');
    if (input.asOf > today(scope)) return fail('places.future', { field: 'asOf' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('type_indicator')
      .values({
        ...{ space_id: scope.spaceId, id, type: input.type, title: input.title, value: input.value },
        ...{ goal: input.goal, as_of: input.asOf, source: input.source, at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { indicator: id, type: input.type } });
    return ok({ id });
  },
});
