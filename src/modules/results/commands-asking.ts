import { z } from 'zod';
import { startOfLocalDay } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { tellSpeaker } from '#modules/intake';
import { person as personOf } from '#modules/people';
import { audit, type Thing, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { type Inside, today } from '#platform/scope';
import { keepAttempt, linkFor } from './commands-links.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { toAsk } from './queries.ts';
import { addressOf } from './queries-links.ts';
import type { Due } from './rules.ts';
import type { Asked } from './schema.ts';
import { zh } from './zh.ts';

/** Kinds of the due dates that have somebody ask: the first time, and once more after four weeks. */
export const askTasks = { first: 'results.call_back', again: 'results.ask_again' } as const;

/** The due dates about a thing end when nobody is left to be asked about it. */
export async function settleAsking(
  scope: Inside,
  subject: { readonly kind: 'matter' | 'need'; readonly id: string },
  needId: string | null,
): Promise<void> {
  const about: Thing = needId === null ? subject : { kind: 'need', id: needId };
  const left = await toAsk(scope, needId === null ? { matterId: subject.id } : { needIds: [needId] });
  if (!left.some((each) => !each.due.again)) await closeTask(scope, about, askTasks.first, 'done');
  if (!left.some((each) => each.due.again && each.due.on <= today(scope)))
    await closeTask(scope, about, askTasks.again, 'done');
}

/** Writes to whoever is to be asked, with a link of their own; each time of asking once. */
async function askByLink(scope: Inside, asked: Asked, due: Due): Promise<boolean> {
  if (asked.askedByLinkAt !== null && asked.askedByLinkAt >= startOfLocalDay(due.on, scope.timeZone)) return false;
  const address = await addressOf(scope, await linkFor(scope, asked));
  const name = asked.title === '' ? asked.number : asked.title;
  const wording = (lang: 'zh' | 'en'): string => pick(lang, { zh, en }).askBy(name, address);
  if (asked.subject.kind === 'matter')
    await tellSpeaker(scope, { id: asked.subject.id, number: asked.number }, (_words, _number, lang) => wording(lang));
  else if (asked.personId !== null) {
    const lang = (await personOf(scope, asked.personId))?.lang ?? 'zh';
    const about = { kind: asked.subject.kind, id: asked.subject.id };
    await tell(scope, { personId: asked.personId, channel: 'desk', body: wording(lang), lang, about });
  }
  await keepAttempt(scope, asked, 'link');
  return true;
}

/**
 * Asks what came of it, when the day has come: by a link to whoever can be written to, and by a due date for the desk, of
 * every matter or need, also of what staff closed; once more after four weeks. Run daily, it repeats nothing.
 */
export const askPeople = command({
  name: 'results.ask',
  permission: permissions.ask,
  input: z.object({}),
  run: async (scope): Promise<Result<{ opened: number; written: number }>> => {
    const known = await scope.db
      .selectFrom('task')
      .select(['kind', 'subject_id'])
      .where('space_id', '=', scope.spaceId)
      .where('state', '=', 'open')
      .where('kind', 'in', Object.values(askTasks))
      .execute();
    const open = new Set(known.map((task) => `${task.kind} ${task.subject_id}`));
    const words = pick('zh', { zh, en }).tasks;
    let [opened, written] = [0, 0];
    for (const { asked, due } of await toAsk(scope)) {
      const isDue = due.on <= today(scope);
      if (isDue && (await askByLink(scope, asked, due))) written += 1;
      // The second asking is opened when its day has come, so that a year of them does not lie on the desk.
      if (due.again && !isDue) continue;
      const subject: Thing = asked.needId === null ? asked.subject : { kind: 'need', id: asked.needId };
      const kind = due.again ? askTasks.again : askTasks.first;
      if (open.has(`${kind} ${subject.id}`)) continue;
      open.add(`${kind} ${subject.id}`);
      const title = asked.title === '' ? asked.number : asked.title;
      await openTask(scope, {
        ...{ kind, subject, title: due.again ? words.askAgain(title) : words.ask(title), dueOn: due.on },
        ...{ ownerRole: 'worker', escalateToRole: 'admin' },
        rule: due.again ? 'results.askAgainDays' : 'promise.callBackDays',
      });
      opened += 1;
    }
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { opened, written } });
    return ok({ opened, written });
  },
});
