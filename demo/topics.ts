import { answerTopic, argue, proposeTopic, supportTopic } from '#modules/topics';
import type { Telling } from './script.ts';

const crowd = [
  '张桂英',
  '孙志强',
  '白玉梅',
  '姚红',
  '江涛',
  '沈丽',
  '顾长海',
  '曹国庆',
  '赵丽华',
  '马建国',
  '郭晓东',
  '唐克勤',
];

/** What residents wished all to discuss: answered, due for an agenda, and still gathering support. */
export function tellTopics({ stage: s, cast: c, on }: Telling): void {
  const support = async (id: string, names: readonly string[]) => {
    for (const name of names) await s.try(c.who(name), supportTopic, { id });
  };
  on(95, async () => {
    const { id } = await s.act(c.who('白玉梅'), proposeTopic, {
      ...{ title: '舞蹈队的场地', text: '一到下雨就没地方跳，议事厅晚上空着。', kind: 'daily' },
    });
    await support(id, crowd);
    await s.act(c.who('孙志强'), argue, { id, side: 'for', text: '议事厅晚上本来就空着。' });
    await s.act(c.who('马建国'), argue, { id, side: 'against', text: '九点以后楼上要睡觉。' });
    on(70, async () => {
      const answer = '周三周五晚上七点到八点半可以用，自己收拾。';
      await s.act(c.who('秦文秀'), answerTopic, { id, outcome: 'partly', answer });
    });
  });
  on(22, async () => {
    const { id } = await s.act(c.who('姚红'), proposeTopic, {
      ...{ title: '晚上广场的灯', text: '散步的老人看不清台阶，灯坏了三盏。', kind: 'place' },
    });
    await support(id, crowd);
    await s.act(c.who('张桂英'), argue, { id, side: 'for', text: '上个月有人绊了一跤。' });
    await s.act(c.who('江涛'), argue, { id, side: 'for', text: '换节能的，电费差不多。' });
    await s.act(c.who('郭晓东'), argue, { id, side: 'against', text: '太亮了，对着窗户。' });
  });
  on(12, async () => {
    const { id } = await s.act(c.who('江涛'), proposeTopic, {
      ...{ title: '门口的共享书柜', text: '书放家里落灰，摆出来大家看。', kind: 'daily' },
    });
    await support(id, crowd.slice(0, 4));
    await s.act(c.who('沈丽'), argue, { id, side: 'against', text: '没人管就成了垃圾堆。' });
  });
  on(9, async () => {
    await s.act(c.who('秦文秀'), proposeTopic, {
      ...{ title: '车怎么停', text: '消防通道常被占，请大家一起定个停法。', kind: 'rule' },
    });
  });
}
