import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { matterList, matterRecord, matterWords, say, similarMatters } from '#modules/intake';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const { slug } = world.space;
const worker = await world.person('何雨晴', ['worker']);
const resident = await world.person('王秀兰');
const long = 10_000;

/** A way in: where its page is, what is typed beside the words, and who types. */
const ways = {
  say: {
    path: `/s/${slug}/say`,
    who: resident,
    fields: { step: 'tell', contact_way: 'none', place_text: '三单元门口' },
    phone: { contact_way: 'call' },
  },
  call: {
    path: `/desk/${slug}/ring`,
    who: worker,
    fields: { step: 'check', channel: 'phone', contact_name: '王师傅', place_text: '三单元门口' },
    phone: {},
  },
  diary: {
    path: `/desk/${slug}/diary/new`,
    who: worker,
    fields: { contact_name: '王师傅', place_text: '三单元门口' },
    phone: {},
  },
} as const;
type Way = (typeof ways)[keyof typeof ways];

const count = async (): Promise<number> => (await matterList(worker.scope, listed(1))).total;
const listed = (size: number) => ({ page: 1, size, q: '', filters: {}, sort: { key: 'number', desc: true } });

/** What came in last, as the desk opens it. */
async function newest() {
  const { rows } = await matterList(worker.scope, listed(1));
  return matterRecord(worker.scope, rows[0]?.id ?? '');
}

const send = (way: Way, typed: Record<string, string | Blob>, lang = 'zh') =>
  world.post(way.who, way.path, { ...way.fields, ...typed }, { 'accept-language': lang });

describe.each(Object.entries(ways))('by %s', (name, way) => {
  test.each([
    ['one character', '灯', '灯'],
    ['traditional characters', '樓道燈壞了，請儘快修理。', '樓道燈壞了，請儘快修理。'],
    ['emoji', '🔦楼道灯又坏了👩‍👩‍👧👵🏻😡', '🔦楼道灯又坏了👩‍👩‍👧👵🏻😡'],
    ['signs that are not seen', '灯\u200B坏\u202E了\u0007', '灯坏了'],
    ['marks of another language', '<b>灯坏了</b> & "快来"', '<b>灯坏了</b> & "快来"'],
    ['ten thousand characters', '灯'.repeat(long), '灯'.repeat(long)],
  ])('%s is kept as it was said', async (_what, typed, kept) => {
    const sent = await send(way, { words: typed });
    expect(sent.status).toBe(303);
    expect((await newest())?.words).toBe(kept);
    const page = await world.get(way.who, sent.location);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('<b>灯坏了</b>');
  });

  test.each([
    ['zh', '最多 10000 个字，现在有 100000 个'],
    ['en', 'at most 10000 characters, there are 100000'],
  ])('100,000 characters are refused with how many may be, and not one of them is lost (%s)', async (lang, says) => {
    const before = await count();
    const words = `头${'灯'.repeat(99_998)}尾`;
    const sent = await send(way, { words }, lang);
    expect(sent.status).toBe(422);
    expect(sent.text).toContain(says);
    expect(sent.text).toContain(words);
    expect(sent.text).toContain('三单元门口');
    expect(await count()).toBe(before);
  });

  test.each([' ', '\u3000\u3000', '\t \n\u00A0', '\u200B\u200B'])('only blanks (%j) are no words', async (words) => {
    const before = await count();
    for (const lang of ['zh', 'en']) {
      const sent = await send(way, { words, ...(name === 'call' ? { step: 'write' } : {}) }, lang);
      expect(sent.status).toBe(422);
      expect(sent.text).toMatch(lang === 'zh' ? /还没有?写/ : /yet|not say/);
      expect(sent.text).toContain('三单元门口');
    }
    expect(await count()).toBe(before);
  });

  test.each(['幺三八〇〇幺三八〇〇〇', '一三八 〇〇一三 八零零零', '１３８００１３８０００'])(
    'a number written %s is the number one rings',
    async (phone) => {
      expect((await send(way, { ...way.phone, words: '灯坏了，请回电。', contact_name: '老田', phone })).status).toBe(
        303,
      );
      expect((await newest())?.contact).toEqual({ name: '老田', phone: '13800138000' });
    },
  );

  test('a number that lacks a digit is asked for again where it is typed, as it was typed', async () => {
    const before = await count();
    const typed = { ...way.phone, words: '灯坏了。', phone: '幺三八〇〇幺三八〇〇' };
    const sent = await send(way, { ...typed, ...(name === 'call' ? { step: 'write' } : {}) });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('您写了 10 位');
    expect(sent.text).toMatch(
      /name="phone"[^>]*value="幺三八〇〇幺三八〇〇"|value="幺三八〇〇幺三八〇〇"[^>]*name="phone"/,
    );
    expect(await count()).toBe(before);
  });
});

test('words in traditional characters are the same matter as in plain ones', async () => {
  const plain = must(await say(resident.scope, { words: '東門口的路燈壞了三天，晚上看不見臺階', contact_way: 'none' }));
  const found = await similarMatters(worker.scope, '东门口的路灯坏了三天，晚上看不见台阶');
  expect(found.map((one) => one.id)).toContain(plain.id);
  expect(await matterWords(worker.scope, plain.id)).toBe('東門口的路燈壞了三天，晚上看不見臺階');
});

/** Photos that are refused; each way that takes one. */
const good = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer();
const megabyte = 1024 * 1024;
const photos = [
  {
    what: 'of nine megabytes',
    bytes: Buffer.concat([good, Buffer.alloc(9 * megabyte)]),
    zh: '最多 8 MB',
    en: 'at most 8 MB',
  },
  { what: 'beyond every limit', bytes: Buffer.alloc(17 * megabyte, 255), zh: '太大了', en: 'too large' },
  { what: 'that is a text', bytes: Buffer.from('这不是照片'), zh: '这不是照片', en: 'not a photo' },
  { what: 'that is a program', bytes: Buffer.from('<svg onload="x()"/>'), zh: '这不是照片', en: 'not a photo' },
  { what: 'that was cut off', bytes: good.subarray(0, 300), zh: '照片坏了', en: 'damaged' },
] as const;

describe.each([
  { name: 'say', way: ways.say },
  { name: 'diary', way: ways.diary },
])('a photo by $name', ({ way }) => {
  test.each(photos)('$what is refused with a sentence, and what was typed stays', async ({ bytes, ...sentence }) => {
    const before = await count();
    for (const lang of ['zh', 'en'] as const) {
      const photo = new File([new Uint8Array(bytes)], '照片.jpg', { type: 'image/jpeg' });
      const sent = await send(way, { words: '水管漏了。', photo }, lang);
      expect(sent.status).toBeGreaterThanOrEqual(400);
      expect(sent.text).toContain(sentence[lang]);
      expect(sent.text).toContain('水管漏了。');
      expect(sent.text).toContain('三单元门口');
    }
    expect(await count()).toBe(before);
  });

  test('as a telephone takes it is kept', async () => {
    const photo = new File([new Uint8Array(good)], '照片.jpg', { type: 'image/jpeg' });
    expect((await send(way, { words: '水管漏了。', photo })).status).toBe(303);
    expect((await newest())?.files).toHaveLength(1);
  });
});
