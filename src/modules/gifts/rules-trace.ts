/** What moves money in the books of funds, in the order of booking; amounts in fen, more than zero. */
export type BookEvent =
  | { readonly kind: 'in'; readonly id: string; readonly fund: string; readonly amount: bigint }
  | { readonly kind: 'out'; readonly id: string; readonly fund: string; readonly amount: bigint }
  /** Some of what went out under this id came back. */
  | { readonly kind: 'back'; readonly id: string; readonly fund: string; readonly amount: bigint }
  /** From one fund to another: the money keeps where it came from. */
  | { readonly kind: 'move'; readonly id: string; readonly fund: string; readonly to: string; readonly amount: bigint };

/** So much of what came in by `source` went out by `use`. */
export interface Flow {
  readonly source: string;
  readonly use: string;
  readonly amount: bigint;
}

/** So much of what came in by `source` still lies in `fund`. */
export interface Rest {
  readonly source: string;
  readonly fund: string;
  readonly amount: bigint;
}

interface Part {
  readonly source: string;
  amount: bigint;
}

/** What waits in one fund: money in the order in which it came, and uses that were booked before the money was. */
interface Pot {
  readonly parts: Part[];
  readonly unmet: { readonly use: string; amount: bigint }[];
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

class Books {
  readonly #pots = new Map<string, Pot>();
  readonly #flows = new Map<string, Part[]>();

  #pot(fund: string): Pot {
    const known = this.#pots.get(fund);
    if (known !== undefined) return known;
    const made: Pot = { parts: [], unmet: [] };
    this.#pots.set(fund, made);
    return made;
  }

  #note(use: string, source: string, amount: bigint): void {
    const flows = this.#flows.get(use) ?? [];
    const last = flows.at(-1);
    if (last?.source === source) last.amount += amount;
    else flows.push({ source, amount });
    this.#flows.set(use, flows);
  }

  /** Money comes into a fund: first it meets what was used before it was booked, the rest waits its turn. */
  add(fund: string, source: string, amount: bigint, first = false): void {
    const pot = this.#pot(fund);
    let left = amount;
    while (left > 0n) {
      const [open] = pot.unmet;
      if (open === undefined) break;
      const met = least(open.amount, left);
      this.#note(open.use, source, met);
      open.amount -= met;
      left -= met;
      if (open.amount === 0n) pot.unmet.shift();
    }
    if (left === 0n) return;
    if (first) pot.parts.unshift({ source, amount: left });
    else pot.parts.push({ source, amount: left });
  }

  /** The oldest money of a fund, so much of it; less where there is less. */
  #take(fund: string, amount: bigint): Part[] {
    const { parts } = this.#pot(fund);
    const taken: Part[] = [];
    let left = amount;
    while (left > 0n) {
      const [oldest] = parts;
      if (oldest === undefined) break;
      const part = least(oldest.amount, left);
      taken.push({ source: oldest.source, amount: part });
      oldest.amount -= part;
      left -= part;
      if (oldest.amount === 0n) parts.shift();
    }
    return taken;
  }

  spend(fund: string, use: string, amount: bigint): void {
    const taken = this.#take(fund, amount);
    for (const part of taken) this.#note(use, part.source, part.amount);
    const unmet = amount - taken.reduce((sum, part) => sum + part.amount, 0n);
    if (unmet > 0n) this.#pot(fund).unmet.push({ use, amount: unmet });
  }

  /** What came back was the last to go: it returns to where it stood, before everything that came after it. */
  giveBack(fund: string, use: string, amount: bigint): void {
    const flows = this.#flows.get(use) ?? [];
    let left = amount;
    while (left > 0n) {
      const last = flows.at(-1);
      if (last === undefined) break;
      const part = least(last.amount, left);
      last.amount -= part;
      left -= part;
      if (last.amount === 0n) flows.pop();
      this.add(fund, last.source, part, true);
    }
    // More than the use had from anyone is money like any other.
    if (left > 0n) this.add(fund, use, left);
  }

  move(from: string, to: string, id: string, amount: bigint): void {
    const taken = this.#take(from, amount);
    for (const part of taken) this.add(to, part.source, part.amount);
    const unmet = amount - taken.reduce((sum, part) => sum + part.amount, 0n);
    if (unmet === 0n) return;
    this.#pot(from).unmet.push({ use: id, amount: unmet });
    this.add(to, id, unmet);
  }

  flows(): Flow[] {
    return [...this.#flows].flatMap(([use, parts]) => parts.map((part) => ({ use, ...part })));
  }

  rests(): Rest[] {
    return [...this.#pots].flatMap(([fund, pot]) => pot.parts.map((part) => ({ fund, ...part })));
  }
}

/**
 * Which money paid what (F045): in every fund, what was booked first is used first. A pot for one purpose is a fund of
 * its own, so money given for a purpose goes to it and to nothing else. From the same books always the same answer: what
 * a gift paid and what is left of it add up to the gift, and the parts of a use add up to the use.
 */
export function followMoney(events: readonly BookEvent[]): { readonly flows: Flow[]; readonly rests: Rest[] } {
  const books = new Books();
  for (const one of events) {
    if (one.kind === 'in') books.add(one.fund, one.id, one.amount);
    else if (one.kind === 'out') books.spend(one.fund, one.id, one.amount);
    else if (one.kind === 'back') books.giveBack(one.fund, one.id, one.amount);
    else books.move(one.fund, one.to, one.id, one.amount);
  }
  return { flows: books.flows(), rests: books.rests() };
}
