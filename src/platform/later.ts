import type { Insertable } from 'kysely';
import type { Statement } from './round-trip.ts';
import type { DB } from './schema.generated.ts';
import type { Inside } from './scope.ts';

/** SQLSTATE of an exception raised by a function of ours to refuse; its message is the code of the refusal. */
export const refusalState = 'LN001';

const texts = new Map<string, string>();

/**
 * Writes within the command without waiting: the statement travels with the next question to the database, at the
 * latest with the commit. A broken constraint or a refusal ends the command as if it had been waited for; what was
 * written before it is undone with it. For statements whose answer decides nothing.
 */
export async function later(scope: Inside, statement: Statement): Promise<void> {
  const { line } = scope.running;
  line.later(statement);
  // A command of thousands of rows sends them on in packs.
  if (line.full) await line.flush();
}

/** Adds a row without waiting (see `later`); `rest` follows the values, for example `on conflict do nothing`. */
export function insertLater<T extends keyof DB & string>(
  scope: Inside,
  table: T,
  row: Insertable<DB[T]>,
  rest = '',
): Promise<void> {
  const columns = Object.keys(row);
  const key = `${table} ${columns.join()} ${rest}`;
  let text = texts.get(key);
  if (text === undefined) {
    // Names of tables and columns come from the schema's types, never from outside.
    const places = columns.map((_, at) => `$${at + 1}`);
    text = `insert into ${table} (${columns.map((name) => `"${name}"`).join()}) values (${places.join()}) ${rest}`;
    texts.set(key, text);
  }
  return later(scope, { text, values: Object.values(row), together: rowsTogether });
}

const textsOfMany = new Map<string, string>();

/** Rows of one table and the same columns as one statement. */
function rowsTogether(all: readonly Statement[]): Statement[] {
  const { text = '', values: { length: columns } = [] } = all[0] ?? {};
  const key = `${all.length} ${text}`;
  let many = textsOfMany.get(key);
  if (many === undefined) {
    const row = (at: number) =>
      `(${Array.from({ length: columns }, (_, column) => `$${at * columns + column + 1}`).join()})`;
    many = text.replace(/(?<= values )\([^)]*\)/, Array.from(all, (_, at) => row(at)).join());
    textsOfMany.set(key, many);
  }
  return [{ text: many, values: all.flatMap((one) => one.values), unread: true }];
}
