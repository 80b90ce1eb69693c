/**
 * A resident with no phone, followed for a year: old Mr Shen of number 1. Everything is said at his door or on paper, promised
 * at his door, and asked at his door; once he is in hospital and is asked again four weeks later; a letter comes; and at the
 * end he reads his own year with the card of his household.
 */
import { expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { addDays } from '#kernel/dates';
import { must } from '#kernel/result';
import { keepVisit } from '#modules/diary';
import {
  answerMatter,
  closeMatter,
  keepPromise,
  matterNumbered,
  promisesOf,
  solveMatter,
  takeMatter,
} from '#modules/intake';
import { takeCall } from '#modules/reception';
import { askPeople, recordVerdict, verdictCounts } from '#modules/results';
import { openTasks } from '#modules/tasks';
import { today } from '#platform/scope';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const he = await world.person('何雨晴', ['worker']);
const ma = await world.person('马建国', ['grid_worker']);
const sun = await world.person('孙志强', ['grid_worker']);
const shen = await world.person('沈福根');
const neighbour = await world.person('林悦');
const { slug } = world.space;
const year: Record<string, string>[] = [];
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');
const asks = async (id: string) =>
  (await openTasks(he.scope, { limit: 500 })).filter((task) => task.subjectId === id).map((task) => task.kind);
const ask = async (): Promise<void> => void must(await askPeople(world.system, {}));
const on = (day: string): void => world.clock.set(`${day}T10:00:00+08:00`);

/** What is said at the door of number 1, as a matter with its number; a year long nobody rings him. */
async function atTheDoor(words: string): Promise<{ readonly id: string; readonly number: string }> {
  const kept = must(await keepVisit(ma.scope, { person: shen.personId, place_text: '1号楼101', words }));
  const number = kept.slips[0]?.number ?? '';
  const found = await matterNumbered(he.scope, number);
  year.push({ 哪天: today(world.system), 号: number, 事: words });
  return { id: found?.id ?? '', number };
}

function tell(number: string, what: string): void {
  year.push({ 哪天: today(world.system), 号: number, 事: what });
}

/** What the chapters hand on to one another. */
const none = { id: '', number: '' };
const of = { window: none, stairs: none, letter: none };
const word = () => ({ kind: 'matter', id: of.window.id, verdict: 'solved' }) as const;

async function march(): Promise<void> {
  // March: said at the door, promised at the door, done, and asked at the door, on paper.
  on('2026-03-10');
  of.window = await atTheDoor('窗户关不严，夜里灌风。');
  must(await takeMatter(ma.scope, { id: of.window.id }));
  const due = addDays(today(world.system), 5);
  must(await answerMatter(ma.scope, { id: of.window.id, reply: '下周二带师傅来。', promise: '修好窗户', due_on: due }));
  tell(of.window.number, `当面答应 ${due} 前修好`);
  on('2026-03-14');
  const [promise] = await promisesOf(ma.scope, of.window.id);
  must(await keepPromise(ma.scope, { id: promise?.id ?? '', result: '换了密封条。' }));
  must(await solveMatter(ma.scope, { id: of.window.id, way: 'fixed' }));
  on('2026-03-18');
  await ask();
  expect(await asks(of.window.id)).toEqual(['results.call_back']);
  expect(code(await recordVerdict(ma.scope, { ...word(), way: 'paper', evidence: '' }))).toBe(
    'results.evidence_missing',
  );
  must(await recordVerdict(ma.scope, { ...word(), way: 'paper', evidence: '上门念给他听，按了手印' }));
  tell(of.window.number, '上门问：解决了');
}

async function spring(): Promise<void> {
  // April, four weeks later: it came back. Asked at the door he says so; it is opened again and done once more.
  on('2026-04-16');
  await ask();
  expect(await asks(of.window.id)).toEqual(['results.ask_again']);
  must(
    await recordVerdict(ma.scope, {
      ...{ kind: 'matter', id: of.window.id, verdict: 'not', reason: 'came_back', way: 'paper', evidence: '上门问的' },
    }),
  );
  tell(of.window.number, '四周后再问：又坏了，重新打开');
  expect((await matterNumbered(he.scope, of.window.number))?.state).toBe('taken');
  on('2026-04-20');
  must(await solveMatter(ma.scope, { id: of.window.id, way: 'fixed', how: '换了一扇新窗' }));
}

async function hospital(): Promise<void> {
  // He is in hospital when they come: not reached, asked again four weeks later, unanswered until then.
  on('2026-04-24');
  await ask();
  const door = `/desk/${slug}/results/unreached`;
  expect((await world.post(ma, door, { kind: 'matter', id: of.window.id, way: 'visit' })).status).toBe(303);
  tell(of.window.number, '没联系上：住院了，四周后再问');
  expect(await asks(of.window.id)).not.toContain('results.call_back');
  on('2026-05-22');
  await ask();
  expect(await asks(of.window.id)).toContain('results.ask_again');
  must(await recordVerdict(ma.scope, { ...word(), way: 'paper', evidence: '出院回家，上门问的' }));
  tell(of.window.number, '出院后问：解决了');
}

async function august(): Promise<void> {
  // August: nothing can be done; it is closed with the reason, and asked about all the same.
  on('2026-08-10');
  of.stairs = await atTheDoor('想装电梯，爬不动了。');
  on('2026-08-20');
  must(await closeMatter(he.scope, { id: of.stairs.id, reason: '一楼两户没有同意，今年装不了；先装楼道扶手。' }));
  tell(of.stairs.number, '办不了，说明了理由');
  on('2026-08-24');
  await ask();
  expect(await asks(of.stairs.id)).toEqual(['results.call_back']);
  const not = { kind: 'matter', id: of.stairs.id, verdict: 'partly', reason: 'too_little' } as const;
  must(await recordVerdict(ma.scope, { ...not, way: 'paper', evidence: '上门问的' }));
  tell(of.stairs.number, '社区办结的也问：只解决了一部分');
}

async function january(): Promise<void> {
  // January: a letter. It is written down by the counter, explained, and read out to him.
  on('2027-01-10');
  of.letter = must(
    await takeCall(he.scope, { channel: 'letter', person: shen.personId, words: '谢谢来修窗户的师傅。扶手好使。' }),
  );
  must(await solveMatter(he.scope, { id: of.letter.id, way: 'explained' }));
  tell(of.letter.number, '来信，念了回信给他听');
}

async function atTheEnd(): Promise<void> {
  // His own year, with the card of the household; nobody else's.
  const own = await world.get(shen, `/me/${slug}/voice`);
  for (const number of [of.window.number, of.stairs.number, of.letter.number]) expect(own.text).toContain(number);
  expect(own.text).toContain('窗户关不严');
  const other = await world.get(neighbour, `/me/${slug}/voice`);
  expect(other.text).not.toContain(of.window.number);
  expect((await world.get(neighbour, `/desk/${slug}/matters/${of.window.id}`)).status).toBe(403);
  // The worker of another grid sees that there was a visit, not whose door it was nor a word.
  const diary = await world.get(sun, `/desk/${slug}/diary`);
  for (const hidden of ['窗户', '沈福根', '101']) expect(diary.text).not.toContain(hidden);
  // Not one telephone message in a year: what was told stands on paper and on his own page.
  const sent = await he.scope.db
    .selectFrom('outbox_message')
    .select('channel')
    .where('person_id', '=', shen.personId)
    .execute();
  expect(sent.filter((one) => one.channel === 'sms')).toEqual([]);
  expect(await verdictCounts(he.scope)).toMatchObject({
    asked: 3,
    solved: 1,
    partly: 1,
    unanswered: 1,
    own: 0,
    recorded: 2,
  });
  console.table(year);
  const broken = (await checkSpaces(world.platform)).flatMap((space) =>
    space.findings.filter((each) => each.first !== null),
  );
  expect(broken).toEqual([]);
}

test('F169 F171 F188 a resident with no phone, followed for a year: at the door, by letter, asked again, and his own page by the card [/me/:space/voice]', async () => {
  await march();
  await spring();
  await hospital();
  await august();
  await january();
  await atTheEnd();
});
