import { z } from 'zod';
import { addDays } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { person as personOf } from '#modules/people';
import { audit, tell } from '#modules/record';
import { closeTask, openTask, openTasks } from '#modules/tasks';
import { command } from '#platform/command';
import { type Inside, subjectPerson, today } from '#platform/scope';
import { staleTask, standingVoices, takeBack } from './commands-course.ts';
import { type LoadedNeed, needFor } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import type { Need } from './queries.ts';
import { unconfirmedNeeds } from './queries-more.ts';
import { OneNeed } from './schema.ts';
import { zh } from './zh.ts';

async function standsAgain(scope: Inside, id: string): Promise<void> {
  await scope.db
    .updateTable('need')
    .set({ confirmed_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await closeTask(scope, { kind: 'need', id }, staleTask, 'done');
  await audit(scope, { kind: 'need', id, detail: { step: 'confirmed' } });
}

/** Says at the desk that an old need still stands; the clock starts anew. */
export const confirmNeed = command({
  name: 'needs.confirm',
  permission: permissions.keep,
  input: OneNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await needFor(scope, input.id, 'confirm');
    if (!loaded.ok) return loaded;
    await standsAgain(scope, input.id);
    return ok({ id: input.id });
  },
});

/** A need its owner speaks about: whoever it is for, or whoever stands behind it. Refuses `needs.not_yours`. */
async function ownNeed(scope: Inside, id: string): Promise<Result<LoadedNeed & { others: number }>> {
  const loaded = await needFor(scope, id, 'confirm');
  if (!loaded.ok) return loaded;
  const me = subjectPerson(scope);
  const voices = await standingVoices(scope, id);
  if (me === null || (loaded.value.person_id !== me && !voices.some((voice) => voice.person_id === me)))
    return fail('needs.not_yours');
  return ok({ ...loaded.value, others: voices.filter((voice) => voice.person_id !== me).length });
}

/** Whoever needs it says that it still stands. Refusals: `needs.not_found`, `needs.state`, `needs.not_yours`. */
export const stillNeeded = command({
  name: 'needs.still',
  permission: permissions.voice,
  input: OneNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const own = await ownNeed(scope, input.id);
    if (!own.ok) return own;
    await standsAgain(scope, input.id);
    return ok({ id: input.id });
  },
});

/**
 * Whoever needs it says "no more": their voice leaves, and the need is withdrawn where nobody else stands behind it and
 * nothing is under way. Refusals: `needs.not_found`, `needs.state`, `needs.not_yours`.
 */
export const noMore = command({
  name: 'needs.no_more',
  permission: permissions.voice,
  input: OneNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const own = await ownNeed(scope, input.id);
    if (!own.ok) return own;
    const need = own.value;
    if (need.others === 0 && (need.state === 'open' || need.state === 'part_met')) {
      await takeBack(scope, need, pick('zh', { zh, en }).told.ownWord);
      return ok({ id: input.id });
    }
    await scope.db
      .updateTable('need_voice')
      .set({ left_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('need_id', '=', input.id)
      .where('person_id', '=', subjectPerson(scope))
      .where('matter_id', 'is', null)
      .where('left_at', 'is', null)
      .execute();
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'voice_left' } });
    return ok({ id: input.id });
  },
});

/** Asks everybody who stands behind an old need, in their own language. */
async function askOwners(scope: Inside, need: Need): Promise<number> {
  const voices = await standingVoices(scope, need.id);
  const owners = new Set([need.personId, ...voices.map((voice) => voice.person_id)].filter((id) => id !== null));
  for (const personId of owners) {
    const lang = (await personOf(scope, personId))?.lang ?? 'zh';
    const body = pick(lang, { zh, en }).told.stale(need.title);
    await tell(scope, { personId, channel: 'desk', body, lang, about: { kind: 'need', id: need.id } });
  }
  return owners.size;
}

/** How long the desk has to ask about an old need. */
const askWithin = 7;

/**
 * For every need that nobody confirmed within `need.staleDays`: asks its owners whether it still stands, and opens a
 * due date for the desk in case they can't be reached here. Run daily, it repeats nothing.
 */
export const askAboutStale = command({
  name: 'needs.ask_stale',
  permission: permissions.clock,
  input: z.object({}),
  run: async (scope): Promise<Result<{ asked: number }>> => {
    const days = await parameter(scope, 'need.staleDays');
    const old = await unconfirmedNeeds(scope, new Date(scope.now().getTime() - days * 86_400_000));
    const known = (await openTasks(scope, { limit: 5000 })).filter((task) => task.kind === staleTask);
    const fresh = old.filter((need) => !known.some((task) => task.subjectId === need.id));
    const words = pick('zh', { zh, en });
    for (const need of fresh) {
      const owners = await askOwners(scope, need);
      await openTask(scope, {
        kind: staleTask,
        subject: { kind: 'need', id: need.id },
        title: words.tasks.stale(need.number ?? need.title),
        dueOn: addDays(today(scope), askWithin),
        ownerRole: 'worker',
        rule: 'need.staleDays',
      });
      await audit(scope, { kind: 'need', id: need.id, detail: { step: 'stale', owners } });
    }
    if (fresh.length === 0) await audit(scope, { kind: 'space', id: scope.spaceId, detail: { stale: 0 } });
    return ok({ asked: fresh.length });
  },
});
