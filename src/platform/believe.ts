import { CompiledQuery } from 'kysely';
import type { Statement } from './round-trip.ts';
import type { Inside } from './scope.ts';

/** SQLSTATE by which the database says that what a command believed is no longer so. */
export const staleState = 'LN002';

interface Kept {
  readonly row: Readonly<Record<string, unknown>>;
  /** The row as PostgreSQL writes it, to be compared there. */
  readonly told: string;
}

const mostKept = 500;
const memories = new WeakMap<object, Map<string, Kept>>();

function memoryOf({ platform }: Inside): Map<string, Kept> {
  const known = memories.get(platform);
  if (known !== undefined) return known;
  const made = new Map<string, Kept>();
  memories.set(platform, made);
  return made;
}

/** The same belief of several commands is looked at once. */
function once(all: readonly Statement[]): Statement[] {
  return [...new Map(all.map((one) => [one.values.join('\n'), one])).values()];
}

/**
 * One row that changes rarely, found by a text that names the scope's space. What the last command read is believed
 * without asking, and the database compares it with the row as it is in this command's own transaction, in the round
 * trip of its writes: where it differs the command is undone and run again, reading afresh. So is a command that was
 * refused after believing, since an old row may have refused it. The command comes to what it would have come to had
 * it read, one round trip earlier.
 */
export async function believedRow<T>(scope: Inside, text: string, values: readonly unknown[]): Promise<T | null> {
  const { beliefs, line } = scope.running;
  const memory = memoryOf(scope);
  const key = [text, ...values].join('\n');
  const kept = beliefs?.allowed === true ? memory.get(key) : undefined;
  if (kept !== undefined && beliefs !== undefined) {
    beliefs.held = true;
    const place = `$${values.length + 1}`;
    line.later({
      text: `select linli_still((select t::text from (${text}) t), ${place})`,
      values: [...values, kept.told],
      together: once,
    });
    // The row has the columns of the text, which is the caller's.
    return kept.row as T;
  }
  const asked = `select t.*, t::text as told_ from (${text}) t`;
  const { rows } = await scope.db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(asked, [...values]));
  const [found] = rows;
  // A row that is not there is not kept: it may come any moment, and names that anybody can invent would fill the memory.
  if (found === undefined) {
    memory.delete(key);
    return null;
  }
  const oldest = memory.size >= mostKept ? memory.keys().next() : undefined;
  if (oldest?.done === false) memory.delete(oldest.value);
  memory.set(key, { row: found, told: String(found['told_']) });
  // As above.
  return found as T;
}
