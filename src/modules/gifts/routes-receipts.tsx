import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { auditRead } from '#modules/record';
import { today } from '#platform/scope';
import { type Context, list, type Route } from '#platform/web';
import { ActLink, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { listPendingReceipts } from './queries-lists.ts';
import { giftWhat, giverInside } from './rules-words.ts';
import type { Gift } from './schema.ts';

/** What the charity's receipt system needs to know (the look code brings the number back to its gift). */
function columns({ view, scope }: Context): Column<Gift>[] {
  const w = wordsOf(view.lang);
  const heads = w.desk.columns;
  const kind = (one: Gift): string => (one.donorOrganisationId === null ? w.sheet.person : w.sheet.organisation);
  return [
    { key: 'code', title: heads.code, secondary: true, cell: (one) => one.lookCode, text: (one) => one.lookCode },
    {
      ...{ key: 'giver', title: heads.giver, wide: true },
      cell: (one) => giverInside(view.lang, one),
      text: (one) => one.giver,
    },
    { key: 'credit', title: heads.credit, desktopOnly: true, cell: kind, text: kind },
    {
      ...{ key: 'day', title: heads.day },
      cell: (one) => formatDate(one.receivedOn, view.lang),
      text: (one) => one.receivedOn,
    },
    {
      ...{ key: 'amount', title: heads.amount, numeric: true },
      cell: (one) => giftWhat(view.lang, one),
      text: (one) => (one.amount === null ? '' : formatFen(one.amount, { plain: true })),
    },
    {
      ...{ key: 'goods', title: heads.goods, desktopOnly: true },
      cell: (one) => one.goods?.title ?? '',
      text: (one) => (one.goods === null ? '' : `${one.goods.title} ${one.goods.quantity}${one.goods.unit}`),
    },
    {
      ...{ key: 'purpose', title: heads.purpose, desktopOnly: true },
      cell: (one) => one.purposeText,
      text: (one) => one.purposeText,
    },
    {
      ...{ key: 'due', title: heads.dueOn, numeric: true },
      cell: (one) => (
        <span class={one.receiptDueOn !== null && one.receiptDueOn < today(scope) ? 'late' : undefined}>
          {one.receiptDueOn === null ? '' : formatDate(one.receiptDueOn, view.lang)}
        </span>
      ),
      text: (one) => one.receiptDueOn ?? '',
    },
    // Left empty: the receipt system fills it in, and the list comes back.
    { key: 'number', title: w.list.numberFields.number, desktopOnly: true, cell: () => '', text: () => '' },
  ];
}

/** The request sheet: what still waits for a receipt, in the columns the charity's system asks for. */
export const receiptRoutes: readonly Route[] = [
  list<Gift>('/desk/:space/receipts', {
    permission: permissions.receipt,
    name: 'receipts',
    columns,
    filters: ['late'],
    load: async ({ scope, view }, query) => {
      // Names in full leave the house with it, so each look is written down.
      await auditRead(scope, { kind: 'space', id: scope.spaceId, command: 'gifts.request_receipts' });
      const w = wordsOf(view.lang);
      const filters = [
        { key: 'late', title: w.desk.filters.receipt, options: [{ value: 'yes', label: w.sheet.late }] },
      ];
      return { ...(await listPendingReceipts(scope, query, query.filters['late'] === 'yes')), filters };
    },
    show: ({ view }, data) => {
      const w = wordsOf(view.lang);
      const desk = deskRoot(view);
      return (
        <Page view={view} title={w.sheet.title} area="desk" section="fund" wide>
          <List
            {...{ ...data, view, title: w.sheet.title, search: true }}
            bar={<ActLink href={`${desk}/receipts/numbers`}>{w.sheet.numbers}</ActLink>}
            rowKey={(one) => one.id}
            rowHref={(one) => `${desk}/gifts/${one.id}`}
            empty={
              <Empty title={w.sheet.none} acts={<ActLink href={`${desk}/gifts`}>{w.desk.gifts}</ActLink>}>
                {w.sheet.noneWhy}
              </Empty>
            }
          />
          <Note>{w.sheet.ask}</Note>
        </Page>
      );
    },
  }),
];
