import { setParameter } from '#modules/parameters';
import { addIndicator, chooseType, landPlaces, uploadPlaces } from '#modules/places';
import type { Telling } from './script.ts';

/** What the street sent when the cells were divided, and the list of buildings that still waits: one of its rows is wrong. */
const cells = `名字,种类,在哪里面,户数,人数,哪天的情况,从哪里来
第二网格甲单元,单元格,第二网格,143,372,,网格台账
第二网格乙单元,单元格,第二网格,167,455,,网格台账
第三网格甲单元,单元格,第三网格,121,318,,网格台账
`;
const buildings = `名字,种类,在哪里面,户数,人数,说明
桐花里5号楼,楼,桐花里,36,88,六层，没有电梯
桐花里6号楼,楼,桐花里,36,91,
云锦新城C座,楼,云锦新城,三十二,,二十四层
第四网格甲,单元格,第四网格,90,240,
`;

const indicators = [
  ['green', '垃圾分类投放对的', '81%', '90%', '街道每季抽查'],
  ['green', '换成节能灯的楼道', '14个', '20个', '社区台账'],
  ['service', '上门看过的独居老人', '46户', '全部52户', '走访记录'],
  ['learning', '一年里办的课和讲座', '23场', '', '活动记录'],
] as const;

/** Levels switched on one by one, places from lists, and what the community works to be. */
export function tellPlaces(telling: Telling): void {
  const { stage, cast, on } = telling;
  const admin = cast.who('周敏');
  on(358, async () => {
    for (const key of ['place.net', 'place.cell', 'place.building'] as const)
      await stage.act(admin, setParameter, {
        ...{ key, value: 'yes', effectiveFrom: stage.today(), source: '社区两委会' },
        reason: '三个网格都有人包片了',
      });
  });
  const upload = (name: string, text: string) =>
    stage.act(admin, uploadPlaces, { file: { name, bytes: new TextEncoder().encode(text) } });
  on(335, async () => {
    const { id } = await upload('单元格台账.csv', cells);
    await stage.act(admin, landPlaces, { id });
    for (const [type, reason] of [
      ['green', '居民代表会议商量的，先从垃圾和楼道灯做起'],
      ['service', '老人多，上门的事要有人办'],
      ['learning', '四点半课堂的家长提的'],
    ] as const)
      await stage.act(admin, chooseType, { type, reason });
  });
  on(45, async () => {
    for (const [type, title, value, goal, source] of indicators)
      await stage.act(admin, addIndicator, { type, title, value, goal, asOf: stage.today(), source });
  });
  on(3, async () => {
    await upload('楼栋台账.csv', buildings);
  });
}
