import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const lockName = 'linli.lock';

const ownerFields = z.object({
  pid: z.int(),
  host: z.string(),
  /** Start of the process by the kernel's count, where known: a number given again to another process differs. */
  started: z.string(),
});

/** The process that uses a data folder. */
export type Owner = z.infer<typeof ownerFields>;

/** Held while this process owns a data folder. */
export interface OwnerLock {
  release(): void;
}

const beatEvery = 2_000;
/** A lock from another machine (a shared disk, a container made anew) counts while its beat is this young. */
const beatLasts = 10_000;

/**
 * Takes the data folder for this process, or tells who has it. A lock whose process has died is taken over; two
 * starts finding the same dead lock can not both succeed, because renaming it works for one of them only.
 */
export function takeOwnership(folder: string): OwnerLock | Owner {
  const file = join(folder, lockName);
  const self: Owner = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  for (;;) {
    if (create(file, self)) return held(file, self);
    const owner = ownerOf(folder);
    if (owner) return owner;
    const dead = `${file}.${randomUUID()}`;
    try {
      renameSync(file, dead);
    } catch {
      continue;
    }
    const taken = readOwner(dead);
    // Between the look and the rename another start may have put its own, living lock there: give it back.
    if (taken && isAlive(taken, statSync(dead).mtimeMs)) giveBack(dead, file);
    rmSync(dead, { force: true });
  }
}

/** The living process that owns a data folder, if any. */
export function ownerOf(folder: string): Owner | undefined {
  const file = join(folder, lockName);
  const owner = readOwner(file);
  const stat = statSync(file, { throwIfNoEntry: false });
  return owner && stat && isAlive(owner, stat.mtimeMs) ? owner : undefined;
}

function create(file: string, self: Owner): boolean {
  // Written apart and linked into place, so that nobody ever reads half a lock.
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function giveBack(dead: string, file: string): void {
  try {
    linkSync(dead, file);
  } catch {
    // A third start was quicker; its lock stands.
  }
}

function held(file: string, self: Owner): OwnerLock {
  const beat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch {
      // The folder was taken away; PostgreSQL will say so louder.
    }
  }, beatEvery).unref();
  return {
    release: () => {
      clearInterval(beat);
      const owner = readOwner(file);
      if (owner?.pid === self.pid && owner.host === self.host) rmSync(file, { force: true });
    },
  };
}

function readOwner(file: string): Owner | undefined {
  try {
    return ownerFields.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive(owner: Owner, beat: number): boolean {
  if (owner.host !== hostname()) return Date.now() - beat < beatLasts;
  return processAlive(owner.pid) && (owner.started === '' || owner.started === startOf(owner.pid));
}

/** Whether a process with this number runs, whoever it belongs to; one that ended and was not yet buried does not. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !/^[ZX]/.test(statOf(pid)[0] ?? '');
}

function startOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

/** What Linux tells about a process, from its state on; empty on other systems. */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields are counted after the name, which may itself hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
