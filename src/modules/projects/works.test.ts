import { expect, test } from 'vitest';
import { must, type Result } from '#kernel/result';
import { makeFund } from '#tests/fund';
import { makeDraft, makeGift, passGrant } from '#tests/project';
import { makeWorld } from '#tests/world';
import { submitProject } from './commands.ts';
import { enactProject, finishProject } from './commands-course.ts';
import { addMilestone, addWorksPaper, reachMilestone } from './commands-works.ts';
import { room } from './http.ts';
import { milestones } from './queries-works.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const town = await makeFund(world);
const { worker } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);

test('F127 F043 works have owners’ consent, quotes, an acceptance and a count, and milestones that are reached [/desk/:space/projects/:id]', async () => {
  await makeGift(world, town, '9000', '一');
  const id = await makeDraft(town, null, { title: '三号楼扶手', works: true });
  const submit = async () => codeOf(await submitProject(worker.scope, { id }));
  const paper = (more: object) => addWorksPaper(worker.scope, { id, ...more } as never);
  expect(await submit()).toBe('projects.works_no_consent');
  const consent = { kind: 'consent', owners: '60', area: '4800' };
  expect(codeOf(await paper({ ...consent, ownersFor: '61', areaFor: '1' }))).toBe('projects.works_too_many');
  expect(codeOf(await paper({ ...consent, ownersFor: '30' }))).toBe('input.required');
  // Half of the owners are needed (two thirds taking part, three quarters of them for it), by persons and by area.
  must(await paper({ ...consent, ownersFor: '30', areaFor: '2399' }));
  expect(await submit()).toBe('projects.works_no_consent');
  must(await paper({ ...consent, ownersFor: '30', areaFor: '2400' }));
  expect(await submit()).toBe('projects.works_few_quotes');
  for (const supplier of ['甲', '乙', '丙']) must(await paper({ kind: 'quote', supplier, amount: '3000' }));
  expect(await submit()).toBe('projects.works_none_chosen');
  must(await paper({ kind: 'quote', supplier: '丁', amount: '2800', chosen: true }));
  const { procedureId } = must(await submitProject(worker.scope, { id }));
  await passGrant(world, town, procedureId);
  must(await enactProject(worker.scope, { id: procedureId }));

  must(await addMilestone(worker.scope, { id, title: '装好一半', due_on: '2030-01-01' }));
  const [step] = await milestones(world.system, id);
  must(await reachMilestone(worker.scope, { id, milestone: step?.id ?? '', words: '比说好的早' }));
  expect(codeOf(await reachMilestone(worker.scope, { id, milestone: step?.id ?? '', words: '再说' }))).toBe(
    'projects.milestone_gone',
  );
  const finish = async () => codeOf(await finishProject(worker.scope, { id, met: [] }));
  expect(await finish()).toBe('projects.works_not_accepted');
  must(await paper({ kind: 'acceptance', accepted: false, words: '一根松了' }));
  expect(await finish()).toBe('projects.works_not_accepted');
  must(await paper({ kind: 'acceptance', accepted: true }));
  expect(await finish()).toBe('projects.works_not_counted');
  must(await paper({ kind: 'count', people: '15000', words: '按户数算' }));
  const page = await world.get(null, `/s/liuxiang/projects/${id}`);
  for (const word of ['30 户同意', '丁', '验收合格', '15000', '装好一半']) expect(page.text).toContain(word);
  expect(await finish()).toBe('ok');
});
