import type { LocalDate } from '#kernel/dates';
import { auditRead, unseal } from '#modules/record';
import type { Scope } from '#platform/scope';
import { headlineOf } from './rules.ts';

/** How one class fared in a test, in thousandths. */
export interface ClassScore {
  readonly label: string;
  readonly examples: number;
  readonly precision: number;
  readonly recall: number;
}

/** One version that was learned, with how it fared on what it had not learned, in thousandths. */
export interface ClassVersion {
  readonly version: number;
  readonly learnedAt: Date;
  readonly taught: number;
  readonly accuracy: number;
  readonly meanF1: number;
  readonly classes: readonly ClassScore[];
}

const versionsShown = 20;

interface KeptFigure {
  readonly label: string;
  readonly examples: number;
  readonly precision: number;
  readonly recall: number;
}

/** What was learned so far, the latest first. */
export async function classVersions(scope: Scope): Promise<readonly ClassVersion[]> {
  const rows = await scope.db
    .selectFrom('class_model')
    .select(['version', 'learned_at', 'taught', 'accuracy', 'mean_f1', 'figures'])
    .where('space_id', '=', scope.spaceId)
    .orderBy('version', 'desc')
    .limit(versionsShown)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    learnedAt: row.learned_at,
    taught: row.taught,
    accuracy: row.accuracy,
    meanF1: row.mean_f1,
    // Only keepClasses writes this column.
    classes: (row.figures as unknown as readonly KeptFigure[]).map(({ label, examples, precision, recall }) => ({
      label,
      examples,
      precision: Math.round(precision * 1000),
      recall: Math.round(recall * 1000),
    })),
  }));
}

/** Days over which proposals are held against decisions. */
const liveDays = 90;

/** Of the matters people sorted lately, how many had been proposed right when they were said. */
export async function liveAccuracy(scope: Scope): Promise<{ readonly all: number; readonly same: number }> {
  const row = await scope.db
    .selectFrom('matter')
    .select((select) => [
      select.fn.countAll<bigint>().as('all'),
      select.fn
        .countAll<bigint>()
        .filterWhere((where) => where('class_code', '=', where.ref('class_guess')))
        .as('same'),
    ])
    .where('space_id', '=', scope.spaceId)
    .where('class_at', '>=', new Date(scope.now().getTime() - liveDays * 86_400_000))
    .where('class_guess', 'is not', null)
    .where('class_code', 'is not', null)
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), same: Number(row.same) };
}

/** Something many speak of, with everything its heat is made of. */
export interface HotMatter {
  readonly leadId: string;
  readonly number: string;
  readonly headline: string;
  readonly members: readonly { readonly id: string; readonly number: string }[];
  readonly people: number;
  readonly days: number;
  readonly lately: number;
  readonly before: number;
  readonly heat: number;
  readonly firstOn: LocalDate;
  readonly lastOn: LocalDate;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly madeAt: Date;
}

const hotShown = 30;

/** What many speak of, the hottest first; opening the beginning of their words is audited once. */
export async function hotMatters(scope: Scope): Promise<readonly HotMatter[]> {
  const rows = await scope.db
    .selectFrom('hot_matter')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('heat', 'desc')
    .orderBy('last_on', 'desc')
    .limit(hotShown)
    .execute();
  if (rows.length === 0) return [];
  const leads = rows.map((row) => row.lead_id);
  const words = await unseal(scope, { kind: 'matter', ids: leads }, 'words');
  await auditRead(scope, {
    kind: 'space',
    id: scope.spaceId,
    command: 'intake.list',
    detail: { opened: leads.length, ids: leads.join(' ') },
  });
  const numbers = new Map(
    (
      await scope.db
        .selectFrom('matter')
        .select(['id', 'number'])
        .where('space_id', '=', scope.spaceId)
        .where(
          'id',
          'in',
          rows.flatMap((row) => row.members),
        )
        .execute()
    ).map((row) => [row.id, row.number]),
  );
  return rows.map((row) => ({
    leadId: row.lead_id,
    number: numbers.get(row.lead_id) ?? '',
    headline: headlineOf(words.get(row.lead_id) ?? ''),
    members: row.members.map((id) => ({ id, number: numbers.get(id) ?? '' })),
    people: row.people,
    days: row.days,
    lately: row.lately,
    before: row.before,
    heat: row.heat,
    firstOn: row.first_on,
    lastOn: row.last_on,
    placeId: row.place_id,
    placeText: row.place_text,
    madeAt: row.made_at,
  }));
}
