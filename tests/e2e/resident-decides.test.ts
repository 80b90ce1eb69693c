import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import {
  beginAcceptance,
  checkIdea,
  countRound,
  enactRound,
  ideas,
  openVoting,
  proposeIdea,
  publishRound,
  tellProgress,
  writeRound,
} from '#modules/budgeting';
import { answerAsHost, closeStep } from '#modules/decisions';
import { addItem, callMeeting, planMeeting } from '#modules/meetings';
import { addPlace } from '#modules/places';
import { project, reportProgress } from '#modules/projects';
import { answerTopic, proposeTopic, supportTopic, topics } from '#modules/topics';
import { castBallot, checkPlace, closePoll } from '#modules/votes';
import { makeFund } from '#tests/fund';
import { makeGift } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { openBrowser, withChineseGlyphs } from './browser.ts';
import { PageCheck } from './hand-browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const { secretary, worker, finance, admin } = town;
const estate = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;

/** Somebody who lives in the estate, known there by the worker's list. */
async function resident(name: string): Promise<Someone> {
  const one = await world.person(name);
  await world.system.db
    .updateTable('person')
    .set({ place_id: estate, birth_year: 1958 })
    .where('id', '=', one.personId)
    .execute();
  return one;
}

const zhang = await resident('张桂英');
const neighbours: Someone[] = [];
for (let at = 1; at <= 11; at += 1) neighbours.push(await resident(`街坊${at}`));
must(await checkPlace(worker.scope, { place: estate }));
await makeGift(world, town, '5000.05', 'B-1');

const browser = await openBrowser();
const look = new PageCheck(browser);
afterAll(() => browser.close());
const base = await serve(world, zhang.actor, false);
const open = `/s/${world.space.slug}`;
const me = `/me/${world.space.slug}`;

/** Zhang Guiying's telephone: it goes where she taps, and every page is looked at. */
class Telephone {
  readonly page: Page;
  readonly #script: boolean;

  constructor(page: Page, script: boolean) {
    this.page = page;
    this.#script = script;
  }

  async to(path: string): Promise<void> {
    await this.page.goto(`${base}${path}`, { waitUntil: 'domcontentloaded' });
    await this.#look();
  }

  async tap(selector: string): Promise<void> {
    await Promise.all([
      this.page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      this.page.locator(selector).first().click({ noWaitAfter: true }),
    ]);
    await this.#look();
  }

  async send(form: string): Promise<void> {
    await this.tap(`form[action*="${form}"] button[type=submit]`);
  }

  words(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  async #look(): Promise<void> {
    await look.at(this.page, this.page.url(), await this.page.content(), this.#script);
  }
}

async function telephone(script: boolean): Promise<Telephone> {
  const context: BrowserContext = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, locale: 'zh-CN', javaScriptEnabled: script },
  });
  await context.addCookies([{ name: 'test-person', value: zhang.personId, url: base }]);
  if (script) await withChineseGlyphs(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('dialog', (dialog) => void dialog.accept());
  return new Telephone(page, script);
}

/** She puts a topic forward, stands behind a neighbour's, argues; it comes onto an agenda and is answered. */
async function speaks(phone: Telephone, way: string): Promise<void> {
  const { page } = phone;
  const [first] = neighbours;
  const other = must(
    await proposeTopic(first?.scope ?? world.system, {
      title: `书屋开到几点${way}`,
      text: '孩子放学要用。',
      kind: 'daily',
    }),
  ).id;
  await phone.to(`${open}/topics`);
  await phone.tap('a[href$="/topics/new"]');
  await page.fill('[name=title]', `晚上广场的灯${way}`);
  await page.fill('[name=text]', '跳舞的时候太暗，看不见台阶。');
  await phone.send('/topics/new');
  expect(await phone.words()).toContain(`晚上广场的灯${way}`);
  await phone.to(`${open}/topics/${other}`);
  await phone.send(`/topics/${other}/support`);
  await page.check('[name=side][value=for]');
  await page.fill('form[action$="/argue"] [name=text]', '我天天带孩子来，有事打 13800138000。');
  await phone.send(`/topics/${other}/argue`);
  // Whoever writes a number down looks once more, and nothing of what was typed is gone.
  expect(await phone.words()).toContain('有一处要再看一眼');
  await page.fill('form[action$="/argue"] [name=text]', '我天天带孩子来，晚一点关正好。');
  await phone.send(`/topics/${other}/argue`);
  expect(await phone.words()).toContain('我天天带孩子来');
  const own = (await topics(world.system, { limit: 50, offset: 0 })).rows.find((one) =>
    one.title.includes(`的灯${way}`),
  );
  const id = own?.id ?? '';
  for (const one of neighbours.slice(0, 9)) must(await supportTopic(one.scope, { id }));
  const facts = { text: '', day: dayIn(10), time: '14:00', place: '议事厅', remote: '', agenda: '' };
  const meeting = must(await planMeeting(secretary.scope, { kind: 'symposium', title: `三月议事${way}`, ...facts })).id;
  must(await addItem(secretary.scope, { id: meeting, title: '广场的灯', topic: id }));
  must(await callMeeting(secretary.scope, { id: meeting, lateReason: '' }));
  await phone.to(`${open}/topics/${id}`);
  expect(await phone.words()).toContain('上会了');
  await phone.to(`${open}/meetings/${meeting}`);
  expect(await phone.words()).toContain('广场的灯');
  must(await answerTopic(secretary.scope, { id, outcome: 'partly', answer: '先装四盏，下个月再看。' }));
  await phone.to(`${open}/topics/${id}`);
  expect(await phone.words()).toContain('先装四盏，下个月再看。');
}

const dayIn = (days: number): string =>
  new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** A round is published, she brings an idea, the office checks it, and the vote opens. */
async function proposes(phone: Telephone, way: string): Promise<{ round: string; poll: string }> {
  const { page } = phone;
  const { id } = must(
    await writeRound(secretary.scope, {
      ...{ title: `春天的八百块${way}`, text: '给大家用的都能提。', fundId: town.fund, budget: '800', largest: '500' },
      ...{ ballot: 'knapsack', rule: 'equal-shares', utility: 'cost', completion: 'add1u', stop: 'exhaustive' },
      ...{ increment: '1', ideas_until: dayIn(2), opens_on: dayIn(4), closes_on: dayIn(6) },
    }),
  );
  must(await publishRound(secretary.scope, { id }));
  await phone.to(`${open}/rounds/${id}`);
  await phone.tap(`a[href$="/rounds/${id}/propose"]`);
  await page.fill('[name=title]', '门口的长凳');
  await page.fill('[name=text]', '买菜回来歇歇脚。');
  await phone.send(`/rounds/${id}/propose`);
  expect(await phone.words()).toContain('我提的');
  for (const [at, title] of ['棋桌', '花架'].entries())
    must(await proposeIdea(neighbours[at]?.scope ?? world.system, { id, title, text: '大家用。' }));
  const costs: Readonly<Record<string, string>> = { 门口的长凳: '260.5', 棋桌: '310', 花架: '450.25' };
  for (const idea of await ideas(world.system, id))
    must(
      await checkIdea(worker.scope, {
        ...{ id, ideaId: idea.id, title: idea.title, text: idea.text, verdict: 'feasible', plan: '街坊自己装。' },
        ...{ cost: costs[idea.title] ?? '1', cost_note: '问过价', reason: '' },
      }),
    );
  world.clock.advance({ days: 3 });
  const { pollId } = must(await openVoting(secretary.scope, { id }));
  world.clock.advance({ days: 1, hours: 1 });
  return { round: id, poll: pollId };
}

/** She finds the vote on her own page, chooses with the running total in sight, and casts; her receipt. */
async function votes(phone: Telephone, poll: string, script: boolean): Promise<string> {
  const { page } = phone;
  await phone.to(me);
  expect(await phone.words()).toContain('等您投票');
  await phone.tap(`main a[href$="/votes/${poll}"]`);
  await page.check('[name=o][value="1"]');
  await page.check('[name=o][value="2"]');
  await page.check('[name=o][value="3"]');
  if (script) expect(await page.locator('[data-tally]').innerText()).toContain('超了 220.75 元');
  await phone.send(`/votes/${poll}`);
  expect(await phone.words()).toContain('超出了 220.75 元');
  await page.uncheck('[name=o][value="3"]');
  if (script) expect(await page.locator('[data-tally]').innerText()).toContain('还剩 229.50 元');
  await phone.send(`/votes/${poll}`);
  const review = await phone.words();
  expect(review).toContain('投之前再看一遍');
  expect(review).toContain('还剩 229.50 元');
  const receipt = await page.locator('main code').first().innerText();
  await phone.send(`/votes/${poll}`);
  expect(await phone.words()).toContain('投好了');
  await phone.to(me);
  expect(await page.locator(`main a[href$="/me/liuxiang/votes/${poll}"]`).count()).toBe(0);
  return receipt;
}

/** The vote ends and is counted; she finds her ballot in it and counts along. */
async function countsAlong(phone: Telephone, of: { round: string; poll: string }, receipt: string, script: boolean) {
  const { page } = phone;
  for (const [at, one] of neighbours.entries())
    must(
      await castBallot(one.scope, { id: of.poll, ballot: at % 3 === 0 ? '3' : '1 2', receipt: `AAAACCCC${1000 + at}` }),
    );
  world.clock.advance({ days: 4 });
  must(await closePoll(secretary.scope, { id: of.poll }));
  must(await countRound(secretary.scope, { id: of.round }));
  await phone.to(`${me}/votes`);
  await phone.tap(`main a[href$="/votes/${of.poll}/receipts"]`);
  await page.fill('[name=code]', receipt.toLowerCase());
  await phone.send('/receipts');
  expect(await phone.words()).toContain('数进去了');
  await phone.to(`${open}/rounds/${of.round}`);
  await phone.tap(`main a[href$="/rounds/${of.round}/result"]`);
  expect(await phone.words()).toContain('人各出');
  const says = page.locator('[data-recount-says]');
  if (!script) {
    expect(await says.innerText()).toContain('npx linli count');
    return;
  }
  await page.locator('[data-recount-go]').click();
  await page.locator('[data-recount-says]', { hasText: '一模一样' }).waitFor();
  // What was counted along is compared with what the page says: other words on the page, and it differs.
  await page.evaluate(`document.querySelector('[data-recount]').dataset.cost = '1'`);
  await page.locator('[data-recount-go]').click();
  await page.locator('[data-recount-says]', { hasText: '不一样' }).waitFor();
}

/** The charity accepts, the project begins and reports; she reads what became of it, and was told. */
async function readsProgress(phone: Telephone, round: string, way: string): Promise<void> {
  must(await beginAcceptance(secretary.scope, { id: round }));
  world.clock.advance({ days: 8 });
  const won = (await ideas(world.system, round)).filter((one) => one.outcome === 'won');
  for (const idea of won) {
    const id = (await project(world.system, idea.projectId ?? ''))?.procedureId ?? '';
    must(await closeStep(secretary.scope, { id }));
    must(await answerAsHost(finance.scope, { id, answer: 'accept', reason: '接受。' }));
  }
  must(await enactRound(secretary.scope, { id: round }));
  const bench = won.find((one) => one.title === '门口的长凳');
  must(
    await reportProgress(worker.scope, {
      ...{
        id: bench?.projectId ?? '',
        text: `长凳放好了${way}。`,
        services: '1',
        people: '12',
        hours: '2',
        percent: '90',
      },
    }),
  );
  must(await tellProgress(world.system, {}));
  await phone.to(`${me}/rounds`);
  const words = await phone.words();
  for (const one of ['门口的长凳', `长凳放好了${way}。`, '做到 90%', '我投了票']) expect(words).toContain(one);
  await phone.to(`${me}/messages`);
  expect(await phone.words()).toContain('有消息了');
}

describe.each([
  { name: 'with script', script: true, way: '甲' },
  { name: 'without script', script: false, way: '乙' },
])('a resident decides on her telephone, 360 px wide, $name', ({ script, way }) => {
  test('F053 F054 F055 from a topic to the bench she voted for [/s/:space/topics] [/me/:space/votes/:id] [/me/:space/rounds]', async () => {
    const phone = await telephone(script);
    await speaks(phone, way);
    const of = await proposes(phone, way);
    const receipt = await votes(phone, of.poll, script);
    await countsAlong(phone, of, receipt, script);
    await readsProgress(phone, of.round, way);
    await phone.page.context().close();
  }, 240_000);
});

test('every page of it fits the telephone, and axe has nothing against any', () => {
  expect(look.count).toBeGreaterThan(12);
  expect(look.problems).toEqual([]);
});
