import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Role, Scope } from './scope.ts';
import { moneyRoles } from './scope.ts';

/** Who may do one named thing. Own records and seats are checked besides by the room's rules. */
export interface Permission {
  /** `room.deed`, for example `needs.check`. */
  readonly name: string;
  readonly who: 'anyone' | 'resident' | 'system' | readonly Role[];
}

/** Names a permission: everyone, every resident with an account or card, the system itself, or holders of roles. */
export function may(name: string, ...who: readonly ['anyone' | 'resident' | 'system'] | readonly Role[]): Permission {
  const [first] = who;
  if (first === 'anyone' || first === 'resident' || first === 'system') return { name, who: first };
  return { name, who: who.filter((role) => role !== 'anyone' && role !== 'resident' && role !== 'system') };
}

/**
 * Whether the scope's actor may. Refusals in order: `access.sign_in`, `access.not_allowed`,
 * `access.second_factor` (a money role without its second factor in this session).
 */
export function allowed(scope: Scope, permission: Permission): Result<null> {
  if (permission.who === 'anyone') return ok(null);
  if (scope.actor === null) return fail('access.sign_in');
  if (scope.actor.way === 'system') return ok(null);
  if (permission.who === 'system') return fail('access.not_allowed');
  if (permission.who === 'resident') return ok(null);
  const { who } = permission;
  const held = scope.actor.mandates.filter((mandate) => who.includes(mandate.role));
  if (held.length === 0) return fail('access.not_allowed');
  const onlyMoney = held.every((mandate) => moneyRoles.includes(mandate.role));
  return onlyMoney && !scope.actor.secondFactor ? fail('access.second_factor') : ok(null);
}
