import { noSpaceYet, setUpCode } from '#modules/places';
import type { Platform } from '#platform/platform';
import { sentence } from './say.ts';

/** What the terminal says while there is no space: where the set-up page is, and the code that opens it. */
export async function setUpLines(platform: Platform): Promise<string[]> {
  if (!(await noSpaceYet(platform))) return [];
  return [sentence('setUp', { url: `${platform.baseUrl}/setup`, code: setUpCode(platform) })];
}
