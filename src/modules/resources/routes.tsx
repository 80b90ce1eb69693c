import { daysBetween, localDate } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import { whoCollects } from '#modules/campaigns';
import { openingOf } from '#modules/centres';
import { classChoices, classNames, classOptions, type Need, openNeeds } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { placeOptions } from '#modules/places';
import { adviceThrough } from '#modules/projects';
import { subjectPerson, today } from '#platform/scope';
import { type Context, form, get, list, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import { askedMonth, monthEnd } from '#ui/month';
import { spaceRoot } from '#ui/view';
import { offerResource } from './commands.ts';
import { reserve } from './commands-bookings.ts';
import { joinLine } from './commands-waits.ts';
import { type Bringing, bringings, HelpPage, type Opening, ResourcePage, ResourcesPage } from './pages.tsx';
import type { PublicLine } from './pages-lines.tsx';
import { OfferPage } from './pages-offer.tsx';
import { resourceColumns, resourceFilters } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { decorate, type Resource, resource, resourceList } from './queries.ts';
import { takenBetween } from './queries-calendar.ts';
import { seenBy } from './queries-circle.ts';
import { lineFor, partsOf } from './queries-lines.ts';
import { jobRoutes } from './routes-jobs.tsx';
import { fill, helpedNeeds, lookupOf, publicFilledOf, speakingOptions, usageOf } from './routes-parts.ts';
import { bookedKinds, publicStates } from './schema.ts';

/** Classes whose needs somebody with time, goods or a room can meet; the first one wins. */
const families: Readonly<Record<Exclude<Bringing, 'money'>, readonly string[]>> = {
  time: ['service', 'elder_comfort', 'migrant_children', 'culture', 'talent', 'environment'],
  goods: ['material', 'emergency'],
  room: ['facilities.space', 'culture', 'migrant_children'],
};

/** Three concrete openings, no more: a choice one can take in at a glance (F016). */
const openingCount = 3;

function inFamily(one: Need, family: readonly string[]): boolean {
  return family.some((code) => one.classCode === code || one.classCode.startsWith(`${code}.`));
}

async function openingsFor(context: Context, bringing: Exclude<Bringing, 'money'>): Promise<Opening[]> {
  const { scope, view } = context;
  const fitting = (await openNeeds(scope, { limit: 500 })).filter((one) => inFamily(one, families[bringing]));
  return fitting.slice(0, openingCount).map((one) => ({
    href: `${spaceRoot(view)}/needs/${one.id}`,
    title: one.title,
    number: one.number ?? '',
    rest: one.quantity - one.metQuantity,
    unit: one.unit,
    days: Math.max(0, daysBetween(localDate(one.createdAt, scope.timeZone), today(scope))),
  }));
}

const help = get('/s/:space/help', {
  permission: permissions.look,
  cached: true,
  show: async (context) => {
    const asked = context.url.searchParams.get('with');
    const chosen = bringings.find((one) => one === asked) ?? null;
    const openings = chosen === null || chosen === 'money' ? [] : await openingsFor(context, chosen);
    const who = chosen === 'money' ? await whoCollects(context.scope) : null;
    return <HelpPage view={context.view} chosen={chosen} openings={openings} who={who} />;
  },
});

const offer = form('/s/:space/help/offer', {
  permission: permissions.offer,
  name: 'offer',
  command: offerResource,
  show: async ({ scope, view, key }, state) => (
    <OfferPage
      view={view}
      state={state}
      keyValue={key}
      classes={await classChoices(scope, view.lang)}
      places={await placeOptions(scope, ['estate', 'building', 'site'])}
      organisations={await speakingOptions(scope)}
    />
  ),
  done: ({ params }) => `/me/${params['space'] ?? ''}/resources?done=offered`,
});

/** What the public page says of the line: how many wait, and where the reader stands. */
async function publicLine({ scope }: Context, found: Resource): Promise<PublicLine | null> {
  const lent = found.kind === 'loan' && found.left === 0n;
  const self = subjectPerson(scope);
  const line = found.state === 'open' ? await lineFor(scope, [found.id]) : [];
  const own = self === null ? null : (line.find((one) => one.personId === self) ?? null);
  if (found.state !== 'open' || !(lent || own !== null || (found.secondhand && found.left > 0n))) return null;
  const waiting = line.filter((one) => one.state === 'waiting');
  return {
    waiting: waiting.length,
    own,
    place: waiting.findIndex((one) => one.id === own?.id) + 1,
    ownThing: self !== null && found.ownerPersonId === self,
    holdDays: await parameter(scope, 'loan.holdDays'),
    collecting: found.collectsUntil !== null && found.collectsUntil >= today(scope) ? found.collectsUntil : null,
  };
}

async function showResource(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const found = await resource(scope, context.params['id'] ?? '');
  if (found === null || !publicStates.includes(found.state) || !seenBy(scope).includes(found.visible))
    return fail('resources.not_found');
  const month = askedMonth(context.url, today(scope));
  const booked = bookedKinds.includes(found.kind);
  const [row] = await decorate(scope, [found], 'public');
  if (row === undefined) return fail('resources.not_found');
  return ok(
    <ResourcePage
      view={view}
      state={state}
      keyValue={context.key}
      row={row}
      lookup={{ classes: await classNames(scope, view.lang) }}
      month={month}
      taken={
        booked
          ? await takenBetween(
              scope,
              { from: month, end: monthEnd(month) },
              { audience: 'public', resourceId: found.id },
            )
          : []
      }
      opening={await openingOf(scope, { kind: 'resource', id: found.id }, month)}
      parts={await partsOf(scope, found.id)}
      line={await publicLine(context, found)}
      used={{
        usage: await usageOf(context, found.id, found.kind),
        filled: await publicFilledOf(scope, found),
      }}
      helped={await helpedNeeds(scope, found, spaceRoot(view))}
      advised={(await adviceThrough(scope, found.id)).map((one) => ({
        ...{ key: one.id, title: one.projectTitle, day: one.givenOn, outcome: one.answer?.outcome ?? null },
        href: `${spaceRoot(view)}/projects/${one.projectId}#advice`,
      }))}
    />,
  );
}

const publicList = list('/s/:space/resources', {
  permission: permissions.look,
  cached: true,
  name: 'resources',
  filters: ['state', 'kind', 'class', 'for'],
  columns: (context) => resourceColumns(context.view, lookupOf(context), 'public'),
  load: async (context, query) => {
    const { scope, view } = context;
    fill(context, await classNames(scope, view.lang));
    const found = await resourceList(scope, query, 'public');
    return { ...found, filters: resourceFilters(view, await classOptions(scope, view.lang), 'public') };
  },
  show: (context, data) => <ResourcesPage view={context.view} data={data} />,
});

export const routes: Route[] = [
  help,
  offer,
  publicList,
  ...jobRoutes,
  get('/s/:space/resources/:id', {
    permission: permissions.look,
    show: (context) => showResource(context, undefined),
  }),
  post('/s/:space/resources/:id/reserve', {
    permission: permissions.reserve,
    name: 'reserve',
    command: reserve,
    input: ({ params }, body) => ({ ...body, id: params['id'] }),
    show: showResource,
    done: ({ params }) => `/me/${params['space'] ?? ''}/resources?done=reserved`,
  }),
  post('/s/:space/resources/:id/join', {
    permission: permissions.reserve,
    name: 'join',
    command: joinLine,
    input: ({ params }) => ({ id: params['id'] }),
    show: showResource,
    done: ({ params }, value) => `/s/${params['space'] ?? ''}/resources/${value.resourceId}?done=joined`,
  }),
];
