import { isId, readShortCode } from '#kernel/ids';
import { fail } from '#kernel/result';
import { fund } from '#modules/funds';
import { subjectPerson, today } from '#platform/scope';
import { type Context, get, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { meRoot, spaceRoot } from '#ui/view';
import { redeemCode, takeBackUse, takeCode } from './commands-codes.ts';
import { MyCodesPage, PartnerPage, PartnersPage } from './pages.tsx';
import { wordsOf } from './pages-parts.tsx';
import { TillDoorPage, TillPage } from './pages-till.tsx';
import { ShopYearPage } from './pages-year.tsx';
import { permissions } from './permissions.ts';
import { agreement, agreementByTill, agreements, noSums, ownCodes, sumsBetween, usesOf } from './queries.ts';
import { shopYear, toldOf, yearsOf } from './queries-views.ts';
import { monthOf } from './rules.ts';

const param = ({ params }: Context, name: string): string => params[name] ?? '';

async function showPartner(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const id = param(context, 'id');
  const found = isId(id) ? await agreement(scope, id) : null;
  const [told] = found === null ? [] : await toldOf(scope, [found]);
  if (told === undefined) return fail('partners.not_found');
  const day = today(scope);
  return (
    <PartnerPage
      {...{ view, told, day, state, keyValue: key, years: yearsOf(told.agreement, day) }}
      fund={await fund(scope, told.agreement.fundId)}
    />
  );
}

async function showTill(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key, url } = context;
  const found = await agreementByTill(scope, readShortCode(param(context, 'till')));
  if (found === null) return fail('partners.till_unknown');
  const day = today(scope);
  const uses = await usesOf(scope, found.id, { from: day, until: day, limit: 50 });
  const month = (await sumsBetween(scope, [found.id], monthOf(day), day)).get(found.id) ?? noSums;
  const last = url.searchParams.get('done') === 'redeemed' ? (uses.find((one) => !one.takenBack) ?? null) : null;
  const withCode = readShortCode(url.searchParams.get('with') ?? '').slice(0, 10);
  return (
    <TillPage
      {...{ view, state, uses, month, last, withCode, agreement: found, keyValue: key }}
      year={day.slice(0, 4)}
    />
  );
}

/** The door of the till: with the right code the till itself, otherwise the question for it. */
async function openTill(context: Context): Promise<Shown> {
  const { scope, view, url } = context;
  const typed = url.searchParams.get('till')?.trim().slice(0, 40) ?? '';
  const known = typed === '' ? null : await agreementByTill(scope, readShortCode(typed));
  if (known !== null) return showTill({ ...context, params: { ...context.params, till: known.tillCode } });
  const errors = typed === '' ? {} : { till: wordsOf(view.lang).errors['partners.till_unknown'] };
  const withCode = readShortCode(url.searchParams.get('with') ?? '').slice(0, 10);
  return <TillDoorPage {...{ view, withCode }} state={{ form: 'till', values: { till: typed }, errors }} />;
}

const atTill = (context: Context, body: Readonly<Record<string, unknown>>) => ({
  ...body,
  till: param(context, 'till'),
});
const backToTill = (word: string) => (context: Context, value: { readonly till: string }) =>
  `${spaceRoot(context.view)}/till/${value.till}?done=${word}`;

/** What everyone sees of merchants' agreements, neighbours' own codes, and the shop's till. */
export const publicRoutes: readonly Route[] = [
  get('/s/:space/partners', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => (
      <PartnersPage view={view} told={await toldOf(scope, await agreements(scope))} day={today(scope)} />
    ),
  }),
  get('/s/:space/partners/:id', { permission: permissions.look, show: (context) => showPartner(context) }),
  post('/s/:space/partners/:id/code', {
    permission: permissions.take,
    ...{ name: 'code', command: takeCode, show: showPartner },
    input: (context) => ({ id: param(context, 'id') }),
    done: ({ view }) => `${meRoot(view)}/discounts?done=took`,
  }),
  get('/s/:space/partners/:id/:year', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const id = param(context, 'id');
      const found = isId(id) ? await agreement(context.scope, id) : null;
      const year = param(context, 'year');
      if (found === null || !/^20\d\d$/.test(year)) return fail('partners.not_found');
      return <ShopYearPage view={context.view} data={await shopYear(context.scope, found, year)} />;
    },
  }),
  get('/me/:space/discounts', {
    permission: permissions.take,
    show: async ({ scope, view }) => {
      const all = new Map((await agreements(scope)).map((one) => [one.id, one]));
      const codes = (await ownCodes(scope, subjectPerson(scope) ?? '')).flatMap((code) => {
        const known = all.get(code.agreementId);
        return known === undefined ? [] : [{ code, agreement: known }];
      });
      return <MyCodesPage view={view} codes={codes} baseUrl={scope.platform.baseUrl} />;
    },
  }),
  get('/s/:space/till', { permission: permissions.till, show: openTill }),
  get('/s/:space/till/:till', { permission: permissions.till, show: (context) => showTill(context) }),
  post('/s/:space/till/:till/redeem', {
    permission: permissions.till,
    ...{ name: 'redeem', command: redeemCode, show: showTill, input: atTill, done: backToTill('redeemed') },
  }),
  post('/s/:space/till/:till/undo', {
    permission: permissions.till,
    ...{ name: 'undo', command: takeBackUse, show: showTill, input: atTill, done: backToTill('taken_back') },
  }),
];
