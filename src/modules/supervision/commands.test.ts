import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { must } from '#kernel/result';
import { activateBody, addSeat, setUpBody } from '#modules/bodies';
import { startProcedure } from '#modules/decisions';
import { setParameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeBody, makeRule } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { answerOpinion, giveOpinion } from './commands.ts';
import { room } from './http.ts';
import { obstacleTo, opinionsAbout } from './queries.ts';
import { heardOn } from './queries-part.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const secretary = await world.person('秘书甲', ['secretary']);
const admin = await world.person('主任', ['admin']);
const neighbour = await world.person('街坊');

async function party(kind: 'supervisory' | 'council', name: string, members: readonly string[]) {
  const { id: bodyId } = must(await setUpBody(secretary.scope, { kind, name, charter: '看账看会' }));
  const people = await Promise.all(members.map((one) => world.person(one)));
  for (const one of people) must(await addSeat(secretary.scope, { bodyId, kind: 'member', personId: one.personId }));
  must(await activateBody(secretary.scope, { id: bodyId }));
  const [first] = people;
  if (first === undefined) throw new Error('a member');
  return first;
}
const watcher = await party('supervisory', '居务监督委员会', ['唐监', '曹监', '赵监']);
const councillor = await party('council', '居民议事会', ['顾议', '白议', '姚议']);
await makeBody(world, secretary);
await makeRule(secretary, 'change');

const start = command({
  name: 'test.start',
  permission: may('test.start', 'secretary'),
  input: z.object({ about: z.string() }),
  run: async (scope, { about }) => {
    await audit(scope, { kind: 'space', id: scope.spaceId });
    return startProcedure(scope, {
      template: 'change',
      subject: { kind: 'person', id: about },
      title: '换人',
    });
  },
});
const { procedureId } = must(await start(secretary.scope, { about: neighbour.personId }));
const about = { kind: 'procedure', about: procedureId } as const;
const watched = [{ kind: 'procedure', id: procedureId }] as const;
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : result.fault?.code);

describe('supervision', () => {
  test('F087 only those who watch leave opinions, on what is there, and each is owed an answer [/me/:space/opinions/:kind/:id]', async () => {
    expect(code(await giveOpinion(neighbour.scope, { ...about, stance: 'agree', text: '好' }))).toBe(
      'supervision.no_seat',
    );
    const nothing = { kind: 'project', about: procedureId, stance: 'agree', text: '好' } as const;
    expect(code(await giveOpinion(watcher.scope, nothing))).toBe('supervision.subject_unknown');
    const { id } = must(await giveOpinion(watcher.scope, { ...about, stance: 'suggest', text: '公示再长一点' }));
    const tasks = await openTasks(secretary.scope, { roles: ['secretary'] });
    expect(tasks.find((one) => one.kind === 'supervision.answer')?.title).toContain('要答复');
    expect(code(await answerOpinion(neighbour.scope, { id, answer: '好' }))).toBe('access.not_allowed');
    must(await answerOpinion(secretary.scope, { id, answer: '改成十天' }));
    expect(code(await answerOpinion(secretary.scope, { id, answer: '再改' }))).toBe('supervision.already_answered');
    const page = await world.get(null, `/s/${world.space.slug}/opinions/${id}`);
    for (const said of ['公示再长一点', '改成十天', '唐*']) expect(page.text).toContain(said);
    expect(page.text).not.toContain('唐监');
  });

  test('F079 an objection holds the money until it is answered', async () => {
    const now = secretary.scope.now();
    expect(await obstacleTo(secretary.scope, watched, now)).toBeNull();
    const { id } = must(await giveOpinion(councillor.scope, { ...about, stance: 'object', text: '报价只有一家' }));
    expect((await obstacleTo(secretary.scope, watched, now))?.code).toBe('supervision.objection_open');
    must(await answerOpinion(secretary.scope, { id, answer: '补了两家' }));
    expect(await obstacleTo(secretary.scope, watched, now)).toBeNull();
    expect((await opinionsAbout(secretary.scope, 'procedure', [procedureId])).map((one) => one.stance)).toEqual([
      'suggest',
      'object',
    ]);
  });

  test('F079 where switched on, money waits for every party; silence lapses', async () => {
    const other = must(await start(secretary.scope, { about: admin.personId })).procedureId;
    const of = [{ kind: 'procedure', id: other }] as const;
    const since = secretary.scope.now();
    must(
      await setParameter(admin.scope, {
        key: 'supervision.waits',
        value: 'yes',
        source: '议事会',
        effectiveFrom: '2026-03-02',
        reason: '三方都要看',
      }),
    );
    expect((await obstacleTo(secretary.scope, of, since))?.params?.['bodies']).toBe('居务监督委员会, 居民议事会');
    must(await giveOpinion(watcher.scope, { kind: 'procedure', about: other, stance: 'agree', text: '看过' }));
    expect((await obstacleTo(secretary.scope, of, since))?.params?.['bodies']).toBe('居民议事会');
    expect((await heardOn(secretary.scope, of[0])).silent).toContain('居民议事会');
    world.clock.advance({ days: 8 });
    expect(await obstacleTo(secretary.scope, of, since)).toBeNull();
  });
});
