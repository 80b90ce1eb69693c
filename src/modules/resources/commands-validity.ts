import { z } from 'zod';
import { addDays, formatDate } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import { loadResource, refuseOther, tellPerson } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { Extend } from './schema.ts';

const nothing = z.object({});

const live = ['open', 'paused'] as const;

/** The last day of an offer: what was agreed, or what the goods keep until. */
function lastDay(row: { readonly valid_until: string | null; readonly expires_on: string | null }): string {
  return [row.valid_until, row.expires_on].filter((day) => day !== null).sort()[0] ?? '';
}

async function pause(scope: Inside, id: string): Promise<void> {
  await scope.db
    .updateTable('resource')
    .set({ state: 'paused', updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await audit(scope, { kind: 'resource', id, detail: { step: 'paused', over: true } });
}

/**
 * Looks at the days of offers: whose end is near is asked about once, whose end has passed is paused, since nobody should
 * come for nothing. Run by a job; returns how many were asked about and paused.
 */
export const watchDays = command({
  name: 'resources.watchDays',
  permission: permissions.system,
  input: nothing,
  run: async (scope): Promise<Result<{ asked: number; paused: number }>> => {
    const near = addDays(today(scope), await parameter(scope, 'resource.endingDays'));
    const rows = await scope.db
      .selectFrom('resource')
      .select(['id', 'title', 'state', 'valid_until', 'expires_on', 'warned_at', 'owner_person_id', 'created_by'])
      .where('space_id', '=', scope.spaceId)
      .where('state', 'in', [...live])
      .where((where) => where.or([where('valid_until', '<=', near), where('expires_on', '<=', near)]))
      .execute();
    let asked = 0;
    let paused = 0;
    for (const row of rows) {
      const last = lastDay(row);
      const about = { kind: 'resource', id: row.id } as const;
      const whom = row.owner_person_id ?? row.created_by;
      if (last < today(scope) && row.state === 'open') {
        await pause(scope, row.id);
        await tellPerson(scope, whom, about, (w, lang) => w.told.over(row.title, formatDate(last, lang)));
        paused += 1;
      } else if (last >= today(scope) && row.warned_at === null) {
        await scope.db
          .updateTable('resource')
          .set({ warned_at: scope.now() })
          .where('space_id', '=', scope.spaceId)
          .where('id', '=', row.id)
          .execute();
        await audit(scope, { ...about, detail: { step: 'warned', last } });
        await tellPerson(scope, whom, about, (w, lang) => w.told.ending(row.title, formatDate(last, lang)));
        asked += 1;
      }
    }
    if (asked + paused === 0) await audit(scope, { kind: 'space', id: scope.spaceId, detail: { asked, paused } });
    return ok({ asked, paused });
  },
});

/**
 * Gives an offer more days; one that was paused because its days were over is open again. Owner or desk. Refusals:
 * `resources.not_found`, `resources.state`, `resources.not_yours`, `resources.expired` (what has gone off stays so),
 * `resources.days_crossed`.
 */
export const extendResource = command({
  name: 'resources.extend',
  permission: permissions.own,
  input: Extend,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadResource(scope, input.id);
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.state !== 'open' && one.state !== 'paused')
      return fail('resources.state', { params: { state: one.state } });
    const foreign = await refuseOther(scope, one);
    if (foreign !== null) return fail(foreign);
    if (one.expires_on !== null && one.expires_on < today(scope)) return fail('resources.expired');
    if (input.valid_until < today(scope)) return fail('resources.days_crossed', { field: 'valid_until' });
    const over = one.valid_until !== null && one.valid_until < today(scope);
    await scope.db
      .updateTable('resource')
      .set({
        valid_until: input.valid_until,
        warned_at: null,
        ...(over && one.state === 'paused' ? { state: 'open' as const } : {}),
        confirmed_at: scope.now(),
        asked_at: null,
        updated_at: scope.now(),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', one.id)
      .execute();
    await audit(scope, { kind: 'resource', id: one.id, detail: { step: 'extended', until: input.valid_until } });
    return ok({ id: one.id });
  },
});
