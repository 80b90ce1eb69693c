import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { importMessages } from '#app/import';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { matterList, matterWords } from '#modules/intake';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
const worker = await world.person('周敏', ['worker']);
const { slug } = world.space;
const query = (q: string) => ({ q, filters: {}, sort: null, page: 1, size: 50 });

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('odd texts from the command line', () => {
  test('texts of one character, of blanks, too long, traditional, of emoji, with a number in Chinese digits', async () => {
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const odd = [
      ...['灯', ' 　 ', '太长了'.repeat(33_334), '樓道燈壞了，晚上看不見', '😀👨‍👩‍👧😀', '電話一三八零零一三八零零零'],
      ...['第一行\r\n\r\n   第二行\t尾', '<b>灯</b>&amp;“灯”', '，。！'],
    ];
    const lines = ['id,body', ...odd.map((text, at) => `odd${at},${cell(text)}`)];
    const order = { bytes: bytes(lines.join('\n')), fileName: 'odd.csv', slug };
    expect(await importMessages(world.platform, order)).toMatchObject({
      ...{ kind: 'done', landed: 7, skipped: 0 },
      bad: [{ code: 'row.no_words' }, { code: 'row.too_long' }],
    });
    const rows = await worker.scope.db
      .selectFrom('matter')
      .select(['id', 'class_guess', 'state'])
      .where('origin', 'like', 'messages:odd%')
      .orderBy('origin')
      .execute();
    // What holds no words is like nothing, and two that hold none are not the same.
    expect(rows.map((row) => row.state)).toEqual(rows.map(() => 'new'));
    expect(rows.map((row) => row.class_guess !== null)).toEqual([
      expect.any(Boolean),
      true,
      false,
      ...Array(4).fill(expect.any(Boolean)),
    ]);
    const shown = await Promise.all(rows.map((row) => world.get(worker, `/desk/${slug}/matters/${row.id}`)));
    expect(shown.map((page) => page.status)).toEqual(rows.map(() => 200));
    expect(shown[3]?.text).toContain('電話一三八零零一三八零零零');
    expect(shown[5]?.text).toContain('&lt;b>灯&lt;/b>');
    // The number is found in either writing, and by the page that publishes words it is pointed out.
    expect((await matterList(worker.scope, query('一三八零零一三八'))).total).toBe(1);
  });

  test.each([
    ['UTF-8 with its mark', 'utf8', (text: string) => bytes(`\uFEFF${text}`)],
    ['GB 18030', 'gb', (text: string) => new Uint8Array(iconv.encode(text, 'gb18030'))],
    [
      'UTF-16 as Excel writes it, with tabs',
      'utf16',
      (text: string) => new Uint8Array(iconv.encode(text.replaceAll(',', '\t'), 'utf16le', { addBOM: true })),
    ],
    ['line ends of an old Mac', 'mac', (text: string) => bytes(text.replaceAll('\r\n', '\r'))],
  ])('a list in %s lands as it was written', async (_, key, encode) => {
    const text = `编号,主题,内容\r\n${['樓道燈壞了', '𠀀字号的门', '一三八零零一三八零零零'].map((words, at) => `${key}${at},${words},夜里看不见`).join('\r\n')}\r\n`;
    const order = { bytes: encode(text.replace('编号', 'ID')), fileName: 'coded.csv', slug };
    expect(await importMessages(world.platform, order)).toMatchObject({ kind: 'done', landed: 3, skipped: 0, bad: [] });
    const here = await worker.scope.db
      .selectFrom('matter')
      .select('id')
      .where('origin', 'like', `messages:${key}%`)
      .orderBy('origin')
      .execute();
    const words = await Promise.all(here.map((row) => matterWords(worker.scope, row.id)));
    expect(words).toEqual(['樓道燈壞了\n夜里看不见', '𠀀字号的门\n夜里看不见', '一三八零零一三八零零零\n夜里看不见']);
  });
});
