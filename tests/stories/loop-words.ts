import { expect } from 'vitest';
import { addDays } from '#kernel/dates';
import { today } from '#platform/scope';
import { at, idIn, made, type Story } from './loop.ts';

/** A resident says something on the public page, one question at a time; gives the slip's number and code. */
async function say(story: Story, who: Story['cast']['speaker'] | null, words: string, refusals: boolean) {
  const seat = at(story, who);
  await seat.open(`${story.open}/say`);
  if (refusals) await seat.refused('/say', { words: '  ' }, 'intake.words_missing');
  await seat.press('/say', { words });
  if (seat.form('/say')?.controls.some((control) => control.name === 'same') === true)
    await seat.press('/say', { same: 'none' });
  await seat.press('/say', { place_text: '井边' });
  if (refusals) {
    await seat.refused('/say', {}, 'intake.contact_way_missing');
    await seat.refused('/say', { contact_way: 'sms' }, 'intake.phone_missing');
  }
  const slip = await seat.press('/say', { contact_way: 'none' });
  const query = new URL(slip.url, 'http://linli.test').searchParams;
  expect(slip.text).toContain(query.get('number'));
  return { number: query.get('number') ?? '', code: query.get('code') ?? '' };
}

/** Finds a matter in the desk's list by its number and opens it. */
async function openMatter(story: Story, number: string): Promise<void> {
  const worker = at(story, story.cast.worker);
  await worker.open(`${story.desk}/matters?q=${encodeURIComponent(number)}`);
  await worker.follow(/matters\/[0-9a-f-]{36}$/);
  expect(worker.page.text).toContain(number);
}

/** Step 1, first half: the words come in, are taken, answered with a day, and kept. */
export async function wordsComeIn(story: Story): Promise<void> {
  const { cast, choices, made: known } = story;
  for (const [index, need] of choices.needs.entries()) {
    const slip = await say(story, index === 0 ? cast.speaker : cast.tapOwner, need.said, index === 0);
    known.set(`matter ${index}`, slip.number);
    known.set(`slip ${index}`, slip.code);
  }
  const speaker = at(story, cast.speaker);
  await speaker.shut(`${story.desk}/matters`, 'access.not_allowed');
  const voice = await speaker.open(`${story.me}/voice`);
  expect(voice.text).toContain(made(story, 'matter 0'));
  await at(story, null).open(`${story.open}/slip?number=${made(story, 'matter 0')}&code=${made(story, 'slip 0')}`);
  await answered(story);
}

/** The worker takes it, answers with a day, moves the day with a reason, keeps the promise. */
async function answered(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  await openMatter(story, made(story, 'matter 0'));
  story.made.set('matter id 0', idIn(worker.page.url));
  await worker.press('/take');
  worker.lacks('/reopen');
  const due = addDays(today(story.world.system), 3);
  const reply = { reply: '听到了，我先去问问。', promise: '三天内给您准信' };
  await worker.refused('/answer', { ...reply, due_on: '2020-01-01' }, { code: 'intake.day_past', field: 'due_on' });
  await worker.refused('/answer', { ...reply, reply: '' }, 'intake.reply_missing');
  await worker.press('/answer', { ...reply, due_on: due });
  await worker.refused('/move', { due_on: addDays(due, 2), reason: '' }, 'intake.reason_missing');
  await worker.press('/move', { due_on: addDays(due, 2), reason: '厨师周四才回来' });
  const ledger = await at(story, null).open(`${story.open}/promises`);
  expect(ledger.text).toMatch(/天后 还没到日子 2026-0001 .* 天后 改了日子/);
  expect(ledger.text).not.toContain('三天内给您准信');
  await worker.press('/keep', { result: '问过了，社区食堂三月停办' });
  const slip = await at(story, null).open(
    `${story.open}/slip?number=${made(story, 'matter 0')}&code=${made(story, 'slip 0')}`,
  );
  expect(slip.text).toContain('社区食堂三月停办');
}

/** Three taps: open the list, say how, done; undone with a reason and done again. */
export async function solvedOnTheSpot(story: Story): Promise<void> {
  const slip = await say(story, null, '活动室几点开门？', false);
  const worker = at(story, story.cast.worker);
  await worker.open(`${story.desk}/matters?q=${encodeURIComponent(slip.number)}`);
  await worker.press('/solve', { way: 'explained' });
  const id = idIn(worker.page.url);
  worker.lacks('/solve', '/take');
  await worker.refused('/reopen', { reason: '' }, 'intake.reason_missing');
  await worker.press('/reopen', { reason: '来电说周六又没开' });
  await worker.press('/solve', { way: 'phoned' });
  expect(idIn(worker.page.url)).toBe(id);
}

/** A need is made of each matter: public words apart from the private ones. */
export async function needsMade(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  for (const [index, need] of story.choices.needs.entries()) {
    await openMatter(story, made(story, `matter ${index}`));
    await worker.follow(/needs\/new\?matter=/);
    expect(worker.page.text).toContain(need.said.slice(0, 12));
    const facts = {
      ...{ title: need.title, summary: need.summary, class_code: 'service.care', quantity: need.quantity },
      ...{ unit: need.unit, divisible: 'yes', urgency: 'soon', urgency_reason: '天冷' },
    };
    if (index === 0) {
      await worker.refused('/needs/new', { ...facts, summary: '' }, 'needs.summary_missing');
      await worker.refused('/needs/new', { ...facts, quantity: '0' }, 'count.not_positive');
      await worker.press('/needs/new', { ...facts, summary: `${need.summary}打13800138000` });
      await personalDataHeldBack(story, need.summary);
    } else await worker.press('/needs/new', facts);
    await worker.press('/check');
    worker.lacks('/check');
    story.made.set(`need ${index}`, idIn(worker.page.url));
    story.made.set(`need number ${index}`, /20\d\d-\d+/.exec(worker.page.text)?.[0] ?? '');
  }
}

/** What looks like a telephone number does not go out; a visitor does not see a draft. */
async function personalDataHeldBack(story: Story, summary: string): Promise<void> {
  const worker = at(story, story.cast.worker);
  const id = idIn(worker.page.url);
  await at(story, null).shut(`${story.open}/needs/${id}`, 'needs.not_found');
  await worker.refused('/check', {}, { code: 'needs.personal_data', params: { hits: '13800138000' } });
  await worker.follow(/\/edit$/);
  await worker.press('/edit', { summary });
}

/** "Mine too", from the public page and from a matter joined at the desk; each can be taken back. */
export async function mineToo(story: Story): Promise<void> {
  const { cast } = story;
  const need = `${story.open}/needs/${made(story, 'need 0')}`;
  await at(story, null).open(need);
  at(story, null).lacks('/too');
  const neighbour = at(story, cast.capable);
  await neighbour.open(need);
  await neighbour.press('/too');
  neighbour.lacks('/too');
  await neighbour.press('/not-me');
  await neighbour.press('/too');
  const slip = await say(story, cast.objector, '我爸中午也吃不上饭，能不能算我家一份？', false);
  const worker = at(story, cast.worker);
  await openMatter(story, slip.number);
  await worker.refused('/needs/join', { need: '2099-9999' }, 'needs.other_unknown');
  await worker.press('/needs/join', { need: made(story, 'need number 0') });
  await openMatter(story, slip.number);
  await worker.press('/part');
  await worker.press('/needs/join', { need: made(story, 'need number 0') });
}
