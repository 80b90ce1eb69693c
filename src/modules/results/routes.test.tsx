import { beforeAll, describe, expect, test } from 'vitest';
import { room as projectsRoom } from '#http/projects';
import { room } from '#http/results';
import { must } from '#kernel/result';
import { finishProject, project } from '#modules/projects';
import { makeFund } from '#tests/fund';
import { fiveParts, makeGift, makeNeed, makeRunning, type Town } from '#tests/project';
import { makeWorld } from '#tests/world';
import { changes } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [projectsRoom, room] });
const speaker = await world.person('街坊乙');
const stranger = await world.person('路人丁');
const slug = world.space.slug;
const desk = `/desk/${slug}`;
const english = { cookie: 'lang=en', 'accept-language': 'en' };
let town: Town;

beforeAll(async () => {
  town = await makeFund(world);
  await makeGift(world, town, '50000', '收1');
});

describe('pages of results', () => {
  test('empty, they say why and lead on, in both languages [/s/:space/results]', async () => {
    expect((await world.get(null, `/s/${slug}/results`)).text).toContain('还没有可问的事');
    expect((await world.get(null, `/s/${slug}/results`, english)).text).toContain('Nothing to ask about yet');
    expect((await world.get(speaker, `/me/${slug}/verdicts`)).text).toContain('现在没有要问您的事');
    expect((await world.get(town.worker, `${desk}/results`)).text).toContain('没有要问的');
    expect((await world.get(town.worker, `${desk}/changes`)).text).toContain('没有等答复的改法');
    expect((await world.get(speaker, `${desk}/results`)).status).toBe(403);
  });

  test('F049 F053 by oneself, with the slip, and written down by the desk; refusals keep what was typed [/me/:space/verdicts]', async () => {
    const { needId, slip } = await makeNeed(world, town, speaker, '送餐太晚');
    const id = await makeRunning(world, town, needId);
    const code = `/s/${slug}/verdict/${slip.number}-${slip.code}`;
    expect((await world.get(null, code)).status).toBe(409);
    must(await finishProject(town.worker.scope, { id, met: needId }));
    expect((await world.get(null, `/s/${slug}/verdict/${slip.number}-XXXX`)).status).toBe(404);
    const mine = await world.get(speaker, `/me/${slug}/verdicts`);
    expect(mine.text).toContain('等您说一句');
    expect(mine.text).toContain(`/me/${slug}/verdicts/matter/${slip.id}`);
    const form = await world.get(null, code);
    expect(form.text).toContain('以后怎么做更好');
    const refused = await world.post(null, code, { verdict: 'partly', words: '凉了才到' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请选一下哪里不行');
    expect(refused.text).toContain('凉了才到');
    const said = await world.post(null, code, { verdict: 'partly', reason: 'late', change: '十一点半送' });
    expect(said.location).toContain('done=said');
    expect((await world.get(null, said.location)).text).toContain('谢谢，记下了');
    const own = `/me/${slug}/verdicts/matter/${slip.id}`;
    expect((await world.get(stranger, own)).status).toBe(404);
    expect((await world.post(speaker, own, { verdict: 'solved' })).location).toContain('done=said');
    const list = await world.get(town.worker, `${desk}/results?stand=heard`);
    expect(list.text).toContain('送餐太晚');
    expect(list.text).toContain('街坊乙');
    const record = `${desk}/results/new?kind=matter&id=${slip.id}`;
    expect((await world.get(town.worker, record)).text).toContain('街坊乙');
    const typed = { kind: 'matter', id: slip.id, verdict: 'solved', way: 'call' };
    const blank = await world.post(town.worker, `${desk}/results/new`, typed);
    expect(blank.status).toBe(422);
    expect(blank.text).toContain('写一下怎么知道的');
    const written = await world.post(town.worker, `${desk}/results/new`, { ...typed, evidence: '三月九日通话' });
    expect(written.location).toContain('done=recorded');
    const shown = await world.get(null, `/s/${slug}/results`);
    expect(shown.text).toContain('一共问了 1 位');
    expect(shown.text).toContain('社区记下的 1 位');
    expect(shown.text).not.toContain('街坊乙');
    expect((await world.get(town.worker, `${desk}/results?stand=heard&format=csv`)).text).toContain(slip.number);
  });

  test('F049 F068 a proposed change is answered in public and the project cites it [/desk/:space/changes/:id]', async () => {
    const [proposed] = await changes(world.visitor);
    const id = proposed?.id ?? '';
    expect((await world.get(null, `/s/${slug}/results`)).text).not.toContain('十一点半送');
    const page = await world.get(town.worker, `${desk}/changes/${id}`);
    expect(page.text).toContain('十一点半送');
    expect((await world.get(stranger, `${desk}/changes/${id}`)).status).toBe(403);
    const read = await town.worker.scope.db
      .selectFrom('audit_event')
      .select('person_id')
      .where('command', '=', 'results.open_words')
      .execute();
    expect(read.map((row) => row.person_id)).toContain(town.worker.personId);
    const answer = { answer: 'accepted', because: '饿得早', summary: '提早到十一点半', ...fiveParts };
    const same = await world.post(town.worker, `${desk}/changes/${id}`, answer);
    expect(same.status).toBe(422);
    expect(same.text).toContain('新的一版和原来一样');
    const done = await world.post(town.worker, `${desk}/changes/${id}`, { ...answer, plan: '每天十一点半' });
    expect(done.location).toContain('done=changeAnswered');
    const shown = await world.get(null, `/s/${slug}/results`);
    expect(shown.text).toContain('提早到十一点半');
    expect(shown.text).toContain('饿得早');
    const record = await world.get(null, `/s/${slug}/projects/${proposed?.projectId ?? ''}`);
    expect(record.text).toContain('因为一条意见');
    expect(record.text).toContain('解决了 1');
    expect((await project(world.visitor, proposed?.projectId ?? ''))?.version).toBe(2);
  });
});
