import { expect, test } from 'vitest';
import { shell } from '#app/shell';
import { createWeb } from '#app/web-server';
import { must } from '#kernel/result';
import { createAccount, grantMandate, issueCard, registerPerson } from '#modules/people';
import { makeBody } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { issueCards, openSheet } from './commands-cards.ts';
import { room } from './http.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('林管理', ['admin']);
const worker = await world.person('周社工', ['worker']);
const desk = `/desk/${world.space.slug}`;
const mine = `/me/${world.space.slug}`;
const web = createWeb(world.platform, {
  rooms: [shell, room],
  limits: { readsPerMinute: 9999, changesPerMinute: 9999 },
});

/** A browser without script: it keeps cookies, sends forms, and goes where it is sent when told to. */
function browser() {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('host', 'linli.test');
    headers.set('origin', 'http://linli.test');
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await web.fetch(new Request(`http://linli.test${path}`, { ...init, headers, redirect: 'manual' }));
    for (const cookie of response.headers.getSetCookie()) {
      const pair = cookie.split(';')[0] ?? '';
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  };
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string>) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
  };
}

async function codeFor(personId: string): Promise<string> {
  const row = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return /^\d{6}/.exec(row.body)?.[0] ?? '';
}

test('a visitor is led to sign in, gets a code, enters and comes back to where they were going', async () => {
  const personId = must(await registerPerson(worker.scope, { name: '赵大妈', phone: '13800138000' })).id;
  const b = browser();
  expect((await b.get(mine)).location).toBe(`/sign-in?back=${encodeURIComponent(mine)}`);
  const choose = await b.get(`/sign-in?back=${encodeURIComponent(mine)}`);
  expect(choose.text).toContain('手机验证码');
  expect(choose.text).toContain(`/sign-in/code?back=${encodeURIComponent(mine)}`);
  const short = await b.post('/sign-in/code', { phone: '1380013', back: mine });
  expect(short.status).toBe(422);
  expect(short.text).toContain('value="1380013"');
  const asked = await b.post('/sign-in/code', { phone: '138 0013 8000', back: mine });
  expect(asked.status).toBe(303);
  expect(asked.location).not.toContain('138');
  const digits = await b.get(asked.location);
  const ticket = /name="ticket" value="([^"]+)"/.exec(digits.text)?.[1] ?? '';
  const wrong = await b.post('/sign-in/code/enter', { ticket, code: '000000', back: mine });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('验证码不对');
  const right = await b.post('/sign-in/code/enter', { ticket, code: await codeFor(personId), back: mine });
  expect(right.location).toBe(mine);
  expect(right.headers.get('set-cookie')).toMatch(/HttpOnly/i);
  const page = await b.get(mine);
  expect(page.status).toBe(200);
  expect(page.text).toContain('赵大妈');
  const account = await b.get('/me');
  expect(account.text).toContain('柳巷社区');
  expect((await b.get(desk.concat('/people'))).status).toBe(403);
  const out = await b.post('/sign-out', {});
  expect(out.location).toBe('/sign-in?done=left');
  expect((await b.get('/me')).location).toContain('/sign-in');
});

test('a link never leads elsewhere after signing in', async () => {
  const personId = must(await registerPerson(worker.scope, { name: '钱', phone: '13800138001' })).id;
  must(
    await createAccount(world.platform, {
      spaceId: world.space.id,
      personId,
      username: 'qian',
      password: '槐树下面一张凳 88',
    }),
  );
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answer = await browser().post('/sign-in/password', { username: 'qian', password: '槐树下面一张凳 88', back });
    expect(answer.location).toBe('/sign-in/on');
  }
});

test('guessed thirty times, the page says when to try again and a wrong password is never written back', async () => {
  const b = browser();
  let last = await b.post('/sign-in/password', { username: 'nobody', password: 'geheim-0' });
  for (let guess = 1; guess < 30; guess += 1)
    last = await b.post('/sign-in/password', { username: 'nobody', password: `geheim-${guess}` });
  expect(last.status).toBe(429);
  expect(last.text).toMatch(/请过 15 分钟，\d\d:\d\d 以后再试/);
  expect(last.text).not.toContain('geheim');
  world.clock.advance({ minutes: 61 });
});

test('a money role is led to its second factor from every way in, and the set-up page shows what it needs once', async () => {
  const personId = must(await registerPerson(worker.scope, { name: '冯会计', phone: '13800138002' })).id;
  must(
    await createAccount(world.platform, {
      spaceId: world.space.id,
      personId,
      username: 'feng',
      password: '槐树下面一张凳 88',
    }),
  );
  must(await grantMandate(admin.scope, { personId, role: 'finance' }));
  const b = browser();
  const entered = await b.post('/sign-in/password', { username: 'feng', password: '槐树下面一张凳 88', back: mine });
  expect(entered.location).toBe(`/me/second-factor?back=${encodeURIComponent(mine)}`);
  expect((await b.get(entered.location)).text).toContain('先填您的密码');
  const begun = await b.post(entered.location, { password: '槐树下面一张凳 88' });
  const shown = await b.get(begun.location);
  expect(shown.text).toContain('备用码');
  expect(shown.text).toMatch(/<svg class="qr"/);
  expect(shown.text).toContain(`name="back" value="${mine}"`);
  expect((await browser().get(begun.location)).location).toContain('/sign-in');
  const wrong = await b.post('/sign-in/second', { code: '000000', back: mine });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('这个数不对');
});

test('a card: issued at the desk, printed once, opened by its link with one tap', async () => {
  const personId = must(await registerPerson(worker.scope, { name: '何奶奶' })).id;
  const issued = await world.post(worker, `${desk}/people/${personId}/card`, { personId });
  expect(issued.status).toBe(303);
  const sheet = await world.get(worker, issued.location);
  const code = /class="card-code">([^<]+)</.exec(sheet.text)?.[1] ?? '';
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect((await world.get(admin, issued.location)).text).not.toContain(code);
  world.clock.advance({ minutes: 11 });
  expect((await world.get(worker, issued.location)).text).not.toContain(code);
  const b = browser();
  const link = await b.get(`/sign-in/card?c=${code.replaceAll('-', '')}`);
  expect(link.text).toContain('卡读到了');
  expect((await b.post('/sign-in/card', { code })).location).toBe('/sign-in/on');
  expect((await b.get('/sign-in/on')).location).toBe(mine);
  expect((await b.get(mine)).text).toContain('何奶奶');
  expect((await b.post('/me/password', { username: 'finder', newPassword: '捡到卡的人想占账号' })).status).toBe(403);
});

test('cards for a stairwell: who has none is ticked, ten fit a sheet, printed once [/desk/:space/cards]', async () => {
  const names = Array.from({ length: 11 }, (_, at) => `Upstairs ${at + 1}`);
  const ids: string[] = [];
  for (const name of names) ids.push(must(await registerPerson(worker.scope, { name })).id);
  const phoned = must(await registerPerson(worker.scope, { name: 'Has A Phone', phone: '13800138077' })).id;
  const page = await world.get(worker, `${desk}/cards`);
  expect(page.text.indexOf(ids[0] ?? '')).toBeGreaterThan(0);
  expect(page.text.indexOf(phoned)).toBeGreaterThan(page.text.indexOf(ids[10] ?? ''));
  const none = await world.post(worker, `${desk}/cards`, {});
  expect(none.status).toBe(422);
  expect(none.text).toContain('还没选给谁印');
  const many = await issueCards(worker.scope, { person: ids });
  expect(many).toMatchObject({ fault: { code: 'people.cards_many' } });
  const sheet = must(await issueCards(worker.scope, { person: ids.slice(0, 10) })).sheet;
  const printed = await world.get(worker, `${desk}/cards?sheet=${sheet}`);
  const codes = [...printed.text.matchAll(/class="card-code">([^<]+)</g)].map(([, code]) => code ?? '');
  expect(new Set(codes).size).toBe(10);
  const b = browser();
  expect((await b.post('/sign-in/card', { code: codes[3] ?? '' })).status).toBe(303);
  expect((await b.get(mine)).text).toContain('Upstairs 4');
  expect((await world.get(admin, `${desk}/cards?sheet=${sheet}`)).text).not.toContain('card-code');
  expect((await world.get(worker, `${desk}/cards`)).text).not.toContain(ids[3]);
  world.clock.advance({ minutes: 11 });
  expect((await world.get(worker, `${desk}/cards?sheet=${sheet}`)).text).not.toContain('card-code');
  // One who can have no card leaves all of them without.
  const gone = { person: [ids[10] ?? '', '019cac0f-2680-7110-be27-d2e1cfb94e8c'] };
  expect(await issueCards(worker.scope, gone)).toMatchObject({ fault: { code: 'people.not_found' } });
  expect((await world.get(worker, `${desk}/cards`)).text).toContain(ids[10]);
});

test('signing in leads on to one’s own work: the desk for a role, else one’s own things, else the account', async () => {
  expect((await browser().get('/sign-in/on')).location).toBe('/sign-in');
  const enter = async (personId: string, username: string) => {
    const password = '槐树下面一张凳 88';
    must(await createAccount(world.platform, { spaceId: world.space.id, personId, username, password }));
    const b = browser();
    const entered = await b.post('/sign-in/password', { username, password });
    return (await b.get(entered.location)).location;
  };
  expect(await enter((await world.person('葛网格', ['grid_worker'])).personId, 'ge.wang')).toBe(desk);
  expect(await enter((await world.person('葛邻居')).personId, 'gelinju')).toBe(mine);
});

test('a hub that registers somebody goes on to the next person, not to a record it may not open', async () => {
  const hub = await world.person('枢纽小金', ['hub']);
  const made = await world.post(hub, `${desk}/people/new`, { name: '路过的老陶' });
  expect(made.location).toBe(`${desk}/people/new?done=registered`);
  expect((await world.get(hub, made.location)).text).toContain('登记好了');
  const home = await world.post(hub, `${desk}/households/new`, { name: 'Tao 101' });
  expect((await world.get(hub, home.location)).text).toContain('这一户记好了');
  const byWorker = await world.post(worker, `${desk}/people/new`, { name: '老陶的弟弟' });
  expect((await world.get(worker, byWorker.location)).text).toContain('老陶的弟弟');
});

test('whoever sits on a body reads so on their own page, with the papers one tap away', async () => {
  const { members, bodyId } = await makeBody(world, await world.person('钟秘书', ['secretary']));
  const [member] = Object.values(members);
  if (member === undefined) throw new Error('a body has members');
  const page = await world.get(member, mine);
  expect(page.text).toContain(`/s/${world.space.slug}/bodies/${bodyId}`);
  expect(page.text).toContain('有一票');
  expect(page.text).toContain(`${desk}/decisions`);
  expect(page.text).not.toContain('您是这里的街坊');
  expect((await world.get(await world.person('无席'), mine)).text).toContain('您是这里的街坊');
});

test('the desk list finds by name and number, filters, and exports nothing sensitive', async () => {
  must(await registerPerson(worker.scope, { name: '郑搬走', phone: '13800138003', former_resident: 'yes' }));
  const list = await world.get(worker, `${desk}/people?q=13800138003`);
  expect(list.text).toContain('郑搬走');
  expect(list.text).not.toContain('>何奶奶<');
  const former = await world.get(worker, `${desk}/people?kind=former`);
  expect(former.text).toContain('郑搬走');
  const csv = await world.get(worker, `${desk}/people?format=csv`);
  expect(csv.text).toContain('郑搬走');
  expect(csv.text).not.toMatch(/138001|电话号/);
  expect((await world.get(null, `${desk}/people`)).status).toBe(303);
  expect((await world.get(worker, `${desk}/people?q=%E6%B2%A1%E6%9C%89`)).text).toContain('没有这样的人');
});

test('the record opens number and sensitive part only when asked, and says what was refused', async () => {
  const personId = must(
    await registerPerson(worker.scope, { name: '李阿婆', phone: '13800138004', birthYear: '1941' }),
  ).id;
  const closed = await world.get(worker, `${desk}/people/${personId}`);
  expect(closed.text).not.toContain('13800138004');
  expect((await world.get(worker, `${desk}/people/${personId}?contact=1`)).text).toContain('13800138004');
  const kept = await world.post(worker, `${desk}/people/${personId}/sensitive`, { health: '膝盖不好' });
  expect(kept.location).toContain('done=kept');
  expect((await world.get(admin, `${desk}/people/${personId}`)).text).not.toContain('膝盖');
  expect((await world.post(admin, `${desk}/people/${personId}/open`, {})).status).toBe(422);
  await world.post(admin, `${desk}/people/${personId}/open`, { reason: 'visit' });
  expect((await world.get(admin, `${desk}/people/${personId}`)).text).toContain('膝盖不好');
  const saved = await world.post(worker, `${desk}/people/${personId}/facts`, {
    name: '李阿婆',
    phone: '13800138004',
    birthYear: '41',
  });
  expect(saved.status).toBe(422);
  expect(saved.text).toContain('请填四位数的年份');
  const other = await world.otherSpace();
  const foreign = await world.person('外人', [], { space: other });
  expect((await world.get(worker, `${desk}/people/${foreign.personId}`)).status).toBe(404);
});

test('F046 a role is granted with dates and duties said, listed, ended with a reason; the last administrator stays [/desk/:space/mandates]', async () => {
  must(await registerPerson(worker.scope, { name: '孙书记', phone: '13800138005' }));
  const form = await world.get(admin, `${desk}/mandates/new`);
  expect(form.text).toContain('不因此能动钱');
  const granted = await world.post(admin, `${desk}/mandates/new`, {
    who: '13800138005',
    role: 'treasurer',
    endsOn: '2027-03-01',
  });
  expect(granted.location).toContain('done=granted');
  const list = await world.get(admin, `${desk}/mandates?role=treasurer`);
  expect(list.text).toContain('孙书记');
  const unknown = await world.post(admin, `${desk}/mandates/new`, { who: '谁也不是', role: 'worker' });
  expect(unknown.text).toContain('没有找到这个人');
  const self = await world.post(admin, `${desk}/mandates/new`, { who: '林管理', role: 'finance' });
  expect(self.text).toContain('管钱的身份不能给自己');
  const last = await world.post(admin, `${desk}/mandates/end`, {
    mandateId: admin.actor.mandates[0]?.id ?? '',
    reason: '不干了',
  });
  expect(last.text).toContain('最后一位管理员');
  expect((await world.post(worker, `${desk}/mandates/new`, { who: '林管理', role: 'worker' })).status).toBe(403);
});

test('one sees, gives and withdraws consent, names a helper, takes the data, and may be forgotten', async () => {
  const someone = await world.person('陈爷爷');
  must(await registerPerson(worker.scope, { name: '陈小妹', phone: '13800138006' }));
  await world.post(someone, `${mine}/consents`, { personId: someone.personId, purpose: 'photo', given: 'yes' });
  expect((await world.get(someone, mine)).text).toContain('撤回');
  expect(
    (
      await world.post(someone, `${mine}/helpers`, {
        personId: someone.personId,
        who: '13800138006',
        scopeText: '报名',
      })
    ).location,
  ).toContain('done=helper');
  expect((await world.get(someone, mine)).text).toContain('陈小妹');
  const data = JSON.parse((await world.get(someone, `${mine}/data.json`)).text);
  expect(data.person.name).toBe('陈爷爷');
  expect(data.consents).toMatchObject([{ purpose: 'photo', given: true }]);
  expect((await world.post(someone, `${mine}/erase`, { personId: someone.personId })).text).toContain('请在方框里打勾');
  expect((await world.post(someone, `${mine}/erase`, { personId: someone.personId, confirm: 'yes' })).status).toBe(303);
  expect((await world.get(worker, `${desk}/people/${someone.personId}`)).text).toContain('已应本人要求删除');
});

test('every page stands in English too, without a Chinese word of its own', async () => {
  const personId = must(await registerPerson(worker.scope, { name: 'Anna Berg' })).id;
  const card = must(await issueCard(worker.scope, { personId }));
  expect(openSheet(worker.scope, card.id, card.sheet)).not.toBeNull();
  const english = { cookie: 'linli_view=en.plain' };
  const paths = [
    '/sign-in',
    '/sign-in/code',
    '/sign-in/password',
    '/sign-in/card',
    '/sign-in/second',
    `${desk}/people/new`,
    `${desk}/people/${personId}`,
    `${desk}/mandates/new`,
    `${desk}/households/new`,
    mine,
    `${mine}/act-for`,
  ];
  for (const path of paths) {
    const page = await world.get(admin, path, english);
    expect(page.status, path).toBe(200);
    const main =
      /<main[\s\S]*<\/main>/
        .exec(page.text)?.[0]
        .replaceAll('林管理', '')
        .replace(/柳巷社区|柳巷基金管委会|何奶奶/g, '') ?? '';
    expect(main.match(/\p{Script=Han}+/gu), path).toBeNull();
    expect(page.text, path).not.toMatch(/ style=|<script>| on[a-z]+="/);
  }
});
