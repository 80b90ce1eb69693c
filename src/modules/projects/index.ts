/**
 * Projects: what answers needs that no resource covers. Five required parts and a budget, versions that are never
 * rewritten and cite what changed them; decided by the procedures of decisions, paid through funds, reported on at set
 * dates, closed only with what was learned. This room carries out what was decided; it decides nothing.
 */
export { draftProject, submitProject } from './commands.ts';
export { answerAdvice, fileAdvice } from './commands-advice.ts';
export { closeProject, proposeSurplus } from './commands-closing.ts';
export { changeDesign, enactProject, finishProject, reportProgress } from './commands-course.ts';
export { carriesOut } from './commands-loading.ts';
export { projectFromRound } from './commands-rounds.ts';
export { addMilestone, addWorksPaper, reachMilestone } from './commands-works.ts';
export {
  isPublic,
  latestVersion,
  progressOf,
  project,
  projectList,
  projectNeeds,
  projectOfProcedure,
  projectsById,
  projectsOfNeed,
  versionsOf,
} from './queries.ts';

export { adviceThrough } from './queries-advice.ts';
export { checks } from './queries-checks.ts';
export { milestones } from './queries-works.ts';

export type { Progress, Project, Version } from './schema.ts';
export { partNames } from './schema.ts';
