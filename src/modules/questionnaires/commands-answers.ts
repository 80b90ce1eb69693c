import { sql } from 'kysely';
import { z } from 'zod';
import { readShortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { type Command, command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { type Inside, type Scope, subjectPerson, today, withKey } from '#platform/scope';
import { codeHash } from './commands-codes.ts';
import { permissions } from './permissions.ts';
import { questionnaire, questionnaires } from './queries.ts';
import { textContext } from './queries-results.ts';
import { channelOf, isOpen, paperLength, readSheet } from './rules.ts';
import { AnswerInput, type Answers, type Channel, InvitedInput, PaperInput, type Questionnaire } from './schema.ts';

/** A questionnaire that can be answered now. */
async function openOne(scope: Inside, id: string): Promise<Result<Questionnaire>> {
  const of = await questionnaire(scope, id);
  if (of === null || of.state === 'draft') return fail('questionnaires.not_found');
  if (of.state === 'withdrawn') return fail('questionnaires.withdrawn');
  if (of.state === 'closed' || scope.now() >= of.closesAt) return fail('questionnaires.over');
  return scope.now() < of.opensAt ? fail('questionnaires.not_yet') : ok(of);
}

interface By {
  readonly personId: string | null;
  readonly hash: string | null;
  readonly channel: Channel;
  readonly paper: string | null;
}

/** Puts a sheet into the box and marks the roll, both or neither; the function of the database refuses by its codes. */
async function castInto(scope: Inside, of: Questionnaire, by: By, answers: Answers): Promise<void> {
  const chosen = Object.entries(answers).filter(([, answer]) => typeof answer !== 'string');
  const texts = Object.entries(answers).flatMap(([number, answer]) =>
    typeof answer === 'string' ? [{ q: Number(number), s: sealed(scope, of.id, answer) }] : [],
  );
  await sql`select questionnaire_cast(${scope.spaceId}, ${of.id}, ${by.personId}, ${by.hash}, ${by.channel},
    ${scope.now()}, ${today(scope)}, ${by.paper}, ${JSON.stringify(Object.fromEntries(chosen))}::jsonb,
    ${JSON.stringify(texts)}::jsonb)`.execute(scope.db);
  await audit(scope, { kind: 'questionnaire', id: of.id, detail: { channel: by.channel } });
}

const sealed = (scope: Scope, id: string, text: string): string =>
  Buffer.from(sealText(scope.platform.keys, text, textContext(scope, id))).toString('base64');

/** Takes no idempotency key: that would keep a hash of the content beside whoever sent it. A second one meets the mark. */
function unkeyed<S extends z.ZodType, T>(one: Command<S, T>): Command<S, T> {
  return Object.assign((scope: Scope, input: z.input<S>) => one(withKey(scope, null), input), { spec: one.spec });
}

/**
 * Answers for oneself, or with help for the person acted for. Refuses `questionnaires.not_found`,
 * `questionnaires.withdrawn`, `questionnaires.over`, `questionnaires.not_yet`, `questionnaires.for_invited`, those of
 * `readSheet`, `questionnaires.not_on_roll`, `questionnaires.already_answered`.
 */
export const answerQuestionnaire = unkeyed(
  command({
    name: 'questionnaires.answer',
    permission: permissions.answer,
    input: AnswerInput,
    run: async (scope, input): Promise<Result<{ id: string }>> => {
      const open = await openOne(scope, input.id);
      if (!open.ok) return open;
      const of = open.value;
      if (of.audience === 'invited') return fail('questionnaires.for_invited');
      const answers = readSheet(of.questions, input.answers);
      if (!answers.ok) return answers;
      const helped = (scope.actor?.onBehalfOf ?? null) !== null;
      const channel = channelOf(scope.actor?.way ?? 'phone', helped, input.kiosk === 'yes');
      const by = { personId: subjectPerson(scope), hash: null, channel, paper: null };
      await castInto(scope, of, by, answers.value);
      return ok({ id: of.id });
    },
  }),
);

/**
 * Answers with an invitation's code, by whoever holds it. Refuses as `answerQuestionnaire`, `questionnaires.for_roll`,
 * `questionnaires.code_unknown`, `questionnaires.code_used`.
 */
export const answerInvited = unkeyed(
  command({
    name: 'questionnaires.answer_invited',
    permission: permissions.invited,
    input: InvitedInput,
    run: async (scope, input): Promise<Result<{ id: string }>> => {
      const open = await openOne(scope, input.id);
      if (!open.ok) return open;
      const of = open.value;
      if (of.audience !== 'invited') return fail('questionnaires.for_roll');
      const answers = readSheet(of.questions, input.answers);
      if (!answers.ok) return answers;
      const hash = codeHash(scope, of.id, readShortCode(input.code));
      await castInto(scope, of, { personId: null, hash, channel: 'web', paper: null }, answers.value);
      return ok({ id: of.id });
    },
  }),
);

/**
 * Enters a sheet of paper that somebody gave in: the roll says that they answered on paper, and the number on the sheet is
 * noted apart, so that none is entered twice. Refuses as `answerQuestionnaire`, `questionnaires.paper_wrong`,
 * `questionnaires.choose_person`, `questionnaires.code_missing`, `questionnaires.paper_known`.
 */
export const enterPaper = unkeyed(
  command({
    name: 'questionnaires.enter_paper',
    permission: permissions.paper,
    input: PaperInput,
    run: async (scope, input): Promise<Result<{ id: string }>> => {
      const open = await openOne(scope, input.id);
      if (!open.ok) return open;
      const of = open.value;
      const paper = readShortCode(input.paper);
      if (paper.length !== paperLength)
        return fail('questionnaires.paper_wrong', { field: 'paper', params: { length: paperLength } });
      const invited = of.audience === 'invited';
      if (!invited && input.personId === undefined) return fail('questionnaires.choose_person', { field: 'personId' });
      if (invited && input.code === '') return fail('questionnaires.code_missing', { field: 'code' });
      const answers = readSheet(of.questions, input.answers, true);
      if (!answers.ok) return answers;
      const by = {
        ...{ personId: invited ? null : (input.personId ?? null), channel: 'paper' as const, paper },
        hash: invited ? codeHash(scope, of.id, readShortCode(input.code)) : null,
      };
      await castInto(scope, of, by, answers.value);
      return ok({ id: of.id });
    },
  }),
);

/** Shakes the boxes of all that are open, so that the order in which sheets came is soon nowhere on the tables. */
export const stirQuestionnaires = command({
  name: 'questionnaires.stir',
  permission: permissions.tend,
  input: z.object({}),
  run: async (scope): Promise<Result<{ boxes: number }>> => {
    const open = (await questionnaires(scope, { state: 'ready' })).filter((one) => isOpen(one, scope.now()));
    for (const one of open) {
      await sql`select questionnaire_stir(${scope.spaceId}, ${one.id})`.execute(scope.db);
      await audit(scope, { kind: 'questionnaire', id: one.id });
    }
    return open.length === 0 ? fail('questionnaires.not_open') : ok({ boxes: open.length });
  },
});
