import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { kinds, search } from '#modules/search';
import { runChecks } from '#platform/check';
import type { Scope } from '#platform/scope';
import { makeWorld } from '#tests/world';
import { checks } from './queries-checks.ts';

/**
 * What neighbours talk about, decide and keep open, each with words of its own: some for everybody, some for the desk, some for
 * nobody who searches. Written as rows, so that every state is there; the triggers make the entries as they do for commands.
 */
const world = await makeWorld(import.meta.url);
const worker = await world.person('周敏', ['worker']);
const admin = await world.person('何建国', ['admin']);
const neighbour = await world.person('沈小满');
const space = world.space.id;
const root = new pg.Client({ connectionString: world.database.rootUrl });
await root.connect();
await root.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [space]);
afterAll(() => root.end());

async function row(table: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  const id = newId(world.clock.now());
  const all: Record<string, unknown> = { space_id: space, ...values };
  const columns = await root.query<{ name: string }>(
    `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attname in ('id', 'created_at', 'at', 'updated_at')`,
    [table],
  );
  for (const { name } of columns.rows) all[name] ??= name === 'id' ? id : world.clock.now();
  const names = Object.keys(all);
  await root.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(all),
  );
  return id;
}

const now = world.clock.now();
const later = new Date(now.getTime() + 86_400_000);
const person_id = neighbour.personId;

async function meeting(number: string, title: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  const facts = { number, kind: 'symposium', title, text: '', starts_at: later, place_text: '活动室', called_at: now };
  return row('meeting', { ...facts, remote_text: '拨会议密号', ...values });
}

const called = await meeting('H-1', '铜锣湾座谈会', { state: 'called' });
const item_id = await row('meeting_item', { meeting_id: called, ordinal: 1, title: '议程里的凉亭', text: '凉亭漏雨' });
const motion = { item_id, mover_id: person_id, state: 'seconded', moved_at: now };
await row('meeting_motion', { ...motion, ordinal: 1, text: '先换琉璃瓦\n再刷红漆' });
const unsent = await meeting('H-2', '尚未发出的会', { state: 'preparing', called_at: null });
const unsentItem = await row('meeting_item', { meeting_id: unsent, ordinal: 1, title: '没发出的议程', text: '' });
await row('meeting_motion', { ...motion, item_id: unsentItem, ordinal: 1, text: '密提的动议' });
await meeting('H-3', '等批准的会', {
  state: 'ended',
  ended_at: now,
  minutes: '未批记录里的争吵',
  minutes_by: admin.personId,
});
await meeting('H-4', '批准了的会', {
  ...{ state: 'closed', ended_at: now, closed_at: now, minutes: '批准记录里的凳子' },
  ...{ minutes_by: worker.personId, approved_by: admin.personId },
});

const roundFacts = { cut_off: '2026-01-01', kind: 'choose', rule: 'most', electorate: 'residents' } as const;
const draftPoll = await row('poll', { title: '没公布的表决', ...roundFacts, opens_at: now, closes_at: later });
const poll = await row('poll', {
  ...{ title: '风铃怎么挂', text: '挂在桥头', ...roundFacts, opens_at: now, closes_at: later },
});
await row('poll_option', { poll_id: poll, number: 1, title: '挂铜的', note: '声音清' });
await root.query(
  `update poll set state = 'ready', number = 'B-1', lot_hash = 'x', announced_at = now() where id = $1`,
  [poll],
);
await row('poll_voter', { poll_id: poll, person_id, band: 'middle', way: 'list', added_reason: '名册里的密话' });

const topic = await row('topic', {
  ...{ number: 'Y-1', title: '夜里的萨克斯', text: '吹到十点', kind: 'daily', proposer_id: person_id },
  ...{ by_office: false, needed: 5 },
});
await row('topic_argument', { topic_id: topic, person_id, side: 'for', text: '好听的论据' });
await row('topic_argument', {
  ...{ topic_id: topic, person_id, side: 'against', text: '骂人的密论据' },
  ...{ hidden_reason: '遮住的缘由', hidden_by: admin.personId },
});

const call = await row('resource_call', {
  ...{
    number: 'Z-1',
    title: '征集旧帐篷',
    text: '露营用',
    class_code: 'material.daily.tools',
    quantity: 3,
    unit: '顶',
  },
  answer_by: '2026-12-01',
});
const survey = await row('survey_round', {
  number: 'X-1',
  title: '摸一摸作坊',
  starts_on: '2026-01-01',
  ends_on: '2026-02-01',
});
await row('survey_visit', {
  round_id: survey,
  unit_text: '密访的豆腐坊',
  result_text: '密访说的话',
  visited_on: '2026-01-02',
  result: 'later',
});
await row('donation_point', { number: 'D-1', title: '北门衣物箱', accepts_text: '干净的毛毯', where_text: '门卫旁' });
const problem = await row('problem', {
  ...{ number: 'W-1', title: '积水的根子', summary: '雨一大就淹', impact: 3, urgency: 3, impact_reason: '密因影响' },
});
await row('problem_cause', { problem_id: problem, words: '下水口密因堵着' });

const inside = [...kinds];
const titles = async (words: string, scope: Scope = world.visitor, more: object = {}): Promise<string[]> =>
  (await search(scope, { words, size: 50, ...more })).found.map((one) => `${one.kind} ${one.title}`);

describe('what neighbours talk about and decide is found', () => {
  test.each([
    ['凉亭', 'meeting 铜锣湾座谈会'],
    ['tlw', 'meeting 铜锣湾座谈会'],
    ['凳子', 'meeting 批准了的会'],
    ['琉璃瓦', 'motion 先换琉璃瓦'],
    ['红漆', 'motion 先换琉璃瓦'],
    ['桥头', 'vote 风铃怎么挂'],
    ['挂铜', 'vote 风铃怎么挂'],
    ['萨克斯', 'topic 夜里的萨克斯'],
    ['论据', 'topic 夜里的萨克斯'],
    ['帐篷', 'call 征集旧帐篷'],
    ['作坊', 'survey 摸一摸作坊'],
    ['毛毯', 'point 北门衣物箱'],
    ['Y-1', 'topic 夜里的萨克斯'],
  ])('%s finds %s', async (words, title) => {
    expect(await titles(words)).toEqual([title]);
  });

  test('a class named in either language finds the calls for it', async () => {
    expect(await titles('ladder')).toContain('call 征集旧帐篷');
    expect(await titles('帐篷', world.visitor, { classCode: 'material.daily', kind: 'call' })).toEqual([
      'call 征集旧帐篷',
    ]);
    expect((await search(world.visitor, { words: '帐篷', size: 5 })).found[0]?.pageId).toBe(call);
  });

  test('each leads to its page, in public and at the desk [/s/:space/search]', async () => {
    const page = (await world.get(null, `/s/${world.space.slug}/search?q=${encodeURIComponent('凉亭')}`)).text;
    expect(page).toContain(`/s/${world.space.slug}/meetings/${called}`);
    const [moved] = (await search(world.visitor, { words: '琉璃瓦', size: 5 })).found;
    expect(moved).toMatchObject({ kind: 'motion', pageId: called, phase: 'open' });
    const desk = (await world.get(worker, `/desk/${world.space.slug}/find?q=${encodeURIComponent('积水')}`)).text;
    expect(desk).toContain(`/desk/${world.space.slug}/problems/${problem}`);
    const english = await world.get(null, `/s/${world.space.slug}/search?q=B-1`, {
      cookie: 'lang=en',
      'accept-language': 'en',
    });
    expect(english.text).toContain('Vote');
  });
});

describe('what is not public is not found', () => {
  test.each([
    '尚未发出',
    '未批记录',
    '争吵',
    '会议密号',
    '没公布',
    '名册',
    '密话',
    '骂人',
    '遮住',
    '密访',
    '豆腐坊',
    '积水',
    '密因',
    '密提',
  ])('%s finds nothing in public', async (words) => {
    expect(await titles(words)).toEqual([]);
    expect(await titles(words, neighbour.scope)).toEqual([]);
  });

  test('the desk finds drafts, minutes before they are approved and problems; hidden arguments, rolls and visits nobody', async () => {
    expect(await titles('未批记录', worker.scope, { inside })).toEqual(['meeting 等批准的会']);
    expect(await titles('尚未发出', worker.scope, { inside })).toEqual(['meeting 尚未发出的会']);
    expect(await titles('没公布', worker.scope, { inside })).toEqual(['vote 没公布的表决']);
    expect(await titles('密因', worker.scope, { inside })).toEqual(['problem 积水的根子']);
    for (const words of ['骂人', '名册', '密访', '会议密号'])
      expect(await titles(words, worker.scope, { inside }), words).toEqual([]);
    expect(draftPoll).not.toBe(poll);
  });

  test('nothing of a ballot or a tally stands in an entry, whatever becomes of the vote', async () => {
    await root.query(`update poll set result = '{"winner": "密票数"}', lot = '密签' where id = $1`, [poll]);
    const { rows } = await root.query<{ entry: string }>(
      `select row_to_json(e)::text as entry from search_entry e where kind = 'vote'`,
    );
    expect(rows.length).toBe(2);
    expect(rows.map((one) => one.entry).join('')).not.toMatch(/密票数|密签/);
  });

  test('a word that is taken back is not found any more', async () => {
    await root.query(`update topic_argument set hidden_reason = '不当', hidden_by = $1 where text = '好听的论据'`, [
      admin.personId,
    ]);
    expect(await titles('论据')).toEqual([]);
    await root.query(`update meeting set state = 'preparing', called_at = null where id = $1`, [called]);
    expect(await titles('凉亭')).toEqual([]);
    expect(await titles('琉璃瓦')).toEqual([]);
    expect((await runChecks(world.system, checks)).map(({ first }) => first)).toEqual([null, null]);
  });
});
