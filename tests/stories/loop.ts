import type { Someone, World } from '#tests/world';
import type { Hand, Seat } from './hand.ts';
import type { Cast } from './loop-cast.ts';

/** What a telling chooses: words, amounts, and whether people say no on the way. */
export interface Choices {
  readonly name: string;
  /** What the residents say and what the office makes of it; the project answers all of them. */
  readonly needs: readonly {
    readonly said: string;
    readonly title: string;
    readonly summary: string;
    readonly quantity: string;
    readonly unit: string;
  }[];
  readonly gifts: {
    readonly bank: string;
    readonly cash: string;
    /** What the second person counts, and why it differs. */
    readonly recount: string;
    readonly difference: string;
    readonly anonymous: string;
    readonly share: string;
    readonly goods: string;
  };
  /** `asked` is what the fund's lines come to. */
  readonly project: { readonly title: string; readonly asked: string; readonly lines: readonly Line[] };
  /** What is paid, one after another; together no more than the fund's lines. */
  readonly payments: readonly string[];
  readonly activity: {
    readonly title: string;
    readonly budget: string;
    readonly hours: readonly [string, string];
    /** What both come to, as a page says it. */
    readonly together: string;
  };
  /** The second telling: no from everybody who can say it, and on from there. */
  readonly declines: boolean;
}

/** One line of a budget as it is typed. */
export interface Line {
  readonly title: string;
  readonly quantity: string;
  readonly price: string;
  readonly source: 'fund' | 'own' | 'other';
}

/** A telling under way: who is there, by which hand they act, and what they have made so far. */
export interface Story {
  readonly world: World;
  readonly hand: Hand;
  readonly choices: Choices;
  readonly cast: Cast;
  /** The beginnings of addresses. */
  readonly open: string;
  readonly desk: string;
  readonly me: string;
  /** Ids and numbers that later chapters need. */
  readonly made: Map<string, string>;
}

/** The seat of one of the cast, or of a visitor. */
export function at(story: Story, who: Someone | null): Seat {
  return story.hand.seat(who);
}

/** Something an earlier chapter made. */
export function made(story: Story, key: string): string {
  const value = story.made.get(key);
  if (value === undefined) throw new Error(`no chapter made ${key}`);
  return value;
}

/** The id at the end of an address. */
export function idIn(url: string): string {
  const id = /([0-9a-f-]{36})(?:\?|$)/.exec(url)?.[1];
  if (id === undefined) throw new Error(`no id at the end of ${url}`);
  return id;
}
