import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from './start-error.ts';

/** The passwords of Linli's database roles live beside the data, readable by its owner only. */
const fileName = 'database-passwords.json';

const passwordFields = z.object({ root: z.string().optional(), owner: z.string(), app: z.string() });
export type Passwords = z.infer<typeof passwordFields>;

/** The passwords of a data folder; undefined when none were made yet. Throws `StartError` `data_password`. */
export function readPasswords(folder: string): Passwords | undefined {
  const file = join(folder, fileName);
  if (!existsSync(file)) return undefined;
  try {
    return passwordFields.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartError('data_password', { folder, file: fileName });
  }
}

export function savePasswords(folder: string, passwords: Passwords): void {
  const file = join(folder, fileName);
  writeFileSync(`${file}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/** For an old cluster whose passwords are gone. */
export function passwordsMissing(folder: string): StartError {
  return new StartError('data_password', { folder, file: fileName });
}
