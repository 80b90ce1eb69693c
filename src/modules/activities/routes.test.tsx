import { beforeAll, describe, expect, test } from 'vitest';
import { room as fundsRoom } from '#http/funds';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { markServed, showAs } from '#modules/people';
import { decideMicro, dumplings, makeMicroFund } from '#tests/activity';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { room } from './http.ts';
import { activity, invitationsFor, signupsOf } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [fundsRoom, room] });
const town = await makeFund(world);
const { worker } = town;
const old = await world.person('周大爷');
const helper = await world.person('何小妹');
const guest = await world.person('梁建华');
const root = '/s/liuxiang';
const me = '/me/liuxiang';
const desk = '/desk/liuxiang';
const english = { cookie: 'lang=en', 'accept-language': 'en' };
const idIn = (location: string): string => /([0-9a-f-]{36})/.exec(location)?.[1] ?? '';
const fields = { ...dumplings, capacity: '２', budget: '', fund: '', budget_text: '' };
let micro = '';

beforeAll(async () => {
  micro = await makeMicroFund(town);
  await act(worker.scope, async (inside) => {
    await markServed(inside, old.personId);
    return { ok: true, value: null };
  });
});

test('F131 F136 F137 empty pages say why and offer ways on, in both languages', async () => {
  for (const path of [`${root}/activities`, `${root}/loop`]) {
    expect((await world.get(null, path)).status).toBe(200);
    expect((await world.get(null, path, english)).text).toMatch(/No activities here yet|Nobody has been brought/);
  }
  for (const path of [`${desk}/activities`, `${desk}/invitations`, `${desk}/hours`, `${desk}/loop`])
    expect((await world.get(worker, path)).status).toBe(200);
  for (const path of [`${me}/activities`, `${me}/invitations`]) {
    expect((await world.get(guest, path)).status).toBe(200);
    expect((await world.get(null, path)).location).toContain('/sign-in');
  }
  expect((await world.get(guest, `${desk}/activities`)).status).toBe(403);
  expect((await world.get(null, `${root}/activities/${newId()}`)).status).toBe(404);
  expect((await world.get(null, `${root}/activities/nonsense`)).status).toBe(404);
});

describe('one afternoon, page by page', () => {
  let id = '';

  test('F135 the desk invites, the neighbour answers with words [/desk/:space/invitations/new] [/me/:space/invitations]', async () => {
    const found = await world.get(worker, `${desk}/invitations/new?q=周大`);
    expect(found.text).toContain(`person=${old.personId}`);
    const picked = await world.get(worker, `${desk}/invitations/new?person=${old.personId}`);
    expect(picked.text).toContain('受过帮助');
    const empty = await world.post(worker, `${desk}/invitations/new`, { person: old.personId, text: '' });
    expect(empty.status).toBe(422);
    const sent = await world.post(worker, `${desk}/invitations/new`, {
      ...{ person: old.personId, purpose: 'lead', text: '您包的饺子最好' },
    });
    expect(sent.location).toContain('done=invited');
    const record = `${desk}/invitations/${idIn(sent.location)}`;
    expect((await world.get(worker, record)).text).toContain('您包的饺子最好');
    expect((await world.get(worker, `${desk}/invitations`)).text).toContain('等回话');
    expect((await world.get(old, `${me}/invitations`)).text).toContain('您包的饺子最好');
    expect((await world.get(guest, `${me}/invitations`)).text).not.toContain('饺子');
    const answered = await world.post(old, `${me}/invitations/${idIn(sent.location)}/answer`, { words: '行' });
    expect(answered.location).toBe(`${me}/activities/new?invitation=${idIn(sent.location)}&done=accepted`);
    const again = await world.post(old, `${me}/invitations/${idIn(sent.location)}/answer`, { decline: 'yes' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('已经有了结果');
    expect((await invitationsFor(world.system, old.personId))[0]?.state).toBe('accepted');
  });

  test('F135 the short form keeps what was typed, asks for money, and opens when the committee agrees [/me/:space/activities/new]', async () => {
    const form = await world.get(old, `${me}/activities/new`);
    expect(form.text).toContain('楼道小微基金');
    const wrong = await world.post(old, `${me}/activities/new`, {
      ...fields,
      budget: '999',
      fund: micro,
      budget_text: '面粉',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('小活动最多 ¥500.00');
    expect(wrong.text).toContain('一起包饺子');
    const made = await world.post(old, `${me}/activities/new`, {
      ...fields,
      budget: '３００',
      fund: micro,
      budget_text: '面粉',
    });
    expect(made.location).toContain('done=sentToCommittee');
    id = idIn(made.location);
    expect((await world.get(null, `${root}/activities/${id}`)).status).toBe(404);
    expect((await world.get(guest, `${me}/activities/${id}`)).status).toBe(403);
    const procedureId = (await activity(world.system, id))?.procedureId ?? '';
    const early = await world.post(old, `${me}/activities/${id}/enact/${procedureId}`, {});
    expect(early.status).toBe(409);
    await decideMicro(town, procedureId);
    expect((await world.get(old, `${me}/activities/${id}`)).text).toContain('照决定办');
    expect((await world.post(old, `${me}/activities/${id}/enact/${procedureId}`, {})).location).toContain(
      'done=enacted',
    );
    const shown = await world.get(null, `${root}/activities/${id}`);
    for (const word of ['一起包饺子', '3 号楼下的凉亭', '300.00', '煮锅烫手', '楼道小微基金', '周*爷'])
      expect(shown.text).toContain(word);
    expect(shown.text).not.toContain('周大爷');
    expect((await world.get(null, `${root}/activities`)).text).toContain('一起包饺子');
    expect((await world.get(null, `${root}/activities?format=csv`)).text).toContain('一起包饺子');
    expect((await world.get(null, `${root}/activities/${id}`, english)).text).toContain('Open for signing up');
  });

  test('F136 neighbours sign up, bring another, change their mind [/s/:space/activities/:id]', async () => {
    const path = `${root}/activities/${id}`;
    expect((await world.post(null, `${path}/join`, { part: 'join' })).status).toBe(401);
    expect((await world.post(helper, `${path}/join`, { part: 'help' })).location).toContain('done=joined');
    const [mine] = await signupsOf(world.system, id);
    expect((await world.get(helper, path)).text).toContain(`?by=${mine?.id}`);
    expect((await world.get(guest, `${path}?by=${mine?.id}`)).text).toContain(`value="${mine?.id}"`);
    expect((await world.post(guest, `${path}/join`, { part: 'join', by: mine?.id ?? '' })).status).toBe(303);
    expect((await world.post(guest, `${path}/leave`, {})).location).toContain('done=left');
    expect((await world.post(guest, `${path}/leave`, {})).text).toContain('没有这个报名');
    expect((await world.post(guest, `${path}/join`, { part: 'join', by: '' })).status).toBe(303);
    const odd = await world.post(guest, `${path}/join`, { part: 'rule' });
    expect(odd.status).toBe(422);
    const atDesk = await world.get(worker, `${desk}/activities/${id}?q=小妹`);
    expect(atDesk.text).toContain('何小妹');
    const forOther = { person: town.admin.personId, part: 'join' };
    expect((await world.post(worker, `${desk}/activities/${id}/join`, forOther)).status).toBe(303);
    expect((await world.post(worker, `${desk}/activities/${id}/leave`, { person: town.admin.personId })).status).toBe(
      303,
    );
    const changed = { ...fields, place_text: '活动室' };
    expect((await world.post(old, `${me}/activities/${id}/edit`, changed)).location).toContain('done=changed');
  });

  test('F131 F137 the leader marks who came; hours, money and the loop show it [/me/:space/activities/:id] [/s/:space/loop]', async () => {
    world.clock.set('2026-03-21T17:00:00+08:00');
    const page = await world.get(old, `${me}/activities/${id}`);
    expect(page.text).toContain('何小妹 帮了多久');
    const ticks = Object.fromEntries(
      (await signupsOf(world.system, id)).filter((one) => one.state === 'in').map((one) => [`came_${one.id}`, 'yes']),
    );
    const help = (await signupsOf(world.system, id)).find((one) => one.part === 'help')?.id ?? '';
    const wrong = await world.post(old, `${me}/activities/${id}/report`, {
      ...{ ...ticks, result: '很好', [`minutes_${help}`]: '两天' },
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('两天');
    const bomb = new Blob(['<svg onload=alert(1)>'], { type: 'image/jpeg' });
    const bad = { ...ticks, result: '很好', [`minutes_${help}`]: '2:30', photo_consent: 'yes', photo: bomb };
    expect((await world.post(old, `${me}/activities/${id}/report`, bad)).status).toBe(422);
    expect((await activity(world.system, id))?.state).toBe('open');
    const good = { ...ticks, result: '包了三百个', [`minutes_${help}`]: '2:30' };
    expect((await world.post(old, `${me}/activities/${id}/report`, good)).location).toContain('done=reported');
    const hours = await world.get(worker, `${desk}/hours`);
    expect(hours.text).toContain('何小妹');
    expect(hours.text).toContain('2 小时 30 分');
    expect((await world.get(worker, `${desk}/hours?format=csv`)).text).toContain('150');
    expect((await world.get(helper, `${me}/activities`)).text).toContain('2 小时 30 分');
    expect((await world.post(old, `${me}/activities/${id}/settle`, {})).location).toContain('done=settled');
    const shown = await world.get(null, `${root}/activities/${id}`);
    for (const word of ['包了三百个', '退回基金', '来了 2 人']) expect(shown.text).toContain(word);
    const loop = await world.get(null, `${root}/loop`);
    expect(loop.text).toContain('人数够了再公布');
    expect(loop.text).not.toMatch(/周大爷|何小妹|周\*爷/);
    expect(loop.text).toContain('位街坊');
    must(await showAs(old.scope, { personId: old.personId, display: 'real', alias: '' }));
    expect((await world.get(null, `${root}/loop`)).text).toContain('周大爷');
    const inside = await world.get(worker, `${desk}/loop`);
    expect(inside.text).toContain('何小妹');
    expect(inside.text).toContain('有 1 人后来也帮了别人');
  });

  test('F133 hours outside activities are written down and taken back at the desk [/desk/:space/hours/new]', async () => {
    const form = `${desk}/hours/new?kind=activity&subject=${id}&person=${old.personId}`;
    expect((await world.get(worker, form)).text).toContain('周大爷');
    const said = { person: old.personId, subject_kind: 'activity', subject: id, served_on: '2026-03-21', text: '带头' };
    const wrong = await world.post(worker, `${desk}/hours/new`, { ...said, minutes: '' });
    expect(wrong.text).toContain('请写多久');
    expect((await world.post(worker, `${desk}/hours/new`, { ...said, minutes: '3' })).location).toContain(
      'done=certified',
    );
    const row = await world.system.db.selectFrom('service_hours').select('id').executeTakeFirst();
    const back = `${desk}/hours/${row?.id}/take-back`;
    expect((await world.post(worker, back, { reason: '' })).status).toBe(422);
    expect((await world.post(worker, back, { reason: '记重了' })).location).toContain('done=takenBack');
    expect((await world.get(worker, `${desk}/hours`)).text).toContain('记重了');
  });
});

test('F135 the desk writes down an activity for somebody without a phone, and calls it off with a reason [/desk/:space/activities/new]', async () => {
  const next = { ...fields, day: '2026-05-01', title: '五一义剪' };
  const made = await world.post(worker, `${desk}/activities/new`, { ...next, leader: guest.personId });
  expect(made.location).toContain('done=opened');
  const id = idIn(made.location);
  const path = `${desk}/activities/${id}`;
  expect((await world.post(worker, `${path}/cancel`, { reason: '' })).status).toBe(422);
  expect((await world.post(worker, `${path}/cancel`, { reason: '剪刀没到' })).location).toContain('done=cancelled');
  expect((await world.get(null, `${root}/activities/${id}`)).text).toContain('剪刀没到');
});

test("another space's activity is not found", async () => {
  const other = await world.otherSpace();
  const stranger = await world.person('外人', ['worker'], { space: other });
  const [mine] = await world.system.db.selectFrom('activity').select('id').execute();
  expect((await world.get(stranger, `/desk/qiaotou/activities/${mine?.id}`)).status).toBe(404);
  expect((await world.get(null, `/s/qiaotou/activities/${mine?.id}`)).status).toBe(404);
  expect((await world.post(stranger, `/s/qiaotou/activities/${mine?.id}/join`, { part: 'join' })).status).toBe(404);
});
