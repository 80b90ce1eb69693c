import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Binaries } from './postgres-binaries.ts';
import { binariesIn } from './postgres-binaries.ts';
import type { RunAs } from './postgres-cluster.ts';
import { ownerOf, reachable, systemUser } from './postgres-user.ts';
import { StartError } from './start-error.ts';

/** Where a system keeps the data of its services. */
const systemPlace = '/var/lib';

/** Name of PostgreSQL's folder inside the data folder. */
export const clusterName = 'postgres';

/** Name of the demo's folder inside the data folder: it never mixes with real data. */
export const demoName = 'demo';

/**
 * The folder data really goes to. Started as root, PostgreSQL runs as `nobody`, who cannot reach a folder below
 * `/root`; then everything lies in a system folder named after the wanted one, the same at every start.
 */
export function placeOf(wanted: string): string {
  const user = clusterUser(wanted);
  if (!user || reachable(resolve(wanted, '..'), user)) return wanted;
  return join(systemHome(wanted), 'data');
}

function systemHome(wanted: string): string {
  return join(systemPlace, `linli-${createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 10)}`);
}

/** Whether real data was ever put here: then a start without further words is no longer the demo. */
export function holdsData(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name !== demoName && name !== 'lost+found' && !name.startsWith('.'));
}

/** The user PostgreSQL runs as: the one its folder already belongs to, otherwise `nobody`; undefined unless root. */
export function clusterUser(folder: string): RunAs | undefined {
  const user = systemUser();
  const owner = ownerOf(join(folder, clusterName));
  return user && owner && owner.uid !== 0 ? owner : user;
}

/** Makes the data folder and checks that it can be used; root leaves PostgreSQL's user a way through. */
export function makeDataFolder(folder: string, runAs: RunAs | undefined): void {
  try {
    withPlainMask(() => {
      mkdirSync(folder, { recursive: true, mode: runAs ? 0o711 : 0o700 });
    });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError('data_not_writable', { folder, reason: error instanceof Error ? error.message : '' });
  }
  // Only passing through is allowed to others, not looking around; the files themselves stay closed.
  if (runAs && !reachable(folder, runAs)) chmodSync(folder, statSync(folder).mode | 0o011);
  const cluster = join(folder, clusterName);
  const owner = ownerOf(cluster);
  const mine = process.getuid?.();
  if (owner && mine !== undefined && mine !== 0 && owner.uid !== mine)
    throw new StartError('data_other_user', { folder, owner: `uid ${owner.uid}` });
}

/** PostgreSQL's programs where its user can reach them: in place, or copied once to the system folder. */
export function reachableBinaries(found: Binaries, wanted: string, runAs: RunAs | undefined): Binaries {
  if (!runAs || reachable(found.home, runAs)) return found;
  const stamp = statSync(found.postgres);
  const home = join(systemHome(wanted), `postgresql-${stamp.size}-${Math.trunc(stamp.mtimeMs)}`);
  if (!existsSync(home)) {
    const unfinished = `${home}.${randomUUID()}`;
    withPlainMask(() => {
      mkdirSync(unfinished, { recursive: true, mode: 0o755 });
      cpSync(found.home, unfinished, { recursive: true, verbatimSymlinks: true });
    });
    try {
      renameSync(unfinished, home);
    } catch (error) {
      if (!existsSync(home)) throw error;
    }
  }
  return binariesIn(home);
}

/** Folders that another user must pass through keep the mode they are given, however strict root's own mask is. */
function withPlainMask(work: () => void): void {
  const before = process.umask(0o022);
  try {
    work();
  } finally {
    process.umask(before);
  }
}
