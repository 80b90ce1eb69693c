import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import type { Kind, Thing } from '#modules/record';
import { escapeLike } from '#platform/asked';
import { type Scope, today } from '#platform/scope';
import {
  type Comment,
  type Consultation,
  type ConsultationState,
  type Extension,
  type Section,
  StoredSections,
  type Text,
} from './schema.ts';

function rows(scope: Scope) {
  return scope.db.selectFrom('consultation as c').where('c.space_id', '=', scope.spaceId);
}

const columns = [
  ...(['c.id', 'c.number', 'c.title', 'c.about', 'c.for_whom as forWhom', 'c.paper_at as paperAt'] as const),
  ...(['c.anonymous', 'c.subject_kind', 'c.subject_id', 'c.state', 'c.closes_on as closesOn'] as const),
  ...(['c.answer_by as answerBy', 'c.opened_at as openedAt', 'c.published_at as publishedAt'] as const),
  'c.state_reason as stateReason',
] as const;

const said = sql<number>`(select count(*)::int from consultation_comment m
  where m.space_id = c.space_id and m.consultation_id = c.id and m.taken_back_at is null)`;

function selected(scope: Scope) {
  return rows(scope).select(columns).select(said.as('comments'));
}

type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>;

function thing(kind: string | null, id: string | null): Thing | null {
  // The columns hold kinds of the record room, which only commands of this room write.
  return kind === null || id === null ? null : { kind: kind as Kind, id };
}

/** After its last day it waits for answers, also before the day's work has written that down. */
function toConsultation(scope: Scope, { subject_kind, subject_id, ...row }: Row): Consultation {
  const state = row.state === 'open' && row.closesOn < today(scope) ? 'answering' : row.state;
  return { ...row, state, subject: thing(subject_kind, subject_id) };
}

/** One consultation, or null. */
export async function consultation(scope: Scope, id: string): Promise<Consultation | null> {
  if (!isId(id)) return null;
  const row = await selected(scope).where('c.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toConsultation(scope, row);
}

/** What a list of consultations may be narrowed by. */
export interface ConsultationFilter {
  readonly q?: string;
  readonly state?: ConsultationState;
  /** Those only that everybody may see. */
  readonly open: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Consultations: those that can be joined first, by their closing day, then the newest; and how many there are in all. */
export async function consultations(
  scope: Scope,
  filter: ConsultationFilter,
): Promise<{ readonly rows: Consultation[]; readonly total: number }> {
  let query = rows(scope);
  const { q = '', state } = filter;
  if (filter.open) query = query.where('c.opened_at', 'is not', null);
  if (state !== undefined) query = query.where('c.state', '=', state);
  if (q !== '')
    query = query.where((where) =>
      where.or([
        where('c.title', 'ilike', `%${escapeLike(q)}%`),
        where('c.about', 'ilike', `%${escapeLike(q)}%`),
        where('c.number', '=', q),
      ]),
    );
  const counted = await query.select((value) => value.fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow();
  const found = await query
    .select(columns)
    .select(said.as('comments'))
    .orderBy(sql`c.state = 'open'`, 'desc')
    .orderBy(sql`case when c.state = 'open' then c.closes_on end`)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows: found.map((row) => toConsultation(scope, row)), total: Number(counted.count) };
}

/** Every version of a draft, the oldest first. */
export async function textsOf(scope: Scope, consultationId: string): Promise<Text[]> {
  const found = await scope.db
    .selectFrom('consultation_text')
    .select(['id', 'version', 'sections', 'out_at as outAt'])
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', consultationId)
    .orderBy('version')
    .execute();
  return found.map((row) => ({ ...row, sections: StoredSections.parse(row.sections) }));
}

/** The text people were asked about. */
export function askedText(texts: readonly Text[]): readonly Section[] {
  return texts[0]?.sections ?? [];
}

const supports = sql<number>`(select count(*)::int from consultation_support s
  where s.space_id = m.space_id and s.comment_id = m.id)`;

/** Comments in the order they came, with those taken back or out of view. */
export async function commentsOn(scope: Scope, consultationId: string): Promise<Comment[]> {
  const found = await scope.db
    .selectFrom('consultation_comment as m')
    .select(['m.id', 'm.ordinal', 'm.section', 'm.person_id as personId', 'm.unnamed', 'm.way', 'm.source'])
    .select(['m.said_on as saidOn', 'm.text', 'm.hidden_reason as hiddenReason', 'm.taken_back_at'])
    .select(supports.as('supports'))
    .where('m.space_id', '=', scope.spaceId)
    .where('m.consultation_id', '=', consultationId)
    .orderBy('m.ordinal')
    .execute();
  return found.map(({ taken_back_at, ...row }) => ({ ...row, takenBack: taken_back_at !== null }));
}

/** The comments of a consultation behind which somebody stands. */
export async function supportedBy(scope: Scope, consultationId: string, personId: string): Promise<Set<string>> {
  if (!isId(personId)) return new Set();
  const found = await scope.db
    .selectFrom('consultation_support as s')
    .innerJoin('consultation_comment as m', (on) =>
      on.onRef('m.space_id', '=', 's.space_id').onRef('m.id', '=', 's.comment_id'),
    )
    .select('s.comment_id as id')
    .where('s.space_id', '=', scope.spaceId)
    .where('m.consultation_id', '=', consultationId)
    .where('s.person_id', '=', personId)
    .execute();
  return new Set(found.map((row) => row.id));
}

/** Who wishes to be told, and whether they were reminded. */
export async function followersOf(scope: Scope, consultationId: string) {
  return scope.db
    .selectFrom('consultation_follower')
    .select(['person_id as personId', 'reminded_at as remindedAt'])
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', consultationId)
    .orderBy('at')
    .orderBy('person_id')
    .execute();
}

/** Closing days that were moved, in order. */
export async function extensionsOf(scope: Scope, consultationId: string): Promise<Extension[]> {
  return scope.db
    .selectFrom('consultation_extension')
    .select(['id', 'from_day as fromDay', 'to_day as toDay', 'reason'])
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', consultationId)
    .orderBy('at')
    .execute();
}
