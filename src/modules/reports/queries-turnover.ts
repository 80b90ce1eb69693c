import type { LocalDate } from '#kernel/dates';
import { funds } from '#modules/funds';
import { accounts, type MonthFlow, monthlyFlow } from '#modules/ledger';
import { agreements, sumsBetween } from '#modules/partners';
import { resourcesById } from '#modules/resources';
import { type Scope, today } from '#platform/scope';

/** What went round in a year (F166): money, goods by their unit, hours, and discounts, side by side and never added. */
export interface TurnoverYear {
  readonly year: string;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
  readonly goods: readonly { readonly unit: string; readonly in: bigint; readonly out: bigint }[];
  readonly minutes: bigint;
  readonly discounts: { readonly uses: bigint; readonly fen: bigint };
}

const beginning: LocalDate = '2000-01-01';

const yearsIn = (flow: readonly MonthFlow[]): string[] => flow.map((one) => one.month.slice(0, 4));

function inYear(flow: readonly MonthFlow[], year: string): { in: bigint; out: bigint } {
  const own = flow.filter((one) => one.month.startsWith(year));
  return {
    in: own.reduce((sum, one) => sum + one.in, 0n),
    out: own.reduce((sum, one) => sum + one.out, 0n),
  };
}

/** What came to and left the shelves, by the unit in which the things are counted. */
async function goodsFlows(scope: Scope) {
  const goods = (await accounts(scope)).filter((one) => one.commodity.startsWith('GOODS:'));
  const things = await resourcesById(
    scope,
    goods.map((one) => one.commodity.slice('GOODS:'.length)),
  );
  const unitOf = new Map(things.map((one) => [`GOODS:${one.id}`, one.unit]));
  const units = [...new Set(unitOf.values())].sort();
  return Promise.all(
    units.map(async (unit) => {
      const own = goods.filter((one) => unitOf.get(one.commodity) === unit);
      const flow = (fits: (path: string) => boolean) =>
        monthlyFlow(
          scope,
          own.filter((one) => fits(one.path)).map((one) => one.id),
          beginning,
        );
      const [came, went] = await Promise.all([
        flow((path) => path === 'received/goods'),
        flow((path) => path.startsWith('given/')),
      ]);
      return { unit, came, went };
    }),
  );
}

/** What went round, year by year, the newest first. */
export async function turnover(scope: Scope): Promise<TurnoverYear[]> {
  const ids = (await funds(scope)).flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const given = (await accounts(scope)).filter((one) => one.path === 'hours/given').map((one) => one.id);
  const [money, hours, goods, partners] = await Promise.all([
    monthlyFlow(scope, ids, beginning),
    monthlyFlow(scope, given, beginning),
    goodsFlows(scope),
    agreements(scope),
  ]);
  const moved = [money, hours, ...goods.flatMap((one) => [one.came, one.went])].flatMap(yearsIn);
  const years = [...new Set([...moved, today(scope).slice(0, 4)])].sort().toReversed();
  return Promise.all(
    years.map(async (year) => {
      const cash = inYear(money, year);
      const service = inYear(hours, year);
      const used = [
        ...(
          await sumsBetween(
            scope,
            partners.map((one) => one.id),
            `${year}-01-01`,
            `${year}-12-31`,
          )
        ).values(),
      ];
      return {
        ...{ year, moneyIn: cash.in, moneyOut: cash.out, minutes: service.in - service.out },
        goods: goods
          .map(({ unit, came, went }) => {
            const [received, issued] = [inYear(came, year), inYear(went, year)];
            return { unit, in: received.in - received.out, out: issued.in - issued.out };
          })
          .filter((one) => one.in !== 0n || one.out !== 0n),
        discounts: {
          uses: used.reduce((sum, one) => sum + one.uses, 0n),
          fen: used.reduce((sum, one) => sum + one.discount, 0n),
        },
      };
    }),
  );
}
