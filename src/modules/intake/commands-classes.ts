import { sql } from 'kysely';
import { z } from 'zod';
import type { ClassModel, ClassReport, Example } from '#algorithms/classify';
import { packModel } from '#algorithms/classify-keep';
import { passageOf } from '#algorithms/text-grams';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { audit, auditRead, unseal } from '#modules/record';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import type { Inside, Scope } from '#platform/scope';
import { inWorker } from '#platform/worker';
import { permissions } from './permissions.ts';
import { modelContext, openModel, seedExamples } from './queries-classes.ts';

/** Fewer decisions of people teach nothing that the words of the classes do not say. */
export const leastTaught = 30;
/** Later decisions say more about today than earlier ones, and learning has to end. */
const mostTaught = 4000;
/** Models of so many versions are kept to be used; the figures of every version are. */
const keptModels = 3;

interface Learned {
  readonly taught: number;
  readonly until: Date;
  readonly model: ClassModel;
  readonly report: ClassReport;
}

const thousandths = (share: number): number => Math.round(share * 1000);

/** Keeps what was learned as the next version and lets go of old models. */
const keepClasses = command({
  name: 'intake.learn',
  permission: permissions.learn,
  // Only `learnClassesNow` calls this, with what the learning gave.
  input: z.custom<Learned>((value) => typeof value === 'object' && value !== null && 'model' in value, 'input.invalid'),
  run: async (scope, { taught, until, model, report }): Promise<Result<{ version: number }>> => {
    const id = newId(scope.now());
    const version = (await lastVersion(scope)) + 1;
    const packed = Buffer.from(packModel(model)).toString('base64');
    await scope.db
      .insertInto('class_model')
      .values({
        space_id: scope.spaceId,
        id,
        version,
        learned_at: scope.now(),
        taught,
        taught_until: until,
        accuracy: thousandths(report.accuracy),
        mean_f1: thousandths(report.macroF1),
        figures: JSON.stringify(report.classes),
        sealed: Buffer.from(sealText(scope.platform.keys, packed, modelContext(scope, id))),
      })
      .execute();
    await scope.db
      .updateTable('class_model')
      .set({ sealed: null })
      .where('space_id', '=', scope.spaceId)
      .where('version', '<=', version - keptModels)
      .where('sealed', 'is not', null)
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { version, taught } });
    return ok({ version });
  },
});

async function lastVersion(scope: Inside): Promise<number> {
  const row = await scope.db
    .selectFrom('class_model')
    .select((select) => select.fn.max('version').as('version'))
    .where('space_id', '=', scope.spaceId)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** How many matters people have sorted, and when the last of them was. */
async function decided(scope: Scope): Promise<{ readonly count: number; readonly until: Date | null }> {
  const row = await scope.db
    .selectFrom('matter')
    .select((select) => [select.fn.countAll<bigint>().as('count'), select.fn.max('class_at').as('until')])
    .where('space_id', '=', scope.spaceId)
    .where('class_at', 'is not', null)
    .where('class_code', 'is not', null)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), until: row.until };
}

/** What people decided as examples, the latest first; opening the words is recorded once. */
async function examplesOf(scope: Scope): Promise<Example[]> {
  const rows = await scope.db
    .selectFrom('matter')
    .select(['id', 'class_code'])
    .where('space_id', '=', scope.spaceId)
    .where('class_at', 'is not', null)
    .where('class_code', 'is not', null)
    .orderBy('class_at', 'desc')
    .limit(mostTaught)
    .execute();
  const ids = rows.map((row) => row.id);
  const words = await unseal(scope, { kind: 'matter', ids }, 'words');
  await auditRead(scope, {
    kind: 'space',
    id: scope.spaceId,
    command: 'intake.learn_read',
    detail: { opened: ids.length },
  });
  return rows.flatMap((row) => {
    const text = words.get(row.id);
    return text === undefined || row.class_code === null ? [] : [{ passage: passageOf(text), label: row.class_code }];
  });
}

/**
 * Learns the classes of a space anew from what people decided and keeps it as the next version, unless nothing was
 * decided since. The computing is done on a thread of its own. Returns the version, or null when there was nothing new.
 */
export async function learnClassesNow(scope: Scope): Promise<Result<{ version: number } | null>> {
  const { count, until } = await decided(scope);
  if (count < leastTaught || until === null) return ok(null);
  const same = await scope.db
    .selectFrom('class_model')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('taught', '=', count)
    .where(sql<boolean>`taught_until >= ${until}`)
    .where('sealed', 'is not', null)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  // What was learned with another list of known words does not open any more, and is learned anew.
  if (same !== undefined && (await openModel(scope, same.id)) !== null) return ok(null);
  const examples = [...(await seedExamples(scope)), ...(await examplesOf(scope))];
  const learned = await inWorker<Pick<Learned, 'model' | 'report'> | null>('classes', examples);
  if (learned === null) return ok(null);
  return keepClasses(scope, { taught: count, until, ...learned });
}
