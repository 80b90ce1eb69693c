import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, seal } from '#modules/record';
import { holds, type Inside, type Scope } from '#platform/scope';
import { type Deed, refusal } from './rules.ts';
import type { MatterState, StepKind } from './schema.ts';

/** What the commands of this room need to know of a matter. */
export interface MatterRow {
  readonly id: string;
  readonly number: string;
  readonly state: MatterState;
  readonly person_id: string | null;
  readonly spoken_for_person_id: string | null;
  readonly handler_person_id: string | null;
  readonly joined_to_id: string | null;
  readonly class_code: string | null;
  readonly place_id: string | null;
}

const columns = [
  'id',
  'number',
  'state',
  'person_id',
  'spoken_for_person_id',
  'handler_person_id',
  'joined_to_id',
  'class_code',
  'place_id',
] as const;

/** Loads a matter to change it; its row is locked until the command commits. */
export async function loadMatter(scope: Inside, id: string): Promise<Result<MatterRow>> {
  const row = await scope.db
    .selectFrom('matter')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? fail('intake.not_found') : ok(row);
}

/** Loads a matter for a deed that must fit its state. */
export async function matterFor(scope: Inside, id: string, deed: Deed): Promise<Result<MatterRow>> {
  const loaded = await loadMatter(scope, id);
  if (!loaded.ok) return loaded;
  const code = refusal(deed, loaded.value.state);
  return code === null ? loaded : fail(code, { params: { state: loaded.value.state, number: loaded.value.number } });
}

/** One step of a matter's story. */
export interface NewStep {
  readonly kind: StepKind;
  /** What may stand for ever: a code, a public number, a day. */
  readonly text?: string;
  /** What a person wrote; sealed beside the step, and forgotten with the person. */
  readonly words?: string;
  readonly outcome?: string;
  readonly minutes?: number;
  readonly undoes?: string;
}

/** Writes a step and where the matter stands after it; returns the step's id. Audits the change. */
export async function addStep(
  scope: Inside,
  matter: Pick<MatterRow, 'id' | 'state' | 'person_id'>,
  step: NewStep,
  to: MatterState = matter.state,
): Promise<string> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('matter_step')
    .values({
      space_id: scope.spaceId,
      id,
      matter_id: matter.id,
      kind: step.kind,
      person_id: scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null),
      text: step.text ?? '',
      outcome: step.outcome ?? null,
      from_state: matter.state,
      to_state: to,
      minutes: step.minutes ?? null,
      undoes_id: step.undoes ?? null,
      at: scope.now(),
    })
    .execute();
  if (step.words !== undefined && step.words !== '')
    await seal(scope, {
      about: { kind: 'matter', id },
      kind: 'step',
      personId: matter.person_id,
      text: step.words,
    });
  await scope.db
    .updateTable('matter')
    .set({ state: to, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', matter.id)
    .execute();
  await audit(scope, { kind: 'matter', id: matter.id, detail: { step: step.kind, from: matter.state, to } });
  return id;
}

/** Whether the one who acts is the one who spoke, or acts for them. */
export function isSpeaker(scope: Scope, matter: Pick<MatterRow, 'person_id' | 'spoken_for_person_id'>): boolean {
  const own = [scope.actor?.personId, scope.actor?.onBehalfOf?.personId].filter((id) => id !== undefined);
  return own.some((id) => id === matter.person_id || id === matter.spoken_for_person_id);
}

/** Whether the actor handles matters by mandate. */
export function handles(scope: Scope): boolean {
  return holds(scope, 'worker', 'grid_worker', 'admin');
}
