import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { must } from '#kernel/result';
import { joinMatter, matter, matterWords, say, similarMatters } from '#modules/intake';
import { registerPerson } from '#modules/people';
import { openTasks } from '#modules/tasks';
import { recording } from '#tests/sound';
import { makeWorld } from '#tests/world';
import { takeCall } from './commands.ts';
import { closeReception, planReception } from './commands-days.ts';
import { forgetNotes, speakNote, writeNote } from './commands-notes.ts';
import { room } from './http.ts';
import { receptions, soundOf, voiceNotes } from './queries.ts';
import { largestSound } from './schema.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, intake] });
const he = await world.person('何雨晴', ['worker']);
const qin = await world.person('秦文秀', ['secretary']);
const resident = await world.person('沈福根');
must(await registerPerson(he.scope, { name: '田秀芝', phone: '13800138000', preferredContact: 'call' }));
const desk = `/desk/${world.space.slug}`;
const open = `/s/${world.space.slug}`;
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');
test('F184 a caller is found by the last digits, each search is recorded, and three digits find nobody [/desk/:space/ring]', async () => {
  expect((await world.get(he, `${desk}/ring?tail=8000`)).text).toContain('田秀芝');
  expect((await world.get(he, `${desk}/ring?tail=000`)).text).toContain('没有这个号码');
  const reads = await world.system.db
    .selectFrom('audit_event')
    .select('id')
    .where('command', '=', 'people.find_by_phone_end')
    .execute();
  expect(reads).toHaveLength(1);
  expect((await world.get(resident, `${desk}/ring`)).status).toBe(403);
});

test('F184 one queue with its source: first the words, then what they are like, then a number to read out [/desk/:space/ring]', async () => {
  const fields = {
    channel: 'phone',
    contact_name: '王师傅',
    phone: '13900139000',
    words: '三单元的坑越来越大。',
    behalf: '隔壁奶奶',
  };
  const first = await world.post(he, `${desk}/ring`, { ...fields, step: 'write' });
  expect(first.status).toBe(200);
  expect(first.text).toContain('归哪一类');
  const sent = await world.post(he, `${desk}/ring`, { ...fields, step: 'check' });
  expect(sent.status).toBe(303);
  const told = await world.get(he, sent.location);
  expect(told.text).toContain('念给对方听');
  const id = /ring\/([0-9a-f-]{36})/.exec(sent.location)?.[1] ?? '';
  expect((await matter(he.scope, id))?.channel).toBe('phone');
  expect(await matterWords(he.scope, id)).toContain('隔壁奶奶');
  const nobody = await world.post(he, `${desk}/ring`, { channel: 'phone', words: '坑。', step: 'write' });
  expect(nobody.status).toBe(422);
  expect(nobody.text).toContain('坑。');
});

test('F184 letters, the opinion box and the kiosk land in the same queue, anonymous where one wishes', async () => {
  for (const channel of ['letter', 'box', 'kiosk'] as const) {
    const { id } = must(
      await takeCall(he.scope, { channel, words: `从${channel}来的话`, anonymous: 'yes', contact_name: '不留' }),
    );
    const kept = await matter(he.scope, id);
    expect(kept?.channel).toBe(channel);
    expect(kept?.anonymous).toBe(true);
  }
});

test('F188 a petition has its own limit, is never joined, never counted as the same, never looked up by person', async () => {
  const petition = must(
    await takeCall(he.scope, { channel: 'petition', contact_name: '钱某', words: '对补偿的算法不服，要求书面答复。' }),
  );
  const [task] = (await openTasks(he.scope, {})).filter((one) => one.subjectId === petition.id);
  expect(task?.kind).toBe('reception.petition');
  const other = must(await say(resident.scope, { words: '对补偿的算法不服，要求书面答复。', contact_way: 'none' }));
  expect((await similarMatters(he.scope, '对补偿的算法不服，要求书面答复。')).map((one) => one.id)).not.toContain(
    petition.id,
  );
  expect(code(await joinMatter(he.scope, { id: other.id, into: petition.number }))).toBe('intake.petition_apart');
  expect(code(await joinMatter(he.scope, { id: petition.id, into: other.number }))).toBe('intake.petition_apart');
  const shown = await world.post(he, `${desk}/ring`, {
    ...{ channel: 'petition', contact_name: '钱某', words: '对补偿的算法不服，要求书面答复。', step: 'write' },
  });
  expect(shown.text).toContain('不排队比');
  expect(shown.text).not.toContain('有人说过一样的吗');
});

test('F172 a reception day has its day and who receives, the matters taken, and what came of them [/s/:space/receptions]', async () => {
  expect(
    code(await planReception(qin.scope, { leader: qin.personId, held_on: '2026-03-01', place_text: '一楼' })),
  ).toBe('reception.day_past');
  const { id } = must(
    await planReception(qin.scope, {
      leader: qin.personId,
      duty_text: '书记',
      held_on: '2026-03-05',
      place_text: '一楼柜台',
    }),
  );
  expect(code(await closeReception(qin.scope, { id, outcome: 'held', closing_text: '谈了' }))).toBe(
    'reception.day_ahead',
  );
  must(
    await takeCall(he.scope, { channel: 'reception', contact_name: '白玉梅', words: '树枝压电线。', reception: id }),
  );
  world.clock.advance({ days: 3 });
  must(await closeReception(qin.scope, { id, outcome: 'held', closing_text: '谈了树和路灯' }));
  expect(
    code(await takeCall(he.scope, { channel: 'reception', contact_name: '甲', words: '再说。', reception: id })),
  ).toBe('reception.day_unknown');
  expect((await receptions(qin.scope))[0]?.matterIds).toHaveLength(1);
  const page = await world.get(null, `${open}/receptions`);
  expect(page.text).toContain('接下1件，办好0件');
  for (const word of ['树枝', '白玉梅', '秦文秀']) expect(page.text).not.toContain(word);
});

test('a minute of voice is a matter at once, sealed, written down by a worker, and its sound forgotten on its day [/s/:space/say/voice]', async () => {
  expect(
    code(
      await speakNote(world.visitor, { sound: { name: 'a.wav', bytes: recording(Math.ceil(largestSound / 8000)) } }),
    ),
  ).toBe('reception.sound_large');
  expect(
    code(await speakNote(world.visitor, { sound: { name: 'a.wav', bytes: new TextEncoder().encode('no sound') } })),
  ).toBe('reception.not_sound');
  const sent = await world.post(null, `${open}/say/voice`, {
    sound: new File([recording(4)], 'a.wav'),
    place_text: '3号楼',
  });
  expect(sent.status).toBe(303);
  expect((await world.get(null, sent.location)).text).toContain('语音留言');
  const [note] = await voiceNotes(he.scope);
  const kept = await world.system.db.selectFrom('voice_note').select('sealed').executeTakeFirstOrThrow();
  expect(Buffer.from(kept.sealed ?? '').includes('WAVE')).toBe(false);
  const heard = await world.get(he, `${desk}/voice-notes/${note?.id}/sound`);
  expect(heard.headers.get('content-type')).toBe('audio/wav');
  expect((await world.get(resident, `${desk}/voice-notes/${note?.id}/sound`)).status).toBe(403);
  must(await writeNote(he.scope, { id: note?.id ?? '', words: '楼道里的灯坏了三天。' }));
  expect(await matterWords(he.scope, note?.matterId ?? '')).toBe('楼道里的灯坏了三天。');
  world.clock.advance({ days: 31 });
  expect(must(await forgetNotes(world.system, {})).forgotten).toBe(1);
  expect(must(await forgetNotes(world.system, {})).forgotten).toBe(0);
  expect(await soundOf(he.scope, note?.id ?? '')).toBeNull();
  expect(code(await writeNote(he.scope, { id: note?.id ?? '', words: '再写' }))).toBe('reception.forgotten');
});

/** What is refused of a recording, and the sentence in both languages. */
const refusedSounds = [
  { what: 'too large', bytes: recording(300), zh: '录音超过 2 兆', en: 'larger than 2 MB' },
  {
    what: 'of another kind',
    bytes: new TextEncoder().encode('你好'),
    zh: '这不是录音文件',
    en: 'This is no recording',
  },
  { what: 'broken', bytes: recording(3).slice(0, 30), zh: '录音打不开', en: 'can’t be played' },
  { what: 'of sixty-one seconds', bytes: recording(61), zh: '录音有61秒', en: '61 seconds long' },
  { what: 'beyond every limit', bytes: recording(1600), zh: '传上来的东西太大了', en: 'What you sent is too large' },
] as const;

test.each(refusedSounds)(
  'a voice note $what is refused with a sentence, and what was typed beside it stays [/s/:space/say/voice]',
  async ({ bytes, ...sentence }) => {
    const typed = { place_text: '3号楼后面', contact_name: '许大爷', phone: '13800138000' };
    const count = async () => (await voiceNotes(he.scope)).length;
    const before = await count();
    for (const lang of ['zh', 'en'] as const) {
      const sent = { ...typed, sound: new File([bytes], 'a.wav') };
      const answer = await world.post(null, `${open}/say/voice`, sent, { 'accept-language': lang });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).toContain(sentence[lang]);
      for (const value of Object.values(typed)) expect(answer.text).toContain(`value="${value}"`);
    }
    expect(await count()).toBe(before);
  },
);
