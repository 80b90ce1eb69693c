import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { blindToken, hashCode, loadKeys, openText, sealText } from './crypto.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keys = await loadKeys(folder);

test('the key file is made once, readable by its owner only', async () => {
  const many = await Promise.all(Array.from({ length: 8 }, () => loadKeys(join(folder, 'race'))));
  expect(new Set(many.map((each) => each.session)).size).toBe(1);
  expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600);
  expect((await loadKeys(folder)).session).toBe(keys.session);
});

test('a damaged key file stops the start instead of being replaced', async () => {
  const other = mkdtempSync(join(tmpdir(), 'linli-keys-'));
  writeFileSync(join(other, 'keys.json'), '{"version":1,"keys":[]}');
  await expect(loadKeys(other)).rejects.toThrow('unreadable');
  rmSync(other, { recursive: true });
});

test('what is sealed opens at its own place only, and shows nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = text.toWellFormed();
      const sealed = sealText(keys, plain, 'space/words/1');
      expect(openText(keys, sealed, 'space/words/1')).toBe(plain);
      expect(() => openText(keys, sealed, 'space/words/2')).toThrow();
      expect(Buffer.from(sealText(keys, plain, 'space/words/1')).equals(sealed)).toBe(false);
    }),
  );
});

test('a changed byte is noticed, whichever it is', () => {
  const sealed = sealText(keys, '三号楼的王阿姨', 'a/b/c');
  for (let place = 0; place < sealed.length; place++) {
    const changed = Uint8Array.from(sealed);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(() => openText(keys, changed, 'a/b/c')).toThrow();
  }
});

test('an added key seals what is new while old texts still open', async () => {
  const old = sealText(keys, '旧话', 'a/b/c');
  const path = join(folder, 'keys.json');
  const file = JSON.parse(readFileSync(path, 'utf8'));
  file.keys.push({ id: 2, key: Buffer.alloc(32, 7).toString('base64') });
  writeFileSync(path, JSON.stringify(file));
  const rotated = await loadKeys(folder);
  expect(openText(rotated, old, 'a/b/c')).toBe('旧话');
  expect(sealText(rotated, '新话', 'a/b/c')[0]).toBe(2);
  expect(() => openText(keys, sealText(rotated, '新话', 'a/b/c'), 'a/b/c')).toThrow('key');
  expect(hashCode(rotated, '13800138000')).toBe(hashCode(keys, '13800138000'));
});

test('hashes are the same for the same text and differ between installations and spaces', async () => {
  const other = await loadKeys(join(folder, 'other'));
  expect(hashCode(keys, 'A3')).toBe(hashCode(keys, 'A3'));
  expect(hashCode(keys, 'A3')).not.toBe(hashCode(other, 'A3'));
  expect(blindToken(keys, 'one', '停水')).not.toBe(blindToken(keys, 'two', '停水'));
});

test('a search token is the beginning of an HMAC-SHA-256', () => {
  const whole = createHmac('sha256', keys.hashing).update('one\u0000停水').digest('base64url');
  expect(blindToken(keys, 'one', '停水')).toBe(whole.slice(0, 11));
});
