import { hash } from 'node:crypto';
import type { recount } from '#algorithms/recount';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { procedure } from '#modules/decisions';
import { fund } from '#modules/funds';
import { persons } from '#modules/people';
import { places } from '#modules/places';
import { enactProject, project, projectFromRound } from '#modules/projects';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { ballotFile, markCounted, poll } from '#modules/votes';
import { command } from '#platform/command';
import { type Inside, today } from '#platform/scope';
import { inThread } from '#platform/thread';
import { roundIn, setIdea, setRound, tellOne, tellPerson } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { ideas, votersOf } from './queries.ts';
import { listedOf, settingsOf } from './rules.ts';
import { ById, type Idea, type Round } from './schema.ts';
import { zh } from './zh.ts';

type Counted = ReturnType<typeof recount>;

async function countFile(file: string, of: Round): Promise<Counted> {
  return inThread<Parameters<typeof recount>[0], Counted>('recount', 'recount', { file, settings: settingsOf(of) });
}

/**
 * Counts the ballots of a round by its published rule, in a thread of its own, and keeps who won, who paid, who lost and
 * why. Refuses `budgeting.not_found`, `budgeting.state`, `budgeting.vote_not_over`, and those of the count.
 */
export const countRound = command({
  name: 'budgeting.count',
  permission: permissions.lead,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await roundIn(scope, input.id, 'voting');
    if (!loaded.ok) return loaded;
    const of = loaded.value;
    const vote = of.pollId === null ? null : await poll(scope, of.pollId);
    if (vote === null || vote.state !== 'closed') return fail('budgeting.vote_not_over');
    const file = await ballotFile(scope, vote);
    const counted = await countFile(file, of);
    if (!counted.ok) return counted;
    await setRound(scope, of.id, {
      ...{ state: 'counted', count: JSON.stringify(counted.value), counted_at: scope.now() },
      file_hash: hash('sha256', file, 'hex'),
    });
    const won = new Set(counted.value.winners.map(listedOf));
    for (const idea of await ideas(scope, of.id)) {
      if (idea.listed === null) continue;
      const outcome = won.has(idea.listed) ? 'won' : 'lost';
      await setIdea(scope, idea.id, { outcome });
      await tellOne(scope, idea.personId, of.id, (lang) => pick(lang, { zh, en }).told[outcome](idea.title));
    }
    const marked = await markCounted(scope, vote.id);
    if (!marked.ok) return marked;
    await openTask(scope, {
      ...{
        kind: 'budgeting.accept',
        subject: { kind: 'round', id: of.id },
        ownerRole: 'secretary',
        dueOn: today(scope),
      },
      title: pick(scope.lang, { zh, en }).tasks.accept(of.title),
    });
    await audit(scope, { kind: 'round', id: of.id, detail: { state: 'counted', winners: won.size } });
    return ok({ id: of.id });
  },
});

async function begin(scope: Inside, of: Round, idea: Idea, place: string): Promise<Result<null>> {
  const from = await fund(scope, of.fundId);
  if (from === null) return fail('budgeting.fund_not_open');
  const w = pick('zh', { zh, en }).project;
  const begun = await projectFromRound(scope, {
    ...{ title: idea.title, fund: from, amount: idea.cost ?? 0n, line: w.line, needId: idea.needId },
    parts: {
      ...{ goals: idea.text, content: idea.plan, beneficiaries: w.beneficiaries(place) },
      ...{ plan: idea.costNote === '' ? idea.plan : idea.costNote, evaluation: w.evaluation },
    },
    cause: { kind: 'idea', id: idea.id },
    motion: w.motion(of.title, of.number ?? '', idea.listed ?? 0, formatFen(idea.cost ?? 0n)),
  });
  if (!begun.ok) return begun;
  await setIdea(scope, idea.id, { project_id: begun.value.projectId });
  return ok(null);
}

/**
 * Publishes the winners for objections and hands each to the host charity for its answer: one procedure for each, so
 * that one may be declined without the others. Refuses `budgeting.not_found`, `budgeting.state`, and those of `startProcedure`.
 */
export const beginAcceptance = command({
  name: 'budgeting.begin_acceptance',
  permission: permissions.lead,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await roundIn(scope, input.id, 'counted');
    if (!loaded.ok) return loaded;
    const of = loaded.value;
    const known = new Map((await places(scope)).map((one) => [one.id, one.name]));
    for (const idea of await ideas(scope, of.id)) {
      if (idea.outcome !== 'won') continue;
      const begun = await begin(scope, of, idea, idea.placeId === null ? '' : (known.get(idea.placeId) ?? ''));
      if (!begun.ok) return begun;
      await because(scope, { kind: 'round', id: of.id }, { kind: 'idea', id: idea.id });
    }
    await setRound(scope, of.id, { state: 'deciding' });
    await closeTask(scope, { kind: 'round', id: of.id }, 'budgeting.accept', 'done');
    await audit(scope, { kind: 'round', id: of.id, detail: { state: 'deciding' } });
    return ok({ id: of.id });
  },
});

/** Carries out what was decided about one winner; whether that is over. */
async function settle(scope: Inside, of: Round, idea: Idea): Promise<Result<boolean>> {
  const found = idea.projectId === null ? null : await project(scope, idea.projectId);
  if (found === null || found.procedureId === null) return ok(idea.outcome === 'declined');
  const item = await procedure(scope, found.procedureId);
  if (item === null || item.state === 'running') return ok(false);
  if (found.state !== 'deciding' && found.state !== 'approved') return ok(true);
  const enacted = await enactProject(scope, { id: item.id });
  if (!enacted.ok) return enacted;
  const { state } = enacted.value;
  if (state === 'declined') await setIdea(scope, idea.id, { outcome: 'declined' });
  const say = state === 'declined' ? 'declined' : 'begun';
  if (state !== 'approved')
    await tellOne(scope, idea.personId, of.id, (lang) => pick(lang, { zh, en }).told[say](idea.title));
  return ok(state !== 'approved');
}

/**
 * Carries out what the host has answered so far, as often as one likes: money set aside, projects begun, what was
 * declined marked with it. When all are answered the round is over and everybody who voted hears of it. Refuses
 * `budgeting.not_found`, `budgeting.state`, and those of `enactProject`.
 */
export const enactRound = command({
  name: 'budgeting.enact',
  permission: permissions.lead,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string; done: boolean }>> => {
    const loaded = await roundIn(scope, input.id, 'deciding');
    if (!loaded.ok) return loaded;
    const of = loaded.value;
    let done = true;
    for (const idea of await ideas(scope, of.id)) {
      if (idea.outcome !== 'won') continue;
      const settled = await settle(scope, of, idea);
      if (!settled.ok) return settled;
      done &&= settled.value;
    }
    if (done) {
      await setRound(scope, of.id, { state: 'done' });
      const voters = of.pollId === null ? [] : await persons(scope, await votersOf(scope, of.pollId));
      for (const one of voters)
        await tellPerson(scope, one, of.id, (lang) => pick(lang, { zh, en }).told.over(of.title));
    }
    await audit(scope, { kind: 'round', id: of.id, detail: { state: done ? 'done' : 'deciding' } });
    return ok({ id: of.id, done });
  },
});
