import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { staleState } from './believe.ts';
import { LeftBehind } from './ferry.ts';
import { firstFault } from './input.ts';
import { insertLater, refusalState } from './later.ts';
import { lineOf } from './line.ts';
import type { Permission } from './permission.ts';
import { allowed } from './permission.ts';
import type { Beliefs, Inside, Running, Scope } from './scope.ts';

/** What a command is made of. */
export interface CommandSpec<S extends z.ZodType, T> {
  /** `room.deed`; also the name in the audit trail. */
  readonly name: string;
  readonly permission: Permission;
  readonly input: S;
  /** Which refusal a broken database constraint means, by constraint name. */
  readonly conflicts?: Readonly<Record<string, string>>;
  /**
   * It only adds rows, and what it is refused for it looks at itself, believes, or hears from the database: with a key it
   * may be written in one transaction with others of the same scope (decision record 0019).
   */
  readonly onlyAdds?: boolean;
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
  const sent = scope.key === null ? null : { key: scope.key, hash: contentHash(scope, input) };
  return (await attempt(scope, spec, input, sent, true)) ?? (await attempt(scope, spec, input, sent, false)) ?? again();
}

/** What reads afresh believes nothing, so it is never run a third time. */
function again(): never {
  throw new Error('a command that believes nothing has an answer');
}

/**
 * Runs a command in a transaction; null where it did not succeed and had believed something or travelled with others, so
 * that it runs again, reading afresh and by itself.
 */
async function attempt<S extends z.ZodType, T>(
  scope: Scope,
  spec: CommandSpec<S, T>,
  input: z.output<S>,
  sent: Sent | null,
  believing: boolean,
): Promise<Result<T> | null> {
  const afterCommit: Running['afterCommit'] = [];
  const beliefs: Beliefs = { allowed: believing, held: false };
  let outcome: Result<T>;
  try {
    outcome = await scope.db.transaction().execute(async (db) => {
      const line = await lineOf(db);
      if (believing && spec.onlyAdds === true && sent !== null) line.mayTravel(sent.key);
      const running: Running = { command: spec.name, line, audited: 0, afterCommit, beliefs };
      const inside: Inside = { ...scope, db, running };
      const result = await spec.run(inside, input);
      if (!result.ok) throw new Refused(result);
      if (running.audited === 0) throw new Error(`${spec.name} changed something without an audit event`);
      if (sent !== null) await claimKey(inside, spec.name, sent, result.value);
      return result;
    });
  } catch (error) {
    if (error instanceof LeftBehind || (beliefs.held && undone(spec, error))) return null;
    const first = sent === null ? null : await firstResult<T>(scope, spec.name, sent, error);
    const answer = first ?? refusalOf(spec, error);
    if (answer === null) throw error;
    return answer;
  }
  if (scope.spaceId !== '') scope.platform.versions.changed(scope.spaceId);
  for (const then of afterCommit) await then();
  return outcome;
}

/** A key as it came, with the hash of what it came with. */
interface Sent {
  readonly key: string;
  readonly hash: string;
}

/** Whoever sends it belongs to the content: on a shared computer the page that one left open is sent by the next. */
function contentHash({ actor }: Scope, input: unknown): string {
  const sender = `${actor?.personId ?? ''} ${actor?.onBehalfOf?.personId ?? ''}`;
  return createHash('sha256')
    .update(`${sender}\n${stableText(input)}`)
    .digest('hex');
}

/**
 * Claims the key by inserting it with the result, in the same transaction and as its last deed: of two who send the same
 * form at once one commits, and the other, who waits for it here or at a row before, is undone and given the first's
 * result. Last and not first, because it is written once then and travels with the commit.
 */
function claimKey(scope: Inside, name: string, sent: Sent, value: unknown): Promise<void> {
  return insertLater(scope, 'idempotency', {
    ...{ space_id: scope.spaceId, key: sent.key, command: name, content_hash: sent.hash, result: stableText(value) },
    at: scope.now(),
  });
}

/**
 * What the key came to when it was claimed before, looked for whenever a command does not succeed: the first result when
 * the same person sent the same form; a conflict when it came with other content or from another; null when it is new.
 */
async function firstResult<T>(scope: Scope, name: string, sent: Sent, error: unknown): Promise<Result<T> | null> {
  const first = await scope.db
    .selectFrom('idempotency')
    .select(['command', 'content_hash', 'result'])
    .where('space_id', '=', scope.spaceId)
    .where('key', '=', sent.key)
    .executeTakeFirst()
    .catch(() => {
      // Where the database does not answer at all, what went wrong first is what is told.
      throw error;
    });
  if (first === undefined) return null;
  if (first.command !== name || first.content_hash !== sent.hash) return fail('input.key_reused');
  // The value was stored by this same command under the same key, so it has the type this command returns.
  return ok(revive(first.result) as T);
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

/** Whether an error means for certain that nothing was written: a refusal, or a row that is no longer as believed. */
function undone<S extends z.ZodType, T>(spec: CommandSpec<S, T>, error: unknown): boolean {
  return refusalOf(spec, error) !== null || (error instanceof Error && 'code' in error && error.code === staleState);
}

/** PostgreSQL's word for a row that names another which is not there. */
const namesNothing = '23503';

function constraintOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('constraint' in error)) return null;
  return typeof error.constraint === 'string' ? error.constraint : null;
}

/** The refusal that an error stands for; null where it is a mistake of ours or of the machine. */
function refusalOf<S extends z.ZodType, T>(spec: CommandSpec<S, T>, error: unknown): Result<never> | null {
  if (error instanceof Refused) return error.result;
  const code = refusalCode(error) ?? conflictCode(spec, error);
  return code === null ? null : fail(code);
}

/** The code by which a function of the database refused. */
function refusalCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && error.code === refusalState ? error.message : null;
}

/**
 * The refusal behind a broken constraint. Every reference carries its space, so a key from another space, or of a row
 * that has just gone, breaks one, wherever a room did not look itself: `input.no_such`.
 */
function conflictCode<S extends z.ZodType, T>(spec: CommandSpec<S, T>, error: unknown): string | null {
  const constraint = constraintOf(error);
  if (constraint === null) return null;
  const known = spec.conflicts?.[constraint];
  if (known !== undefined) return known;
  return error instanceof Error && 'code' in error && error.code === namesNothing ? 'input.no_such' : null;
}
