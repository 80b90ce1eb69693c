/**
 * How long a recording is, told by what is in it: the phones' own recorders and the browsers' write these containers. A
 * name or a header of the sender's proves nothing, and nothing is decoded: only the marks of time are read.
 */

/** What can be walked through and is shorter than it says is broken. */
type Milliseconds = number | null;

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  Buffer.from(bytes.subarray(from, from + length)).toString('latin1');

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A number of the length that its own first bits say; null where the bytes end before it does. */
function variable(bytes: Uint8Array, at: number, marked: boolean): { value: number; next: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = marked ? first : first & (0xff >> length);
  let open = (first & (0xff >> length)) === 0xff >> length;
  for (let step = 1; step < length; step += 1) {
    const next = bytes[at + step] ?? 0;
    value = value * 256 + next;
    open &&= next === 0xff;
  }
  // All ones: written while it was recorded, as long as there is.
  return { value: !marked && open ? Number.POSITIVE_INFINITY : value, next: at + length };
}

function unsigned(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

const matroska = {
  masters: [0x18538067, 0x1549a966, 0x1f43b675, 0xa0],
  ...{ scale: 0x2ad7b1, duration: 0x4489, cluster: 0xe7, blocks: [0xa3, 0xa1] },
};

/** WebM, of Chromium and Firefox: the latest block of the latest cluster, since a recorder writes no duration. */
function matroskaLength(bytes: Uint8Array): Milliseconds {
  const view = viewOf(bytes);
  let [scale, cluster, latest, declared, blocks] = [1_000_000, 0, 0, 0, 0];
  let at = 0;
  while (at < bytes.length) {
    const id = variable(bytes, at, true);
    const size = id === null ? null : variable(bytes, id.next, false);
    if (id === null || size === null) return null;
    const [from, to] = [size.next, size.next + size.value];
    if (matroska.masters.includes(id.value)) {
      at = from;
      continue;
    }
    if (to > bytes.length) return null;
    if (id.value === matroska.scale) scale = unsigned(bytes, from, to);
    else if (id.value === matroska.cluster) cluster = unsigned(bytes, from, to);
    else if (id.value === matroska.duration)
      declared = size.value === 8 ? view.getFloat64(from) : size.value === 4 ? view.getFloat32(from) : 0;
    else if (matroska.blocks.includes(id.value)) {
      const track = variable(bytes, from, false);
      if (track === null || track.next + 2 > to) return null;
      latest = Math.max(latest, cluster + view.getInt16(track.next));
      blocks += 1;
    }
    at = to;
  }
  return blocks === 0 ? null : (Math.max(latest, declared) * scale) / 1_000_000;
}

/** Ogg: the count of samples on its last page, by the rate that its first page names. */
function oggLength(bytes: Uint8Array): Milliseconds {
  const view = viewOf(bytes);
  let [at, rate, skipped, samples] = [0, 0, 0, 0];
  while (at + 27 <= bytes.length) {
    if (ascii(bytes, at, 4) !== 'OggS') return null;
    const segments = bytes[at + 26] ?? 0;
    const body = at + 27 + segments;
    const size = bytes.subarray(at + 27, body).reduce((sum, one) => sum + one, 0);
    if (body + size > bytes.length) return null;
    if (at === 0 && size >= 16) {
      if (ascii(bytes, body, 8) === 'OpusHead') [rate, skipped] = [48_000, view.getUint16(body + 10, true)];
      else if (ascii(bytes, body, 7) === '\x01vorbis') rate = view.getUint32(body + 12, true);
      else if (ascii(bytes, body, 5) === 'Speex' && size >= 40) rate = view.getUint32(body + 36, true);
    }
    const granule = view.getBigInt64(at + 6, true);
    if (granule > 0n) samples = Math.max(samples, Number(granule));
    at = body + size;
  }
  return at !== bytes.length || rate === 0 || samples === 0 ? null : (Math.max(0, samples - skipped) * 1000) / rate;
}

interface Box {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

const holders = ['moov', 'trak', 'mdia', 'mvex', 'moof', 'traf'];

/** The boxes of an MP4, those within others as well; null where one is cut off. */
function boxesOf(bytes: Uint8Array): Box[] | null {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const [short, kind] = [view.getUint32(at), ascii(bytes, at + 4, 4)];
    const long = short === 1 && at + 16 <= bytes.length;
    const head = long ? 16 : 8;
    const size = long ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short;
    if (size < head || at + size > bytes.length) return null;
    boxes.push({ kind, from: at + head, to: at + size });
    at += holders.includes(kind) ? head : size;
  }
  return at === bytes.length ? boxes : null;
}

/** MP4 and 3GP, of iPhones and recorders: as its head says, or the sum of its pieces where it was written on the way. */
function mp4Length(bytes: Uint8Array): Milliseconds {
  const boxes = boxesOf(bytes);
  if (boxes === null || !boxes.some((box) => box.kind === 'mdat')) return null;
  const view = viewOf(bytes);
  const timed = (kind: string): { scale: number; length: number } | null => {
    const box = boxes.find((one) => one.kind === kind);
    if (box === undefined || box.to - box.from < 20) return null;
    const wide = bytes[box.from] === 1;
    if (wide && box.to - box.from < 32) return null;
    const [scale, length] = wide
      ? [view.getUint32(box.from + 20), Number(view.getBigUint64(box.from + 24))]
      : [view.getUint32(box.from + 12), view.getUint32(box.from + 16)];
    return scale === 0 ? null : { scale, length };
  };
  const whole = timed('mvhd');
  if (whole === null) return null;
  if (whole.length > 0) return (whole.length * 1000) / whole.scale;
  const track = timed('mdhd');
  const pieces = track === null ? 0 : piecesOf(view, boxes);
  return track === null || pieces === 0 ? null : (pieces * 1000) / track.scale;
}

/** How long all the pieces of a track are together, in its own measure of time. */
function piecesOf(view: DataView, boxes: readonly Box[]): number {
  const at = (box: Box, place: number): number =>
    box.from + place + 4 <= box.to ? view.getUint32(box.from + place) : 0;
  const usual = boxes.find((box) => box.kind === 'trex');
  let [each, sum] = [usual === undefined ? 0 : at(usual, 12), 0];
  for (const box of boxes) {
    const flags = at(box, 0) & 0xffffff;
    if (box.kind === 'tfhd' && (flags & 0x8) !== 0)
      each = at(box, 8 + ((flags & 0x1) === 0 ? 0 : 8) + ((flags & 0x2) === 0 ? 0 : 4));
    if (box.kind !== 'trun') continue;
    const count = at(box, 4);
    const step = [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length * 4;
    const first = 8 + ((flags & 0x1) === 0 ? 0 : 4) + ((flags & 0x4) === 0 ? 0 : 4);
    if ((flags & 0x100) === 0) sum += count * each;
    else for (let one = 0; first + one * step < box.to - box.from; one += 1) sum += at(box, first + one * step);
  }
  return sum;
}

function wavLength(bytes: Uint8Array): Milliseconds {
  const view = viewOf(bytes);
  let [at, perSecond, sound] = [12, 0, 0];
  while (at + 8 <= bytes.length) {
    const [kind, size] = [ascii(bytes, at, 4), view.getUint32(at + 4, true)];
    if (kind === 'fmt ' && at + 20 <= bytes.length) perSecond = view.getUint32(at + 16, true);
    if (kind === 'data') sound = Math.min(size, bytes.length - at - 8);
    at += 8 + size + (size % 2);
  }
  return perSecond === 0 || sound === 0 ? null : (sound * 1000) / perSecond;
}

/** Frames one after the other: how long each is, in bytes and in time; null where none begins. */
type Frame = (bytes: Uint8Array, at: number) => { readonly size: number; readonly length: number } | null;

function framesLength(bytes: Uint8Array, from: number, frame: Frame): Milliseconds {
  let [at, length, frames] = [from, 0, 0];
  while (at < bytes.length) {
    const one = frame(bytes, at);
    if (one === null || one.size <= 0) break;
    [at, length, frames] = [at + one.size, length + one.length, frames + 1];
  }
  // What stands behind the last frame is a note on the title, or nothing.
  return frames < 2 ? null : length;
}

const mpegRates = [44_100, 48_000, 32_000];
const mpegBits = {
  full: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  half: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

const mp3Frame: Frame = (bytes, at) => {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || layer !== 1) return null;
  const full = version === 3;
  const bits = (full ? mpegBits.full : mpegBits.half)[third >> 4] ?? 0;
  const rate = (mpegRates[(third >> 2) & 3] ?? 0) / (full ? 1 : version === 2 ? 2 : 4);
  if (bits === 0 || rate === 0) return null;
  const samples = full ? 1152 : 576;
  return { size: Math.floor((samples * bits * 125) / rate) + ((third >> 1) & 1), length: (samples * 1000) / rate };
};

const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];

const aacFrame: Frame = (bytes, at) => {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh = 0] = bytes.subarray(at, at + 7);
  const rate = aacRates[(third >> 2) & 15] ?? 0;
  if (first !== 0xff || (second & 0xf6) !== 0xf0 || rate === 0) return null;
  const size = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  return { size, length: (((seventh & 3) + 1) * 1024 * 1000) / rate };
};

const amrSizes = {
  narrow: [12, 13, 15, 17, 19, 20, 26, 31, 5],
  wide: [17, 23, 32, 36, 40, 46, 50, 58, 60, 5],
};

const amrFrame =
  (sizes: readonly number[]): Frame =>
  (bytes, at) => ({ size: (sizes[((bytes[at] ?? 0) >> 3) & 15] ?? 0) + 1, length: 20 });

/** A title before the frames of an MP3, by the length it says. */
function afterTitle(bytes: Uint8Array): number {
  if (ascii(bytes, 0, 3) !== 'ID3') return 0;
  return 10 + bytes.subarray(6, 10).reduce((sum, one) => sum * 128 + (one & 127), 0);
}

/** How long a recording is; null for what is cut off, empty or of a kind that nobody's phone records. */
export function soundLength(bytes: Uint8Array, mediaType: string): Milliseconds {
  switch (mediaType) {
    case 'audio/webm':
      return matroskaLength(bytes);
    case 'audio/ogg':
      return oggLength(bytes);
    case 'audio/mp4':
      return mp4Length(bytes);
    case 'audio/wav':
      return wavLength(bytes);
    case 'audio/mpeg':
      return framesLength(bytes, afterTitle(bytes), mp3Frame);
    case 'audio/aac':
      return framesLength(bytes, 0, aacFrame);
    case 'audio/amr': {
      const wide = ascii(bytes, 0, 9) === '#!AMR-WB\n';
      return framesLength(bytes, wide ? 9 : 6, amrFrame(wide ? amrSizes.wide : amrSizes.narrow));
    }
    default:
      return null;
  }
}

/** What is asked for, in seconds. A recorder stops a moment after it was told to: the last second begun is forgiven. */
export const longestSound = 60;

/** Why a recording is not taken: nobody can play it, or it is longer than what is asked for. */
export function soundRefusal(
  bytes: Uint8Array,
  mediaType: string,
): { readonly code: 'reception.sound_broken' | 'reception.sound_long'; readonly seconds: number } | null {
  const length = soundLength(bytes, mediaType);
  if (length === null || length <= 0) return { code: 'reception.sound_broken', seconds: 0 };
  const seconds = Math.floor(length / 1000);
  return seconds > longestSound ? { code: 'reception.sound_long', seconds } : null;
}
