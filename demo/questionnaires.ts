import {
  answerInvited,
  answerQuestionnaire,
  closeQuestionnaire,
  editQuestion,
  enterPaper,
  invitationCodes,
  issueCodes,
  keepText,
  openQuestionnaire,
  questionnaire,
  releaseText,
  stirQuestionnaires,
  textToMatter,
  withdrawQuestionnaire,
  writeQuestion,
  writeQuestionnaire,
  writtenTexts,
} from '#modules/questionnaires';
import type { Telling } from './script.ts';

type Head = Parameters<typeof writeQuestionnaire>[1];
type Asked = Omit<Parameters<typeof writeQuestion>[1], 'id'>;
type Answers = Parameters<typeof answerQuestionnaire>[1]['answers'];

/** A draft with its questions; gives the keys of the questions in order. */
async function draft(
  { stage: s, cast: c }: Telling,
  head: Head,
  questions: readonly Asked[],
): Promise<{ id: string; keys: string[] }> {
  const { id } = await s.act(c.who('何雨晴'), writeQuestionnaire, head);
  const keys: string[] = [];
  for (const one of questions) keys.push((await s.act(c.who('何雨晴'), writeQuestion, { id, ...one })).questionId);
  return { id, keys };
}

const evening: readonly Asked[] = [
  { kind: 'one', title: '晚上去活动室吗', options: '常去\n有时去\n没去过', required: 'yes' },
  { kind: 'scale', title: '活动室晚上用着怎么样', low: '很不方便', high: '很方便', required: 'yes' },
  { kind: 'many', title: '晚上最想用来做什么', options: '下棋打牌\n唱歌跳舞\n孩子写作业\n坐坐说话', required: 'yes' },
  {
    kind: 'many',
    title: '没去过，是因为',
    options: '不知道开着\n上下楼不方便\n没有想做的事\n晚上没空',
    required: 'yes',
  },
  { kind: 'number', title: '晚上开到几点合适', note: '写整点，例如 21', least: '18', most: '23', required: 'yes' },
  { kind: 'text', title: '还有什么想说的' },
];

const often = ['沈丽', '方宁', '顾长海', '赵丽华', '白玉梅', '徐建华', '姚红', '刘木生', '郭晓东'] as const;
const seldom = ['林悦', '杨帆', '孙志强', '欧阳春', '江涛', '丁一鸣', '钱万里', '谢文'] as const;
const onPaper = ['张桂英', '陈巧珍', '吴小娣', '沈福根', '陆芬', '曹国庆', '田秀芝'] as const;

const said: Readonly<Partial<Record<string, string>>> = {
  姚红: '门口那盏灯一到八点就灭，摸黑下台阶。',
  孙志强: '能不能放一台打印机。',
  方宁: '钥匙在谁手上？上次找了赵阿姨，电话 6210 0177 才开的门。',
};

function answersOf(name: string, at: number, goes: '1' | '2' | '3'): Answers {
  const words = said[name];
  return {
    '1': goes,
    ...(goes === '3'
      ? { '4': at % 3 === 0 ? ['1', '4'] : ['2'] }
      : { '2': `${goes === '1' ? 4 + (at % 2) : 2 + (at % 2)}`, '3': at % 2 === 0 ? ['1', '4'] : ['3', '4'] }),
    '5': at % 3 === 0 ? '20' : '21',
    ...(words === undefined ? {} : { '6': words }),
  };
}

/** One that is over: two ways through it, a third of it on paper, its words read, one of them a matter now. */
function tellEvening(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(62, async () => {
    const text = '活动室冬天晚上只开到七点。想知道谁去、谁没去、开到几点合适；答案拿到十一月的会上议。';
    const { id, keys } = await draft(
      telling,
      {
        ...{ title: '活动室的晚上', text, audience: 'residents', by_band: 'yes', by_place: 'yes' },
        ...{ opens_on: s.today(), closes_on: s.day(50) },
      },
      evening,
    );
    const [first = '', , third = '', fourth = '', fifth = ''] = keys;
    const [goes, , wants] = evening;
    if (goes === undefined || wants === undefined) throw new Error('demo: the questions of the evening');
    const worker = c.who('何雨晴');
    await s.act(worker, editQuestion, { id, questionId: first, ...goes, skips: { '3': fourth } });
    await s.act(worker, editQuestion, { id, questionId: third, ...wants, skips: {}, onward: fifth });
    await s.act(worker, openQuestionnaire, { id });
    on(59, async () => {
      for (const [at, name] of often.entries())
        await s.act(c.who(name), answerQuestionnaire, { id, answers: answersOf(name, at, '1') });
      for (const [at, name] of seldom.entries())
        await s.act(c.who(name), answerQuestionnaire, { id, answers: answersOf(name, at, '2') });
      await s.act(null, stirQuestionnaires, {});
    });
    on(55, async () => {
      for (const [at, name] of onPaper.entries())
        await s.act(c.who('马建国'), enterPaper, {
          ...{ id, personId: c.who(name).id, paper: `ACDEF${'34679AC'.charAt(at)}`, answers: answersOf(name, at, '3') },
        });
      await s.act(null, stirQuestionnaires, {});
    });
    on(49, async () => {
      await s.act(worker, closeQuestionnaire, { id });
    });
    on(47, async () => readWords(telling, id));
  });
}

async function readWords({ stage: s, cast: c }: Telling, id: string): Promise<void> {
  const worker = c.who('何雨晴');
  for (const { id: textId, text } of await writtenTexts(await s.scope(null), id)) {
    if (text.includes('打印机')) await s.act(worker, releaseText, { id, textId, public_text: text });
    if (text.includes('钥匙'))
      await s.act(worker, releaseText, { id, textId, public_text: '钥匙在谁手上？上次找了半天才开的门。' });
    if (!text.includes('灯')) continue;
    await s.act(worker, textToMatter, { id, textId });
    await s.act(worker, keepText, { id, textId });
  }
}

/** One that is open, with some answers in its box, and invitations for the shops beside it. */
function tellNow(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  const light: readonly Asked[] = [
    { kind: 'one', title: '您家楼道晚上够亮吗', options: '够亮\n太暗\n太亮，晃眼', required: 'yes' },
    { kind: 'scale', title: '走夜路放心吗', low: '不放心', high: '很放心', required: 'yes' },
    { kind: 'text', title: '哪一处最要紧' },
  ];
  on(3, async () => {
    const text = '年底换一批楼道灯。先问问哪里暗、哪里晃眼，再定换多亮的。';
    const { id } = await draft(
      telling,
      {
        ...{ title: '楼道灯多亮才够', text, audience: 'residents', by_place: 'yes' },
        ...{ opens_on: s.today(), closes_on: s.day(-11) },
      },
      light,
    );
    await s.act(c.who('何雨晴'), openQuestionnaire, { id });
    on(2, async () => {
      for (const [at, name] of ['沈丽', '方宁', '林悦', '顾长海', '赵丽华', '白玉梅', '姚红', '江涛'].entries())
        await s.act(c.who(name), answerQuestionnaire, {
          id,
          answers: { '1': `${1 + (at % 2)}`, '2': `${2 + (at % 3)}` },
        });
      await s.act(c.who('马建国'), enterPaper, {
        ...{ id, personId: c.who('张桂英').id, paper: 'GHJKMN', answers: { '1': '2', '2': '1' } },
      });
      await s.act(null, stirQuestionnaires, {});
    });
  });
  on(3, async () => {
    const { id } = await draft(
      telling,
      {
        ...{ title: '沿街小店怎么看夜市', text: '想在巷口试办周五夜市，先问问每一家店。', audience: 'invited' },
        ...{ opens_on: s.today(), closes_on: s.day(-9) },
      },
      [{ kind: 'one', title: '办夜市，您家愿意开到几点', options: '不参加\n九点\n十点', required: 'yes' }],
    );
    await s.act(c.who('何雨晴'), issueCodes, { id, count: '6' });
    await s.act(c.who('何雨晴'), openQuestionnaire, { id });
    on(1, async () => {
      const codes = invitationCodes(await s.scope(null), id, 0, 2);
      for (const code of codes) await s.act(null, answerInvited, { id, code, answers: { '1': '2' } });
    });
  });
}

/** One that is being written, with a question that nobody could reach yet, and one that was taken back. */
function tellDrafts(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(2, async () => {
    const text = '每年一次，看看街坊觉得这里是不是自己的地方。明年一月发。';
    const { id, keys } = await draft(
      telling,
      {
        ...{ title: '这里是不是您的地方', text, audience: 'residents', by_band: 'yes' },
        ...{ opens_on: s.day(-40), closes_on: s.day(-60) },
      },
      [
        { kind: 'one', title: '在这里住了多久', options: '不到一年\n一到十年\n十年以上', required: 'yes' },
        { kind: 'number', title: '叫得出名字的邻居有几位', least: '0', most: '50' },
        { kind: 'scale', title: '这里像不像自己的地方', low: '不像', high: '很像', required: 'yes' },
      ],
    );
    const [first = '', , third = ''] = keys;
    await s.act(c.who('何雨晴'), editQuestion, {
      ...{ id, questionId: first, kind: 'one', title: '在这里住了多久', options: '不到一年\n一到十年\n十年以上' },
      ...{ required: 'yes', skips: { '1': third, '2': third, '3': third } },
    });
    if ((await questionnaire(await s.scope(null), id))?.questions.length !== 3)
      throw new Error('demo: three questions');
  });
  on(30, async () => {
    const { id } = await draft(
      telling,
      {
        ...{ title: '电梯里要不要装屏', text: '问问装不装广告屏。', audience: 'place', place: c.place('云锦新城') },
        ...{ opens_on: s.today(), closes_on: s.day(20) },
      },
      [{ kind: 'one', title: '装不装', options: '装\n不装', required: 'yes' }],
    );
    await s.act(c.who('何雨晴'), openQuestionnaire, { id });
    on(29, async () => {
      await s.act(c.who('沈丽'), answerQuestionnaire, { id, answers: { '1': '2' } });
      await s.act(c.who('何雨晴'), withdrawQuestionnaire, { id, reason: '这件事要业主投票，不该用问卷定。' });
    });
  });
}

/** Questionnaires in every state: over with its results, open, by invitation, being written, taken back. */
export function tellQuestionnaires(telling: Telling): void {
  tellEvening(telling);
  tellNow(telling);
  tellDrafts(telling);
}
