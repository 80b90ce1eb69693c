import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fail, must, ok } from '#kernel/result';
import { command } from '#platform/command';
import { storeFile } from '#platform/files';
import { may } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { type OutgoingMessage, outboxSender } from '#platform/senders';
import { makeWorld } from '#tests/world';
import { audit, because, seal, unseal } from './commands.ts';
import { type Message, mostAttempts, tell } from './commands-messages.ts';
import { room } from './http.ts';
import { sendMessages } from './jobs.ts';
import { causesOf, effectsOf, outbox } from './queries.ts';

const sent: OutgoingMessage[] = [];
let reachable = true;
const world = await makeWorld(import.meta.url, {
  rooms: [room],
  senders: {
    mail: outboxSender,
    sms: {
      send: async (message) => {
        if (!reachable) return fail('senders.unreachable');
        if (!/^\d{11}$/.test(message.to)) return fail('senders.bad_address');
        sent.push(message);
        return ok({ by: 'gateway', reference: message.ref });
      },
    },
  },
});
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('小李', ['worker']);
const king = await world.person('王秀英');

const say = command({
  name: 'record.say',
  permission: may('record.say', 'anyone'),
  input: z.object({ message: z.custom<Message>() }),
  run: async (scope, input) => {
    await tell(scope, input.message);
    await audit(scope, { kind: 'person', id: king.personId });
    return ok(null);
  },
});
const lines = async () => (await outbox(admin.scope, { page: 1, size: 100 })).rows;

describe('messages', () => {
  test('one for the own page has arrived at once, and only its person reads it [/me/:space/messages]', async () => {
    const body = '您说的路灯，已经修好了。';
    must(await say(worker.scope, { message: { personId: king.personId, channel: 'desk', body, lang: 'zh' } }));
    expect((await lines())[0]).toMatchObject({ state: 'sent', body });
    const mine = await world.get(king, '/me/liuxiang/messages');
    expect(mine.status).toBe(200);
    expect(mine.text).toContain(body);
    expect((await world.get(worker, '/me/liuxiang/messages')).text).not.toContain(body);
    expect((await world.get(worker, '/me/liuxiang/messages')).text).toContain('还没有消息');
    expect((await world.get(null, '/me/liuxiang/messages')).location).toContain('/sign-in');
    expect((await world.get(king, '/me/liuxiang/messages?format=csv')).text).toContain(body);
  });

  test('one with a number leaves after the commit; mail without a sender stays in the outbox [/desk/:space/outbox]', async () => {
    sent.length = 0;
    const code: Message = { personId: null, channel: 'sms', recipient: '13800000000', body: '验证码', lang: 'zh' };
    must(await say(worker.scope, { message: code }));
    await expect.poll(async () => (await lines())[0]?.state).toBe('sent');
    expect(sent.map((one) => one.to)).toEqual(['13800000000']);
    const mail: Message = { personId: null, channel: 'mail', recipient: 'a@example.cn', body: '信', lang: 'zh' };
    must(await say(worker.scope, { message: mail }));
    world.clock.advance({ minutes: 5 });
    await sendMessages.run(world.system);
    expect((await lines())[0]).toMatchObject({ state: 'waiting', body: '信' });
    expect((await world.get(admin, '/desk/liuxiang/outbox')).text).toContain('a@example.cn');
    expect((await world.get(worker, '/desk/liuxiang/outbox')).status).toBe(403);
  });

  test('a gateway that is away is tried again, not for ever; a person without a number fails with its reason', async () => {
    reachable = false;
    world.clock.advance({ minutes: 5 });
    const body = '等一等';
    must(
      await say(worker.scope, {
        message: { personId: null, channel: 'sms', recipient: '13900000000', body, lang: 'zh' },
      }),
    );
    await expect.poll(async () => attempts(body)).toBe(1);
    world.clock.advance({ minutes: 5 });
    await sendMessages.run(world.system);
    expect(await attempts(body)).toBe(2);
    expect((await lines())[0]).toMatchObject({ state: 'waiting', error: 'senders.unreachable' });
    for (let turn = 2; turn < mostAttempts; turn += 1) await sendMessages.run(world.system);
    expect((await lines())[0]).toMatchObject({ state: 'failed' });
    reachable = true;
    world.clock.advance({ minutes: 5 });
    must(
      await say(worker.scope, { message: { personId: king.personId, channel: 'sms', body: '没有号码', lang: 'zh' } }),
    );
    await sendMessages.run(world.system);
    expect((await lines())[0]).toMatchObject({ state: 'failed', error: 'senders.bad_address' });
  });
});

async function attempts(body: string): Promise<number> {
  const row = await admin.scope.db
    .selectFrom('outbox_message')
    .select('attempts')
    .where('body', '=', body)
    .executeTakeFirstOrThrow();
  return row.attempts;
}

const keep = command({
  name: 'record.keep_file',
  permission: may('record.keep_file', 'anyone'),
  input: z.object({ bytes: z.custom<Uint8Array>(), visibility: z.enum(['public', 'office', 'sensitive']) }),
  run: async (scope, input) => {
    const stored = await storeFile(scope, { ...input, name: '照片.png', kind: 'image' });
    if (!stored.ok) return stored;
    await audit(scope, { kind: 'file', id: stored.value.id });
    return ok({ id: stored.value.id });
  },
});

describe('files', async () => {
  const dots = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  const stored = async (scope: Scope, visibility: 'public' | 'office' | 'sensitive') =>
    must(await keep(scope, { bytes: new Uint8Array(dots), visibility })).id;

  test('a public file is served to everyone, small when asked, and never as a page [/s/:space/files/:id]', async () => {
    const id = await stored(worker.scope, 'public');
    const full = await world.get(null, `/s/liuxiang/files/${id}`);
    expect(full.status).toBe(200);
    expect(full.headers.get('content-type')).toBe('image/jpeg');
    expect(full.headers.get('content-security-policy')).toContain('sandbox');
    const small = await world.get(null, `/s/liuxiang/files/${id}?size=small`);
    expect(Number(small.headers.get('content-length'))).toBeLessThan(Number(full.headers.get('content-length')));
  });

  test("the office's file is served at the desk only, and the look is recorded [/desk/:space/files/:id]", async () => {
    const id = await stored(worker.scope, 'office');
    expect((await world.get(null, `/s/liuxiang/files/${id}`)).status).toBe(404);
    expect((await world.get(null, `/desk/liuxiang/files/${id}`)).location).toContain('/sign-in');
    expect((await world.get(king, `/desk/liuxiang/files/${id}`)).status).toBe(403);
    expect((await world.get(worker, `/desk/liuxiang/files/${id}`)).status).toBe(200);
    const seen = await admin.scope.db
      .selectFrom('audit_event')
      .select('person_id')
      .where('command', '=', 'record.open_file')
      .where('subject_id', '=', id)
      .execute();
    expect(seen).toEqual([{ person_id: worker.personId }]);
    expect((await world.get(admin, '/desk/liuxiang/audit')).text).toContain('打开了文件');
  });

  test("a sensitive file, another space's, a wrong id and a lost file are not found", async () => {
    const sensitive = await stored(worker.scope, 'sensitive');
    expect((await world.get(worker, `/desk/liuxiang/files/${sensitive}`)).status).toBe(404);
    const other = await world.otherSpace();
    const there = await world.person('邻区', ['worker'], { space: other });
    const foreign = await stored(there.scope, 'public');
    expect((await world.get(worker, `/desk/liuxiang/files/${foreign}`)).status).toBe(404);
    expect((await world.get(worker, '/s/liuxiang/files/nothing')).status).toBe(404);
  });
});

test('causes are kept once and read in both directions; sealed words open again', async () => {
  const note = command({
    name: 'record.note',
    permission: may('record.note', 'anyone'),
    input: z.object({}),
    run: async (scope) => {
      const need = { kind: 'need', id: king.personId } as const;
      const project = { kind: 'project', id: worker.personId } as const;
      await because(scope, need, project);
      await because(scope, need, project);
      await seal(scope, { about: need, kind: 'words', personId: king.personId, text: '腿不好，想要扶手' });
      await audit(scope, need);
      return ok(null);
    },
  });
  must(await note(worker.scope, {}));
  expect(await effectsOf(worker.scope, { kind: 'need', id: king.personId })).toHaveLength(1);
  expect((await causesOf(worker.scope, { kind: 'project', id: worker.personId }))[0]).toMatchObject({ kind: 'need' });
  const words = await unseal(worker.scope, { kind: 'need', ids: [king.personId] }, 'words');
  expect([...words.values()]).toEqual(['腿不好，想要扶手']);
});
