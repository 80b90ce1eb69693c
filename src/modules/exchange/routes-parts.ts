import type { LocalDate } from '#kernel/dates';
import { openingsOf } from '#modules/centres';
import { organisationNames } from '#modules/organisations';
import { placeNames } from '#modules/places';
import type { Scope } from '#platform/scope';
import type { PointView } from './pages-parts.tsx';
import type { Point } from './schema.ts';

/** Points with their hours, place and keeper. */
export async function pointViews(scope: Scope, points: readonly Point[], from?: LocalDate): Promise<PointView[]> {
  const openings = await openingsOf(
    scope,
    'donation_point',
    points.map((one) => one.id),
    from,
  );
  const places = await placeNames(
    scope,
    points.map((one) => one.placeId),
  );
  const keepers = await organisationNames(
    scope,
    points.map((one) => one.organisationId),
  );
  return points.map((one) => ({
    one,
    opening: openings.get(one.id) ?? { week: [], exceptions: [] },
    place: places.get(one.placeId ?? '') ?? '',
    keeper: keepers.get(one.organisationId ?? '') ?? '',
  }));
}
