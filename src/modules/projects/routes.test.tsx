import { beforeAll, describe, expect, test } from 'vitest';
import { room } from '#http/projects';
import { must } from '#kernel/result';
import { answerAsHost, proceduresOf } from '#modules/decisions';
import { makeFund } from '#tests/fund';
import {
  fiveParts,
  makeDraft,
  makeGift,
  makeNeed,
  makePayment,
  makeRunning,
  passGrant,
  type Town,
  voteYes,
} from '#tests/project';
import { makeWorld } from '#tests/world';
import { submitProject } from './commands.ts';
import { project } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const speaker = await world.person('街坊乙');
const root = `/s/${world.space.slug}/projects`;
const desk = `/desk/${world.space.slug}/projects`;
const english = { cookie: 'lang=en', 'accept-language': 'en' };
let town: Town;
let needId: string;

beforeAll(async () => {
  town = await makeFund(world);
  await makeGift(world, town, '10000', '收1');
  needId = (await makeNeed(world, town, speaker)).needId;
});

const idIn = (location: string): string => /projects\/([0-9a-f-]{36})/.exec(location)?.[1] ?? '';
const facts = { title: '助餐<b>试点', kind: 'project', driver: 'need' };

describe('pages of projects', () => {
  test('empty lists say why and lead on, in both languages [/s/:space/projects]', async () => {
    const page = await world.get(null, root);
    expect(page.status).toBe(200);
    expect(page.text).toContain('还没有项目');
    expect((await world.get(null, root, english)).text).toContain('No projects yet');
    expect((await world.get(speaker, desk)).status).toBe(403);
  });

  test('F138 from a need to a numbered project by the pages alone, refusals keep what was typed [/desk/:space/projects/new]', async () => {
    const blank = await world.get(town.worker, `${desk}/new?need=${needId}&q=街坊`);
    expect(blank.text).toContain(`value="${needId}"`);
    expect(blank.text).toContain(speaker.personId);
    const fields = { ...facts, ...fiveParts, fund: town.fund, needs: needId, provider: town.provider };
    const refused = await world.post(town.worker, `${desk}/new`, { ...fields, title: '<b>', 'lines.0.title': '餐盒' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(fiveParts.plan);
    const lines = {
      ...{ 'lines.1.title': '餐盒', 'lines.1.quantity': '２００', 'lines.1.price': '0.001', 'lines.1.source': 'fund' },
    };
    const wrong = await world.post(town.worker, `${desk}/new`, { ...fields, ...lines, title: '助餐试点' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('project-lines-1-price-error');
    const made = await world.post(town.worker, `${desk}/new`, {
      ...{ ...fields, ...lines, title: '助餐试点', 'lines.1.price': '1.5', evaluation: '' },
    });
    expect(made.location).toContain('done=drafted');
    const id = idIn(made.location);
    expect((await world.get(null, `${root}/${id}`)).status).toBe(404);
    const early = await world.post(town.worker, `${desk}/${id}/submit`, {});
    expect(early.status).toBe(422);
    expect(early.text).toContain('怎么算做好了还没写');
    expect((await world.post(town.worker, `${desk}/${id}/submit`, {}, english)).text).toContain(
      'How we know it worked',
    );
    const edit = await world.get(town.worker, `${desk}/${id}/edit`);
    expect(edit.text).toContain('value="1.50"');
    const kept = { ...fields, ...lines, title: '助餐试点', 'lines.1.price': '1.5' };
    expect((await world.post(town.worker, `${desk}/${id}/edit`, kept)).location).toContain('done=edited');
    expect((await world.post(town.worker, `${desk}/${id}/submit`, {})).location).toContain('done=submitted');
    const shown = await world.get(null, `${root}/${id}`);
    expect(shown.status).toBe(200);
    for (const part of Object.values(fiveParts)) expect(shown.text).toContain(part);
    expect(shown.text).toContain('300.00');
    expect(shown.text).not.toContain('街坊乙');
  });

  test('F013 F043 the public record shows versions, money, photos and progress; the list exports [/s/:space/projects/:id]', async () => {
    const { needId: another } = await makeNeed(world, town, speaker, '雨天没处活动');
    const id = await makeRunning(world, town, another);
    const { default: sharp } = await import('sharp');
    const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#86560a' } })
      .png()
      .toBuffer();
    const photo = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
    const report = { text: '送了一百份', services: '100', people: '20', hours: '3小时', percent: '30' };
    const unasked = await world.post(town.worker, `${desk}/${id}/report`, { ...report, photo });
    expect(unasked.status).toBe(422);
    expect(unasked.text).toContain('送了一百份');
    const sent = await world.post(town.worker, `${desk}/${id}/report`, { ...report, photo, photo_consent: 'nobody' });
    expect(sent.location).toContain('done=reported');
    await makePayment(world, town, (await project(world.visitor, id))?.authorisationId ?? '', '700');
    const page = await world.get(null, `${root}/${id}`);
    expect(page.text).toContain('size=small');
    for (const words of ['送了一百份', '服务 100 次，20 人', '3,000.00', '2,300.00', '第一个月餐费'])
      expect(page.text).toContain(words);
    expect((await world.get(null, `${root}/${id}`, english)).text).toContain('Served 100 times, 20 people');
    const csv = await world.get(null, `${root}?format=csv&state=running`);
    expect(csv.text).toContain('700.00');
    expect((await world.get(null, `${root}?driver=policy`)).text).toContain('还没有项目');
    world.clock.advance({ days: 40 });
    expect((await world.get(town.worker, `${desk}/${id}`)).text).toContain('已经晚了');
    expect((await world.post(town.worker, `${desk}/${id}/finish`, { met: another })).location).toContain(
      'done=finished',
    );
    const kept = await world.post(town.worker, `${desk}/${id}/surplus`, { words: '剩得不多' });
    expect(kept.status).toBe(422);
    expect(kept.text).toContain('剩得不多');
    const early = await world.post(town.worker, `${desk}/${id}/close`, { lessons: '早点问老人' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('2,300.00');
    const offered = { to: 'fund', words: '资助办法第七条' };
    expect((await world.post(town.worker, `${desk}/${id}/surplus`, offered)).location).toContain(
      'done=surplus_proposed',
    );
    const [voted] = await proceduresOf(world.visitor, { kind: 'project', id }, 'surplus');
    await voteYes(town, voted?.id ?? '');
    must(await answerAsHost(town.finance.scope, { id: voted?.id ?? '', answer: 'accept' }));
    expect((await world.get(town.worker, `${desk}/${id}`)).text).toContain('写下学到的就能结项');
    expect((await world.post(town.worker, `${desk}/${id}/close`, {})).status).toBe(422);
    const closed = await world.post(town.worker, `${desk}/${id}/close`, { lessons: '早点问老人' });
    expect(closed.location).toContain('done=closed');
    expect((await world.get(null, `${root}/${id}`)).text).toContain('早点问老人');
  });

  test('the decision is carried out by a button; who has no part is refused [/desk/:space/projects/:id/enact]', async () => {
    const { needId: another } = await makeNeed(world, town, speaker, '没有晾衣的地方');
    const id = await makeDraft(town, another);
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    const early = await world.post(town.worker, `${desk}/${id}/enact`, { procedure: procedureId });
    expect(early.status).toBe(409);
    expect(early.text).toContain('程序还没走完');
    await passGrant(world, town, procedureId);
    expect((await world.post(speaker, `${desk}/${id}/enact`, { procedure: procedureId })).status).toBe(403);
    const done = await world.post(town.worker, `${desk}/${id}/enact`, { procedure: procedureId });
    expect(done.location).toContain('done=enacted');
    expect((await world.get(speaker, `${desk}/${id}`)).status).toBe(403);
  });

  test("another space's project is not found", async () => {
    const id = await makeDraft(town, null);
    const other = await world.otherSpace();
    const stranger = await world.person('外人', ['worker'], { space: other });
    expect((await world.get(stranger, `/desk/${other.slug}/projects/${id}`)).status).toBe(404);
    expect((await world.get(null, `/s/${other.slug}/projects/${id}`)).status).toBe(404);
  });
});
