import { expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must } from '#kernel/result';
import { writeDown } from '#modules/intake';
import { registerPerson } from '#modules/people';
import { addPlace } from '#modules/places';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';
import { jobs } from './jobs.ts';
import { bandOf, type Counted, missingOf, participationOf, shareOf, type Taken, told } from './rules-participation.ts';

const nobody: Taken = {
  ...{ speak: new Set(), join: new Set(), give: new Set(), discuss: new Set(), vote: new Set(), watch: new Set() },
};
const levels = { estate: 15, young: 15, duty: 50, deciding: 20, least: 5 };

function people(count: number, of: Partial<Counted> = {}): Counted[] {
  return Array.from({ length: count }, (_, at) => ({
    ...{ id: `${of.estateId ?? ''}${of.band ?? ''}${at}`, band: 'to60' as const, estateId: null, estateType: null },
    ...{ hasDuty: false, ...of },
  }));
}

const first = (count: number, of: readonly Counted[]) => new Set(of.slice(0, count).map((one) => one.id));

test('bands end with the birthday year, and nobody of unknown age is guessed', () => {
  expect([2009, 2008, 1981, 1980, 1966, 1965].map((year) => bandOf(year, 2026))).toEqual([
    ...['under18', 'to45', 'to45', 'to60', 'to60', 'over60'],
  ]);
  expect(bandOf(null, 2026)).toBe('unknown');
});

test('groups under five are not told, nor are counts under five, nor a share that would tell them', () => {
  expect(told(3, { of: 4 }, 5)).toBeNull();
  expect(told(0, { of: 40 }, 5)).toBe(0);
  expect(told(4, { of: 40 }, 5)).toBe('few');
  expect(told(5, { of: 40 }, 5)).toBe(5);
  expect(shareOf({ of: 4, took: 4 }, 5)).toBeNull();
  expect(shareOf({ of: 0, took: 0 }, 0)).toBeNull();
});

test('F007 F195 F196 F197 what is missing is found by the published shares, each with a way to begin, small groups left out', () => {
  const quiet = people(20, { estateId: 'new', estateType: 'new', band: 'to45' });
  const lively = people(20, { estateId: 'old', estateType: 'old', hasDuty: true });
  const tiny = people(4, { estateId: 'tiny' });
  const taken = { ...nobody, speak: first(2, quiet), join: first(10, lively), vote: first(1, lively) };
  const found = participationOf([...quiet, ...lively, ...tiny], taken);
  expect(found.all).toMatchObject({ of: 44, took: 12 });
  expect(found.types.map((line) => [line.key, line.of, line.took])).toEqual([
    ['old', 20, 10],
    ['new', 20, 2],
    ['', 4, 0],
  ]);
  expect(missingOf(found, levels)).toEqual([
    { kind: 'estate', estateId: 'new', share: null, without: 'join' },
    { kind: 'young', share: null },
    { kind: 'duty', share: 83 },
    { kind: 'deciding', share: 8 },
  ]);
  expect(missingOf(participationOf([], nobody), levels)).toEqual([]);
  const content = { ...taken, speak: first(20, quiet), vote: first(9, quiet) };
  expect(missingOf(participationOf([...quiet, ...lively], content), levels)).toEqual([]);
});

test('F005 F007 F195 the office sees who takes part by age, estate and way, with next steps and no names; the file too [/desk/:space/participation]', async () => {
  const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
  const worker = await world.person('周敏', ['worker']);
  const { slug } = world.space;
  const estate = must(
    await addPlace(worker.scope, { kind: 'estate', name: '晴川新苑', estateType: 'new' }).catch((error: unknown) => {
      throw error;
    }),
  ).id;
  const persons: string[] = [];
  for (let at = 0; at < 12; at += 1)
    persons.push(must(await registerPerson(world.system, { name: `居民${at}`, placeId: estate, birthYear: 1990 })).id);
  must(
    await writeDown(worker.scope, {
      ...{ words: '单元门坏了', channel: 'phone', person: persons[0] ?? '', contact_way: 'none' },
    }),
  );
  const page = await world.get(worker, `/desk/${slug}/participation`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('晴川新苑参与的人还很少');
  expect(page.text).toContain('不到 5');
  expect(page.text).not.toContain('居民0');
  const file = await world.get(worker, `/desk/${slug}/participation?format=csv`);
  expect(file.text).toContain('按小区,晴川新苑,12,不到 5,–,不到 5,0');
  const neighbour = await world.person('王秀兰');
  expect((await world.get(neighbour, `/desk/${slug}/participation`)).status).toBe(403);

  // The weekly job proposes a next step as a task, once; taken, it is left three months to show.
  const run = async () => {
    await jobs.find((job) => job.name === 'intake.next_steps')?.run(world.system);
    return (await openTasks(worker.scope, { roles: ['worker'] })).filter(
      (task) => task.subjectKind === 'participation',
    );
  };
  const proposed = await run();
  expect(proposed.map((task) => task.kind).sort()).toEqual(['intake.next_estate', 'intake.next_young']);
  expect(proposed.find((task) => task.subjectId === estate)?.title).toContain('晴川新苑参与的人还很少');
  expect(await run()).toHaveLength(2);
  const steps = `/desk/${slug}/participation/steps`;
  expect((await world.post(worker, steps, { what: 'estate', id: estate })).status).toBe(422);
  expect((await world.post(neighbour, steps, { what: 'estate', id: estate, done: '贴了' })).status).toBe(403);
  const done = { what: 'estate', id: estate, done: '海报贴到了三个单元门口' };
  expect((await world.post(worker, steps, done)).status).toBe(303);
  expect((await world.post(worker, steps, done)).status).toBe(404);
  expect((await world.get(worker, `/desk/${slug}/participation`)).text).toContain('海报贴到了三个单元门口');
  expect((await run()).map((task) => task.kind)).toEqual(['intake.next_young']);
  world.clock.advance({ days: 91 });
  expect((await run()).map((task) => task.kind).sort()).toEqual(['intake.next_estate', 'intake.next_young']);
  // Where people take part, the task is over by itself; what is missing now is that they decide.
  for (const person of persons)
    must(await writeDown(worker.scope, { words: '来说一句', channel: 'visit', person, contact_way: 'none' }));
  expect((await run()).map((task) => task.kind)).toEqual(['intake.next_deciding']);
});
