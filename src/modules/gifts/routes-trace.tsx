import { formatDate } from '#kernel/dates';
import { isId, readShortCode } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import type { Scope } from '#platform/scope';
import { type Context, list, type Route } from '#platform/web';
import { ActLink } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { publicRoot, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { gift, giftByCode } from './queries.ts';
import { giftTrace } from './queries-trace.ts';
import type { Gift } from './schema.ts';

/** One line of what became of a gift; the lines add up to it. */
interface TraceRow {
  readonly key: string;
  readonly day: string;
  readonly what: string;
  readonly payee: string;
  readonly decision: string;
  readonly amount: bigint;
  readonly href: string | null;
}

/** By its code whoever holds the slip, by its id anyone once it is in the books. */
async function followedGift(scope: Scope, code: string): Promise<Gift | null> {
  if (!isId(code)) return giftByCode(scope, readShortCode(code));
  const found = await gift(scope, code);
  return found?.state === 'counting' ? null : found;
}

async function rowsOf({ scope, view, params }: Context): Promise<TraceRow[]> {
  const w = wordsOf(view.lang).gift;
  const found = await followedGift(scope, params['code'] ?? '');
  if (found === null) return [];
  const trace = await giftTrace(scope, found.id);
  const rest = [
    { key: 'other', what: w.otherUse, amount: trace.other },
    { key: 'fee', what: w.fee, amount: trace.fee },
    { key: 'left', what: w.left, amount: trace.left },
  ];
  return [
    ...trace.parts.map(({ payment, decision, amount }) => ({
      ...{ key: payment.id, day: payment.paidOn ?? '', what: payment.whatFor, payee: payment.publicPayee },
      ...{ decision: decision?.number ?? '', amount, href: `${publicRoot(view)}/payments/${payment.id}` },
    })),
    ...rest.filter((one) => one.amount > 0n).map((one) => ({ ...one, day: '', payee: '', decision: '', href: null })),
  ];
}

function columns({ view }: Context): Column<TraceRow>[] {
  const { columns: heads } = wordsOf(view.lang).desk;
  const w = wordsOf(view.lang).gift;
  return [
    {
      ...{ key: 'day', title: heads.day },
      cell: (one) => (one.day === '' ? '' : formatDate(one.day, view.lang)),
      text: (one) => one.day,
    },
    { key: 'what', title: w.bought, wide: true, cell: (one) => one.what, text: (one) => one.what },
    { key: 'payee', title: w.payee, secondary: true, cell: (one) => one.payee, text: (one) => one.payee },
    { key: 'decision', title: w.decision, desktopOnly: true, cell: (one) => one.decision, text: (one) => one.decision },
    {
      ...{ key: 'amount', title: heads.amount, numeric: true },
      cell: (one) => <Money fen={one.amount} />,
      text: (one) => formatFen(one.amount, { plain: true }),
    },
  ];
}

/** What became of a gift as a table to take home (Charity Law art. 42: whoever gave may look and copy). */
export const traceRoutes: readonly Route[] = [
  list<TraceRow>('/s/:space/gifts/:code/trace', {
    permission: permissions.look,
    name: 'gift-trace',
    columns,
    filters: [],
    load: async (context, query) => {
      const rows = await rowsOf(context);
      const from = (query.page - 1) * query.size;
      return { rows: rows.slice(from, from + query.size), total: rows.length };
    },
    show: async ({ scope, view, params }, data) => {
      if ((await followedGift(scope, params['code'] ?? '')) === null) return fail('gifts.not_found');
      const w = wordsOf(view.lang).gift;
      const back = (
        <ActLink href={`${publicRoot(view)}/gifts/${encodeURIComponent(params['code'] ?? '')}`}>{w.kind}</ActLink>
      );
      return (
        <Page view={view} title={w.bought} section="fund" wide>
          <List
            {...{ ...data, view, title: w.bought, bar: back }}
            rowKey={(one) => one.key}
            rowHref={(one) => one.href ?? view.url}
            empty={
              <Empty title={w.boughtNone} acts={back}>
                {w.rule}
              </Empty>
            }
          />
        </Page>
      );
    },
  }),
];
