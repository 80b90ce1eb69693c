import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { type Lang, pick, type Words } from '#kernel/words';
import { person as personOf } from '#modules/people';
import { audit, type Thing, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import type { Inside } from '#platform/scope';
import { en } from './en.ts';
import { type Proposal, proposal, standing } from './queries-proposals.ts';
import { type Deed, refusal, type Standing, standingRefusal } from './rules.ts';
import type { ProposalState } from './schema.ts';
import { zh } from './zh.ts';

/** Kinds of the due dates of a proposal: an answer, the handing over, the word that it arrived. */
export const dueKinds = {
  giver: 'matching.answer_giver',
  taker: 'matching.answer_taker',
  handOver: 'matching.hand_over',
  confirm: 'matching.confirm',
} as const;

/** A proposal loaded for a deed, with how the one who acts stands to it. */
export interface Loaded {
  readonly one: Proposal;
  readonly who: Standing;
}

/**
 * Loads a proposal for a deed, locked until the command commits. Whose it is is asked before where it stands, so that
 * a stranger learns nothing. Refusals: `matching.not_found`, `matching.not_yours`, `matching.state`.
 */
export async function proposalFor(scope: Inside, id: string, deed: Deed): Promise<Result<Loaded>> {
  await scope.db
    .selectFrom('proposal')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const one = await proposal(scope, id);
  if (one === null) return fail('matching.not_found');
  const who = await standing(scope, one);
  const foreign = standingRefusal(deed, who);
  if (foreign !== null) return fail(foreign);
  const code = refusal(deed, one.state);
  return code === null ? ok({ one, who }) : fail(code, { params: { state: one.state } });
}

/** Columns a step of a proposal may change. */
interface Change {
  readonly state?: ProposalState;
  readonly giver_accepted_at?: Date;
  readonly giver_accepted_by?: string | null;
  readonly taker_accepted_at?: Date;
  readonly taker_accepted_by?: string | null;
  readonly handed_over_at?: Date;
  readonly handed_over_by?: string | null;
  readonly confirmed_at?: Date;
  readonly confirmed_by?: string | null;
  readonly evidence?: string;
  readonly booking_id?: string | null;
  readonly received?: bigint;
  readonly no_show?: 'giver' | 'taker';
  readonly meets_at?: Date;
  readonly meets_until?: Date | null;
  readonly entry_id?: string;
  readonly reason?: string;
  readonly ended_by?: string | null;
}

/** Writes a step of a proposal with its audit event. */
export async function change(scope: Inside, id: string, step: string, set: Change): Promise<void> {
  await scope.db
    .updateTable('proposal')
    .set({ ...set, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await audit(scope, { kind: 'proposal', id, detail: { step } });
}

/** Who acts, to be written down; the system is nobody. */
export function actor(scope: Inside): string | null {
  return scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null);
}

/** Opens a due date of a proposal, for a person or for the desk. */
export async function due(
  scope: Inside,
  one: Pick<Proposal, 'id' | 'resourceTitle'>,
  kind: (typeof dueKinds)[keyof typeof dueKinds],
  to: { readonly personId: string | null; readonly dueOn: string; readonly rule: string },
): Promise<void> {
  const title = pick('zh', { zh, en }).tasks[taskWord(kind)](one.resourceTitle);
  await openTask(scope, {
    kind,
    subject: { kind: 'proposal', id: one.id },
    title,
    dueOn: to.dueOn,
    ...(to.personId === null
      ? { ownerRole: 'worker' as const }
      : { ownerPersonId: to.personId, escalateToRole: 'worker' as const }),
    rule: to.rule,
  });
}

function taskWord(kind: (typeof dueKinds)[keyof typeof dueKinds]): 'answer' | 'handOver' | 'confirm' {
  if (kind === dueKinds.handOver) return 'handOver';
  return kind === dueKinds.confirm ? 'confirm' : 'answer';
}

/** Closes every due date of a proposal. */
export async function closeDues(
  scope: Inside,
  id: string,
  outcome: 'done' | 'dropped',
  kinds: readonly string[] = Object.values(dueKinds),
): Promise<void> {
  for (const kind of kinds) await closeTask(scope, { kind: 'proposal', id }, kind, outcome);
}

/** Tells a person in their language. */
export async function tellPerson(
  scope: Inside,
  personId: string | null,
  about: Thing,
  say: (words: Words<typeof zh>, lang: Lang) => string,
): Promise<void> {
  if (personId === null) return;
  const known = await personOf(scope, personId);
  if (known === null || known.erasedAt !== null) return;
  const channel = known.preferredContact === 'sms' && known.hasPhone ? 'sms' : 'desk';
  await tell(scope, {
    personId,
    channel,
    body: say(pick(known.lang, { zh, en }), known.lang),
    lang: known.lang,
    about,
  });
}
