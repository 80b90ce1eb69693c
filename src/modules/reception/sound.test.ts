import { describe, expect, test } from 'vitest';
import { sniff } from '#platform/file-types';
import { soundLength, soundRefusal } from './rules-sound.ts';

const text = (letters: string): Buffer => Buffer.from(letters, 'latin1');
const number = (value: number, bytes: number): Buffer => {
  const out = Buffer.alloc(bytes);
  out.writeUIntBE(value, 0, Math.min(bytes, 6));
  return bytes > 6 ? Buffer.concat([Buffer.alloc(bytes - 6), out.subarray(0, 6)]) : out;
};
const little = (value: number, bytes: number): Buffer => Buffer.from(number(value, bytes)).reverse();

/** An element as a recorder writes it: with its size, or open where it does not know yet. */
const element = (id: string, body: Buffer, open = false): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), open ? Buffer.from('01ffffffffffffff', 'hex') : sized(body.length), body]);
const sized = (length: number): Buffer => Buffer.concat([Buffer.from([0x10]), number(length, 3)]);

/** WebM as Chromium records it: a cluster every five seconds, a block every fifth of a second, no duration anywhere. */
function webm(seconds: number): Buffer {
  const clusters: Buffer[] = [];
  for (let at = 0; at < seconds * 5; at += 25) {
    const blocks = Array.from({ length: Math.min(25, seconds * 5 - at) }, (_, one) =>
      element('a3', Buffer.concat([Buffer.from([0x81]), number((one + 1) * 200, 2), Buffer.from([0x80, 1, 2, 3])])),
    );
    clusters.push(element('1f43b675', Buffer.concat([element('e7', number(at * 200, 4)), ...blocks]), true));
  }
  const info = element('1549a966', element('2ad7b1', number(1_000_000, 3)));
  return Buffer.concat([
    element('1a45dfa3', element('4282', text('webm'))),
    element('18538067', Buffer.concat([info, ...clusters]), true),
  ]);
}

function ogg(seconds: number): Buffer {
  const page = (granule: number, body: Buffer): Buffer =>
    Buffer.concat([
      ...[text('OggS'), Buffer.from([0, 0]), little(granule, 8), little(7, 4), little(0, 4), little(0, 4)],
      ...[Buffer.from([1, body.length]), body],
    ]);
  const head = Buffer.concat([
    text('OpusHead'),
    Buffer.from([1, 1]),
    little(312, 2),
    little(48_000, 4),
    Buffer.alloc(3),
  ]);
  return Buffer.concat([page(0, head), page(seconds * 48_000 + 312, Buffer.from([1, 2, 3]))]);
}

const box = (kind: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([number(body.length + 8, 4), text(kind), body]);
};
const timed = (kind: string, scale: number, length: number): Buffer =>
  box(kind, Buffer.alloc(12), number(scale, 4), number(length, 4), Buffer.alloc(4));
const begin = box('ftyp', text('M4A '), Buffer.alloc(4));

/** MP4 as an iPhone keeps it, and as Safari records it: in pieces, whose lengths nobody has added up. */
const mp4 = (seconds: number): Buffer =>
  Buffer.concat([begin, box('moov', timed('mvhd', 600, seconds * 600)), box('mdat', Buffer.alloc(40))]);
const pieces = (seconds: number): Buffer => {
  const track = box('trak', box('mdia', timed('mdhd', 48_000, 0)));
  const usual = box('mvex', box('trex', Buffer.alloc(4), number(1, 4), number(1, 4), number(1024, 4), Buffer.alloc(8)));
  const piece = box(
    'moof',
    box(
      'traf',
      box('tfhd', number(0x20008, 4), number(1, 4), number(960, 4)),
      box('trun', number(0x201, 4), number(50, 4), number(8, 4), Buffer.alloc(200)),
    ),
  );
  const all = Array.from({ length: seconds }, () => Buffer.concat([piece, box('mdat', Buffer.alloc(8))]));
  return Buffer.concat([begin, box('moov', timed('mvhd', 600, 0), track, usual), ...all]);
};

const wav = (seconds: number): Buffer =>
  Buffer.concat([
    ...[
      text('RIFF'),
      little(36 + seconds * 8000, 4),
      text('WAVE'),
      text('fmt '),
      little(16, 4),
      little(1, 2),
      little(1, 2),
    ],
    ...[little(8000, 4), little(8000, 4), little(1, 2), little(8, 2), text('data'), little(seconds * 8000, 4)],
    Buffer.alloc(seconds * 8000),
  ]);
/** MPEG 2.5 at eight kilohertz: 72 thousandths a frame. */
const mp3 = (seconds: number): Buffer => {
  const frame = Buffer.concat([Buffer.from([0xff, 0xe3, 0x18, 0xc0]), Buffer.alloc(68)]);
  return Buffer.concat([
    text('ID3'),
    Buffer.from([4, 0, 0, 0, 0, 0, 5]),
    Buffer.alloc(5),
    ...Array.from({ length: Math.ceil((seconds * 1000) / 72) }, () => frame),
  ]);
};
/** Sixteen kilohertz: 64 thousandths a frame. */
const aac = (seconds: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil((seconds * 1000) / 64) }, () =>
      Buffer.concat([Buffer.from([0xff, 0xf1, 0x60, 0x40, 0x03, 0x1f, 0xfc]), Buffer.alloc(17)]),
    ),
  );
const amr = (seconds: number): Buffer =>
  Buffer.concat([
    text('#!AMR\n'),
    ...Array.from({ length: seconds * 50 }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)])),
  ]);

const kinds = { webm, ogg, mp4, pieces, wav, mp3, aac, amr };

describe.each(Object.entries(kinds))('%s', (_kind, make) => {
  const typeOf = (bytes: Uint8Array): string => {
    const type = sniff(bytes);
    expect(type?.kind).toBe('audio');
    return type?.mediaType ?? '';
  };

  test('its length is read from what is in it', () => {
    const bytes = make(12);
    const length = soundLength(bytes, typeOf(bytes)) ?? 0;
    expect(length).toBeGreaterThanOrEqual(12_000);
    expect(length).toBeLessThan(12_100);
  });

  test('a minute is taken, sixty-one seconds are not', () => {
    expect(soundRefusal(make(60), typeOf(make(60)))).toBeNull();
    expect(soundRefusal(make(61), typeOf(make(61)))).toEqual({ code: 'reception.sound_long', seconds: 61 });
  });

  test('what is cut off at any byte is a shorter recording or none, and never a mistake of ours', () => {
    const bytes = make(2);
    const [type, whole] = [typeOf(bytes), soundLength(bytes, typeOf(bytes)) ?? 0];
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 400))) {
      const length = soundLength(bytes.subarray(0, end), type);
      if (length !== null) expect(length).toBeLessThanOrEqual(whole);
    }
  });
});

test('what only looks like a recording is broken', () => {
  for (const [type, start] of [
    ['audio/webm', '\x1a\x45\xdf\xa3'],
    ['audio/ogg', 'OggS'],
    ['audio/mp4', '\0\0\0\x18ftypM4A '],
    ['audio/wav', 'RIFF\0\0\0\0WAVE'],
    ['audio/mpeg', 'ID3'],
    ['audio/aac', '\xff\xf1'],
    ['audio/unheard', 'x'],
  ] as const)
    for (const fill of [0, 1, 255])
      expect(soundRefusal(Buffer.concat([text(start), Buffer.alloc(400, fill)]), type)?.code).toBe(
        'reception.sound_broken',
      );
});
