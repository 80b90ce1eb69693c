import { addDays } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { joinMatter, matter, sortMatter, takeMatter, writeDown } from '#modules/intake';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { TakeCall } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which a petition is answered. */
const petitionTask = 'reception.petition';

/** A petition is answered within a limit of its own, whoever sent it; nobody is counted by how often they did. */
async function limitPetition(scope: Inside, id: string, number: string): Promise<void> {
  const words = pick('zh', { zh, en }).tasks;
  await openTask(scope, {
    kind: petitionTask,
    subject: { kind: 'matter', id },
    title: words.petition(number),
    dueOn: addDays(today(scope), await parameter(scope, 'promise.petitionDays')),
    ownerRole: 'worker',
    remindDaysBefore: 7,
    escalateToRole: 'admin',
    rule: words.petitionRule,
  });
}

/**
 * Writes down a call, a letter, a petition or a slip of the opinion box; with the class the worker chose or left as
 * proposed, joined to what is the same. The worker who listened answers for it. Refusals: `reception.who_missing`,
 * `reception.day_unknown`, `reception.matter_unknown`, those of `intake.write` and `intake.join`.
 */
export const takeCall = command({
  name: 'reception.take',
  permission: permissions.take,
  input: TakeCall,
  run: async (scope, input): Promise<Result<{ id: string; number: string; code: string }>> => {
    if (!input.anonymous && input.person === undefined && input.contact_name === '')
      return fail('reception.who_missing', { field: 'contact_name' });
    const { behalf } = input;
    const forWhom = behalf === '' ? '' : `\n${pick(scope.lang, { zh, en }).call.forWhom(behalf)}`;
    const written = await writeDown(scope, {
      channel: input.channel,
      words: `${input.words}${forWhom}`,
      ...(input.person === undefined || input.anonymous ? {} : { person: input.person }),
      not_named: input.anonymous,
      contact_name: input.anonymous ? '' : input.contact_name,
      phone: input.anonymous ? '' : input.phone,
      contact_way: !input.anonymous && input.phone !== '' ? 'call' : 'none',
      place_text: input.place_text,
    });
    if (!written.ok) return written;
    const { id, number, code } = written.value;
    const taken = await takeMatter(scope, { id });
    if (!taken.ok) return taken;
    if (input.class_code !== '') {
      const sorted = await sortMatter(scope, { id, class_code: input.class_code });
      if (!sorted.ok) return sorted;
    }
    if (input.reception !== undefined) {
      const known = await scope.db
        .selectFrom('reception')
        .select('id')
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', input.reception)
        .where('state', '=', 'planned')
        .executeTakeFirst();
      if (known === undefined) return fail('reception.day_unknown', { field: 'reception' });
      await scope.db
        .insertInto('reception_matter')
        .values({ space_id: scope.spaceId, reception_id: known.id, matter_id: id, at: scope.now() })
        .execute();
    }
    if (input.channel === 'petition') await limitPetition(scope, id, number);
    if (input.same !== undefined) {
      const into = await matter(scope, input.same);
      if (into === null) return fail('reception.matter_unknown', { field: 'same' });
      const joined = await joinMatter(scope, { id, into: into.number });
      if (!joined.ok) return joined;
    }
    await audit(scope, { kind: 'matter', id, detail: { channel: input.channel } });
    return ok({ id, number, code });
  },
});
