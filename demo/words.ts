import {
  answerMatter,
  breakPromise,
  closeMatter,
  keepPromise,
  movePromise,
  noteMatter,
  promisesOf,
  reopenMatter,
  say,
  solveMatter,
  takeMatter,
  withdrawMatter,
  writeDown,
} from '#modules/intake';
import { type Course, type Saying, sayings } from './sayings.ts';
import type { Telling } from './script.ts';
import { pothole, sort } from './sorted.ts';

/** Says it the way it was said, and returns the matter. */
async function hear(telling: Telling, one: Saying): Promise<string> {
  const { stage, cast } = telling;
  if (one.way === 'web') {
    const said = await stage.act(one.who === null ? null : cast.who(one.who), say, {
      words: one.words,
      place: cast.place(one.at),
      place_text: '',
      contact_way: 'none',
      contact_name: '',
      phone: '',
    });
    return said.id;
  }
  const writer = one.way === 'visit' ? cast.who('马建国') : cast.who('何雨晴');
  const written = await stage.act(writer, writeDown, {
    words: one.words,
    channel: one.way,
    place: cast.place(one.at),
    ...(one.who === null ? { not_named: true } : { person: cast.who(one.who).id }),
  });
  return written.id;
}

/** Goes on with a matter as its course says. */
async function follow(telling: Telling, one: Saying, id: string): Promise<void> {
  const { stage, cast } = telling;
  const worker = cast.who('何雨晴');
  const { course } = one;
  if (course.kind === 'new') return;
  if (course.kind === 'withdrawn') {
    await stage.act(worker, withdrawMatter, { id, reason: course.reason });
    return;
  }
  await stage.act(worker, takeMatter, { id });
  if (course.kind === 'spot') await stage.act(worker, solveMatter, { id, how: course.how, minutes: 20 });
  if (course.kind === 'answer') {
    await stage.act(worker, answerMatter, { id, reply: course.reply });
    await stage.act(worker, closeMatter, { id, reason: '已回话。' });
  }
  if (course.kind === 'promise') await promised(telling, one, course, id);
}

async function promised(
  telling: Telling,
  one: Saying,
  course: Extract<Course, { kind: 'promise' }>,
  id: string,
): Promise<void> {
  const { stage, cast, on } = telling;
  const worker = cast.who('何雨晴');
  const { promiseId } = await stage.act(worker, answerMatter, {
    id,
    reply: course.reply,
    promise: course.promise,
    due_on: stage.day(one.ago - course.within),
  });
  if (promiseId === null || course.ends === 'open') return;
  const due = one.ago - course.within;
  if (course.ends === 'moved') {
    on(due, async () => {
      await stage.act(worker, movePromise, {
        id: promiseId,
        due_on: stage.day(due - 7),
        reason: '绿化队下周才排得上。',
      });
      on(due - 6, async () => {
        const open = (await promisesOf(await stage.scope(null), id)).find(
          (each) => each.keptOn === null && each.dueOn > stage.day(due),
        );
        if (open !== undefined)
          await stage.act(worker, keepPromise, { id: open.id, result: '树枝剪好了，电线也绑高了。' });
      });
    });
    return;
  }
  const end = course.ends === 'late' ? Math.max(due - 3, 0) : due + (course.within > 2 ? 1 : 0);
  on(end, async () => {
    if (course.ends === 'broken')
      await stage.act(worker, breakPromise, { id: promiseId, reason: '供电所答复明年才能增容，已逐户说明。' });
    else await stage.act(worker, keepPromise, { id: promiseId, result: `${course.promise}，办好了。` });
    if (course.ends === 'reopened')
      on(Math.max(end - 6, 0), async () => {
        await stage.act(worker, reopenMatter, { id, reason: '又下雨了，水还是排不掉。' });
        await stage.act(worker, noteMatter, { id, note: '约了排水队下周再看，可能要抬高路面。' });
      });
  });
}

/** What was said through the year, by its words, with the matter that became of it. */
export interface Heard {
  readonly all: ReadonlyMap<string, Saying>;
  readonly ids: Map<string, string>;
}

/** What residents say all through the year, and what becomes of each. */
export function tellWords(telling: Telling): Heard {
  const heard: Heard = { all: new Map(sayings.map((one) => [one.words, one])), ids: new Map() };
  for (const one of [...sayings, ...pothole])
    telling.on(one.ago, async () => {
      const id = await hear(telling, one);
      heard.ids.set(one.words, id);
      await sort(telling, telling.cast.who('何雨晴'), one, id);
      await follow(telling, one, id);
    });
  return heard;
}
