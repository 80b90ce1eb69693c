import { z } from 'zod';
import type { MapTiles } from '#ui/map';
import { StartError } from './start-error.ts';

const settings = z.object({
  url: z.string().regex(/^https:\/\/[^\s{}]+\/[^\s]*\{z\}[^\s]*$/),
  datum: z.enum(['wgs84', 'gcj02']).default('wgs84'),
  by: z.string().trim().min(1),
});

/**
 * The pictures of streets to put under maps, where the operator names a server: `LINLI_TILES` (an https address with {z},
 * {x} and {y}), `LINLI_TILES_BY` (whose they are, written under every map) and `LINLI_TILES_DATUM` (gcj02 for those of the
 * mainland). Readers' browsers then ask that server for the pieces they look at, so none is set by itself. Throws
 * `StartError` `option_value`.
 */
export function tilesFrom(env: Readonly<Record<string, string | undefined>>): MapTiles | undefined {
  const url = env['LINLI_TILES'] ?? '';
  if (url === '') return undefined;
  const read = settings.safeParse({ url, by: env['LINLI_TILES_BY'], datum: env['LINLI_TILES_DATUM'] });
  const whole = url.includes('{x}') && url.includes('{y}');
  if (read.success && whole) return read.data;
  const [issue] = read.success ? [] : read.error.issues;
  const option = { datum: 'LINLI_TILES_DATUM', by: 'LINLI_TILES_BY' }[String(issue?.path[0])] ?? 'LINLI_TILES';
  const hint =
    { LINLI_TILES: 'https://example.org/{z}/{x}/{y}.png', LINLI_TILES_DATUM: 'wgs84 / gcj02' }[option] ?? '…';
  throw new StartError('option_value', { option, value: env[option] ?? '', hint });
}

/** The server the pictures come from, as a policy of content names it. */
export function tilesOrigin(tiles: MapTiles): string {
  return new URL(tiles.url.replaceAll(/[{}]/g, '')).origin;
}
