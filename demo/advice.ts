import { linkNeed } from '#modules/problems';
import { addMilestone, answerAdvice, fileAdvice } from '#modules/projects';
import { drawing, rail } from './course.ts';
import type { Telling } from './script.ts';

/** The id and number of what goes by a title in the demo. */
async function called(
  { stage }: Telling,
  table: 'project' | 'resource' | 'need' | 'problem',
  title: string,
): Promise<{ readonly id: string; readonly number: string }> {
  const scope = await stage.scope(null);
  const row = await scope.db
    .selectFrom(table)
    .select(['id', 'number'])
    .where('space_id', '=', scope.spaceId)
    .where('title', '=', title)
    .executeTakeFirstOrThrow();
  return { id: row.id, number: row.number ?? '' };
}

/** Experts look at the handrails: one word is followed, one in part, one not; another project's waits for an answer. */
export function tellAdvice(telling: Telling): void {
  const { stage, cast, on } = telling;
  const worker = cast.who('周敏');
  const institute = cast.organisation('清源适老环境研究所');
  const advise = async (title: string, words: string, more: object) => {
    const { id } = await called(telling, 'project', title);
    const { adviceId } = await stage.act(worker, fileAdvice, { id, words, on: stage.today(), ...more });
    return { id, advice: adviceId };
  };
  on(58, async () => {
    const offer = (await called(telling, 'resource', '适老改造请专家看一看')).id;
    const height = await advise(
      '老楼扶手和防滑',
      '扶手装两道：成人 90 厘米，孩子和驼背的老人 65 厘米。转角处不断开，末端往下弯，免得挂住袖子。',
      { offer, person: cast.who('江涛').id, file: await drawing(rail), file_public: 'on' },
    );
    const ends = await advise('老楼扶手和防滑', '防滑条选带夜光的，每级一条，装在边上两厘米处。', { offer });
    on(52, async () => {
      await stage.act(cast.who('郭晓东'), answerAdvice, {
        ...{ ...height, outcome: 'followed', reason: '五个单元都按两道装，转角连着，末端下弯。' },
      });
      await stage.act(cast.who('郭晓东'), answerAdvice, {
        ...{ ...ends, outcome: 'partly', reason: '一楼和顶楼装夜光的，中间几层灯亮，用普通的。' },
      });
    });
  });
  on(33, async () => {
    const steel = await advise('老楼扶手和防滑', '后三个单元可以改用不锈钢，不用上漆，省得保养。', {
      organisation: institute,
    });
    on(29, async () => {
      await stage.act(cast.who('郭晓东'), answerAdvice, {
        ...{ ...steel, outcome: 'not', reason: '逐户问过，老人说冬天不锈钢冰手，三十一户要木的。' },
      });
    });
  });
  on(5, async () => {
    await advise('巷口夜灯', '感应灯照地面，不照窗；离二楼窗户三米以上。', { organisation: institute });
    const handrails = await called(telling, 'project', '老楼扶手和防滑');
    const stairs = await called(telling, 'problem', '老小区的楼道没人管');
    const { number } = await called(telling, 'need', '老楼楼梯没有扶手');
    await stage.act(worker, linkNeed, { id: stairs.id, need: number });
    const scope = await stage.scope(null);
    const cause = await scope.db
      .selectFrom('problem_cause')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('words', '=', '公共部位的钱没有来路')
      .executeTakeFirstOrThrow();
    await stage.act(worker, addMilestone, {
      ...{ id: handrails.id, title: '后三个单元装好', due_on: stage.day(-24), answers: stairs.id },
    });
    await stage.act(worker, addMilestone, {
      ...{ id: handrails.id, title: '定下谁出钱修', due_on: stage.day(-45), answers: cause.id },
    });
  });
}
