import { sql } from 'kysely';
import { addMonths, daysBetween, type LocalDate, localDate, startOfLocalDay } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { promiseStand } from './rules.ts';
import { type AnsweredWithin, type MonthLine, withinOf } from './rules-month.ts';
import type { Channel, MatterState } from './schema.ts';

/** What the worker writes down at the end of a month, counted from what was done. */
export interface MonthForm {
  /** The first day of the month. */
  readonly month: LocalDate;
  /** Waiting at its beginning, come in, ended (less what was opened again), waiting at its end. */
  readonly flow: { readonly start: number; readonly came: number; readonly ended: number; readonly left: number };
  /** What came in, by class and by the way it came. */
  readonly classes: readonly MonthLine<string>[];
  readonly channels: readonly MonthLine<Channel>[];
  /** Promises whose day fell into the month. */
  readonly promises: Readonly<Record<'kept' | 'late' | 'open' | 'overdue' | 'broken', number>>;
  /** How soon what came in was first answered, by the calendar. */
  readonly answers: Readonly<Record<AnsweredWithin, number>>;
  /** Where what came in stands now. */
  readonly states: readonly { readonly key: MatterState; readonly count: number }[];
}

interface Came {
  readonly class_code: string;
  readonly channel: Channel;
  readonly state: MatterState;
  readonly count: bigint;
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** The form of a month; of the present one, as it stands now. */
export async function monthForm(scope: Scope, month: LocalDate): Promise<MonthForm> {
  const span = {
    from: startOfLocalDay(month, scope.timeZone),
    until: startOfLocalDay(addMonths(month, 1), scope.timeZone),
  };
  const [came, start, left, promises, answers] = await Promise.all([
    cameIn(scope, span),
    waitingAt(scope, span.from),
    waitingAt(scope, span.until),
    promisesDueIn(scope, month),
    firstAnswers(scope, span),
  ]);
  const all = came.reduce((sum, one) => sum + Number(one.count), 0);
  const states = Map.groupBy(came, (one) => one.state);
  return {
    month,
    flow: { start, came: all, ended: start + all - left, left },
    classes: linesBy(came, (one) => one.class_code),
    channels: linesBy(came, (one) => one.channel),
    promises,
    answers,
    states: [...states].map(([key, rows]) => ({ key, count: countOf(rows) })).sort((a, b) => b.count - a.count),
  };
}

function countOf(rows: readonly Came[]): number {
  return rows.reduce((sum, one) => sum + Number(one.count), 0);
}

function linesBy<K extends string>(came: readonly Came[], key: (one: Came) => K): MonthLine<K>[] {
  const of = (rows: readonly Came[], ...states: readonly MatterState[]) =>
    countOf(rows.filter((one) => states.includes(one.state)));
  return [...Map.groupBy(came, key)]
    .map(([one, rows]) => ({
      key: one,
      came: countOf(rows),
      solved: of(rows, 'solved'),
      led: of(rows, 'need', 'joined'),
      ended: of(rows, 'closed', 'withdrawn'),
      answered: of(rows, 'answered'),
      open: of(rows, 'new', 'taken'),
    }))
    .sort((a, b) => b.came - a.came || (a.key < b.key ? -1 : 1));
}

async function cameIn(scope: Scope, { from, until }: Span): Promise<readonly Came[]> {
  const rows = scope.db
    .selectFrom('matter')
    .select([
      // Finer members count with their class, as in the other figures.
      sql<string>`coalesce(split_part(class_code, '.', 1) || coalesce('.' || nullif(split_part(class_code, '.', 2), ''), ''), '')`.as(
        'class_code',
      ),
      'channel',
      'state',
    ])
    .where('space_id', '=', scope.spaceId)
    .where('said_at', '>=', from)
    .where('said_at', '<', until)
    .as('came');
  return scope.db
    .selectFrom(rows)
    .select((select) => ['class_code', 'channel', 'state', select.fn.countAll<bigint>().as('count')])
    .groupBy(['class_code', 'channel', 'state'])
    .execute();
}

/** How many matters waited for the desk at a moment, told by the last step each had made until then. */
async function waitingAt(scope: Scope, moment: Date): Promise<number> {
  const last = scope.db
    .selectFrom('matter_step')
    .distinctOn('matter_id')
    .select(['matter_id', 'to_state'])
    .where('space_id', '=', scope.spaceId)
    .where('at', '<', moment)
    .orderBy('matter_id')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .as('last');
  const row = await scope.db
    .selectFrom(last)
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('to_state', 'in', ['new', 'taken', 'answered'])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function promisesDueIn(scope: Scope, month: LocalDate): Promise<MonthForm['promises']> {
  const rows = await scope.db
    .selectFrom('promise')
    .select(['state', 'due_on', 'kept_on'])
    .select((select) => select.fn.countAll<bigint>().as('promises'))
    .where('space_id', '=', scope.spaceId)
    .where('due_on', '>=', month)
    .where('due_on', '<', addMonths(month, 1))
    .groupBy(['state', 'due_on', 'kept_on'])
    .execute();
  const counts: Record<keyof MonthForm['promises'], number> = {
    ...{ kept: 0, late: 0, open: 0, overdue: 0, broken: 0 },
  };
  for (const row of rows) {
    const { stand } = promiseStand(row, today(scope));
    if (stand !== 'replaced') counts[stand] += Number(row.promises);
  }
  return counts;
}

async function firstAnswers(scope: Scope, { from, until }: Span): Promise<MonthForm['answers']> {
  const rows = await scope.db
    .selectFrom('matter')
    .leftJoin('matter_step as step', (join) =>
      join
        .onRef('step.space_id', '=', 'matter.space_id')
        .onRef('step.matter_id', '=', 'matter.id')
        .on('step.kind', 'in', ['answered', 'solved', 'closed', 'need'])
        // Of an answer that came with a list nobody knows the day.
        .on((on) => on.or([on('step.outcome', 'is', null), on('step.outcome', '<>', 'undated')])),
    )
    .select((select) => ['matter.said_at', select.fn.min('step.at').as('answered_at')])
    .where('matter.space_id', '=', scope.spaceId)
    .where('matter.said_at', '>=', from)
    .where('matter.said_at', '<', until)
    // What was joined is answered with the one it was joined to; what was taken back waits for nothing.
    .where('matter.state', 'not in', ['joined', 'withdrawn'])
    .groupBy(['matter.id', 'matter.said_at'])
    .execute();
  const counts: Record<AnsweredWithin, number> = { sameDay: 0, three: 0, seven: 0, fifteen: 0, later: 0, none: 0 };
  for (const row of rows) {
    const { said_at: said, answered_at: answered } = row;
    const days =
      answered === null ? null : daysBetween(localDate(said, scope.timeZone), localDate(answered, scope.timeZone));
    counts[withinOf(days)] += 1;
  }
  return counts;
}
