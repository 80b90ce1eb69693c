import { addDays, localDate } from '#kernel/dates';
import { newId, shortCode } from '#kernel/ids';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { because, nextNumbers, sealAhead, type TokenMemory, writeSealed } from '#modules/record';
import type { Inside, Scope } from '#platform/scope';
import { sealContact } from './commands.ts';
import { en } from './en-understand.ts';
import type { LandingRow, MatterState, ReadyAnswer, ReadyRow, StepKind } from './schema.ts';
import { zh } from './zh-understand.ts';

/** What an import has done so far. */
export interface ImportCounts {
  readonly landed: number;
  /** Already there from an earlier run. */
  readonly skipped: number;
  /** Lines of answers to messages that nobody knows here. */
  readonly unknown: readonly number[];
}

/** A row with what it got on landing. */
interface Made {
  readonly row: LandingRow;
  readonly id: string;
  readonly ready: ReadyRow;
  readonly number: string;
  /** The matter it goes on in. */
  readonly head: { readonly id: string; readonly number: string } | null;
}

/** From this confidence on the proposed class stands for the class until a person has looked; in hundredths. */
const takenFrom = 50;

/**
 * Lands rows as matters in a few statements; rows whose origin is already there are left alone. What was understood of
 * them comes with them: the class proposed, and the earlier matter that each is the same as, to which it is joined. Rows
 * with an answer land answered, with a promise for the usual time, kept or late. Internal to a command: the caller
 * audits. Numbers are given in the order of the rows.
 */
export async function landRows(scope: Inside, rows: readonly LandingRow[], memory: TokenMemory): Promise<ImportCounts> {
  const said = rows.filter((row) => row.words !== '');
  const fresh = await notYetHere(scope, said);
  await landFresh(scope, fresh, memory);
  // Answers may come in a list of their own, or once more with what they answer.
  const landedNow = new Set(fresh);
  const { added, unknown } = await landLaterAnswers(
    scope,
    rows.filter((row) => row.reply !== null && !landedNow.has(row)),
    memory,
  );
  const landed = fresh.length + added;
  return { landed, skipped: rows.length - landed - unknown.length, unknown };
}

async function landFresh(scope: Inside, fresh: readonly LandingRow[], memory: TokenMemory): Promise<void> {
  const numbers = await nextNumbers(scope, 'matter', fresh.length);
  if (fresh.length === 0) return;
  const made = await withHeads(
    scope,
    fresh.map((row, at) => {
      const ready = row.ready ?? readyRow(scope, row, memory);
      return { row, ready, id: ready.id, number: numbers[at] ?? '' };
    }),
  );
  // Those others are joined to come first.
  for (const part of [made.filter((one) => one.head === null), made.filter((one) => one.head !== null)])
    if (part.length > 0)
      await scope.db
        .insertInto('matter')
        .values(part.map((one) => matterOf(scope, one)))
        .execute();
  await writeSealed(
    scope,
    made.map(({ ready }) => ready.words),
  );
  await tellStories(scope, made);
}

/**
 * Works out what the rows of a batch will be written as, while the database is busy with the batch before; those that are here
 * already are left as they are.
 */
export async function sealedAhead(
  scope: Scope,
  rows: readonly LandingRow[],
): Promise<(row: LandingRow, memory: TokenMemory) => LandingRow> {
  const fresh = new Set((await notYetHere(scope, rows)).map((row) => row.origin));
  return (row, memory) =>
    fresh.has(row.origin) && row.words !== '' ? { ...row, ready: readyRow(scope, row, memory) } : row;
}

function readyRow(scope: Scope, row: LandingRow, memory: TokenMemory): ReadyRow {
  const id = newId(scope.now());
  const about = { kind: 'matter', id } as const;
  const words = { about, kind: 'words', personId: null, text: row.words, searchable: true };
  return {
    id,
    words: sealAhead(scope, words, memory),
    answer: row.reply === null ? null : readyAnswer(scope, row.reply, memory),
  };
}

function readyAnswer(scope: Scope, reply: Reply, memory: TokenMemory): ReadyAnswer {
  const at = reply.at ?? scope.now();
  const stepId = newId(at);
  const about = { kind: 'matter', id: stepId } as const;
  return { stepId, at, sealed: sealAhead(scope, { about, kind: 'step', personId: null, text: reply.words }, memory) };
}

function stateOf({ row, head }: Made): MatterState {
  if (row.reply !== null) return 'answered';
  return head === null ? 'new' : 'joined';
}

function matterOf(scope: Inside, one: Made) {
  const { row, id, number, head } = one;
  const unnamed = row.name === '' && row.phone === '';
  const guess = row.understood?.guess ?? null;
  const taken = row.classCode === null && guess !== null && guess.percent >= takenFrom;
  const at = scope.now();
  return {
    space_id: scope.spaceId,
    id,
    number,
    state: stateOf(one),
    channel: 'import' as const,
    origin: row.origin,
    anonymous: unnamed,
    place_id: row.placeId,
    place_text: row.placeText,
    class_code: taken ? guess.code : row.classCode,
    class_by: taken ? ('guess' as const) : ('person' as const),
    class_at: row.classCode === null ? null : at,
    class_guess: guess?.code ?? null,
    class_confidence: guess?.percent ?? null,
    contact_way: row.phone === '' ? ('none' as const) : ('call' as const),
    contact_sealed: unnamed ? null : sealContact(scope, id, { name: row.name, phone: row.phone }),
    joined_to_id: head?.id ?? null,
    slip_code: shortCode(6),
    said_at: row.saidAt,
    created_at: at,
    updated_at: at,
  };
}

/** Finds what rows are the same as, among themselves and among what landed before. */
async function withHeads(scope: Inside, fresh: readonly Omit<Made, 'head'>[]): Promise<Made[]> {
  const own = new Map(fresh.map((one) => [one.row.origin, one]));
  const wanted = fresh.flatMap((one) => one.row.understood?.sameAs ?? []).filter((origin) => !own.has(origin));
  const earlier =
    wanted.length === 0
      ? []
      : await scope.db
          .selectFrom('matter')
          .select(['id', 'number', 'origin', 'joined_to_id'])
          .where('space_id', '=', scope.spaceId)
          .where('origin', 'in', [...new Set(wanted)])
          .execute();
  // What was joined elsewhere since is no place to join to.
  const heads = new Map(earlier.filter((row) => row.joined_to_id === null).map((row) => [row.origin, row]));
  return fresh.map((one) => {
    const origin = one.row.understood?.sameAs ?? null;
    const head = origin === null || one.row.reply !== null ? null : (own.get(origin) ?? heads.get(origin) ?? null);
    return { ...one, head: head === null ? null : { id: head.id, number: head.number } };
  });
}

interface Step {
  readonly matterId: string;
  readonly kind: StepKind;
  readonly at: Date;
  readonly from: MatterState;
  readonly to: MatterState;
  readonly text?: string;
  readonly outcome?: string;
  readonly id?: string;
}

/** Writes what happened to the rows: said, and joined or promised and answered. */
async function tellStories(scope: Inside, made: readonly Made[]): Promise<void> {
  const said = made.map(
    ({ row, id }): Step => ({
      ...{ matterId: id, kind: 'said', at: row.saidAt, from: 'new', to: 'new', outcome: 'import' },
    }),
  );
  const joined = made.flatMap(({ id, head }): Step[] =>
    head === null
      ? []
      : [{ matterId: id, kind: 'joined', at: scope.now(), from: 'new', to: 'joined', text: head.number }],
  );
  const answers = await landAnswers(
    scope,
    made.flatMap(({ row, id, ready }) =>
      row.reply === null || ready.answer === null
        ? []
        : [{ id, saidAt: row.saidAt, dated: row.reply.at !== null, ready: ready.answer, from: 'new' }],
    ),
  );
  await addSteps(scope, [...said, ...joined, ...answers]);
  for (const { id, head } of made)
    if (head !== null) await because(scope, { kind: 'matter', id }, { kind: 'matter', id: head.id });
}

async function addSteps(scope: Inside, steps: readonly Step[]): Promise<void> {
  await scope.db
    .insertInto('matter_step')
    .values(
      steps.map((step) => ({
        space_id: scope.spaceId,
        id: step.id ?? newId(step.at),
        matter_id: step.matterId,
        kind: step.kind,
        text: step.text ?? '',
        outcome: step.outcome ?? null,
        from_state: step.from,
        to_state: step.to,
        at: step.at,
      })),
    )
    .execute();
}

/** An answer of a list, for a matter that is here. */
interface Answered {
  readonly id: string;
  readonly saidAt: Date;
  /** Whether the day of the answer is known. */
  readonly dated: boolean;
  readonly ready: ReadyAnswer;
  readonly from: MatterState;
}

type Reply = NonNullable<LandingRow['reply']>;

/**
 * Keeps the answers of a list, each with the promise of the usual days that it kept or missed; returns their steps. What was
 * answered on a day nobody knows was promised nothing.
 */
async function landAnswers(scope: Inside, all: readonly Answered[]): Promise<Step[]> {
  if (all.length === 0) return [];
  const days = await parameter(scope, 'promise.usualDays');
  const { promised } = pick('zh', { zh, en }).landed;
  const answered = all.map((one) => ({
    ...one,
    ...one.ready,
    promise: one.dated ? { id: newId(one.saidAt), due: addDays(localDate(one.saidAt, scope.timeZone), days) } : null,
  }));
  await writeSealed(
    scope,
    answered.map(({ sealed }) => sealed),
  );
  const promises = answered.flatMap(({ id, saidAt, at, promise }) => {
    if (promise === null) return [];
    const kept = localDate(at, scope.timeZone);
    return {
      space_id: scope.spaceId,
      id: promise.id,
      matter_id: id,
      text: promised(days),
      due_on: promise.due,
      made_at: saidAt,
      state: kept <= promise.due ? ('kept' as const) : ('late' as const),
      kept_on: kept,
    };
  });
  if (promises.length > 0) await scope.db.insertInto('promise').values(promises).execute();
  return answered.flatMap(({ id, saidAt, at, from, promise, stepId }): Step[] => [
    ...(promise === null
      ? []
      : [
          {
            ...{ matterId: id, kind: 'promised' as const, at: saidAt, from, to: from },
            ...{ text: promise.due, outcome: promise.id },
          },
        ]),
    {
      ...{ matterId: id, kind: 'answered', at, from, to: 'answered', id: stepId },
      ...(promise === null ? { outcome: undated } : {}),
    },
  ]);
}

/** What the step of an answer says whose day nobody knows; it stands on the day it came in. */
const undated = 'undated';

/**
 * Adds answers to messages that came in before and wait for one. What somebody has done something
 * about since is left to them. Says besides which lines answer nothing that is here.
 */
async function landLaterAnswers(
  scope: Inside,
  rows: readonly LandingRow[],
  memory: TokenMemory,
): Promise<{ readonly added: number; readonly unknown: readonly number[] }> {
  if (rows.length === 0) return { added: 0, unknown: [] };
  const here = await scope.db
    .selectFrom('matter')
    .select(['id', 'origin', 'state', 'said_at'])
    .select((select) =>
      select
        .exists(
          select
            .selectFrom('matter_step as step')
            .select('step.id')
            .whereRef('step.space_id', '=', 'matter.space_id')
            .whereRef('step.matter_id', '=', 'matter.id')
            .where('step.kind', '<>', 'said')
            .where((step) => step.or([step('step.kind', '<>', 'joined'), step('step.person_id', 'is not', null)])),
        )
        .as('touched'),
    )
    .where('space_id', '=', scope.spaceId)
    .where('origin', 'in', [...new Set(rows.map((row) => row.origin))])
    .execute();
  const known = new Map(here.map((row) => [row.origin, row]));
  const unknown = rows.flatMap((row) => (row.words === '' && !known.has(row.origin) ? [row.line ?? 0] : []));
  const wanted = rows.flatMap(({ origin, reply }): Answered[] => {
    const matter = known.get(origin);
    if (matter === undefined || reply === null || matter.touched || !waits.includes(matter.state)) return [];
    // The next of two answers to the same message finds nothing to answer.
    known.delete(origin);
    const at = reply.at !== null && reply.at >= matter.said_at ? reply.at : null;
    const ready = readyAnswer(scope, { ...reply, at }, memory);
    return [{ id: matter.id, saidAt: matter.said_at, dated: at !== null, ready, from: matter.state }];
  });
  if (wanted.length === 0) return { added: 0, unknown };
  // What was joined by itself and has an answer of its own is a matter of its own again.
  const parted = wanted.flatMap(({ id, from }): Step[] =>
    from === 'joined' ? [{ matterId: id, kind: 'parted', at: scope.now(), from, to: 'answered' }] : [],
  );
  await addSteps(scope, [...parted, ...(await landAnswers(scope, wanted))]);
  await scope.db
    .updateTable('matter')
    .set({ state: 'answered', joined_to_id: null, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where(
      'id',
      'in',
      wanted.map((one) => one.id),
    )
    .execute();
  return { added: wanted.length, unknown };
}

/** In these states a message waits for its answer. */
const waits: readonly string[] = ['new', 'joined'] satisfies MatterState[];

async function notYetHere(scope: Scope, rows: readonly LandingRow[]): Promise<LandingRow[]> {
  if (rows.length === 0) return [];
  const here = await scope.db
    .selectFrom('matter')
    .select('origin')
    .where('space_id', '=', scope.spaceId)
    .where(
      'origin',
      'in',
      rows.map((row) => row.origin),
    )
    .execute();
  const known = new Set(here.map((row) => row.origin));
  // A list may also name the same matter twice in itself.
  return rows.filter((row) => !known.has(row.origin) && known.add(row.origin));
}
