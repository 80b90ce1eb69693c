import pg from 'pg';

/** One statement of a round trip. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Nobody reads its rows, so they are not asked for by name. */
  readonly unread?: boolean;
  /** How two and more with this text are said in fewer; without it one follows the other. */
  readonly together?: (all: readonly Statement[]) => readonly Statement[];
}

/** What a statement answered. */
export interface Answer {
  /** As PostgreSQL says it was done: `INSERT 0 1`, `SELECT 3`, `COMMIT`. */
  readonly done: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** The wire of a client, as far as it is needed; the driver has it for classes of queries like this one. */
interface Wire {
  readonly stream: { write(bytes: Buffer): void };
  _send(bytes: Buffer): void;
  parse(message: { readonly name: string; readonly text: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly unknown[] }): void;
  describe(message: { readonly type: 'P'; readonly name: string }): void;
  execute(message: { readonly portal: string; readonly rows: number }): void;
  sync(): void;
  on(event: 'parseComplete', heard: () => void): void;
}

/** Which statements a connection has prepared, and which it has been sent and not yet confirmed. */
interface Prepared {
  readonly names: Set<string>;
  sent: string[];
}

const prepared = new WeakMap<Wire, Prepared>();

function preparedOn(wire: Wire): Prepared {
  const known = prepared.get(wire);
  if (known !== undefined) return known;
  const made: Prepared = { names: new Set(), sent: [] };
  wire.on('parseComplete', () => {
    const name = made.sent.shift();
    if (name !== undefined && name !== '') made.names.add(name);
  });
  prepared.set(wire, made);
  return made;
}

/** How many texts get a name, and how often one must have come before it gets it. */
const mostNames = 400;
const timesBeforeName = 3;
const counted = new Map<string, number>();
const names = new Map<string, string>();

/**
 * The name under which a text is prepared, so that PostgreSQL parses and plans it once per connection; empty for texts
 * that come rarely, which would only fill its memory.
 */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames) return '';
  const times = (counted.get(text) ?? 0) + 1;
  if (times < timesBeforeName) {
    if (counted.size > 10 * mostNames) counted.clear();
    counted.set(text, times);
    return '';
  }
  counted.delete(text);
  const name = `linli_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** A value as PostgreSQL reads it from text. */
function written(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  const text = written(value);
  const plain = Buffer.isBuffer(text) ? `\\x${text.toString('hex')}` : (text ?? '');
  return `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

type Reader = (text: string) => unknown;

/**
 * Several statements that go out together, with one sync at their end: the first that fails ends the others, and one
 * wait answers for all. It is a query class of the driver's own kind.
 */
class RoundTrip implements pg.Submittable {
  readonly #statements: readonly Statement[];
  readonly #resolve: (answers: Answer[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #answers: Answer[] = [];
  #wire: Wire | null = null;
  #fields: readonly (readonly [string, Reader])[] = [];
  #rows: Record<string, unknown>[] = [];
  #broken: Error | null = null;

  constructor(statements: readonly Statement[], resolve: (answers: Answer[]) => void, reject: (error: Error) => void) {
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Sends itself; a value that can't be written is an error the driver hands back, so that the connection goes on. */
  submit(connection: pg.Connection): Error | undefined {
    // The driver hands its own connection to a query; what is used of it here is what its own queries use.
    const wire = connection as unknown as Wire;
    this.#wire = wire;
    try {
      this.#send(wire);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #send(wire: Wire): void {
    const known = preparedOn(wire);
    // The messages are gathered and written as one piece; one by one, each would be a call to the system or a part of one.
    const pieces: Buffer[] = [];
    const out: Wire = Object.create(wire);
    out._send = (bytes) => pieces.push(bytes);
    for (const { text, values, unread } of this.#statements) {
      const name = nameOf(text);
      if (name === '' || !(known.names.has(name) || known.sent.includes(name))) {
        out.parse({ name, text });
        known.sent.push(name);
      }
      out.bind({ statement: name, values: values.map(written) });
      if (unread !== true) out.describe({ type: 'P', name: '' });
      out.execute({ portal: '', rows: 0 });
    }
    out.sync();
    wire.stream.write(Buffer.concat(pieces));
  }

  handleRowDescription(message: { readonly fields: readonly Field[] }): void {
    this.#fields = message.fields.map((field) => [field.name, pg.types.getTypeParser(field.dataTypeID, 'text')]);
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    try {
      for (const [at, [name, read]] of this.#fields.entries()) {
        const text = message.fields[at];
        row[name] = text === null || text === undefined ? null : read(text);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#broken ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#answers.push({ done: message.text, rows: this.#rows });
    this.#rows = [];
    this.#fields = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleReadyForQuery(): void {
    if (this.#broken === null) this.#resolve(this.#answers);
    else this.#reject(this.#broken);
  }

  handleError(error: Error): void {
    // Nothing after the failed statement was looked at, so what was sent to be prepared and not confirmed is not there.
    if (this.#wire !== null) preparedOn(this.#wire).sent = [];
    this.#reject(error);
  }

  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}

/** Sends statements in one round trip and gives their answers, in order; rejects with the first error. */
export function roundTrip(client: pg.ClientBase, statements: readonly Statement[]): Promise<Answer[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer[]>();
  client.query(new RoundTrip(statements, resolve, reject));
  return promise;
}
