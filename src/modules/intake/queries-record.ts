import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type LocalDate, localDate } from '#kernel/dates';
import { readShortCode } from '#kernel/ids';
import { auditRead, unseal } from '#modules/record';
import { openText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { phoneOf } from './commands-promises.ts';
import { type Matter, matter, matters, matterWords } from './queries.ts';
import { type Up, upOf } from './queries-escalations.ts';
import { headlineOf, type PromiseStand, promiseStand } from './rules.ts';
import { type ChangedKind, changedKinds, type Stance, type StepKind, stepKinds } from './schema.ts';

/** One step of a matter's story; `words` only where the reader may see them. */
export interface Step {
  readonly id: string;
  readonly kind: StepKind;
  readonly personId: string | null;
  readonly text: string;
  readonly words: string;
  readonly outcome: string | null;
  readonly minutes: number | null;
  /** Of an answer to an opinion: adopted, partly, not; and what changed because of it. */
  readonly stance: Stance | null;
  readonly changed: { readonly kind: ChangedKind; readonly id: string } | null;
  readonly at: Date;
}

/** What an answer says to an opinion. */
export interface Stood {
  readonly matterId: string;
  readonly stance: Stance;
  readonly changed: { readonly kind: ChangedKind; readonly id: string } | null;
}

/** A promise as its ledger shows it; the text is the desk's. */
export interface Promised extends PromiseStand {
  readonly id: string;
  readonly matterId: string;
  readonly number: string;
  readonly text: string;
  readonly madeOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly keptOn: LocalDate | null;
  /** How far it went up because it was late. */
  readonly up: Up | null;
}

/** What the answers to some matters say to opinions, by their step, the first first. */
async function answersOf(scope: Scope, matterIds: readonly string[]): Promise<ReadonlyMap<string, Stood>> {
  if (matterIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('matter_answer')
    .select(['step_id', 'matter_id', 'stance', 'changed_kind', 'changed_id'])
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', 'in', [...matterIds])
    .orderBy('at')
    .execute();
  return new Map(
    rows.map((row) => {
      const kind = changedKinds.find((one) => one === row.changed_kind);
      const changed = kind === undefined || row.changed_id === null ? null : { kind, id: row.changed_id };
      return [row.step_id, { matterId: row.matter_id, stance: row.stance, changed }];
    }),
  );
}

async function stepsOf(scope: Scope, matterId: string, withWords: boolean): Promise<Step[]> {
  const rows = await scope.db
    .selectFrom('matter_step')
    .select(['id', 'kind', 'person_id', 'text', 'outcome', 'minutes', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', '=', matterId)
    .orderBy('at')
    .execute();
  const answers = await answersOf(scope, [matterId]);
  const words = withWords
    ? await unseal(scope, { kind: 'matter', ids: rows.map((row) => row.id) }, 'step')
    : new Map<string, string>();
  const steps = rows.map((row) => ({
    id: row.id,
    // Only addStep writes this column.
    kind: row.kind as StepKind,
    personId: row.person_id,
    text: row.text,
    words: words.get(row.id) ?? '',
    outcome: row.outcome,
    minutes: row.minutes,
    stance: answers.get(row.id)?.stance ?? null,
    changed: answers.get(row.id)?.changed ?? null,
    at: row.at,
  }));
  // Two steps of one deed carry the same moment; the order of the kinds is the order they happen in.
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime() || stepKinds.indexOf(a.kind) - stepKinds.indexOf(b.kind));
}

function promiseQuery(scope: Scope) {
  return scope.db
    .selectFrom('promise')
    .innerJoin('matter', (join) =>
      join.onRef('matter.space_id', '=', 'promise.space_id').onRef('matter.id', '=', 'promise.matter_id'),
    )
    .select([
      'promise.id',
      'promise.matter_id',
      'promise.text',
      'promise.due_on',
      'promise.kept_on',
      'promise.made_at',
      'promise.state',
      'matter.number',
    ])
    .where('promise.space_id', '=', scope.spaceId);
}

type PromiseRow = Awaited<ReturnType<ReturnType<typeof promiseQuery>['execute']>>[number];

function toPromised(scope: Scope, row: PromiseRow, up: ReadonlyMap<string, Up>): Promised {
  return {
    ...promiseStand(row, today(scope)),
    id: row.id,
    matterId: row.matter_id,
    number: row.number,
    text: row.text,
    madeOn: localDate(row.made_at, scope.timeZone),
    dueOn: row.due_on,
    keptOn: row.kept_on,
    up: up.get(row.id) ?? null,
  };
}

async function withUp(scope: Scope, rows: readonly PromiseRow[]): Promise<Promised[]> {
  const ids = rows.map((row) => row.id);
  const up = await upOf(scope, 'promise', ids);
  return rows.map((row) => toPromised(scope, row, up));
}

/** The promises made on a matter, the first first. */
export async function promisesOf(scope: Scope, matterId: string): Promise<Promised[]> {
  const rows = await promiseQuery(scope).where('promise.matter_id', '=', matterId).orderBy('promise.made_at').execute();
  return withUp(scope, rows);
}

/** Everything the desk's page of a matter shows. */
export interface MatterRecord {
  readonly matter: Matter;
  readonly words: string;
  readonly steps: readonly Step[];
  readonly promises: readonly Promised[];
  /** Name and number of whoever wants to hear, when not a registered person. */
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly joinedTo: Matter | null;
  readonly files: readonly string[];
}

/** Opens a matter for the desk: words, story, promises, contact. The opening is audited. */
export async function matterRecord(scope: Scope, id: string): Promise<MatterRecord | null> {
  const found = await matter(scope, id);
  if (found === null) return null;
  const words = await matterWords(scope, id);
  const sealed = await scope.db
    .selectFrom('matter')
    .select('contact_sealed')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const files = await scope.db
    .selectFrom('stored_file')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', 'matter')
    .where('about_id', '=', id)
    .orderBy('at')
    .execute();
  return {
    matter: found,
    words,
    steps: await stepsOf(scope, id, true),
    promises: await promisesOf(scope, id),
    contact: sealed.contact_sealed === null ? null : openContact(scope, id, sealed.contact_sealed),
    joinedTo: found.joinedToId === null ? null : await matter(scope, found.joinedToId),
    files: files.map((file) => file.id),
  };
}

function openContact(scope: Scope, id: string, sealed: Buffer): { name: string; phone: string } {
  const opened: unknown = JSON.parse(openText(scope.platform.keys, sealed, `${scope.spaceId}/matter/${id}`));
  const name = typeof opened === 'object' && opened !== null && 'name' in opened ? String(opened.name) : '';
  return { name, phone: phoneOf(opened) };
}

/** What whoever holds the slip may see: state, promise and answers; the first words so that they know it is theirs. */
export interface SlipView {
  readonly matter: Matter;
  readonly headline: string;
  readonly steps: readonly Step[];
  readonly promises: readonly Promised[];
}

/** Finds a matter by its number and the code on its slip, both as people type them; null when they don't fit. */
export async function bySlip(scope: Scope, number: string, code: string): Promise<SlipView | null> {
  const row = await scope.db
    .selectFrom('matter')
    .select(['id', 'slip_code'])
    .where('space_id', '=', scope.spaceId)
    .where('number', '=', number.normalize('NFKC').replace(/\s/g, ''))
    .executeTakeFirst();
  if (row === undefined || row.slip_code !== readShortCode(code)) return null;
  return speakerView(scope, row.id);
}

/** What the desk writes for itself and what the speaker never reads. */
const inside: readonly StepKind[] = ['note'];

/** A matter as the one who spoke sees it: with the answers, without the desk's notes. */
export async function speakerView(scope: Scope, id: string): Promise<SlipView | null> {
  const found = await matter(scope, id);
  if (found === null) return null;
  const words = (await unseal(scope, { kind: 'matter', ids: [id] }, 'words')).get(id) ?? '';
  const steps = (await stepsOf(scope, id, true)).filter((step) => !inside.includes(step.kind));
  return { matter: found, headline: headlineOf(words, 24), steps, promises: await promisesOf(scope, id) };
}

/** One of one's own matters. */
export interface OwnWords extends Matter {
  readonly headline: string;
  readonly promises: readonly Promised[];
  /** What the last answer said to it, where it was an opinion. */
  readonly stood: Stood | null;
}

/** One's own matters, the newest first, each with its beginning (F053). */
export async function voiceOf(scope: Scope, personId: string): Promise<OwnWords[]> {
  const rows = await scope.db
    .selectFrom('matter')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where((where) => where.or([where('person_id', '=', personId), where('spoken_for_person_id', '=', personId)]))
    .orderBy('said_at', 'desc')
    .limit(200)
    .execute();
  const ids = rows.map((row) => row.id);
  const found = new Map((await matters(scope, ids)).map((one) => [one.id, one]));
  const words = await unseal(scope, { kind: 'matter', ids }, 'words');
  const answers = [...(await answersOf(scope, ids)).values()];
  const own: OwnWords[] = [];
  for (const id of ids) {
    const one = found.get(id);
    if (one !== undefined)
      own.push({
        ...one,
        headline: headlineOf(words.get(id) ?? '', 40),
        promises: await promisesOf(scope, id),
        stood: answers.findLast((answer) => answer.matterId === id) ?? null,
      });
  }
  return own;
}

/** What the ledger's filters mean, as conditions on a promise. */
function ledgerConditions(scope: Scope, filters: ListQuery['filters']): RawBuilder<SqlBool>[] {
  const day = today(scope);
  const { stand = '', month = '' } = filters;
  const all: RawBuilder<SqlBool>[] = [];
  if (stand === 'open') all.push(sql`promise.state = 'open' and promise.due_on >= ${day}`);
  else if (stand === 'overdue') all.push(sql`promise.state = 'open' and promise.due_on < ${day}`);
  else if (stand === 'escalated')
    all.push(sql`exists (select 1 from escalation e where e.space_id = promise.space_id and e.kind = 'promise'
      and e.subject_id = promise.id and e.level = 'street' and e.ended_at is null)`);
  else if (stand === 'kept' || stand === 'late' || stand === 'broken' || stand === 'replaced')
    all.push(sql`promise.state = ${stand}`);
  if (/^\d{4}-\d{2}$/.test(month)) all.push(sql`to_char(promise.due_on, 'YYYY-MM') = ${month}`);
  return all;
}

/** The public ledger of promises: numbers, days, how late and how far up; never a word of what was said. */
export async function promiseLedger(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Promised[]; readonly total: number }> {
  const conditions = ledgerConditions(scope, query.filters);
  const counted = await scope.db
    .selectFrom('promise')
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .where('promise.space_id', '=', scope.spaceId)
    .where((where) => where.and(conditions))
    .executeTakeFirstOrThrow();
  const desc = query.sort?.desc ?? true;
  const rows = await promiseQuery(scope)
    .where((where) => where.and(conditions))
    .orderBy(query.sort?.key === 'number' ? 'matter.number' : 'promise.due_on', desc ? 'desc' : 'asc')
    .orderBy('promise.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: await withUp(scope, rows), total: Number(counted.total) };
}

/** The months in which promises are or were due, the latest first. */
export async function promiseMonths(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('promise')
    .select(sql<string>`to_char(due_on, 'YYYY-MM')`.as('month'))
    .where('space_id', '=', scope.spaceId)
    .groupBy('month')
    .orderBy('month', 'desc')
    .limit(36)
    .execute();
  return rows.map((row) => row.month);
}

/** How promises stand: kept on time, kept late, still open, overdue, broken; moved ones count by their last day. */
export async function promiseCounts(
  scope: Scope,
  since?: LocalDate,
): Promise<Readonly<Record<'kept' | 'late' | 'open' | 'overdue' | 'broken', number>>> {
  let query = scope.db
    .selectFrom('promise')
    .select(['state', 'due_on', 'kept_on'])
    .select((select) => select.fn.countAll<bigint>().as('promises'))
    .where('space_id', '=', scope.spaceId)
    .where('state', '<>', 'replaced')
    // There are far fewer days than promises.
    .groupBy(['state', 'due_on', 'kept_on']);
  if (since !== undefined) query = query.where('due_on', '>=', since);
  const counts = { kept: 0, late: 0, open: 0, overdue: 0, broken: 0 };
  for (const row of await query.execute()) {
    const { stand } = promiseStand(row, today(scope));
    if (stand !== 'replaced') counts[stand] += Number(row.promises);
  }
  return counts;
}

/** Records that somebody looked at a file that belongs to a matter. */
export async function auditFile(scope: Scope, matterId: string, fileId: string): Promise<void> {
  await auditRead(scope, { kind: 'matter', id: matterId, command: 'intake.open_file', detail: { file: fileId } });
}

/** A run of an import for its page. */
export interface ImportRun {
  readonly id: string;
  readonly fileName: string;
  readonly state: 'open' | 'done';
  readonly mapping: Readonly<Record<string, number>>;
  readonly total: number;
  readonly landed: number;
  readonly skipped: number;
  readonly failed: number;
  readonly report: readonly {
    readonly line: number;
    readonly code: string;
    readonly params?: Readonly<Record<string, string | number>>;
  }[];
  readonly at: Date;
}

/** The imports of this space, the newest first; one of them when an id is given. */
export async function importRuns(scope: Scope, id?: string): Promise<ImportRun[]> {
  let query = scope.db
    .selectFrom('import_run')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('at', 'desc')
    .limit(50);
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    // Written only by the import commands, in this shape.
    mapping: row.mapping as ImportRun['mapping'],
    total: row.total,
    landed: row.landed,
    skipped: row.skipped,
    failed: row.failed,
    // Likewise.
    report: row.report as unknown as ImportRun['report'],
    at: row.at,
  }));
}
