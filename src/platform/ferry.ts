import type pg from 'pg';
import { roundTrip, type Statement } from './round-trip.ts';

/** How many commands go in one transaction at most. */
const mostAboard = 16;
/** How many such transactions of one scope are under way at once: while one is written, the next is gathered. */
const mostCrossing = 2;
/** How long one may wait for somebody else's lock. What it waits for concerns one of them; the others go without it. */
const patience = "set local lock_timeout = '500ms'";

/** A command did not get across with the others, for whatever reason: it goes by itself, and hears its own reason there. */
export class LeftBehind extends Error {
  constructor(cause: unknown) {
    super('left behind', { cause });
  }
}

interface Passenger {
  /** Its idempotency key: going twice is going once. */
  readonly key: string;
  readonly statements: readonly Statement[];
  readonly arrived: () => void;
  readonly leftBehind: (reason: LeftBehind) => void;
}

/**
 * Carries commands across in one transaction: those that only add rows, asked nothing, and came while another crossing
 * was under way. Nobody is waited for; where nothing is under way, one alone goes at once. Either all arrive or none does,
 * and then each goes by itself. All are of one scope, since every handle on the database has a ferry of its own.
 */
export class Ferry {
  readonly #borrow: () => Promise<pg.PoolClient>;
  readonly #waiting: Passenger[] = [];
  readonly #keys = new Set<string>();
  #crossing = 0;
  #called = false;

  constructor(borrow: () => Promise<pg.PoolClient>) {
    this.#borrow = borrow;
  }

  /** Resolves when the statements are committed; rejects with `LeftBehind` where that is not certain. */
  async cross(key: string, statements: readonly Statement[]): Promise<void> {
    // Who sends the same form while the first is still on its way waits for it in the database, and holds up nobody.
    if (this.#keys.has(key)) throw new LeftBehind('the same key is under way');
    this.#keys.add(key);
    try {
      await new Promise<void>((arrived, leftBehind) => {
        this.#waiting.push({ key, statements, arrived, leftBehind });
        this.#call();
      });
    } finally {
      this.#keys.delete(key);
    }
  }

  /** Departs when everything that is ready in this turn has come aboard. */
  #call(): void {
    if (this.#called) return;
    this.#called = true;
    process.nextTick(() => {
      this.#called = false;
      while (this.#waiting.length > 0 && this.#crossing < mostCrossing) void this.#depart();
    });
  }

  async #depart(): Promise<void> {
    const aboard = this.#waiting.splice(0, mostAboard);
    this.#crossing += 1;
    try {
      await carry(this.#borrow, aboard);
      for (const { arrived } of aboard) arrived();
    } catch (error) {
      for (const { leftBehind } of aboard) leftBehind(new LeftBehind(error));
    } finally {
      this.#crossing -= 1;
      this.#call();
    }
  }
}

async function carry(borrow: () => Promise<pg.PoolClient>, aboard: readonly Passenger[]): Promise<void> {
  const client = await borrow();
  let useless = true;
  try {
    const said = joined(aboard.map((one) => one.statements));
    const all = [unread('begin'), unread(patience), ...said, unread('commit')];
    const answers = await roundTrip(client, all).catch(async (error) => {
      await roundTrip(client, [unread('rollback')]);
      useless = false;
      throw error;
    });
    useless = false;
    if (answers.at(-1)?.done !== 'COMMIT') throw new Error('the transaction was given up');
  } finally {
    client.release(useless);
  }
}

function unread(text: string): Statement {
  return { text, values: [], unread: true };
}

/**
 * The statements of several commands in one order: commands that say the same with other values say it together, one
 * statement after the other. Each keeps the order of its own, and what is between them is as free as between two that
 * run at the same time.
 */
function joined(commands: readonly (readonly Statement[])[]): Statement[] {
  const alike: (readonly Statement[])[][] = [];
  for (const one of commands) {
    const group = alike.find(([first]) => first !== undefined && sameTexts(first, one));
    if (group === undefined) alike.push([one]);
    else group.push(one);
  }
  return alike.flatMap((group) => {
    const length = group[0]?.length ?? 0;
    return Array.from({ length }, (_, at) => group.flatMap((one) => one[at] ?? [])).flatMap(together);
  });
}

function sameTexts(one: readonly Statement[], other: readonly Statement[]): boolean {
  return one.length === other.length && one.every(({ text }, at) => text === other[at]?.text);
}

/** Several of one text, as few as can be. */
function together(all: Statement[]): readonly Statement[] {
  const join = all[0]?.together;
  return all.length < 2 || join === undefined ? all : join(all);
}
