import type { Scope } from '#platform/scope';
import { holds, subjectPerson } from '#platform/scope';

/** A deed that only the person or the one who acts for them may do. */
export function refuseOther(scope: Scope, personId: string): string | null {
  if (scope.actor?.way === 'system') return null;
  return subjectPerson(scope) === personId ? null : 'people.not_yours';
}

/** A deed of the person, of who acts for them, or of the office on their word. */
export function refuseStranger(scope: Scope, personId: string): string | null {
  if (scope.actor?.way === 'system' || holds(scope, 'admin', 'worker', 'grid_worker')) return null;
  return refuseOther(scope, personId);
}

/** A deed that nobody does for another: choosing a helper, being forgotten, one's password. */
export function refuseActing(scope: Scope): string | null {
  return scope.actor?.onBehalfOf === null || scope.actor?.onBehalfOf === undefined ? null : 'people.acting';
}
