import type { Scope } from '#platform/scope';
import { holds } from '#platform/scope';

/** The hubs the actor speaks for by a mandate. */
export function ownHubs(scope: Scope): string[] {
  return (scope.actor?.mandates ?? []).flatMap((one) =>
    one.role === 'hub' && one.organisationId !== null ? [one.organisationId] : [],
  );
}

/** A hub looks after itself and its members, not after others (F120); the office looks after all. */
export function refuseOtherHub(
  scope: Scope,
  organisation: { readonly id: string; readonly hubId: string | null },
): string | null {
  if (scope.actor?.way === 'system' || holds(scope, 'admin', 'worker')) return null;
  const hubs = ownHubs(scope);
  return hubs.includes(organisation.id) || hubs.includes(organisation.hubId ?? '')
    ? null
    : 'organisations.not_your_hub';
}
