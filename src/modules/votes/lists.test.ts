import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { registerPerson } from '#modules/people';
import { addPlace } from '#modules/places';
import { makeWorld } from '#tests/world';
import { room } from './http.ts';
import { addOwner, announcePoll, castBallot, closePoll, poll, writePoll } from './index.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('吴社工', ['worker']);
const secretary = await world.person('秦秘书', ['secretary']);
const old = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;
const fresh = must(await addPlace(admin.scope, { kind: 'estate', name: '云锦苑', estateType: 'new' })).id;
const building = must(await addPlace(admin.scope, { kind: 'building', name: '3号楼', parentId: old })).id;

const register = async (name: string, placeId: string, birthYear?: number) =>
  must(await registerPerson(admin.scope, { name, placeId, ...(birthYear === undefined ? {} : { birthYear }) })).id;

const csv = (lines: readonly string[], name = '业主.csv') => new File([lines.join('\n')], name);

async function ownersVote(): Promise<string> {
  const { id } = must(
    await writePoll(secretary.scope, {
      ...{ title: '动用维修资金', text: '换水管。', kind: 'yes_no', rule: 'owners', electorate: 'owners', options: [] },
      ...{ cut_off: '2026-03-02', opens_on: '2026-03-03', closes_on: '2026-03-05' },
      ...{ quorum: '0', share: '1/2', turnout: 'open' },
    }),
  );
  return id;
}

test('owners come in from a spreadsheet with their areas added up: a preview, an error for each row, all or nothing [/desk/:space/votes/:id/lists]', async () => {
  const [li, zhang] = [await register('李桂兰', building), await register('张建国', old, 1950)];
  const twin = await register('张建国', fresh, 1980);
  const id = await ownersVote();
  const base = `/desk/liuxiang/votes/${id}/lists`;
  expect((await world.get(worker, `/desk/liuxiang/votes/${id}`)).text).toContain(base);
  const lines = [
    '业主姓名,坐落,专有部分面积',
    '李桂兰,柳巷里,86.5',
    '李桂兰,3号楼,23.45',
    '张建国,,60',
    '张建国,云锦苑,101.2',
    '没有人,柳巷里,70',
    '李桂兰,柳巷里,约八十',
    '张建国,月亮上,70',
  ];
  const sent = await world.post(worker, base, { file: csv(lines) });
  expect(sent.location).toMatch(/\/lists\/[0-9a-f-]{36}$/);
  const shown = (await world.get(worker, sent.location)).text;
  expect(shown).toContain('有 2 位业主可以登记，面积合计 211.15 平方米');
  for (const words of ['4 行有问题', '几个人同名', '没有登记过', '最多两位小数', '没有这个地方'])
    expect(shown).toContain(words);
  const report = await world.get(worker, `${sent.location}/report`);
  expect(
    report.text
      .split('\r\n')
      .slice(1, 5)
      .map((line) => line.split(',')[0]),
  ).toEqual(['4', '6', '7', '8']);
  // Nobody comes in while rows are wrong and nobody said that they stay out.
  expect((await world.post(worker, `${sent.location}/land`, {})).status).toBe(422);
  expect((await poll(world.system, id))?.rollSize).toBeNull();
  expect((await world.post(worker, `${sent.location}/land`, { without_bad: 'yes' })).location).toContain('list_landed');
  expect((await world.post(worker, `${sent.location}/land`, { without_bad: 'yes' })).status).toBe(409);
  const register_ = await world.system.db
    .selectFrom('poll_voter')
    .select(['person_id', 'area'])
    .where('poll_id', '=', id)
    .orderBy('area')
    .execute();
  expect(register_).toEqual([
    { person_id: twin, area: 10120n },
    { person_id: li, area: 10995n },
  ]);
  expect(zhang).not.toBe(twin);
  // The same owner in another table is told apart from what is here already.
  const again = await world.post(worker, base, { file: csv(['姓名,面积', '李桂兰,50'], '再来.csv') });
  expect((await world.get(worker, again.location)).text).toContain('已经登记在这次投票里了');
});

test('residents come in from the committee’s list: known ones are checked, new ones registered by door, identity numbers not read [/desk/:space/residence/lists]', async () => {
  const known = await register('赵根生', old, 1948);
  const lines = [
    '住户姓名,小区,门牌,出生年月,身份证号,手机号',
    '赵根生,柳巷里,2-101,1948-05,310101194805050011,',
    '赵小明,柳巷里,2-101,2001,310101200105050011,13800138000',
    '孙阿婆,柳巷里,2-102,1939,,',
    '孙阿婆,柳巷里,2-102,1939,,',
    '钱先生,柳巷里,2-103,三九年,,',
    '赵根生,柳巷里,2-104,1988,,',
  ];
  const base = '/desk/liuxiang/residence/lists';
  expect((await world.get(worker, '/desk/liuxiang/residence')).text).toContain(base);
  expect((await world.get(worker, `${base}/template`)).text).toContain('门牌');
  expect((await world.get(null, `${base}/template`)).location).toContain('/sign-in');
  const sent = await world.post(worker, base, { file: csv(lines, '住户.csv') });
  const shown = (await world.get(worker, sent.location)).text;
  expect(shown).toContain('有 3 人可以进来');
  for (const words of ['2 行有问题', '出生年不一样', '四位的年份']) expect(shown).toContain(words);
  expect(shown).not.toContain('310101');
  await world.post(worker, `${sent.location}/land`, { without_bad: 'yes' });
  const { db } = world.system;
  const people = await db
    .selectFrom('person as p')
    .innerJoin('residence_check as c', 'c.person_id', 'p.id')
    .select(['p.id', 'p.name', 'p.birth_year', 'p.household_id', 'c.way'])
    .orderBy('p.birth_year')
    .execute();
  expect(people.map(({ name, birth_year, way }) => ({ name, birth_year, way }))).toEqual([
    { name: '孙阿婆', birth_year: 1939, way: 'list' },
    { name: '赵根生', birth_year: 1948, way: 'list' },
    { name: '赵小明', birth_year: 2001, way: 'list' },
  ]);
  expect(people.find((one) => one.name === '赵根生')?.id).toBe(known);
  const households = await db.selectFrom('household').select('door').orderBy('door').execute();
  expect(households.map((one) => one.door)).toEqual(['2-101', '2-102']);
  const left = await db.selectFrom('sealed_body').select('id').where('about_kind', '=', 'import').execute();
  expect(left.length).toBeLessThanOrEqual(1);
  // The same list again: everybody is here, and nothing waits to come in.
  const second = await world.post(worker, base, { file: csv([...lines, ''], '住户二.csv') });
  expect((await world.get(worker, second.location)).text).toContain('早就核对过了');
});

test('the two counts of Civil Code art. 278 are exact at their edges, by persons and by hundredths of a square metre', async () => {
  world.clock.set('2026-03-02T10:00:00+08:00');
  const owners = await Promise.all(['甲', '乙', '丙'].map((name) => world.person(`业主${name}`)));
  const cases = [
    // Three persons of three, 66.67 of 100.00 square metres take part: two thirds of 100 are 66.67 rounded up.
    { areas: ['33.33', '33.34', '33.33'], ballots: ['1', '1', null], passed: true },
    { areas: ['33.33', '33.33', '33.34'], ballots: ['1', '1', null], passed: false },
    // Half of the area is not more than half.
    { areas: ['50', '25', '25'], ballots: ['1', '2', '2'], passed: false },
    { areas: ['49.99', '25', '25'], ballots: ['2', '1', '1'], passed: true },
  ];
  for (const [at, one] of cases.entries()) {
    world.clock.set(`2026-03-${10 + at * 5}T09:00:00+08:00`);
    const day = (plus: number) => `2026-03-${10 + at * 5 + plus}`;
    const { id } = must(
      await writePoll(secretary.scope, {
        ...{
          title: `第 ${at} 次`,
          text: '换水管。',
          kind: 'yes_no',
          rule: 'owners',
          electorate: 'owners',
          options: [],
        },
        ...{ cut_off: day(0), opens_on: day(0), closes_on: day(1), quorum: '0', share: '1/2', turnout: 'open' },
      }),
    );
    for (const [who, area] of one.areas.entries())
      must(await addOwner(worker.scope, { id, personId: owners[who]?.personId ?? '', area }));
    must(await announcePoll(secretary.scope, { id }));
    for (const [who, ballot] of one.ballots.entries()) {
      const scope = owners[who]?.scope;
      if (ballot !== null && scope !== undefined)
        must(await castBallot(scope, { id, ballot, receipt: `AAAACCCC${1000 + who}` }));
    }
    world.clock.set(`${day(2)}T09:00:00+08:00`);
    must(await closePoll(secretary.scope, { id }));
    expect((await poll(world.system, id))?.result?.outcome, `case ${at}`).toMatchObject({ passed: one.passed });
  }
});
