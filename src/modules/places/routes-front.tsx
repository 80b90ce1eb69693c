import { addDays, addMonths, localDate } from '#kernel/dates';
import { upcoming } from '#modules/activities';
import { openStep, running } from '#modules/decisions';
import { mainFund } from '#modules/funds';
import { openBooks } from '#modules/gifts';
import { promiseLedger } from '#modules/intake';
import { progressOf, projectsOfNeed } from '#modules/projects';
import { filesAbout } from '#modules/record';
import { closedLoops } from '#modules/results';
import { promisesDue } from '#modules/tasks';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Route } from '#platform/web';
import { get } from '#platform/web';
import type { ListQuery } from '#ui/list';
import { daysShown, type FrontView, SpaceFrontPage, WallPage } from './pages-front.tsx';
import { permissions } from './permissions.ts';
import { figures, ownSpace } from './queries.ts';

const mostActivities = 4;
const overdueQuery: ListQuery = {
  q: '',
  filters: { stand: 'overdue' },
  sort: { key: 'due', desc: false },
  page: 1,
  size: 3,
};

/** The newest loop that closed, with a photograph of its project where there is a public one. */
async function storyOf(scope: Scope): Promise<FrontView['story']> {
  const [loop] = await closedLoops(scope, 1);
  if (loop === undefined) return null;
  const projects = await projectsOfNeed(scope, loop.needId);
  const reports = await progressOf(
    scope,
    projects.map((project) => project.id),
  );
  const photos = await filesAbout(
    scope,
    'progress',
    reports.map((report) => report.id),
    ['public'],
  );
  return { ...loop, photoId: photos.findLast((photo) => photo.kind === 'image')?.id ?? null };
}

async function fundOf(scope: Scope): Promise<FrontView['fund']> {
  const fund = await mainFund(scope);
  if (fund === null || fund.state !== 'open') return null;
  const { balance, held, months } = await openBooks(scope, fund);
  return { fund, balance, held, months };
}

async function publicationsOf(scope: Scope): Promise<FrontView['publications']> {
  const last = addDays(today(scope), daysShown);
  return (await running(scope)).flatMap((item) => {
    const step = openStep(item);
    const until = step?.kind === 'publication' ? step.closesOn : null;
    return until !== null && until <= last && until >= today(scope) ? [{ item, until }] : [];
  });
}

async function frontView(scope: Scope): Promise<FrontView> {
  const day = today(scope);
  const last = addDays(day, daysShown);
  const month = `${day.slice(0, 7)}-01`;
  const monthEnd = addDays(addMonths(month, 1), -1);
  const [space, next, publications, promises, overdue, story, fund, known] = await Promise.all([
    ownSpace(scope),
    upcoming(scope, mostActivities),
    publicationsOf(scope),
    // To the end of this month, or as far as "these days" look where that is further.
    promisesDue(scope, month, monthEnd > last ? monthEnd : last),
    promiseLedger(scope, overdueQuery),
    storyOf(scope),
    fundOf(scope),
    figures(scope),
  ]);
  const activities = next.filter((one) => localDate(one.startsAt, scope.timeZone) <= last);
  return { today: day, space, activities, publications, promises, overdue: overdue.rows, story, fund, figures: known };
}

/** The front page of a space and its cut for a wall screen. */
export const frontRoutes: Route[] = [
  get('/s/:space', {
    permission: permissions.look,
    show: async ({ scope, view }) => <SpaceFrontPage view={view} data={await frontView(scope)} />,
    cached: true,
  }),
  get('/s/:space/wall', {
    permission: permissions.look,
    show: async ({ scope, view }) => (
      <WallPage view={view} data={await frontView(scope)} baseUrl={scope.platform.baseUrl} />
    ),
    cached: true,
  }),
];
