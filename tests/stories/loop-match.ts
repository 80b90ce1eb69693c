import { expect } from 'vitest';
import type { Someone } from '#tests/world';
import type { Filled } from './hand.ts';
import { at, idIn, made, type Story } from './loop.ts';

/** Somebody offers something on the public page. */
async function offer(story: Story, who: Someone, key: string, filled: Filled): Promise<void> {
  const seat = at(story, who);
  await seat.open(`${story.open}/help/offer`);
  await seat.press('/help/offer', { quantity: '2', unit: '次', ...filled });
  const waiting = await seat.open(`${story.me}/resources`);
  expect(waiting.text).toContain(filled['title']);
  story.made.set(`offer ${key}`, String(filled['title']));
}

const tap = { kind: 'skill', class_code: 'service.repair' } as const;

/** A firm, a neighbour and a shop offer; so do some whose offers will not fit. */
export async function resourcesOffered(story: Story): Promise<void> {
  const { cast } = story;
  const [first, second] = cast.helpers;
  await at(story, null).open(`${story.open}/help?with=time`);
  const neighbour = at(story, cast.neighbour);
  await neighbour.open(`${story.open}/help/offer`);
  const skill = { ...tap, title: '修水龙头', quantity: '2', unit: '次' };
  await neighbour.refused('/help/offer', { ...skill, class_code: '' }, 'resources.class_missing');
  await neighbour.refused('/help/offer', { ...skill, title: '<b>修</b>' }, 'input.markup');
  await offer(story, cast.neighbour, 'tap', { ...skill, home_visits: 'yes' });
  if (story.choices.declines)
    await offer(story, cast.provider, 'tap two', { ...tap, title: '社里师傅上门修水', home_visits: 'yes' });
  await offer(story, first, 'no visits', { ...tap, title: '修自行车，不上门' });
  await offer(story, second, 'unvetted', { ...tap, title: '什么都会修', home_visits: 'yes' });
  const wheelchair = { kind: 'loan', class_code: 'material.daily.mobility', title: '轮椅', quantity: '1', unit: '张' };
  await offer(story, cast.firm, 'wheelchair', { ...wheelchair, organisation: '安步康复器材' });
  const noodles = { kind: 'goods', class_code: 'material.food.groceries', title: '挂面', quantity: '20', unit: '包' };
  await offer(story, cast.shop, 'noodles', { ...noodles, organisation: '老街面馆' });
  await offer(story, cast.objector, 'old', { ...noodles, title: '放了一年的饼干', quantity: '3' });
}

/** The worker looks at each: most are opened, one is refused with a reason, one is paused and goes on. */
export async function resourcesOpened(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  const second = story.choices.declines ? ['tap two'] : [];
  for (const key of ['tap', ...second, 'no visits', 'unvetted', 'wheelchair', 'noodles', 'old']) {
    const title = made(story, `offer ${key}`);
    await worker.open(`${story.desk}/resources?q=${encodeURIComponent(title)}`);
    await worker.follow(/resources\/[0-9a-f-]{36}$/);
    story.made.set(`resource ${key}`, idIn(worker.page.url));
    if (key === 'old') {
      await worker.refused('/refuse', { reason: '' }, 'resources.reason_missing');
      await worker.press('/refuse', { reason: '放了一年，吃坏肚子就不好了' });
    } else await worker.press('/open', key.startsWith('tap') ? { vetted: 'yes' } : {});
    worker.lacks('/open');
  }
  const neighbour = at(story, story.cast.neighbour);
  await neighbour.open(`${story.me}/resources`);
  await neighbour.press('/pause');
  await neighbour.press('/resume');
  await at(story, null).open(`${story.open}/resources/${made(story, 'resource noodles')}`);
  await at(story, null).shut(`${story.open}/resources/${made(story, 'resource old')}`, 'resources.not_found');
}

/** The wheelchair goes across the desk in one tap, comes back, and goes out again. */
export async function wheelchairLent(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  const page = `${story.desk}/resources/${made(story, 'resource wheelchair')}`;
  await worker.open(`${page}?who=${encodeURIComponent('赵伯伯')}`);
  await worker.press('/lend');
  await worker.open(`${page}?who=${encodeURIComponent('陈阿婆')}`);
  await worker.refused('/lend', {}, 'resources.taken');
  await worker.press('/back');
  await worker.open(`${page}?who=${encodeURIComponent('陈阿婆')}`);
  await worker.press('/lend');
  expect((await at(story, story.cast.speaker).open(`${story.me}/resources`)).text).toContain('轮椅');
}

/** A dripping tap becomes a need at whose home somebody must be let in. */
async function tapNeed(story: Story): Promise<string> {
  const worker = at(story, story.cast.worker);
  await worker.open(`${story.desk}/matters/new?who=${encodeURIComponent('赵伯伯')}`);
  const words = { words: '厨房水龙头滴了半个月，夜里听着睡不着', channel: 'phone', person: '赵伯伯' };
  await worker.press('/matters/new', words);
  await worker.follow(/needs\/new\?matter=/);
  await worker.press('/needs/new', {
    ...{ title: '修滴水的水龙头', summary: '一户老人家的水龙头滴水，要上门修。', class_code: 'service.repair' },
    ...{ quantity: '1', unit: '次', divisible: '', urgency: 'normal', home_visit: 'yes' },
  });
  await worker.press('/check');
  story.made.set('need tap', idIn(worker.page.url));
  return idIn(worker.page.url);
}

/** What fits is ranked with reasons; what does not is left out, each with its own. */
export async function matchesFound(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  await tapNeed(story);
  await worker.follow(/\/matches$/);
  const [, ranked = '', left = ''] = worker.page.html.split(/<ol class="lines">|<\/ol>/);
  expect(ranked).toContain('修水龙头');
  for (const decoy of ['修自行车，不上门', '什么都会修', '轮椅', '挂面']) expect(ranked).not.toContain(decoy);
  for (const [decoy, why] of [
    ['修自行车，不上门', '要上门，对方不上门'],
    ['什么都会修', '要上门，对方还没核实过'],
    ['轮椅', '不是一类'],
  ] as const)
    expect(left).toMatch(new RegExp(`${decoy}[\\s\\S]{0,200}${why}`));
  worker.lacks('/across');
  await worker.refused('/propose', { quantity: '9' }, { code: 'matching.too_much', params: { left: '1', unit: '次' } });
}

/** Asks again; with declines the first says no, is left out from then on, and another is asked. */
async function whoHelps(story: Story, page: string): Promise<Someone> {
  const { cast } = story;
  const worker = at(story, cast.worker);
  await worker.open(page);
  await worker.press('/propose', {}, { resource: made(story, 'resource tap') });
  if (!story.choices.declines) return cast.neighbour;
  const first = at(story, cast.neighbour);
  await first.open(`${story.me}/matches`);
  await first.refused('/decline', { reason: '' }, 'matching.reason_missing');
  await first.press('/decline', { reason: '腰扭了，这周来不了' });
  first.lacks('/accept', '/decline');
  await worker.open(page);
  expect(worker.page.text).toContain('上次没谈成');
  expect(worker.form('/propose', { resource: made(story, 'resource tap') })).toBeNull();
  await worker.press('/propose', {}, { resource: made(story, 'resource tap two') });
  return cast.provider;
}

/** Proposed, taken back with a reason, proposed again; both agree; handed over; confirmed by the one who was helped. */
export async function tapMended(story: Story): Promise<void> {
  const { cast } = story;
  const worker = at(story, cast.worker);
  const page = `${story.desk}/needs/${made(story, 'need tap')}/matches`;
  await worker.open(page);
  await worker.press('/propose', {}, { resource: made(story, 'resource tap') });
  await worker.refused('/withdraw', { reason: '' }, 'matching.reason_missing');
  await worker.press('/withdraw', { reason: '先问问哪天在家' });
  const helper = await whoHelps(story, page);
  const match = worker.page.url.split('?')[0] ?? '';
  const giver = at(story, helper);
  const taker = at(story, cast.tapOwner);
  await at(story, cast.objector).open(`${story.me}/matches`);
  at(story, cast.objector).lacks('/accept', '/hand', '/confirm');
  await giver.open(`${story.me}/matches`);
  giver.lacks('/hand');
  await giver.press('/accept', { share_contact: 'yes' });
  await taker.open(`${story.me}/matches`);
  await taker.press('/accept');
  taker.lacks('/hand');
  await giver.open(`${story.me}/matches`);
  await giver.press('/hand');
  giver.lacks('/confirm');
  await taker.open(`${story.me}/matches`);
  await taker.press('/confirm');
  expect((await worker.open(match)).text).toContain(helper.name);
  const need = await at(story, null).open(`${story.open}/needs/${made(story, 'need tap')}`);
  expect(need.text).not.toContain(helper.name);
}
