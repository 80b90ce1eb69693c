import { isSearchable, kinds, paths, search } from '#modules/search';
import { oneOf } from '#platform/asked';
import type { Config } from '#platform/config';
import type { Platform } from '#platform/platform';
import { makeScope } from '#platform/scope';
import { readOptions } from './arguments.ts';
import { openGround } from './ground.ts';
import { openPlatform } from './platform.ts';
import { sentence } from './say.ts';

interface Asked {
  readonly words: string;
  readonly slug: string;
  readonly kind: (typeof kinds)[number] | undefined;
  readonly limit: number;
  readonly json: boolean;
}

const usual = 20;
const most = 1000;

function readArguments(args: readonly string[]): Asked | null {
  const text = { type: 'string' } as const;
  const read = readOptions(args, { space: text, kind: text, limit: text, json: { type: 'boolean' } });
  if (read === null) return null;
  const [words, ...rest] = read.positionals;
  const { space: slug = '', kind: named, limit: typed = `${usual}`, json = false } = read.values;
  const kind = oneOf(kinds, named);
  const limit = /^\d{1,4}$/.test(typed) ? Number.parseInt(typed, 10) : 0;
  if (words === undefined || rest.length > 0 || slug === '' || limit < 1 || limit > most) return null;
  return named !== undefined && kind === undefined ? null : { words, slug, kind, limit, json };
}

/** What everybody may find, as a visitor of the space would. */
async function look(platform: Platform, asked: Asked): Promise<number> {
  const { words, slug, kind, limit, json } = asked;
  const space = await platform.database
    .scoped(null, [])
    .selectFrom('space')
    .select(['id', 'time_zone'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (space === undefined) {
    console.error(sentence('importNoSpace', { slug }));
    return 1;
  }
  const visitor = makeScope({ platform, spaceId: space.id, timeZone: space.time_zone, actor: null });
  if (!(await isSearchable(visitor, words))) {
    console.error(sentence('searchNoWords', { words }));
    return 1;
  }
  const { found, total, kinds: counts } = await search(visitor, { words, kind, size: limit });
  const rows = found.map((one) => ({
    ...{ kind: one.kind, id: one.id, number: one.number, title: one.title, phase: one.phase, day: one.day },
    words: one.words.map((piece) => piece.text).join(''),
    path: `/s/${encodeURIComponent(slug)}/${paths[one.kind]}/${one.pageId}`,
  }));
  if (json) console.log(JSON.stringify({ words, space: slug, total, kinds: Object.fromEntries(counts), found: rows }));
  else if (rows.length === 0) console.error(sentence('searchNothing', { words }));
  else {
    console.log(sentence('searchFound', { total, shown: rows.length }));
    for (const row of rows) console.log([row.kind, row.number ?? '-', row.title, row.path].join('\t'));
  }
  return rows.length === 0 ? 2 : 0;
}

/**
 * `linli search "WORDS" --space SLUG [--kind KIND] [--limit N] [--json]`: 0 when something was found, 2 when nothing was,
 * 1 when it was asked wrongly.
 */
export async function searchCommand(config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    console.error(sentence('searchUsage', { kinds: kinds.join(', ') }));
    return 1;
  }
  const ground = await openGround(config, { share: true });
  try {
    const live = await openPlatform(config, ground.database.appUrl);
    try {
      return await look(live.platform, asked);
    } finally {
      await live.close();
    }
  } finally {
    await ground.close();
  }
}
