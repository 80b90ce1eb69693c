import { expect, test } from 'vitest';
import { buildDemo } from '#demo/index';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);

test('the demo is built by commands alone', async () => {
  await buildDemo(world.platform);
  expect(true).toBe(true);
});
