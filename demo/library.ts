import {
  addClass,
  askAboutStale,
  checkNeed,
  confirmNeed,
  draftNeed,
  landNeeds,
  noMore,
  retireClass,
  splitNeed,
  stillNeeded,
  uploadNeeds,
} from '#modules/needs';
import { setParameter } from '#modules/parameters';
import { addCause, linkNeed, markCause, openProblem } from '#modules/problems';
import type { Helping } from './help.ts';
import type { Telling } from './script.ts';

const winterList = `缺什么,公开说明,哪一类,要多少,单位,哪里,急不急,为什么急,给哪些人,哪个年纪,可以几家各帮一点,困难家庭,要上门
换节能灯泡,一楼过道灯坏了一半,路灯楼道灯,12,只,桐花里,这阵子要,,,,是,,
陪着量血压,腿脚不便的想在家门口量血压,量血压和健康课,8,次,桐花里,不急,,独居老人,老人,是,,是
旧课本,几个孩子想要高年级的旧课本,读书和兴趣,20,本,云锦新城,不急,,,孩子,是,,
防滑垫,浴室防滑垫,别的日用,9,块,桐花里,这阵子要,,,老人,是,是,
帮着取药,每月去区医院取一次药,陪诊和取药,6,次,桐花里,不急,,,老人,是,,
换药包扎,伤口换药，上门更好,量血压和健康课,3,次,桐花里,这阵子要,,,,是,,是
`;

const waitingList = `缺什么,公开说明,哪一类,要多少,单位,哪里,急不急
纱窗破了,夏天前想补几扇纱窗,门锁、水管和电,14,扇,桐花里,不急
楼道清杂物,要几个人一起搬,没有这类,三,次,云锦新城,不急
修雨棚,自行车棚的雨棚漏水,公共维修,1,处,桐花里,马上
`;

interface Wish {
  readonly title: string;
  readonly summary: string;
  readonly classCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly place: string;
  readonly person?: string;
  readonly weekdays?: readonly string[];
  readonly dayParts?: readonly string[];
  readonly ageGroup?: 'children' | 'adults' | 'elders';
}

async function wish({ stage, cast }: Telling, one: Wish): Promise<string> {
  const { id } = await stage.act(cast.who('何雨晴'), draftNeed, {
    ...{ title: one.title, summary: one.summary, class_code: one.classCode, quantity: one.quantity, unit: one.unit },
    ...{ place: cast.place(one.place), urgency: 'normal' as const, divisible: true },
    ...(one.person === undefined ? {} : { person: cast.who(one.person).id }),
    ...(one.weekdays === undefined ? {} : { weekdays: [...one.weekdays] }),
    ...(one.dayParts === undefined ? {} : { day_parts: [...one.dayParts] }),
    ...(one.ageGroup === undefined ? {} : { age_group: one.ageGroup }),
  });
  return id;
}

async function publish({ stage, cast }: Telling, id: string): Promise<void> {
  await stage.act(cast.who('周敏'), checkNeed, { id });
}

/** A class of the community's own, and one that was tried and given up. */
function tellClasses({ stage, cast, on }: Telling): void {
  const worker = cast.who('周敏');
  on(140, async () => {
    await stage.act(worker, addClass, { parent: 'service.care', zh: '帮着遛狗喂猫', en: 'Minding pets', whole: true });
    const { code } = await stage.act(worker, addClass, { parent: 'culture', zh: '写春联', en: 'New Year couplets' });
    on(50, async () => void (await stage.act(worker, retireClass, { code })));
  });
}

/** Two lists: one that came in before winter, and one that still waits with cells to mend. */
function tellTables({ stage, cast, on }: Telling): void {
  const worker = cast.who('何雨晴');
  const upload = (name: string, text: string) =>
    stage.act(worker, uploadNeeds, { file: { name, bytes: new TextEncoder().encode(text) } });
  on(4, async () => {
    const { id } = await upload('入冬前上门问到的需求.csv', winterList);
    await stage.act(worker, landNeeds, { id, checked: true });
  });
  on(1, async () => void (await upload('楼组长会上记的.csv', waitingList)));
}

/** Words that may not go out as they are: one names a neighbour, one asks for money for one person. */
function tellChecks(telling: Telling): void {
  const { on } = telling;
  on(3, async () => {
    await wish(telling, {
      ...{ title: '每天中午送一顿饭', summary: '居民秦桂兰独居，住5号楼3单元501，电话 19900019999，中午要人送饭。' },
      ...{ classCode: 'material.food.meals', quantity: '30', unit: '份', place: '桐花里' },
      ...{ ageGroup: 'elders', dayParts: ['morning'] },
    });
    await wish(telling, {
      ...{ title: '给小宝凑手术费', summary: '小宝才两岁，做手术还差三万，求好心人捐款。' },
      ...{ classCode: 'service.medical.health', quantity: '1', unit: '次', place: '桐花里' },
    });
  });
}

/** Old needs: the desk asks from time to time, at last their owners; one says still, one says no more. */
function tellStale(telling: Telling): void {
  const { stage, cast, on } = telling;
  const made = new Map<string, string>();
  on(82, async () => {
    for (const [who, title] of [
      ['田秀芝', '周末陪着下下棋'],
      ['吴小娣', '学着发语音'],
      ['陈巧珍', '帮着写写信'],
    ] as const) {
      const id = await wish(telling, {
        ...{ title, summary: '想有人隔三差五来一趟。', classCode: 'service.care', quantity: '6', unit: '次' },
        ...{ place: '桐花里', person: who, ageGroup: 'elders', weekdays: ['6', '7'], dayParts: ['afternoon'] },
      });
      await publish(telling, id);
      made.set(who, id);
    }
  });
  for (const ago of [230, 175, 120, 65])
    on(ago, async () => {
      const scope = await stage.scope(null);
      const open = await scope.db
        .selectFrom('need')
        .select('id')
        .where('space_id', '=', scope.spaceId)
        .where('state', 'in', ['open', 'part_met'])
        .where('confirmed_at', '<', new Date(scope.now().getTime() - 40 * 86_400_000))
        .execute();
      for (const { id } of open) await stage.act(cast.who('何雨晴'), confirmNeed, { id });
    });
  on(15, async () => void (await stage.act(null, askAboutStale, {})));
  on(13, async () => {
    await stage.act(cast.who('田秀芝'), stillNeeded, { id: made.get('田秀芝') ?? '' });
    await stage.act(cast.who('吴小娣'), noMore, { id: made.get('吴小娣') ?? '' });
  });
}

/** What lies behind: two problems with their causes, one of them split into a part of its own. */
function tellProblems(telling: Telling, helping: Helping): void {
  const { stage, cast, on } = telling;
  const worker = cast.who('周敏');
  on(8, async () => {
    await stage.act(worker, setParameter, {
      ...{ key: 'problems.on', value: 'yes', effectiveFrom: stage.today() },
      ...{ source: '居委会会议', reason: '今年排项目先后要用。' },
    });
    const lamps = helping.needs.get('楼道灯泡') ?? '';
    const { id } = await stage.act(worker, openProblem, {
      ...{ title: '老小区的楼道没人管', summary: '灯坏、杂物、扶手松，都是一个根子。', need: lamps },
      ...{ impact: '4' as const, impact_reason: '桐花里十六个单元都有' },
      ...{ urgency: '4' as const, urgency_reason: '入冬天黑得早，摔过两位老人' },
    });
    await stage.act(worker, linkNeed, { id, need: await numberOf(telling, '垃圾清运每天一次', helping) });
    const words = ['没有物业公司', '公共部位的钱没有来路', '户主多数不住在这里'] as const;
    await stage.act(worker, addCause, { id, words: words[0] });
    const [top] = await causeIds(telling, id);
    await stage.act(worker, addCause, { id, words: words[1], parent: top ?? '' });
    const below = (await causeIds(telling, id)).find((one) => one !== top) ?? '';
    await stage.act(worker, addCause, { id, words: words[2], parent: below });
    await stage.act(worker, markCause, { id, cause: below });
    await stage.act(worker, openProblem, {
      ...{ title: '放学后没有去处', summary: '', need: helping.needs.get('放学后看作业的志愿者') ?? '' },
      ...{ impact: '3' as const, impact_reason: '四点半课堂报了三十多个孩子' },
      ...{ urgency: '3' as const, urgency_reason: '下学期开学前要定' },
    });
  });
  on(7, async () => {
    const id = await wish(telling, {
      ...{ title: '楼道扶手打磨上漆', summary: '八个单元的木扶手起刺，要打磨上漆。', classCode: 'property.upkeep' },
      ...{ quantity: '8', unit: '个单元', place: '第二网格' },
    });
    await publish(telling, id);
    await stage.act(worker, splitNeed, { id, title: '先做三个单元的扶手', quantity: '3' });
  });
}

async function numberOf({ stage }: Telling, title: string, helping: Helping): Promise<string> {
  const scope = await stage.scope(null);
  const { number } = await scope.db
    .selectFrom('need')
    .select('number')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', helping.needs.get(title) ?? '')
    .executeTakeFirstOrThrow();
  return number ?? '';
}

async function causeIds({ stage }: Telling, problemId: string): Promise<string[]> {
  const scope = await stage.scope(null);
  const rows = await scope.db
    .selectFrom('problem_cause')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('problem_id', '=', problemId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.id);
}

/** The library of needs: its classes, lists, checks, what the owners of old ones say, and the problems behind. */
export function tellLibrary(telling: Telling, helping: Helping): void {
  tellClasses(telling);
  tellTables(telling);
  tellChecks(telling);
  tellStale(telling);
  tellProblems(telling, helping);
}
