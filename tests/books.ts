import { z } from 'zod';
import { newId } from '#kernel/ids';
import { must, ok, type Result } from '#kernel/result';
import { approveOrder, authorise, holdMoney, openAccount, postEntry } from '#modules/ledger';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import type { Inside, Scope } from '#platform/scope';
import type { Someone, World } from './world.ts';

/** Runs work as a command would: in one transaction, rolled back on a refusal. */
export async function act<T>(scope: Scope, work: (inside: Inside) => Promise<Result<T>>): Promise<Result<T>> {
  const run = command({
    name: 'ledger.test',
    permission: may('ledger.test', 'anyone'),
    input: z.object({}),
    run: async (inside) => {
      const result = await work(inside);
      if (result.ok) await audit(inside, { kind: 'entry', id: newId() });
      return result;
    },
  });
  return run(scope, {});
}

/** A fund's account and the bank account its money lies on. */
export interface Books {
  readonly fund: string;
  readonly bank: string;
}

/** Opening books, gifts into them, and money set aside for a decision. */
function movers(world: World) {
  async function books(name: string) {
    return must(
      await act(world.system, async (inside) =>
        ok({
          fund: await openAccount(inside, {
            path: `fund/${name}`,
            commodity: 'CNY',
            normal: 'credit',
            guarded: true,
            title: `基金${name}`,
          }),
          bank: await openAccount(inside, {
            path: `bank/${name}`,
            commodity: 'CNY',
            normal: 'debit',
            covered: true,
            title: `银行${name}`,
          }),
        }),
      ),
    );
  }
  const gift = (scope: Scope, { fund, bank }: Books, amount: bigint) =>
    act(scope, (inside) =>
      postEntry(inside, {
        kind: 'gifts.bank',
        memo: '',
        subject: { kind: 'gift', id: newId() },
        lines: [
          { accountId: bank, amount },
          { accountId: fund, amount: -amount },
        ],
      }),
    );

  const allow = (fund: string, amount: bigint, hold = true) =>
    act(world.system, async (inside) => {
      const made = await authorise(inside, {
        accountId: fund,
        amount,
        decisionId: newId(),
        purpose: { kind: 'project', id: newId() },
      });
      if (!made.ok) return made;
      if (hold) {
        const held = await holdMoney(inside, made.value.authorisationId);
        if (!held.ok) return held;
      }
      return ok(made.value.authorisationId);
    });
  return { books, gift, allow };
}

/** What tests do with books: opening them, gifts, holds, approvals and payments, by two people who approve. */
export async function bookkeeping(world: World) {
  const treasurer = await world.person('钱守正', ['treasurer']);
  const finance = await world.person('金会计', ['finance']);
  const approve = (who: Someone, authorisationId: string, orderId: string, amount: bigint) =>
    act(who.scope, (inside) => approveOrder(inside, { authorisationId, orderId, amount }));

  const pay = (
    scope: Scope,
    { fund, bank }: Books,
    authorisationId: string | undefined,
    orderId: string,
    amount: bigint,
  ) =>
    act(scope, (inside) =>
      postEntry(inside, {
        kind: 'funds.payment',
        memo: '2026-0001',
        subject: { kind: 'payment', id: orderId },
        lines: [
          { accountId: fund, amount },
          { accountId: bank, amount: -amount },
        ],
        ...(authorisationId === undefined ? {} : { authorisationId }),
        orderId,
      }),
    );

  async function approvedOrder(authorisationId: string, amount: bigint): Promise<string> {
    const order = newId();
    must(await approve(treasurer, authorisationId, order, amount));
    must(await approve(finance, authorisationId, order, amount));
    return order;
  }

  return { ...movers(world), treasurer, finance, approve, pay, approvedOrder };
}
