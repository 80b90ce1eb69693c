import { describe, expect, test } from 'vitest';
import { room as fundsRoom } from '#http/funds';
import { room as giftsRoom } from '#http/gifts';
import { room as ledgerRoom } from '#http/ledger';
import { room as reconciliationRoom } from '#http/reconciliation';
import { must } from '#kernel/result';
import { fund as fundOf } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { makeScope, type Scope } from '#platform/scope';
import { makeFund } from '#tests/fund';
import { makeWorld, type Someone } from '#tests/world';
import { confirmAll } from './commands-linking.ts';
import { nameOutside } from './commands-months.ts';
import { statementFile, statementFiles, tally } from './queries.ts';
import { ownersOf } from './rules-together.ts';

const world = await makeWorld(import.meta.url, { rooms: [fundsRoom, giftsRoom, ledgerRoom, reconciliationRoom] });
const other = await world.otherSpace();
const near = await makeFund(world);
const far = await makeFund({
  ...world,
  person: (name, roles, more) => world.person(name, roles, { ...more, space: other }),
});
const farSystem = makeScope({ platform: world.platform, spaceId: other.id, now: world.clock.now });
world.clock.set('2026-03-20T09:00:00+08:00');

/** One officer with a mandate in both spaces: one account, a person in each. */
const account = near.finance.actor.accountId ?? '';
async function atHome(person: Someone, space: { readonly id: string }): Promise<void> {
  const member = { account_id: account, space_id: space.id, person_id: person.personId };
  await world.platform.database.scoped(null, []).insertInto('auth.membership').values(member).execute();
}
await world.platform.database
  .scoped(null, [])
  .insertInto('auth.user')
  .values({ id: account, name: '金会计', email: 'jin@linli.invalid' })
  .execute();
await atHome(near.finance, world.space);
await atHome(far.finance, other);

const register = async (scope: Scope, fundId: string, title: string, numberTail: string): Promise<string> => {
  const bank = (await fundOf(scope, fundId))?.bankAccountId ?? '';
  return must(await nameOutside(scope, { kind: 'bank', title, numberTail, accountIds: [bank] })).id;
};
const hereId = await register(near.finance.scope, near.fund, '江城银行基本户', '3391');
const thereId = await register(far.finance.scope, far.fund, '江行 3391', '3391');

const give = async (scope: Scope, fundId: string, amount: string, bankReference: string) =>
  must(
    await recordBankGift(scope, {
      ...{ fundId, amount, bankReference, receivedOn: '2026-03-02', donorName: '王秀兰', publicity: 'masked' },
      ...{ nature: 'gift', sourceClass: 'resident', way: 'bank' },
    }),
  );
await give(near.finance.scope, near.fund, '200.05', 'B001');
await give(far.finance.scope, far.fund, '66', 'B002');
await give(far.finance.scope, far.fund, '7.77', 'B003');

const rows = [
  '2026-03-02,B001,捐款,王秀兰,200.05,,200.05',
  '2026-03-02,B002,捐款,王秀兰,66.00,,266.05',
  '2026-03-02,B003,捐款,王秀兰,7.77,,273.82',
  '2026-03-08,B004,手续费,,,1.50,272.32',
];
const statement = (more: readonly string[] = []) =>
  new Blob([`${['交易日期,流水号,摘要,对方户名,收入,支出,余额', ...rows, ...more].join('\n')}\n`], {
    type: 'text/csv',
  });
const desk = '/desk/liuxiang/statements';
const idIn = (location: string): string => /statements\/([0-9a-f-]{36})/.exec(location)?.[1] ?? '';

describe('one bank statement over the funds of several spaces', () => {
  test('the officer of both brings it once; each space takes its own lines under its own scope, and every line counts once [/desk/:space/statements/:id]', async () => {
    expect((await world.get(near.finance, desk)).text).toContain('也放进桥头社区');
    const made = await world.post(near.finance, desk, { outsideId: hereId, file: statement(), also: ['qiaotou'] });
    const id = idIn(made.location);
    const [copy] = await statementFiles(farSystem);
    expect(copy).toMatchObject({ state: 'waiting', outsideId: thereId, broughtBy: far.finance.personId });
    expect((await world.get(near.finance, `${desk}/${id}`)).text).toContain('也放进了桥头社区');
    expect((await world.post(near.finance, `${desk}/${id}/land`, {})).location).toContain('done=landed');
    expect(await statementFile(world.system, id)).toMatchObject({ state: 'landed', landed: 4 });
    expect(await statementFile(farSystem, copy?.id ?? '')).toMatchObject({ state: 'landed', landed: 4 });
    expect((await tally(farSystem, { outsideId: thereId })).proposed.count).toBe(2);
    const page = await world.get(near.finance, `${desk}/${id}`);
    for (const words of ['认了 0 行，像是的 1 行', '认了 0 行，像是的 2 行', '还没人认', '+73.77', '+200.05', '−1.50'])
      expect(page.text, words).toContain(words);
    must(await confirmAll(far.finance.scope, { outsideId: thereId }));
    expect((await world.get(near.finance, `${desk}/${id}`)).text).toContain('别处认了的 2 行');
    expect((await world.post(near.finance, `${desk}/${id}/others`, {})).location).toContain('done=left');
    expect((await tally(world.system, { outsideId: hereId })).not_ours.count).toBe(2);
    expect((await world.post(near.finance, `${desk}/${id}/others`, {})).status).toBe(422);
    const english = await world.get(near.finance, `${desk}/${id}`, { cookie: 'lang=en', 'accept-language': 'en' });
    expect(english.text).toContain('Whose money this statement shows');
  });

  test('who has no mandate there is not offered it, and a forged tick takes nothing in', async () => {
    expect((await world.get(near.treasurer, desk)).text).not.toContain('桥头社区');
    const before = (await statementFiles(farSystem)).length;
    const file = statement(['2026-03-09,B005,捐款,赵敏,1.00,,273.32']);
    const forged = await world.post(near.treasurer, desk, { outsideId: hereId, file, also: ['qiaotou'] });
    expect(forged.status).toBe(422);
    expect(forged.text).toContain('没有登记您选的这个账户');
    expect([(await statementFiles(farSystem)).length, (await statementFiles(world.system)).length]).toEqual([
      before,
      1,
    ]);
  });

  test('an account that is not registered there is refused by name; without a tick nothing goes there', async () => {
    const bank = (await fundOf(world.system, near.fund))?.bankAccountId ?? '';
    const wallet = { kind: 'wechat' as const, title: '微信收款', numberTail: '8', accountIds: [bank] };
    const lone = must(await nameOutside(near.finance.scope, wallet)).id;
    const file = statement(['2026-03-10,B006,捐款,赵敏,2.00,,275.32']);
    const refused = await world.post(near.finance, desk, { outsideId: lone, file, also: ['qiaotou'] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('桥头社区没有登记您选的这个账户');
    const before = (await statementFiles(farSystem)).length;
    expect((await world.post(near.finance, desk, { outsideId: hereId, file })).location).toContain('done=brought');
    expect((await statementFiles(farSystem)).length).toBe(before);
  });
});

describe('whose a line is', () => {
  const line = { id: 'l', fingerprint: 'f', amount: 100n };
  test('of the first that confirmed it, and what two confirmed is named', () => {
    const owners = ownersOf(
      [line],
      [
        { key: '', claims: new Map([['f', 'likely']]) },
        { key: 'a', claims: new Map([['f', 'sure']]) },
        { key: 'b', claims: new Map([['f', 'sure']]) },
      ],
    );
    expect(owners.map((one) => [one.key, one.sure, one.likely, one.twice, one.sum])).toEqual([
      ['', 0, 0, 0, 0n],
      ['a', 1, 0, 1, 100n],
      ['b', 0, 0, 0, 0n],
      [null, 0, 0, 0, 0n],
    ]);
    expect(owners.flatMap((one) => one.leave)).toEqual([]);
  });
});
