import { paymentsOfProjects } from '#modules/funds';
import { metNeedIds } from '#modules/needs';
import { projectNeeds } from '#modules/projects';
import type { Scope } from '#platform/scope';

/** What needs met by projects cost (F149): money paid and not come back, in fen, and how many needs it was for. */
export interface CostOfMet {
  readonly paid: bigint;
  readonly needs: number;
}

/** Null where no need was met by a project that spent money; what neighbours do and lend costs none. */
export async function costOfMet(scope: Scope): Promise<CostOfMet | null> {
  const links = await projectNeeds(scope, { needIds: await metNeedIds(scope) });
  const paid = (await paymentsOfProjects(scope, [...new Set(links.map((link) => link.projectId))])).filter(
    (payment) => payment.state === 'paid',
  );
  const spent = new Set(paid.map((payment) => payment.projectId));
  const needs = new Set(links.filter((link) => spent.has(link.projectId)).map((link) => link.needId));
  if (needs.size === 0) return null;
  return { paid: paid.reduce((sum, payment) => sum + payment.amount - payment.returned, 0n), needs: needs.size };
}
