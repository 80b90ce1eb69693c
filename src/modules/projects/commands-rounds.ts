import { newId } from '#kernel/ids';
import { ok, type Result } from '#kernel/result';
import { startProcedure } from '#modules/decisions';
import type { Fund } from '#modules/funds';
import { markNeed } from '#modules/needs';
import { because, nextNumber, type Thing } from '#modules/record';
import { actorId, type Inside } from '#platform/scope';
import { setProject, writeVersion } from './commands-loading.ts';
import type { Parts } from './schema.ts';

/** What residents chose in a budgeting round. */
export interface RoundWinner {
  readonly title: string;
  readonly parts: Parts;
  readonly fund: Fund;
  /** In fen. */
  readonly amount: bigint;
  /** What the money is for, as one line of the budget. */
  readonly line: string;
  readonly needId: string | null;
  /** What it came from. */
  readonly cause: Thing;
  /** The motion that stands open to objections. */
  readonly motion: string;
}

/**
 * Makes a project of what residents voted for: numbered, with its first version, and at once in its procedure of
 * publication and the host's answer; `enactProject` carries that out as any other. For the room of rounds. Refuses as
 * `startProcedure`.
 */
export async function projectFromRound(
  scope: Inside,
  of: RoundWinner,
): Promise<Result<{ projectId: string; procedureId: string }>> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('project')
    .values({
      ...{ space_id: scope.spaceId, id, title: of.title, kind: 'project', fund_id: of.fund.id },
      ...{ driver: of.needId === null ? 'mixed' : 'need', created_by: actorId(scope) },
      ...{ created_at: scope.now(), updated_at: scope.now() },
    })
    .execute();
  const number = await nextNumber(scope, 'project');
  const lines = [{ title: of.line, quantity: 1n, price: of.amount, source: 'fund' as const }];
  await writeVersion(scope, id, { ...of.parts, lines, version: 1, changed: '', changeId: null });
  await setProject(scope, id, { number, version: 1, state: 'submitted' }, 'submitted');
  await because(scope, of.cause, { kind: 'project', id });
  if (of.needId !== null) {
    await scope.db
      .insertInto('project_need')
      .values({ space_id: scope.spaceId, project_id: id, need_id: of.needId, at: scope.now() })
      .execute();
    await because(scope, { kind: 'need', id: of.needId }, { kind: 'project', id });
    await markNeed(scope, of.needId, 'project');
  }
  const { accountId, committeeBodyId } = of.fund;
  const begun = await startProcedure(scope, {
    ...{ template: 'round', title: of.title, text: of.motion, subject: { kind: 'project', id } },
    ...(accountId === null ? {} : { amount: of.amount, accountId }),
    ...(committeeBodyId === null ? {} : { bodyId: committeeBodyId }),
  });
  if (!begun.ok) return begun;
  const { procedureId } = begun.value;
  await setProject(scope, id, { procedure_id: procedureId, state: 'deciding', state_reason: null }, 'deciding');
  return ok({ projectId: id, procedureId });
}
