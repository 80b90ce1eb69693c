import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { activity } from '#modules/activities';
import { personNames } from '#modules/people';
import { type Scope, today } from '#platform/scope';
import { type Context, get, idIn, type Route, raw } from '#platform/web';
import { spaceRoot } from '#ui/view';
import { CampaignPage, CampaignsPage } from './pages.tsx';
import { EventPage, type Taking } from './pages-event.tsx';
import { collects, wordsOf } from './pages-parts.tsx';
import { CampaignPoster } from './pages-poster.tsx';
import { RingsPage } from './pages-rings.tsx';
import { permissions } from './permissions.ts';
import {
  campaign,
  collection,
  hostOf,
  isPublic,
  nothingRaised,
  publicCampaigns,
  raisedBy,
  whoCollects,
  yearPlan,
} from './queries.ts';
import { campaignFacts, takingsOf } from './queries-views.ts';
import { atomFeed } from './rules-feed.ts';
import type { Campaign, Collection } from './schema.ts';

async function known({ scope, params }: Context): Promise<Campaign | null> {
  const found = isId(params['id'] ?? '') ? await campaign(scope, params['id'] ?? '') : null;
  return found === null || !isPublic(found) ? null : found;
}

/** The takings of an event; the names of those who counted as this reader may see them. */
export async function shownTakings(scope: Scope, event: Collection, inside: boolean): Promise<Taking[]> {
  const found = await takingsOf(scope, event);
  const names = await personNames(
    scope,
    found.flatMap(({ gift }) => [gift.countedBy, gift.secondCounter].filter((one): one is string => one !== null)),
  );
  const name = (id: string | null): string => {
    const one = names.get(id ?? '');
    return one === undefined ? '' : inside ? one.inside : one.public;
  };
  return found.map(({ gift, spot }) => ({
    ...{ id: gift.id, amount: gift.amount ?? 0n, counting: gift.state === 'counting' },
    spot: gift.box === null ? spot : `${gift.box.number} ${gift.box.placeText}`,
    counters: [name(gift.countedBy), name(gift.secondCounter)],
  }));
}

/** The activity neighbours sign up with, where there is one. */
export async function signUpOf(scope: Scope, event: Collection) {
  const found = event.activityId === null ? null : await activity(scope, event.activityId);
  return found === null ? null : { id: found.id, title: found.title, joining: found.joining + found.helping };
}

async function feed({ scope, view }: Context): Promise<Response> {
  const all = await publicCampaigns(scope);
  const raised = await raisedBy(
    scope,
    all.map((one) => one.id),
  );
  const w = wordsOf(view.lang);
  const five = w.fiveTerms;
  const entries = await Promise.all(
    all.map(async (one) => {
      const items = collects(view.lang, one);
      const { name } = await hostOf(scope, one);
      const or = (text: string): string => (text === '' ? w.poster.missing : text);
      return {
        id: one.id,
        title: one.title,
        day: one.endedOn ?? one.openedOn ?? one.startsOn,
        url: `${scope.platform.baseUrl}${spaceRoot(view)}/campaigns/${one.id}`,
        lines: [
          one.purposeText,
          `${w.states[one.state]} · ${w.list.came(formatFen((raised.get(one.id) ?? nothingRaised).raised))}`,
          `${five.organisation}: ${or(name)}`,
          `${five.certificate}: ${or(items.certificateNumber)}`,
          `${five.plan}: ${or(items.planText)}`,
          `${five.contact}: ${or(items.contactText)}`,
          `${five.query}: ${or(items.queryText)}`,
          ...(one.platformUrl === '' ? [] : [`${one.platformName}: ${one.platformUrl}`]),
        ],
      };
    }),
  );
  const url = `${scope.platform.baseUrl}${spaceRoot(view)}/campaigns.atom`;
  return new Response(
    atomFeed({ title: `${view.space?.name ?? ''} · ${w.list.title}`, url, now: scope.now(), entries }),
    {
      headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
    },
  );
}

/** The year asked for in the address; this one where none is. */
export function yearAsked({ scope, url }: Context): number {
  const typed = url.searchParams.get('year') ?? '';
  return Number(/^20\d\d$/.test(typed) ? typed : today(scope).slice(0, 4));
}

/** What everyone sees of campaigns. */
export const publicRoutes: readonly Route[] = [
  get('/s/:space/campaigns', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const all = await publicCampaigns(scope);
      const raised = await raisedBy(
        scope,
        all.map((one) => one.id),
      );
      return (
        <CampaignsPage
          view={view}
          all={all.map((one) => ({ campaign: one, raised: raised.get(one.id) ?? nothingRaised }))}
          who={await whoCollects(scope)}
        />
      );
    },
  }),
  raw('GET', '/s/:space/campaigns.atom', { permission: permissions.look, respond: feed }),
  get('/s/:space/campaigns/:id', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const found = await known(context);
      if (found === null) return fail('campaigns.not_found');
      return <CampaignPage view={context.view} {...(await campaignFacts(context.scope, found))} />;
    },
  }),
  get('/s/:space/campaigns/:id/poster', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const { scope, view } = context;
      const found = await known(context);
      if (found === null) return fail('campaigns.not_found');
      const raised = (await raisedBy(scope, [found.id])).get(found.id) ?? nothingRaised;
      const url = `${scope.platform.baseUrl}${spaceRoot(view)}/campaigns/${found.id}`;
      return (
        <CampaignPoster {...{ view, raised, url, campaign: found }} hostName={(await hostOf(scope, found)).name} />
      );
    },
  }),
  get('/s/:space/collections/:id', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const { scope, view } = context;
      const event = isId(idIn(context)) ? await collection(scope, idIn(context)) : null;
      const of = event === null ? null : await campaign(scope, event.campaignId);
      if (event === null || of === null || !isPublic(of)) return fail('campaigns.event_not_found');
      return (
        <EventPage
          {...{ view, event, campaign: of, area: 'public' as const }}
          hostName={(await hostOf(scope, of)).name}
          takings={await shownTakings(scope, event, false)}
          activity={await signUpOf(scope, event)}
        />
      );
    },
  }),
  get('/s/:space/fundraising', {
    permission: permissions.look,
    cached: true,
    show: async (context) => (
      <RingsPage view={context.view} plan={await yearPlan(context.scope, yearAsked(context))} area="public" />
    ),
  }),
];
