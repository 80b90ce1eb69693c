import { classNames } from '#modules/needs';
import { today } from '#platform/scope';
import type { Route } from '#platform/web';
import { type Context, list } from '#platform/web';
import { askedMonth } from '#ui/month';
import { MonthFormPage, type MonthRow, monthFileColumns, monthRows } from './pages-month.tsx';
import { permissions } from './permissions.ts';
import { monthForm } from './queries-month.ts';

async function formOf({ scope, view, url }: Context) {
  const day = today(scope);
  const asked = askedMonth(url, day);
  const thisMonth = `${day.slice(0, 7)}-01`;
  // Of a month ahead there is nothing to write down.
  const form = await monthForm(scope, asked > thisMonth ? thisMonth : asked);
  return { form, names: await classNames(scope, view.lang), thisMonth };
}

/** A worker's form of a month. */
export const monthRoutes: Route[] = [
  list<MonthRow>('/desk/:space/matters/month', {
    permission: permissions.read,
    name: 'month',
    columns: ({ view }) => monthFileColumns(view),
    load: async (context) => {
      // The page counts for itself; rows are for the file.
      if (!context.url.searchParams.has('format')) return { rows: [], total: 0 };
      const { form, names } = await formOf(context);
      const rows = monthRows(context.view, form, names);
      return { rows, total: rows.length };
    },
    show: async (context) => <MonthFormPage view={context.view} {...(await formOf(context))} />,
  }),
];
