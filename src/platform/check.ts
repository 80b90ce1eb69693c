import { sql } from 'kysely';
import type { Scope } from './scope.ts';

/** Something that must hold in a space: a statement that finds what breaks it, as rows with a column `offender`. */
export interface Check {
  /** `room.what_holds`. */
  readonly name: string;
  /** `$1` is the space. */
  readonly sql: string;
}

/** What a check found. */
export interface Finding {
  readonly name: string;
  /** How many rows break it. */
  readonly count: number;
  /** The first of them; null when it holds. */
  readonly first: string | null;
}

/** Runs checks for the scope's space, one after another. */
export async function runChecks(scope: Scope, checks: readonly Check[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const check of checks) {
    const [before = '', ...after] = check.sql.split('$1');
    const bound = after.reduce((query, part) => sql`${query}${scope.spaceId}::uuid${sql.raw(part)}`, sql.raw(before));
    const { rows } = await sql<{ offender: string }>`${bound}`.execute(scope.db);
    found.push({ name: check.name, count: rows.length, first: rows[0]?.offender ?? null });
  }
  return found;
}
