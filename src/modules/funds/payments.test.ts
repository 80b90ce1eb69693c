import { beforeAll, describe, expect, test } from 'vitest';
import { room as gifts } from '#http/gifts';
import { room as ledger } from '#http/ledger';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { checks as giftChecks, giftTrace, paymentSources, recordBankGift } from '#modules/gifts';
import { ledgerChecks, releaseHold } from '#modules/ledger';
import { addMember } from '#modules/organisations';
import { runChecks } from '#platform/check';
import { act } from '#tests/books';
import { bankSlip, makeFund } from '#tests/fund';
import { ledgerTable } from '#tests/stories/ledger-table';
import { makeWorld, type Someone } from '#tests/world';
import { openFund, setUpFund } from './commands.ts';
import { payPayment, reversePayment } from './commands-paying.ts';
import { approvePayment, askPayment, attachReceipt, refusePayment, withdrawPayment } from './commands-payments.ts';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { room } from './http.ts';
import { fund, payment, paymentsOf } from './queries.ts';
import { checks } from './queries-checks.ts';
import { zh } from './zh.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, room, gifts] });
const town = await makeFund(world);
const { finance, secretary, treasurer, worker } = town;
const member = town.committee.members['王秀英'] ?? finance;
const recusedMember = town.committee.members['孙立'] ?? finance;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
let accountId = '';
let allowance = '';

const give = (amount: string, donorName = '王秀兰', fundId = town.fund) =>
  recordBankGift(finance.scope, {
    ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' },
    ...{ fundId, amount, donorName, bankReference: newId() },
  });
const ask = (amount: string, more: object = {}, who: Someone = secretary) =>
  askPayment(who.scope, {
    ...{ authorisationId: allowance, payeeOrganisationId: town.provider, amount, whatFor: '三月的饭菜' },
    ...more,
  });
const asked = async (amount: string) => must(await ask(amount)).id;
const approve = (who: Someone, id: string) => approvePayment(who.scope, { id });
const pay = (id: string, who: Someone = finance) => payPayment(who.scope, { id, bankReference: newId() });
const standing = async () => (await fund(world.system, town.fund))?.standing;
const broken = async () =>
  [...(await ledgerChecks(world.system)), ...(await runChecks(world.system, [...checks, ...giftChecks]))].filter(
    (one) => one.first !== null,
  );

async function paid(amount: string): Promise<string> {
  const id = await asked(amount);
  must(await approve(treasurer, id));
  must(await approve(member, id));
  must(await pay(id));
  return id;
}

beforeAll(async () => {
  must(await give('1000'));
  accountId = (await fund(world.system, town.fund))?.accountId ?? '';
  must(await addMember(town.admin.scope, { organisationId: town.provider, personId: recusedMember.personId }));
  allowance = (await town.grant(accountId, 60_000n)).authorisationId;
});

describe('a payment', () => {
  test('is asked for, approved by two different people, paid, and recorded with its receipt [/desk/:space/payments/:id]', async () => {
    const id = await asked('200');
    expect(codeOf(await approve(secretary, id))).toBe('funds.not_allowed');
    expect(codeOf(await pay(id))).toBe('funds.not_approved');
    must(await approve(treasurer, id));
    expect(codeOf(await approve(treasurer, id))).toBe('ledger.already_approved');
    expect(codeOf(await pay(id))).toBe('funds.not_approved');
    must(await approve(member, id));
    expect(codeOf(await pay(id, treasurer))).toBe('access.not_allowed');
    must(await pay(id));
    expect(codeOf(await pay(id))).toBe('funds.not_approved');
    expect(await standing()).toEqual({ balance: 80_000n, held: 40_000n, available: 40_000n });
    const notPicture = { bytes: new TextEncoder().encode('<html>'), name: 'photo.jpg' };
    expect(codeOf(await attachReceipt(finance.scope, { id, receiptFile: notPicture }))).toBe('funds.not_a_paper');
    const paper = { bytes: new TextEncoder().encode('%PDF-1.4\n%%EOF\n'), name: '收据.pdf' };
    must(await attachReceipt(finance.scope, { id, receiptFile: paper }));
    expect((await payment(world.system, id))?.receiptFileId).not.toBeNull();
    const page = await world.get(null, `/s/liuxiang/payments/${id}`);
    expect(page.status).toBe(200);
    for (const word of ['三月的饭菜', '夕阳红助餐社', '王*英批准', '助餐试点']) expect(page.text).toContain(word);
    expect(page.text).not.toContain('王秀英');
  });

  test('without a decision is refused', async () => {
    expect(codeOf(await ask('1', { authorisationId: newId() }))).toBe('funds.no_decision');
    expect(codeOf(await askPayment(worker.scope, { authorisationId: 'x', amount: '1', whatFor: 'y' }))).toBe(
      'input.not_an_id',
    );
  });

  test('by someone who has nothing to do with it is refused; whoever speaks for the payee may ask', async () => {
    const stranger = await world.person('路人');
    expect(codeOf(await ask('1', {}, stranger))).toBe('funds.not_allowed');
    const speaker = await world.person('社长');
    const seat = { organisationId: town.provider, personId: speaker.personId, represents: true };
    must(await addMember(town.admin.scope, seat));
    const id = must(await ask('1', { whatFor: '锅铲' }, speaker)).id;
    must(await withdrawPayment(speaker.scope, { id, reason: '买到便宜的了' }));
    expect(codeOf(await withdrawPayment(secretary.scope, { id, reason: 'x' }))).toBe('funds.not_allowed');
  });

  test('above what the decision still allows, or above the available balance, is refused', async () => {
    expect(codeOf(await ask('400.01'))).toBe('funds.over_authorised');
    const waiting = await asked('300');
    expect(codeOf(await ask('100.01'))).toBe('funds.over_authorised');
    must(await refusePayment(treasurer.scope, { id: waiting, reason: '发票不对' }));
    // What is promised elsewhere can not be promised again.
    const more = town.grant(accountId, 999_900n, town.provider, '太大的事');
    await expect(more).rejects.toThrow('ledger.over_available');
  });

  test('to a recused member’s firm that the decision was not about is refused, typed by name too', async () => {
    const firm = await town.organisation('孙家装修队', 'firm');
    must(await addMember(town.admin.scope, { organisationId: firm, personId: recusedMember.personId }));
    expect(codeOf(await ask('1', { payeeOrganisationId: firm }))).toBe('funds.payee_related');
    expect(codeOf(await ask('1', { payeeOrganisationId: undefined, payeeName: '孙家装修队' }))).toBe(
      'funds.payee_related',
    );
    expect(codeOf(await ask('1', { payeeOrganisationId: undefined, payeePersonId: recusedMember.personId }))).toBe(
      'funds.payee_related',
    );
    expect(codeOf(await ask('1', { payeeOrganisationId: undefined }))).toBe('funds.payee_missing');
  });

  test('is not approved by who asked, by a recused member, or by nobody in particular', async () => {
    const id = await asked('10');
    expect(codeOf(await approve(recusedMember, id))).toBe('funds.approver_recused');
    const neighbour = await world.person('街坊');
    expect(codeOf(await approve(neighbour, id))).toBe('funds.not_allowed');
    const cold = await world.person('没带口令', ['treasurer'], { secondFactor: false });
    expect(codeOf(await approve(cold, id))).toBe('access.second_factor');
    const both = await world.person('又管又付', ['secretary', 'treasurer']);
    const own = must(await ask('10', { whatFor: '碗' }, both)).id;
    expect(codeOf(await approve(both, own))).toBe('funds.own_request');
    must(await refusePayment(member.scope, { id: own, reason: '已经有碗了' }));
    must(await withdrawPayment(secretary.scope, { id, reason: '重了' }));
  });

  test('with the same invoice twice is refused', async () => {
    const id = must(await ask('5', { invoiceNumber: 'FP-1' })).id;
    expect(codeOf(await ask('5', { invoiceNumber: 'FP-1' }))).toBe('funds.invoice_used');
    must(await withdrawPayment(secretary.scope, { id, reason: '写错了' }));
    must(
      await withdrawPayment(secretary.scope, { id: must(await ask('5', { invoiceNumber: 'FP-1' })).id, reason: '试' }),
    );
  });

  test('that the bank sends back is reversed, and its money waits under the decision again', async () => {
    const id = await paid('50');
    const before = await standing();
    expect(codeOf(await reversePayment(finance.scope, { id, reason: '账号写错，退回' }))).toBe(
      'funds.bank_slip_missing',
    );
    must(await reversePayment(finance.scope, { id, reason: '账号写错，退回', proof: bankSlip }));
    expect(await standing()).toEqual({
      balance: (before?.balance ?? 0n) + 5_000n,
      held: (before?.held ?? 0n) + 5_000n,
      available: before?.available,
    });
    expect(
      await paymentsOf(world.system, { projectId: (await payment(world.system, id))?.projectId ?? '' }),
    ).toContainEqual(expect.objectContaining({ id, state: 'reversed' }));
    expect(codeOf(await reversePayment(finance.scope, { id, reason: 'x', proof: bankSlip }))).toBe('funds.not_paid');
    expect(await broken()).toEqual([]);
  });

  test('through the desk: the button, its refusal said in words, the form kept [/desk/:space/payments/new]', async () => {
    const fields = { authorisationId: allowance, payeeOrganisationId: town.provider, whatFor: '油', amount: '9999' };
    const refused = await world.post(secretary, '/desk/liuxiang/payments/new', fields);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('超过了这项决定还能用的钱');
    expect(refused.text).toContain('value="9999"');
    const sent = await world.post(secretary, '/desk/liuxiang/payments/new', {
      ...fields,
      amount: '12',
      bankDetails: '62258800 王某',
    });
    expect(sent.status).toBe(303);
    const path = sent.location.split('?')[0] ?? '';
    expect((await world.get(null, path)).status).toBe(303);
    expect((await world.get(await world.person('旁人'), path)).status).toBe(403);
    expect((await world.post(treasurer, `${path}/approve`, {})).status).toBe(303);
    expect((await world.post(treasurer, `${path}/approve`, {})).text).toContain('您已经批过这一笔了');
    expect((await world.get(member, path)).text).toContain('批准');
    expect((await world.post(member, `${path}/approve`, {})).status).toBe(303);
    expect((await world.get(treasurer, path)).text).not.toContain('62258800');
    expect((await world.get(finance, path)).text).toContain('62258800');
    expect((await world.post(finance, `${path}/pay`, { bankReference: 'FK-1' })).status).toBe(303);
    expect((await world.get(treasurer, '/desk/liuxiang/money')).text).toContain('油');
  });
});

describe('what a gift bought', () => {
  test('F045 from a gift one reaches the payments it made, and back [/s/:space/gifts/:code]', async () => {
    const small = must(await setUpFund(secretary.scope, { kind: 'named', name: '赵家小基金', purpose: '买书' })).id;
    must(await openFund(finance.scope, { id: small }));
    const first = must(await give('30', '赵一', small));
    const second = must(await give('50', '赵二', small));
    const account = (await fund(world.system, small))?.accountId ?? '';
    const grant = await town.grant(account, 4_500n, town.provider, '给孩子买书');
    const id = must(await ask('45', { authorisationId: grant.authorisationId, whatFor: '书' })).id;
    must(await approve(treasurer, id));
    must(await approve(member, id));
    must(await pay(id));
    expect(await giftTrace(world.visitor, first.id)).toMatchObject({ parts: [{ amount: 3_000n }], left: 0n });
    expect(await giftTrace(world.visitor, second.id)).toMatchObject({ parts: [{ amount: 1_500n }], left: 3_500n });
    const item = await payment(world.visitor, id);
    const back = item === null ? null : await paymentSources(world.visitor, item);
    expect(back?.parts.map((part) => [part.gift.id, part.amount])).toEqual([
      [first.id, 3_000n],
      [second.id, 1_500n],
    ]);
    const page = await world.get(null, `/s/liuxiang/gifts/${second.lookCode}`);
    for (const word of ['书', '夕阳红助餐社', '15.00', '先进先出']) expect(page.text).toContain(word);
    must(await act(finance.scope, (inside) => releaseHold(inside, grant.authorisationId, '书买齐了')));
    expect(await broken()).toEqual([]);
  });

  test('F029 F042 the fund’s page shows where from, where to, and the last lines [/s/:space/fund]', async () => {
    const page = await world.get(null, '/s/liuxiang/fund');
    for (const word of ['居民', '助餐试点', '付给夕阳红助餐社', '基金管委会', '赵家小基金'])
      expect(page.text).toContain(word);
    expect(page.text).not.toContain('王秀兰');
  });
});

describe('words', () => {
  test('every refusal has its sentence in both languages, and no sentence is left over', () => {
    expect(Object.keys(zh.errors).sort()).toEqual(Object.keys(errors).sort());
    expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errors).sort());
  });
});

describe('every check finds what was planted', () => {
  test.each([
    ['gifts.booked', `update gift set amount = amount + 1 where space_id = $1 and kind = 'bank'`],
    ['funds.payments_booked', `update payment set amount = amount + 1 where space_id = $1 and state = 'paid'`],
    ['funds.payments_decided', `update procedure set state = 'failed' where space_id = $1`],
    [
      'funds.nobody_approves_own',
      `update payment set requested_by = (select person_id from ledger_approval where order_id = payment.id limit 1) where space_id = $1 and state = 'paid'`,
    ],
    [
      'gifts.fund_is_its_gifts',
      `update gift set fund_id = (select id from fund where kind = 'named' limit 1) where space_id = $1 and state = 'booked'`,
    ],
    ['funds.reversals_booked', `update payment set state = 'paid' where space_id = $1 and state = 'reversed'`],
  ])('%s', async (name, damage) => {
    const { default: pg } = await import('pg');
    const root = new pg.Client({ connectionString: world.database.rootUrl });
    await root.connect();
    try {
      await root.query('begin');
      await root.query('set local session_replication_role = replica');
      await root.query(damage, [world.space.id]);
      const { rows } = await root.query([...checks, ...giftChecks].find((one) => one.name === name)?.sql ?? '', [
        world.space.id,
      ]);
      expect(rows.length).toBeGreaterThan(0);
    } finally {
      await root.query('rollback');
      await root.end();
    }
  });
});

test('the treasurer reads the whole story as a table', async () => {
  const table = await ledgerTable(world.system);
  if (process.env['PRINT_LEDGER'] !== undefined) console.log(table);
  expect(table).toContain('冲回 付款');
});
