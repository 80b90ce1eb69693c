import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyRoot, leafHash } from './merkle.ts';
import {
  cosign,
  formatCheckpoint,
  formatNote,
  formatProof,
  formatVkey,
  makeSigner,
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVkey,
  signatureType,
  signNote,
  verifyNote,
} from './merkle-notes.ts';
import { bundleEntries, parseTilePath, readBundle, tilePath } from './merkle-tiles.ts';

describe('texts', () => {
  test('tile paths are written and read one way only', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 7, width: 3 })).toBe('tile/entries/007.p/3');
    fc.assert(
      fc.property(
        fc.nat({ max: 63 }),
        fc.nat({ max: 2 ** 40 }),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
        },
      ),
    );
    const wrong = [
      'tile/0/000.p/256',
      'tile/0/000.p/0',
      'tile/0/000.p/01',
      'tile/00/000',
      'tile/64/000',
      'tile/0/x000/000',
    ];
    wrong.push('tile/0/0', 'tile/0/0000', 'tile/x/000', 'tile/0/000/', 'tile/0/001/000', 'tile/-1/000', 'checkpoint');
    for (const path of wrong) expect(parseTilePath(path), path).toBeNull();
  });

  test('bundles come back as they went, and nothing else is one', () => {
    const entries = [Buffer.from('a'), Buffer.from(''), Buffer.from('x'.repeat(65_535))];
    expect(readBundle(bundleEntries(entries))?.map((one) => Buffer.from(one).toString())).toEqual(entries.map(String));
    expect(readBundle(Uint8Array.of(0))).toBeNull();
    expect(readBundle(Uint8Array.of(0, 2, 1))).toBeNull();
    expect(() => bundleEntries([new Uint8Array(65_536)])).toThrow();
  });

  const seed = (fill: number) => new Uint8Array(32).fill(fill);
  const log = makeSigner('linli.test/s/liuxiang', signatureType.ed25519, seed(1));
  const witness = makeSigner('witness.test/w1', signatureType.cosignature, seed(2));
  const body = formatCheckpoint({ origin: log.vkey.name, size: 3, root: emptyRoot });

  test('a witness signs the body with its time; a changed time or body does not verify', () => {
    const line = cosign(body, witness, 1_679_315_147n);
    const note = (text: string) => parseNote(formatNote(text, [signNote(body, log), line]));
    const verified = verifyNote(note(body) ?? { body: '', signatures: [] }, [log.vkey, witness.vkey]);
    expect(verified?.map((one) => one.seconds)).toEqual([null, 1_679_315_147n]);
    expect(verifyNote(note(body.replace('3', '4')) ?? { body, signatures: [] }, [witness.vkey])).toBeNull();
    const bytes = Buffer.from(line.split(' ').at(-1) ?? '', 'base64');
    bytes[11] = (bytes[11] ?? 0) ^ 1;
    const later = `\u2014 ${witness.vkey.name} ${bytes.toString('base64')}\n`;
    expect(verifyNote(parseNote(formatNote(body, [later])) ?? { body, signatures: [] }, [witness.vkey])).toBeNull();
    expect(parseVkey(formatVkey(witness.vkey))).toEqual(witness.vkey);
  });

  test('signatures of strangers are passed over; a false one under a known name is not', () => {
    const stranger = makeSigner(log.vkey.name, signatureType.ed25519, seed(3));
    const both = parseNote(formatNote(body, [signNote(body, stranger), signNote(body, log)]));
    expect(verifyNote(both ?? { body, signatures: [] }, [log.vkey])).toHaveLength(1);
    expect(verifyNote(both ?? { body, signatures: [] }, [witness.vkey])).toBeNull();
    const forged = signNote(`${body}x\n`, log);
    expect(
      verifyNote(parseNote(formatNote(body, [signNote(body, log), forged])) ?? { body, signatures: [] }, [log.vkey]),
    ).toHaveLength(1);
    expect(
      verifyNote(parseNote(formatNote(body, [forged, signNote(body, log)])) ?? { body, signatures: [] }, [log.vkey]),
    ).toBeNull();
  });

  test('notes and keys that are malformed are none', () => {
    const line = signNote(body, log);
    const wrong = [
      body,
      `${body}\n`,
      `${body}\n${line.trimEnd()}`,
      `${body}\n${line}\n`,
      `${body}\n- ${line.slice(2)}`,
    ];
    wrong.push(`${body}\u0007\n${line}`, `${body}\n${line.replace('=', '')}`, `\ud800\n\n${line}`);
    for (const text of wrong) {
      const parsed = parseNote(text);
      expect(parsed === null || verifyNote(parsed, [log.vkey]) === null, JSON.stringify(text)).toBe(true);
    }
    const vkey = formatVkey(log.vkey);
    for (const text of [
      '',
      'a+b',
      vkey.replace('+', ' +'),
      vkey.slice(0, -1),
      vkey.replace(/\+[0-9a-f]{8}/, '+00000000'),
    ])
      expect(parseVkey(text), text).toBeNull();
    for (const text of ['a\n03\nx\n', 'a\n3\n', `a\n-1\n${'A'.repeat(43)}=\n`, `a\n1\n${'A'.repeat(43)}=`])
      expect(parseCheckpoint(text), text).toBeNull();
    expect(parseCheckpoint(`${body}extension\n`)?.size).toBe(3);
    expect(parseCheckpoint(`${body}\n`)).toBeNull();
  });

  test('a proof travels as text and comes back', () => {
    const checkpoint = formatNote(body, [signNote(body, log)]);
    for (const extra of [undefined, Buffer.from('salt')]) {
      const proof = {
        index: 2,
        hashes: [emptyRoot, leafHash(Buffer.from('x'))],
        checkpoint,
        ...(extra ? { extra } : {}),
      };
      const text = formatProof(proof);
      const back = parseProof(text);
      expect(back && formatProof(back)).toBe(text);
      expect(back?.checkpoint).toBe(checkpoint);
    }
    const text = formatProof({ index: 0, hashes: [], checkpoint });
    expect(parseProof(text)?.hashes).toEqual([]);
    for (const wrong of [
      text.replace('v1', 'v2'),
      text.replace('index 0', 'index 00'),
      text.replace('index 0', 'index 0\nAAAA'),
      'x',
    ])
      expect(parseProof(wrong)).toBeNull();
  });
});
