import { parameter } from '#modules/parameters';
import { oneOf } from '#platform/asked';
import type { Route } from '#platform/web';
import { list } from '#platform/web';
import { RatesPage, ratesColumns, ratesFilters } from './pages-rates.tsx';
import { permissions } from './permissions.ts';
import { ratesByUnit } from './queries-rates.ts';
import { publicRates } from './rules-rates.ts';
import { type Rates, rated, spans } from './schema-rates.ts';

const common = { name: 'rates', filters: ['span', 'of'] } as const;

/** Rates by unit: in public without small groups, at the desk in full. */
export const ratesRoutes: Route[] = [
  list<Rates>('/s/:space/rates', {
    ...common,
    permission: permissions.look,
    columns: ({ view }) => ratesColumns(view, true),
    load: async ({ scope, view }, { filters }) => {
      const wanted = { span: oneOf(spans, filters['span']), of: oneOf(rated, filters['of']) };
      const rows = publicRates(await ratesByUnit(scope, wanted), await parameter(scope, 'publication.smallCell'));
      return { rows, total: rows.length, filters: ratesFilters(view) };
    },
    show: async ({ scope, view }, data) => (
      <RatesPage view={view} data={data} least={await parameter(scope, 'publication.smallCell')} />
    ),
    cached: true,
  }),
  list<Rates>('/desk/:space/rates', {
    ...common,
    permission: permissions.read,
    columns: ({ view }) => ratesColumns(view, false),
    load: async ({ scope, view }, { filters }) => {
      const wanted = { span: oneOf(spans, filters['span']), of: oneOf(rated, filters['of']) };
      const rows = await ratesByUnit(scope, wanted);
      return { rows, total: rows.length, filters: ratesFilters(view) };
    },
    show: ({ view }, data) => <RatesPage view={view} data={data} least={null} />,
  }),
];
