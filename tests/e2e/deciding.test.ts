import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { approvePayment, askPayment, fund } from '#modules/funds';
import { matter, writeDown } from '#modules/intake';
import { itemsOf, meetings, motionsOf } from '#modules/meetings';
import { grantCase } from '#modules/supervision';
import { makeBody } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { makeGift } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { openBrowser } from './browser.ts';
import { accountsOf, serveWorld } from './first-loop.ts';
import { browserHand, PageCheck } from './hand-browser.ts';

const browser = await openBrowser();
afterAll(() => browser.close());
const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const look = new PageCheck(browser);
const base = await serveWorld(world);
const { secretary } = town;
const council = await makeBody(world, secretary, 'council', [
  ['顾长海', 'chair'],
  ['白玉梅', 'member'],
  ['姚红', 'member'],
]);
const watchers = await makeBody(world, secretary, 'supervisory', [
  ['唐克勤', 'chair'],
  ['曹国庆', 'member'],
  ['赵丽华', 'member'],
]);
const member = (all: Readonly<Record<string, Someone>>, name: string): Someone => {
  const found = all[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const chair = member(council.members, '顾长海');
const [bai, yao] = [member(council.members, '白玉梅'), member(council.members, '姚红')];
const supervisor = member(watchers.members, '唐克勤');
const king = member(town.committee.members, '王秀英');
await makeGift(world, town, '3000.07', '转701');
const accountId = (await fund(world.system, town.fund))?.accountId ?? '';
const { authorisationId } = await town.grant(accountId, 150_001n);
const slug = world.space.slug;
const [desk, open, me] = [`/desk/${slug}`, `/s/${slug}`, `/me/${slug}`];
const day = (ahead: number) => new Date(world.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);

async function bill(amount: string): Promise<string> {
  const asked = { authorisationId, payeeOrganisationId: town.provider, amount, whatFor: '餐费' };
  const { id } = must(await askPayment(town.worker.scope, asked));
  must(await approvePayment(town.treasurer.scope, { id }));
  must(await approvePayment(king.scope, { id }));
  return id;
}

describe.each([
  ['with script', true],
  ['without script', false],
])('on a telephone of 360 px, %s', { timeout: 300_000 }, (way, script) => {
  const hand = browserHand({ browser, world, base, script, account: accountsOf(world), look });
  afterAll(() => hand.close());
  const clerk = hand.seat(secretary);
  const amount = script ? '111.11' : '222.22';

  test(`F056 a meeting is run on one telephone from its notice to its minutes ${way} [/desk/:space/meetings/:id]`, async () => {
    await clerk.open(`${desk}/meetings`);
    await clerk.follow(/\/meetings\/new$/);
    await clerk.press('/meetings/new', {
      ...{ kind: 'regular', body: council.bodyId, title: `议事会例会${way}`, day: day(6), time: '14:00' },
      ...{ place: '议事厅', agenda: '广场的灯', turnSeconds: '120', turnTimes: '2' },
    });
    await clerk.press('/call');
    const { rows } = await meetings(world.system, { q: `议事会例会${way}`, limit: 1, offset: 0 });
    const id = rows[0]?.id ?? '';
    const own = hand.seat(chair);
    await own.open(`${me}/meetings/${id}`);
    await own.press('/here', {}, { way: 'here' });
    await clerk.open(`${desk}/meetings/${id}`);
    await clerk.press('/present', { [`way-${bai.personId}`]: 'here', [`way-${yao.personId}`]: 'here' });
    await clerk.press('/open');
    await clerk.press('/start');
    await own.open(`${me}/meetings/${id}`);
    await own.press('/ask', { side: 'for' });
    await clerk.open(`${desk}/meetings/${id}`);
    await clerk.press('/begin');
    expect(clerk.page.text).toMatch(/还有 \d+ 秒/);
    await clerk.press('/finish');
    await clerk.press('/move', { text: '换三盏节能灯', mover: chair.personId, second: bai.personId });
    await clerk.press('/close');
    await clerk.press('/vote', { way: 'hands', yes: '2', no: '1', abstain: '0' });
    const [item] = await itemsOf(world.system, id);
    expect((await motionsOf(world.system, id)).map((one) => one.state)).toEqual(['carried']);
    await clerk.press('/done', { outcome: '换三盏，月底前。' }, { itemId: item?.id ?? '' });
    await clerk.press('/promise', { title: '买灯', area: 'errand', owner: yao.personId, dueOn: day(30) });
    await clerk.press('/end');
    await clerk.press('/minutes');
    await own.open(`${desk}/meetings/${id}`);
    await own.press('/approve');
    const visitor = hand.seat(null);
    await visitor.open(`${open}/meetings/${id}`);
    expect(visitor.page.text).toContain('换三盏，月底前。');
    expect(visitor.page.text).toContain('同意 2，不同意 1');
  });

  test(`F118 a secretary raises what cannot be settled, names a substitute for a member, and sets whose duty what is ${way} [/desk/:space/raised/new]`, async () => {
    await clerk.open(`${desk}/bodies`);
    await clerk.follow(/\/bodies\/new$/);
    await clerk.press('/bodies/new', {
      ...{ kind: 'leading_group', level: 'street', name: `街道小组${way}`, charter: '听社区报上来的事' },
    });
    const group = clerk.page.url.split('?')[0]?.split('/').at(-1) ?? '';
    for (const name of ['顾长海', '白玉梅', '唐克勤']) {
      await clerk.follow(/\/seats\/new$/);
      await clerk.press('/seats/new', { q: name });
      const holder = name === '唐克勤' ? supervisor : name === '白玉梅' ? bai : chair;
      await clerk.press('/seats/new', { personId: holder.personId, kind: 'member' });
    }
    await clerk.press('/activate');
    await clerk.press('/duties', { areas: ['linking'] });
    expect(clerk.page.text).toContain('联系上下左右');
    await clerk.open(`${desk}/raised`);
    await clerk.follow(/\/raised\/new$/);
    await clerk.press('/raised/new', { title: `灯杆是街道的${way}`, text: '灯换了，杆子歪。', body: group });
    await clerk.press('/return', { answer: '下周来扶正。' });
    await clerk.press('/close', { note: '扶正了。' });
    expect(clerk.page.text).toContain('了结了');
  });

  test(`F087 a supervisor objects to a payment, reads the answer, and opens one case as granted ${way} [/desk/:space/cases/:id]`, async () => {
    const payment = await bill(amount);
    const eye = hand.seat(supervisor);
    await eye.open(`${open}/payments/${payment}`);
    await eye.follow(/\/opinions\/payment\//);
    await eye.press(payment, { stance: 'object', text: '少一张签收单' });
    await clerk.open(`${desk}/payments/${payment}`);
    expect(clerk.page.text).toContain('少一张签收单');
    await clerk.open(`${open}/opinions?state=open`);
    const objection = /\/opinions\/([0-9a-f-]{36})/.exec(eye.page.url)?.[1] ?? '';
    await clerk.open(`${desk}/opinions/${objection}`);
    await clerk.press('/answer', { answer: '签收单补上了。' });
    await eye.open(`${open}/opinions/${objection}`);
    expect(eye.page.text).toContain('签收单补上了。');
    const words = `我家的门牌不想让人知道${way}`;
    const slip = must(await writeDown(town.worker.scope, { words, channel: 'phone', person: town.worker.personId }));
    await eye.open(`${desk}/cases`);
    await eye.follow(/\/cases\/new$/);
    const number = (await matter(world.system, slip.id))?.number ?? '';
    await eye.press('/cases/new', { matter: number, reason: '付款的户数对不上' });
    const id = eye.page.url.split('?')[0]?.split('/').at(-1) ?? '';
    must(await grantCase(town.admin.scope, { id, days: '2', reason: '' }));
    await eye.open(`${desk}/cases/${id}`);
    await eye.follow(/\/words$/);
    expect(eye.page.text).toContain(words);
  });
});
