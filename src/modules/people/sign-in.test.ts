import { expect, test } from 'vitest';
import { totp } from '#demo/authenticator';
import { must, type Result } from '#kernel/result';
import {
  createAccount,
  grantMandate,
  issueCard,
  nameHelper,
  registerPerson,
  revokeCard,
  sessionFromRequest,
} from '#modules/people';
import { allowed, may } from '#platform/permission';
import { makeScope, type Scope, systemActor } from '#platform/scope';
import type { Client } from '#platform/web';
import { makeWorld } from '#tests/world';
import { openSheet } from './commands-cards.ts';
import { actFor, dropSecond, endSession, openSetUp, renewPassword, setUpSecond, stopActing } from './commands-self.ts';
import { askCode, signOut, useCard, useCode, usePassword, useSecond, type WayIn } from './commands-sign-in.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });
const admin = await world.person('林管理', ['admin']);
const worker = await world.person('周社工', ['worker']);
const password = '槐树下面一张凳 88';
const outside = makeScope({ platform: world.platform, spaceId: null });
let lastAddress = 0;
/** A browser of its own, at an address of its own. */
function browser(address = `192.0.2.${++lastAddress}`) {
  const jar = new Map<string, string>();
  const client = (): Client => ({
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    agent: 'Test',
    address,
  });
  const keep = (cookies: readonly string[]) => {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
  };
  const session = (spaceId: string | null = world.space.id) =>
    sessionFromRequest(
      world.platform,
      new Request('http://linli.test/', { headers: { cookie: client().cookie } }),
      spaceId,
    );
  const scope = async (): Promise<Scope> => world.scopeOf((await session())?.actor ?? null);
  const own = async (): Promise<Scope> =>
    makeScope({ platform: world.platform, spaceId: null, actor: (await session(null))?.actor ?? null });
  const enter = (result: Result<WayIn>): WayIn => {
    const way = must(result);
    keep(way.cookies);
    return way;
  };
  return { client, keep, session, scope, own, enter };
}
let people = 0;
/** A person with telephone, user name and password, and perhaps a role. */
async function someone(role?: 'treasurer' | 'finance' | 'worker') {
  people += 1;
  const phone = `1370000${String(people).padStart(4, '0')}`;
  const personId = must(await registerPerson(worker.scope, { name: `人${people}`, phone })).id;
  const username = `user${people}`;
  must(await createAccount(world.platform, { spaceId: world.space.id, personId, username, password }));
  if (role !== undefined) must(await grantMandate(admin.scope, { personId, role }));
  return { personId, phone, username };
}

async function lastCode(personId: string): Promise<string> {
  const row = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return /^\d{6}/.exec(row.body)?.[0] ?? '';
}

async function byCode(b: ReturnType<typeof browser>, who: { phone: string; personId: string }) {
  const asked = must(await askCode(outside, { phone: who.phone, client: b.client() }));
  world.clock.advance({ minutes: 2 });
  return useCode(outside, { ticket: asked.ticket, code: await lastCode(who.personId), client: b.client() });
}

/** Signs in with the password and sets up the second factor. */
async function withSecond(who: { username: string }) {
  const b = browser();
  b.enter(await usePassword(outside, { username: who.username, password, client: b.client() }));
  const made = must(await setUpSecond(await b.own(), { password, client: b.client() }));
  const shown = openSetUp(await b.own(), made.sealed);
  if (shown === null) throw new Error('the set-up could not be opened');
  b.enter(await useSecond(outside, { code: totp(shown.uri), client: b.client() }));
  return { browser: b, uri: shown.uri, backup: [...shown.backupCodes] };
}
const money = may('people.test_money', 'treasurer', 'finance');
const desk = may('people.test_desk', 'worker', 'treasurer');

test('phone code: in without a password; a wrong code, an old one and a second use are refused', async () => {
  const who = await someone('worker');
  const b = browser();
  const asked = must(await askCode(outside, { phone: who.phone, client: b.client() }));
  const code = await lastCode(who.personId);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  expect(await useCode(outside, { ticket: asked.ticket, code: wrong, client: b.client() })).toMatchObject({
    fault: { code: 'people.wrong_code', field: 'code' },
  });
  expect(b.enter(await useCode(outside, { ticket: asked.ticket, code, client: b.client() })).next).toBe('in');
  expect(await useCode(outside, { ticket: asked.ticket, code, client: b.client() })).toMatchObject({ ok: false });
  const session = await b.session();
  expect(session).toMatchObject({ way: 'phone', secondFactor: false, desk: true, actor: { personId: who.personId } });
  expect(allowed(await b.scope(), desk).ok).toBe(true);
  world.clock.advance({ minutes: 11 });
  expect(await useCode(outside, { ticket: asked.ticket, code, client: b.client() })).toMatchObject({
    fault: { code: 'people.sign_in_first' },
  });
});

test('a number nobody has gets the same answer and no message', async () => {
  const before = await world.system.db.selectFrom('outbox_message').select('id').execute();
  must(await askCode(outside, { phone: '13999999999', client: browser().client() }));
  expect(await world.system.db.selectFrom('outbox_message').select('id').execute()).toHaveLength(before.length);
});

test('codes are not sent faster than one a minute to a number', async () => {
  const who = await someone();
  must(await askCode(outside, { phone: who.phone, client: browser().client() }));
  expect(await askCode(outside, { phone: who.phone, client: browser().client() })).toMatchObject({
    fault: { code: 'people.too_many_codes', params: { minutes: 1 } },
  });
  world.clock.advance({ minutes: 1 });
  must(await askCode(outside, { phone: who.phone, client: browser().client() }));
});

test('a money role asks for the second factor after the phone code, the password, the card and a backup code', async () => {
  const who = await someone('finance');
  const { uri, backup } = await withSecond(who);

  const byPhone = browser();
  expect(byPhone.enter(await byCode(byPhone, who)).next).toBe('second');
  expect(allowed(await byPhone.scope(), money)).toMatchObject({ fault: { code: 'access.second_factor' } });
  expect(await useSecond(outside, { code: '000000', client: byPhone.client() })).toMatchObject({
    fault: { code: 'people.wrong_second' },
  });
  byPhone.enter(await useSecond(outside, { code: totp(uri), client: byPhone.client() }));
  expect(allowed(await byPhone.scope(), money).ok).toBe(true);
  expect(await byPhone.session()).toMatchObject({ way: 'phone', secondFactor: true });

  const byPassword = browser();
  expect(
    byPassword.enter(await usePassword(outside, { username: who.username, password, client: byPassword.client() }))
      .next,
  ).toBe('second');
  expect(await byPassword.session()).toBeNull();
  byPassword.enter(await useSecond(outside, { code: totp(uri), client: byPassword.client() }));
  expect(allowed(await byPassword.scope(), money).ok).toBe(true);
  expect(await byPassword.session()).toMatchObject({ way: 'password', secondFactor: true });

  const card = must(await issueCard(worker.scope, { personId: who.personId }));
  const byCard = browser();
  const code = openSheet(worker.scope, card.id, card.sheet) ?? '';
  expect(
    byCard.enter(
      await useCard(outside, { code: `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`, client: byCard.client() }),
    ).next,
  ).toBe('second');
  expect(allowed(await byCard.scope(), money)).toMatchObject({ fault: { code: 'access.second_factor' } });
  byCard.enter(await useSecond(outside, { code: totp(uri), client: byCard.client() }));
  expect(allowed(await byCard.scope(), money).ok).toBe(true);

  const byBackup = browser();
  byBackup.enter(await usePassword(outside, { username: who.username, password, client: byBackup.client() }));
  byBackup.enter(await useSecond(outside, { code: backup[0] ?? '', client: byBackup.client() }));
  expect(allowed(await byBackup.scope(), money).ok).toBe(true);
  const again = browser();
  again.enter(await byCode(again, who));
  expect(await useSecond(outside, { code: backup[0] ?? '', client: again.client() })).toMatchObject({
    fault: { code: 'people.wrong_second' },
  });
  again.enter(await useSecond(outside, { code: backup[1] ?? '', client: again.client() }));
  expect(allowed(await again.scope(), money).ok).toBe(true);
});

test('without a second factor set up no way in reaches the money, and each leads to setting it up', async () => {
  const who = await someone('treasurer');
  const card = must(await issueCard(worker.scope, { personId: who.personId }));
  const ways = [
    async (b: ReturnType<typeof browser>) => byCode(b, who),
    async (b: ReturnType<typeof browser>) =>
      usePassword(outside, { username: who.username, password, client: b.client() }),
    async (b: ReturnType<typeof browser>) =>
      useCard(outside, { code: openSheet(worker.scope, card.id, card.sheet) ?? '', client: b.client() }),
  ];
  for (const way of ways) {
    const b = browser();
    expect(b.enter(await way(b)).next).toBe('set_up');
    expect(allowed(await b.scope(), money)).toMatchObject({ fault: { code: 'access.second_factor' } });
  }
});

test('setting up asks for the password, and taking away for the factor itself', async () => {
  const who = await someone('treasurer');
  const b = browser();
  b.enter(await usePassword(outside, { username: who.username, password, client: b.client() }));
  expect(await setUpSecond(await b.own(), { password: 'falsch', client: b.client() })).toMatchObject({
    fault: { code: 'people.wrong_password' },
  });
  expect(await dropSecond(await b.own(), { password, client: b.client() })).toMatchObject({
    fault: { code: 'people.second_needed' },
  });
  const { browser: full } = await withSecond(who);
  expect(await setUpSecond(await full.own(), { password, client: full.client() })).toMatchObject({
    fault: { code: 'people.second_already' },
  });
  full.keep(must(await dropSecond(await full.own(), { password, client: full.client() })).cookies);
  expect(await full.session()).toMatchObject({ way: 'password', secondFactor: false });
});

test('acting for another never carries the money along, even with the second factor shown', async () => {
  const who = await someone('finance');
  const neighbour = await someone();
  must(await nameHelper(worker.scope, { personId: neighbour.personId, helperPersonId: who.personId }));
  const { browser: b } = await withSecond(who);
  expect(allowed(await b.scope(), money).ok).toBe(true);
  must(await actFor(await b.scope(), { personId: neighbour.personId, as: 'helper', client: b.client() }));
  const session = await b.session();
  expect(session?.actor).toMatchObject({ mandates: [], onBehalfOf: { personId: neighbour.personId, as: 'helper' } });
  expect(session?.name).toContain('\u2192');
  expect(allowed(await b.scope(), money)).toMatchObject({ fault: { code: 'access.not_allowed' } });
  expect(await actFor(await b.scope(), { personId: worker.personId, as: 'helper', client: b.client() })).toMatchObject({
    fault: { code: 'people.not_helper' },
  });
  expect(await actFor(await b.scope(), { personId: worker.personId, as: 'worker', client: b.client() })).toMatchObject({
    fault: { code: 'people.not_helper' },
  });
  must(await stopActing(await b.scope(), { client: b.client() }));
  expect(allowed(await b.scope(), money).ok).toBe(true);
});

test('acting ends with the naming it rests on', async () => {
  const who = await someone();
  const neighbour = await someone();
  const named = must(
    await nameHelper(worker.scope, {
      personId: neighbour.personId,
      helperPersonId: who.personId,
      endsOn: world.clock.now().toISOString().slice(0, 10),
    }),
  );
  expect(named.personId).toBe(neighbour.personId);
  const b = browser();
  b.enter(await byCode(b, who));
  must(await actFor(await b.scope(), { personId: neighbour.personId, as: 'helper', client: b.client() }));
  expect((await b.session())?.actor?.onBehalfOf).not.toBeNull();
  world.clock.advance({ days: 2 });
  expect((await b.session())?.actor?.onBehalfOf).toBeNull();
});

test('a login guessed 30 times is refused with the time to try again; another address still gets in; time opens it', async () => {
  const who = await someone();
  const guesser = browser();
  const codes: string[] = [];
  for (let guess = 0; guess < 30; guess += 1) {
    const result = await usePassword(outside, {
      username: who.username,
      password: `falsch ${guess}`,
      client: guesser.client(),
    });
    codes.push(result.ok ? 'in' : result.fault.code);
  }
  expect(codes.slice(0, 5)).toEqual(Array(5).fill('people.wrong_password'));
  expect(new Set(codes.slice(5))).toEqual(new Set(['people.too_many']));
  const right = { username: who.username, password };
  expect(await usePassword(outside, { ...right, client: guesser.client() })).toMatchObject({
    fault: { code: 'people.too_many', params: { minutes: 15, time: expect.stringMatching(/^\d\d:\d\d$/) } },
  });
  const home = browser();
  expect(home.enter(await usePassword(outside, { ...right, client: home.client() })).next).toBe('in');
  world.clock.advance({ minutes: 16 });
  expect(guesser.enter(await usePassword(outside, { ...right, client: guesser.client() })).next).toBe('in');
});

test('guessing from many addresses closes the account, and thirty guesses at once get no more than five answers', async () => {
  const who = await someone();
  for (let guess = 0; guess < 20; guess += 1) {
    await usePassword(outside, { username: who.username, password: 'falsch', client: browser().client() });
  }
  expect(await usePassword(outside, { username: who.username, password, client: browser().client() })).toMatchObject({
    fault: { code: 'people.too_many' },
  });
  const other = await someone();
  const guesser = browser();
  const at_once = await Promise.all(
    Array.from({ length: 30 }, () =>
      usePassword(outside, { username: other.username, password: 'falsch', client: guesser.client() }),
    ),
  );
  const answered = at_once.filter((one) => !one.ok && one.fault.code === 'people.wrong_password');
  expect(answered.length).toBeLessThanOrEqual(5);
}, 60_000);

test('cards guessed and second factors guessed are refused the same way', async () => {
  const guesser = browser();
  for (let guess = 0; guess < 5; guess += 1) {
    expect(await useCard(outside, { code: `AAAA-BBBB-${guess}`, client: guesser.client() })).toMatchObject({
      fault: { code: 'people.wrong_card' },
    });
  }
  expect(await useCard(outside, { code: 'AAAA-BBBB-CCCC', client: guesser.client() })).toMatchObject({
    fault: { code: 'people.too_many' },
  });
  const who = await someone('finance');
  await withSecond(who);
  const b = browser();
  b.enter(await byCode(b, who));
  for (let guess = 0; guess < 5; guess += 1) {
    expect(await useSecond(outside, { code: `00000${guess}`, client: b.client() })).toMatchObject({
      fault: { code: 'people.wrong_second' },
    });
  }
  expect(await useSecond(outside, { code: '123456', client: b.client() })).toMatchObject({
    fault: { code: 'people.too_many' },
  });
});

test('a revoked card opens nothing, and what it had opened is closed', async () => {
  const who = await someone();
  const card = must(await issueCard(worker.scope, { personId: who.personId }));
  const code = openSheet(worker.scope, card.id, card.sheet) ?? '';
  const b = browser();
  b.enter(await useCard(outside, { code, client: b.client() }));
  expect(await b.session()).toMatchObject({ way: 'card', actor: { personId: who.personId } });
  must(await revokeCard(worker.scope, { cardId: card.id, reason: '丢了' }));
  expect(await b.session()).toBeNull();
  expect(await useCard(outside, { code, client: browser().client() })).toMatchObject({
    fault: { code: 'people.wrong_card' },
  });
  expect(await revokeCard(worker.scope, { cardId: card.id, reason: '丢了' })).toMatchObject({
    fault: { code: 'people.card_revoked' },
  });
});

test('a session is listed by its owner only, revoked, signed out of; a forged cookie opens nothing', async () => {
  const who = await someone();
  const phone = browser();
  const computer = browser();
  phone.enter(await byCode(phone, who));
  computer.enter(await usePassword(outside, { username: who.username, password, client: computer.client() }));
  const sessionId = (await phone.session())?.sessionId ?? '';
  const stranger = browser();
  stranger.enter(await byCode(stranger, await someone()));
  expect(await endSession(await stranger.own(), { sessionId, client: stranger.client() })).toMatchObject({
    fault: { code: 'people.session_not_found' },
  });
  must(await endSession(await computer.own(), { sessionId, client: computer.client() }));
  expect(await phone.session()).toBeNull();
  const forged = computer.client().cookie.replace(/=([^.]+)\./, '=A$1.');
  expect(
    await sessionFromRequest(world.platform, new Request('http://linli.test/', { headers: { cookie: forged } }), null),
  ).toBeNull();
  computer.keep(must(await signOut(outside, { client: computer.client() })).cookies);
  expect(await computer.session()).toBeNull();
});

test('a new password ends the other sessions, and wants the old one', async () => {
  const who = await someone();
  const here = browser();
  const there = browser();
  for (const b of [here, there])
    b.enter(await usePassword(outside, { username: who.username, password, client: b.client() }));
  expect(
    await renewPassword(await here.own(), { password: 'x', newPassword: '新的一句长话 2026', client: here.client() }),
  ).toMatchObject({ fault: { code: 'people.wrong_password' } });
  expect(await renewPassword(await here.own(), { password, newPassword: '短', client: here.client() })).toMatchObject({
    fault: { code: 'people.password_short', field: 'newPassword' },
  });
  must(await renewPassword(await here.own(), { password, newPassword: '新的一句长话 2026', client: here.client() }));
  expect(await here.session()).not.toBeNull();
  expect(await there.session()).toBeNull();
});

test('an account is nobody in a space it does not belong to; a mandate that ended gives nothing in an open session', async () => {
  const other = await world.otherSpace();
  const who = await someone('worker');
  const b = browser();
  b.enter(await byCode(b, who));
  expect(await b.session(other.id)).toMatchObject({ actor: null, desk: false });
  expect((await b.session())?.actor?.mandates).toHaveLength(1);
  const day = world.scopeOf(systemActor('test'));
  await day.db.updateTable('mandate').set({ ends_on: '2026-03-01' }).where('person_id', '=', who.personId).execute();
  expect((await b.session())?.actor?.mandates).toEqual([]);
  const trail = await day.db
    .selectFrom('audit_event')
    .select('command')
    .where('person_id', '=', who.personId)
    .execute();
  expect(trail.map((one) => one.command)).toContain('people.enter');
});
