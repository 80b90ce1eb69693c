import { projectList } from '#modules/projects';
import { answerOpinion, giveOpinion } from '#modules/supervision';
import type { Telling } from './script.ts';

/** What the supervisors said of two projects: an objection that was answered, and words that wait for an answer. */
export function tellSupervision({ stage: s, cast: c, on }: Telling): void {
  on(33, async () => {
    const scope = await s.scope(null);
    const query = { q: '', sort: null, page: 1, size: 2, filters: { state: 'running' } };
    const [first, second] = (await projectList(scope, query, 'desk')).rows;
    if (first === undefined) return;
    const about = { kind: 'project', about: first.id } as const;
    const { id } = await s.act(c.who('唐克勤'), giveOpinion, {
      ...{ ...about, stance: 'object', text: '报价只有一家，再问两家，写上为什么选它。' },
    });
    await s.act(c.who('顾长海'), giveOpinion, { ...about, stance: 'agree', text: '议事会看过，同意。' });
    on(31, async () => {
      await s.act(c.who('秦文秀'), answerOpinion, {
        id,
        answer: '补问了两家，选了中间价、包一年的那家，三份报价都附在项目里。',
      });
    });
    if (second === undefined) return;
    on(2, async () => {
      await s.act(c.who('赵丽华'), giveOpinion, {
        ...{ kind: 'project', about: second.id, stance: 'suggest', text: '志愿者的签到表要有住户签名。' },
      });
    });
  });
}
