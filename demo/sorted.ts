import { findHotMatters, learnClassesNow, sortMatter } from '#modules/intake';
import type { Saying } from './sayings.ts';
import type { Telling } from './script.ts';
import type { Player } from './stage.ts';

/** What the worker held each thing for, by how it begins; what was said in the last days nobody has sorted yet. */
const classes: readonly (readonly [string, string])[] = [
  ['楼下的井盖', 'property.upkeep'],
  ['快递柜挡住', 'facilities.access'],
  ['想学用手机', 'talent'],
  ['意见箱：广场舞', 'environment'],
  ['一号楼门禁', 'property.security'],
  ['车棚里电线', 'property.security'],
  ['孩子放学', 'service.education'],
  ['眼睛不好', 'elder_comfort'],
  ['三楼拐角', 'facilities.lighting'],
  ['新小区的会客室', 'facilities.space'],
  ['二号楼后面的树枝', 'environment'],
  ['一个人住', 'elder_comfort'],
  ['陪诊队缺', 'material.daily'],
  ['没留名：南墙根', 'property.upkeep'],
  ['充电桩只有', 'facilities.space'],
  ['想组织年轻人', 'culture'],
  ['我爸一个人', 'elder_comfort'],
  ['公告栏的玻璃', 'property.upkeep'],
  ['地下车库灯', 'facilities.lighting'],
  ['腌菜缸', 'service.care'],
  ['遛狗不牵绳', 'environment'],
  ['想给老人拍', 'elder_comfort'],
  ['助餐点换到', 'material.food'],
  ['议事会的通知', 'other'],
  ['垃圾桶正对着', 'property.cleaning'],
  ['课堂的桌子', 'service.education'],
  ['去年说的扶手', 'facilities.access'],
  ['巷口修路', 'facilities.lighting'],
  ['想把旧绘本', 'service.education'],
  ['单元门的弹簧', 'property.upkeep'],
  ['活动室的空调', 'facilities.space'],
  ['小区门口的斑马线', 'facilities.space'],
  ['不用找了', 'facilities.space'],
  ['电费单看不懂', 'elder_comfort'],
  ['一号楼信箱', 'property.upkeep'],
];

/** The worker says what a matter is about; where the demo knows of no decision the proposal waits. */
export async function sort(telling: Telling, worker: Player, one: Saying, id: string): Promise<void> {
  const code = classes.find(([begins]) => one.words.startsWith(begins))?.[1];
  if (code !== undefined)
    await telling.stage.act(worker, sortMatter, { id, class_code: code, place: telling.cast.place(one.at) });
}

/** One thing that several say in the last days, each in their own words and way. */
export const pothole: readonly Saying[] = [
  {
    ago: 8,
    who: '徐建华',
    way: 'counter',
    words: '桐花巷口有个大坑，电动车过去颠一下，差点摔了。',
    at: '桐花里',
    course: { kind: 'taken' },
  },
  {
    ago: 5,
    who: '杨帆',
    way: 'web',
    words: '桐花巷口的大坑积水，电动车过去看不见深浅，差点摔了。',
    at: '桐花里',
    course: { kind: 'new' },
  },
  {
    ago: 4,
    who: '沈丽',
    way: 'phone',
    words: '桐花巷口那个大坑又深了，我妈推轮椅差点摔了。',
    at: '桐花里',
    course: { kind: 'new' },
  },
  {
    ago: 2,
    who: null,
    way: 'letter',
    words: '意见箱：桐花巷口大坑积水，电动车差点摔了，没人补。',
    at: '桐花里',
    course: { kind: 'new' },
  },
  {
    ago: 1,
    who: '赵丽华',
    way: 'web',
    words: '桐花巷口大坑什么时候补？晚上电动车看不见，差点摔了。',
    at: '桐花里',
    course: { kind: 'new' },
  },
];

/** What the jobs of the nights before have learned and found. */
export async function understand({ stage }: Telling): Promise<void> {
  await learnClassesNow(await stage.scope(null));
  await findHotMatters(await stage.scope(null));
}
