import type { LocalDate } from '#kernel/dates';

/** What can be found, in the order in which it is offered. */
export const kinds = [
  'need',
  'resource',
  'project',
  'activity',
  'meeting',
  'motion',
  'vote',
  'questionnaire',
  'consultation',
  'topic',
  'round',
  'idea',
  'decision',
  'opinion',
  'payment',
  'fund',
  'campaign',
  'budget',
  'report',
  'move',
  'trust',
  'result',
  'call',
  'survey',
  'point',
  'centre',
  'organisation',
  'partner',
  'problem',
] as const;
export type FoundKind = (typeof kinds)[number];

/** How far along anything is, whatever its own room calls it. */
export const phases = ['open', 'done', 'ended', 'draft'] as const;
export type Phase = (typeof phases)[number];

/** Orders of what was found: titles that hold the words first, or by day. */
export type Order = 'best' | 'newest' | 'oldest';

/** What is looked for, and where. */
export interface Wanted {
  readonly words: string;
  readonly kind?: FoundKind | undefined;
  readonly phase?: Phase | undefined;
  /** A class and everything in it. */
  readonly classCode?: string | undefined;
  /** An estate and everything in it. */
  readonly placeId?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly order?: Order | undefined;
  readonly size: number;
  /** How many of the first ones to pass over. */
  readonly skip?: number | undefined;
  /** Kinds whose office words and unpublished records this reader may see; none in public. */
  readonly inside?: readonly FoundKind[] | undefined;
}

/** A stretch of a text, and whether it is what was looked for. */
export interface Stretch {
  readonly text: string;
  readonly hit: boolean;
}

/** One record found. Everything here may be shown to whoever asked. */
export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  /** The record whose page it is read on; its own except for what hangs on another. */
  readonly pageId: string;
  readonly number: string | null;
  readonly title: string;
  readonly classCode: string | null;
  readonly placeId: string | null;
  readonly phase: Phase;
  readonly state: string;
  readonly day: LocalDate;
  /** In fen. */
  readonly amount: bigint | null;
  readonly titleMarks: readonly Stretch[];
  /** The piece of its words around the first hit; of the office's words where only those hold it. */
  readonly words: readonly Stretch[];
}

/** One page of what was found, and how many there are of each kind under the other filters. */
export interface Findings {
  readonly found: readonly Found[];
  readonly total: number;
  readonly kinds: ReadonlyMap<FoundKind, number>;
}

/** Where each kind of record lives, below the root of its pages. */
export const paths: Readonly<Record<FoundKind, string>> = {
  need: 'needs',
  resource: 'resources',
  project: 'projects',
  activity: 'activities',
  decision: 'decisions',
  payment: 'payments',
  fund: 'funds',
  campaign: 'campaigns',
  budget: 'budgets',
  report: 'reports',
  move: 'moves',
  trust: 'trusts',
  result: 'projects',
  organisation: 'organisations',
  partner: 'partners',
  meeting: 'meetings',
  motion: 'meetings',
  vote: 'votes',
  questionnaire: 'questionnaires',
  consultation: 'consultations',
  topic: 'topics',
  round: 'rounds',
  idea: 'rounds',
  call: 'calls',
  survey: 'surveys',
  point: 'points',
  centre: 'centres',
  opinion: 'opinions',
  problem: 'problems',
};
