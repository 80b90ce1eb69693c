import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { must, type Result } from '#kernel/result';
import { fileName, readStored, removeStored, storeDocument, storedHeaders, storeImage } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (result: Result<unknown>) => (result.ok ? 'fine' : result.fault.code);
const text = (words: string) => new TextEncoder().encode(words);

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#a8321e' } });
}

/** A PNG that says it is huge and has nothing in it: reading its size must be enough to refuse it. */
async function bomb(): Promise<Uint8Array> {
  const bytes = await picture(2, 2).png().toBuffer();
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

describe('photographs', () => {
  test('are drawn anew, upright, smaller, and without what the phone wrote into them', async () => {
    const sent = await picture(3000, 1500)
      .withExif({
        IFD0: { Make: 'Phone' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 12/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(sent).metadata()).exif?.includes('Phone')).toBe(true);
    const stored = must(await storeImage(folder, sent));
    expect(stored).toMatchObject({ kind: 'image', mediaType: 'image/jpeg', width: 800, height: 1600 });
    const kept = await readStored(folder, stored.sha256);
    const small = await readStored(folder, stored.sha256, 'small');
    const seen = await sharp(kept).metadata();
    expect([seen.exif, seen.xmp, seen.iptc, seen.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect((await sharp(small).metadata()).height).toBe(400);
  });

  test('small ones stay small, transparent ones get a white ground, and the same one lies there once', async () => {
    const sent = await sharp({ create: { width: 20, height: 10, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const first = must(await storeImage(folder, sent));
    expect(must(await storeImage(folder, sent))).toEqual(first);
    expect([first.width, first.height]).toEqual([20, 10]);
    const { data } = await sharp(await readStored(folder, first.sha256))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(250);
    const path = join(folder, 'files', first.sha256.slice(0, 2), first.sha256.slice(2, 4));
    expect(readdirSync(path).sort()).toEqual([first.sha256, `${first.sha256}.small`]);
    expect(statSync(join(path, first.sha256)).mode & 0o077).toBe(0);
    for (const make of ['webp', 'gif', 'avif'] as const) {
      expect(codeOf(await storeImage(folder, await picture(5, 5)[make]().toBuffer()))).toBe('fine');
    }
  });

  test('what is none is refused', async () => {
    const jpeg = await picture(900, 900).jpeg().toBuffer();
    expect(codeOf(await storeImage(folder, text('not a picture')))).toBe('files.not_an_image');
    expect(codeOf(await storeImage(folder, text('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toBe(
      'files.not_an_image',
    );
    expect(codeOf(await storeImage(folder, Buffer.from('\xff\xd8\xff\xe0 then words', 'latin1')))).toBe(
      'files.not_an_image',
    );
    expect(codeOf(await storeImage(folder, jpeg.subarray(0, jpeg.length / 2)))).toBe('files.not_an_image');
    expect(codeOf(await storeImage(folder, text('%PDF-1.4')))).toBe('files.not_an_image');
    expect(codeOf(await storeImage(folder, new Uint8Array()))).toBe('files.empty');
    expect(await storeImage(folder, jpeg, 1024)).toMatchObject({ fault: { code: 'files.too_large' } });
    expect(await storeImage(folder, new Uint8Array(8 * 1024 * 1024 + 1))).toEqual({
      ok: false,
      fault: { code: 'files.too_large', params: { megabytes: 8 } },
    });
    expect(codeOf(await storeImage(folder, await bomb()))).toBe('files.too_many_pixels');
  });
});

describe('attachments', () => {
  const archive = (part: string) => Buffer.from(`PK\x03\x04....${part}....`, 'latin1');

  test.each([
    ['PDF', text('%PDF-1.7 …'), 'application/pdf'],
    ['XLSX', archive('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['DOCX', archive('word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['CSV', text('姓名,金额\n'), 'text/csv; charset=utf-8'],
    ['CSV of an older Excel', iconv.encode('姓名,金额\n', 'gb18030'), 'text/csv; charset=gb18030'],
  ])('%s is kept unchanged', async (_, bytes, mediaType) => {
    const stored = must(await storeDocument(folder, bytes));
    expect(stored).toMatchObject({ kind: 'document', mediaType, bytes: bytes.length });
    expect(Buffer.from((await readStored(folder, stored.sha256)) ?? []).equals(bytes)).toBe(true);
    await removeStored(folder, stored.sha256);
    expect(await readStored(folder, stored.sha256)).toBeUndefined();
  });

  test('programs, other archives and pictures are no attachments; sound is kept as sound', async () => {
    const windowsProgram = Buffer.from('MZ\x90\x00\x03\x00\x00', 'latin1');
    const withMacro = Buffer.concat([archive('xl/workbook.xml'), Buffer.from('xl/vbaProject.bin')]);
    for (const bytes of [windowsProgram, withMacro, archive('evil.exe'), await picture(2, 2).png().toBuffer()]) {
      expect(codeOf(await storeDocument(folder, bytes))).toBe('files.not_a_document');
    }
    const sound = Buffer.from('#!AMR\n\x04\x00', 'latin1');
    expect(must(await storeDocument(folder, sound, 'audio')).mediaType).toBe('audio/amr');
    expect(codeOf(await storeDocument(folder, text('%PDF-'), 'audio'))).toBe('files.not_audio');
  });

  test('names lose folders and marks, and what is served says how', () => {
    expect(fileName('..\\..\\windows/预算 表?.xlsx')).toBe('预算 表.xlsx');
    expect(fileName(`${'长'.repeat(300)}.pdf`)).toHaveLength(94);
    expect(fileName('.htaccess')).toBe('htaccess');
    const headers = storedHeaders({ kind: 'document', mediaType: 'application/pdf', name: "章程'1.pdf" });
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''%E7%AB%A0%E7%A8%8B%271.pdf");
    expect(storedHeaders({ kind: 'image', mediaType: 'image/jpeg', name: '' })['content-disposition']).toBe('inline');
  });

  test('a hash that is none can not lead out of the folder', async () => {
    await expect(readStored(folder, '../../keys.json')).rejects.toThrow('hash');
  });
});
