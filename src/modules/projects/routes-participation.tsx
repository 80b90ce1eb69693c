import { activities } from '#modules/activities';
import { proceduresOf } from '#modules/decisions';
import { sittingsOn } from '#modules/meetings';
import { verdictCounts } from '#modules/results';
import type { Scope } from '#platform/scope';
import { list, type Route } from '#platform/web';
import {
  ParticipationPage,
  type ParticipationRow,
  participationColumns,
  participationWords,
} from './pages-participation.tsx';
import { permissions } from './permissions.ts';
import { projectList, projectNeeds } from './queries.ts';
import { adviceOf } from './queries-advice.ts';
import { stageReasons } from './queries-participation.ts';
import { type StageLine, stageLines } from './rules-participation.ts';
import type { Project } from './schema.ts';

/** How residents took part in one project, from what every room knows of it. */
export async function participationOf(scope: Scope, of: Pick<Project, 'id' | 'state'>): Promise<StageLine[]> {
  const [links, procedures, advice, held, reasons] = await Promise.all([
    projectNeeds(scope, { projectIds: [of.id] }),
    proceduresOf(scope, { kind: 'project', id: of.id }),
    adviceOf(scope, of.id),
    activities(scope, { projectId: of.id }),
    stageReasons(scope, [of.id]),
  ]);
  const needIds = links.map((link) => link.needId);
  const [said, sittings] = await Promise.all([
    verdictCounts(scope, { needIds, projectIds: [of.id] }),
    sittingsOn(
      scope,
      procedures.map((one) => one.id),
    ),
  ]);
  const published = procedures
    .flatMap((one) => one.steps)
    .filter((step) => step.kind === 'publication' && step.openedAt !== null).length;
  const counts = {
    // What comes from a round began as a resident's idea.
    heard: links.length + procedures.filter((one) => one.template === 'round').length,
    deliberated: published + sittings + advice.length,
    decided: procedures.filter((one) => one.state === 'passed').length,
    together: held.filter((one) => ['held', 'settled'].includes(one.state)).length,
    judged: said.solved + said.partly + said.not,
  };
  return stageLines(of.state, counts, reasons.get(of.id) ?? new Map());
}

const everyOne = { q: '', filters: {}, sort: null, page: 1, size: 1000 };

/** Residents' part in every project, in public (F203). */
export const participationRoutes: readonly Route[] = [
  list<ParticipationRow>('/s/:space/participation', {
    permission: permissions.look,
    ...{ name: 'participation', filters: ['state'], cached: true },
    columns: ({ view }) => participationColumns(view),
    load: async ({ scope, view }, query) => {
      const w = participationWords(view).list;
      const red = query.filters['state'] === 'red';
      const asked = { ...everyOne, page: query.page, size: query.size };
      const found = await projectList(scope, red ? everyOne : asked, 'public');
      const all = await Promise.all(
        found.rows.map(async (row) => ({ id: row.id, title: row.title, lines: await participationOf(scope, row) })),
      );
      const left = all.filter((row) => row.lines.some((line) => line.state === 'skipped'));
      return {
        rows: red ? left.slice((query.page - 1) * query.size, query.page * query.size) : all,
        total: red ? left.length : found.total,
        filters: [{ key: 'state', title: w.state, options: [{ value: 'red', label: w.red }] }],
      };
    },
    show: ({ view }, data) => <ParticipationPage view={view} data={data} />,
  }),
];
