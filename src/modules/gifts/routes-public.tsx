import { isId, readShortCode } from '#kernel/ids';
import { fail } from '#kernel/result';
import { fund, hostName, openMainFund } from '#modules/funds';
import { answersOf, askedWords, askingAbout } from '#modules/stewardship';
import { subjectPerson } from '#platform/scope';
import { type Context, get, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { choosePublicity } from './commands-records.ts';
import { GiftLetter, GiftPage, GiftSlip, MyGiftsPage } from './pages-gift.tsx';
import { GiftByCodePage, GivePage } from './pages-give.tsx';
import { publicRoot, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { gift, giftByCode, giftsOfPerson } from './queries.ts';
import { noticesOf } from './queries-notices.ts';
import { decisionsThatUsed, giftTrace } from './queries-trace.ts';

async function showGift(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, params } = context;
  const code = params['code'] ?? '';
  const byId = isId(code) ? await gift(scope, code) : null;
  const found = byId ?? (isId(code) ? null : await giftByCode(scope, readShortCode(code)));
  // By its id anyone may follow a gift that is in the books; one still being counted only whoever holds the slip.
  if (found === null || (byId !== null && found.state === 'counting')) return fail('gifts.not_found');
  const own = byId === null || (found.donorPersonId !== null && found.donorPersonId === subjectPerson(scope));
  const trace = await giftTrace(scope, found.id);
  const move = own && found.state === 'booked' && found.amount !== null ? await askingAbout(scope, found.fundId) : null;
  const said = move === null ? [] : await answersOf(scope, move);
  const answer = said.find((one) => one.giftId === found.id)?.answer ?? null;
  const asked = move === null ? null : askedWords(view, move.id, found.lookCode, answer);
  return (
    <GiftPage
      {...{ view, trace, own, asked, state, gift: found, keyValue: context.key }}
      fund={await fund(scope, found.fundId)}
    />
  );
}

/** The page that asks for a gift's code; with the right one the gift itself. */
async function lookUpGift(context: Context): Promise<Shown> {
  const { scope, view, url, params } = context;
  const typed = url.searchParams.get('code')?.trim().slice(0, 40) ?? '';
  const known = typed === '' ? null : await giftByCode(scope, readShortCode(typed));
  if (known !== null) return showGift({ ...context, params: { ...params, code: known.lookCode } });
  const errors = typed === '' ? {} : { code: wordsOf(view.lang).errors['gifts.not_found'] };
  return <GiftByCodePage view={view} state={{ form: 'look-up', values: { code: typed }, errors }} />;
}

/** Giving, and a gift followed, for everyone. */
export const publicRoutes: readonly Route[] = [
  get('/s/:space/give', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const open = await openMainFund(scope);
      return <GivePage view={view} fund={open} hostName={await hostName(scope, open)} />;
    },
  }),
  get('/me/:space/gifts', {
    permission: permissions.own,
    show: async ({ scope, view }) => {
      const giver = subjectPerson(scope) ?? '';
      const gifts = await giftsOfPerson(scope, giver);
      const decisions = await decisionsThatUsed(
        scope,
        gifts.map((one) => one.id),
      );
      return <MyGiftsPage {...{ view, gifts, decisions }} notices={await noticesOf(scope, giver)} />;
    },
  }),
  get('/s/:space/gifts', { permission: permissions.look, show: lookUpGift }),
  get('/s/:space/gifts/:code', { permission: permissions.look, show: (context) => showGift(context) }),
  get('/s/:space/gifts/:code/slip', {
    permission: permissions.look,
    show: async ({ scope, view, params }) => {
      const found = await giftByCode(scope, readShortCode(params['code'] ?? ''));
      if (found === null) return fail('gifts.not_found');
      const url = `${scope.platform.baseUrl}${publicRoot(view)}/gifts/${found.lookCode}`;
      return <GiftSlip view={view} gift={found} fund={await fund(scope, found.fundId)} url={url} />;
    },
  }),
  get('/s/:space/gifts/:code/letter', {
    permission: permissions.look,
    show: async ({ scope, view, params }) => {
      const found = await giftByCode(scope, readShortCode(params['code'] ?? ''));
      if (found === null) return fail('gifts.not_found');
      const url = `${scope.platform.baseUrl}${publicRoot(view)}/gifts/${found.lookCode}`;
      return <GiftLetter view={view} gift={found} fund={await fund(scope, found.fundId)} url={url} />;
    },
  }),
  post('/s/:space/gifts/:code/name', {
    permission: permissions.look,
    name: 'wish',
    command: choosePublicity,
    input: ({ params }, body) => ({ ...body, code: params['code'] ?? '' }),
    show: showGift,
    done: ({ view }, value) => `${publicRoot(view)}/gifts/${value.lookCode}?done=publicity_changed`,
  }),
];
