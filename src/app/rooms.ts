import { room as activities } from '#http/activities';
import { room as bodies } from '#http/bodies';
import { room as budgeting } from '#http/budgeting';
import { room as budgets } from '#http/budgets';
import { room as campaigns } from '#http/campaigns';
import { room as centres } from '#http/centres';
import { room as consultations } from '#http/consultations';
import { room as decisions } from '#http/decisions';
import { room as diary } from '#http/diary';
import { room as dispatch } from '#http/dispatch';
import { room as exchange } from '#http/exchange';
import { room as funds } from '#http/funds';
import { room as gifts } from '#http/gifts';
import { room as grids } from '#http/grids';
import { room as intake } from '#http/intake';
import { room as ledger } from '#http/ledger';
import { room as limits } from '#http/limits';
import { room as log } from '#http/log';
import { room as matching } from '#http/matching';
import { room as mediation } from '#http/mediation';
import { room as meetings } from '#http/meetings';
import { room as needs } from '#http/needs';
import { room as organisations } from '#http/organisations';
import { room as outreach } from '#http/outreach';
import { room as parameters } from '#http/parameters';
import { room as partners } from '#http/partners';
import { room as people } from '#http/people';
import { room as places } from '#http/places';
import { room as problems } from '#http/problems';
import { room as projects } from '#http/projects';
import { room as questionnaires } from '#http/questionnaires';
import { room as reception } from '#http/reception';
import { room as reconciliation } from '#http/reconciliation';
import { room as record } from '#http/record';
import { room as reports } from '#http/reports';
import { room as resources } from '#http/resources';
import { room as results } from '#http/results';
import { room as search } from '#http/search';
import { room as statutes } from '#http/statutes';
import { room as stewardship } from '#http/stewardship';
import { room as supervision } from '#http/supervision';
import { room as tasks } from '#http/tasks';
import { room as topics } from '#http/topics';
import { room as votes } from '#http/votes';
import type { Room } from '#platform/web';
import { shell } from './shell.ts';

/** Every room that answers requests or has jobs, on the floor it stands on. */
export const rooms: readonly Room[] = [
  shell,
  record,
  log,
  tasks,
  parameters,
  places,
  people,
  grids,
  organisations,
  centres,
  ledger,
  intake,
  diary,
  dispatch,
  mediation,
  reception,
  limits,
  needs,
  problems,
  resources,
  exchange,
  outreach,
  matching,
  bodies,
  decisions,
  votes,
  questionnaires,
  topics,
  meetings,
  consultations,
  supervision,
  funds,
  gifts,
  budgets,
  statutes,
  stewardship,
  campaigns,
  partners,
  reconciliation,
  projects,
  budgeting,
  activities,
  results,
  reports,
  search,
];
