import { type Expression, type ExpressionBuilder, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { bigramQuery } from '#kernel/text';
import { auditRead, unseal } from '#modules/record';
import { blindToken } from '#platform/crypto';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { headlineOf } from './rules.ts';
import type { Channel, ContactWay, MatterState } from './schema.ts';

/** A matter without its words. */
export interface Matter {
  readonly id: string;
  readonly number: string;
  readonly state: MatterState;
  readonly channel: Channel;
  readonly classCode: string | null;
  /** Who gave the class: a person, or what was learned from persons. */
  readonly classBy: 'person' | 'guess';
  /** The class proposed when it was said, and with how much confidence, in hundredths. */
  readonly classGuess: { readonly code: string; readonly percent: number } | null;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly personId: string | null;
  readonly spokenForId: string | null;
  readonly takenById: string | null;
  readonly handlerId: string | null;
  readonly joinedToId: string | null;
  readonly anonymous: boolean;
  readonly contactWay: ContactWay;
  readonly publishWords: boolean;
  readonly slipCode: string;
  readonly origin: string | null;
  readonly saidAt: Date;
}

const matterColumns = [
  'id',
  'number',
  'state',
  'channel',
  'class_code',
  'class_by',
  'class_guess',
  'class_confidence',
  'place_id',
  'place_text',
  'person_id',
  'spoken_for_person_id',
  'taken_by_person_id',
  'handler_person_id',
  'joined_to_id',
  'anonymous',
  'contact_way',
  'publish_words',
  'slip_code',
  'origin',
  'said_at',
] as const;

type MatterColumns = Pick<Selectable<DB['matter']>, (typeof matterColumns)[number]>;

function toMatter(row: MatterColumns): Matter {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    channel: row.channel,
    classCode: row.class_code,
    classBy: row.class_by,
    classGuess: row.class_guess === null ? null : { code: row.class_guess, percent: row.class_confidence ?? 0 },
    placeId: row.place_id,
    placeText: row.place_text,
    personId: row.person_id,
    spokenForId: row.spoken_for_person_id,
    takenById: row.taken_by_person_id,
    handlerId: row.handler_person_id,
    joinedToId: row.joined_to_id,
    anonymous: row.anonymous,
    contactWay: row.contact_way,
    publishWords: row.publish_words,
    slipCode: row.slip_code,
    origin: row.origin,
    saidAt: row.said_at,
  };
}

/** A matter by its id; null when there is none in this space. */
export async function matter(scope: Scope, id: string): Promise<Matter | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('matter')
    .select(matterColumns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toMatter(row);
}

/** The matter of a number, as people type it; null when there is none. */
export async function matterNumbered(scope: Scope, number: string): Promise<Matter | null> {
  const row = await scope.db
    .selectFrom('matter')
    .select(matterColumns)
    .where('space_id', '=', scope.spaceId)
    .where('number', '=', number.normalize('NFKC').replace(/\s/g, ''))
    .executeTakeFirst();
  return row === undefined ? null : toMatter(row);
}

/** Matters by their ids, in no order. */
export async function matters(scope: Scope, ids: readonly string[]): Promise<Matter[]> {
  if (ids.length === 0) return [];
  const rows = await scope.db
    .selectFrom('matter')
    .select(matterColumns)
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', ids)
    .execute();
  return rows.map(toMatter);
}

/** The words of a matter, opened: the caller has the permission, and the opening is audited here. */
export async function matterWords(scope: Scope, id: string): Promise<string> {
  await auditRead(scope, { kind: 'matter', id, command: 'intake.open' });
  return (await unseal(scope, { kind: 'matter', ids: [id] }, 'words')).get(id) ?? '';
}

/** Who stands behind matters: the one who spoke and the one spoken for. */
export async function personsBehind(
  scope: Scope,
  matterIds: readonly string[],
): Promise<{ readonly matterId: string; readonly personId: string | null; readonly spokenForId: string | null }[]> {
  const found = await matters(scope, matterIds);
  return found.map((one) => ({ matterId: one.id, personId: one.personId, spokenForId: one.spokenForId }));
}

/**
 * The condition under which a matter is found by words, as blind tokens; null when there is nothing to search for. All
 * pairs of neighbouring characters must occur. A lone Chinese character can't be looked for in a blind index and is
 * left out beside others, so a search needs two characters, or a whole word or number.
 */
export function searchTokens(scope: Scope, text: string): string | null {
  const wanted = [...bigramQuery(text).matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
  const usable = wanted.filter((token) => !/^\p{Script=Han}$/u.test(token));
  if (usable.length === 0) return null;
  return usable.map((token) => `'${blindToken(scope.platform.keys, scope.spaceId, token)}'`).join(' & ');
}

type Where = ExpressionBuilder<DB, 'matter'>;

function wordsMatch(scope: Scope, text: string): RawBuilder<SqlBool> {
  const tokens = searchTokens(scope, text);
  if (tokens === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`matter.id in (select about_id from search_sealed(${tokens}::tsquery, 'words') where about_kind = 'matter')`;
}

/** A row of the desk's list. */
export interface MatterRow extends Matter {
  readonly headline: string;
  readonly dueOn: LocalDate | null;
}

/** A list's question with the classes that its class stands for: its own and those under it. */
interface Asked {
  readonly query: ListQuery;
  readonly classes: readonly string[];
}

/** By name the classes are found in an index, which the beginning of a name is not for a reader with row-level security. */
async function asked(scope: Scope, query: ListQuery): Promise<Asked> {
  const code = query.filters['class'] ?? '';
  if (code === '' || code === 'none') return { query, classes: [] };
  const rows = await scope.db
    .selectFrom('classification')
    .select('code')
    .where((where) => where.or([where('code', '=', code), where('code', 'like', `${code}.%`)]))
    .execute();
  return { query, classes: rows.map((row) => row.code) };
}

function filtered(scope: Scope, where: Where, { query, classes }: Asked) {
  const { filters, q } = query;
  const conditions: Expression<SqlBool>[] = [where('matter.space_id', '=', scope.spaceId)];
  const state = filters['state'] ?? '';
  if (state === 'open') conditions.push(sql<SqlBool>`matter.state in ('new', 'taken', 'answered')`);
  else if (state !== '') conditions.push(where(sql`matter.state`, '=', state));
  const channel = filters['channel'] ?? '';
  if (channel !== '') conditions.push(where(sql`matter.channel`, '=', channel));
  const place = filters['place'] ?? '';
  if (place !== '') conditions.push(isId(place) ? where('matter.place_id', '=', place) : sql<SqlBool>`false`);
  const code = filters['class'] ?? '';
  if (code === 'none') conditions.push(where('matter.class_code', 'is', null));
  else if (code !== '')
    conditions.push(classes.length === 0 ? sql<SqlBool>`false` : where('matter.class_code', 'in', [...classes]));
  if (filters['due'] === 'late') conditions.push(where('matter.due_on', '<', today(scope)));
  if (filters['due'] === 'promised') conditions.push(where('matter.due_on', 'is not', null));
  if (q !== '') {
    const number = q.normalize('NFKC').trim();
    conditions.push(/^\d{4}-\d+$/.test(number) ? where('matter.number', '=', number) : wordsMatch(scope, q));
  }
  return where.and(conditions);
}

function listFrom(scope: Scope, question: Asked) {
  return scope.db.selectFrom('matter').where((where) => filtered(scope, where, question));
}

/** By which columns, besides the one asked for, rows are told apart: the way the indexes of the table run. */
const sortColumns = {
  number: ['matter.number'],
  said: ['matter.said_at', 'matter.id'],
  due: ['matter.due_on', 'matter.said_at', 'matter.id'],
  state: ['matter.state', 'matter.said_at', 'matter.id'],
} as const;

/** So many matters are counted; of more it is said that there are more, since counting them would take longer than the page. */
const mostCounted = 1000;

/** The rows of a page, in order: which they are is read from an index alone, and only they are fetched. */
async function pageOf(scope: Scope, question: Asked) {
  const { query } = question;
  const sort = query.sort ?? { key: 'said', desc: true };
  const columns = Object.entries(sortColumns).find(([key]) => key === sort.key)?.[1] ?? sortColumns.said;
  const page = columns
    .reduce(
      (all, column) =>
        all.orderBy(column, (order) => {
          const way = sort.desc ? order.desc() : order.asc();
          return column === 'matter.due_on' ? way.nullsLast() : way;
        }),
      listFrom(scope, question).select('matter.id'),
    )
    .limit(query.size)
    .offset((query.page - 1) * query.size);
  const ids = (await page.execute()).map((row) => row.id);
  if (ids.length === 0) return [];
  const rows = await scope.db
    .selectFrom('matter')
    .select([...matterColumns, 'due_on'])
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The desk's list of matters with the beginning of their words; the opening is audited once for the page. Filters:
 * state (`open` for all that wait for the desk), channel, class, place, due (`late`, `promised`). `more` says that there
 * are more than `total`.
 */
export async function matterList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly MatterRow[]; readonly total: number; readonly more: boolean }> {
  const question = await asked(scope, query);
  const some = listFrom(scope, question)
    .select('matter.id')
    .limit(mostCounted + 1)
    .as('some');
  const counted = await scope.db
    .selectFrom(some)
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await pageOf(scope, question);
  const ids = rows.map((row) => row.id);
  const words = await unseal(scope, { kind: 'matter', ids }, 'words');
  if (rows.length > 0)
    await auditRead(scope, {
      kind: 'space',
      id: scope.spaceId,
      command: 'intake.list',
      detail: { opened: rows.length, ids: ids.slice(0, 50).join(' ') },
    });
  return {
    rows: rows.map((row) => ({ ...toMatter(row), headline: headlineOf(words.get(row.id) ?? ''), dueOn: row.due_on })),
    total: Math.min(Number(counted.total), mostCounted),
    more: counted.total > mostCounted,
  };
}

/** The beginning of what was said in some matters, for lists that name them by number; the opening is audited once. */
export async function matterHeadlines(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const words = await unseal(scope, { kind: 'matter', ids: [...ids] }, 'words');
  await auditRead(scope, {
    kind: 'space',
    id: scope.spaceId,
    command: 'intake.list',
    detail: { opened: ids.length, ids: ids.slice(0, 50).join(' ') },
  });
  return new Map([...words].map(([id, text]) => [id, headlineOf(text)]));
}

/** How many matters there are by state, class, channel, place and month (F170). */
export async function matterFigures(
  scope: Scope,
  by: 'state' | 'class' | 'channel' | 'place' | 'month',
): Promise<{ readonly key: string; readonly count: number }[]> {
  const columns = {
    state: sql<string>`state`,
    // Finer members count with their class, as in the figures of needs.
    class: sql<string>`coalesce(split_part(class_code, '.', 1) || coalesce('.' || nullif(split_part(class_code, '.', 2), ''), ''), '')`,
    channel: sql<string>`channel`,
    place: sql<string>`coalesce(place_id::text, '')`,
    month: sql<string>`to_char(said_at at time zone ${scope.timeZone}, 'YYYY-MM')`,
  };
  const counted = scope.db
    .selectFrom('matter')
    .select(columns[by].as('key'))
    .where('space_id', '=', scope.spaceId)
    .as('counted');
  const rows = await scope.db
    .selectFrom(counted)
    .select((select) => ['counted.key', select.fn.countAll<bigint>().as('count')])
    .groupBy('counted.key')
    .orderBy(by === 'month' ? 'key' : 'count', 'desc')
    .execute();
  return rows.map((row) => ({ key: row.key, count: Number(row.count) }));
}
