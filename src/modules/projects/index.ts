/**
 * Projects: what answers needs that no resource covers. Five required parts and a budget, versions that are never
 * rewritten and cite what changed them; decided by the procedures of decisions, paid through funds, reported on at set
 * dates, closed only with what was learned. This room carries out what was decided; it decides nothing.
 */
export { draftProject, editProject, submitProject, withdrawProject } from './commands.ts';
export type { DesignChange, Enacted } from './commands-course.ts';
export { changeDesign, closeProject, enactProject, finishProject, reportProgress } from './commands-course.ts';
export { carriesOut } from './commands-loading.ts';
export type { Money, ProjectRow } from './queries.ts';
export {
  driverShares,
  isPublic,
  latestVersion,
  moneyOf,
  progressOf,
  project,
  projectList,
  projectNeeds,
  projectOfProcedure,
  projectsById,
  projectsOfNeed,
  reportDue,
  versionsOf,
} from './queries.ts';
export { total } from './rules.ts';
export type { BudgetLine, PartName, Parts, Progress, Project, ProjectState, Version } from './schema.ts';
export { partNames } from './schema.ts';
