import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { room as bodiesRoom } from '#http/bodies';
import { room } from '#http/decisions';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeBody, makeRule, type TestBody } from '#tests/committee';
import { makeWorld, type Someone } from '#tests/world';
import { startProcedure } from './commands.ts';
import { procedure } from './queries.ts';
import type { Motion } from './schema.ts';

const world = await makeWorld(import.meta.url, { rooms: [bodiesRoom, room] });
const secretary = await world.person('秘书甲', ['secretary']);
const officer = await world.person('财务丙', ['finance']);
const neighbour = await world.person('街坊乙');
const root = `/s/${world.space.slug}`;
const desk = `/desk/${world.space.slug}`;
let committee: TestBody;

const begin = command({
  name: 'decisions.test_begin',
  permission: may('decisions.test_begin', 'secretary'),
  input: z.custom<Motion>(),
  run: startProcedure,
});

async function start(template: 'grant' | 'micro' = 'grant'): Promise<string> {
  const subject = { kind: 'project', id: newId() } as const;
  const motion = { template, subject, title: '助餐试点', text: '给独居老人送饭\n每天两餐', amount: 500_000n };
  return must(await begin(secretary.scope, motion)).procedureId;
}

function member(name: string): Someone {
  const found = committee.members[name];
  if (found === undefined) throw new Error(name);
  return found;
}

async function voted(id: string): Promise<void> {
  for (const name of ['王秀英', '李建国', '陈明', '赵敏'])
    expect((await world.post(member(name), `${desk}/decisions/${id}/vote`, { choice: 'yes' })).status).toBe(303);
}

beforeAll(async () => {
  committee = await makeBody(world, secretary);
  await makeRule(secretary, 'grant');
  await makeRule(secretary, 'micro');
});

describe('pages of bodies and rules', () => {
  test('F038 F047 a committee is set up at the desk, seat by seat, and shown in public [/desk/:space/bodies/:id]', async () => {
    const made = await world.post(secretary, `${desk}/bodies/new`, {
      ...{ kind: 'committee', name: '桂园小基金管委会', charter: '定小额资助' },
    });
    expect(made.status).toBe(303);
    const id = /bodies\/([0-9a-f-]+)\?/.exec(made.location)?.[1] ?? '';
    const found = await world.get(secretary, `${desk}/bodies/${id}/seats/new?q=街坊`);
    expect(found.text).toContain(neighbour.personId);
    const seated = await world.post(secretary, `${desk}/bodies/${id}/seats/new?q=街坊`, {
      ...{ personId: neighbour.personId, kind: 'resident' },
    });
    expect(seated.location).toContain('done=seated');
    const refused = await world.post(secretary, `${desk}/bodies/${id}/activate`, {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('缺捐赠人、慈善组织、社区的席位');
    const english = await world.post(
      secretary,
      `${desk}/bodies/${id}/activate`,
      {},
      { cookie: 'lang=en', 'accept-language': 'en' },
    );
    expect(english.text).toContain('donor, charity, community');
    const shown = await world.get(null, `${root}/bodies/${id}`);
    expect(shown.text).toContain('街*乙');
    expect(shown.text).not.toContain('街坊乙');
    expect(shown.text).toContain('定小额资助');
    expect((await world.get(null, `${root}/bodies`)).text).toContain('桂园小基金管委会');
    const unseated = await world.get(secretary, `${desk}/bodies/${id}`);
    const seat = /seats\/([0-9a-f-]{36})\/end/.exec(unseated.text)?.[1] ?? '';
    const ended = await world.post(secretary, `${desk}/bodies/${id}/seats/${seat}/end`, { reason: '搬走了' });
    expect(ended.location).toContain('done=seatEnded');
    expect((await world.get(null, `${root}/bodies/${id}`)).text).toContain('搬走了');
  });

  test('F040 a rule is adopted as fields and public with version and date [/s/:space/rules/:id]', async () => {
    const form = await world.get(secretary, `${desk}/rules/new?kind=admission`);
    expect(form.text).toContain('2/3');
    const fields = {
      ...{ kind: 'admission', title: '准入办法', text: '先两委后议事会', basis: '会议通过', inForceFrom: '2026-03-02' },
      ...{ quorum: '2/3', share: '1/2', way: 'more_than', of: 'present', publicationDays: '７' },
      ...{ answerDays: '3', voteDays: '14', hostDays: '7', approvalsNeeded: '2' },
    };
    const wrong = await world.post(secretary, `${desk}/rules/new?kind=admission`, { ...fields, share: '0.5' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('请写成分数');
    expect(wrong.text).toContain('先两委后议事会');
    const adopted = await world.post(secretary, `${desk}/rules/new?kind=admission`, fields);
    const page = await world.get(null, adopted.location);
    expect(page.text).toContain('第 1 版');
    expect(page.text).toContain('2026年3月2日');
    expect((await world.get(null, `${root}/rules?kind=admission`)).text).toContain('准入办法');
    expect((await world.get(null, `${root}/rules?format=csv`)).text).toContain('准入办法');
    expect((await world.get(neighbour, `${desk}/rules/new`)).status).toBe(403);
  });
});

describe('a decision on its pages', () => {
  test('F039 the timeline can be followed by anyone, and the vote is short on a phone [/s/:space/decisions/:id]', async () => {
    const id = await start();
    const open = await world.get(null, `${root}/decisions/${id}`);
    expect(open.text).toContain('给独居老人送饭');
    expect(open.text).toContain('《资助办法》第 1 版');
    expect(open.text).toContain('算数的 5 席，已投 0 席，至少要 4 席');
    const ballot = await world.get(member('王秀英'), `${desk}/decisions/${id}`);
    expect(ballot.text).toContain('投出去');
    expect((await world.get(member('王秀英'), `${desk}/decisions`)).text).toContain('等您表决');
    expect((await world.get(neighbour, `${desk}/decisions/${id}`)).status).toBe(403);
    const none = await world.post(neighbour, `${desk}/decisions/${id}/vote`, { choice: 'yes' });
    expect(none.status).toBe(403);
    expect(none.text).toContain('您在这里没有席位');
    const empty = await world.post(member('王秀英'), `${desk}/decisions/${id}/vote`, {});
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('还没选');
    const early = await world.post(secretary, `${desk}/decisions/${id}/close`, {});
    expect(early.status).toBe(409);
    expect(early.text).toContain('人没到够');
    await voted(id);
    expect((await world.post(member('王秀英'), `${desk}/decisions/${id}/vote`, { choice: 'no' })).status).toBe(409);
    expect((await world.get(member('王秀英'), `${desk}/decisions/${id}`)).text).toContain('您投了“同意”');
    expect((await world.post(secretary, `${desk}/decisions/${id}/close`, {})).location).toContain('done=closed');
    const closed = await world.get(null, `${root}/decisions/${id}`);
    expect(closed.text).toContain('共 5 席；到会 4 席（至少 4）；在 4 席里同意 4 票（至少 3）');
    expect(closed.text).toContain('居民同意 · 捐赠人同意 · 慈善组织同意 · 社区同意 · 社工机构没到');
  });

  test('F079 an objection is raised on the public page and answered there [/s/:space/decisions/:id]', async () => {
    const id = await start();
    await voted(id);
    await world.post(secretary, `${desk}/decisions/${id}/close`, {});
    expect((await world.get(null, `${root}/decisions/${id}`)).text).toContain('登录后提意见');
    const raised = await world.post(neighbour, `${root}/decisions/${id}/object`, { text: '饭价<b>高</b>' });
    expect(raised.location).toContain('done=objected');
    const shown = await world.get(null, `${root}/decisions/${id}`);
    expect(shown.text).toContain('饭价&lt;b>高');
    expect(shown.text).toContain('一位街坊说');
    world.clock.advance({ days: 8 });
    const blocked = await world.post(secretary, `${desk}/decisions/${id}/close`, {});
    expect(blocked.text).toContain('还有 1 条意见没答复');
    const objectionId = (await procedure(world.visitor, id))?.objections[0]?.id ?? '';
    const empty = await world.post(secretary, `${desk}/decisions/${id}/answer`, { objectionId });
    expect(empty.status).toBe(422);
    const answered = await world.post(secretary, `${desk}/decisions/${id}/answer`, {
      objectionId,
      answer: '比过三家。',
    });
    expect(answered.location).toContain('done=answered');
    expect((await world.get(null, `${root}/decisions/${id}`)).text).toContain('比过三家。');
  });

  test('the secretary records a meeting, the host declines in public, the reason stands [/desk/:space/decisions/:id]', async () => {
    const id = await start('micro');
    const sheet = await world.get(secretary, `${desk}/decisions/${id}`);
    const names = [...sheet.text.matchAll(/name="(vote-[0-9a-f-]+)"/g)].map((one) => one[1] ?? '');
    const votes = Object.fromEntries([...new Set(names)].map((one) => [one, 'yes']));
    expect(Object.keys(votes)).toHaveLength(5);
    expect((await world.post(secretary, `${desk}/decisions/${id}/record`, votes)).location).toContain('done=recorded');
    await world.post(secretary, `${desk}/decisions/${id}/close`, {});
    expect((await world.get(officer, `${desk}/decisions`)).text).toContain('等您接受或不接受');
    const silent = await world.post(officer, `${desk}/decisions/${id}/host`, { answer: 'decline' });
    expect(silent.text).toContain('不接受要说明原因');
    const declined = { answer: 'decline', reason: '超出基金用途' };
    expect((await world.post(officer, `${desk}/decisions/${id}/host`, declined)).location).toContain('done=declined');
    expect((await world.get(null, `${root}/decisions/${id}`)).text).toContain('超出基金用途');
  });

  test('a member stands aside and a motion is put and withdrawn, each with its reason', async () => {
    await makeRule(secretary, 'change');
    const made = await world.post(secretary, `${desk}/decisions/new`, {
      ...{ template: 'change', title: '换届', text: '改成两年一届', bodyId: committee.bodyId },
    });
    const id = /decisions\/([0-9a-f-]+)\?/.exec(made.location)?.[1] ?? '';
    const aside = { detail: '我要参选' };
    expect((await world.post(member('陈明'), `${desk}/decisions/${id}/recuse`, aside)).location).toContain('recused');
    const shown = await world.get(null, `${root}/decisions/${id}`);
    expect(shown.text).toContain('自己提出回避');
    expect(shown.text).not.toContain('我要参选');
    expect((await world.post(secretary, `${desk}/decisions/${id}/withdraw`, {})).status).toBe(422);
    const gone = await world.post(secretary, `${desk}/decisions/${id}/withdraw`, { reason: '等换届再说' });
    expect(gone.location).toContain('done=withdrawn');
    expect((await world.get(null, `${root}/decisions?state=withdrawn`)).text).toContain('换届');
  });

  test('what is not here is not found, in any address', async () => {
    for (const path of ['decisions/abc', `decisions/${newId()}`, `rules/${newId()}`, 'bodies/1'])
      expect((await world.get(null, `${root}/${path}`)).status).toBe(404);
    expect((await world.get(secretary, `${desk}/decisions/${newId()}`)).status).toBe(404);
    expect((await world.get(null, `${desk}/decisions`)).status).toBe(303);
  });
});
