import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import { loadResource, refuseOther } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { type PartLine, readParts } from './rules-kits.ts';
import { SetParts, SettleLack } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which what is missing of a kit is asked after. */
const lackTask = 'resources.lack';
/** Missing parts are asked after within so many days. */
const lackDays = 7;

/** Writes the parts of a kit, in the order they were given. */
export async function keepParts(scope: Inside, resourceId: string, parts: readonly PartLine[]): Promise<void> {
  await scope.db
    .deleteFrom('kit_part')
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', resourceId)
    .execute();
  if (parts.length === 0) return;
  await scope.db
    .insertInto('kit_part')
    .values(
      parts.map((part, at) => ({
        space_id: scope.spaceId,
        id: newId(scope.now()),
        resource_id: resourceId,
        ...part,
        place: at + 1,
      })),
    )
    .execute();
}

/**
 * Says what a kit is made of; without parts it is one thing. Owner or desk. Refusals: `resources.not_found`,
 * `resources.not_a_kit` (only things that are lent), `resources.not_yours`, `resources.parts_shape`.
 */
export const setParts = command({
  name: 'resources.setParts',
  permission: permissions.own,
  input: SetParts,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadResource(scope, input.id);
    if (!loaded.ok) return loaded;
    if (loaded.value.kind !== 'loan') return fail('resources.not_a_kit');
    const foreign = await refuseOther(scope, loaded.value);
    if (foreign !== null) return fail(foreign);
    const parts = readParts(input.parts);
    if (parts === null) return fail('resources.parts_shape', { field: 'parts' });
    await keepParts(scope, input.id, parts);
    await audit(scope, { kind: 'resource', id: input.id, detail: { step: 'parts', parts: parts.length } });
    return ok({ id: input.id });
  },
});

/** What is missing of a kit that came back. */
export interface Lacking {
  readonly part: string;
  readonly pieces: bigint;
}

/**
 * Notes what of a kit did not come back, with the due date by which it is asked after. Refusals: `resources.part_unknown`,
 * `resources.lacks_more` (than it has).
 */
export async function noteLacks(
  scope: Inside,
  one: { readonly id: string; readonly title: string },
  bookingId: string,
  lacks: readonly Lacking[],
): Promise<Result<null>> {
  if (lacks.length === 0) return ok(null);
  const parts = await scope.db
    .selectFrom('kit_part')
    .select(['id', 'title', 'pieces'])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', one.id)
    .execute();
  for (const lack of lacks) {
    const part = parts.find((each) => each.id === lack.part);
    if (part === undefined) return fail('resources.part_unknown');
    if (lack.pieces > BigInt(part.pieces))
      return fail('resources.lacks_more', { params: { title: part.title, pieces: part.pieces } });
    await scope.db
      .insertInto('kit_lack')
      .values({
        space_id: scope.spaceId,
        id: newId(scope.now()),
        resource_id: one.id,
        booking_id: bookingId,
        title: part.title,
        pieces: Number(lack.pieces),
        at: scope.now(),
      })
      .execute();
  }
  await openTask(scope, {
    kind: lackTask,
    subject: { kind: 'resource', id: one.id },
    title: pick('zh', { zh, en }).tasks.lack(one.title),
    dueOn: addDays(today(scope), lackDays),
    ownerRole: 'worker',
  });
  await audit(scope, { kind: 'booking', id: bookingId, detail: { step: 'lacking', parts: lacks.length } });
  return ok(null);
}

/**
 * What was missing came back or was replaced (`made_good`), or is not waited for any more (`let_go`), with a note.
 * Refusals: `resources.lack_not_found`, `resources.lack_settled`.
 */
export const settleLack = command({
  name: 'resources.settleLack',
  permission: permissions.keep,
  input: SettleLack,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('kit_lack')
      .select(['resource_id', 'state'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('resources.lack_not_found');
    if (row.state !== 'lacking') return fail('resources.lack_settled');
    await scope.db
      .updateTable('kit_lack')
      .set({ state: input.outcome, note: input.note, settled_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    const more = await scope.db
      .selectFrom('kit_lack')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('resource_id', '=', row.resource_id)
      .where('state', '=', 'lacking')
      .executeTakeFirst();
    if (more === undefined) await closeTask(scope, { kind: 'resource', id: row.resource_id }, lackTask, 'done');
    await audit(scope, { kind: 'resource', id: row.resource_id, detail: { step: input.outcome, lack: input.id } });
    return ok({ id: row.resource_id });
  },
});
