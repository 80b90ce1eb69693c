import type { z } from 'zod';
import { z as schema } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { rules } from '#modules/bodies';
import { audit, nextNumber } from '#modules/record';
import { closeTask, hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { statute, statutes } from './queries.ts';
import { standingOf, statuteFault } from './rules.ts';
import { EditStatute, StatuteInput, StrikeStatute } from './schema.ts';
import { zh } from './zh.ts';

function columnsOf(input: z.output<typeof StatuteInput>) {
  const { title, level, issuer, document, summary } = input;
  return {
    ...{ title, level, issuer, document, summary, in_force_from: input.inForceFrom },
    ...{ valid_until: input.validUntil ?? null, review_on: input.reviewOn ?? null, uses: JSON.stringify(input.uses) },
  };
}

/** The task that asks for a review. */
const reviewTask = 'statutes.review';

/** Writes a law or rule into the register (F209). Refuses: `statutes.days_crossed`. */
export const addStatute = command({
  name: 'statutes.add',
  permission: permissions.keep,
  input: StatuteInput,
  run: async (scope, input) => {
    const wrong = statuteFault(input);
    if (wrong !== null) return { ok: false, fault: wrong };
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'statute');
    await scope.db
      .insertInto('statute')
      .values({ space_id: scope.spaceId, id, number, ...columnsOf(input), created_at: scope.now() })
      .execute();
    await audit(scope, { kind: 'statute', id, detail: { number } });
    return ok({ id });
  },
});

/**
 * Writes an entry anew, after a review for instance: the task that asked for it is done. Refuses: `statutes.not_found`,
 * `statutes.struck`, `statutes.days_crossed`.
 */
export const editStatute = command({
  name: 'statutes.edit',
  permission: permissions.keep,
  input: EditStatute,
  run: async (scope, input) => {
    const known = await statute(scope, input.id);
    if (known === null) return fail('statutes.not_found');
    if (known.struckReason !== null) return fail('statutes.struck');
    const wrong = statuteFault(input);
    if (wrong !== null) return { ok: false, fault: wrong };
    await scope.db
      .updateTable('statute')
      .set(columnsOf(input))
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    const now = { ...known, inForceFrom: input.inForceFrom, validUntil: input.validUntil ?? null };
    const standing = standingOf({ ...now, reviewOn: input.reviewOn ?? null }, today(scope));
    const subject = { kind: 'statute', id: known.id } as const;
    if (standing === 'valid') await closeTask(scope, subject, reviewTask, 'done');
    await audit(scope, subject);
    return ok({ id: known.id });
  },
});

/** Strikes an entry, with a reason that stays; it warns no more. Refuses: `statutes.not_found`, `statutes.struck`. */
export const strikeStatute = command({
  name: 'statutes.strike',
  permission: permissions.keep,
  input: StrikeStatute,
  run: async (scope, input) => {
    const known = await statute(scope, input.id);
    if (known === null) return fail('statutes.not_found');
    if (known.struckReason !== null) return fail('statutes.struck');
    await scope.db
      .updateTable('statute')
      .set({ state: 'struck', struck_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    const subject = { kind: 'statute', id: known.id } as const;
    await closeTask(scope, subject, reviewTask, 'done', input.reason);
    await audit(scope, subject);
    return ok({ id: known.id });
  },
});

async function remindReview(
  scope: Inside,
  subject: { readonly kind: 'statute' | 'rule'; readonly id: string },
  title: string,
  dueOn: string,
): Promise<boolean> {
  if (await hasOpenTask(scope, subject, reviewTask)) return false;
  await openTask(scope, {
    ...{ kind: reviewTask, subject, dueOn, ownerRole: 'secretary', escalateToRole: 'supervisor' },
    title: pick(scope.lang, { zh, en }).tasks.review(title),
  });
  await audit(scope, subject);
  return true;
}

/**
 * Asks the secretary to review every entry and every rule in force that is over or soon will be; once for each. For the
 * clock. Refuses `statutes.nothing_to_say` where there is none.
 */
export const warnExpired = command({
  name: 'statutes.warn',
  permission: permissions.tend,
  input: schema.object({}),
  run: async (scope) => {
    const on = today(scope);
    let said = 0;
    for (const one of await statutes(scope)) {
      if (!['ending', 'over'].includes(standingOf(one, on))) continue;
      const days = [one.validUntil, one.reviewOn].filter((day) => day !== null).sort();
      if (await remindReview(scope, { kind: 'statute', id: one.id }, one.title, days[0] ?? on)) said += 1;
    }
    const seen = new Set<string>();
    for (const one of await rules(scope)) {
      const current = !seen.has(one.kind) && one.inForceFrom <= on;
      if (current) seen.add(one.kind);
      if (!current) await closeTask(scope, { kind: 'rule', id: one.id }, reviewTask, 'done');
      else if (one.validUntil !== null && one.validUntil < on)
        if (await remindReview(scope, { kind: 'rule', id: one.id }, one.title, on)) said += 1;
    }
    return said === 0 ? fail('statutes.nothing_to_say') : ok({ said });
  },
});
