import { fail } from '#kernel/result';
import { fund, openMainFund } from '#modules/funds';
import { placeNames, placeOptions } from '#modules/places';
import { type Context, form, get, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { meRoot } from '#ui/view';
import { announceGift, dropNotice, receiveNotice } from './commands-notices.ts';
import { NoticePage, NoticesPage, TellPage } from './pages-notices.tsx';
import { deskRoot } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { notice, notices } from './queries-notices.ts';
import { idIn, withId } from './routes-parts.ts';

async function showNotice(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = idIn(context) === '' ? null : await notice(scope, idIn(context));
  if (found === null) return fail('gifts.notice_not_found');
  const places = await placeNames(scope, found.placeId === null ? [] : [found.placeId]);
  return (
    <NoticePage
      {...{ view, state, keyValue: key, notice: found }}
      fundName={(await fund(scope, found.fundId))?.name ?? ''}
      placeName={places.get(found.placeId ?? '') ?? ''}
    />
  );
}

const noticeDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/notices/${value.id}?done=${word}`;

/** Gifts told of from away: by the giver, and at the desk (F132). */
export const noticeRoutes: readonly Route[] = [
  form('/me/:space/gifts/tell', {
    permission: permissions.own,
    ...{ name: 'tell', command: announceGift },
    show: async ({ scope, view, key }, state) => (
      <TellPage
        {...{ view, state, keyValue: key }}
        fundId={(await openMainFund(scope))?.id ?? null}
        places={await placeOptions(scope)}
      />
    ),
    done: ({ view }) => `${meRoot(view)}/gifts?done=notice_sent`,
  }),
  get('/desk/:space/notices', {
    permission: permissions.desk,
    show: async ({ scope, view }) => <NoticesPage view={view} notices={await notices(scope)} />,
  }),
  get('/desk/:space/notices/:id', { permission: permissions.desk, show: (context) => showNotice(context) }),
  post('/desk/:space/notices/:id/arrived', {
    permission: permissions.record,
    ...{ name: 'arrived', command: receiveNotice, show: showNotice, input: withId },
    done: noticeDone('notice_arrived'),
  }),
  post('/desk/:space/notices/:id/drop', {
    permission: permissions.record,
    ...{ name: 'drop', command: dropNotice, show: showNotice, input: withId },
    done: noticeDone('notice_dropped'),
  }),
];
