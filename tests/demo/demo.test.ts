import { afterAll, describe, expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { startDemo } from '#tests/e2e/world';

const world = await startDemo();
afterAll(() => world.close());

/** Pages that are empty on purpose: there is nothing to do for this one, and the page says so. */
const rightlyEmpty = [
  'visitor /design',
  'resident /desks',
  'resident /me/tonghua/matches',
  'resident /me/tonghua/verdicts',
  'resident /me/tonghua/units',
  'resident /me/tonghua/shared',
];

test('every invariant holds in the demo', async () => {
  const found = await checkSpaces(world.demo.platform);
  expect(found.map((space) => space.slug)).toEqual(['tonghua', 'wutong']);
  const broken = found.flatMap(({ slug, findings }) => findings.map((one) => ({ slug, ...one })));
  expect(broken.filter((one) => one.first !== null)).toEqual([]);
  expect(broken.length).toBeGreaterThan(20);
});

describe('every page of the demo answers, is filled, and shows no slip of the pen', () => {
  test.each(world.pages.map(({ role, path }) => [role, path] as const))('%s %s', async (role, path) => {
    const cookie = world.roles.find((one) => one.name === role)?.cookie ?? null;
    const page = await world.demo.get(cookie, path);
    expect(page.status, page.location).toBe(200);
    expect(page.text).not.toMatch(/undefined|NaN|\[object |Invalid Date|null<|\{[a-z]+\}/);
    if (!rightlyEmpty.includes(`${role} ${path}`)) expect(page.text).not.toMatch(/<div class="(empty|nothing)">/);
    const english = await world.demo.get(`${cookie ?? ''}; linli_view=en.plain`, path);
    expect(english.status).toBe(200);
  });
});
