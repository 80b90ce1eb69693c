import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { personNames } from '#modules/people';
import type { Context, Route } from '#platform/web';
import { get, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { makeLink, revokeLink } from './commands-links.ts';
import { noteUnreached } from './commands-unreached.ts';
import { recordHref } from './pages-desk.tsx';
import { LinkPage, LinkPrint } from './pages-links.tsx';
import { permissions } from './permissions.ts';
import { askedVoices } from './queries.ts';
import { addressOf, verdictLink } from './queries-links.ts';
import { reached } from './routes-reach.ts';

async function showLink(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, params, url, key } = context;
  const link = await verdictLink(scope, params['id'] ?? '');
  if (link === null) return fail('results.link_unknown');
  const { subject, personId } = link;
  const voices = await askedVoices(
    scope,
    subject.kind === 'need' ? { needIds: [subject.id] } : { matterId: subject.id },
  );
  const asked = voices.find((one) => subject.kind === 'matter' || one.personId === personId);
  const names = await personNames(scope, personId === null ? [] : [personId]);
  const reach = asked !== undefined && (await reached(scope, [asked]))(asked);
  const about = asked === undefined || asked.title === '' ? (asked?.number ?? '') : asked.title;
  const props = {
    ...{ view, link, about, number: asked?.number ?? '', name: reach ? (names.get(personId ?? '')?.inside ?? '') : '' },
    // With the address one speaks as the one it is for: it is for whoever may know them.
    address: reach ? await addressOf(scope, link.id) : '',
  };
  if (reach && url.searchParams.has('print')) return ok(<LinkPrint {...props} />);
  const back = asked === undefined ? `${deskRoot(view)}/results` : recordHref(view, asked);
  return ok(<LinkPage {...props} state={state} keyValue={key} back={back} />);
}

/** Links and cards at the desk, and that somebody was not reached; `showRecord` shows the page the buttons stand on. */
export function linkRoutes(showRecord: (context: Context, state?: FormState) => Promise<Result<VNode>>): Route[] {
  return [
    post('/desk/:space/verdict-links', {
      permission: permissions.record,
      name: 'link',
      command: makeLink,
      show: showRecord,
      done: ({ view }, { id }) => `${deskRoot(view)}/verdict-links/${id}`,
    }),
    get('/desk/:space/verdict-links/:id', { permission: permissions.record, show: (context) => showLink(context) }),
    post('/desk/:space/verdict-links/:id/revoke', {
      permission: permissions.record,
      name: 'revoke',
      command: revokeLink,
      input: withId,
      show: showLink,
      done: ({ view }, { id }) => `${deskRoot(view)}/verdict-links/${id}?done=revoked`,
    }),
    post('/desk/:space/results/unreached', {
      permission: permissions.record,
      name: 'unreached',
      command: noteUnreached,
      show: showRecord,
      done: ({ view }) => `${deskRoot(view)}/results?done=unreached`,
    }),
  ];
}
