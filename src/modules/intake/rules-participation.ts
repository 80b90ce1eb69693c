/** In what ways residents take part; the last three decide. */
export const ways = ['speak', 'join', 'give', 'discuss', 'vote', 'watch'] as const;
export type Way = (typeof ways)[number];
const deciding: readonly Way[] = ['discuss', 'vote', 'watch'];

/** Age bands: the second is the one that is missing most often (F195). */
export const bands = ['under18', 'to45', 'to60', 'over60', 'unknown'] as const;
export type Band = (typeof bands)[number];

/** The band of a year of birth, in a year. */
export function bandOf(birthYear: number | null, year: number): Band {
  if (birthYear === null) return 'unknown';
  const age = year - birthYear;
  if (age < 18) return 'under18';
  if (age <= 45) return 'to45';
  return age <= 60 ? 'to60' : 'over60';
}

/** A resident who is counted. */
export interface Counted {
  readonly id: string;
  readonly band: Band;
  readonly estateId: string | null;
  readonly estateType: 'old' | 'new' | null;
  readonly hasDuty: boolean;
}

/** A group of residents: how many there are, how many took part in any way, and in each. */
export interface GroupLine {
  readonly key: string;
  readonly of: number;
  readonly took: number;
  readonly ways: Readonly<Record<Way, number>>;
}

/** A number as it may be told: itself, "few", or nothing of a group of fewer than `least`: whoever is one of three is known. */
export function told(count: number, line: Pick<GroupLine, 'of'>, least: number): number | 'few' | null {
  if (line.of < least) return null;
  return count > 0 && count < least ? 'few' : count;
}

/** Share in whole percent, rounded down; null of groups that are too small. */
export function shareOf(line: Pick<GroupLine, 'of' | 'took'>, least: number): number | null {
  return line.of < Math.max(least, 1) ? null : Math.trunc((line.took * 100) / line.of);
}

export type Taken = Readonly<Record<Way, ReadonlySet<string>>>;

/** Counts residents by a key. */
export function linesBy(residents: readonly Counted[], taken: Taken, key: (one: Counted) => string): GroupLine[] {
  return [...Map.groupBy(residents, key)].map(([one, members]) => lineOf(one, members, taken));
}

function lineOf(key: string, members: readonly Counted[], taken: Taken): GroupLine {
  const count = (way: Way) => members.filter((one) => taken[way].has(one.id)).length;
  return {
    key,
    of: members.length,
    took: members.filter((one) => ways.some((way) => taken[way].has(one.id))).length,
    ways: {
      ...{ speak: count('speak'), join: count('join'), give: count('give') },
      ...{ discuss: count('discuss'), vote: count('vote'), watch: count('watch') },
    },
  };
}

/** Everything the page tells. */
export interface Participation {
  readonly all: GroupLine;
  readonly bands: readonly GroupLine[];
  readonly estates: readonly GroupLine[];
  readonly types: readonly GroupLine[];
  /** With a duty of the community's own, and without. */
  readonly duties: readonly GroupLine[];
}

/** Under which shares something is missing, in percent. */
export interface Levels {
  readonly estate: number;
  readonly young: number;
  readonly duty: number;
  readonly deciding: number;
  /** Groups of fewer are not told. */
  readonly least: number;
}

/** What is missing, and where; the share is left out where it would tell a number under five. Each leads to a next step and none to a name. */
export type Missing =
  | { readonly kind: 'estate'; readonly estateId: string; readonly share: number | null; readonly without: Way | null }
  | { readonly kind: 'young'; readonly share: number | null }
  | { readonly kind: 'duty'; readonly share: number }
  | { readonly kind: 'deciding'; readonly share: number };

/** Counts everything. */
export function participationOf(residents: readonly Counted[], taken: Taken): Participation {
  const order = (keys: readonly string[]) => (a: GroupLine, b: GroupLine) => keys.indexOf(a.key) - keys.indexOf(b.key);
  return {
    all: lineOf('all', residents, taken),
    bands: linesBy(residents, taken, (one) => one.band).sort(order(bands)),
    estates: linesBy(residents, taken, (one) => one.estateId ?? '').sort((a, b) => b.of - a.of),
    types: linesBy(residents, taken, (one) => one.estateType ?? '').sort(order(['old', 'new', ''])),
    duties: linesBy(residents, taken, (one) => (one.hasDuty ? 'duty' : 'none')).sort(order(['duty', 'none'])),
  };
}

/**
 * What is missing, by the published shares: estates in which few take part (F007), the middle age band (F195), participants who
 * mostly hold a duty anyway (F196), and few who discuss, vote or watch (F197). Groups too small to be told are left out.
 */
export function missingOf(found: Participation, levels: Levels): Missing[] {
  const { all, duties } = found;
  const estates = found.estates.flatMap((line): Missing[] => {
    const share = shareOf(line, levels.least);
    if (share === null || line.key === '' || share >= levels.estate) return [];
    // The way of which there is least there leads to the next step.
    const without = ways.find((way) => line.ways[way] === 0 && all.ways[way] > 0) ?? null;
    return [
      {
        kind: 'estate',
        estateId: line.key,
        share: told(line.took, line, levels.least) === 'few' ? null : share,
        without,
      },
    ];
  });
  const young = found.bands.find((line) => line.key === 'to45');
  const youngShare = young === undefined ? null : shareOf(young, levels.least);
  const duty = partOf(duties.find((line) => line.key === 'duty')?.took ?? 0, all.took, levels.least);
  const most = Math.max(0, ...deciding.map((way) => all.ways[way]));
  const decide = partOf(most, all.took, levels.least);
  return [
    ...estates,
    ...(young !== undefined && youngShare !== null && youngShare < levels.young
      ? [{ kind: 'young' as const, share: told(young.took, young, levels.least) === 'few' ? null : youngShare }]
      : []),
    ...(duty !== null && duty > levels.duty ? [{ kind: 'duty' as const, share: duty }] : []),
    ...(decide !== null && decide < levels.deciding ? [{ kind: 'deciding' as const, share: decide }] : []),
  ];
}

function partOf(part: number, whole: number, least: number): number | null {
  return whole < Math.max(least, 1) ? null : Math.trunc((part * 100) / whole);
}

/** Where a next step is proposed: an estate, the middle age band, people without a duty, deciding. */
export const stepKinds = ['estate', 'young', 'duty', 'deciding'] as const;
export type StepKind = (typeof stepKinds)[number];

/** Kind of the due date by which a next step is taken. */
export function stepTask(what: StepKind): string {
  return `intake.next_${what}`;
}
