import { beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '#app/rooms';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { castVote, startProcedure } from '#modules/decisions';
import { approvePayment, askPayment, fund, refusePayment } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { checkNeed, draftNeed, need, speak } from '#modules/needs';
import { allowed, type Permission } from '#platform/permission';
import { moneyRoles, type Role } from '#platform/scope';
import type { FormRoute, Route } from '#platform/web';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const { secretary, worker, finance } = town;
const noRow = '01998f00-0000-7000-8000-000000000000';

type AnyForm = Extract<Route, { kind: 'form' }>;
const isForm = (route: Route): route is AnyForm => route.kind === 'form';
const forms = rooms.flatMap((room) => room.routes).filter(isForm);
const address = (path: string) => path.replace(':space', world.space.slug).replace(/:\w+/g, noRow);
const rolesOf = ({ who }: Permission): readonly Role[] => (typeof who === 'string' ? [] : who);
const commandOf = (route: AnyForm): FormRoute<never, unknown>['command']['spec']['permission'] =>
  route.command.spec.permission;

describe('a money role without its second factor', () => {
  const money = forms.filter((route) => rolesOf(commandOf(route)).some((role) => moneyRoles.includes(role)));

  test('is stopped at every form that those roles open, also where the page would let it through', async () => {
    const cold = await world.person('没带口令', ['treasurer', 'finance'], { secondFactor: false });
    expect(money.length).toBeGreaterThan(15);
    for (const route of money) {
      expect(allowed(cold.scope, commandOf(route)), route.path).toMatchObject({
        fault: { code: 'access.second_factor' },
      });
      expect((await world.post(cold, address(route.path), {})).status, route.path).toBe(403);
    }
  });

  test('is led to show it by every desk page of theirs', async () => {
    const cold = await world.person('也没带', ['finance'], { secondFactor: false });
    const pages = rooms
      .flatMap((room) => room.routes)
      .filter(
        (route) => (route.kind === 'get' || route.kind === 'list') && rolesOf(route.permission).includes('finance'),
      );
    expect(pages.length).toBeGreaterThan(8);
    for (const { path } of pages) {
      const answer = await world.get(cold, address(path));
      expect([answer.status, answer.location.split('?')[0]], path).toEqual([303, '/sign-in/second']);
    }
  });
});

test('who oversees changes nothing but the list of things to do, and says a word on what was brought up to the street; who supervises also counts cash and reads paper of votes and meetings', () => {
  const open = (role: Role) => [
    ...new Set(
      forms.filter((route) => rolesOf(commandOf(route)).includes(role)).map((route) => route.command.spec.name),
    ),
  ];
  expect(open('overseer').sort()).toEqual(['bodies.give_task', 'intake.word']);
  const paper = ['begin_pile', 'give_paper', 'mark_paper', 'read_pile', 'take_paper_back'].map(
    (deed) => `votes.${deed}`,
  );
  expect(open('supervisor').sort()).toEqual([
    'bodies.give_task',
    'gifts.confirmCash',
    'meetings.enter_sheet',
    ...paper,
  ]);
});

test('a resident opens no page and no export of the desk that is not about them', async () => {
  const resident = await world.person('路人甲');
  for (const { path, kind } of rooms.flatMap((room) => room.routes)) {
    if (!path.startsWith('/desk/:space/') || (kind !== 'get' && kind !== 'list')) continue;
    for (const query of ['', '?format=csv', '?format=xlsx']) {
      const answer = await world.get(resident, address(path) + query);
      const empty = answer.status === 200 && path === '/desk/:space/tasks';
      expect(
        empty || [403, 404].includes(answer.status) || answer.location !== '',
        `${path}${query} ${answer.status}`,
      ).toBe(true);
    }
  }
});

test('a seat alone shows no list of people, matters or gifts', async () => {
  const member = town.committee.members['王秀英'] ?? worker;
  for (const path of ['people', 'households', 'matters', 'gifts', 'mandates', 'audit', 'outbox', 'payments', 'import'])
    expect((await world.get(member, `/desk/liuxiang/${path}`)).status, path).toBe(403);
});

describe('in another’s name', () => {
  let paymentId = '';
  let procedureId = '';
  beforeAll(async () => {
    const gift = await recordBankGift(finance.scope, {
      ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank', fundId: town.fund },
      ...{ donorName: '王秀兰', amount: '1000', bankReference: newId() },
    });
    must(gift);
    const accountId = (await fund(world.system, town.fund))?.accountId ?? '';
    const { authorisationId } = await town.grant(accountId, 60_000n);
    const ask = { authorisationId, payeeOrganisationId: town.provider, amount: '100', whatFor: '饭菜' };
    paymentId = must(await askPayment(secretary.scope, ask)).id;
    const motion = {
      ...{
        template: 'grant' as const,
        subject: { kind: 'project' as const, id: newId() },
        title: '投票',
        amount: 100n,
      },
      ...{ accountId, payee: { organisationId: town.provider } },
    };
    procedureId = must(await act(secretary.scope, (inside) => startProcedure(inside, motion))).procedureId;
  });

  test.each(['helper', 'worker', 'hub'] as const)(
    'as a %s nobody approves or refuses money, or votes, not even with a seat',
    async (as) => {
      const member = town.committee.members['王秀英'] ?? worker;
      const other = await world.person('被帮的人');
      const scope = world.scopeOf({ ...member.actor, onBehalfOf: { personId: other.personId, as } });
      expect(await approvePayment(scope, { id: paymentId })).toMatchObject({ fault: { code: 'funds.not_allowed' } });
      expect(await refusePayment(scope, { id: paymentId, reason: 'x' })).toMatchObject({
        fault: { code: 'funds.not_allowed' },
      });
      expect(await castVote(scope, { id: procedureId, choice: 'yes' })).toMatchObject({
        fault: { code: 'decisions.not_by_another' },
      });
    },
  );

  test('what is refused so is allowed in one’s own', async () => {
    const member = town.committee.members['王秀英'] ?? worker;
    must(await approvePayment(member.scope, { id: paymentId }));
    must(await castVote(member.scope, { id: procedureId, choice: 'yes' }));
  });
});

describe('words that want to be more than words', () => {
  const facts = {
    ...{ class_code: 'facilities.lighting', quantity: '3', unit: '盏', divisible: 'yes', urgency: 'soon' as const },
  };
  const published = async (title: string, summary = '北门的灯不亮。') => {
    const { id } = must(await draftNeed(worker.scope, { ...facts, title, summary }));
    must(await checkNeed(town.admin.scope, { id }));
    return id;
  };

  test('stay words on every page they are shown on', async () => {
    const evil = `"'></title></textarea><img src=x onerror=alert(1)>${'\u0026'}lt;`;
    const id = await published('门口的坡', `${evil} {{7*7}} javascript:alert(1)`);
    const words = must(await speak(world.visitor, { words: evil, contact_way: 'none' }));
    const paths = [
      `/s/liuxiang/needs/${id}`,
      '/s/liuxiang/needs',
      `/s/liuxiang/slip?number=${words.number}&code=${words.code}`,
    ];
    const asked = [
      `/s/liuxiang/needs?q=${encodeURIComponent(evil)}`,
      `/sign-in?back=${encodeURIComponent(`/${evil}`)}`,
    ];
    for (const path of [...paths, ...asked]) {
      const page = await world.get(null, path);
      expect(page.status, path).toBe(200);
      expect(page.text, path).not.toContain('<img src=x');
    }
    const desk = await world.get(worker, `/desk/liuxiang/needs/${id}`);
    expect(desk.text).toContain('&lt;img src=x');
    expect(desk.text).not.toContain('<img src=x');
  });

  test.each(['=cmd|calc', '+1+1', '-2+3', '@sum', '\uff1d1+1', '\uff0b1', '\uff20x'])(
    '%s is no formula in an export',
    async (title) => {
      await published(title);
      const { text } = await world.get(null, '/s/liuxiang/needs?format=csv');
      const cells = text.split(/[\r\n]+/).flatMap((line) => line.split(','));
      expect(text).toContain(title);
      expect(cells.filter((cell) => /^"?\s*[=+@\uff1d\uff0b\uff20-](?![\d.,]*"?$)/.test(cell))).toEqual([]);
    },
  );

  test('turned-round and unseen letters go, long names are refused by their length', async () => {
    const id = await published('夜\u202e灯\u200b不\ufeff亮\u0007');
    expect((await need(world.visitor, id))?.title).toBe('夜灯不亮');
    const long = await draftNeed(worker.scope, { ...facts, title: '长'.repeat(10_000), summary: 'x' });
    expect(long).toMatchObject({ fault: { code: 'input.too_long' } });
  });
});
