import { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { choice, id, text } from '#platform/input';
import { actorId } from '#platform/scope';
import { permissions } from './permissions.ts';
import { project } from './queries.ts';
import { stages } from './rules-participation.ts';

const ExplainStage = z.object({ id: id(), stage: choice(stages), reason: text(500, 'projects.stage_reason_missing') });

/**
 * Says in public why residents had no part in a project at some stage (F203); the last word counts, earlier ones stay.
 * Refuses: `projects.not_found`.
 */
export const explainStage = command({
  name: 'projects.explain_stage',
  permission: permissions.keep,
  input: ExplainStage,
  run: async (scope, input) => {
    const found = await project(scope, input.id);
    if (found === null) return fail('projects.not_found');
    await scope.db
      .insertInto('project_stage_reason')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), project_id: found.id, stage: input.stage },
        ...{ reason: input.reason, person_id: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'project', id: found.id, detail: { stage: input.stage } });
    return ok({ id: found.id });
  },
});
