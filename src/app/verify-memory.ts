import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { originHash, writeWhole } from './witness-folder.ts';

const Memory = z.object({
  origin: z.string(),
  vkeys: z.array(z.string()),
  seen: z.array(z.object({ size: z.number(), root: z.string(), at: z.string() })),
});

/** What this machine saw of a log before: its keys, and every checkpoint it verified. */
export type Memory = z.output<typeof Memory>;

/** Old checkpoints say nothing that newer ones do not; a thousand are kept. */
const mostSeen = 1000;

/** Where it is kept, unless `LINLI_VERIFY` names another folder. */
export function memoryFolder(): string {
  return process.env['LINLI_VERIFY'] ?? join(homedir(), '.linli', 'verify');
}

const fileOf = (origin: string): string => join(memoryFolder(), `${originHash(origin)}.json`);

/** What is remembered of a log; null at the first meeting. */
export function recall(origin: string): Memory | null {
  const path = fileOf(origin);
  return existsSync(path) ? Memory.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/** Keeps it for the next time. */
export function remember(memory: Memory): void {
  mkdirSync(memoryFolder(), { recursive: true });
  writeWhole(fileOf(memory.origin), JSON.stringify({ ...memory, seen: memory.seen.slice(-mostSeen) }));
}
