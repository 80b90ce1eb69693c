import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { person } from '#modules/people';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside, subjectPerson, today } from '#platform/scope';
import { lockConsultation, openedOn } from './commands.ts';
import { permissions } from './permissions.ts';
import { askedText, commentsOn, textsOf } from './queries.ts';
import { closedRefusal, lateRefusal, wordsRefusal } from './rules.ts';
import { ById, type Comment, type Consultation, Hide, OfComment, Say, type Way, WriteDown } from './schema.ts';

interface Said {
  readonly section: string | undefined;
  readonly text: string;
  readonly looked: boolean;
}

/** Why these words cannot be added to a consultation, whoever says them. */
async function saidFault(scope: Inside, of: Consultation, said: Said): Promise<Result<null>> {
  const refusal = wordsRefusal(said.text, said.looked);
  if (refusal !== null) return { ok: false, fault: refusal };
  const key = said.section === undefined ? null : Number(said.section);
  const known = key === null || askedText(await textsOf(scope, of.id)).some((one) => one.key === key);
  return known ? ok(null) : fail('consultations.section_unknown', { field: 'section' });
}

async function put(
  scope: Inside,
  of: Consultation,
  said: Said,
  by: {
    readonly personId: string | null;
    readonly recordedBy: string | null;
    readonly unnamed: boolean;
    readonly way: Way;
    readonly source: string;
    readonly saidOn: string;
  },
): Promise<string> {
  const id = newId(scope.now());
  // The consultation's row is locked, so that no other comment takes the same number.
  const last = await scope.db
    .selectFrom('consultation_comment')
    .select((value) => value.fn.max('ordinal').as('ordinal'))
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', of.id)
    .executeTakeFirst();
  await scope.db
    .insertInto('consultation_comment')
    .values({
      ...{ space_id: scope.spaceId, id, consultation_id: of.id, ordinal: (last?.ordinal ?? 0) + 1 },
      ...{ section: said.section === undefined ? null : Number(said.section), text: said.text },
      ...{ person_id: by.personId, recorded_by: by.recordedBy, unnamed: by.unnamed, way: by.way },
      ...{ source: by.source, said_on: by.saidOn, at: scope.now() },
    })
    .execute();
  return id;
}

/**
 * Where a deed about a comment is written into the trail: without its doer where their name is kept off the page. Whoever
 * reads the trail could lay its order beside that of the comments; whose the comment is stays with the comment.
 */
const trailOf = (scope: Inside, unnamed: boolean): Inside => (unnamed ? { ...scope, actor: null } : scope);

/**
 * Says something on a section or on the whole, for oneself or in the name of somebody. Refuses: `consultations.not_found`,
 * `consultations.not_open`, `consultations.over`, `consultations.sign_in` and `consultations.named_only` where it is not
 * open to people without a name, `consultations.money_appeal`, `consultations.personal_data` and `consultations.insult`
 * with what was found, until it was looked at, `consultations.section_unknown`.
 */
export const say = command({
  name: 'consultations.say',
  permission: permissions.comment,
  input: Say,
  run: async (scope, input) => {
    const of = await lockConsultation(scope, input.id);
    if (of === null) return fail('consultations.not_found');
    const closed = closedRefusal(of, today(scope));
    if (closed !== null) return { ok: false as const, fault: closed };
    const personId = subjectPerson(scope);
    if (personId === null && !of.anonymous) return fail('consultations.sign_in');
    if (input.unnamed && !of.anonymous) return fail('consultations.named_only', { field: 'unnamed' });
    const fault = await saidFault(scope, of, { ...input, section: input.section });
    if (!fault.ok) return fault;
    const self = actorId(scope);
    const commentId = await put(
      scope,
      of,
      { ...input, section: input.section },
      {
        ...{ personId, recordedBy: personId === null || personId === self ? null : self, source: '' },
        ...{ unnamed: input.unnamed || personId === null, saidOn: today(scope) },
        way: personId === null || personId === self ? 'web' : 'helper',
      },
    );
    await audit(trailOf(scope, input.unnamed), { kind: 'consultation', id: of.id });
    return ok({ id: of.id, commentId });
  },
});

/**
 * Writes down what came on paper, at a meeting or on the telephone, with where it stands; of somebody, or of nobody named.
 * Sheets of the days it was open may come in until it is answered. Refuses as `say`, and `consultations.said_outside`,
 * `consultations.choose_person`.
 */
export const writeDown = command({
  name: 'consultations.write_down',
  permission: permissions.writeDown,
  input: WriteDown,
  run: async (scope, input) => {
    const of = await lockConsultation(scope, input.id);
    if (of === null) return fail('consultations.not_found');
    const late = lateRefusal(of, openedOn(scope, of), input.saidOn, today(scope));
    if (late !== null) return { ok: false as const, fault: late };
    const whose = input.personId === undefined ? null : await person(scope, input.personId);
    if (input.personId !== undefined && whose?.spaceId !== scope.spaceId)
      return fail('consultations.choose_person', { field: 'personId' });
    // It stands beside the comment for everybody to read, also where nobody is named.
    const where = wordsRefusal(input.source, input.looked);
    if (where !== null) return { ok: false as const, fault: { ...where, field: 'source' } };
    const fault = await saidFault(scope, of, { ...input, section: input.section });
    if (!fault.ok) return fault;
    const commentId = await put(
      scope,
      of,
      { ...input, section: input.section },
      {
        ...{ personId: whose?.id ?? null, recordedBy: actorId(scope), unnamed: input.unnamed || whose === null },
        ...{ way: input.way, source: input.source, saidOn: input.saidOn },
      },
    );
    await audit(scope, { kind: 'consultation', id: of.id });
    return ok({ id: of.id, commentId });
  },
});

/** A comment with its consultation, locked; null where there is none or its words are gone. */
async function commentIn(
  scope: Inside,
  input: { readonly id: string; readonly commentId: string },
): Promise<Result<{ readonly of: Consultation; readonly one: Comment }>> {
  const of = await lockConsultation(scope, input.id);
  if (of === null) return fail('consultations.not_found');
  const one = (await commentsOn(scope, of.id)).find((each) => each.id === input.commentId);
  return one === undefined || one.takenBack ? fail('consultations.comment_not_found') : ok({ of, one });
}

/** Takes one's own comment back: its words are gone, its number stays. Refuses: `consultations.not_found`, `consultations.comment_not_found`, `consultations.not_yours`. */
export const takeBack = command({
  name: 'consultations.take_back',
  permission: permissions.stand,
  input: OfComment,
  run: async (scope, input) => {
    const found = await commentIn(scope, input);
    if (!found.ok) return found;
    if (found.value.one.personId !== subjectPerson(scope)) return fail('consultations.not_yours');
    await scope.db
      .updateTable('consultation_comment')
      .set({ text: '', taken_back_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.commentId)
      .execute();
    await audit(trailOf(scope, found.value.one.unnamed), { kind: 'consultation', id: input.id });
    return ok({ id: input.id });
  },
});

/** Takes a comment from view; that it stood there, and why it does not, stays. Refuses: `consultations.not_found`, `consultations.comment_not_found`. */
export const hideComment = command({
  name: 'consultations.hide',
  permission: permissions.handle,
  input: Hide,
  run: async (scope, input) => {
    const found = await commentIn(scope, input);
    if (!found.ok) return found;
    if (found.value.one.hiddenReason !== null) return fail('consultations.comment_not_found');
    await scope.db
      .updateTable('consultation_comment')
      .set({ hidden_reason: input.reason, hidden_by: actorId(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.commentId)
      .execute();
    await audit(scope, { kind: 'consultation', id: input.id });
    return ok({ id: input.id });
  },
});

/**
 * Stands behind another's comment, once. Refuses: `consultations.not_found`, `consultations.comment_not_found`,
 * `consultations.not_open`, `consultations.over`, `consultations.own_comment`, `consultations.already_behind`.
 */
export const supportComment = command({
  name: 'consultations.support',
  permission: permissions.stand,
  input: OfComment,
  conflicts: { consultation_support_pkey: 'consultations.already_behind' },
  run: async (scope, input) => {
    const found = await commentIn(scope, input);
    if (!found.ok) return found;
    const { of, one } = found.value;
    if (one.hiddenReason !== null) return fail('consultations.comment_not_found');
    const closed = closedRefusal(of, today(scope));
    if (closed !== null) return { ok: false as const, fault: closed };
    const personId = subjectPerson(scope) ?? '';
    if (one.personId === personId) return fail('consultations.own_comment');
    await scope.db
      .insertInto('consultation_support')
      .values({ space_id: scope.spaceId, comment_id: one.id, person_id: personId, at: scope.now() })
      .execute();
    await audit(scope, { kind: 'consultation', id: of.id });
    return ok({ id: of.id });
  },
});

/** No longer stands behind a comment. Refuses: `consultations.not_found`, `consultations.comment_not_found`, `consultations.over`, `consultations.not_behind`. */
export const leaveComment = command({
  name: 'consultations.leave',
  permission: permissions.stand,
  input: OfComment,
  run: async (scope, input) => {
    const found = await commentIn(scope, input);
    if (!found.ok) return found;
    const closed = closedRefusal(found.value.of, today(scope));
    if (closed !== null) return { ok: false as const, fault: closed };
    const gone = await scope.db
      .deleteFrom('consultation_support')
      .where('space_id', '=', scope.spaceId)
      .where('comment_id', '=', input.commentId)
      .where('person_id', '=', subjectPerson(scope) ?? '')
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return fail('consultations.not_behind');
    await audit(scope, { kind: 'consultation', id: input.id });
    return ok({ id: input.id });
  },
});

/** Wishes to be reminded before the end and told what comes of it. Refuses: `consultations.not_found`, `consultations.not_open`, `consultations.over`, `consultations.already_following`. */
export const follow = command({
  name: 'consultations.follow',
  permission: permissions.stand,
  input: ById,
  conflicts: { consultation_follower_pkey: 'consultations.already_following' },
  run: async (scope, { id }) => {
    const of = await lockConsultation(scope, id);
    if (of === null) return fail('consultations.not_found');
    if (of.state === 'draft') return fail('consultations.not_open');
    if (of.state !== 'open' && of.state !== 'answering') return fail('consultations.over');
    await scope.db
      .insertInto('consultation_follower')
      .values({
        ...{ space_id: scope.spaceId, consultation_id: id, person_id: subjectPerson(scope) ?? '', at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'consultation', id });
    return ok({ id });
  },
});

/** No longer wishes to be told. Refuses: `consultations.not_found`, `consultations.not_following`. */
export const unfollow = command({
  name: 'consultations.unfollow',
  permission: permissions.stand,
  input: ById,
  run: async (scope, { id }) => {
    const of = await lockConsultation(scope, id);
    if (of === null) return fail('consultations.not_found');
    const gone = await scope.db
      .deleteFrom('consultation_follower')
      .where('space_id', '=', scope.spaceId)
      .where('consultation_id', '=', id)
      .where('person_id', '=', subjectPerson(scope) ?? '')
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return fail('consultations.not_following');
    await audit(scope, { kind: 'consultation', id });
    return ok({ id });
  },
});
