import { formatDate } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import type { Lang } from '#kernel/words';
import { hoursOf } from '#modules/activities';
import { bodies as allBodies, seatsToday } from '#modules/bodies';
import { meetings } from '#modules/meetings';
import { parameter } from '#modules/parameters';
import { hasConsent } from '#modules/people';
import { type Place, places } from '#modules/places';
import type { Scope } from '#platform/scope';
import type { Counted, PlaceBody } from './pages.tsx';
import type { GridRow } from './pages-parts.tsx';
import { bodiesOf, charges } from './queries.ts';
import { byName, levelOf, rolesFor } from './rules.ts';

/** The net as its pages show it: nets first, each followed by its cells; then estates with their buildings. */
export async function gridRows(scope: Scope): Promise<GridRow[]> {
  const all = (await places(scope)).toSorted((a, b) => byName(a.name, b.name));
  const held = await charges(scope);
  const rows: GridRow[] = [];
  const add = (place: Place) => {
    const level = levelOf(place, all);
    if (level === null || rows.some((row) => row.id === place.id)) return;
    rows.push({
      id: place.id,
      parentId: place.parentId,
      name: place.name,
      level,
      inside: all.find((one) => one.id === place.parentId)?.name ?? '',
      residents: place.residents,
      households: place.households,
      asOf: place.asOf,
      source: place.source,
      needed: rolesFor(level, place),
      filled: held.filter((one) => one.placeId === place.id).map((one) => one.role),
    });
    for (const inside of all.filter((one) => one.parentId === place.id)) add(inside);
  };
  for (const place of all.filter((one) => levelOf(one, all) === 'net')) add(place);
  for (const place of all) add(place);
  return rows;
}

const latest = 3;
const partyKinds = ['party_branch', 'party_members'];

/**
 * How the members of a party group help, only of those who agreed to be counted (F090): so many of all, their hours
 * together, how many lead a grid or a building. Fewer than the small cell are not told.
 */
async function countMembers(scope: Scope, lang: Lang, bodyId: string): Promise<Counted> {
  const members = [...new Set((await seatsToday(scope, bodyId)).map((seat) => seat.personId))];
  const agreed: string[] = [];
  for (const id of members) if (await hasConsent(scope, id, 'party')) agreed.push(id);
  if (agreed.length < (await parameter(scope, 'publication.smallCell')))
    return { members: members.length, agreed: null, hours: '', leading: null };
  let minutes = 0n;
  for (const id of agreed) minutes += (await hoursOf(scope, { kind: 'person', id })).minutes;
  const leaders = new Set((await charges(scope)).map((one) => one.personId));
  const leading = agreed.filter((id) => leaders.has(id)).length;
  return { members: members.length, agreed: agreed.length, hours: formatMinutes(minutes, lang), leading };
}

/** The bodies of a place with their latest meetings that have minutes everybody may read. */
export async function placeBodies(scope: Scope, lang: Lang, placeId: string): Promise<PlaceBody[]> {
  const ids = await bodiesOf(scope, placeId);
  if (ids.length === 0) return [];
  const known = new Map((await allBodies(scope)).map((one) => [one.id, one]));
  return Promise.all(
    ids.map(async (id) => {
      const held = await meetings(scope, { bodyId: id, states: ['closed'], limit: latest, offset: 0 });
      const party = partyKinds.includes(known.get(id)?.kind ?? '');
      return {
        id,
        name: known.get(id)?.name ?? '',
        party,
        counted: party ? await countMembers(scope, lang, id) : null,
        meetings: held.rows.map((one) => ({ id: one.id, title: one.title, day: formatDate(one.startsAt, lang) })),
      };
    }),
  );
}
