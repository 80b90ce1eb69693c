import { beforeAll, describe, expect, test } from 'vitest';
import { room as decisionsRoom } from '#http/decisions';
import { room as fundsRoom } from '#http/funds';
import { room as giftsRoom } from '#http/gifts';
import { room as needsRoom } from '#http/needs';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { castVote, startProcedure } from '#modules/decisions';
import { approvePayment, askPayment, fund, payPayment } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { ledgerChecks } from '#modules/ledger';
import { checkNeed, draftNeed, meToo } from '#modules/needs';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeWorld, type Someone } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [needsRoom, decisionsRoom, fundsRoom, giftsRoom] });
const town = await makeFund(world);
const { finance, secretary, treasurer, worker } = town;
const member = town.committee.members['王秀英'] ?? finance;
let accountId = '';

const ten = <T>(run: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 10 }, (_, at) => run(at)));
const codes = (results: readonly Result<unknown>[]): string[] => results.map((one) => (one.ok ? 'ok' : one.fault.code));
const rows = async (table: 'gift' | 'payment' | 'vote' | 'need_voice' | 'ledger_entry' | 'ledger_approval') =>
  (await world.system.db.selectFrom(table).select('space_id').execute()).length;
const standing = async () => (await fund(world.system, town.fund))?.standing;

const giftForm = () => ({
  ...({ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' } as const),
  ...{ fundId: town.fund, donorName: '王秀兰', amount: '100', bankReference: newId() },
});

beforeAll(async () => {
  must(await recordBankGift(finance.scope, { ...giftForm(), amount: '1000' }));
  accountId = (await fund(world.system, town.fund))?.accountId ?? '';
});

describe('the same form sent ten times at once', () => {
  test('is one gift, and everyone is led to it', async () => {
    const before = [await rows('gift'), await rows('ledger_entry')];
    const fields = { ...giftForm(), _key: newId() };
    const sent = await ten(() => world.post(finance, '/desk/liuxiang/gifts/bank', fields));
    expect(new Set(sent.map((one) => `${one.status} ${one.location}`)).size).toBe(1);
    expect(sent[0]?.status).toBe(303);
    expect([await rows('gift'), await rows('ledger_entry')]).toEqual(before.map((count) => count + 1));
  });

  test('and ten forms with one bank reference are one gift too', async () => {
    const before = await rows('gift');
    const fields = giftForm();
    const sent = await ten(() => world.post(finance, '/desk/liuxiang/gifts/bank', { ...fields, _key: newId() }));
    expect(sent.every((one) => one.status < 500)).toBe(true);
    expect(await rows('gift')).toBe(before + 1);
  });

  test('with a key of odd signs or of great length is simply a form without one', async () => {
    for (const key of ['\u0000', '键'.repeat(30), 'x'.repeat(5000)]) {
      const before = await rows('gift');
      const sent = await world.post(finance, '/desk/liuxiang/gifts/bank', { ...giftForm(), _key: key });
      expect(sent.status).toBe(303);
      expect(await rows('gift')).toBe(before + 1);
    }
  });
});

describe('a key used again', () => {
  const key = newId();
  test('by another person does not stand for what that one did', async () => {
    const { id } = must(await draftNeed(worker.scope, { ...need, title: '门口的坡' }));
    must(await checkNeed(town.admin.scope, { id }));
    const [one, other] = [await world.person('张一'), await world.person('李二')];
    const path = `/s/liuxiang/needs/${id}/too`;
    expect((await world.post(one, path, { _key: key })).status).toBe(303);
    expect((await world.post(other, path, { _key: key })).status).toBe(409);
    expect((await world.post(other, path, { _key: newId() })).status).toBe(303);
  });

  test('for another deed, or with other content, is a conflict', async () => {
    const fields = giftForm();
    expect((await world.post(finance, '/desk/liuxiang/gifts/bank', { ...fields, _key: 'k-1' })).status).toBe(303);
    expect(
      (await world.post(finance, '/desk/liuxiang/gifts/bank', { ...fields, amount: '101', _key: 'k-1' })).status,
    ).toBe(409);
    expect((await world.post(finance, '/desk/liuxiang/gifts/cash', { ...fields, _key: 'k-1' })).status).toBe(409);
  });

  test('in another space is another key', async () => {
    const space = await world.otherSpace();
    const there = await world.person('隔壁', ['worker'], { space });
    const here = await draftNeed({ ...worker.scope, key: 'same' }, need);
    const elsewhere = await draftNeed({ ...there.scope, key: 'same' }, need);
    expect(must(here).id).not.toBe(must(elsewhere).id);
  });
});

const need = {
  ...{
    title: '三盏灯不亮',
    summary: '北门到菜场的夜路，三盏路灯不亮。',
    class_code: 'facilities.lighting',
    quantity: '3',
  },
  ...{ unit: '盏', divisible: 'yes', urgency: 'soon' as const },
};

describe('many at the same moment', () => {
  test('one resident says "me too" ten times and is one voice', async () => {
    const { id } = must(await draftNeed(worker.scope, need));
    must(await checkNeed(town.admin.scope, { id }));
    const voice = await world.person('赵三');
    const before = await rows('need_voice');
    const said = codes(await ten(() => meToo({ ...voice.scope, key: newId() }, { id })));
    expect(said).toContain('ok');
    expect(await rows('need_voice')).toBe(before + 1);
  });

  test('one member votes ten times and has one vote', async () => {
    const motion = {
      ...{
        template: 'grant' as const,
        subject: { kind: 'project' as const, id: newId() },
        title: '投票',
        amount: 100n,
      },
      ...{ accountId, payee: { organisationId: town.provider } },
    };
    const { procedureId: id } = must(await act(secretary.scope, (inside) => startProcedure(inside, motion)));
    const before = await rows('vote');
    const cast = codes(await ten((at) => castVote(member.scope, { id, choice: at % 2 === 0 ? 'yes' : 'no' })));
    expect(cast.filter((one) => one === 'ok')).toHaveLength(1);
    expect(cast.filter((one) => one === 'decisions.already_voted')).toHaveLength(9);
    expect(await rows('vote')).toBe(before + 1);
  });

  test('ten who ask for the same yuan get it once; one who approves ten times is one approval; ten who pay pay once', async () => {
    const { authorisationId } = await town.grant(accountId, 60_000n);
    const ask = () =>
      askPayment(secretary.scope, {
        authorisationId,
        payeeOrganisationId: town.provider,
        amount: '400',
        whatFor: '三月的饭菜',
      });
    const asked = await ten(ask);
    expect(codes(asked).filter((one) => one === 'ok')).toHaveLength(1);
    expect(new Set(codes(asked))).toEqual(new Set(['ok', 'funds.over_authorised']));
    const id = asked.flatMap((one) => (one.ok ? [one.value.id] : []))[0] ?? '';

    const before = await rows('ledger_approval');
    const approve = (who: Someone) => ten(() => approvePayment(who.scope, { id }));
    expect(codes(await approve(treasurer)).filter((one) => one === 'ok')).toHaveLength(1);
    expect(await rows('ledger_approval')).toBe(before + 1);
    expect(codes([await payPayment(finance.scope, { id, bankReference: newId() })])).toEqual(['funds.not_approved']);
    expect(codes(await approve(member)).filter((one) => one === 'ok')).toHaveLength(1);

    const held = await standing();
    const paid = codes(await ten(() => payPayment(finance.scope, { id, bankReference: newId() })));
    expect(paid.filter((one) => one === 'ok')).toHaveLength(1);
    expect((await standing())?.balance).toBe((held?.balance ?? 0n) - 40_000n);
    expect((await ledgerChecks(world.system)).filter((one) => one.first !== null)).toEqual([]);
  });

  test('two committees that decide over the same money at once: only what is there is held', async () => {
    const available = (await standing())?.available ?? 0n;
    const both = await Promise.allSettled([
      town.grant(accountId, available, town.provider, '甲会的事'),
      town.grant(accountId, available, town.provider, '乙会的事'),
    ]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await standing())?.available).toBe(0n);
  });
});
