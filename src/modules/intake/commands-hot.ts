import { sql } from 'kysely';
import { z } from 'zod';
import { passageOf } from '#algorithms/text-grams';
import { addDays, localDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { audit, auditRead, unseal } from '#modules/record';
import { command } from '#platform/command';
import { type Scope, today } from '#platform/scope';
import { inWorker } from '#platform/worker';
import { permissions } from './permissions.ts';
import { commonFrom } from './queries-similar.ts';
import { groupsOf, type Heat, heatDays, heatOf, leastPeople, placeNamed } from './rules-heat.ts';
import { placeEnds } from './zh-seeds.ts';

interface Hot extends Heat {
  readonly members: readonly string[];
  readonly placeId: string | null;
  readonly placeText: string;
}

const keepHot = command({
  name: 'intake.heat',
  permission: permissions.learn,
  // Only `findHotMatters` calls this, with what it found.
  input: z.custom<readonly Hot[]>((value) => Array.isArray(value), 'input.invalid'),
  run: async (scope, found): Promise<Result<{ found: number }>> => {
    await scope.db.deleteFrom('hot_matter').where('space_id', '=', scope.spaceId).execute();
    const rows = found.map((one) => ({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      lead_id: one.members[0] ?? '',
      members: [...one.members],
      people: one.people,
      days: one.days,
      lately: one.lately,
      before: one.before,
      heat: one.heat,
      first_on: one.first,
      last_on: one.last,
      place_id: one.placeId,
      place_text: one.placeText,
      made_at: scope.now(),
    }));
    if (rows.length > 0) await scope.db.insertInto('hot_matter').values(rows).execute();
    await sql`select count_common_sealed('words', ${commonFrom})`.execute(scope.db);
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { hot: rows.length } });
    return ok({ found: rows.length });
  },
});

/** More in thirty days than any community says; beyond it the latest are looked at. */
const mostLooked = 5000;
const mostKept = 50;

async function lately(scope: Scope) {
  const from = addDays(today(scope), -(heatDays - 1));
  return scope.db
    .selectFrom('matter')
    .select(['id', 'person_id', 'spoken_for_person_id', 'place_id', 'place_text', 'joined_to_id', 'said_at'])
    .where('space_id', '=', scope.spaceId)
    .where('state', '!=', 'withdrawn')
    .where(sql<boolean>`(said_at at time zone ${scope.timeZone})::date between ${from}::date and ${today(scope)}::date`)
    .orderBy('said_at', 'desc')
    .limit(mostLooked)
    .execute();
}

type Said = Awaited<ReturnType<typeof lately>>[number];

/**
 * Works out anew what many speak of: matters of the last thirty days that were joined or are alike, by three people or
 * more, with what their heat is made of, where, and when. The comparing is done on a thread of its own. Counts besides
 * which words are common, by which similar matters are found. Returns how many were found.
 */
export async function findHotMatters(scope: Scope): Promise<Result<{ found: number }>> {
  const said = (await lately(scope)).reverse();
  const words = await unseal(scope, { kind: 'matter', ids: said.map((one) => one.id) }, 'words');
  await auditRead(scope, {
    kind: 'space',
    id: scope.spaceId,
    command: 'intake.heat_read',
    detail: { opened: words.size },
  });
  const texts = said.map((one) => words.get(one.id) ?? '');
  const alike = await inWorker<readonly (readonly [number, number])[]>('alike', texts.map(passageOf));
  const groups = groupsOf(said.length, [...alike, ...joinedPairs(said)]);
  const found = groups.flatMap((group) => {
    const members = group.flatMap((at) => said[at] ?? []);
    const heat = heatOf(
      members.map((one) => voiceOf(scope, one)),
      today(scope),
    );
    return heat === null || heat.people < leastPeople
      ? []
      : [
          {
            ...heat,
            ...whereOf(
              members,
              group.map((at) => texts[at] ?? ''),
            ),
          },
        ];
  });
  return keepHot(scope, found.sort((a, b) => b.heat - a.heat).slice(0, mostKept));
}

/** What people joined belongs together whatever it says; two that were joined to the same one too. */
function joinedPairs(said: readonly Said[]): [number, number][] {
  const place = new Map<string, number>();
  return said.flatMap((one, at): [number, number][] => {
    const key = one.joined_to_id ?? one.id;
    const first = place.get(key);
    if (first === undefined) place.set(key, at);
    return first === undefined ? [] : [[first, at]];
  });
}

function voiceOf(scope: Scope, one: Said) {
  return { speaker: one.spoken_for_person_id ?? one.person_id ?? one.id, on: localDate(one.said_at, scope.timeZone) };
}

function whereOf(members: readonly Said[], texts: readonly string[]): Pick<Hot, 'members' | 'placeId' | 'placeText'> {
  const ids = members.map((one) => one.id);
  const counts = Map.groupBy(
    members.flatMap((one) => one.place_id ?? []),
    (id) => id,
  );
  const [place] = [...counts].sort(([, a], [, b]) => b.length - a.length);
  if (place !== undefined && place[1].length * 2 >= members.length)
    return { members: ids, placeId: place[0], placeText: '' };
  return { members: ids, placeId: null, placeText: placeNamed(texts, placeEnds).slice(0, 40) };
}
