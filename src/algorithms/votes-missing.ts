import { type Counted, count, countRuns, type Settings, withinThreshold } from './count.ts';
import { type Ballot, type Election, type Support, supportOf } from './election.ts';
import { equalShares, startOf, watchShares } from './equal-shares.ts';
import { type Prepared, prepare, wantedOf } from './wanted.ts';

/**
 * How many more people naming a project alone make it win, by counting again: first doubling, then halving the rest. What
 * is found wins, and one less did not; it need not be the least where votes can also harm. Null where none up to `most` do.
 */
export function votesMissing(
  election: Election,
  settings: Settings,
  projects: readonly number[],
  most: number,
): Map<number, number | null> {
  const found = new Map<number, number | null>();
  const trial = new Trial(election, settings);
  // All that ask for the same number are answered together: most of the counting is the same for each of them.
  let open = projects.map((project): Search => ({ project, low: 0, high: 1, bounded: false }));
  while (open.length > 0) {
    const asked = Map.groupBy(open, people);
    const next: Search[] = [];
    for (const [more, searches] of asked) {
      const won = trial.winners(
        searches.map((one) => one.project),
        more,
      );
      for (const one of searches) {
        const on = step(one, won.has(one.project), most);
        if (typeof on === 'object' && on !== null) next.push(on);
        else found.set(one.project, on);
      }
    }
    open = next;
  }
  return found;
}

/** Where the search for one project stands: `low` did not win, `high` did once it is `bounded`. */
interface Search {
  readonly project: number;
  readonly low: number;
  readonly high: number;
  readonly bounded: boolean;
}

/** How many people are tried next. */
const people = ({ low, high, bounded }: Search): number => (bounded ? (low + high) >> 1 : high);

/** The search after an answer; or what it found. */
function step(one: Search, won: boolean, most: number): Search | number | null {
  const { high, bounded } = one;
  const tried = people(one);
  if (!bounded && !won) return high >= most ? null : { ...one, low: high, high: Math.min(most, high * 2) };
  const next = won ? { ...one, high: tried, bounded: true } : { ...one, low: tried };
  return next.high - next.low > 1 ? next : next.high;
}

/** The most points that anybody gave to one project. */
const mostGiven = ({ ballots }: Election): number =>
  ballots.reduce((most, one) => one.points.reduce((more, points) => Math.max(more, points), most), 1);

/** The same election with so many more people who name one project alone, and who then wants it. */
interface More {
  readonly election: Election;
  readonly support: readonly Support[];
}

/**
 * Counts with more people behind one project. Whoever names it alone has money for nothing else, so that until it is
 * bought everything goes as without them, only with a little less in every purse. One count watches all projects that are
 * asked about; only where one of them comes near enough to be bought is that run made again for it alone.
 */
class Trial {
  readonly #election: Election;
  readonly #settings: Settings;
  readonly #support: readonly Support[];
  readonly #points: number;
  readonly #prepared: Prepared;

  constructor(election: Election, settings: Settings) {
    this.#election = election;
    this.#settings = settings;
    this.#support = supportOf(election);
    this.#points = election.graded ? mostGiven(election) : 1;
    this.#prepared = prepare(election, withinThreshold(election, this.#support), settings.utility);
  }

  /** Which of some projects win when so many more people name each of them alone, one project at a time. */
  winners(projects: readonly number[], more: number): Set<number> {
    const won = new Set<number>();
    const shared = this.#settings.rule === 'equal-shares' ? this.#watch(projects, more) : null;
    for (const project of projects) {
      const counted = shared === null ? this.#plain(project, more) : shared(project);
      if (counted?.winners.includes(project) === true) won.add(project);
    }
    return won;
  }

  #with(project: number, more: number): More {
    const { ballots, voters, ranked } = this.#election;
    const extra: Ballot = { weight: more, projects: [project], points: [this.#points] };
    const support = this.#support.map((one, at) =>
      at !== project
        ? one
        : {
            ballots: Int32Array.from([...one.ballots, ballots.length]),
            points: Float64Array.from([...one.points, this.#points]),
            people: one.people + more,
            sum: one.sum + this.#points * more,
            score: one.score + (this.#points + (ranked ? 1 : 0)) * more,
          },
    );
    return { election: { ...this.#election, ballots: [...ballots, extra], voters: voters + more }, support };
  }

  #plain(project: number, more: number): Counted | null {
    const counted = count(this.#with(project, more).election, this.#settings);
    return counted.ok ? counted.value : null;
  }

  #watch(projects: readonly number[], more: number): (project: number) => Counted | null {
    const election = this.#election;
    const { utility, wanted } = this.#prepared;
    // Those who are added stand behind everybody else's ballots, once: each project is looked at by itself.
    const weights = Float64Array.from([...this.#prepared.weights, more]);
    const watching = { election, utility, weights, wanted };
    const tried = new Map(projects.map((project) => [project, this.#with(project, more)]));
    const watched = [...tried].flatMap(([project, one]) => {
      const within = withinThreshold(one.election, one.support)[project];
      return within === undefined ? [] : (wantedOf(watching, project, within) ?? []);
    });
    const runs = new Map<bigint, ReturnType<typeof watchShares>>();
    const everybody = { ...election, voters: election.voters + more };
    return (project) => {
      const one = tried.get(project);
      if (one === undefined) return null;
      const others = wanted.filter((each) => each.project !== project);
      const own = {
        ...watching,
        election: one.election,
        wanted: [...others, ...watched.filter((w) => w.project === project)],
      };
      const counted = countRuns(one.election, withinThreshold(one.election, one.support), this.#settings, (units) => {
        const start = startOf(everybody, units);
        const seen = runs.get(units) ?? watchShares(watching, start, watched);
        runs.set(units, seen);
        return seen.near.has(project) ? equalShares(own, start) : seen.outcome;
      });
      return counted.ok ? counted.value : null;
    };
  }
}
