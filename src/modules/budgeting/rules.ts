import type { Recounted, WrittenSettings } from '#algorithms/recount';
import type { Project } from '#modules/projects';
import type { Idea, Round, RoundState } from './schema.ts';

type ProjectState = Project['state'];

/** The settings of a round's count, as they are published and as the count takes them. */
export function settingsOf(of: Round): WrittenSettings {
  const { rule, utility, completion, stop, increment } = of;
  return { rule, utility, completion, stop, increment };
}

/** The steps of a round, in the order in which it takes them. */
export const course = ['ideas', 'voting', 'counted', 'deciding', 'done'] as const;

/** Where a state lies on the course; −1 before and beside it. The cast widens a list of words to all words of their kind. */
export const placeOf = (state: RoundState): number => (course as readonly RoundState[]).indexOf(state);

/** The list number behind a name in the file of ballots: the lot's place, a stroke, the number. */
export function listedOf(fileId: string): number {
  return Number.parseInt(fileId.slice(fileId.indexOf('-') + 1), 10);
}

/** Money by place, for two choices side by side; `null` is everywhere. */
export interface PlaceLine {
  readonly placeId: string | null;
  readonly ours: bigint;
  readonly greedy: bigint;
}

/** What both ways of choosing would spend in each place. */
export function byPlace(ideas: readonly Idea[], count: Recounted): PlaceLine[] {
  const lines = new Map<string | null, { ours: bigint; greedy: bigint }>();
  const add = (winners: readonly string[], side: 'ours' | 'greedy'): void => {
    for (const winner of winners) {
      const idea = ideas.find((one) => one.listed === listedOf(winner));
      if (idea === undefined) continue;
      const line = lines.get(idea.placeId) ?? { ours: 0n, greedy: 0n };
      line[side] += idea.cost ?? 0n;
      lines.set(idea.placeId, line);
    }
  };
  add(count.winners, 'ours');
  add(count.greedy.winners, 'greedy');
  return [...lines].map(([placeId, line]) => ({ placeId, ...line })).toSorted((a, b) => (a.ours < b.ours ? 1 : -1));
}

/** How far the project of a winner is, as its neighbours are told. */
export type Stage = 'deciding' | 'begun' | 'reported' | 'finished' | 'declined' | 'stopped';

/** The stage of a project by its state, and whether it has reported. */
export function stageOf(state: ProjectState, reported: boolean): Stage {
  if (state === 'running') return reported ? 'reported' : 'begun';
  if (state === 'done' || state === 'closed') return 'finished';
  if (state === 'declined') return 'declined';
  return state === 'withdrawn' ? 'stopped' : 'deciding';
}

/** Fen from an exact fraction "1234/5", rounded down, for people to read. */
export function wholeFen(fraction: string): bigint {
  const [over = '0', under = '1'] = fraction.split('/');
  return BigInt(over) / BigInt(under);
}
