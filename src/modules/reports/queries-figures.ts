import { addMonths, type LocalDate, localDate } from '#kernel/dates';
import { activities } from '#modules/activities';
import { procedure, procedureRows } from '#modules/decisions';
import { type Fund, funds, paymentsById } from '#modules/funds';
import { goodsGiftsBetween, sourcesBetween } from '#modules/gifts';
import { accounts, authorisation, monthlyFlow, moves } from '#modules/ledger';
import { projectList } from '#modules/projects';
import { closing } from '#modules/reconciliation';
import type { Scope } from '#platform/scope';
import type { Period, ReportContent } from './schema.ts';

/** Long enough for everything of one space in a quarter. */
const everyOne = 2000;

const inside = (day: LocalDate, period: Period): boolean => day >= period.from && day <= period.until;

/** What came into and went out of some accounts in a period, and what was there before and after it. */
async function flowOf(scope: Scope, of: readonly Fund[], period: Period) {
  const ids = of.flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const flow = await monthlyFlow(scope, ids, period.from);
  const sum = (some: typeof flow, way: 'in' | 'out') => some.reduce((all, month) => all + month[way], 0n);
  const own = flow.filter((month) => inside(month.month, period));
  const later = flow.filter((month) => month.month > period.until);
  const now = of.reduce((all, one) => all + one.standing.balance, 0n);
  const closing = now - sum(later, 'in') + sum(later, 'out');
  const [came, went] = [sum(own, 'in'), sum(own, 'out')];
  return { in: came, out: went, closing, opening: closing - came + went };
}

/** What was paid in a period under each decision, the most first; what was taken back is taken off. */
async function usesOf(scope: Scope, of: readonly Fund[], period: Period): Promise<ReportContent['uses']> {
  const accountIds = of.flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const moved = await moves(scope, { accountIds, from: period.from, until: period.until });
  const paid = moved.filter((one) => one.subject.kind === 'payment');
  const payments = new Map(
    (
      await paymentsById(
        scope,
        paid.map((one) => one.subject.id),
      )
    ).map((one) => [one.id, one]),
  );
  const sums = new Map<string, bigint>();
  for (const one of paid) {
    const under = payments.get(one.subject.id)?.authorisationId ?? '';
    sums.set(under, (sums.get(under) ?? 0n) - one.amount);
  }
  const uses: { title: string; decisionId: string; fen: bigint }[] = [];
  for (const [under, fen] of sums) {
    const allowed = under === '' ? null : await authorisation(scope, under);
    const decision = allowed === null ? null : await procedure(scope, allowed.decisionId);
    if (fen !== 0n) uses.push({ title: decision?.title ?? '', decisionId: decision?.id ?? '', fen });
  }
  return uses.sort((a, b) => (a.fen > b.fen ? -1 : 1));
}

/** What went out under no decision: the host's fee, bank charges, gifts sent back. It stands without a title. */
function withRest(uses: ReportContent['uses'], out: bigint): ReportContent['uses'] {
  const rest = uses.reduce((left, one) => left - one.fen, out);
  return rest === 0n ? uses : [...uses, { title: '', decisionId: '', fen: rest }];
}

async function decisionsOf(scope: Scope, period: Period): Promise<ReportContent['decisions']> {
  const { rows } = await procedureRows(scope, { page: 1, size: everyOne });
  return rows
    .filter((row) => row.endedAt !== null && inside(localDate(row.endedAt, scope.timeZone), period))
    .map(({ id, number, title, state }) => ({ id, number, title, state }));
}

async function projectsOf(scope: Scope): Promise<ReportContent['projects']> {
  const query = { q: '', filters: {}, sort: null, page: 1, size: everyOne };
  const { rows } = await projectList(scope, query, 'public');
  return rows
    .filter((row) => row.state === 'running' || row.state === 'done')
    .map(({ id, title, state, percent }) => ({ id, title, state, percent: percent ?? 0 }));
}

async function minutesOf(scope: Scope, period: Period): Promise<bigint> {
  const given = (await accounts(scope)).filter((one) => one.path === 'hours/given').map((one) => one.id);
  const flow = await monthlyFlow(scope, given, period.from);
  return flow.reduce((sum, one) => (inside(one.month, period) ? sum + one.in - one.out : sum), 0n);
}

/**
 * The figures of a period as the books have them now. Every sum is exact; what came, less what went, is the difference of
 * the balances. Goods and hours stand beside and are added to nothing.
 */
export async function figuresOf(scope: Scope, period: Period): Promise<ReportContent> {
  const all = (await funds(scope)).filter((one) => one.accountId !== null);
  const [flow, sources, uses, decisions, projects, held] = await Promise.all([
    flowOf(scope, all, period),
    sourcesBetween(scope, period.from, period.until),
    usesOf(scope, all, period),
    decisionsOf(scope, period),
    projectsOf(scope),
    activities(scope, { states: ['held', 'settled'], limit: everyOne }),
  ]);
  const own: { id: string; name: string; fen: bigint }[] = [];
  for (const one of all) own.push({ id: one.id, name: one.name, fen: (await flowOf(scope, [one], period)).closing });
  return {
    ...flow,
    held: all.reduce((sum, one) => sum + one.standing.held, 0n),
    uses: withRest(uses, flow.out),
    sources: sources.map((one) => ({ source: one.source, fen: one.amount, times: Number(one.gifts) })),
    ...{ decisions, projects, funds: own },
    goodsGifts: await goodsGiftsBetween(scope, period.from, period.until),
    minutes: await minutesOf(scope, period),
    activities: held.filter((one) => inside(localDate(one.startsAt, scope.timeZone), period)).length,
    differences: await differencesOf(scope, period),
  };
}

/** What did not agree with the bank when the months of a period were closed. */
async function differencesOf(scope: Scope, period: Period): Promise<ReportContent['differences']> {
  const months = Array.from({ length: period.span === 'month' ? 1 : 3 }, (_, at) => addMonths(period.from, at));
  const closed = await Promise.all(months.map((month) => closing(scope, month)));
  return closed.flatMap((one) =>
    (one?.open ?? []).map(({ what, day, amount }) => ({ what, day, fen: BigInt(amount) })),
  );
}
