import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { needsById } from '#modules/needs';
import { personNames } from '#modules/people';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside, subjectPerson, today } from '#platform/scope';
import { ideaIn, roundIn, setIdea, tellOne } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { ideas } from './queries.ts';
import { CheckIdea, FromNeed, type Idea, MergeIdea, Propose, type Round, WithdrawIdea } from './schema.ts';
import { zh } from './zh.ts';

type NewIdea = Pick<Idea, 'title' | 'text' | 'placeId' | 'needId' | 'personId' | 'publicName'>;

async function addIdea(scope: Inside, of: Round, idea: NewIdea): Promise<string> {
  const id = newId(scope.now());
  const number = Math.max(0, ...(await ideas(scope, of.id)).map((one) => one.number)) + 1;
  await scope.db
    .insertInto('idea')
    .values({
      ...{ space_id: scope.spaceId, id, round_id: of.id, number, title: idea.title, text: idea.text },
      ...{ place_id: idea.placeId, need_id: idea.needId, person_id: idea.personId, public_name: idea.publicName },
      at: scope.now(),
    })
    .execute();
  await audit(scope, { kind: 'idea', id, detail: { round: of.id, number } });
  await because(scope, { kind: 'round', id: of.id }, { kind: 'idea', id });
  return id;
}

async function takesIdeas(scope: Inside, id: string): Promise<Result<Round>> {
  const of = await roundIn(scope, id, 'ideas');
  if (!of.ok) return of;
  return today(scope) > of.value.ideasUntil ? fail('budgeting.ideas_over') : of;
}

/**
 * Brings an idea, oneself or with help; its words are public once somebody has checked it. Refuses `budgeting.not_found`,
 * `budgeting.state`, `budgeting.ideas_over`.
 */
export const proposeIdea = command({
  name: 'budgeting.propose',
  permission: permissions.propose,
  input: Propose,
  run: async (scope, input): Promise<Result<{ id: string; ideaId: string }>> => {
    const of = await takesIdeas(scope, input.id);
    if (!of.ok) return of;
    const personId = subjectPerson(scope) ?? '';
    const names = await personNames(scope, [personId]);
    const publicName = input.named ? (names.get(personId)?.public ?? '') : '';
    const { title, text, place } = input;
    const facts = { title, text, placeId: place ?? null, needId: null, publicName };
    const ideaId = await addIdea(scope, of.value, { ...facts, personId: names.has(personId) ? personId : null });
    return ok({ id: of.value.id, ideaId });
  },
});

/** Takes an open need as an idea: its checked public words. Refuses as `proposeIdea`, `budgeting.need_unknown`, `budgeting.need_here`. */
export const ideaFromNeed = command({
  name: 'budgeting.from_need',
  permission: permissions.check,
  input: FromNeed,
  run: async (scope, input): Promise<Result<{ id: string; ideaId: string }>> => {
    const of = await takesIdeas(scope, input.id);
    if (!of.ok) return of;
    const [need] = await needsById(scope, [input.needId]);
    if (need === undefined || need.state !== 'open') return fail('budgeting.need_unknown', { field: 'needId' });
    if ((await ideas(scope, of.value.id)).some((one) => one.needId === need.id))
      return fail('budgeting.need_here', { field: 'needId' });
    const facts = {
      title: need.title,
      text: need.summary,
      placeId: null,
      needId: need.id,
      personId: null,
      publicName: '',
    };
    const ideaId = await addIdea(scope, of.value, facts);
    await because(scope, { kind: 'need', id: need.id }, { kind: 'idea', id: ideaId });
    return ok({ id: of.value.id, ideaId });
  },
});

/**
 * Says whether an idea can be done and what it costs, or why it can't; its proposer hears of it. Refuses those of
 * `ideaIn`, `budgeting.cost_missing`, `budgeting.cost_too_large`, `budgeting.plan_missing`, `budgeting.reason_missing`.
 */
export const checkIdea = command({
  name: 'budgeting.check',
  permission: permissions.check,
  input: CheckIdea,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await ideaIn(scope, input, 'new', 'feasible', 'infeasible');
    if (!found.ok) return found;
    const { of, idea } = found.value;
    const { verdict, cost = null, reason } = input;
    const most = of.largest ?? of.budget;
    if (verdict === 'feasible') {
      if (cost === null) return fail('budgeting.cost_missing', { field: 'cost' });
      if (cost > most) return fail('budgeting.cost_too_large', { field: 'cost', params: { most: formatFen(most) } });
      if (input.plan === '') return fail('budgeting.plan_missing', { field: 'plan' });
    } else if (reason === '') return fail('budgeting.reason_missing', { field: 'reason' });
    await setIdea(scope, idea.id, {
      ...{ state: verdict, title: input.title, text: input.text, cost, cost_note: input.cost_note, plan: input.plan },
      ...{ reason, checked_by: actorId(scope), checked_at: scope.now() },
    });
    await audit(scope, { kind: 'idea', id: idea.id, detail: { state: verdict } });
    await tellOne(scope, idea.personId, of.id, (lang) => {
      const w = pick(lang, { zh, en }).told;
      return verdict === 'feasible'
        ? w.feasible(input.title, formatFen(cost ?? 0n))
        : w.infeasible(input.title, reason);
    });
    return ok({ id: of.id });
  },
});

/** Puts an idea together with another one that stays; its proposer hears of it. Refuses those of `ideaIn`, `budgeting.merge_wrong`. */
export const mergeIdea = command({
  name: 'budgeting.merge',
  permission: permissions.check,
  input: MergeIdea,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await ideaIn(scope, input, 'new', 'feasible');
    if (!found.ok) return found;
    const { of, idea } = found.value;
    const into = (await ideas(scope, of.id)).find((one) => one.id === input.into);
    const stays = into !== undefined && (into.state === 'new' || into.state === 'feasible');
    if (!stays || into.id === idea.id) return fail('budgeting.merge_wrong', { field: 'into' });
    await setIdea(scope, idea.id, { state: 'merged', merged_into_id: into.id, reason: input.reason });
    await because(scope, { kind: 'idea', id: idea.id }, { kind: 'idea', id: into.id });
    await audit(scope, { kind: 'idea', id: idea.id, detail: { into: into.id } });
    await tellOne(scope, idea.personId, of.id, (lang) => pick(lang, { zh, en }).told.merged(idea.title, into.title));
    return ok({ id: of.id });
  },
});

/** Its proposer takes an idea back before the vote. Refuses those of `ideaIn`, `budgeting.not_yours`. */
export const withdrawIdea = command({
  name: 'budgeting.withdraw_idea',
  permission: permissions.propose,
  input: WithdrawIdea,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await ideaIn(scope, input, 'new', 'feasible', 'infeasible');
    if (!found.ok) return found;
    if (found.value.idea.personId !== subjectPerson(scope)) return fail('budgeting.not_yours');
    await setIdea(scope, input.ideaId, { state: 'withdrawn' });
    await audit(scope, { kind: 'idea', id: input.ideaId, detail: { state: 'withdrawn' } });
    return ok({ id: input.id });
  },
});
