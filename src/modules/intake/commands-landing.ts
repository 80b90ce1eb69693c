import { addDays, localDate } from '#kernel/dates';
import { newId, shortCode } from '#kernel/ids';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { because, nextNumbers, sealMany, type TokenMemory } from '#modules/record';
import type { Inside } from '#platform/scope';
import { sealContact } from './commands.ts';
import { en } from './en-understand.ts';
import type { LandingRow, MatterState, StepKind } from './schema.ts';
import { zh } from './zh-understand.ts';

/** What an import has done so far. */
export interface ImportCounts {
  readonly landed: number;
  /** Already there from an earlier run. */
  readonly skipped: number;
}

/** A row with what it got on landing. */
interface Made {
  readonly row: LandingRow;
  readonly id: string;
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
  const fresh = await notYetHere(scope, rows);
  const numbers = await nextNumbers(scope, 'matter', fresh.length);
  if (fresh.length === 0) return { landed: 0, skipped: rows.length };
  const made = await withHeads(
    scope,
    fresh.map((row, at) => ({ row, id: newId(scope.now()), number: numbers[at] ?? '' })),
  );
  // Those others are joined to come first.
  for (const part of [made.filter((one) => one.head === null), made.filter((one) => one.head !== null)])
    if (part.length > 0)
      await scope.db
        .insertInto('matter')
        .values(part.map((one) => matterOf(scope, one)))
        .execute();
  await sealMany(
    scope,
    made.map(({ row, id }) => ({
      about: { kind: 'matter', id },
      kind: 'words',
      personId: null,
      text: row.words,
      searchable: true,
    })),
    memory,
  );
  await tellStories(scope, made, memory);
  return { landed: fresh.length, skipped: rows.length - fresh.length };
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
async function tellStories(scope: Inside, made: readonly Made[], memory: TokenMemory): Promise<void> {
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
  const answers = await landAnswers(scope, made, memory);
  const steps = [...said, ...joined, ...answers];
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
  for (const { id, head } of made)
    if (head !== null) await because(scope, { kind: 'matter', id }, { kind: 'matter', id: head.id });
}

/** Keeps the answers of a list, each with the promise of the usual days that it kept or missed; returns their steps. */
async function landAnswers(scope: Inside, made: readonly Made[], memory: TokenMemory): Promise<Step[]> {
  const answered = made.flatMap(({ row, id }) =>
    row.reply === null
      ? []
      : [{ id, saidAt: row.saidAt, reply: row.reply, stepId: newId(row.reply.at), promiseId: newId(row.saidAt) }],
  );
  if (answered.length === 0) return [];
  const days = await parameter(scope, 'promise.usualDays');
  const { promised } = pick('zh', { zh, en }).landed;
  const dueOf = (saidAt: Date) => addDays(localDate(saidAt, scope.timeZone), days);
  await sealMany(
    scope,
    answered.map(({ stepId, reply }) => ({
      about: { kind: 'matter', id: stepId },
      kind: 'step',
      personId: null,
      text: reply.words,
    })),
    memory,
  );
  await scope.db
    .insertInto('promise')
    .values(
      answered.map(({ id, saidAt, reply, promiseId }) => {
        const due = dueOf(saidAt);
        const kept = localDate(reply.at, scope.timeZone);
        return {
          space_id: scope.spaceId,
          id: promiseId,
          matter_id: id,
          text: promised(days),
          due_on: due,
          made_at: saidAt,
          state: kept <= due ? ('kept' as const) : ('late' as const),
          kept_on: kept,
        };
      }),
    )
    .execute();
  return answered.flatMap(({ id, saidAt, reply, stepId, promiseId }): Step[] => [
    { matterId: id, kind: 'promised', at: saidAt, from: 'new', to: 'new', text: dueOf(saidAt), outcome: promiseId },
    { matterId: id, kind: 'answered', at: reply.at, from: 'new', to: 'answered', id: stepId },
  ]);
}

async function notYetHere(scope: Inside, rows: readonly LandingRow[]): Promise<LandingRow[]> {
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
