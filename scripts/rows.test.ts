import { expect, it } from 'vitest';
import { pagesIn, proofs, rowsIn } from './rows-read.ts';

const inventory = `| id | feature |\n| --- | --- |\n| F001 | Community profile | 000 | seen |\n| F214 | The last ⚠ one | 003 | seen |\n`;

it('reads every row a name carries, and ranges of them', () => {
  expect(rowsIn('projects F138 not submitted without the five parts')).toEqual(['F138']);
  expect(rowsIn('F135–F137 a served person leads')).toEqual(['F135', 'F136', 'F137']);
  expect(rowsIn('F049, F068: the writer is told')).toEqual(['F049', 'F068']);
  expect(rowsIn('XF1234 F12 are no rows')).toEqual([]);
});

it('reads the pages in square brackets', () => {
  expect(pagesIn('F008 a need is numbered [/s/:space/needs]')).toEqual(['/s/:space/needs']);
  expect(pagesIn('F008 a list [of needs]')).toEqual([]);
});

it('says of each of the 214 rows whether a test proves it', () => {
  const test = (name: string, passed: boolean) => ({ file: 'a.test.ts', name, passed });
  const rows = proofs(inventory, [
    test('F001 shown [/s/:space]', true),
    test('F002 shown', true),
    test('F002 kept', false),
  ]);
  expect(rows).toHaveLength(214);
  expect(rows[0]).toMatchObject({ id: 'F001', title: 'Community profile', state: 'proven', pages: ['/s/:space'] });
  expect(rows[1]).toMatchObject({ id: 'F002', state: 'failing' });
  expect(rows[213]).toMatchObject({ id: 'F214', title: 'The last ⚠ one', state: 'none' });
});
