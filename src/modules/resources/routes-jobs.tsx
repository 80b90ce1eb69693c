import { list, type Route } from '#platform/web';
import { type JobRow, JobsPage, jobColumns, jobFilters } from './pages-jobs.tsx';
import { permissions } from './permissions.ts';
import { resourceList } from './queries.ts';
import { publicFilledOf } from './routes-parts.ts';

/** Posts and their filling, for everybody (F069). */
export const jobRoutes: Route[] = [
  list<JobRow>('/s/:space/jobs', {
    permission: permissions.look,
    name: 'jobs',
    filters: ['for'],
    columns: ({ view }) => jobColumns(view),
    load: async ({ scope, view }, query) => {
      const posts = { ...query, filters: { ...query.filters, kind: 'post', state: 'every' } };
      const found = await resourceList(scope, posts, 'public');
      const rows = await Promise.all(
        found.rows.map(async (row) => ({ ...row, filled: await publicFilledOf(scope, row) })),
      );
      return { rows, total: found.total, filters: jobFilters(view) };
    },
    show: ({ view }, data) => <JobsPage view={view} data={data} />,
    cached: true,
  }),
];
