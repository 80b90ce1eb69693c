import { sql } from 'kysely';
import { parameter } from '#modules/parameters';
import { openText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { type QuestionResult, type RateLine, ratesOf, resultsOf } from './rules-results.ts';
import { tellRow } from './rules-suppress.ts';
import { type Band, bands, type Channel, type Questionnaire, type Sheet } from './schema.ts';

/** How many were asked and answered, all together and by group, and by which way. Marks alone. */
export interface Response {
  readonly of: number;
  readonly answered: number;
  readonly bands: readonly RateLine[];
  readonly places: readonly RateLine[];
  /** By way; null where too few came by it to be told. */
  readonly channels: Readonly<Partial<Record<Channel, number | null>>>;
}

interface Marked {
  readonly band: Band | null;
  readonly place_id: string | null;
  readonly channel: Channel | null;
  readonly count: number;
}

function groupsBy(rows: readonly Marked[], keyOf: (row: Marked) => string, order: readonly string[] | null) {
  const groups = [...Map.groupBy(rows, keyOf)].map(([key, all]) => ({
    key,
    of: all.reduce((sum, one) => sum + one.count, 0),
    answered: all.reduce((sum, one) => sum + (one.channel === null ? 0 : one.count), 0),
  }));
  return order === null
    ? groups.toSorted((a, b) => b.of - a.of || (a.key < b.key ? -1 : 1))
    : groups.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** The response to a questionnaire, of the roll or of the invitations; small groups hidden. */
export async function responseOf(scope: Scope, of: Pick<Questionnaire, 'id' | 'audience'>): Promise<Response> {
  const invited = of.audience === 'invited';
  const { rows } = invited
    ? await sql<Marked>`select null::text as band, null::uuid as place_id, channel, count(*)::int as count
        from questionnaire_code where space_id = ${scope.spaceId} and questionnaire_id = ${of.id}
        group by channel`.execute(scope.db)
    : await sql<Marked>`select band, place_id, channel, count(*)::int as count
        from questionnaire_person where space_id = ${scope.spaceId} and questionnaire_id = ${of.id}
        group by band, place_id, channel`.execute(scope.db);
  const least = await parameter(scope, 'publication.smallCell');
  const by = new Map<Channel, number>();
  for (const { channel, count } of rows) if (channel !== null) by.set(channel, (by.get(channel) ?? 0) + count);
  const answered = [...by.values()].reduce((sum, one) => sum + one, 0);
  const told = tellRow([...by.values()], answered, least);
  return {
    of: rows.reduce((sum, one) => sum + one.count, 0),
    answered,
    bands: invited
      ? []
      : ratesOf(
          groupsBy(rows, (one) => one.band ?? 'unknown', bands),
          least,
        ),
    places: invited
      ? []
      : ratesOf(
          groupsBy(rows, (one) => one.place_id ?? '', null),
          least,
        ),
    channels: Object.fromEntries([...by.keys()].map((channel, at) => [channel, told[at] ?? null])),
  };
}

/** Every sheet of a questionnaire that is over, in the order of random keys; none before. */
export async function sheetsOf(scope: Scope, id: string): Promise<Sheet[]> {
  const rows = await scope.db
    .selectFrom('questionnaire_sheet')
    .select(['answers', 'band', 'place_id'])
    .where('space_id', '=', scope.spaceId)
    .where('questionnaire_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    // Written by this room's function alone, from what `readSheet` gave.
    answers: row.answers as Sheet['answers'],
    // Copied from the roll, where only these stand.
    band: row.band as Band | null,
    placeId: row.place_id,
  }));
}

/** What came out, as it may be told to anybody. */
export interface Results {
  readonly sheets: number;
  readonly least: number;
  readonly questions: readonly QuestionResult[];
  /** Words that were released, by the number of their question. */
  readonly words: ReadonlyMap<number, readonly string[]>;
}

/** The results of a questionnaire that is over. */
export async function results(scope: Scope, of: Questionnaire): Promise<Results> {
  const [sheets, least] = await Promise.all([sheetsOf(scope, of.id), parameter(scope, 'publication.smallCell')]);
  const places = [...new Set(sheets.map((one) => one.placeId ?? ''))].toSorted();
  const released = await scope.db
    .selectFrom('questionnaire_text')
    .select(['number', 'public_text'])
    .where('space_id', '=', scope.spaceId)
    .where('questionnaire_id', '=', of.id)
    .where('state', '=', 'released')
    .orderBy('id')
    .execute();
  const words = Map.groupBy(released, (row) => row.number);
  return {
    ...{ sheets: sheets.length, least },
    questions: resultsOf(of.questions, sheets, { least, byBand: of.byBand, byPlace: of.byPlace, bands, places }),
    words: new Map([...words].map(([number, rows]) => [number, rows.map((row) => row.public_text)])),
  };
}

/** Something that was written, opened for whoever reads it at the desk. */
export interface WrittenText {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly state: 'new' | 'released' | 'kept';
  readonly publicText: string;
  readonly matterId: string | null;
}

/** Where the words of a questionnaire are sealed. */
export const textContext = (scope: Scope, id: string): string => `${scope.spaceId}/questionnaire_text/${id}`;

/** Everything that was written, in random order; opened, so whoever calls this writes into the record that it was. */
export async function writtenTexts(scope: Scope, id: string, textId?: string): Promise<WrittenText[]> {
  const rows = await scope.db
    .selectFrom('questionnaire_text')
    .select(['id', 'number', 'sealed', 'state', 'public_text', 'matter_id'])
    .where('space_id', '=', scope.spaceId)
    .where('questionnaire_id', '=', id)
    .$if(textId !== undefined, (query) => query.where('id', '=', textId ?? ''))
    .orderBy('number')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, state: row.state, publicText: row.public_text, matterId: row.matter_id },
    text: openText(scope.platform.keys, row.sealed, textContext(scope, id)),
  }));
}

/** How many words wait to be read. */
export async function textsWaiting(scope: Scope, id: string): Promise<{ all: number; waiting: number }> {
  const { rows } = await sql<{ all: number; waiting: number }>`
    select count(*)::int as all, (count(*) filter (where state = 'new'))::int as waiting
    from questionnaire_text where space_id = ${scope.spaceId} and questionnaire_id = ${id}`.execute(scope.db);
  return rows[0] ?? { all: 0, waiting: 0 };
}
