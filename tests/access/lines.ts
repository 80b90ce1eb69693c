import type { Who } from './walkers.ts';

/**
 * Who gets in where, route by route, as reviewed: whoever is not named is asked to sign in (a visitor) or refused. A
 * page must show its word to everybody let in, and nothing private but what the line opens.
 */
export interface Line {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly who: readonly Who[];
  /** A word of the demo's that stands on the page for everybody let in (on one's own pages: for the resident). */
  readonly shows?: string;
  /** Kinds of private things that this page lays open to those let in, beside their own. */
  readonly opens?: readonly string[];
  /** The answer to those let in, where it is another than the page itself. */
  readonly answers?: number;
}

/** Every role of the desk. */
export const desk = [
  'admin',
  'worker',
  'grid_worker',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
] as const;
/** Everybody who is somebody in the space; whoever is at home elsewhere is a stranger here. */
export const here = ['resident', 'member', ...desk] as const;
export const account = [...here, 'elsewhere'] as const;
export const anyone = ['visitor', ...account] as const;
/** The desk, and whoever holds a seat. */
export const seated = ['member', ...desk] as const;

export const office = ['admin', 'worker', 'grid_worker'] as const;
export const counter = [...office, 'hub'] as const;
/** The desk's hands in projects and activities. */
export const carriers = [...counter, 'secretary'] as const;
/** Who oversees what is done, without doing it. */
export const oversight = [...carriers, 'supervisor', 'overseer'] as const;
export const keepers = ['admin', 'worker', 'secretary'] as const;
export const books = ['admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'] as const;
export const bookers = ['worker', 'secretary', 'finance'] as const;
export const moneyDesk = ['secretary', 'supervisor', 'treasurer', 'finance', 'overseer'] as const;
export const register = ['admin', 'worker', 'grid_worker', 'secretary'] as const;
export const helpdesk = ['admin', 'worker'] as const;
export const clerks = ['worker', 'secretary'] as const;
export const openers = ['admin', 'secretary', 'finance'] as const;
export const groups = ['admin', 'worker', 'hub'] as const;
export const words = ['matter/words'] as const;

export const look = (path: string, who: readonly Who[], shows?: string, opens?: readonly string[]): Line => ({
  ...{ method: 'GET', path, who },
  ...(shows === undefined ? {} : { shows }),
  ...(opens === undefined ? {} : { opens }),
});
export const deed = (path: string, who: readonly Who[], answers?: number): Line => ({
  ...{ method: 'POST', path, who },
  ...(answers === undefined ? {} : { answers }),
});
/** A deed whose refusal shows the page again, with what it lays open. */
export const opening = (opens: readonly string[], line: Line): Line => ({ ...line, opens });
export const form = (path: string, who: readonly Who[], shows?: string, opens?: readonly string[]): Line[] => [
  look(path, who, shows, opens),
  deed(path, who),
];
export const deeds = (path: string, names: string, who: readonly Who[]): Line[] =>
  names.split(' ').map((name) => deed(`${path}/${name}`, who));
/** Spreadsheet lists of one kind: choosing a file, the empty table, one list, the report on it, and its two deeds. */
export const sheets = (
  path: string,
  key: ':id' | ':list',
  who: readonly Who[],
  shows: { readonly lists: string; readonly head: string; readonly bad: string; readonly report?: string },
): Line[] => [
  ...form(path, who, shows.lists),
  look(`${path}/template`, who, shows.head),
  look(`${path}/${key}`, who, shows.bad),
  look(`${path}/${key}/report`, who, shows.report ?? shows.bad),
  ...deeds(`${path}/${key}`, 'map land', who),
];
export const leads = (path: string, who: readonly Who[], answers: number): Line => ({ ...look(path, who), answers });
