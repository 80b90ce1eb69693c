import { addMonths, type LocalDate, startOfLocalDay } from '#kernel/dates';
import { takersSince } from '#modules/activities';
import { commentersSince } from '#modules/consultations';
import { giversSince } from '#modules/gifts';
import { voicesSince } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { residentFacts } from '#modules/people';
import { places } from '#modules/places';
import { judgesSince } from '#modules/results';
import { watchersSince } from '#modules/supervision';
import { discussantsSince } from '#modules/topics';
import { votersSince } from '#modules/votes';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Route } from '#platform/web';
import { type Context, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { takeStep } from './commands-participation.ts';
import {
  ParticipationPage,
  type ParticipationProps,
  type ParticipationRow,
  participationColumns,
  participationRows,
} from './pages-participation.tsx';
import { permissions } from './permissions.ts';
import { proposedSteps } from './queries-participation.ts';
import { speakersSince } from './queries-takers.ts';
import { bandOf, type Counted, missingOf, participationOf, type Taken } from './rules-participation.ts';

/** A year, so that a season of its own does not count as leaving. */
const monthsCounted = 12;

async function takenSince(scope: Scope, from: LocalDate): Promise<Taken> {
  const since = startOfLocalDay(from, scope.timeZone);
  const consulted = await commentersSince(scope, since);
  const [speak, voices, join, give, discuss, vote, watch, judge] = await Promise.all([
    speakersSince(scope, since),
    voicesSince(scope, since),
    takersSince(scope, from),
    giversSince(scope, from),
    discussantsSince(scope, since),
    votersSince(scope, from),
    watchersSince(scope, since),
    judgesSince(scope, since),
  ]);
  return {
    ...{ speak: new Set([...speak, ...voices]), join: new Set(join), give: new Set(give) },
    ...{ discuss: new Set([...discuss, ...consulted]), vote: new Set(vote), watch: new Set([...watch, ...judge]) },
  };
}

/** Residents with the estate that their place lies in. */
async function countedIn(
  scope: Scope,
): Promise<{ readonly residents: Counted[]; readonly estates: ReadonlyMap<string, string> }> {
  const all = await places(scope);
  const byId = new Map(all.map((place) => [place.id, place]));
  const estateOf = (id: string | null) => {
    let place = byId.get(id ?? '');
    while (place !== undefined && place.kind !== 'estate') place = byId.get(place.parentId ?? '');
    return place ?? null;
  };
  const year = Number(today(scope).slice(0, 4));
  const residents = (await residentFacts(scope)).map(({ id, birthYear, placeId, hasDuty }) => {
    const estate = estateOf(placeId);
    return {
      ...{ id, band: bandOf(birthYear, year), hasDuty },
      ...{ estateId: estate?.id ?? null, estateType: estate?.estateType ?? null },
    };
  });
  return { residents, estates: new Map(all.map((place) => [place.id, place.name])) };
}

/** Who takes part in a space and where somebody is missing; the page and the weekly job count alike. */
export async function participationIn(scope: Scope) {
  const from = addMonths(today(scope), -monthsCounted);
  const [{ residents, estates }, taken, least, estate, young, duty, deciding] = await Promise.all([
    countedIn(scope),
    takenSince(scope, from),
    parameter(scope, 'publication.smallCell'),
    parameter(scope, 'participation.estate'),
    parameter(scope, 'participation.young'),
    parameter(scope, 'participation.duty'),
    parameter(scope, 'participation.deciding'),
  ]);
  const found = participationOf(residents, taken);
  return { from, found, estates, least, missing: missingOf(found, { estate, young, duty, deciding, least }) };
}

async function propsOf({ scope, view, key }: Context, state?: FormState): Promise<ParticipationProps> {
  return {
    ...{ view, state, keyValue: key, mayAct: allowed(scope, permissions.handle).ok },
    ...(await participationIn(scope)),
    steps: await proposedSteps(scope),
  };
}

/** Who takes part, for the office. */
export const participationRoutes: Route[] = [
  list<ParticipationRow>('/desk/:space/participation', {
    permission: permissions.participation,
    name: 'participation',
    columns: ({ view }) => participationColumns(view),
    load: async (context) => {
      // The page counts for itself; rows are for the file.
      if (!context.url.searchParams.has('format')) return { rows: [], total: 0 };
      const props = await propsOf(context);
      const rows = participationRows(props);
      return { rows, total: rows.length };
    },
    show: async (context) => <ParticipationPage {...(await propsOf(context))} />,
  }),
  post('/desk/:space/participation/steps', {
    permission: permissions.handle,
    name: 'step',
    command: takeStep,
    show: async (context, state) => <ParticipationPage {...(await propsOf(context, state))} />,
    done: ({ view }) => `${deskRoot(view)}/participation?done=stepped`,
  }),
];
