import { checks as activities } from '#modules/activities';
import { checks as budgeting } from '#modules/budgeting';
import { checks as budgets } from '#modules/budgets';
import { checks as campaigns } from '#modules/campaigns';
import { checks as consultations } from '#modules/consultations';
import { checks as decisions } from '#modules/decisions';
import { checks as diary } from '#modules/diary';
import { checks as dispatch } from '#modules/dispatch';
import { checks as exchange } from '#modules/exchange';
import { checks as funds } from '#modules/funds';
import { checks as gifts } from '#modules/gifts';
import { checks as grids } from '#modules/grids';
import { checks as intake } from '#modules/intake';
import { checks as ledger } from '#modules/ledger';
import { checks as limits } from '#modules/limits';
import { checks as log } from '#modules/log';
import { checks as matching } from '#modules/matching';
import { checks as mediation } from '#modules/mediation';
import { checks as meetings } from '#modules/meetings';
import { checks as needs } from '#modules/needs';
import { checks as outreach } from '#modules/outreach';
import { checks as partners } from '#modules/partners';
import { checks as problems } from '#modules/problems';
import { checks as projects } from '#modules/projects';
import { checks as questionnaires } from '#modules/questionnaires';
import { checks as reception } from '#modules/reception';
import { checks as reconciliation } from '#modules/reconciliation';
import { checks as reports } from '#modules/reports';
import { checks as resources } from '#modules/resources';
import { checks as search } from '#modules/search';
import { checks as statutes } from '#modules/statutes';
import { checks as stewardship } from '#modules/stewardship';
import { checks as topics } from '#modules/topics';
import { checks as votes } from '#modules/votes';
import type { Check, Finding } from '#platform/check';
import { runChecks } from '#platform/check';
import type { Config } from '#platform/config';
import type { Platform } from '#platform/platform';
import { noArguments } from './arguments.ts';
import { openGround } from './ground.ts';
import { systemScope } from './jobs.ts';
import { openPlatform } from './platform.ts';
import { both } from './say.ts';

/** Everything that must hold in every space, in the order of the rooms. A room with invariants adds its line here. */
export const checks: readonly Check[] = [
  ...log,
  ...ledger,
  ...grids,
  ...intake,
  ...diary,
  ...dispatch,
  ...mediation,
  ...reception,
  ...limits,
  ...needs,
  ...problems,
  ...resources,
  ...exchange,
  ...outreach,
  ...matching,
  ...decisions,
  ...statutes,
  ...topics,
  ...meetings,
  ...votes,
  ...questionnaires,
  ...consultations,
  ...funds,
  ...gifts,
  ...budgets,
  ...stewardship,
  ...campaigns,
  ...partners,
  ...reconciliation,
  ...projects,
  ...budgeting,
  ...activities,
  ...reports,
  ...search,
];

/** What the checks found in one space. */
export interface SpaceFindings {
  readonly slug: string;
  readonly findings: readonly Finding[];
}

/** Runs every check in every space; it only reads. */
export async function checkSpaces(platform: Platform): Promise<SpaceFindings[]> {
  const spaces = await platform.database
    .scoped(null, [])
    .selectFrom('space')
    .select(['id', 'slug', 'time_zone'])
    .orderBy('slug')
    .execute();
  const found: SpaceFindings[] = [];
  for (const space of spaces)
    found.push({
      slug: space.slug,
      findings: await runChecks(systemScope(platform, space.id, 'check', space.time_zone), checks),
    });
  return found;
}

/** `linli check`: one line for each space and check, naming the first row that breaks it; fails when any does. */
export async function checkCommand(config: Config, args: readonly string[]): Promise<number> {
  noArguments(args);
  const ground = await openGround(config, { share: true });
  try {
    const live = await openPlatform(config, ground.database.appUrl);
    try {
      const found = await checkSpaces(live.platform);
      for (const { slug, findings } of found)
        for (const { name, count, first } of findings)
          if (first === null) both('checkHolds', { slug, name });
          else both('checkBroken', { slug, name, count, first });
      const broken = found.flatMap((one) => one.findings).filter((one) => one.first !== null).length;
      both(broken === 0 ? 'checkAll' : 'checkSome', { broken, spaces: found.length, checks: checks.length });
      return broken === 0 ? 0 : 1;
    } finally {
      await live.close();
    }
  } finally {
    await ground.close();
  }
}
