import { findPersonalData } from '#kernel/privacy';
import { fail, type Result } from '#kernel/result';
import { clearException, writeException, writeWeek } from '#modules/centres';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { loadResource, refuseOther } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { OwnDay, OwnDayBack, OwnWeek } from './schema.ts';

type Thing = { readonly kind: 'resource'; readonly id: string };

/** One's own room that is open or paused; the desk may too. Refuses `resources.not_found`, `not_yours`, `no_hours`. */
async function ownRoom(scope: Inside, id: string): Promise<Result<Thing>> {
  const loaded = await loadResource(scope, id);
  if (!loaded.ok) return loaded;
  const foreign = await refuseOther(scope, loaded.value);
  if (foreign !== null) return fail(foreign);
  const { kind, state } = loaded.value;
  if (kind !== 'room' || (state !== 'open' && state !== 'paused')) return fail('resources.no_hours');
  return { ok: true, value: { kind: 'resource', id } };
}

/**
 * A unit's representative, or whoever a room belongs to, sets the hours of their own room (F205). Refusals:
 * `resources.not_found`, `resources.not_yours`, `resources.no_hours`, `centres.hours_shape` at the day.
 */
export const setOwnWeek = command({
  name: 'resources.own_week',
  permission: permissions.own,
  input: OwnWeek,
  run: async (scope, input) => {
    const room = await ownRoom(scope, input.id);
    return room.ok ? writeWeek(scope, room.value, input) : room;
  },
});

/**
 * Says that their room is otherwise on a day; without hours it is closed. The note is public. Refusals: as `setOwnWeek`,
 * `resources.personal_data`, `centres.day_past`.
 */
export const setOwnDay = command({
  name: 'resources.own_day',
  permission: permissions.own,
  input: OwnDay,
  run: async (scope, input) => {
    const room = await ownRoom(scope, input.id);
    if (!room.ok) return room;
    const hits = findPersonalData(input.note).map((hit) => hit.text);
    if (hits.length > 0) return fail('resources.personal_data', { field: 'note', params: { hits: hits.join(' · ') } });
    return writeException(scope, room.value, input);
  },
});

/** Takes such a day back. Refusals as `setOwnWeek`. */
export const dropOwnDay = command({
  name: 'resources.own_day_back',
  permission: permissions.own,
  input: OwnDayBack,
  run: async (scope, input) => {
    const room = await ownRoom(scope, input.id);
    return room.ok ? clearException(scope, room.value, input.day) : room;
  },
});
