import { mayReachAt } from '#modules/grids';
import { actorId, type Scope } from '#platform/scope';
import type { MatterRecord } from './queries-record.ts';

/**
 * A matter as the reader may have it: who spoke and how to reach them is for the office, for whoever took it down or handles
 * it, and for the grid it comes from (F181). The worker of another grid reads what it is about, and takes it on to know more.
 */
export async function asReached(
  scope: Scope,
  record: MatterRecord,
): Promise<{ readonly record: MatterRecord; readonly reach: boolean }> {
  const { matter } = record;
  const own = [matter.handlerId, matter.takenById].includes(actorId(scope));
  if (own || (await mayReachAt(scope, matter.placeId))) return { record, reach: true };
  const speakers = [matter.personId, matter.spokenForId];
  const hidden: MatterRecord = {
    ...record,
    matter: { ...matter, personId: null, spokenForId: null },
    steps: record.steps.map((step) => (speakers.includes(step.personId) ? { ...step, personId: null } : step)),
    contact: null,
  };
  return { record: hidden, reach: false };
}
