import type { LocalDate } from '#kernel/dates';
import { localDate } from '#kernel/dates';
import type { Lang } from '#kernel/words';
import type { Db } from './database.ts';
import type { Line } from './line.ts';
import type { Platform } from './platform.ts';

/** What a mandate lets a person be in a space; being a resident needs no mandate. */
export type Role =
  | 'admin'
  | 'worker'
  | 'grid_worker'
  | 'hub'
  | 'secretary'
  | 'supervisor'
  | 'treasurer'
  | 'finance'
  | 'overseer';

/** Roles that touch money: acting in them asks for a second factor on every way in. */
export const moneyRoles: readonly Role[] = ['treasurer', 'finance'];

/** A mandate in force today. */
export interface HeldMandate {
  readonly id: string;
  readonly role: Role;
  readonly organisationId: string | null;
  readonly bodyId: string | null;
}

/** Someone acting with another's voice: recorded on every event they cause. */
export interface OnBehalf {
  readonly personId: string;
  readonly as: 'worker' | 'helper' | 'hub';
}

/** The person who acts, as they are in the scope's space. */
export interface Actor {
  readonly accountId: string | null;
  readonly personId: string;
  readonly name: string;
  readonly mandates: readonly HeldMandate[];
  /** How this session was opened. */
  readonly way: 'phone' | 'password' | 'card' | 'system';
  /** Whether the second factor was shown in this session. */
  readonly secondFactor: boolean;
  readonly onBehalfOf: OnBehalf | null;
}

/** What a run of a command may believe of what was read before, and whether it did. */
export interface Beliefs {
  readonly allowed: boolean;
  held: boolean;
}

/** Book-keeping of the command that is running; present only inside one. */
export interface Running {
  readonly command: string;
  /** The connection it speaks on, for statements that nobody waits for. */
  readonly line: Line;
  /** How many audit events it has written: a change without one is refused. */
  audited: number;
  /** Run after the commit, never before: files, messages, cache versions. */
  readonly afterCommit: (() => void | Promise<void>)[];
  /** What it may take for true unasked (`believedRow`); without it, nothing. */
  readonly beliefs?: Beliefs;
}

/**
 * Who acts, in which space, which others may be read, what time it is and which database answers. The first
 * argument of every command and query, so that nothing can forget whose space it is in.
 */
export interface Scope {
  /** The space written to; empty where a page belongs to no space. */
  readonly spaceId: string;
  /** The spaces that may be read, the own first. */
  readonly spaces: readonly string[];
  readonly timeZone: string;
  readonly db: Db;
  readonly lang: Lang;
  /** Nobody (a visitor) is null. */
  readonly actor: Actor | null;
  readonly platform: Platform;
  readonly requestId: string;
  /** The idempotency key of the form or call being handled. */
  readonly key: string | null;
  readonly running: Running | null;
  now(): Date;
}

/** A scope inside a command's transaction. Internal writes between rooms ask for this type. */
export interface Inside extends Scope {
  readonly running: Running;
}

/** The calendar day it is now in the space. */
export function today(scope: Scope): LocalDate {
  return localDate(scope.now(), scope.timeZone);
}

/** Whether the actor holds one of these roles today. */
export function holds(scope: Scope, ...roles: readonly Role[]): boolean {
  return scope.actor?.mandates.some((mandate) => roles.includes(mandate.role)) ?? false;
}

/** The acting person's id; the empty string for a visitor, which matches no row. */
export function actorId(scope: Scope): string {
  return scope.actor?.personId ?? '';
}

/** The person a deed counts for: the one acted for, or the actor. Null for a visitor. */
export function subjectPerson(scope: Scope): string | null {
  return scope.actor?.onBehalfOf?.personId ?? scope.actor?.personId ?? null;
}

/** What a scope is made of; rooms never call this, only `app/`, the command line, jobs, demo and tests. */
export interface ScopeParts {
  readonly platform: Platform;
  readonly spaceId: string | null;
  readonly readable?: readonly string[];
  readonly timeZone?: string;
  readonly actor?: Actor | null;
  readonly lang?: Lang;
  readonly requestId?: string;
  readonly key?: string | null;
  readonly now?: () => Date;
}

/** Makes a scope. */
export function makeScope(parts: ScopeParts): Scope {
  const own = parts.spaceId ?? '';
  const spaces =
    parts.spaceId === null ? [] : [parts.spaceId, ...(parts.readable ?? []).filter((id) => id !== parts.spaceId)];
  return {
    spaceId: own,
    spaces,
    timeZone: parts.timeZone ?? 'Asia/Shanghai',
    db: parts.platform.database.scoped(parts.spaceId, spaces),
    lang: parts.lang ?? 'zh',
    actor: parts.actor ?? null,
    platform: parts.platform,
    requestId: parts.requestId ?? '',
    key: parts.key ?? null,
    running: null,
    now: parts.now ?? parts.platform.now,
  };
}

/** The actor of jobs and of the command line: the system itself, recorded as such. */
export function systemActor(name: string): Actor {
  return {
    accountId: null,
    personId: '00000000-0000-0000-0000-000000000000',
    name,
    mandates: [],
    way: 'system',
    secondFactor: true,
    onBehalfOf: null,
  };
}

/** The same scope with an idempotency key. */
export function withKey(scope: Scope, key: string | null): Scope {
  return { ...scope, key };
}
