import type { LocalDate } from '#kernel/dates';
import { roles } from '#modules/tasks';
import type { Role, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { roleAreas } from './rules-duties.ts';
import { areas } from './schema.ts';
import type { Charter } from './schema-charters.ts';

/** What holds for a role before the space writes anything. */
function template(role: Role): Charter {
  return {
    ...{ role, version: 0, areas: roleAreas[role], text: '', inForceFrom: null },
    ...{ reason: '', writtenBy: null },
  };
}

/** Every version that the space wrote, of one role when asked; the latest first. */
export async function charterVersions(scope: Scope, role?: Role): Promise<Charter[]> {
  let query = scope.db.selectFrom('role_charter').selectAll().where('space_id', '=', scope.spaceId);
  if (role !== undefined) query = query.where('role', '=', role);
  const rows = await query.orderBy('in_force_from', 'desc').orderBy('version', 'desc').execute();
  return rows.flatMap((row) => {
    const of = roles.find((one) => one === row.role);
    if (of === undefined) return [];
    return [
      {
        ...{ role: of, version: row.version, areas: areas.filter((one) => row.areas.includes(one)), text: row.text },
        ...{ inForceFrom: row.in_force_from, reason: row.reason, writtenBy: row.written_by },
      },
    ];
  });
}

/** The version among these in force on a day, or the template. */
export function inForce(versions: readonly Charter[], role: Role, on: LocalDate): Charter {
  return (
    versions.find((one) => one.role === role && one.inForceFrom !== null && one.inForceFrom <= on) ?? template(role)
  );
}

/** What every role is there for today. */
export async function charters(scope: Scope): Promise<ReadonlyMap<Role, Charter>> {
  const [versions, on] = [await charterVersions(scope), today(scope)];
  return new Map(roles.map((role) => [role, inForce(versions, role, on)]));
}
