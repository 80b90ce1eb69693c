import type { z } from 'zod';
import { addDays, localDate, startOfLocalDay, weekday } from '#kernel/dates';
import { newKey } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { actorFor } from '#modules/people';
import type { Command } from '#platform/command';
import type { Platform } from '#platform/platform';
import { type Actor, makeScope, type Scope, systemActor } from '#platform/scope';

/** A person of the demo, by the name the script calls them. */
export interface Player {
  readonly id: string;
  readonly name: string;
}

/**
 * Where the demo is played: a space, a clock that only the script moves, and one way to act. Everything happens
 * through the same commands as on the pages, each under the actor's own mandates.
 */
export class Stage {
  readonly platform: Platform;
  readonly spaceId: string;
  /** The real day the demo ends on. */
  readonly lastDay: string;
  readonly #time: { now: Date };
  readonly #actors = new Map<string, { readonly day: string; readonly actor: Actor }>();

  constructor(live: Platform, spaceId: string, time: { now: Date }, lastDay: string) {
    this.platform = { ...live, now: () => new Date(time.now) };
    this.spaceId = spaceId;
    this.lastDay = lastDay;
    this.#time = time;
  }

  /** Moves the clock to so many days before the last day, at an hour of the day; never backwards. */
  at(daysAgo: number, clock = '10:00'): void {
    const [hours, minutes] = clock.split(':').map(Number);
    const day = startOfLocalDay(this.day(daysAgo)).getTime();
    const moment = new Date(day + ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000);
    if (moment > this.#time.now) this.#time.now = moment;
  }

  /** Lets some minutes pass, so that two deeds do not fall on one moment. */
  pass(minutes: number): void {
    this.#time.now = new Date(this.#time.now.getTime() + minutes * 60_000);
  }

  /** The calendar day so many days before the last one; negative is in the future. */
  day(daysAgo: number): string {
    return addDays(this.lastDay, -daysAgo);
  }

  /** So many days before the last one, or the day after where that is a Sunday: the rooms of the centre are shut then. */
  openDay(daysAgo: number): number {
    return weekday(this.day(daysAgo)) === 7 ? daysAgo - 1 : daysAgo;
  }

  /** Today on the stage. */
  today(): string {
    return localDate(this.#time.now);
  }

  /** The scope in which a player acts; the system itself without one. */
  async scope(who: Player | null): Promise<Scope> {
    const actor = who === null ? systemActor('demo') : await this.#actorOf(who);
    return makeScope({ platform: this.platform, spaceId: this.spaceId, actor, requestId: 'demo', key: newKey() });
  }

  async #actorOf(who: Player): Promise<Actor> {
    const day = this.today();
    const known = this.#actors.get(who.id);
    if (known !== undefined && known.day === day) return known.actor;
    const actor = await actorFor(this.platform, this.spaceId, who.id, { secondFactor: true });
    this.#actors.set(who.id, { day, actor });
    return actor;
  }

  /** Forgets what mandates players held, after new ones were granted. */
  refresh(): void {
    this.#actors.clear();
  }

  /** Has a player run a command; a refusal stops the demo with its code. */
  async act<S extends z.ZodType, T>(who: Player | null, command: Command<S, T>, input: z.input<S>): Promise<T> {
    const result = await this.try(who, command, input);
    if (result.ok) return result.value;
    throw new Error(
      `demo: ${who?.name ?? 'system'} ${command.spec.name} refused: ${result.fault.code} ${JSON.stringify({ ...result.fault, input }, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}`,
    );
  }

  /** The same, with the outcome left to the script. */
  async try<S extends z.ZodType, T>(who: Player | null, command: Command<S, T>, input: z.input<S>): Promise<Result<T>> {
    this.pass(3);
    return command(await this.scope(who), input);
  }
}
