import { afterAll, expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { room as questionnaireRoom } from '#http/questionnaires';
import { must } from '#kernel/result';
import { registerPerson } from '#modules/people';
import { addPlace } from '#modules/places';
import {
  answerQuestionnaire,
  checks,
  closeQuestionnaire,
  editQuestion,
  enterPaper,
  openQuestionnaire,
  questionnaire,
  releaseText,
  responseOf,
  results,
  stirQuestionnaires,
  textToMatter,
  withdrawQuestionnaire,
  writeQuestion,
  writeQuestionnaire,
  writtenTexts,
} from '#modules/questionnaires';
import { runChecks } from '#platform/check';
import { makeWorld, type Someone } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [questionnaireRoom, intake] });
const admin = await world.person('何主任', ['admin']);
const worker = await world.person('吴社工', ['worker']);
const { slug } = world.space;
const old = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;
const young = must(await addPlace(admin.scope, { kind: 'estate', name: '新苑', estateType: 'new' })).id;
const tower = must(await addPlace(admin.scope, { kind: 'building', name: '新苑一座', parentId: young })).id;

/** What each of two hundred says: whether they go, how they find it, what they would change; by their place in the list. */
const goes = (at: number): boolean => at % 3 !== 0;
const answersOf = (at: number): Record<string, string | string[]> => ({
  '1': goes(at) ? '1' : '2',
  ...(goes(at) ? { '2': `${3 + (at % 3)}`, '3': at % 2 === 0 ? ['1', '2'] : ['2'] } : {}),
  '4': `${(at * 7) % 41}`,
  ...(at === 20 ? { '5': '二楼窗子关不上，请打 13812345678' } : at === 21 ? { '5': '多放两张凳子' } : {}),
});

/** Born so that the oldest are few: six above seventy-five. */
const bornIn = (at: number): string => `${at < 6 ? 1945 + at : 1955 + (at % 50)}`;
const codeOf = (at: number): string =>
  `P${at.toString().padStart(5, '0')}`.replace(/[0-9]/g, (one) => 'ACDEFGHJKM'.charAt(Number(one)));

const online: Someone[] = [];
const onPaper: string[] = [];
let id = '';
let table: string[][] = [];

afterAll(() => {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => [...(row[column] ?? '')].length)));
  console.info(
    table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0, '\u3000')).join('  ')).join('\n'),
  );
});

async function live(personId: string, at: number): Promise<void> {
  await admin.scope.db
    .updateTable('person')
    .set({ place_id: at % 4 === 0 ? tower : old, birth_year: Number(bornIn(at)) })
    .where('space_id', '=', world.space.id)
    .where('id', '=', personId)
    .execute();
}

test('F052 an office writes questions that skip, finds one nobody reaches, sends it out too early, takes it back and begins again', async () => {
  for (let at = 0; at < 200; at += 1) {
    // A third have no telephone and answer on paper.
    if (at % 3 === 0) {
      const { id: personId } = must(await registerPerson(worker.scope, { name: `街坊${at}` }));
      onPaper.push(personId);
      await live(personId, at);
    } else {
      const one = await world.person(`街坊${at}`);
      online.push(one);
      await live(one.personId, at);
    }
  }
  const first = must(
    await writeQuestionnaire(worker.scope, {
      ...{
        title: '活动室的晚上',
        text: '晚上去不去，开到几点好。',
        audience: 'residents',
        by_band: 'yes',
        by_place: 'yes',
      },
      ...{ opens_on: '2026-03-02', closes_on: '2026-03-20' },
    }),
  ).id;
  const ask = { kind: 'one', title: '晚上去活动室吗', options: '去\n不去', required: 'yes' } as const;
  const asked = must(await writeQuestion(worker.scope, { id: first, ...ask }));
  must(await writeQuestion(worker.scope, { id: first, kind: 'scale', title: '用着方便吗', required: 'yes' }));
  must(await writeQuestion(worker.scope, { id: first, kind: 'many', title: '用来做什么', options: '下棋\n说话' }));
  const age = { kind: 'number', title: '走过去几分钟', least: '0', most: '40', required: 'yes' } as const;
  const walk = must(await writeQuestion(worker.scope, { id: first, ...age }));
  must(await writeQuestion(worker.scope, { id: first, kind: 'text', title: '还想说什么' }));
  const lead = (skips: Record<string, string>) =>
    editQuestion(worker.scope, { id: first, questionId: asked.questionId, ...ask, skips });
  must(await lead({ '1': walk.questionId, '2': walk.questionId }));
  expect(await openQuestionnaire(worker.scope, { id: first })).toMatchObject({
    fault: { code: 'questionnaires.unreachable', params: { number: 2 } },
  });
  must(await lead({ '2': walk.questionId }));
  must(await openQuestionnaire(worker.scope, { id: first }));
  must(await answerQuestionnaire(online[0]?.scope ?? worker.scope, { id: first, answers: answersOf(1) }));
  must(await withdrawQuestionnaire(worker.scope, { id: first, reason: '最后一天写错了' }));
  const again = must(
    await writeQuestionnaire(worker.scope, {
      ...{
        title: '活动室的晚上',
        text: '晚上去不去，开到几点好。',
        audience: 'residents',
        by_band: 'yes',
        by_place: 'yes',
      },
      ...{ opens_on: '2026-03-02', closes_on: '2026-03-10', from: first },
    }),
  );
  id = again.id;
  must(await openQuestionnaire(worker.scope, { id }));
  expect((await questionnaire(world.system, id))?.questions.map((one) => one.number)).toEqual([1, 2, 3, 4, 5]);
}, 120_000);

test('F052 two thirds answer by telephone, a third on paper, and one who answered on paper tries once more by telephone', async () => {
  const everybody = Array.from({ length: 200 }, (_, at) => at);
  // Some never answer: every eleventh.
  for (const at of everybody.filter((one) => one % 11 !== 5)) {
    if (at % 3 === 0)
      must(
        await enterPaper(worker.scope, {
          ...{ id, paper: codeOf(at), personId: onPaper[at / 3] ?? '', answers: answersOf(at) },
        }),
      );
    else {
      const who = online[at - Math.trunc(at / 3) - 1];
      must(await answerQuestionnaire(who?.scope ?? worker.scope, { id, answers: answersOf(at) }));
    }
    if (at % 50 === 49) must(await stirQuestionnaires(world.system, {}));
  }
  const [twice] = online;
  const already = { fault: { code: 'questionnaires.already_answered' } };
  expect(await answerQuestionnaire(twice?.scope ?? worker.scope, { id, answers: answersOf(2) })).toMatchObject(already);
  const helped = world.scopeOf({ ...worker.actor, onBehalfOf: { personId: onPaper[0] ?? '', as: 'worker' } });
  expect(await answerQuestionnaire(helped, { id, answers: answersOf(0) })).toMatchObject(already);
  const page = await world.post(twice ?? worker, `/me/${slug}/questionnaires/${id}`, {
    ...{ kept: JSON.stringify({ '1': '2', '4': '3' }), at: 'review', step: 'send' },
  });
  expect(page.status).toBe(409);
  expect(await runChecks(world.system, checks)).toSatisfy((all: { first: string | null }[]) =>
    all.every((one) => one.first === null),
  );
}, 120_000);

test('F052 it closes, the rate stands with its formula, those who skipped were not asked, and no group under five is told', async () => {
  expect(await closeQuestionnaire(worker.scope, { id, reason: '' })).toMatchObject({
    fault: { code: 'questionnaires.reason_missing' },
  });
  world.clock.set('2026-03-11T08:00:00+08:00');
  must(await closeQuestionnaire(worker.scope, { id, reason: '' }));
  const of = await questionnaire(world.system, id);
  if (of === null) throw new Error('the questionnaire');
  const response = await responseOf(world.system, of);
  // Two hundred residents and the two of the office; every eleventh of the residents stayed away.
  expect([response.answered, response.of]).toEqual([182, 202]);
  const told = await results(world.system, of);
  const [going, easy, , walk] = told.questions;
  const there = Array.from({ length: 200 }, (_, at) => at).filter((at) => at % 11 !== 5);
  expect(going?.lines.map((line) => line.count)).toEqual([
    there.filter(goes).length,
    there.filter((at) => !goes(at)).length,
  ]);
  expect(easy).toMatchObject({ told: 'counts', asked: there.filter(goes).length, answered: there.filter(goes).length });
  expect(walk?.asked).toBe(182);
  for (const one of told.questions)
    for (const crossed of [one.byBand, one.byPlace])
      for (const line of crossed?.cells ?? [])
        for (const cell of line) expect(cell === null || cell === 0 || cell >= 5).toBe(true);
  // The oldest are six, of whom five answered: none of their answers is told, nor another group's that would tell them.
  const oldest = going?.byBand?.groups.findIndex((group) => group.key === 'old') ?? -1;
  expect(going?.byBand?.cells.every((line) => line[oldest] === null)).toBe(true);
  expect(going?.byBand?.cells.every((line) => line.filter((cell) => cell === null).length >= 2)).toBe(true);
  const page = await world.get(null, `/s/${slug}/questionnaires/${id}`);
  expect(page.text).toContain('回收率 = 答了的 ÷ 名册上的 = 182 ÷ 202 = 90%');
  expect(page.text).not.toContain('13812345678');
  table = [
    ['题', '答案', '人数', '按年纪'],
    ...told.questions.flatMap((one) =>
      one.lines.map((line, y) => [
        `${one.question.number}`,
        line.choice === null
          ? `${line.from}–${line.to}`
          : (one.question.options[line.choice - 1] ?? `${line.choice} 分`),
        line.count === null ? '不写' : `${line.count}`,
        (one.byBand?.cells[y] ?? []).map((cell) => (cell === null ? '不写' : `${cell}`)).join(' / '),
      ]),
    ),
  ];
});

test('F052 F053 what was written is read, masked and released, and one becomes a matter, once', async () => {
  const all = await writtenTexts(world.system, id);
  expect(all.length).toBe(2);
  const window = all.find((one) => one.text.includes('窗'))?.id ?? '';
  const bench = all.find((one) => one.text.includes('凳'))?.id ?? '';
  expect(await releaseText(worker.scope, { id, textId: window, public_text: '请打 13812345678' })).toMatchObject({
    fault: { code: 'questionnaires.personal' },
  });
  must(await releaseText(worker.scope, { id, textId: window, public_text: '二楼窗子关不上' }));
  must(await releaseText(worker.scope, { id, textId: bench, public_text: '多放两张凳子' }));
  const { matterId } = must(await textToMatter(worker.scope, { id, textId: window }));
  expect(await textToMatter(worker.scope, { id, textId: window })).toMatchObject({
    fault: { code: 'questionnaires.is_matter' },
  });
  expect((await world.get(worker, `/desk/${slug}/matters/${matterId}`)).text).toContain('问卷里写的');
  expect((await world.get(null, `/s/${slug}/questionnaires/${id}`)).text).toContain('二楼窗子关不上');
  const mine = await world.get(online[0] ?? worker, `/me/${slug}/voice`);
  expect(mine.text).toContain(`/s/${slug}/questionnaires/${id}`);
  expect((await runChecks(world.system, checks)).filter((one) => one.first !== null)).toEqual([]);
});
