import { describe, expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must } from '#kernel/result';
import { say, writeDown } from '#modules/intake';
import { attachVisit, checkNeed, draftNeed, editNeed, need, splitNeed, voicesOf } from '#modules/needs';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
const worker = await world.person('周敏', ['worker']);
const resident = await world.person('王秀兰');

const facts = {
  title: '有人陪着去复查',
  summary: '居民王秀兰独居，电话 13905170882，住5号楼3单元501，每月复查要人陪。',
  class_code: 'service.medical.escort',
  quantity: '12',
  unit: '次',
  divisible: 'yes',
  urgency: 'soon' as const,
};
const desk = `/desk/${world.space.slug}/needs`;

const draft = async (more: Partial<typeof facts> = {}) => must(await draftNeed(worker.scope, { ...facts, ...more })).id;

describe('what looks personal in public words', () => {
  test('each piece stands marked on the page of the check and waits for an answer [/desk/:space/needs/:id]', async () => {
    const id = await draft();
    const page = await world.get(worker, `${desk}/${id}`);
    for (const piece of ['王秀兰', '13905170882', '5号楼3单元501'])
      expect(page.text).toContain(`<mark>${piece}</mark>`);
    const none = await world.post(worker, `${desk}/${id}/check`, {});
    expect(none.status).toBe(422);
    expect((await need(worker.scope, id))?.state).toBe('draft');
  });

  test('words that would hurt somebody are pointed out and refuse nothing [/desk/:space/needs/:id/check]', async () => {
    const id = await draft({ summary: '物业经理是个废物，三次约好都没来，请人陪着去说一说。' });
    const page = await world.get(worker, `${desk}/${id}`);
    expect(page.text).toContain('有几个字会伤人');
    expect(page.text).toContain('<mark>废物</mark>');
    const plain = await world.get(worker, `${desk}/${await draft({ summary: '废物间的门锁坏了。' })}`);
    expect(plain.text).not.toContain('有几个字会伤人');
    const done = await world.post(worker, `${desk}/${id}/check`, {});
    expect(done.location).toContain('done=checked');
    expect((await need(worker.scope, id))?.summary).toContain('废物');
  });

  test('masked pieces leave the words, kept ones say why, and the record counts both [/desk/:space/needs/:id/check]', async () => {
    const id = await draft();
    const answers = {
      ...{ piece_0: '王秀兰', hit_0: 'mask', piece_1: '13905170882', hit_1: 'mask' },
      ...{ piece_2: '5号楼3单元501', hit_2: 'allowed' },
    };
    const half = await world.post(worker, `${desk}/${id}/check`, answers);
    expect(half.status).toBe(422);
    expect(half.text).toContain('为什么可以公开');
    const done = await world.post(worker, `${desk}/${id}/check`, { ...answers, why_2: '是公共活动室的门牌' });
    expect(done.location).toContain('done=checked');
    const open = await need(worker.scope, id);
    expect(open?.state).toBe('open');
    expect(open?.summary).toBe('居民一位街坊独居，电话 （联系方式略），住5号楼3单元501，每月复查要人陪。');
    const event = await worker.scope.db
      .selectFrom('audit_event')
      .select('detail')
      .where('space_id', '=', world.space.id)
      .where('subject_id', '=', id)
      .where('command', '=', 'needs.check')
      .executeTakeFirstOrThrow();
    expect(event.detail).toMatchObject({ step: 'checked', masked: 2, kept: 1 });
    expect((await world.get(null, `/s/${world.space.slug}/needs/${id}`)).text).not.toContain('13905170882');
  });

  test('an answer stands for its piece alone: a new one in a later edit is asked again, everything typed kept', async () => {
    const id = await draft({ summary: '请送到5号楼门口。' });
    must(
      await checkNeed(worker.scope, {
        id,
        answers: [{ at: 0, piece: '5号楼', answer: 'not_personal', reason: '' }],
      }),
    );
    const edit = { ...facts, summary: '请送到5号楼门口。', id, reason: '写清楚' };
    must(await editNeed(worker.scope, edit));
    const page = await world.post(worker, `${desk}/${id}/edit`, {
      ...facts,
      summary: '请送到5号楼门口，打13905170882。',
      reason: '加电话',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('<mark>13905170882</mark>');
    expect(page.text).toContain('请送到5号楼门口，打13905170882。');
    const done = await world.post(worker, `${desk}/${id}/edit`, {
      ...{ ...facts, summary: '请送到5号楼门口，打１３９０５１７０８８２。', reason: '加电话' },
      ...{ piece_0: '5号楼', hit_0: 'not_personal', piece_1: '13905170882', hit_1: 'mask' },
    });
    expect(done.location).toContain('done=edited');
    expect((await need(worker.scope, id))?.summary).toBe('请送到5号楼门口，打（联系方式略）。');
  });

  test('what is written on the spot, the crux of a visit and the title of a part, must be free of it', async () => {
    const id = await draft({ summary: '老楼楼梯没有扶手。' });
    must(await checkNeed(worker.scope, { id }));
    const visit = must(
      await writeDown(worker.scope, { words: '上门看了', channel: 'visit', person: resident.personId }),
    );
    const number = await worker.scope.db
      .selectFrom('matter')
      .select('number')
      .where('space_id', '=', world.space.id)
      .where('id', '=', visit.id)
      .executeTakeFirstOrThrow();
    const told = await attachVisit(worker.scope, { id, visit: number.number, crux: '王秀兰一个人住，扶不住' });
    expect(told).toMatchObject({ ok: false, fault: { code: 'needs.crux_personal', params: { hits: '王秀兰' } } });
    must(await attachVisit(worker.scope, { id, visit: number.number, crux: '一个人住，扶不住' }));
    expect(await splitNeed(worker.scope, { id, title: '张大爷那一份', quantity: '2' })).toMatchObject({
      ok: false,
      fault: { code: 'needs.title_personal' },
    });
  });
});

describe('a money appeal for one person', () => {
  test('is refused with the reason and the lawful ways, on the page of the check [/desk/:space/needs/:id]', async () => {
    const id = await draft({
      title: '给李小红捐款治病',
      summary: '李小红得了白血病，求好心人捐款，打到她的卡上。',
    });
    const page = await world.get(worker, `${desk}/${id}`);
    expect(page.text).toContain('给个人筹钱只能在民政部指定的平台上发');
    expect(page.text).toContain('临时救助');
    expect(await checkNeed(worker.scope, { id })).toMatchObject({ ok: false, fault: { code: 'needs.money_appeal' } });
  });

  test('hides neither in the group nor in the reason of urgency', async () => {
    const id = await draft({ summary: '需要大家帮忙。' });
    must(
      await editNeed(worker.scope, {
        ...{ ...facts, id, summary: '需要大家帮忙。', urgency: 'urgent' as const },
        urgency_reason: '孩子白血病，求好心人捐款',
      }),
    );
    expect(await checkNeed(worker.scope, { id })).toMatchObject({ ok: false, fault: { code: 'needs.money_appeal' } });
  });
});

describe('the same need twice', () => {
  test('a second one is asked about once, and joins the first as a voice [/desk/:space/needs/new]', async () => {
    const first = await draft({ title: '北门夜路三盏灯不亮', summary: '北门到菜场的夜路，三盏路灯不亮。' });
    must(await checkNeed(worker.scope, { id: first }));
    const slip = must(await say(resident.scope, { words: '北门夜路灯不亮怕摔', contact_way: 'none' }));
    const again = {
      ...facts,
      ...{ title: '北门夜路灯不亮', summary: '北门的夜路，路灯不亮。', unit: '盏', matter: slip.id },
    };
    const asked = await world.post(worker, `${desk}/new?matter=${slip.id}`, again);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('是不是这里面的一件');
    expect(asked.text).toContain('北门夜路三盏灯不亮');
    const joined = await world.post(worker, `${desk}/new?matter=${slip.id}`, { ...again, same: first });
    expect(joined.location).toBe(`${desk}/${first}?done=joined`);
    expect((await voicesOf(worker.scope, first)).map((voice) => voice.matterId)).toEqual([slip.id]);
  });

  test('whoever says it is another writes it down; without anybody to join, it says so', async () => {
    const text = { ...facts, title: '北门夜路灯不亮', summary: '北门的夜路，路灯不亮。', unit: '盏' };
    const [known] = await worker.scope.db
      .selectFrom('need')
      .select('id')
      .where('space_id', '=', world.space.id)
      .where('title', '=', '北门夜路三盏灯不亮')
      .execute();
    const nobody = await world.post(worker, `${desk}/new`, { ...text, same: known?.id ?? '' });
    expect(nobody.status).toBe(422);
    expect(nobody.text).toContain('得知道是谁');
    const person = await world.post(worker, `${desk}/new?who=${encodeURIComponent('王秀兰')}`, {
      ...{ ...text, same: known?.id ?? '' },
      person: resident.personId,
    });
    expect([person.status, person.text.includes('不会算两遍')]).toEqual([409, true]);
    const other = await world.post(worker, `${desk}/new`, { ...text, same: 'none' });
    expect(other.location).toContain('done=drafted');
  });
});

test('days, times of day, age group and whom it is for stand on the page', async () => {
  const answer = await world.post(worker, `${desk}/new`, {
    ...{ ...facts, title: '周末陪着下棋', summary: '想有人来下棋。', age_group: 'elders' },
    ...{ weekdays: ['6', '7'], day_parts: 'afternoon', person: resident.personId },
  });
  const id = answer.location.split('/').at(-1)?.split('?')[0] ?? '';
  expect(await need(worker.scope, id)).toMatchObject({
    ...{ weekdays: ['6', '7'], dayParts: ['afternoon'], ageGroup: 'elders', personId: resident.personId },
  });
  must(await checkNeed(worker.scope, { id }));
  const page = await world.get(null, `/s/${world.space.slug}/needs/${id}`);
  expect(page.text).toContain('周六、周日 · 下午');
  expect(page.text).toContain('老人');
  expect(page.text).not.toContain('王秀兰');
});
