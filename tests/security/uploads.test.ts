import { crc32, deflateRawSync } from 'node:zlib';
import sharp, { type Metadata } from 'sharp';
import { describe, expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as recordRoom } from '#http/record';
import { newId } from '#kernel/ids';
import { readStored } from '#platform/files';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [recordRoom, intakeRoom] });
const worker = await world.person('周敏', ['worker']);
/** Milliseconds after which it hangs, on however busy a machine. */
const soon = 20_000;

/** An archive with these parts, as ZIP wants it; sizes may be lied about. */
function zip(parts: readonly (readonly [name: string, content: Buffer, told?: number])[]): Buffer {
  const bodies: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  for (const [name, content, told = content.length] of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const named = Buffer.from(name);
    const head = Buffer.alloc(30);
    const line = Buffer.alloc(46);
    for (const [where, offset] of [
      [head, 4],
      [line, 6],
    ] as const) {
      where.writeUInt16LE(20, offset);
      where.writeUInt16LE(8, offset + 4);
      where.writeUInt32LE(crc32(content), offset + 10);
      where.writeUInt32LE(packed.length, offset + 14);
      where.writeUInt32LE(told, offset + 18);
      where.writeUInt16LE(named.length, offset + 22);
    }
    head.writeUInt32LE(0x04034b50, 0);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt32LE(at, 42);
    bodies.push(head, named, packed);
    table.push(line, named);
    at += head.length + named.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(table).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...table, end]);
}

const upload = (bytes: Uint8Array, name: string) =>
  world.post(worker, '/desk/liuxiang/import', { file: new File([Buffer.from(bytes)], name), _key: newId() });

describe('a list that is brought in', () => {
  const row = '<row><c t="inlineStr"><is><t>aaaaaaaaaaaaaaaa</t></is></c></row>';
  const bomb = (told?: number) => {
    const sheet = Buffer.from(`<worksheet><sheetData>${row.repeat(1_500_000)}</sheetData></worksheet>`);
    const more = told === undefined ? [] : [told];
    return zip([
      ['[Content_Types].xml', Buffer.from('<Types/>')],
      ['xl/worksheets/sheet1.xml', sheet, ...more] as [string, Buffer, number?],
    ]);
  };

  test.each([
    ['that unpacks to a hundred megabytes', undefined],
    ['that unpacks to a hundred megabytes and tells of ten', 10],
  ])('%s is refused before it is read', async (_what, told) => {
    const bytes = bomb(told);
    await world.get(worker, '/desk/liuxiang/import');
    expect(bytes.length).toBeLessThan(1_000_000);
    const from = performance.now();
    const answer = await upload(bytes, 'list.xlsx');
    expect(performance.now() - from).toBeLessThan(soon);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('一次最多 5000 行');
  });

  test('of a million short lines is refused soon', async () => {
    const from = performance.now();
    const answer = await upload(Buffer.from(`事情\n${'a\n'.repeat(3_000_000)}`), 'list.csv');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('一次最多 5000 行');
    expect(performance.now() - from).toBeLessThan(soon);
  });

  test('that is an archive of nothing, cut off, or pointing outside itself is refused', async () => {
    const whole = zip([['xl/workbook.xml', Buffer.from('<x/>')]]);
    const outside = Buffer.from(whole);
    outside.writeUInt32LE(0xfffffff0, outside.length - 6);
    for (const bytes of [whole, whole.subarray(0, 40), outside, Buffer.from('PK\u0003\u0004')])
      expect((await upload(bytes, 'list.xlsx')).status).toBe(422);
  });
});

describe('a photograph that comes with words', () => {
  const say = (photo: Uint8Array, name: string) =>
    world.post(null, '/s/liuxiang/say', {
      ...{
        words: '楼道里的灯坏了三天',
        contact_way: 'none',
        anonymous: 'yes',
        step: 'tell',
        place_text: '三号楼',
        _key: newId(),
      },
      photo: new File([Buffer.from(photo)], name),
    });
  const kept = () =>
    world.system.db.selectFrom('stored_file').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').execute();
  const dots = (side: number) => sharp({ create: { width: side, height: side, channels: 3, background: '#369' } });

  /** Whether the notes of a photograph point to a place (tag 34853). */
  const gps = ({ exif }: Metadata) =>
    [Buffer.from([0x25, 0x88]), Buffer.from([0x88, 0x25])].some((tag) => exif?.includes(tag) === true);

  test('is kept without the place it was taken at, under a name without folders', async () => {
    const before = (await kept()).length;
    const photo = await dots(40)
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 12/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect(gps(await sharp(photo).metadata())).toBe(true);
    const answer = await say(photo, '../../../etc/"passwd\u202egpj.jpg');
    expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
    const [file] = await kept();
    expect((await kept()).length).toBe(before + 1);
    expect(file?.name).toMatch(/^[^/\\"\u202e]+$/);
    const bytes = await readStored(world.platform.dataDir, file?.sha256 ?? '');
    expect(gps(await sharp(bytes).metadata())).toBe(false);
  });

  test.each([
    [
      'a drawing that is a program',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'x.png',
    ],
    ['a page that calls itself a photograph', Buffer.from('<html><script>alert(1)</script>'), 'x.jpg'],
    ['a page behind the first letters of a picture', Buffer.from('GIF89a/*<html><script>*/=alert(1)'), 'x.gif'],
    ['half a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'x.jpg'],
  ])('%s is refused', async (_what, bytes, name) => {
    const before = (await kept()).length;
    const answer = await say(bytes, name);
    expect(answer.status).toBe(422);
    expect((await kept()).length).toBe(before);
    expect(answer.text).not.toContain('<script>alert');
  });

  test('of a hundred million dots in a few kilobytes is refused before it is unpacked', async () => {
    const trap = await dots(10).png().toBuffer();
    // The head of a PNG says how large it is, under a check of its own.
    trap.writeUInt32BE(10_000, 16);
    trap.writeUInt32BE(10_000, 20);
    trap.writeUInt32BE(crc32(trap.subarray(12, 29)), 29);
    expect(trap.length).toBeLessThan(1_000);
    const from = performance.now();
    expect((await say(trap, 'big.png')).status).toBe(422);
    expect(performance.now() - from).toBeLessThan(soon);
  });
});
