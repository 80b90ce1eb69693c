import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { funds, paymentsOf } from '#modules/funds';
import { authorisation } from '#modules/ledger';
import { parameter } from '#modules/parameters';
import { findPersons, person, personNames, persons } from '#modules/people';
import { placeNames } from '#modules/places';
import type { Scope } from '#platform/scope';
import type { Context } from '#platform/web';
import type { FormState } from '#ui/form';
import type { LoopView } from './pages-loop.tsx';
import type { ActivityRow, MoneyOf, Picked } from './pages-parts.tsx';
import { wordsOf } from './pages-parts.tsx';
import { bringings, loopFigures } from './queries-loop.ts';
import { type Branch, growTree } from './rules.ts';
import type { Activity, ActivityState } from './schema.ts';

/** A text field of a refused form, if it came as one. */
export function typed(state: FormState | undefined, name: string): string | undefined {
  const value = state?.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The notice for where a new activity stands now. */
export function openedWord(state: ActivityState): string {
  if (state === 'open') return 'opened';
  return state === 'deciding' ? 'sentToCommittee' : 'sentToOffice';
}

/** Activities with leader and place in words, for everyone or for the desk. */
export async function rowsOf(
  scope: Scope,
  list: readonly Activity[],
  audience: 'public' | 'inside',
): Promise<ActivityRow[]> {
  const names = await personNames(
    scope,
    list.map((one) => one.leaderId),
  );
  const places = await placeNames(
    scope,
    list.map((one) => one.placeId),
  );
  return list.map((one) => ({
    activity: one,
    leader: names.get(one.leaderId)?.[audience] ?? '',
    place: [places.get(one.placeId ?? '') ?? '', one.placeText].filter((part) => part !== '').join(' · '),
  }));
}

/** What the money of an activity did; null where it had none. */
export async function moneyOf(scope: Scope, one: Activity): Promise<MoneyOf | null> {
  if (one.authorisationId === null) return null;
  const granted = await authorisation(scope, one.authorisationId);
  if (granted === null) return null;
  const payments = await paymentsOf(scope, { activityId: one.id });
  const paid = payments.filter((payment) => payment.state === 'paid');
  const waiting = payments.filter((payment) => payment.state === 'asked' || payment.state === 'approved');
  const rest = granted.amount - granted.spent;
  const ended = granted.state === 'ended';
  return {
    granted: granted.amount,
    paid: granted.spent,
    waiting: waiting.reduce((sum, payment) => sum + payment.amount, 0n),
    returned: ended ? rest : 0n,
    left: ended ? 0n : rest,
    lines: paid.map((payment) => ({
      id: payment.id,
      what: payment.whatFor,
      day: payment.paidOn ?? '',
      amount: payment.amount,
    })),
  };
}

/** Whom the desk chose or looks for, from the address or a refused form. */
export async function pickedOf(context: Context, chosen: string | undefined): Promise<Picked> {
  const { scope, view, url } = context;
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
  const id = chosen ?? url.searchParams.get('person') ?? '';
  const known = isId(id) ? await person(scope, id) : null;
  const words = wordsOf(view).invitations;
  const note = (servedAt: Date | null) =>
    servedAt === null ? words.notServed : words.servedOn(formatDate(servedAt, view.lang));
  if (known !== null && known.erasedAt === null)
    return { query, found: [], person: { id: known.id, name: known.name, note: note(known.servedAt) } };
  const found = await findPersons(scope, query);
  return {
    query,
    found: found.map((one) => ({
      id: one.id,
      name: one.name,
      note: one.where,
    })),
    person: null,
  };
}

/** Micro-funds that can be asked, and the most a small activity gets. */
export async function microFunds(scope: Scope) {
  const open = (await funds(scope)).filter((one) => one.kind === 'micro' && one.state === 'open');
  return {
    funds: open.map((one) => ({ value: one.id, label: one.name })),
    ceiling: BigInt(await parameter(scope, 'activity.ceiling')),
  };
}

function everyone(branches: readonly Branch[]): string[] {
  return branches.flatMap((one) => [one.personId, ...everyone(one.brought)]);
}

/** The second loop for a page: in public only names that people chose to show, at the desk all. */
export async function loopOf(context: Context, area: 'public' | 'desk'): Promise<LoopView> {
  const { scope, view } = context;
  const tree = growTree(await bringings(scope));
  const ids = everyone(tree);
  // Whoever left their name masked has not asked to be named, and volunteers are not disclosed without consent.
  const shown =
    area === 'desk' ? ids : (await persons(scope, ids)).filter((one) => one.display !== 'masked').map((one) => one.id);
  const names = await personNames(scope, shown);
  return {
    view,
    area,
    figures: await loopFigures(scope),
    smallest: await parameter(scope, 'publication.smallCell'),
    tree,
    names: new Map([...names].map(([id, name]) => [id, area === 'desk' ? name.inside : name.public])),
  };
}
