import type { Scope } from '#platform/scope';
import { type Visible, visibles } from './schema.ts';

/** What may be shown on public pages to whoever reads: offers for residents only to somebody who is known here. */
export function seenBy(scope: Scope): readonly Visible[] {
  return scope.actor === null ? ['everyone'] : ['everyone', 'residents'];
}

/** What whoever asks may be shown: the desk and the system what is for the desk too. */
export function circle(scope: Scope): readonly Visible[] {
  const inside = scope.actor?.way === 'system' || (scope.actor?.mandates.length ?? 0) > 0;
  return inside ? visibles : seenBy(scope);
}
