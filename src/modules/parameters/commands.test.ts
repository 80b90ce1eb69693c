import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { makeWorld } from '#tests/world';
import { setParameter } from './commands.ts';
import { room } from './http.ts';
import { parameter, parameters } from './queries.ts';
import { isGrouped, readValue, typedValue } from './rules.ts';
import { defaults, type ParameterKey } from './rules-defaults.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('管理员甲', ['admin']);
const worker = await world.person('小李', ['worker']);
const change = { effectiveFrom: '2026-03-02', source: '第一次会议', reason: '大家嫌短' };

describe('values', () => {
  test('every parameter says in which group it is listed', () => {
    // The keys of a literal object are exactly its names.
    const keys = Object.keys(defaults) as ParameterKey[];
    expect(keys.filter((key) => !isGrouped(key))).toEqual([]);
  });

  test('every default is a value of its own kind and survives being typed again', () => {
    for (const key of Object.keys(defaults) as ParameterKey[]) {
      const { kind, value } = defaults[key];
      expect(must(readValue(key, typedValue(kind, value)))).toBe(value);
    }
  });

  test.each([
    ['publication.days', '１０', 10],
    ['fund.adminCap', ' 1 / 20 ', '1/20'],
    ['activity.ceiling', '1,200.50', '120050'],
    ['committee.odd', 'no', false],
  ] as const)('%s typed %s is kept as %s', (key, typed, kept) => {
    expect(must(readValue(key, typed))).toBe(kept);
  });

  test.each([
    ['publication.days', '-1', 'parameters.not_whole'],
    ['publication.days', '1.5', 'parameters.not_whole'],
    ['publication.days', '9999', 'parameters.too_large'],
    ['payment.approvals', '1', 'parameters.too_small'],
    ['publication.smallCell', '2', 'parameters.too_small'],
    ['fund.adminCap', '1/5', 'parameters.too_large'],
    ['vote.quorum', '3/2', 'parameters.too_large'],
    ['vote.quorum', '0/3', 'parameters.not_a_fraction'],
    ['vote.quorum', '1/0', 'parameters.not_a_fraction'],
    ['activity.ceiling', '0.001', 'money.too_fine'],
    ['committee.odd', '也许', 'parameters.not_a_switch'],
  ] as const)('%s typed %s is refused', (key, typed, code) => {
    expect(readValue(key, typed)).toMatchObject({ ok: false, fault: { code, field: 'value' } });
  });
});

describe('setting', () => {
  test('a threshold in rule text is data: from its day on the new value holds, before it the old one', async () => {
    must(
      await setParameter(admin.scope, { ...change, key: 'publication.days', value: '10', effectiveFrom: '2026-03-09' }),
    );
    expect(await parameter(admin.scope, 'publication.days')).toBe(7);
    expect(await parameter(admin.scope, 'publication.days', '2026-03-09')).toBe(10);
    world.clock.advance({ days: 7 });
    expect(await parameters(admin.scope, ['publication.days', 'vote.quorum'])).toEqual({
      'publication.days': 10,
      'vote.quorum': '2/3',
    });
    const other = await world.otherSpace();
    expect(await parameter(world.scopeOf(admin.actor, { space: other }), 'publication.days')).toBe(7);
  });

  test('what is past, unknown or unchanged is refused, and only an administrator sets', async () => {
    const base = { ...change, key: 'vote.days', value: '20', effectiveFrom: '2026-03-09' };
    expect(await setParameter(worker.scope, base)).toMatchObject({ fault: { code: 'access.not_allowed' } });
    const past = await setParameter(admin.scope, { ...base, effectiveFrom: '2026-03-01' });
    expect(past).toMatchObject({ fault: { code: 'parameters.past' } });
    expect(await setParameter(admin.scope, { ...base, key: 'no.such' })).toMatchObject({
      fault: { code: 'parameters.unknown' },
    });
    expect(await setParameter(admin.scope, { ...base, value: '14' })).toMatchObject({
      fault: { code: 'parameters.unchanged' },
    });
    expect(await setParameter(admin.scope, { ...base, source: ' ' })).toMatchObject({
      fault: { code: 'input.required', field: 'source' },
    });
  });
});

describe('pages', () => {
  test('the desk changes a value through the form; everyone reads who, why and since when [/desk/:space/parameters/:key]', async () => {
    const page = await world.get(admin, '/desk/liuxiang/parameters/loan.days');
    expect(page.text).toContain('一次借几天');
    expect((await world.get(worker, '/desk/liuxiang/parameters/loan.days')).text).not.toContain('改这个数');
    const fields = { value: '四十五', effectiveFrom: '2026-03-09', source: '居民代表会议', reason: '三十天太短' };
    const refused = await world.post(admin, '/desk/liuxiang/parameters/loan.days/set', fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请写一个整数');
    expect(refused.text).toContain('四十五');
    const done = await world.post(admin, '/desk/liuxiang/parameters/loan.days/set', { ...fields, value: '45' });
    expect(done).toMatchObject({ status: 303, location: '/desk/liuxiang/parameters/loan.days?done=set' });
    expect((await world.get(admin, done.location)).text).toContain('改好了');
    const open = await world.get(null, '/s/liuxiang/rules/parameters/loan.days');
    expect(open.text).toContain('45天');
    expect(open.text).toContain('三十天太短');
    expect(open.text).not.toContain('管理员甲');
    expect(open.text).not.toContain('<form class="form"');
  });

  test('the public list shows every value with its source, filters, finds and exports [/s/:space/rules/parameters]', async () => {
    const all = await world.get(null, '/s/liuxiang/rules/parameters');
    expect(all.text).toContain('慈善法（2023）第73条');
    const own = await world.get(null, '/s/liuxiang/rules/parameters?state=own&sort=-from');
    expect(own.text).toContain('公示几天');
    expect(own.text).not.toContain('几岁算老人');
    expect((await world.get(null, '/s/liuxiang/rules/parameters?q=zzz')).text).toContain('没有这样的数');
    const csv = await world.get(null, '/s/liuxiang/rules/parameters?format=csv&group=money');
    expect(csv.text).toContain('付款要几个人批');
    const first = all.text;
    const pages = Math.ceil(Object.keys(defaults).length / 50);
    const last = (await world.get(null, `/s/liuxiang/rules/parameters?sort=group&page=${pages}`)).text;
    expect(first).toContain('募捐和公布');
    expect(first).not.toContain('几岁算老人');
    // The groups stand together, those of standing last; nothing stands on two pages.
    expect(last).toContain('身份和休眠');
    expect(last).not.toContain('公示几天');
    const found = await world.get(null, `/s/liuxiang/rules/parameters?q=${encodeURIComponent('身份和休眠')}`);
    expect(found.text).toContain('几岁算老人');
    expect((await world.get(null, '/s/liuxiang/rules/parameters?q=DAYS+A+DECISION')).text).toContain('公示几天');
    const english = await world.get(null, '/s/liuxiang/rules/parameters', { 'accept-language': 'en' });
    expect(english.text).toContain('Days a decision is posted');
    expect((await world.get(null, '/s/liuxiang/rules/parameters/nothing')).status).toBe(404);
    expect((await world.get(null, '/desk/liuxiang/parameters')).location).toContain('/sign-in');
    expect((await world.get(worker, '/desk/liuxiang/parameters')).text).toContain('管理员甲');
  });
});
