import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { localDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { type Project, progressOf, projectsById } from '#modules/projects';
import type { Scope } from '#platform/scope';
import { ideas, rounds } from './queries.ts';
import { type Stage, stageOf } from './rules.ts';
import type { Idea, Round } from './schema.ts';

/** What became of an idea that was chosen: how far its project is, and what it last reported. */
export interface Became {
  readonly stage: Stage;
  readonly project: Pick<Project, 'id' | 'title'>;
  readonly last: { readonly on: LocalDate; readonly text: string; readonly percent: number } | null;
}

/** What became of those ideas that have a project, by idea. */
export async function becameOf(scope: Scope, all: readonly Idea[]): Promise<Map<string, Became>> {
  const ids = all.flatMap((one) => one.projectId ?? []);
  const [found, reports] = [await projectsById(scope, ids), await progressOf(scope, ids)];
  const projects = new Map(found.map((one) => [one.id, one]));
  const lasts = new Map(reports.map((one) => [one.projectId, one]));
  return new Map(
    all.flatMap((idea): [string, Became][] => {
      const project = projects.get(idea.projectId ?? '');
      if (project === undefined) return [];
      const last = lasts.get(project.id);
      const said =
        last === undefined ? null : { on: localDate(last.at, scope.timeZone), text: last.text, percent: last.percent };
      return [[idea.id, { stage: stageOf(project.state, said !== null), project, last: said }]];
    }),
  );
}

/** A round in which somebody had a part. */
export interface OwnRound {
  readonly of: Round;
  /** Their own ideas, and what the vote chose. */
  readonly own: readonly Idea[];
  readonly won: readonly Idea[];
  readonly voted: boolean;
  readonly became: ReadonlyMap<string, Became>;
}

/** The rounds in which somebody proposed or voted, the newest first. What they chose is known to nobody. */
export async function ownRounds(scope: Scope, personId: string): Promise<OwnRound[]> {
  if (!isId(personId)) return [];
  const { rows } = await sql<{ id: string; voted: boolean }>`
    select r.id, exists (select from poll_voter v where v.space_id = r.space_id and v.poll_id = r.poll_id
      and v.person_id = ${personId} and v.channel is not null) as voted
    from round r where r.space_id = ${scope.spaceId} and r.published_at is not null`.execute(scope.db);
  const voted = new Set(rows.filter((row) => row.voted).map((row) => row.id));
  const found: OwnRound[] = [];
  for (const of of await rounds(scope)) {
    const all = await ideas(scope, of.id);
    const own = all.filter((one) => one.personId === personId);
    if (own.length === 0 && !voted.has(of.id)) continue;
    const won = all.filter((one) => one.outcome === 'won' || one.outcome === 'declined');
    found.push({ of, own, won, voted: voted.has(of.id), became: await becameOf(scope, [...own, ...won]) });
  }
  return found;
}

/** Winners of whose projects there is something that was not told yet. */
export async function untold(scope: Scope): Promise<{ of: Round; idea: Idea; became: Became }[]> {
  const found: { of: Round; idea: Idea; became: Became }[] = [];
  for (const of of await rounds(scope)) {
    if (of.state !== 'deciding' && of.state !== 'done') continue;
    const open = (await ideas(scope, of.id)).filter((one) => one.outcome === 'won' && one.toldStep !== 'finished');
    const became = await becameOf(scope, open);
    for (const idea of open) {
      const one = became.get(idea.id);
      if (one !== undefined && toldNext(idea, one) !== null) found.push({ of, idea, became: one });
    }
  }
  return found;
}

/** What is to be told next of a winner: that its project has reported, or that it is at its end; null where neither is new. */
export function toldNext(
  idea: Pick<Idea, 'toldStep'>,
  { stage }: Pick<Became, 'stage'>,
): 'reported' | 'finished' | null {
  if (idea.toldStep === 'finished') return null;
  if (stage === 'finished' || stage === 'stopped') return 'finished';
  return stage === 'reported' && idea.toldStep === '' ? 'reported' : null;
}
