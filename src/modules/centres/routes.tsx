import { formatMinutes } from '#kernel/hours';
import { groupDigits } from '#kernel/numbers';
import { fail, ok } from '#kernel/result';
import { places } from '#modules/places';
import { openResources, type Resource, usage } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { type Context, get, type Route } from '#platform/web';
import { CentrePage, CentresPage, type Offering, wordsOf } from './pages.tsx';
import { permissions } from './permissions.ts';
import { centre, centres, openingOf, openingsOf, visitSums, yearBefore } from './queries.ts';
import type { Centre } from './schema.ts';

/** What lies in a centre's place, or in a place below it. */
async function resourcesAt(scope: Scope, one: Centre): Promise<Resource[]> {
  const below = new Set([one.placeId]);
  const all = await places(scope);
  // Places are a shallow tree; each round reaches one floor further down.
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const place of all) if (place.parentId !== null && below.has(place.parentId)) below.add(place.id);
  }
  return (await openResources(scope)).filter((each) => each.visible === 'everyone' && below.has(each.placeId ?? ''));
}

async function roomLine({ scope, view }: Context, one: Resource): Promise<Offering> {
  const t = wordsOf(view).page;
  const used = await usage(scope, one.id);
  return {
    id: one.id,
    title: one.title,
    note: [
      one.capacity === null ? '' : t.seats(groupDigits(BigInt(one.capacity))),
      used.times === 0 ? t.unused : t.usage(used.times, formatMinutes(used.minutes, view.lang)),
    ]
      .filter((part) => part !== '')
      .join(' · '),
    value: '',
  };
}

const plain = (one: Resource): Offering => ({ id: one.id, title: one.title, note: one.conditions, value: '' });

async function show(context: Context) {
  const { scope, view } = context;
  const one = await centre(scope, context.params['id'] ?? '');
  if (one === null) return fail('centres.not_found');
  const here = await resourcesAt(scope, one);
  const rooms = here.filter((each) => each.kind === 'room');
  const done = ['skill', 'service', 'knowledge', 'technology', 'network'];
  return ok(
    <CentrePage
      view={view}
      data={{
        one,
        opening: await openingOf(scope, { kind: 'centre', id: one.id }),
        rooms: await Promise.all(rooms.map((each) => roomLine(context, each))),
        services: here.filter((each) => done.includes(each.kind)).map(plain),
        things: here.filter((each) => each.kind === 'loan').map(plain),
        sums: await visitSums(scope, [one.id], yearBefore(scope)),
      }}
    />,
  );
}

/** What everybody sees of centres. */
export const routes: Route[] = [
  get('/s/:space/centres', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const all = await centres(scope);
      const openings = await openingsOf(
        scope,
        'centre',
        all.map((one) => one.id),
      );
      const none = { week: [], exceptions: [] };
      return (
        <CentresPage
          view={view}
          today={today(scope)}
          all={all.map((one) => ({ one, opening: openings.get(one.id) ?? none }))}
        />
      );
    },
  }),
  get('/s/:space/centres/:id', { permission: permissions.look, show }),
];
