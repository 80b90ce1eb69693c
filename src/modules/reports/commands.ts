import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { mainFund } from '#modules/funds';
import { audit } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { version, versionsOf } from './queries.ts';
import { figuresOf } from './queries-figures.ts';
import { readPeriod } from './rules.ts';
import { Content, Publish, Show } from './schema.ts';

/** JSON with sums as text, in one order, so that equal figures are equal text. */
function contentText(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/**
 * Publishes the figures of a period that is over as they stand in the books, with a sentence of one's own. Published
 * again, it is a new version with its reason, and both stay to be read (F044). Refuses `reports.not_found`,
 * `reports.no_fund`, `reports.not_over`, `reports.reason_missing`, `reports.nothing_changed`, `reports.published_twice`.
 */
export const publishReport = command({
  name: 'reports.publish',
  permission: permissions.publish,
  input: Publish,
  conflicts: { report_version_space_id_span_starts_on_version_key: 'reports.published_twice' },
  run: async (scope, input) => {
    const period = readPeriod(input.period);
    if (period === null) return fail('reports.not_found');
    if ((await mainFund(scope)) === null) return fail('reports.no_fund');
    if (period.until >= today(scope)) return fail('reports.not_over');
    const [last] = await versionsOf(scope, period);
    if (last !== undefined && input.reason === '') return fail('reports.reason_missing', { field: 'reason' });
    // Read back as it is kept, so that figures kept before and figures reckoned now compare as text.
    const content = Content.parse(JSON.parse(contentText(await figuresOf(scope, period))));
    const same = last !== undefined && contentText(last.content) === contentText(content);
    if (same && last.summary === input.summary) return fail('reports.nothing_changed');
    const id = newId(scope.now());
    await scope.db
      .insertInto('report_version')
      .values({
        ...{ space_id: scope.spaceId, id, span: period.span, starts_on: period.from },
        ...{ version: (last?.version ?? 0) + 1, content: sql`${contentText(content)}::jsonb` },
        ...{ summary: input.summary, reason: last === undefined ? '' : input.reason },
        ...{ published_by: actorId(scope), published_on: today(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'report', id, detail: { period: period.key, version: (last?.version ?? 0) + 1 } });
    if (period.span === 'month')
      await closeTask(scope, { kind: 'report', id: scope.spaceId }, 'reports.publish', 'done');
    return ok({ id, period: period.key });
  },
});

/** Writes down where and when a version was shown. Refuses `reports.not_found`, `reports.future`, `reports.before`, `reports.shown_already`. */
export const showReport = command({
  name: 'reports.show',
  permission: permissions.show,
  input: Show,
  conflicts: { report_showing_space_id_version_id_place_day_key: 'reports.shown_already' },
  run: async (scope, input) => {
    const known = await version(scope, input.id);
    if (known === null) return fail('reports.not_found');
    if (input.day > today(scope)) return fail('reports.future', { field: 'day' });
    if (input.day < known.publishedOn) return fail('reports.before', { field: 'day' });
    await scope.db
      .insertInto('report_showing')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), version_id: known.id, place: input.place },
        ...{ day: input.day, shown_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'report', id: known.id, detail: { shown: input.place } });
    return ok({ id: known.id, period: known.period.key });
  },
});
