import { sql } from 'kysely';
import { addDays, localDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import type { Fault } from '#kernel/result';
import { type Body, bodies, seatsHeldBy } from '#modules/bodies';
import { parameter } from '#modules/parameters';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { type Opinion, type Watched, type WatchedKind, watchingKinds } from './schema.ts';

function opinionsOf(scope: Scope) {
  return scope.db
    .selectFrom('opinion as o')
    .innerJoin('body as b', (on) => on.onRef('b.space_id', '=', 'o.space_id').onRef('b.id', '=', 'o.body_id'))
    .select([
      'o.id',
      'o.number',
      'o.subject_kind',
      'o.subject_id',
      'o.body_id as bodyId',
      'b.name as bodyName',
      'o.person_id as personId',
      'o.stance',
      'o.text',
      'o.due_on as dueOn',
      'o.answer',
      'o.answered_at as answeredAt',
      'o.at',
    ])
    .where('o.space_id', '=', scope.spaceId);
}

type Row = Omit<Opinion, 'subject'> & { readonly subject_kind: WatchedKind; readonly subject_id: string };

function toOpinion({ subject_kind, subject_id, ...rest }: Row): Opinion {
  return { ...rest, subject: { kind: subject_kind, id: subject_id } };
}

/** One opinion, or null. */
export async function opinion(scope: Scope, id: string): Promise<Opinion | null> {
  if (!isId(id)) return null;
  const row = await opinionsOf(scope).where('o.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toOpinion(row);
}

/** Opinions about some things of one kind, oldest first. */
export async function opinionsAbout(scope: Scope, kind: WatchedKind, ids: readonly string[]): Promise<Opinion[]> {
  if (ids.length === 0) return [];
  const rows = await opinionsOf(scope)
    .where('o.subject_kind', '=', kind)
    .where('o.subject_id', 'in', [...ids])
    .orderBy('o.at')
    .orderBy('o.id')
    .execute();
  return rows.map(toOpinion);
}

/** What a list of opinions may be narrowed by. */
export interface OpinionFilter {
  readonly kind?: WatchedKind;
  readonly bodyId?: string;
  readonly open?: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Opinions, those that wait for an answer first, then the newest; and how many there are. */
export async function opinions(
  scope: Scope,
  filter: OpinionFilter,
): Promise<{ readonly rows: Opinion[]; readonly total: number }> {
  let query = opinionsOf(scope);
  if (filter.kind !== undefined) query = query.where('o.subject_kind', '=', filter.kind);
  if (filter.bodyId !== undefined) query = query.where('o.body_id', '=', filter.bodyId);
  const waiting = sql<boolean>`o.answer is null and o.due_on is not null`;
  if (filter.open === true) query = query.where(waiting);
  const { count } = await query
    .clearSelect()
    .select((value) => value.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .orderBy(waiting, 'desc')
    .orderBy('o.at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows: rows.map(toOpinion), total: Number(count) };
}

/** The bodies that watch here and are at work. */
export async function watchers(scope: Scope): Promise<Body[]> {
  const active = await bodies(scope, { state: 'active' });
  return active.filter((one) => watchingKinds.some((kind) => kind === one.kind));
}

/** The watching body a person sits on; the supervisory committee first. */
export async function watchesFor(scope: Scope, personId: string): Promise<Body | null> {
  const [held, all] = await Promise.all([seatsHeldBy(scope, personId), watchers(scope)]);
  const mine = all.filter((one) => held.some((seat) => seat.bodyId === one.id));
  return mine.find((one) => one.kind === 'supervisory') ?? mine[0] ?? null;
}

/** Which parties have not said anything about something yet. */
export async function silentParties(scope: Scope, about: readonly Watched[]): Promise<Body[]> {
  const said = await saidAbout(scope, about);
  return (await watchers(scope)).filter((one) => !said.some((each) => each.bodyId === one.id));
}

async function saidAbout(scope: Scope, about: readonly Watched[]): Promise<Opinion[]> {
  const found = await Promise.all(about.map((one) => opinionsAbout(scope, one.kind, [one.id])));
  return found.flat();
}

/**
 * Why money about these things may not leave yet, or null: an objection that nobody answered (`supervision.objection_open`);
 * and, where the space switched it on, a party that has said nothing and still has days to (`supervision.waiting`). Silence
 * lapses: after the days nobody is waited for.
 */
export async function obstacleTo(scope: Scope, about: readonly Watched[], since: Date): Promise<Fault | null> {
  const open = (await saidAbout(scope, about)).find((one) => one.stance === 'object' && one.answer === null);
  if (open !== undefined) return { code: 'supervision.objection_open', params: { number: open.number } };
  if (!(await parameter(scope, 'supervision.waits'))) return null;
  const until = addDays(localDate(since, scope.timeZone), await parameter(scope, 'supervision.silenceDays'));
  if (today(scope) > until) return null;
  const silent = await silentParties(scope, about);
  if (silent.length === 0) return null;
  return { code: 'supervision.waiting', params: { bodies: silent.map((one) => one.name).join(', '), until } };
}
