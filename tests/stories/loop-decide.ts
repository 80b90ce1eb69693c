import { expect } from 'vitest';
import { addDays } from '#kernel/dates';
import { today } from '#platform/scope';
import type { Someone } from '#tests/world';
import { at, idIn, made, type Story } from './loop.ts';

/** The one procedure that runs, opened at the desk. */
async function running(story: Story, who: Someone) {
  const seat = at(story, who);
  await seat.open(`${story.desk}/decisions?state=running`);
  await seat.follow(/\/desk\/[^/]+\/decisions\/[0-9a-f-]{36}$/);
  return seat;
}

async function votes(story: Story, who: Someone, choice: 'yes' | 'no' | 'abstain'): Promise<void> {
  const seat = await running(story, who);
  await seat.press('/vote', { choice });
}

async function close(story: Story): Promise<void> {
  const seat = await running(story, story.cast.secretary);
  await seat.press('/close');
}

/** Members by name, as a list to vote one after another. */
function all(members: Readonly<Record<string, Someone>>): Someone[] {
  return Object.values(members);
}

function one(members: Readonly<Record<string, Someone>>, place: number): Someone {
  const found = all(members)[place];
  if (found === undefined) throw new Error(`nobody in place ${place}`);
  return found;
}

/** Carries out what was decided, from the project's page at the desk. */
async function enact(story: Story) {
  const worker = at(story, story.cast.worker);
  await worker.open(`${story.desk}/projects/${made(story, 'project')}`);
  await worker.press('/enact');
  return worker;
}

/** What a project left over: the committee votes, the charity accepts last. */
export async function surplusDecided(story: Story): Promise<void> {
  const { cast } = story;
  for (const member of all(cast.members)) if (member !== cast.recused) await votes(story, member, 'yes');
  await close(story);
  const host = await running(story, cast.finance);
  await host.press('/host', { answer: 'accept' });
}

/** A new service by a third party: first both committees, then the council, each under the rule in force (F085). */
export async function serviceAdmitted(story: Story): Promise<void> {
  const { cast, choices } = story;
  const first = await running(story, one(cast.twoCommittees, 0));
  const item = idIn(first.page.url);
  expect(first.page.text).toContain(choices.project.title);
  const council = await running(story, one(cast.council, 0));
  council.lacks('/vote');
  const notYet = { code: 'decisions.step_not_yet', params: { before: '柳巷两委', step: 'vote' } };
  await council.forged(`${story.desk}/decisions/${item}/vote`, { choice: 'yes' }, notYet);
  await at(story, cast.objector).shut(`${story.desk}/decisions/${item}`, 'access.not_allowed');
  const secretary = await running(story, cast.secretary);
  const below = { present: 0, needed: 2, eligible: 3 };
  await secretary.refused('/close', {}, { code: 'decisions.below_quorum', params: below });
  await first.refused('/vote', {}, 'decisions.choose');
  await first.press('/vote', { choice: 'no' });
  await first.press('/vote', { choice: 'yes' });
  for (const member of all(cast.twoCommittees).slice(1)) await votes(story, member, 'yes');
  await close(story);
  (await running(story, one(cast.twoCommittees, 1))).lacks('/vote');
  for (const member of all(cast.council)) await votes(story, member, 'yes');
  await close(story);
  story.world.clock.advance({ days: 8 });
  await close(story);
  const page = await at(story, null).open(`${story.open}/decisions/${item}`);
  expect(page.text.indexOf('柳巷两委')).toBeLessThan(page.text.indexOf('柳巷居民议事会'));
  story.made.set('admission', item);
  await enact(story);
}

/** The member who belongs to the provider has no vote; who sits without a vote has none either. */
async function standAside(story: Story, item: string): Promise<void> {
  const { cast } = story;
  const vote = `${story.desk}/decisions/${item}/vote`;
  for (const [who, code] of [
    [cast.recused, 'decisions.recused'],
    [cast.watcher, 'decisions.seat_without_vote'],
    [cast.worker, 'decisions.no_seat'],
  ] as const) {
    const seat = await running(story, who);
    seat.lacks('/vote');
    await seat.forged(vote, { choice: 'yes' }, code);
  }
  if (!story.choices.declines) return;
  const member = await running(story, one(cast.members, 2));
  await member.refused('/recuse', { detail: '' }, 'input.required');
  await member.press('/recuse', { detail: '我母亲也要吃这份饭' });
  member.lacks('/vote', '/recuse');
}

/** The committee votes on the grant as it now runs; `no` votes come from everybody. */
async function committeeVotes(story: Story, choice: 'yes' | 'no', recused: number): Promise<void> {
  const { cast } = story;
  const voting = all(cast.members).filter((_, place) => recused === 0 || place !== 2);
  const [first, ...others] = voting;
  if (first === undefined) throw new Error('nobody votes');
  await votes(story, first, choice);
  const secretary = await running(story, cast.secretary);
  const eligible = voting.length;
  const needed = Math.ceil((eligible * 2) / 3);
  await secretary.refused('/close', {}, { code: 'decisions.below_quorum', params: { present: 1, needed, eligible } });
  for (const member of others) await votes(story, member, choice);
  await close(story);
}

/** It stands in public; somebody objects and is answered; only then, and after its days, it goes on. */
async function published(story: Story, item: string): Promise<void> {
  const { cast } = story;
  const page = `${story.open}/decisions/${item}`;
  const until = addDays(today(story.world.system), 7);
  await at(story, null).open(page);
  at(story, null).lacks('/object');
  const objector = at(story, cast.objector);
  await objector.open(page);
  await objector.refused('/object', { text: ' ' }, 'input.required');
  await objector.press('/object', { text: '为什么不先问问老食堂？', named: 'yes' });
  story.world.clock.advance({ days: 2 });
  const secretary = await running(story, cast.secretary);
  await secretary.refused('/close', {}, { code: 'decisions.objection_open', params: { count: 1 } });
  await secretary.refused('/answer', { answer: '' }, 'input.required');
  await secretary.press('/answer', { answer: '问过了，老食堂的房子要大修，两年内开不了。' });
  secretary.lacks('/answer');
  await secretary.refused('/close', {}, { code: 'decisions.publication_running', params: { until } });
  story.world.clock.advance({ days: 6 });
  await close(story);
  const shown = await at(story, null).open(page);
  expect(shown.text).toContain('老食堂的房子要大修');
  expect(shown.text).not.toContain('魏先生');
}

/** The host charity has the last word: it accepts, or says no with a reason that everybody reads. */
async function hostAnswers(story: Story, item: string, answer: 'accept' | 'decline'): Promise<void> {
  const treasurer = at(story, story.cast.treasurer);
  await treasurer.forged(`${story.desk}/decisions/${item}/host`, { answer: 'accept' }, 'access.not_allowed');
  const finance = await running(story, story.cast.finance);
  if (answer === 'accept') {
    await finance.press('/host', { answer });
    return;
  }
  await finance.refused('/host', { answer, reason: '' }, 'decisions.reason_needed');
  await finance.press('/host', { answer, reason: '餐费每份的单价请写清楚含不含配送' });
  const page = await at(story, null).open(`${story.open}/decisions/${item}`);
  expect(page.text).toContain('餐费每份的单价请写清楚含不含配送');
}

/** After a no the project says so, its needs wait openly again, and it comes back as the next version with a reason. */
async function handedInAgain(story: Story, why: string, plan: string): Promise<void> {
  const worker = await enact(story);
  const need = await at(story, null).open(`${story.open}/needs/${made(story, 'need 0')}`);
  expect(need.text).toContain('重新等人来帮');
  await worker.open(`${story.desk}/projects/${made(story, 'project')}`);
  await worker.follow(/\/edit$/);
  await worker.press('/edit', { plan });
  await worker.refused('/submit', { changed: '' }, 'projects.changed_missing');
  await worker.press('/submit', { changed: why });
}

/** The fund committee decides the grant under the rule in force; with declines it takes three versions. */
export async function grantDecided(story: Story): Promise<void> {
  const { cast, choices } = story;
  let item = idIn((await running(story, cast.secretary)).page.url);
  await standAside(story, item);
  if (choices.declines) {
    await committeeVotes(story, 'no', 1);
    await handedInAgain(story, '委员会没过：把试送缩短为三天', '三月试送三天，四月起每天送');
    item = idIn((await running(story, cast.secretary)).page.url);
    await committeeVotes(story, 'yes', 0);
    await published(story, item);
    await hostAnswers(story, item, 'decline');
    await handedInAgain(story, '慈善会没接受：单价写清楚含配送', '三月试送三天，四月起每天送；餐费含配送');
    item = idIn((await running(story, cast.secretary)).page.url);
  }
  await committeeVotes(story, 'yes', 0);
  await published(story, item);
  await hostAnswers(story, item, 'accept');
  story.made.set('grant', item);
}

/** What was granted is set aside; nobody can promise it twice. */
export async function moneyHeld(story: Story): Promise<void> {
  const objector = at(story, story.cast.objector);
  const project = made(story, 'project');
  await objector.forged(
    `${story.desk}/projects/${project}/enact`,
    { procedure: made(story, 'grant') },
    'access.not_allowed',
  );
  const worker = await enact(story);
  worker.lacks('/enact', '/submit');
  expect(worker.page.text).toContain(story.choices.project.asked);
  expect((await at(story, null).open(`${story.open}/fund`)).text).toContain('已经答应给了具体的事');
}
