import { accept, confirm, handOver, propose } from '#modules/matching';
import { checkNeed, draftNeed, keepGroups } from '#modules/needs';
import { recordConsent } from '#modules/people';
import { offerResource, openResource } from '#modules/resources';
import type { Telling } from './script.ts';

/** Posts kept for some: one filled by a match, one with a place still free, one that nobody has taken. */
export function tellJobs(telling: Telling): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  const posts = new Map<string, string>();
  const post = async (title: string, text: string, organisation: string, eligible: 'disabled' | 'job_seekers') => {
    const { id } = await stage.act(cast.who('周敏'), offerResource, {
      ...{ kind: 'post', title, description: text, class_code: 'talent', quantity: '2', unit: '人', eligible },
      organisation: cast.organisation(organisation),
    });
    await stage.act(cast.who('周敏'), openResource, { id, vetted: false });
    posts.set(title, id);
  };
  const seeker = async (name: string, title: string, summary: string, group: 'disabled' | 'job_seekers') => {
    const person = cast.who(name).id;
    const { id } = await stage.act(desk, draftNeed, {
      ...{ title, summary, class_code: 'talent', quantity: '1', unit: '人', place: cast.place('桐花里'), person },
      urgency: 'normal',
    });
    await stage.act(cast.who('周敏'), checkNeed, { id });
    await stage.act(desk, recordConsent, { personId: person, purpose: 'sensitive', given: 'yes', way: 'spoken' });
    await stage.act(desk, keepGroups, { id, groups: [group] });
    return id;
  };
  on(66, async () => {
    await post('社区食堂帮厨（半天）', '择菜、洗碗，可以坐着做。上午九点到十二点。', '桥头诊所', 'disabled');
    await post('五金店理货员', '会认字就行，早晚班可以商量。', '便民五金店', 'job_seekers');
    await post('物业夜班巡更', '两人一班，带教一个月。', '云锦物业', 'job_seekers');
  });
  on(61, async () => {
    const sitting = await seeker('欧阳春', '想找份能坐着做的活', '半天的也行，离家近一些。', 'disabled');
    const shop = await seeker('曹国庆', '下岗了，想找个班上', '早晚班都可以。', 'job_seekers');
    for (const [need, title] of [
      [sitting, '社区食堂帮厨（半天）'],
      [shop, '五金店理货员'],
    ] as const) {
      const { id } = await stage.act(desk, propose, { need, resource: posts.get(title) ?? '' });
      await stage.act(desk, accept, { id, share_contact: false, side: 'giver', said: '电话里说好了' });
      await stage.act(desk, accept, { id, share_contact: false, side: 'taker', said: '当面问过，愿意去' });
      on(57, async () => {
        await stage.act(desk, handOver, { id });
        on(43, async () => void (await stage.act(desk, confirm, { id, evidence: '上班两周，两边都说行' })));
      });
    }
  });
  on(4, async () => void (await seeker('姚红', '想找份白天的工作', '孩子上学以后有空。', 'job_seekers')));
}
