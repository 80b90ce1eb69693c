import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { grantsJson, writeHledger } from '#modules/reports';
import type { Config } from '#platform/config';
import type { Platform } from '#platform/platform';
import { readOptions } from './arguments.ts';
import { openGround } from './ground.ts';
import { systemScope } from './jobs.ts';
import { openPlatform } from './platform.ts';
import { sentence } from './say.ts';

interface Asked {
  readonly what: 'hledger' | '360giving';
  readonly slug: string;
  /** Where to write; standard output without one. */
  readonly out: string | null;
}

function readArguments(args: readonly string[]): Asked | null {
  const read = readOptions(args, { space: { type: 'string' }, out: { type: 'string' } });
  if (read === null) return null;
  const [what] = read.positionals;
  const { space: slug = '', out = null } = read.values;
  if ((what !== 'hledger' && what !== '360giving') || read.positionals.length > 1 || slug === '') return null;
  return { what, slug, out };
}

/** Waits where the reader is slower than the books, so that memory stays flat. */
async function send(to: WriteStream | NodeJS.WriteStream, text: string): Promise<void> {
  if (!to.write(text)) await once(to, 'drain');
}

async function write(platform: Platform, asked: Asked, to: WriteStream | NodeJS.WriteStream): Promise<number> {
  const space = await platform.database
    .scoped(null, [])
    .selectFrom('space')
    .select(['id', 'name', 'time_zone'])
    .where('slug', '=', asked.slug)
    .executeTakeFirst();
  if (space === undefined) {
    console.error(sentence('importNoSpace', { slug: asked.slug }));
    return 1;
  }
  const scope = systemScope(platform, space.id, 'export', space.time_zone);
  if (asked.what === 'hledger') {
    await writeHledger(scope, space.name, (text) => send(to, text));
    return 0;
  }
  const text = await grantsJson(scope, asked.slug);
  if (text === null) {
    console.error(sentence('exportNothing'));
    return 1;
  }
  await send(to, `${text}\n`);
  return 0;
}

/** `linli export hledger|360giving --space SLUG [--out FILE]`: public data of a space as a file; 1 when there is none. */
export async function exportCommand(config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    console.error(sentence('exportUsage'));
    return 1;
  }
  const ground = await openGround(config, { share: true });
  try {
    const live = await openPlatform(config, ground.database.appUrl);
    try {
      if (asked.out === null) return await write(live.platform, asked, process.stdout);
      const file = createWriteStream(asked.out);
      const code = await write(live.platform, asked, file);
      file.end();
      await finished(file);
      // Standard output may be the file of somebody's pipe: what is said goes beside it.
      if (code === 0) console.error(sentence('exported', { path: asked.out }));
      return code;
    } finally {
      await live.close();
    }
  } finally {
    await ground.close();
  }
}
