import type { State } from './schema.ts';

/** What can be done with a mediation. */
export type Deed = 'trust' | 'session' | 'agree' | 'end' | 'look';

const from: Readonly<Record<Deed, readonly State[]>> = {
  trust: ['open'],
  session: ['open'],
  agree: ['open'],
  end: ['open'],
  look: ['agreed'],
};

/** Whether a deed fits where the mediation stands. */
export function refusal(deed: Deed, state: State): 'mediation.state' | null {
  return from[deed].includes(state) ? null : 'mediation.state';
}

/** What is known of somebody that speaks against being neutral between two sides. */
export interface Ties {
  readonly mediatorId: string;
  readonly mediatorHousehold: string | null;
  readonly sides: readonly { readonly personId: string | null; readonly household: string | null }[];
  /** Who has handled the matter so far. */
  readonly handlerId: string | null;
}

/** Whether somebody is neutral: no side, of no side's household, and not the one who handled the matter. */
export function isNeutral(ties: Ties): boolean {
  if (ties.mediatorId === ties.handlerId) return false;
  return ties.sides.every(
    (side) =>
      side.personId !== ties.mediatorId && (side.household === null || side.household !== ties.mediatorHousehold),
  );
}
