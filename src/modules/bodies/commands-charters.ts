import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { addTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Role, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { charterVersions, inForce } from './queries-charters.ts';
import { roleDutyFault } from './queries-duties.ts';
import { GiveTask, WriteCharter } from './schema-charters.ts';

/**
 * Writes the next version of what a role is there for; the ones before it stay to be read (F046, F047). Refuses:
 * `bodies.charter_past` (it can't hold before today), `bodies.charter_same` (it says what holds by then already).
 */
export const writeCharter = command({
  name: 'bodies.write_charter',
  permission: permissions.charter,
  input: WriteCharter,
  conflicts: { role_charter_space_id_role_version_key: 'bodies.charter_again' },
  run: async (scope, input): Promise<Result<{ role: Role }>> => {
    if (input.inForceFrom < today(scope)) return fail('bodies.charter_past', { field: 'inForceFrom' });
    const versions = await charterVersions(scope, input.role);
    const before = inForce(versions, input.role, input.inForceFrom);
    const areas = input.areas ?? [];
    const same = [...before.areas].sort().join() === [...areas].sort().join();
    if (same && before.text === input.text) return fail('bodies.charter_same', { field: 'text' });
    const id = newId(scope.now());
    const version = Math.max(0, ...versions.map((one) => one.version)) + 1;
    await scope.db
      .insertInto('role_charter')
      .values({
        ...{ space_id: scope.spaceId, id, role: input.role, version, areas, text: input.text, reason: input.reason },
        ...{ in_force_from: input.inForceFrom, written_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { charter: id, role: input.role, version } });
    return ok({ role: input.role });
  },
});

/**
 * Notes something to do for oneself or for a role, which is given it only within its charter; an errand is anybody's (F047).
 * Refuses: `bodies.not_their_duty`, and as `addTask` does.
 */
export const giveTask = command({
  name: 'bodies.give_task',
  permission: permissions.give,
  input: GiveTask,
  run: async (scope, { area, ...task }) => {
    if (task.ownerRole !== undefined && area !== undefined && area !== 'errand') {
      const outside = await roleDutyFault(scope, task.ownerRole, area);
      if (outside !== null) return { ok: false as const, fault: { ...outside, field: 'ownerRole' } };
    }
    return addTask(scope, task);
  },
});
