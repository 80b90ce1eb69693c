import { formatMinutes } from '#kernel/hours';
import { proposalsOf } from '#modules/matching';
import { organisationNames } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { findPersons, personByCard, personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import type { Context } from '#platform/web';
import { mySpeaking } from './commands-loading.ts';
import type { Borrower } from './pages-parts.tsx';
import type { Resource } from './queries.ts';
import { usage } from './queries-bookings.ts';
import { publicFilled } from './rules.ts';
import { bookedKinds, privateEligibles, type ResourceKind } from './schema.ts';

const lookups = new WeakMap<Context, { readonly classes: Map<string, string> }>();

/** Fills the words of a request's list while it loads; the columns made before look into the same map. */
export function fill(context: Context, classes: ReadonlyMap<string, string>): void {
  const kept = lookupOf(context);
  for (const [code, word] of classes) kept.classes.set(code, word);
}

/** The words a request's columns look into. */
export function lookupOf(context: Context): { readonly classes: Map<string, string> } {
  const known = lookups.get(context);
  if (known !== undefined) return known;
  const made = { classes: new Map<string, string>() };
  lookups.set(context, made);
  return made;
}

/** The organisations a person may offer for, to choose from. */
export async function speakingOptions(scope: Scope): Promise<{ value: string; label: string }[]> {
  const ids = await mySpeaking(scope, subjectPerson(scope) ?? '');
  const names = await organisationNames(scope, ids);
  return ids.map((id) => ({ value: id, label: names.get(id) ?? '' }));
}

/** The needs that a resource was brought together with; in public none where it is kept for a group of nobody's business. */
export async function helpedNeeds(scope: Scope, of: Pick<Resource, 'id' | 'eligible'>, root: string, desk = false) {
  if (!desk && privateEligibles.includes(of.eligible)) return [];
  const pairs = await proposalsOf(scope, { resourceId: of.id });
  const seen = new Set<string>();
  return pairs.flatMap((one) => {
    const counts = one.state === 'accepted' || one.state === 'handed_over' || one.state === 'confirmed';
    if (!counts || one.needNumber === null || seen.has(one.needId)) return [];
    seen.add(one.needId);
    return [{ href: `${root}/needs/${one.needId}`, number: one.needNumber, title: one.needTitle }];
  });
}

/** How often a thing was lent, and a room's hours besides; null where nothing was. */
export async function usageOf(context: Context, id: string, kind: ResourceKind) {
  if (!bookedKinds.includes(kind)) return null;
  const used = await usage(context.scope, id);
  return used.times === 0
    ? null
    : { times: used.times, hours: kind === 'room' ? formatMinutes(used.minutes, context.view.lang) : null };
}

/** How many places of a post are filled (F069); null for everything else. */
export async function filledOf(scope: Scope, resourceId: string, kind: ResourceKind): Promise<bigint | null> {
  if (kind !== 'post') return null;
  const pairs = await proposalsOf(scope, { resourceId });
  return pairs.reduce((sum, one) => (one.state === 'confirmed' ? sum + one.quantity : sum), 0n);
}

/** The same as the public is told it. */
export async function publicFilledOf(
  scope: Scope,
  of: Pick<Resource, 'id' | 'kind' | 'eligible'>,
): Promise<bigint | 'few' | null> {
  const filled = await filledOf(scope, of.id, of.kind);
  return filled === null ? null : publicFilled(of.eligible, filled, await parameter(scope, 'publication.smallCell'));
}

/** Who may be meant by a name, a phone number, or a household card typed or scanned. */
export async function borrowers(scope: Scope, text: string): Promise<Borrower> {
  const query = text.trim().slice(0, 200);
  if (query === '') return { query, found: [] };
  const people = await findPersons(scope, query);
  if (people.length > 0)
    return {
      query,
      found: people.map((one) => ({
        id: one.id,
        name: one.name,
        note: one.where,
      })),
    };
  // A scanned card gives an address that ends in its code.
  const holder = await personByCard(scope, query.split(/[/=#]/).at(-1) ?? query);
  if (holder === null) return { query, found: [] };
  const name = (await personNames(scope, [holder])).get(holder)?.inside ?? '';
  return { query, found: [{ id: holder, name, note: '' }] };
}
