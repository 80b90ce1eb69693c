import { expect, test } from 'vitest';
import { room as matchingRoom } from '#http/matching';
import { room as needsRoom } from '#http/needs';
import { room as resourcesRoom } from '#http/resources';
import { must, type Result } from '#kernel/result';
import { accept, confirm, handOver, propose } from '#modules/matching';
import { checkNeed, draftNeed, keepGroups } from '#modules/needs';
import { erasePerson, recordConsent } from '#modules/people';
import { offerResource, openResource } from '#modules/resources';
import { makeWorld, type Someone } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [needsRoom, resourcesRoom, matchingRoom] });
const admin = await world.person('管理员', ['admin', 'worker']);
const worker = await world.person('吴社工', ['worker']);
const grocer = await world.person('杂货店主');
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const s = `/s/${world.space.slug}`;
const desk = `/desk/${world.space.slug}`;

async function post(eligible: 'disabled' | 'job_seekers', quantity: string, title: string): Promise<string> {
  const { id } = must(
    await offerResource(grocer.scope, {
      ...{ kind: 'post', title, class_code: 'talent', quantity, unit: '人', eligible },
    }),
  );
  must(await openResource(admin.scope, { id }));
  return id;
}

async function seeker(who: Someone | null, title: string): Promise<string> {
  const { id } = must(
    await draftNeed(worker.scope, {
      ...{ title, summary: '离家近些。', class_code: 'talent', quantity: '1', unit: '人', urgency: 'normal' },
      ...(who === null ? {} : { person: who.personId }),
    }),
  );
  must(await checkNeed(worker.scope, { id }));
  return id;
}

const agree = (who: Someone, given: 'yes' | 'no') =>
  recordConsent(worker.scope, { personId: who.personId, purpose: 'sensitive', given, way: 'spoken' });

async function fill(need: string, resource: string): Promise<void> {
  const { id } = must(await propose(worker.scope, { need, resource }));
  must(await accept(grocer.scope, { id }));
  must(await accept(worker.scope, { id, side: 'taker', said: '问过本人' }));
  must(await handOver(grocer.scope, { id }));
  must(await confirm(worker.scope, { id, evidence: '上岗了' }));
}

const packing = await post('disabled', '9', '坐着包装的活');
const taker = await world.person('申请人甲');

test('F069 a post kept for disabled neighbours is matched by what the person agreed to have sealed, and by nothing else [/desk/:space/needs/:id]', async () => {
  const need = await seeker(taker, '想找坐着做的活');
  expect(codeOf(await propose(worker.scope, { need, resource: packing }))).toBe('matching.excluded');
  const nobody = await seeker(null, '替人问活');
  expect(codeOf(await keepGroups(worker.scope, { id: nobody, groups: ['disabled'] }))).toBe('needs.group_person');
  expect(codeOf(await keepGroups(taker.scope, { id: need, groups: ['disabled'] }))).toBe('access.not_allowed');
  const refused = await world.post(worker, `${desk}/needs/${need}/groups`, { groups: 'disabled' });
  expect(refused).toMatchObject({ status: 409 });
  expect(refused.text).toContain('本人还没有同意');

  must(await agree(taker, 'yes'));
  expect((await world.post(worker, `${desk}/needs/${need}/groups`, { groups: 'disabled' })).status).toBe(303);
  const closed = await world.get(worker, `${desk}/needs/${need}`);
  expect(closed.text).toContain('密封着');
  expect(closed.text).not.toContain('checked');
  const opened = await world.get(worker, `${desk}/needs/${need}?groups=open`);
  expect(opened.text).toContain('残障街坊');
  const reads = await world.system.db
    .selectFrom('audit_event')
    .select('command')
    .where('space_id', '=', world.space.id)
    .where('command', '=', 'needs.read_groups')
    .execute();
  expect(reads).toHaveLength(1);

  must(await agree(taker, 'no'));
  expect(codeOf(await propose(worker.scope, { need, resource: packing }))).toBe('matching.excluded');
  must(await agree(taker, 'yes'));
  await fill(need, packing);
  for (const path of [`/needs/${need}`, `/resources/${packing}`, `/trace/need/${need}`, '/jobs', '/jobs?format=csv']) {
    const page = await world.get(null, `${s}${path}`);
    if (path.startsWith('/needs')) expect(page.text).not.toContain('坐着包装的活');
    if (path.startsWith('/resources')) expect(page.text).not.toContain('想找坐着做的活');
    if (path.startsWith('/resources') || path.startsWith('/jobs')) expect(page.text).toContain('有人到岗');
  }
  expect((await world.get(worker, `${desk}/resources/${packing}`)).text).toContain('1 / 9');
});

test('F069 posts are listed with how many of their places are filled; of small groups no number [/s/:space/jobs]', async () => {
  const open = await post('job_seekers', '3', '店里理货');
  await fill(await seeker(await world.person('申请人乙'), '下岗了想上班'), open);
  expect((await world.get(null, `${s}/jobs`)).text).toContain('1 / 3');
  expect((await world.get(null, `${s}/jobs?for=disabled`)).text).not.toContain('店里理货');
  for (const name of ['丙', '丁', '戊', '己']) {
    const who = await world.person(`申请人${name}`);
    must(await agree(who, 'yes'));
    const need = await seeker(who, `想找活（${name}）`);
    must(await keepGroups(worker.scope, { id: need, groups: 'disabled' }));
    await fill(need, packing);
  }
  expect((await world.get(null, `${s}/jobs`)).text).toContain('5 / 9');
});

test('F069 whoever is forgotten takes the sealed groups along', async () => {
  const who = await world.person('申请人庚');
  must(await agree(who, 'yes'));
  const need = await seeker(who, '想找活（庚）');
  must(await keepGroups(worker.scope, { id: need, groups: ['disabled', 'job_seekers'] }));
  must(await erasePerson(admin.scope, { personId: who.personId, reason: '本人要求', confirm: 'yes' } as never));
  const left = await world.system.db
    .selectFrom('sealed_body')
    .select('id')
    .where('space_id', '=', world.space.id)
    .where('about_id', '=', need)
    .execute();
  expect(left).toEqual([]);
});
