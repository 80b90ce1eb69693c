import type { ProjectState } from './schema.ts';

/** How residents take part in a project, one stage after another (F203). */
export const stages = ['heard', 'deliberated', 'decided', 'together', 'judged'] as const;
/** One stage. */
export type Stage = (typeof stages)[number];

/** How a stage stands: reached, still ahead, left out with a public reason, or left out without one, which is red. */
export type StageState = 'reached' | 'ahead' | 'explained' | 'skipped';

/** A stage with what shows that it was reached. */
export interface StageLine {
  readonly stage: Stage;
  readonly state: StageState;
  /** How much of it there was: needs and voices, meetings and objections, votes, neighbours, verdicts. */
  readonly count: number;
  readonly reason: string | null;
}

/** What must be reached before a project may stand where it stands. */
const dueBy: Readonly<Record<Stage, readonly ProjectState[]>> = {
  heard: ['submitted', 'deciding', 'approved', 'running', 'done', 'closed'],
  deliberated: ['approved', 'running', 'done', 'closed'],
  decided: ['running', 'done', 'closed'],
  together: ['done', 'closed'],
  judged: ['closed'],
};

/** How each stage stands, in order: whatever a project has passed and nobody took part in is left out. */
export function stageLines(
  state: ProjectState,
  counts: Readonly<Record<Stage, number>>,
  reasons: ReadonlyMap<Stage, string>,
): StageLine[] {
  const over = state === 'withdrawn' || state === 'declined';
  return stages.map((stage) => {
    const count = counts[stage];
    const reason = reasons.get(stage) ?? null;
    const due = !over && dueBy[stage].includes(state);
    const left: StageState = reason === null ? 'skipped' : 'explained';
    return { stage, count, reason, state: count > 0 ? 'reached' : due ? left : 'ahead' };
  });
}
