import { expect } from 'vitest';
import { at, idIn, made, type Story } from './loop.ts';
import { surplusDecided } from './loop-decide.ts';

const wish = '菜太咸了，能不能少放盐，另外十一点半就送到？';

/** Too early, nobody is asked; then the one who spoke says it with the slip alone. */
export async function speakerSays(story: Story): Promise<void> {
  const code = `${made(story, 'matter 0')}-${made(story, 'slip 0')}`;
  const seat = at(story, null);
  await seat.shut(`${story.open}/verdict/2020-0001-XXXX`, 'results.code_unknown');
  await seat.open(`${story.open}/verdict/${code}`);
  await seat.refused(`/verdict/${code}`, {}, 'results.verdict_missing');
  await seat.refused(`/verdict/${code}`, { verdict: 'partly' }, 'results.reason_missing');
  await seat.press(`/verdict/${code}`, { verdict: 'solved', words: '热的，好吃' });
  const stranger = at(story, story.cast.firm);
  await stranger.shut(`${story.me}/verdicts/need/${made(story, 'need 0')}`, 'results.not_found');
}

/** One of those served says what is wrong and how it should be; "not solved" opens the need again. */
export async function servedSay(story: Story): Promise<void> {
  const { cast, choices } = story;
  const need = made(story, 'need 0');
  const seat = at(story, cast.capable);
  await seat.open(`${story.me}/verdicts`);
  await seat.follow(new RegExp(`/verdicts/need/${need}$`));
  const verdict = choices.declines ? 'not' : 'partly';
  await seat.press(`/verdicts/need/${need}`, { verdict, reason: 'quality', words: '我吃不下', change: wish });
  const page = await at(story, null).open(`${story.open}/needs/${need}`);
  expect(page.text).not.toContain('我吃不下');
  expect(page.text.includes('还缺 1')).toBe(choices.declines);
  const open = await at(story, null).open(`${story.open}/results`);
  expect(open.text).not.toContain(wish);
}

/** What was proposed is answered in public; adopted it is the next version of the plan, which cites it, and the writer is told. */
export async function changeAnswered(story: Story): Promise<void> {
  const { cast, choices } = story;
  const worker = at(story, cast.worker);
  await worker.open(`${story.desk}/changes`);
  await worker.follow(/\/changes\/[0-9a-f-]{36}$/);
  const change = idIn(worker.page.url);
  expect(worker.page.text).toContain(wish);
  await at(story, cast.watcher).shut(`${story.desk}/changes/${change}`, 'access.not_allowed');
  const answer = choices.declines ? 'partly' : 'accepted';
  const reply = { answer, because: '医生也说老人要少盐', summary: '少盐，十一点半送到' };
  await worker.refused(`/changes/${change}`, { ...reply, because: '' }, 'results.answer_missing');
  await worker.refused(`/changes/${change}`, reply, 'results.nothing_changed');
  await worker.press(`/changes/${change}`, { ...reply, plan: '四月起每天十一点半送到；每份盐不超过两克' });
  worker.lacks(`/changes/${change}`);
  const project = await at(story, null).open(`${story.open}/projects/${made(story, 'project')}`);
  expect(project.text).toContain('每份盐不超过两克');
  expect(project.text).toContain('少盐，十一点半送到');
  const told = await at(story, cast.capable).open(`${story.me}/messages`);
  expect(told.text).toContain('医生也说老人要少盐');
  const results = await at(story, null).open(`${story.open}/results`);
  expect(results.text).toContain('医生也说老人要少盐');
  expect(results.text).not.toContain(wish);
}

/** Closed only with what was learned; where goes what was not spent, the committee and then the charity decide before. */
export async function projectClosed(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  await worker.open(`${story.desk}/projects/${made(story, 'project')}`);
  if (worker.form('/surplus') !== null) {
    await worker.refused('/surplus', { to: 'fund', words: '' }, 'projects.surplus_words_missing');
    await worker.press('/surplus', { to: 'fund', words: '资助办法：没用完的回到基金' });
    worker.lacks('/close', '/surplus');
    await surplusDecided(story);
    await worker.open(`${story.desk}/projects/${made(story, 'project')}`);
  }
  await worker.refused('/close', { lessons: '' }, 'projects.lessons_missing');
  await worker.press('/close', { lessons: '送饭的人也是看门的人：谁没开门，当天就有人知道。' });
  worker.lacks('/close', '/finish', '/report');
  const page = await at(story, null).open(`${story.open}/projects/${made(story, 'project')}`);
  expect(page.text).toContain('送饭的人也是看门的人');
}
