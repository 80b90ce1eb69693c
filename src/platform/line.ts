import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  Kysely,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type pg from 'pg';
import { Ferry } from './ferry.ts';
import { type Answer, roundTrip, type Statement } from './round-trip.ts';

/** How many statements wait at most before they are sent on their own. */
const mostWaiting = 200;

/**
 * A borrowed connection. Statements whose answer nobody needs wait here and travel with the next one that is asked
 * for, or with the commit: what takes its own round trip is only what a decision depends on. Their order is kept.
 */
export class Line implements DatabaseConnection {
  readonly #borrow: () => Promise<pg.PoolClient>;
  readonly #ferry: Ferry;
  /** Not borrowed before something is sent. */
  #client: pg.PoolClient | null = null;
  /** The idempotency key under which its transaction may travel with others. */
  #key: string | null = null;
  #waiting: Statement[] = [];
  /** Whether the transaction was begun with a round trip of its own. */
  #begun = false;
  #useless = false;
  /** Why there was no connection to be had, once that was so: what comes after may not go on another one, alone. */
  #refused: { readonly reason: unknown } | null = null;
  /** Its transaction is ending, or it was given back: what is asked now would be done outside, and by nobody. */
  #over = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(borrow: () => Promise<pg.PoolClient>, ferry: Ferry) {
    this.#borrow = borrow;
    this.#ferry = ferry;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.#stillOpen();
    const answer = await this.#ask({ text: sql, values: parameters });
    // What a statement answers has the type that the query builder or the writer of the statement gave it.
    const rows = answer.rows as readonly R[] as R[];
    if (!/^(INSERT|UPDATE|DELETE|MERGE)/.test(answer.done)) return { rows };
    return { rows, numAffectedRows: BigInt(answer.done.slice(answer.done.lastIndexOf(' ') + 1)) };
  }

  /** The driver's interface asks for it; nothing here reads by cursor. */
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are not streamed');
  }

  /** Lets a statement wait; whether it failed is heard with the next one that is asked for, at the latest at the end. */
  later(statement: Statement): void {
    this.#stillOpen();
    this.#waiting.push({ ...statement, unread: true });
  }

  /** Whether so many wait that they had better go. */
  get full(): boolean {
    return this.#waiting.length >= mostWaiting;
  }

  /** Sends what waits. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#send([]);
  }

  begin(text: string): void {
    this.#waiting = [{ text, values: [], unread: true }];
    this.#begun = false;
  }

  /**
   * Lets the transaction travel with others if nothing was asked until its end. For a command that only adds rows and
   * can be repeated under its key.
   */
  mayTravel(key: string): void {
    this.#key = key;
  }

  async commit(): Promise<void> {
    this.#over = true;
    if (this.#key !== null && !this.#begun) {
      const [, ...statements] = this.#waiting;
      this.#waiting = [];
      return this.#ferry.cross(this.#key, statements);
    }
    const answer = await this.#ask({ text: 'commit', values: [], unread: true });
    // PostgreSQL answers so when a statement before had failed and nobody looked.
    if (answer.done === 'ROLLBACK') throw new Error('the transaction was given up');
  }

  async rollback(): Promise<void> {
    this.#over = true;
    this.#waiting = [];
    if (!this.#begun) return;
    // What is asked may still wait for its connection: one that came after the end would belong to nobody.
    await this.#turn;
    // There was nobody to send it to.
    if (this.#client === null) return;
    try {
      await this.#ask({ text: 'rollback', values: [], unread: true });
    } catch (error) {
      this.#useless = true;
      throw error;
    }
  }

  async release(): Promise<void> {
    this.#over = true;
    this.#waiting = [];
    // What was asked and not waited for still has the connection.
    await this.#turn;
    this.#client?.release(this.#useless);
    this.#client = null;
  }

  #stillOpen(): void {
    if (this.#over) throw new Error('asked after the end of its transaction');
  }

  async #ask(statement: Statement): Promise<Answer> {
    const answer = (await this.#send([statement])).at(-1);
    if (answer === undefined) throw new Error('a statement answers');
    return answer;
  }

  /** What is asked at once is sent in turn: a connection answers one round trip before it takes the next. */
  #send(more: readonly Statement[]): Promise<Answer[]> {
    const all = [...this.#waiting, ...more];
    this.#waiting = [];
    this.#begun = true;
    const answers = this.#turn.then(async () => roundTrip(await this.#borrowed(), all));
    this.#turn = answers.catch(() => undefined);
    return answers;
  }

  async #borrowed(): Promise<pg.PoolClient> {
    if (this.#client !== null) return this.#client;
    if (this.#refused !== null) throw this.#refused.reason;
    try {
      this.#client = await this.#borrow();
      return this.#client;
    } catch (reason) {
      this.#refused = { reason };
      throw reason;
    }
  }
}

/** The line a handle inside a transaction speaks on. */
export function lineOf<T>(db: Kysely<T>): Promise<Line> {
  return db.getExecutor().provideConnection(async (connection) => {
    if (connection instanceof Line) return connection;
    throw new Error('every connection is a line');
  });
}

class LineDriver implements Driver {
  readonly #borrow: () => Promise<pg.PoolClient>;
  readonly #ferry: Ferry;

  constructor(borrow: () => Promise<pg.PoolClient>) {
    this.#borrow = borrow;
    this.#ferry = new Ferry(borrow);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Line> {
    return new Line(this.#borrow, this.#ferry);
  }

  async beginTransaction(connection: Line, { isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
    connection.begin(`begin${level}${accessMode === undefined ? '' : ` ${accessMode}`}`);
  }

  commitTransaction(connection: Line): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: Line): Promise<void> {
    return connection.rollback();
  }

  releaseConnection(connection: Line): Promise<void> {
    return connection.release();
  }

  async destroy(): Promise<void> {}
}

/** The query builder's way to PostgreSQL over lines. */
export function lineDialect(borrow: () => Promise<pg.PoolClient>): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new LineDriver(borrow),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
