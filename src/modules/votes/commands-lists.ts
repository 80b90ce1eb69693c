import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { addHousehold, registerPerson } from '#modules/people';
import { audit, closeSheet, keepSheet, leftOut, lockSheet, nameColumns, sheetListById } from '#modules/record';
import { command } from '#platform/command';
import type { Upload } from '#platform/input';
import { actorId, type Inside, today } from '#platform/scope';
import { foldWord, type Sheet } from '#platform/sheet';
import { lockedPoll } from './commands.ts';
import { addToRoll } from './commands-drawing.ts';
import { permissions } from './permissions.ts';
import { previewList, rollLists } from './queries-lists.ts';
import { guessListColumns, type ListRow } from './rules-lists.ts';
import {
  LandList,
  type ListKind,
  listFields,
  MapList,
  neededFields,
  type RollList,
  UploadOwners,
  UploadResidents,
} from './schema-lists.ts';

interface Taken {
  readonly list: string;
}

async function take(scope: Inside, kind: ListKind, pollId: string | null, file: Upload | undefined) {
  const kept = await keepSheet(scope, rollLists, file, {
    guess: (sheet) => guessListColumns(kind, sheet.header),
    own: { kind, poll_id: pollId },
  });
  return kept.ok ? ok({ list: kept.value }) : kept;
}

/**
 * Takes a list of owners with their areas for a vote that is being prepared, and keeps it sealed for the next screen.
 * Refuses `votes.not_found`, `votes.not_draft`, `votes.owners_only`, `sheet.missing`, `sheet.kind`, `sheet.broken`,
 * `sheet.empty`, `sheet.rows`.
 */
export const uploadOwners = command({
  name: 'votes.upload_owners',
  permission: permissions.list,
  input: UploadOwners,
  run: async (scope, input): Promise<Result<Taken>> => {
    const of = await lockedPoll(scope, input.id);
    if (of === null) return fail('votes.not_found');
    if (of.state !== 'draft') return fail('votes.not_draft');
    return of.electorate === 'owners' ? take(scope, 'owners', of.id, input.file) : fail('votes.owners_only');
  },
});

/** Takes a list of residents, as the committee keeps it, the same way. Refuses those of `sheet.*` as `uploadOwners`. */
export const uploadResidents = command({
  name: 'votes.upload_residents',
  permission: permissions.list,
  input: UploadResidents,
  run: (scope, input): Promise<Result<Taken>> => take(scope, 'residents', null, input.file),
});

/** A list that still waits, kept from landing twice; its vote must still be in the making. */
async function openList(scope: Inside, id: string): Promise<Result<RollList & { readonly sheet: Sheet }>> {
  const pollId = (await sheetListById(scope, rollLists, id))?.pollId ?? null;
  const of = pollId === null ? null : await lockedPoll(scope, pollId);
  if (of !== null && of.state !== 'draft') return fail('votes.not_draft');
  return lockSheet(scope, rollLists, id);
}

/** Says what the columns mean. Refuses `votes.list_not_found`, `votes.not_draft`, `votes.list_done`, `votes.column_missing`. */
export const mapList = command({
  name: 'votes.map_list',
  permission: permissions.list,
  input: MapList,
  run: async (scope, input): Promise<Result<Taken>> => {
    const found = await openList(scope, input.list);
    if (!found.ok) return found;
    const { kind } = found.value;
    const naming = { fields: listFields[kind], needed: neededFields[kind], said: input };
    const named = await nameColumns(scope, rollLists, input.list, naming);
    return named.ok ? ok({ list: input.list }) : named;
  },
});

async function landOwners(scope: Inside, pollId: string, rows: readonly ListRow[]): Promise<Result<null>> {
  const of = await lockedPoll(scope, pollId);
  if (of === null) return fail('votes.not_found');
  for (const { person, area } of rows) {
    if (person === null) continue;
    await addToRoll(scope, pollId, { personId: person.id, area, reason: '', cutOff: of.cutOff });
    await audit(scope, { kind: 'poll', id: pollId, detail: { owner: person.id, area: area.toString() } });
  }
  return ok(null);
}

/** A household of the list: the one of its neighbours behind the same door, or a new one. */
async function householdFor(scope: Inside, row: ListRow, made: Map<string, string>): Promise<Result<string | null>> {
  if (row.household === '') return ok(null);
  const key = `${row.placeId}\n${foldWord(row.household)}`;
  const known = made.get(key);
  if (known !== undefined) return ok(known);
  const { rows } = await scope.db
    .selectFrom('household')
    .select(['id', 'door'])
    .where('space_id', '=', scope.spaceId)
    .where('place_id', row.placeId === null ? 'is' : '=', row.placeId)
    .execute()
    .then((all) => ({ rows: all.filter((one) => foldWord(one.door ?? '') === foldWord(row.household)) }));
  const [here] = rows;
  const added =
    here === undefined
      ? await addHousehold(scope, { name: row.household, placeId: row.placeId ?? undefined, door: row.household })
      : ok(here);
  if (!added.ok) return added;
  made.set(key, added.value.id);
  return ok(added.value.id);
}

async function landResidents(scope: Inside, rows: readonly ListRow[]): Promise<Result<null>> {
  const made = new Map<string, string>();
  const found: string[] = [];
  for (const row of rows) {
    if (row.person !== null) {
      found.push(row.person.id);
      continue;
    }
    const household = await householdFor(scope, row, made);
    if (!household.ok) return household;
    const person = await registerPerson(scope, {
      ...{ name: row.name, placeId: row.placeId ?? undefined, householdId: household.value ?? undefined },
      ...(row.birthYear === null ? {} : { birthYear: row.birthYear }),
      ...(row.phone === undefined ? {} : { phone: row.phone }),
    });
    if (!person.ok) return person;
    found.push(person.value.id);
  }
  const [by, on] = [actorId(scope), today(scope)];
  for (let at = 0; at < found.length; at += 1000)
    await scope.db
      .insertInto('residence_check')
      .values(
        found.slice(at, at + 1000).map((person_id) => ({
          ...{ space_id: scope.spaceId, id: newId(scope.now()), person_id, way: 'list' as const },
          ...{ checked_by: by, checked_on: on },
        })),
      )
      .execute();
  return ok(null);
}

/**
 * Lets a list in, all its good lines or none: owners onto the register of the vote with their areas, residents as people
 * whose residence was checked by the list. Refuses `votes.list_not_found`, `votes.not_draft`, `votes.list_done`,
 * `votes.nothing_to_land`, `votes.bad_rows` (with `count`) as long as nobody says that bad rows stay out, and those of
 * registering people.
 */
export const landList = command({
  name: 'votes.land_list',
  permission: permissions.list,
  input: LandList,
  run: async (scope, input): Promise<Result<Taken>> => {
    const found = await openList(scope, input.list);
    if (!found.ok) return found;
    const { kind, pollId, sheet } = found.value;
    const { fresh, known, bad } = await previewList(scope, found.value, sheet);
    if (fresh.length === 0) return fail('votes.nothing_to_land');
    const refused = leftOut(bad, input.without_bad, 'votes.bad_rows');
    if (refused !== null) return refused;
    const landed = kind === 'owners' ? await landOwners(scope, pollId ?? '', fresh) : await landResidents(scope, fresh);
    if (!landed.ok) return landed;
    const counts = { landed: fresh.length, skipped: known.length };
    await closeSheet(scope, rollLists, input.list, { counts, bad });
    return ok({ list: input.list });
  },
});
