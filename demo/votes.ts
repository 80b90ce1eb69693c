import {
  addOwner,
  announcePoll,
  beginPile,
  castBallot,
  checkByNeighbours,
  checkPlace,
  closePoll,
  givePaper,
  markPaper,
  readPile,
  stirBoxes,
  uploadOwners,
  uploadResidents,
  withdrawPoll,
  writePoll,
} from '#modules/votes';
import type { Telling } from './script.ts';

/** Who lives where the worker went from door to door, and votes by telephone. */
const young = ['沈丽', '方宁', '林悦', '杨帆', '孙志强', '欧阳春', '丁一鸣', '江涛', '顾长海', '姚红'] as const;
const old = ['张桂英', '刘木生', '陈巧珍', '吴小娣', '沈福根', '陆芬'] as const;

const receiptOf = (at: number): string => `AACCDDEE${3400 + at}`;

type Written = Parameters<typeof writePoll>[1];

const plain = {
  electorate: 'residents',
  quorum: '0',
  share: '1/2',
  turnout: 'open',
} as const;

async function open(
  telling: Telling,
  facts: Pick<Written, 'title' | 'text' | 'kind' | 'rule'> & Partial<Written>,
  days: number,
) {
  const { stage: s, cast: c } = telling;
  const { id } = await s.act(c.who('秦文秀'), writePoll, {
    ...{ ...plain, cut_off: s.today(), opens_on: s.today(), options: [] },
    ...facts,
    closes_on: facts.closes_on ?? plusDays(s.today(), days),
  });
  await s.act(c.who('秦文秀'), announcePoll, { id });
  return id;
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A vote that is over, three of its ballots on paper, one of them read differently by two people. */
function tellHandrail(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(70, async () => {
    const text = '电梯口有两级台阶，老人出门要扶墙。装一段扶手，街坊合用，钱从邻里基金出。';
    const id = await open(telling, { title: '电梯口装扶手', text, kind: 'yes_no', rule: 'majority', quorum: '1/3' }, 5);
    on(68, async () => {
      for (const [at, name] of young.entries())
        await s.act(c.who(name), castBallot, {
          id,
          ballot: at % 5 === 3 ? '2' : at === 4 ? '3' : '1',
          receipt: receiptOf(at),
        });
      for (const name of ['张桂英', '陈巧珍', '陆芬']) {
        const personId = c.who(name).id;
        await s.act(c.who('周敏'), givePaper, { id, personId });
        await s.act(c.who('周敏'), markPaper, { id, personId });
      }
      await s.act(null, stirBoxes, {});
    });
    on(64, async () => {
      const { pileId } = await s.act(c.who('周敏'), beginPile, { id, size: '3' });
      await s.act(c.who('周敏'), readPile, { id, pileId, entries: ['1', '1', 'xm'] });
      await s.act(c.who('何雨晴'), readPile, { id, pileId, entries: ['1', '2', 'xm'] });
      await s.act(c.who('马建国'), readPile, { id, pileId, entries: ['', '1', ''] });
      await s.act(c.who('秦文秀'), closePoll, { id });
    });
  });
}

/** Owners of one house, counted by persons and by area. */
function tellOwners(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(52, async () => {
    const { id } = await s.act(c.who('秦文秀'), writePoll, {
      ...{ ...plain, title: '二号楼动用维修资金换水管', text: '水管锈了二十年。估价 38,600 元，从维修资金出。' },
      ...{ kind: 'yes_no', rule: 'owners_special', electorate: 'owners', cut_off: s.today(), options: [] },
      ...{ opens_on: s.today(), closes_on: plusDays(s.today(), 3) },
    });
    const owners = [
      ['顾长海', '86.5'],
      ['赵丽华', '62'],
      ['白玉梅', '62.35'],
      ['徐建华', '104.2'],
    ] as const;
    for (const [name, area] of owners) await s.act(c.who('周敏'), addOwner, { id, personId: c.who(name).id, area });
    await s.act(c.who('秦文秀'), announcePoll, { id });
    on(50, async () => {
      for (const [at, [name]] of owners.entries())
        await s.act(c.who(name), castBallot, { id, ballot: at === 1 ? '2' : '1', receipt: receiptOf(50 + at) });
    });
    on(48, async () => void (await s.act(c.who('秦文秀'), closePoll, { id })));
  });
}

/** One that is open, with a pile of paper begun; one taken back; one being written. */
function tellNow(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(20, async () => {
    const id = await open(
      telling,
      { title: '广场舞换个地方', text: '写漏了一处场地。', kind: 'yes_no', rule: 'majority' },
      40,
    );
    on(
      19,
      async () => void (await s.act(c.who('秦文秀'), withdrawPoll, { id, reason: '少写了一处场地，补上以后再投。' })),
    );
  });
  on(3, async () => {
    const options = ['晚上八点', '晚上九点', '周末九点，平时八点'].map((title) => ({ title, note: '' }));
    const text = '有人要安静，有人下班晚。选一个，半年以后再看。';
    const facts = { title: '活动室晚上开到几点', text, kind: 'choose', rule: 'most', options } as const;
    const id = await open(telling, { ...facts, closes_on: s.day(-6) }, 0);
    on(2, async () => {
      for (const [at, name] of young.slice(1, 6).entries())
        await s.act(c.who(name), castBallot, { id, ballot: `${1 + (at % 3)}`, receipt: receiptOf(80 + at) });
      for (const name of old.slice(3)) await s.act(c.who('周敏'), givePaper, { id, personId: c.who(name).id });
      for (const name of old.slice(4)) await s.act(c.who('周敏'), markPaper, { id, personId: c.who(name).id });
      await s.act(c.who('周敏'), beginPile, { id, size: '2' });
      await s.act(null, stirBoxes, {});
    });
  });
  on(1, async () => {
    await s.act(c.who('何雨晴'), writePoll, {
      ...{ ...plain, title: '一楼要不要装饮水机', text: '还在问价。', kind: 'yes_no', rule: 'majority', options: [] },
      ...{ cut_off: s.today(), opens_on: s.day(-5), closes_on: s.day(-12) },
    });
  });
}

/** Who lives here: two estates gone through door to door, one newcomer on the word of two neighbours. */
function tellResidence(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(150, async () => {
    await s.act(c.who('周敏'), checkPlace, { place: c.place('桐花里') });
    await s.act(c.who('何雨晴'), checkPlace, { place: c.place('云锦新城') });
    const first = { firstId: c.who('赵丽华').id, secondId: c.who('顾长海').id };
    await s.act(c.who('周敏'), checkByNeighbours, { personId: c.who('钱万里').id, ...first });
  });
}

const bytesOf = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`);

/** Lists from spreadsheets that wait: owners for a vote that is being prepared, residents of one house. */
function tellRollLists(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(4, async () => {
    const { id } = await s.act(c.who('秦文秀'), writePoll, {
      ...{
        ...plain,
        title: '车棚顶换新',
        text: '棚顶漏雨。估价 6,240 元，从维修资金出。',
        kind: 'yes_no',
        options: [],
      },
      ...{ rule: 'owners', electorate: 'owners', cut_off: s.today(), opens_on: s.day(-8), closes_on: s.day(-15) },
    });
    await s.act(c.who('周敏'), uploadOwners, {
      id,
      file: {
        name: '车棚业主.csv',
        bytes: bytesOf([
          '业主姓名,坐落,专有部分面积',
          '顾长海,桐花里,86.5',
          '赵丽华,桐花里,62',
          '赵丽华,桐花里,18.35',
          '徐建华,,一百零四',
          '没登记的人,桐花里,70',
        ]),
      },
    });
    await s.act(c.who('周敏'), uploadResidents, {
      file: {
        name: '桐花里住户名单.csv',
        bytes: bytesOf([
          '姓名,小区,门牌,出生年,手机号',
          '顾长海,桐花里,2号楼301,,',
          '郭阿姨,桐花里,2号楼302,1946,',
          '郭小弟,桐花里,2号楼302,2008,',
          '叶先生,梧桐苑,1号楼101,1970,',
        ]),
      },
    });
  });
}

/** Votes of residents in every state. */
export function tellVotes(telling: Telling): void {
  tellResidence(telling);
  tellHandrail(telling);
  tellOwners(telling);
  tellRollLists(telling);
  tellNow(telling);
}

export { old, receiptOf, young };
