import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { registerPerson } from '#modules/people';
import { addPlace, places } from '#modules/places';
import { runChecks } from '#platform/check';
import { believeClock, makeWorld, type Someone } from '#tests/world';
import { room } from './http.ts';
import {
  addOwner,
  announcePoll,
  beginPile,
  castBallot,
  checkByNeighbours,
  checkPlace,
  checks,
  closePoll,
  givePaper,
  markPaper,
  poll,
  readPile,
  stirBoxes,
  turnout,
  writePoll,
} from './index.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('吴社工', ['worker']);
const other = await world.person('何社工', ['worker']);
const third = await world.person('秦秘书', ['secretary']);
const estate = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;

/** Residents of the estate, signed in each as themselves. */
async function residents(count: number, surname: string): Promise<Someone[]> {
  const found: Someone[] = [];
  for (let at = 0; at < count; at += 1) {
    const one = await world.person(`${surname}${at}`);
    await world
      .scopeOf(admin.actor)
      .db.updateTable('person')
      .set({ place_id: estate, birth_year: 1950 + at })
      .where('space_id', '=', world.space.id)
      .where('id', '=', one.personId)
      .execute();
    found.push(one);
  }
  return found;
}

const yesNo: Parameters<typeof writePoll>[1] = {
  title: '电梯口装不装扶手',
  text: '装在一号楼电梯口。',
  kind: 'yes_no',
  rule: 'majority',
  electorate: 'residents',
  cut_off: '2026-03-02',
  opens_on: '2026-03-03',
  closes_on: '2026-03-06',
  quorum: '0',
  share: '1/2',
  turnout: 'open',
  options: [],
};

const receipt = 'ACDEFGHJKMNP';
const neighbours = await residents(12, '张');
must(await checkPlace(worker.scope, { place: estate }));

async function begin(more: object = {}): Promise<string> {
  const { id } = must(await writePoll(third.scope, { ...yesNo, ...more }));
  must(await announcePoll(third.scope, { id }));
  return id;
}

const cast = (who: Someone, id: string, ballot: string, code = receipt) =>
  castBallot(who.scope, { id, ballot, receipt: code });

const broken = async () => (await runChecks(world.system, checks)).filter((one) => one.first !== null);

test('F055 one person has one ballot, over whatever way, and the roll says no more than that [/desk/:space/votes/:id/roll]', async () => {
  const id = await begin();
  const [first, second, helped] = neighbours;
  if (first === undefined || second === undefined || helped === undefined) throw new Error('neighbours');
  expect(await cast(first, id, '1')).toMatchObject({ ok: false, fault: { code: 'votes.not_yet' } });
  world.clock.set('2026-03-03T10:00:00+08:00');
  must(await cast(first, id, '1'));
  expect(await cast(first, id, '2')).toMatchObject({ ok: false, fault: { code: 'votes.already_voted' } });
  const byCard = { ...first, scope: world.scopeOf({ ...first.actor, way: 'card' }) };
  expect(await cast(byCard, id, '2')).toMatchObject({ ok: false, fault: { code: 'votes.already_voted' } });
  expect(await givePaper(worker.scope, { id, personId: first.personId })).toMatchObject({
    fault: { code: 'votes.already_voted' },
  });
  must(await givePaper(worker.scope, { id, personId: second.personId }));
  expect(await cast(second, id, '1')).toMatchObject({ ok: false, fault: { code: 'votes.paper_out' } });
  const acting = world.scopeOf({ ...worker.actor, onBehalfOf: { personId: helped.personId, as: 'worker' } });
  must(await castBallot(acting, { id, ballot: '2', receipt: 'CCCCDDDDEEEE' }));
  expect(await cast(worker, id, '1')).toMatchObject({ ok: false, fault: { code: 'votes.not_on_roll' } });
  expect(await cast(helped, id, '9')).toMatchObject({ ok: false, fault: { code: 'votes.option_unknown' } });
  expect((await turnout(world.system, id)).channels).toEqual({ web: 1, assisted: 1 });
  expect(await broken()).toEqual([]);
  const { rows } =
    await sql`select channel, voted_on::text from poll_voter where poll_id = ${id} and channel is not null order by 1`.execute(
      world.system.db,
    );
  expect(rows).toEqual([
    { channel: 'assisted', voted_on: '2026-03-03' },
    { channel: 'web', voted_on: '2026-03-03' },
  ]);
});

test('nobody looks into a box before the end: not the page, the export, the database; and whoever tries is recorded', async () => {
  const id = (await begin({ title: '要不要换门禁', opens_on: '2026-03-03' })) as string;
  for (const one of neighbours.slice(0, 6))
    must(await cast(one, id, '1', `AAAA${one.personId.slice(-8)}`.toUpperCase().replace(/[^0-9A-Z]/g, 'A')));
  for (const statement of [
    'select * from poll_box',
    'select count(*) from poll_box',
    'delete from poll_box',
    `update poll set closed_at = now()`,
  ])
    await expect(sql.raw(statement).execute(world.system.db)).rejects.toThrow('permission denied');
  const seen = async (text: string) => (await sql.raw(text).execute(world.system.db)).rows;
  expect(await seen(`select * from ballot where poll_id = '${id}'`)).toEqual([]);
  expect(await seen(`select * from pg_stats where tablename in ('poll_box', 'ballot')`)).toEqual([]);
  expect(await closePoll(third.scope, { id })).toMatchObject({ ok: false, fault: { code: 'votes.sealed' } });
  expect((await world.post(third, `/desk/liuxiang/votes/${id}/close`, {})).status).toBe(409);
  expect((await world.get(null, `/s/liuxiang/votes/${id}/ballots.pb`)).status).toBe(409);
  const looks = await seen(
    `select person_id from audit_event where command = 'votes.look_early' and subject_id = '${id}'`,
  );
  expect(looks).toEqual([{ person_id: third.personId }, { person_id: third.personId }, { person_id: null }]);
  // Closing by hand is refused by the database too, whatever the caller says the time is.
  const far = await writePoll(third.scope, {
    ...yesNo,
    title: '明年的事',
    opens_on: '2026-03-03',
    closes_on: '2199-01-01',
  });
  const later = must(far).id;
  must(await announcePoll(third.scope, { id: later }));
  await expect(
    sql`select * from poll_close(${world.space.id}, ${later}, '2200-01-01')`.execute(world.system.db),
  ).rejects.toThrow('votes.sealed');
  // Its role can't say that the clock was moved, for its session or for the database; whoever administers PostgreSQL can.
  await sql`set linli.clock = 'moved'`.execute(world.system.db);
  const close = () => sql`select * from poll_close(${world.space.id}, ${later}, '2200-01-01')`.execute(world.system.db);
  await expect(close()).rejects.toThrow('votes.sealed');
  await expect(
    sql.raw(`alter database ${world.database.database} set linli.clock = 'moved'`).execute(world.system.db),
  ).rejects.toThrow(/must be owner|permission denied/);
  await believeClock(world);
  await close();
  expect((await world.get(null, `/s/liuxiang/votes/${later}`)).text).toContain('不作数');
  await believeClock(world, false);
});

test('before the end nothing an administrator can ask for differs by what was chosen: pages, exports, refusals, record, statistics', async () => {
  world.clock.set('2026-03-03T11:00:00+08:00');
  const two = [await begin({ title: '要不要晾衣架' }), await begin({ title: '要不要晾衣架' })];
  for (const [at, id] of two.entries())
    for (const [who, one] of neighbours.slice(0, 8).entries())
      must(await cast(one, id, at === 0 || who === 0 ? '1' : '2', `AAAADDDD${1000 + who}`));
  const asked = async (id: string): Promise<string[]> => {
    const seen: string[] = [];
    for (const path of ['', '/receipts?code=aaaa-dddd-1000', '/receipts.txt', '/ballots.pb'])
      for (const who of [null, admin]) {
        const answer = await world.get(who, `/s/liuxiang/votes/${id}${path}`);
        seen.push(`${answer.status} ${answer.text}`);
      }
    for (const path of ['', '/roll', '/roll?format=csv', '/paper', '/count-sheet', '/print-roll'])
      seen.push((await world.get(admin, `/desk/liuxiang/votes/${id}${path}`)).text);
    const early = await closePoll(third.scope, { id });
    seen.push(JSON.stringify(early));
    const { rows } = await sql`select channel, voted_on, count(*) from poll_voter where poll_id = ${id} group by 1, 2
      union all select 'audit', null, count(*) from audit_event where subject_id = ${id} and detail is not null
      union all select kind, null, count(*) from log_source where source_id::text = ${id} group by 1`.execute(
      world.system.db,
    );
    seen.push(JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)));
    return seen.map((text) =>
      text
        .replaceAll(id, 'ID')
        .replace(/20\d\d-\d{4}/g, 'NUMBER')
        .replace(/[0-9a-f]{32,64}/g, 'HASH')
        // Keys of forms are drawn anew for every page.
        .replace(/name="_key" value="[^"]*"/g, 'KEY'),
    );
  };
  const [first, second] = [await asked(two[0] ?? ''), await asked(two[1] ?? '')];
  expect(first).toEqual(second);
  // The running role reads nothing about the box but how many ballots it may hold, which the roll says as well.
  const { rows } = await sql`select count(*)::int as n from pg_stats where tablename = 'poll_box'`.execute(
    world.system.db,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test('a box opened tells nobody who voted what: new keys, one transaction, no order, and receipts apart', async () => {
  const id = await begin({ title: '要不要晚关灯' });
  for (const [at, one] of neighbours.entries())
    must(await cast(one, id, at % 3 === 0 ? '2' : '1', `AAAACCCC${1000 + at}`));
  const root = world.database;
  const owner = new (await import('pg')).default.Client({ connectionString: root.ownerUrl });
  await owner.connect();
  await owner.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [
    world.space.id,
  ]);
  const lengths = await owner.query('select distinct octet_length(sealed) as n from poll_box where poll_id = $1', [id]);
  expect(lengths.rows).toHaveLength(1);
  const before = await owner.query('select count(distinct xmin::text)::int as n from poll_box where poll_id = $1', [
    id,
  ]);
  expect(before.rows[0]).toEqual({ n: 12 });
  must(await stirBoxes(world.system, {}));
  const stirred = await owner.query('select count(distinct xmin::text)::int as n from poll_box where poll_id = $1', [
    id,
  ]);
  expect(stirred.rows[0]).toEqual({ n: 1 });
  world.clock.set('2026-03-07T09:00:00+08:00');
  must(await closePoll(third.scope, { id }));
  const found = await poll(world.system, id);
  expect(found?.state).toBe('counted');
  expect(found?.result).toMatchObject({ box: { ballots: 12, valid: 12 }, outcome: { passed: true } });
  const after = await owner.query(
    `select (select count(*)::int from poll_box where poll_id = $1) as box, count(distinct xmin::text)::int as ballots
     from ballot where poll_id = $1`,
    [id],
  );
  expect(after.rows[0]).toEqual({ box: 0, ballots: 1 });
  await owner.end();
  expect(await broken()).toEqual([]);
  expect((await world.get(null, `/s/liuxiang/votes/${id}/receipts?code=aaaa-cccc-1003`)).text).toContain('数进去了');
  expect((await world.get(null, `/s/liuxiang/votes/${id}/receipts?code=aaaa-cccc-9999`)).text).toContain(
    '没有这个收条号',
  );
  expect(await cast(third, id, '1')).toMatchObject({ ok: false, fault: { code: 'votes.over' } });
});

test('ballots on paper are read twice, differences by a third, marks and piles must agree, and a torn strip finds its ballot', async () => {
  world.clock.set('2026-03-09T09:00:00+08:00');
  const options = ['石凳', '路灯', '书架'].map((title) => ({ title, note: '' }));
  const days = { cut_off: '2026-03-09', opens_on: '2026-03-09', closes_on: '2026-03-10' };
  const id = await begin({ ...days, title: '添一样', kind: 'approval', rule: 'most', options, most: '2' });
  for (const one of neighbours.slice(0, 4)) {
    must(await givePaper(worker.scope, { id, personId: one.personId }));
    must(await markPaper(worker.scope, { id, personId: one.personId }));
  }
  const [fifth] = neighbours.slice(4);
  if (fifth === undefined) throw new Error('neighbours');
  must(await cast(fifth, id, '2 3'));
  const printed = await world.get(worker, `/desk/liuxiang/votes/${id}/print?sheets=5`);
  const codes = [...printed.text.matchAll(/<code>([0-9A-Z]{4}-[0-9A-Z]{4})<\/code>/g)].map((one) => one[1]);
  expect([codes.length, new Set(codes).size]).toEqual([10, 5]);
  const { pileId } = must(await beginPile(worker.scope, { id, size: '4' }));
  const read = (who: Someone, entries: string[]) => readPile(who.scope, { id, pileId, entries });
  expect(await read(worker, ['1 2', '2', 'x', ''])).toMatchObject({
    fault: { code: 'votes.entries_missing', field: 'entry.4' },
  });
  expect(await read(worker, ['1 2 #ACDE', '2', 'x', '0'])).toMatchObject({ fault: { code: 'votes.paper_code_wrong' } });
  must(await read(worker, ['1 2 #ACDE-FGHJ', '2 #KLMN-PQRS', 'x', '1 2 3']));
  expect(await read(worker, ['1 2', '2', 'x', '1 2 3'])).toMatchObject({ fault: { code: 'votes.same_reader' } });
  expect(must(await read(other, ['2 1 ＃acdefghj', '3 #KLMN-PQRS', 'x', '1 2 3'])).state).toBe('third');
  world.clock.set('2026-03-11T09:00:00+08:00');
  expect(await closePoll(third.scope, { id })).toMatchObject({ fault: { code: 'votes.paper_waits' } });
  expect(must(await read(third, ['', '2 #KLMN-PQRS', '', ''])).state).toBe('settled');
  must(await closePoll(third.scope, { id }));
  const found = await poll(world.system, id);
  expect(found?.result?.box).toMatchObject({ ballots: 5, valid: 3, invalid: { unreadable: 1, too_many: 1 } });
  expect(found?.result?.outcome).toMatchObject({ rule: 'most', winners: [2], tied: [] });
  // The strip torn off a ballot of paper finds it counted; the code of nobody's ballot finds nothing.
  const looked = async (code: string) =>
    (await world.get(null, `/s/liuxiang/votes/${id}/receipts?code=${code}`)).text.includes('数进去了。');
  expect([await looked('acde-fghj'), await looked('KLMNPQRS'), await looked('ACDE-FGHK')]).toEqual([true, true, false]);
  expect(await broken()).toEqual([]);
});

test('owners decide by persons and by area, exactly, and no ballot keeps its area', async () => {
  world.clock.set('2026-03-12T09:00:00+08:00');
  const days = { cut_off: '2026-03-12', opens_on: '2026-03-12', closes_on: '2026-03-13' };
  const { id } = must(
    await writePoll(third.scope, {
      ...yesNo,
      ...days,
      title: '动用维修资金',
      rule: 'owners_special',
      electorate: 'owners',
    }),
  );
  for (const [at, one] of neighbours.slice(0, 4).entries())
    must(await addOwner(worker.scope, { id, personId: one.personId, area: at === 0 ? '150' : '50.00' }));
  must(await announcePoll(third.scope, { id }));
  for (const [at, one] of neighbours.slice(0, 4).entries()) must(await cast(one, id, at === 0 ? '2' : '1'));
  world.clock.set('2026-03-14T09:00:00+08:00');
  must(await closePoll(third.scope, { id }));
  const outcome = (await poll(world.system, id))?.result?.outcome;
  // Three of four persons are three quarters; 150 of 300 square metres are half.
  expect(outcome).toMatchObject({
    ...{ rule: 'owners', passed: false },
    persons: { took: '4', yes: '3', yesNeeded: '3', yesEnough: true },
    area: { of: '30000', took: '30000', yes: '15000', yesNeeded: '22500', yesEnough: false },
  });
  const { rows } = await sql<{ marks: unknown }>`select marks from ballot where poll_id = ${id} limit 1`.execute(
    world.system.db,
  );
  expect(Object.keys(rows[0] ?? {})).toEqual(['marks']);
});

test('residence is checked by two neighbours of two households, never by a number', async () => {
  const newcomer = must(await registerPerson(admin.scope, { name: '新来的' })).id;
  const [a, b] = neighbours;
  const input = { personId: newcomer, firstId: a?.personId ?? '', secondId: b?.personId ?? '' };
  expect(await checkByNeighbours(worker.scope, { ...input, secondId: other.personId })).toMatchObject({
    fault: { code: 'votes.neighbour_unchecked' },
  });
  must(await checkByNeighbours(worker.scope, input));
  expect(await checkByNeighbours(worker.scope, input)).toMatchObject({ fault: { code: 'votes.already_checked' } });
  expect((await places(world.system)).length).toBeGreaterThan(0);
});

test('F055 a resident votes on the pages: chooses, looks once more, casts, and sees the result [/me/:space/votes/:id] [/s/:space/votes/:id]', async () => {
  world.clock.set('2026-03-16T09:00:00+08:00');
  const days = { cut_off: '2026-03-16', opens_on: '2026-03-16', closes_on: '2026-03-17' };
  const id = await begin({
    ...days,
    title: '晚上几点关活动室',
    kind: 'choose',
    rule: 'most',
    options: ['八点', '九点'].map((title) => ({ title, note: '' })),
  });
  const [one] = neighbours;
  if (one === undefined) throw new Error('neighbours');
  const path = `/me/liuxiang/votes/${id}`;
  expect((await world.get(null, `/s/liuxiang/votes/${id}`)).text).toContain('登录后投票');
  expect((await world.get(one, path)).text).toContain('选一项');
  const empty = await world.post(one, path, { step: 'look', receipt });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('还没有选');
  const review = await world.post(one, path, { step: 'look', receipt, o: '2' });
  expect(review.text).toContain('ACDE-FGHJ-KMNP');
  expect(review.text).toContain('投之前再看一遍');
  const done = await world.post(one, path, { step: 'cast', receipt, ballot: '2' });
  expect(done.location).toBe(`${path}?done=cast`);
  expect((await world.get(one, done.location)).text).toContain('投好了');
  expect((await world.post(one, path, { step: 'cast', receipt, ballot: '1' })).text).toContain('已经投过了');
  world.clock.set('2026-03-18T09:00:00+08:00');
  must(await closePoll(third.scope, { id }));
  const shown = await world.get(null, `/s/liuxiang/votes/${id}`);
  expect(shown.text).toContain('选出来的 九点');
  expect((await world.get(null, `/s/liuxiang/votes/${id}/ballots.pb`)).text).toContain('vote_type;choose-1');
});
