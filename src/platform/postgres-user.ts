import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RunAs } from './postgres-cluster.ts';

/** What most systems give the user `nobody`, for the few without a readable list of users. */
const nobodyByCustom = 65_534;

/** PostgreSQL refuses to run as root; then it runs as `nobody`, a user every unix has. Undefined: no change of user. */
export function systemUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '';
  const fields = /^nobody:.*$/m.exec(users)?.[0].split(':') ?? [];
  const uid = Number.parseInt(fields[2] ?? '', 10);
  const gid = Number.parseInt(fields[3] ?? '', 10);
  return { uid: uid > 0 ? uid : nobodyByCustom, gid: gid > 0 ? gid : nobodyByCustom };
}

/** Who owns a path, when it exists. */
export function ownerOf(path: string): RunAs | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? { uid: stat.uid, gid: stat.gid } : undefined;
}

/**
 * Whether a user can walk down to a folder: every folder above it (those that exist, where links really lead) must let
 * them pass. Root asks this for another user, so it reads the mode bits rather than trying.
 */
export function reachable(path: string, user: RunAs): boolean {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  folder = realpathSync(folder);
  for (;;) {
    if (!mayPass(statSync(folder), user)) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

function mayPass(stat: { readonly mode: number; readonly uid: number; readonly gid: number }, user: RunAs): boolean {
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
