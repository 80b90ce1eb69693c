import { sql } from 'kysely';
import { formatDate, type LocalDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import type { Lang } from '#kernel/words';
import type { Scope } from '#platform/scope';
import type {
  Audience,
  Band,
  Channel,
  OnRoll,
  Question,
  QuestionKind,
  Questionnaire,
  State,
  Target,
} from './schema.ts';

interface QuestionRow {
  readonly id: string;
  readonly number: number;
  readonly kind: QuestionKind;
  readonly title: string;
  readonly note: string;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly low: string;
  readonly high: string;
  readonly least: number | null;
  readonly most: number | null;
  readonly skips: Readonly<Record<string, Target>>;
  readonly then_to: string;
}

interface Row {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly text: string;
  readonly audience: Audience;
  readonly place_id: string | null;
  readonly min_age: number;
  readonly by_band: boolean;
  readonly by_place: boolean;
  readonly opens_at: Date;
  readonly closes_at: Date;
  readonly state: State;
  readonly state_reason: string;
  readonly codes: number;
  readonly copied_from_id: string | null;
  readonly closed_at: Date | null;
  readonly questions: readonly QuestionRow[];
}

function toQuestion(row: QuestionRow): Question {
  const { then_to: thenTo, ...rest } = row;
  return { ...rest, thenTo };
}

function toQuestionnaire(row: Row): Questionnaire {
  return {
    ...{ id: row.id, number: row.number, title: row.title, text: row.text, audience: row.audience },
    ...{ placeId: row.place_id, minAge: row.min_age, byBand: row.by_band, byPlace: row.by_place },
    ...{ opensAt: row.opens_at, closesAt: row.closes_at, state: row.state, stateReason: row.state_reason },
    ...{ codes: row.codes, copiedFromId: row.copied_from_id, closedAt: row.closed_at },
    questions: row.questions.map(toQuestion),
  };
}

/** One questionnaire, or null. Drafts too: public pages ask whether it has a number. */
export async function questionnaire(scope: Scope, id: string): Promise<Questionnaire | null> {
  return isId(id) ? ((await questionnaires(scope, { id }))[0] ?? null) : null;
}

/** Questionnaires with their questions, the latest to close first. */
export async function questionnaires(
  scope: Scope,
  of: { readonly id?: string; readonly announced?: boolean; readonly state?: State } = {},
): Promise<Questionnaire[]> {
  const { rows } = await sql<Row>`
    select q.id, q.number, q.title, q.text, q.audience, q.place_id, q.min_age, q.by_band, q.by_place, q.opens_at,
      q.closes_at, q.state, q.state_reason, q.codes, q.copied_from_id, q.closed_at,
      (select coalesce(json_agg(json_build_object('id', n.id, 'number', n.number, 'kind', n.kind, 'title', n.title,
        'note', n.note, 'required', n.required, 'options', n.options, 'low', n.low, 'high', n.high, 'least', n.least,
        'most', n.most, 'skips', n.skips, 'then_to', n.then_to) order by n.number), '[]')
        from questionnaire_question n where n.space_id = q.space_id and n.questionnaire_id = q.id) as questions
    from questionnaire q where q.space_id = ${scope.spaceId}
      and (${of.id ?? null}::uuid is null or q.id = ${of.id ?? null})
      and (not ${of.announced ?? false} or q.number is not null)
      and (${of.state ?? null}::text is null or q.state = ${of.state ?? null})
    order by q.closes_at desc, q.id desc`.execute(scope.db);
  return rows.map(toQuestionnaire);
}

/** The line of somebody on the roll of a questionnaire, or null. */
export async function onRoll(scope: Scope, id: string, personId: string): Promise<OnRoll | null> {
  if (!isId(personId) || !isId(id)) return null;
  const row = await scope.db
    .selectFrom('questionnaire_person')
    .select(['person_id', 'band', 'place_id', 'channel', 'answered_on'])
    .where('space_id', '=', scope.spaceId)
    .where('questionnaire_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...{ personId: row.person_id, band: row.band, placeId: row.place_id },
    ...{ channel: row.channel, answeredOn: row.answered_on },
  };
}

/** Whether an invitation was issued, and whether it was used. */
export async function codeState(scope: Scope, id: string, hash: string): Promise<'unknown' | 'open' | 'used'> {
  const row = await scope.db
    .selectFrom('questionnaire_code')
    .select('channel')
    .where('space_id', '=', scope.spaceId)
    .where('questionnaire_id', '=', id)
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (row === undefined) return 'unknown';
  return row.channel === null ? 'open' : 'used';
}

/** A line of the roll as the desk sees it. */
export interface RollRow extends OnRoll {
  readonly name: string;
  readonly placeName: string;
}

/** The roll for the desk: by name or place, those who answered, those who have not. */
export async function rollRows(
  scope: Scope,
  id: string,
  asked: { readonly text: string; readonly only: string | undefined; readonly limit: number; readonly offset: number },
): Promise<{ rows: RollRow[]; total: number }> {
  const like = `%${asked.text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{
    person_id: string;
    band: Band;
    place_id: string | null;
    channel: Channel | null;
    answered_on: LocalDate | null;
    name: string;
    place_name: string | null;
    total: bigint;
  }>`
    select r.person_id, r.band, r.place_id, r.channel, r.answered_on, p.name, o.name as place_name,
      count(*) over () as total
    from questionnaire_person r
      join person p on p.space_id = r.space_id and p.id = r.person_id
      left join place o on o.space_id = r.space_id and o.id = r.place_id
    where r.space_id = ${scope.spaceId} and r.questionnaire_id = ${id}
      and (${asked.text} = '' or p.name ilike ${like} or o.name ilike ${like})
      and (${asked.only ?? ''} <> 'answered' or r.channel is not null)
      and (${asked.only ?? ''} <> 'waiting' or r.channel is null)
    order by o.name nulls last, p.name, r.person_id limit ${asked.limit} offset ${asked.offset}`.execute(scope.db);
  return {
    total: Number(rows[0]?.total ?? 0n),
    rows: rows.map((row) => ({
      ...{ personId: row.person_id, band: row.band, placeId: row.place_id, channel: row.channel },
      ...{ answeredOn: row.answered_on, name: row.name, placeName: row.place_name ?? '' },
    })),
  };
}

/** The last day on which one can answer. */
export function lastDay(view: { readonly lang: Lang }, of: Pick<Questionnaire, 'closesAt'>): string {
  return formatDate(new Date(of.closesAt.getTime() - 1), view.lang);
}
