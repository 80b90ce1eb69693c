import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { funds, lastPaid } from '#modules/funds';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { type Inside, type Role, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { watches } from './queries.ts';
import { watchState } from './rules.ts';
import type { WatchState } from './schema.ts';
import { zh } from './zh.ts';

const owners: Readonly<Record<Exclude<WatchState, 'active'>, Role>> = {
  watch: 'secretary',
  dormant: 'secretary',
  zombie: 'supervisor',
};

/**
 * Looks at how long nothing went out of each open fund (F110): from its last payment or its opening, by the months of the
 * parameters. What changed is written down and opens a task: to take notice, to bring a plan, to decide whether it is
 * revived, merged or wound up. Run daily; on the same day it changes nothing again.
 */
export const watchFunds = command({
  name: 'stewardship.watch',
  permission: permissions.watch,
  input: z.object({}),
  run: async (scope) => {
    const open = (await funds(scope)).filter((one) => one.state === 'open');
    const [watch, dormant, zombie] = await Promise.all([
      parameter(scope, 'dormancy.watchMonths'),
      parameter(scope, 'dormancy.dormantMonths'),
      parameter(scope, 'dormancy.zombieMonths'),
    ]);
    const paid = await lastPaid(
      scope,
      open.map((one) => one.id),
    );
    const known = new Map((await watches(scope)).map((row) => [row.fundId, row]));
    const changed: string[] = [];
    for (const one of open) {
      const from = paid.get(one.id) ?? one.openedOn ?? today(scope);
      const state = watchState(from, today(scope), { watch, dormant, zombie });
      if ((known.get(one.id)?.state ?? 'active') === state) continue;
      await keepWatch(scope, one.id, state, paid.get(one.id) ?? null);
      await turnTask(scope, { id: one.id, name: one.name }, state);
      changed.push(one.id);
    }
    await audit(scope, { kind: 'fund', id: open[0]?.id ?? scope.spaceId, detail: { watched: open.length } });
    return ok({ changed });
  },
});

async function keepWatch(scope: Inside, fundId: string, state: WatchState, last: string | null): Promise<void> {
  const values = { state, last_outflow: last, since: today(scope), at: scope.now() };
  await scope.db
    .insertInto('fund_watch')
    .values({ space_id: scope.spaceId, fund_id: fundId, ...values })
    .onConflict((conflict) => conflict.columns(['space_id', 'fund_id']).doUpdateSet(values))
    .execute();
  await audit(scope, { kind: 'fund', id: fundId, detail: { quiet: state } });
}

async function turnTask(scope: Inside, of: { id: string; name: string }, state: WatchState): Promise<void> {
  const subject = { kind: 'fund', id: of.id } as const;
  for (const earlier of ['watch', 'dormant', 'zombie'] as const)
    await closeTask(scope, subject, `stewardship.${earlier}`, state === 'active' ? 'done' : 'dropped', state);
  if (state === 'active') return;
  const days = await parameter(scope, 'fund.planDays');
  await openTask(scope, {
    ...{ kind: `stewardship.${state}`, subject, title: pick(scope.lang, { zh, en }).tasks[state](of.name) },
    ...{ dueOn: addDays(today(scope), days), ownerRole: owners[state], escalateToRole: 'overseer' },
    rule: `dormancy.${state}Months`,
  });
}
