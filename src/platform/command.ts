import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Db } from './database.ts';
import { firstFault } from './input.ts';
import type { Permission } from './permission.ts';
import { allowed } from './permission.ts';
import type { Inside, Running, Scope } from './scope.ts';

/** What a command is made of. */
export interface CommandSpec<S extends z.ZodType, T> {
  /** `room.deed`; also the name in the audit trail. */
  readonly name: string;
  readonly permission: Permission;
  readonly input: S;
  /** Which refusal a broken database constraint means, by constraint name. */
  readonly conflicts?: Readonly<Record<string, string>>;
  /** Runs inside one transaction. It must write at least one audit event when it succeeds. */
  readonly run: (scope: Inside, input: z.output<S>) => Promise<Result<T>>;
}

/** A change anybody can ask for: checked, in one transaction, at most once per idempotency key, audited. */
export interface Command<S extends z.ZodType, T> {
  (scope: Scope, input: z.input<S>): Promise<Result<T>>;
  readonly spec: CommandSpec<S, T>;
}

/**
 * Makes a command. Order of precedence of its refusals: permission (`access.*`), input (`input.*` or the code the
 * schema names), idempotency (`input.key_reused`, 409), then the room's own, last `input.no_such` (422).
 * Called inside another command it joins that transaction.
 */
export function command<S extends z.ZodType, T>(spec: CommandSpec<S, T>): Command<S, T> {
  const call = async (scope: Scope, raw: z.input<S>): Promise<Result<T>> => {
    const permitted = allowed(scope, spec.permission);
    if (!permitted.ok) return permitted;
    const parsed = spec.input.safeParse(raw);
    if (!parsed.success) return { ok: false, fault: firstFault(parsed.error) };
    const nested = scope.running;
    if (nested !== null) return spec.run({ ...scope, running: nested }, parsed.data);
    return transact(scope, spec, parsed.data);
  };
  return Object.assign(call, { spec });
}

/** Thrown to roll back: a refusal must leave nothing half done. */
class Refused extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('refused');
    this.result = result;
  }
}

async function transact<S extends z.ZodType, T>(
  scope: Scope,
  spec: CommandSpec<S, T>,
  input: z.output<S>,
): Promise<Result<T>> {
  const running: Running = { command: spec.name, audited: 0, afterCommit: [] };
  let outcome: Result<T>;
  try {
    outcome = await scope.db.transaction().execute(async (db) => {
      const inside: Inside = { ...scope, db, running };
      const earlier = await claimKey<T>(inside, spec.name, input);
      if (earlier !== null) return earlier;
      const result = await spec.run(inside, input);
      if (!result.ok) throw new Refused(result);
      if (running.audited === 0) throw new Error(`${spec.name} changed something without an audit event`);
      await keepResult(db, scope, result.value);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    const code = conflictCode(spec, error);
    if (code !== null) return fail(code);
    throw error;
  }
  if (scope.spaceId !== '') scope.platform.versions.changed(scope.spaceId);
  for (const then of running.afterCommit) await then();
  return outcome;
}

/**
 * Claims the scope's key by inserting it. Null when it is ours; the first result when the same person sent the same
 * form before; a conflict when the key comes with other content or from another. A second sender waits for the first.
 */
async function claimKey<T>(scope: Inside, name: string, input: unknown): Promise<Result<T> | null> {
  if (scope.key === null) return null;
  // Whoever sends it belongs to the content: on a shared computer the page that one left open is sent by the next.
  const { actor } = scope;
  const sender = `${actor?.personId ?? ''} ${actor?.onBehalfOf?.personId ?? ''}`;
  const hash = createHash('sha256')
    .update(`${sender}\n${stableText(input)}`)
    .digest('hex');
  const claimed = await scope.db
    .insertInto('idempotency')
    .values({ space_id: scope.spaceId, key: scope.key, command: name, content_hash: hash, at: scope.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed !== undefined) return null;
  const first = await scope.db
    .selectFrom('idempotency')
    .select(['command', 'content_hash', 'result'])
    .where('space_id', '=', scope.spaceId)
    .where('key', '=', scope.key)
    .executeTakeFirstOrThrow();
  if (first.command !== name || first.content_hash !== hash) throw new Refused(fail('input.key_reused'));
  // The value was stored by this same command under the same key, so it has the type this command returns.
  return ok(revive(first.result) as T);
}

async function keepResult(db: Db, scope: Scope, value: unknown): Promise<void> {
  if (scope.key === null) return;
  await db
    .updateTable('idempotency')
    .set({ result: stableText(value) })
    .where('space_id', '=', scope.spaceId)
    .where('key', '=', scope.key)
    .execute();
}

/** JSON with keys in order and bigints marked, so that equal content has equal text and comes back exact. */
function stableText(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) => {
    if (typeof part === 'bigint') return { $bigint: part.toString() };
    if (part instanceof Uint8Array) return { $bytes: createHash('sha256').update(part).digest('hex') };
    if (part instanceof Date || part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function revive(stored: unknown): unknown {
  if (stored === null || typeof stored !== 'object') return stored;
  if (Array.isArray(stored)) return stored.map(revive);
  if ('$bigint' in stored && typeof stored.$bigint === 'string') return BigInt(stored.$bigint);
  return Object.fromEntries(Object.entries(stored).map(([key, part]) => [key, revive(part)]));
}

/** PostgreSQL's word for a row that names another which is not there. */
const namesNothing = '23503';

/**
 * The refusal behind a broken constraint. Every reference carries its space, so a key from another space, or of a row
 * that has just gone, breaks one, wherever a room did not look itself: `input.no_such`.
 */
function conflictCode<S extends z.ZodType, T>(spec: CommandSpec<S, T>, error: unknown): string | null {
  if (!(error instanceof Error) || !('constraint' in error) || typeof error.constraint !== 'string') return null;
  const known = spec.conflicts?.[error.constraint];
  if (known !== undefined) return known;
  return 'code' in error && error.code === namesNothing ? 'input.no_such' : null;
}
