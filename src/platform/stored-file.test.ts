import sharp from 'sharp';
import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { makeWorld } from '#tests/world';
import { readStored, storeFile } from './files.ts';
import { lineOf } from './line.ts';
import type { Inside } from './scope.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });

/** A scope as a command has it, without a command around it. */
async function inside<T>(work: (scope: Inside) => Promise<T>): Promise<T> {
  const someone = await world.person('王小明', ['worker']);
  const { scope } = someone;
  return scope.db.connection().execute(async (db) => {
    const running = { command: 'test.store', line: await lineOf(db), audited: 0, afterCommit: [] };
    return work({ ...scope, db, running });
  });
}

test('an upload is kept with its row, in the space, by whoever sent it', async () => {
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#1f6a4b' } })
    .png()
    .toBuffer();
  await inside(async (scope) => {
    const stored = must(
      await storeFile(scope, { bytes, name: 'C:\\照片\\楼道.png', kind: 'image', visibility: 'office' }),
    );
    const row = await scope.db
      .selectFrom('stored_file')
      .selectAll()
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', stored.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      name: '楼道.png',
      media_type: 'image/jpeg',
      visibility: 'office',
      uploaded_by: scope.actor?.personId,
      width: 30,
    });
    expect((await readStored(scope.platform.dataDir, row.sha256))?.length).toBe(row.bytes);
  });
});

test('what is refused leaves no row', async () => {
  await inside(async (scope) => {
    const bytes = new TextEncoder().encode('no picture');
    const refused = await storeFile(scope, { bytes, name: 'a.jpg', kind: 'image', visibility: 'office' });
    expect(refused).toMatchObject({ fault: { code: 'files.not_an_image' } });
    const rows = await scope.db.selectFrom('stored_file').select('id').where('name', '=', 'a.jpg').execute();
    expect(rows).toEqual([]);
  });
});
