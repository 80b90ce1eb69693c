import { allowWords } from '#modules/intake';
import { latestVersion } from '#modules/projects';
import { answerChange, askPeople, giveVerdict, noteUnreached, recordVerdict, toAsk } from '#modules/results';
import type { BenchStory } from './benches.ts';
import type { Telling } from './script.ts';
import type { Heard } from './words.ts';

/** What people said of smaller matters, some days after they were done; whoever is not named has not been reached. */
const said = [
  { words: '楼下的井盖松了', after: 12, verdict: 'solved', way: 'call' },
  { words: '快递柜挡住了轮椅坡道', after: 12, verdict: 'solved', way: 'self' },
  { words: '想学用手机挂号', after: 4, verdict: 'partly', way: 'call', reason: 'too_little' },
  { words: '一号楼门禁坏了两天', after: 14, verdict: 'solved', way: 'call' },
  { words: '车棚里电线拉得乱', after: 12, verdict: 'solved', way: 'self' },
  { words: '眼睛不好，信都看不清', after: 5, verdict: 'solved', way: 'call' },
  { words: '三楼拐角没灯', after: 8, verdict: 'solved', way: 'call' },
  { words: '新小区的会客室总锁着', after: 16, verdict: 'solved', way: 'self' },
  { words: '一个人住，半夜心慌', after: 20, verdict: 'solved', way: 'call' },
  { words: '我爸一个人住在一号楼', after: 8, verdict: 'solved', way: 'self' },
  { words: '地下车库灯太暗', after: 15, verdict: 'partly', way: 'self', reason: 'quality' },
  { words: '助餐点换到北门', after: 12, verdict: 'solved', way: 'call' },
  { words: '垃圾桶正对着一楼窗户', after: 43, verdict: 'not', way: 'call', reason: 'came_back' },
  { words: '公告栏的玻璃裂了', after: 5, verdict: 'solved', way: 'self' },
] as const;

/** What somebody says when asked: as written above, or simply that it is solved. */
function lineFor(words: string) {
  const line = said.find((each) => words.startsWith(each.words));
  const reason = line !== undefined && 'reason' in line ? line.reason : '';
  return { after: line?.after ?? 16, verdict: line?.verdict ?? 'solved', way: line?.way ?? 'call', reason } as const;
}

function tellSmall(telling: Telling, heard: Heard): void {
  const { stage, cast, on } = telling;
  for (const [words, one] of heard.all) {
    const { who } = one;
    if (who === null || one.ago < 20) continue;
    const line = lineFor(words);
    const about = () => ({ kind: 'matter', id: heard.ids.get(words) ?? '', words: '', change: '' }) as const;
    const byCall = async (verdict: 'solved' | 'partly' | 'not', reason: typeof line.reason): Promise<void> =>
      void (await stage.try(cast.who('何雨晴'), recordVerdict, {
        ...about(),
        person: cast.who(who).id,
        way: 'call',
        evidence: '电话里本人说的',
        verdict,
        reason,
      }));
    on(one.ago - line.after, async () => {
      if (line.way === 'call') await byCall(line.verdict, line.reason);
      else await stage.try(cast.who(who), giveVerdict, { ...about(), verdict: line.verdict, reason: line.reason });
    });
    // What is solved can come back: asked once more after four weeks.
    const again = one.ago - line.after - 28;
    if (again > 0 && line.verdict !== 'not') on(again, () => byCall(line.verdict, line.reason));
  }
}

/** What those who climb the stairs said of the seats; one asks for lower ones, and version 2 cites her. */
function tellBenchVerdicts(telling: Telling, story: BenchStory): void {
  const { stage, cast, on } = telling;
  on(27, async () => {
    await stage.act(cast.who('张桂英'), giveVerdict, {
      kind: 'matter',
      id: story.matter,
      verdict: 'solved',
      reason: '',
      words: '现在上楼只歇一回，坐得稳。',
      change: '',
    });
    await stage.act(cast.who('张桂英'), allowWords, { id: story.matter, allow: true });
    await stage.act(cast.who('徐建华'), giveVerdict, {
      kind: 'need',
      id: story.need,
      verdict: 'solved',
      reason: '',
      words: '',
      change: '',
    });
  });
  on(25, async () => {
    const call = {
      kind: 'need',
      id: story.need,
      way: 'call',
      evidence: '逐户打电话问的',
      words: '',
      change: '',
    } as const;
    for (const who of ['曹国庆', '顾长海', '沈福根'])
      await stage.act(cast.who('何雨晴'), recordVerdict, {
        ...call,
        person: cast.who(who).id,
        verdict: 'solved',
        reason: '',
      });
    await stage.act(cast.who('何雨晴'), recordVerdict, {
      ...call,
      person: cast.who('陈巧珍').id,
      verdict: 'partly',
      reason: 'quality',
      words: '凳子高，坐下脚不着地。',
      change: '座高从四十五厘米降到四十厘米。',
    });
  });
  on(21, async () => {
    const scope = await stage.scope(null);
    const row = await scope.db
      .selectFrom('proposed_change')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('project_id', '=', story.project)
      .executeTakeFirstOrThrow();
    const plan = await latestVersion(scope, story.project);
    await stage.act(cast.who('周敏'), answerChange, {
      id: row.id,
      answer: 'accepted',
      because: '您说得对，按老人的腿量，座高降五厘米，已装的先换三只。',
      summary: '座高从四十五厘米改到四十厘米',
      goals: plan?.goals ?? '',
      content: plan?.content ?? '',
      beneficiaries: plan?.beneficiaries ?? '',
      plan: `${plan?.plan ?? ''}座高四十厘米，已装的分批换。`,
      evaluation: plan?.evaluation ?? '',
    });
  });
}

/** Verdicts, changes, and whom the desk still has to call. */
export function tellVerdicts(telling: Telling, story: BenchStory, heard: Heard): void {
  tellSmall(telling, heard);
  tellBenchVerdicts(telling, story);
  tellAsking(telling);
}

/** Asked by the desk and by link: some were not reached twice, some once, and the last few are still to be called. */
function tellAsking({ stage, cast, on }: Telling): void {
  const worker = cast.who('何雨晴');
  for (const daysAgo of [60, 21, 9])
    on(daysAgo, async () => {
      await stage.act(null, askPeople, {});
      for (const { asked, due } of await toAsk(await stage.scope(null))) {
        if (due.on > stage.today()) continue;
        const person = asked.personId === null ? {} : { person: asked.personId };
        await stage.act(worker, noteUnreached, {
          kind: asked.subject.kind,
          id: asked.subject.id,
          ...person,
          way: 'call',
        });
      }
    });
  on(2, async () => {
    const waiting = (await toAsk(await stage.scope(null))).filter((one) => one.due.on <= stage.today());
    for (const { asked } of waiting.slice(0, 2))
      await stage.act(worker, recordVerdict, {
        ...{ kind: asked.subject.kind, id: asked.subject.id, words: '', change: '', reason: '' },
        ...(asked.personId === null ? {} : { person: asked.personId }),
        ...{ way: 'call', evidence: '电话里本人说的', verdict: 'solved' },
      });
  });
  on(0, async () => void (await stage.act(null, askPeople, {})));
}
