import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '#platform/root';
import { renderSchema } from '#scripts/schema';
import { testWorld } from '#tests/harness';

const world = await testWorld(import.meta.url);

it.each(Object.entries(await renderSchema(world.ownerUrl)))(
  '%s is what the migrations make (npm run schema)',
  async (path, text) => {
    expect(await readFile(join(projectRoot, path), 'utf8')).toBe(text);
  },
);
