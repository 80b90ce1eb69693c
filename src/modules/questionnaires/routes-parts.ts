import { placeNames } from '#modules/places';
import type { Scope } from '#platform/scope';
import type { Response, Results } from './queries-results.ts';
import type { Questionnaire } from './schema.ts';

/** The name of the place whose residents are asked; empty where everybody is. */
export async function placeOf(scope: Scope, of: Questionnaire): Promise<string> {
  return of.placeId === null ? '' : ((await placeNames(scope, [of.placeId])).get(of.placeId) ?? '');
}

/** The names of every estate that figures are told of. */
export async function namesOf(
  scope: Scope,
  response: Response,
  told: Results | null,
): Promise<{ places: ReadonlyMap<string, string> }> {
  const crossed = (told?.questions ?? []).flatMap((one) => one.byPlace?.groups ?? []);
  const keys = [...response.places, ...crossed].map((one) => one.key).filter((key) => key !== '');
  return { places: await placeNames(scope, [...new Set(keys)]) };
}
