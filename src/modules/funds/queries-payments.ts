import type { Scope } from '#platform/scope';
import type { PaperKind } from './commands-papers.ts';
import { paymentRows, toPayments } from './queries.ts';
import type { Payment } from './schema.ts';

/** A paper that lies with a payment; its file is for the desk. */
export interface Paper {
  readonly id: string;
  readonly kind: PaperKind;
  readonly fileId: string;
  readonly at: Date;
}

/** Money that came back from a payee. */
export interface Return {
  readonly id: string;
  readonly kind: 'rest' | 'returned' | 'clawed_back';
  readonly amount: bigint;
  readonly reason: string;
  readonly day: string;
}

/** What lies with a payment, in the order in which it came. */
export interface Behind {
  readonly papers: readonly Paper[];
  readonly returns: readonly Return[];
  /** The advance it makes up for, and what makes up for it. */
  readonly topsUp: Payment | null;
  readonly topUps: readonly Payment[];
}

/** The papers of a payment, what came back of it, and how it hangs together with others. */
export async function behindPayment(scope: Scope, payment: Payment): Promise<Behind> {
  const papers = await scope.db
    .selectFrom('payment_paper')
    .select(['id', 'kind', 'file_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('payment_id', '=', payment.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const returns = await scope.db
    .selectFrom('payment_return')
    .select(['id', 'kind', 'amount', 'reason', 'day'])
    .where('space_id', '=', scope.spaceId)
    .where('payment_id', '=', payment.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const tied = await toPayments(
    scope,
    await paymentRows(scope)
      .where((where) => where.or([where('tops_up_id', '=', payment.id), where('id', '=', payment.topsUpId)]))
      .orderBy('number')
      .execute(),
  );
  return {
    papers: papers.map((row) => ({ id: row.id, kind: row.kind, fileId: row.file_id, at: row.at })),
    returns,
    topsUp: tied.find((one) => one.id === payment.topsUpId) ?? null,
    topUps: tied.filter((one) => one.topsUpId === payment.id),
  };
}
