import { matters } from '#modules/intake';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import { isPublic, projectsById } from '#modules/projects';
import { privateEligibles, publicStates, resourcesById } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import type { Context } from '#platform/web';
import type { FormState } from '#ui/form';
import { publicHref } from './pages-parts.tsx';
import { type NeedRow, need, needRow, needsById, voicesOf } from './queries.ts';
import { classNames, needEvents, needLinks, visitsOf } from './queries-more.ts';
import { isLive } from './rules.ts';

/** Titles of what everybody may see of the things a need is linked to; the others have only the word of their kind. */
async function titlesOf(
  scope: Scope,
  links: readonly { readonly kind: string; readonly id: string }[],
  inside: boolean,
) {
  const ids = (kind: string) => links.filter((link) => link.kind === kind).map((link) => link.id);
  const needs = (await needsById(scope, ids('need'))).filter((one) => one.state !== 'draft');
  // What is kept for a group that is nobody's business would say of the need that it is one of theirs; what only
  // residents or the desk may see is named to nobody else.
  const resources = (await resourcesById(scope, ids('resource'))).filter(
    (one) =>
      publicStates.includes(one.state) &&
      (inside || (one.visible === 'everyone' && !privateEligibles.includes(one.eligible))),
  );
  const projects = (await projectsById(scope, ids('project'))).filter(isPublic);
  return new Map([...needs, ...resources, ...projects].map((one) => [one.id, one.title]));
}

/** Whether nobody has said for longer than `need.staleDays` that it still stands. */
async function isStale(scope: Scope, row: NeedRow): Promise<boolean> {
  if (!isLive(row.state) || row.confirmedAt === null) return false;
  const days = await parameter(scope, 'need.staleDays');
  return scope.now().getTime() - row.confirmedAt.getTime() > days * 86_400_000;
}

/** What both pages of a need show. */
export async function needProps(context: Context, state: FormState | undefined, audience: 'public' | 'desk') {
  const { scope, view, params } = context;
  const row = await needRow(scope, params['id'] ?? '');
  if (row === null || (audience === 'public' && row.state === 'draft')) return null;
  const events = await needEvents(scope, row.id);
  const staff = new Set(events.filter((event) => event.step !== 'voice').map((event) => event.personId));
  const named = await personNames(
    scope,
    [...staff].filter((id) => id !== null),
  );
  const names = new Map([...named].map(([id, name]) => [id, audience === 'public' ? name.public : name.inside]));
  // Who said "mine too" is nobody's business, not even masked.
  const shown = events.map((event) =>
    event.step === 'voice' || event.step === 'voice_left' ? { ...event, personId: null } : event,
  );
  const voices = await voicesOf(scope, row.id);
  const me = subjectPerson(scope);
  const found = await needLinks(scope, row.id);
  const titles = await titlesOf(scope, found, audience === 'desk');
  const said = await matters(
    scope,
    found.filter((link) => link.kind === 'matter').map((link) => link.id),
  );
  const saidAt = new Map(said.map((one) => [one.id, one.saidAt]));
  const links = found.map((link) => {
    const title = titles.get(link.id) ?? '';
    return {
      kind: link.kind,
      at: saidAt.get(link.id) ?? link.at,
      title,
      href: title === '' ? null : publicHref(view, link.kind, link.id),
    };
  });
  const merged = row.mergedIntoId === null ? null : await need(scope, row.mergedIntoId);
  return {
    voices,
    props: {
      view,
      keyValue: context.key,
      state,
      need: row,
      className: (await classNames(scope, view.lang)).get(row.classCode) ?? '',
      events: shown,
      links,
      names,
      mine: me !== null && voices.some((voice) => voice.personId === me && voice.matterId === null),
      merged: merged === null ? null : { id: merged.id, number: merged.number },
      visits: await visitsOf(scope, row.id),
      own: me !== null && (row.personId === me || voices.some((voice) => voice.personId === me)),
      stale: await isStale(scope, row),
    },
  };
}

/** Back to the need, with a notice. */
export function done(word: string, area: 'desk' | 's' = 'desk') {
  return (context: Context, value: { readonly id: string }) =>
    `/${area}/${context.params['space'] ?? ''}/needs/${value.id}?done=${word}`;
}
