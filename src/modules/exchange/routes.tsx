import { fail, ok } from '#kernel/result';
import { classChoices } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { placeOptions } from '#modules/places';
import { decorate, lineFor, resourceList, resourcesById } from '#modules/resources';
import { today } from '#platform/scope';
import { type Context, form, get, type Route } from '#platform/web';
import { postItem } from './commands.ts';
import { MarketPage, PointPage, PointsPage, PostPage } from './pages.tsx';
import { permissions } from './permissions.ts';
import { donationPoint, donationPoints, intakeList } from './queries.ts';
import { pointViews } from './routes-parts.ts';

/** As much of the log as one takes in at a glance; the desk has all of it. */
const publicLog = 30;
/** As many second-hand things as a page shows. */
const marketSize = 100;

async function showPoint({ scope, view, params }: Context) {
  const found = await donationPoint(scope, params['id'] ?? '');
  const [point] = found === null ? [] : await pointViews(scope, [found]);
  if (point === undefined) return fail('exchange.not_found');
  const { rows } = await intakeList(scope, point.one.id, { page: 1, size: publicLog, filters: {} });
  const stock = await resourcesById(
    scope,
    rows.flatMap((row) => row.resourceId ?? []),
  );
  const left = new Map(stock.map((one) => [one.id, one.left]));
  return ok(
    <PointPage
      view={view}
      point={point}
      log={rows.map((row) => ({ ...row, left: left.get(row.resourceId ?? '') ?? 0n }))}
    />,
  );
}

async function showMarket({ scope, view }: Context) {
  const query = { page: 1, size: marketSize, q: '', sort: null, filters: { market: 'yes', state: 'live' } };
  const { rows } = await resourceList(scope, query, 'public');
  const gone = await resourceList(scope, { ...query, size: 8, filters: { market: 'yes', state: 'every' } }, 'public');
  const there = rows.filter((one) => one.left > 0n && one.state === 'open');
  const decorated = await decorate(scope, there, 'public');
  const line = await lineFor(
    scope,
    there.map((one) => one.id),
  );
  return (
    <MarketPage
      view={view}
      today={today(scope)}
      items={decorated.map((one) => ({
        one,
        estate: one.estate,
        wishes: line.filter((wait) => wait.resourceId === one.id).length,
        kept: BigInt(line.filter((wait) => wait.resourceId === one.id && wait.state === 'offered').length) >= one.left,
      }))}
      given={gone.rows.filter((one) => one.left === 0n)}
      collectDays={await parameter(scope, 'market.collectDays')}
    />
  );
}

/** Donation points and the second-hand market as everybody sees them. */
export const routes: Route[] = [
  get('/s/:space/points', {
    permission: permissions.look,
    show: async ({ scope, view }) => (
      <PointsPage view={view} today={today(scope)} all={await pointViews(scope, await donationPoints(scope))} />
    ),
  }),
  get('/s/:space/points/:id', { permission: permissions.look, show: showPoint }),
  get('/s/:space/market', { permission: permissions.look, show: showMarket }),
  form('/s/:space/market/post', {
    permission: permissions.post,
    name: 'item',
    command: postItem,
    show: async ({ scope, view, key }, state) => (
      <PostPage
        view={view}
        state={state}
        keyValue={key}
        classes={(await classChoices(scope, view.lang)).filter((one) => one.value.startsWith('material'))}
        places={await placeOptions(scope, ['estate'])}
      />
    ),
    done: ({ params }) => `/me/${params['space'] ?? ''}/resources?done=posted`,
  }),
];
