import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { createWeb } from '#app/web-server';
import { localTime } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { fund } from '#modules/funds';
import { addMember } from '#modules/organisations';
import { createAccount } from '#modules/people';
import { makeRule } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { makeGift, makeNeed } from '#tests/project';
import { makeWorld } from '#tests/world';
import { expectSentence, sentences } from './hand.ts';
import { bodyOf, httpHand } from './hand-http.ts';
import { plain } from './html.ts';
import { fakePicture } from './loop-pay.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const hand = httpHand(world);
const { slug } = world.space;
const [open, desk] = [`/s/${slug}`, `/desk/${slug}`];
const resident = await world.person('陈阿婆');
const recused = town.committee.members['孙立'];
if (recused === undefined) throw new Error('nobody sits as 孙立');
must(await addMember(world.system, { organisationId: town.shop, personId: recused.personId }));
await makeRule(town.secretary, 'change');
const giftId = await makeGift(world, town, '1000', '转001');
const account = (await fund(world.system, town.fund))?.accountId ?? '';
const { authorisationId } = await town.grant(account, 60_000n);
const bill = { authorisationId, payeeOrganisationId: town.provider, amount: '600', whatFor: '餐费' };

/** How many rows every table holds; what was only read leaves its trace in the audit alone. */
async function rows(): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: world.database.rootUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and c.column_name = 'space_id' and t.table_type = 'BASE TABLE' and c.table_name <> 'audit_event' order by 1`,
    );
    const parts = tables.rows.map(({ name }) => `select '${name}' as name, count(*)::text as n from "${name}"`);
    const counts = await client.query<{ name: string; n: string }>(parts.join(' union all '));
    expect(counts.rows.length).toBeGreaterThan(50);
    return Object.fromEntries(counts.rows.map((row) => [row.name, row.n]));
  } finally {
    await client.end();
  }
}

/** Does what is refused; afterwards no table has a row more or less. */
async function nothingHalfDone(work: () => Promise<unknown>): Promise<void> {
  const before = await rows();
  await work();
  expect(await rows()).toEqual(before);
}

describe('money', () => {
  const finance = hand.seat(town.finance);
  const worker = hand.seat(town.worker);

  test('a payment without a decision [/desk/:space/payments/new]', () =>
    nothingHalfDone(() =>
      worker.forged(`${desk}/payments/new`, { ...bill, authorisationId: newId() }, 'funds.no_decision'),
    ));

  test('a payment above what was decided, and money taken back that is promised [/desk/:space/payments/new, /desk/:space/gifts/:id]', () =>
    nothingHalfDone(async () => {
      await worker.open(`${desk}/payments/new?for=${authorisationId}`);
      const over = { payeeOrganisationId: town.provider, amount: '600.01', whatFor: '餐费' };
      await worker.refused('/payments/new', over, 'funds.over_authorised');
      await finance.open(`${desk}/gifts/${giftId}`);
      await finance.refused('/reverse', { reason: '想拿回去' }, 'ledger.over_available');
    }));

  test('a payment to the firm of a member who takes part [/desk/:space/payments/new]', () =>
    nothingHalfDone(async () => {
      await worker.open(`${desk}/payments/new?for=${authorisationId}`);
      const firm = { payeeOrganisationId: town.shop, amount: '1', whatFor: '面条' };
      await worker.refused('/payments/new', firm, 'funds.payee_related');
      const named = { payeeOrganisationId: '', payeeName: '老街面馆', amount: '1', whatFor: '面条' };
      await worker.refused('/payments/new', named, 'funds.payee_related');
    }));

  test('approved twice by one person [/desk/:space/payments/:id]', async () => {
    await worker.open(`${desk}/payments/new?for=${authorisationId}`);
    await worker.press('/payments/new', { payeeOrganisationId: town.provider, amount: '1', whatFor: '餐费' });
    const page = worker.page.url.split('?')[0] ?? '';
    const treasurer = hand.seat(town.treasurer);
    await treasurer.open(page);
    await treasurer.press('/approve');
    treasurer.lacks('/approve');
    await nothingHalfDone(() => treasurer.forged(`${page}/approve`, {}, 'ledger.already_approved'));
  });

  test('amounts of 0, −1, 0.001 and 1e9; １００ is a hundred [/desk/:space/gifts/bank]', async () => {
    const from = { nature: 'gift', sourceClass: 'resident', donorName: '刘大方', bankReference: '转100' };
    await nothingHalfDone(async () => {
      for (const [amount, code] of [
        ['0', { code: 'money.not_positive' }],
        ['-1', { code: 'money.not_positive' }],
        ['−1', { code: 'money.not_positive' }],
        ['0.001', { code: 'money.too_fine' }],
        ['1e9', { code: 'money.too_large', params: { max: '99,999,999.99' } }],
      ] as const) {
        await finance.open(`${desk}/gifts/bank`);
        await finance.refused('/gifts/bank', { ...from, amount }, code);
      }
    });
    await finance.press('/gifts/bank', { ...from, amount: '１００' });
    expect(finance.page.text).toContain('¥100.00');
  });

  test('the same key with other content is a conflict; the same form twice leads to the first result [/desk/:space/gifts/bank]', async () => {
    await finance.open(`${desk}/gifts/bank`);
    const form = finance.form('/gifts/bank');
    if (form === null) throw new Error('the form is not there');
    const typed = (amount: string) =>
      new Map(
        Object.entries({
          nature: ['gift'],
          sourceClass: ['resident'],
          donorName: ['再来'],
          bankReference: ['转200'],
          amount: [amount],
        }),
      );
    const send = (amount: string, cookie = '') =>
      world.post(town.finance, form.action, bodyOf(form, typed(amount)), cookie === '' ? {} : { cookie });
    const first = await send('25');
    expect(first.status).toBe(303);
    await nothingHalfDone(async () => {
      const again = await send('25');
      expect([again.status, again.location]).toEqual([303, first.location]);
      for (const lang of ['zh', 'en'] as const) {
        const other = await send('26', `linli_view=${lang}.plain`);
        expect(other.status).toBe(409);
        expectSentence(
          { ...other, url: '', html: other.text, text: plain(other.text) },
          { code: 'input.key_reused' },
          lang,
        );
      }
    });
  });
});

describe('deciding', () => {
  test('a decision below quorum [/desk/:space/decisions/:id]', async () => {
    const secretary = hand.seat(town.secretary);
    const fields = {
      ...{ template: 'change', title: '改公示天数', text: '从七天改成五天' },
      bodyId: town.committee.bodyId,
    };
    const begun = await world.post(town.secretary, `${desk}/decisions/new`, fields);
    expect(begun.status, begun.text).toBe(303);
    await secretary.open(begun.location.split('?')[0] ?? '');
    const below = { present: 0, needed: 4, eligible: 5 };
    await nothingHalfDone(() => secretary.refused('/close', {}, { code: 'decisions.below_quorum', params: below }));
  });
});

describe('words', () => {
  const visitor = hand.seat(null);

  test('a text of 100,000 characters, none of them lost [/s/:space/say]', () =>
    nothingHalfDone(async () => {
      await visitor.open(`${open}/say`);
      const words = '灯'.repeat(100_000);
      await visitor.refused('/say', { words }, { code: 'input.too_long', params: { max: 10_000, length: 100_000 } });
      const kept = visitor.form('/say')?.controls.find((control) => control.name === 'words');
      expect(kept?.value).toBe(words);
    }));

  test('a money appeal for a named person, with the lawful ways [/s/:space/say]', () =>
    nothingHalfDone(async () => {
      await visitor.open(`${open}/say`);
      const words = '我邻居张伟的孩子得了白血病，请大家给他捐款，卡号6222020200112233445';
      const told = await visitor.refused('/say', { words }, 'intake.money_appeal');
      expect(told.text).toContain('民政部指定的个人求助平台');
      expect(told.text).toContain(words);
    }));

  test('markup as a name [/s/:space/help/offer]', () =>
    nothingHalfDone(async () => {
      const seat = hand.seat(resident);
      await seat.open(`${open}/help/offer`);
      const offer = { kind: 'skill', class_code: 'service.repair', quantity: '1', unit: '次' };
      const told = await seat.refused('/help/offer', { ...offer, title: '<script>alert(1)</script>' }, 'input.markup');
      expect(told.html).not.toContain('<script>alert(1)');
    }));

  test('a photo that is none [/s/:space/say]', () =>
    nothingHalfDone(async () => {
      const seat = hand.seat(resident);
      await seat.open(`${open}/say`);
      await seat.press('/say', { words: '井盖翘起来了' });
      await seat.press('/say', { place_text: '井边' });
      await seat.refused('/say', { contact_way: 'none', photo: fakePicture() }, 'files.not_an_image');
      const kept = seat.form('/say')?.controls.find((control) => control.name === 'words');
      expect(kept?.value).toBe('井盖翘起来了');
    }));
});

describe('borders', () => {
  test('another space’s ids in the address [/s/:space/needs/:id, /desk/:space/needs/:id]', async () => {
    const other = await world.otherSpace();
    const stranger = hand.seat(await world.person('桥头社工', ['worker', 'secretary'], { space: other }));
    const { needId } = await makeNeed(world, town, resident);
    await nothingHalfDone(async () => {
      await hand.seat(null).shut(`/s/${other.slug}/needs/${needId}`, 'needs.not_found');
      await stranger.shut(`/desk/${other.slug}/needs/${needId}`, 'needs.not_found');
      await stranger.shut(`/desk/${slug}/needs/${needId}`, 'access.other_space');
      await stranger.shut(`/desk/${other.slug}/gifts/${giftId}`, 'gifts.not_found');
      const reason = { reason: '不是你们的' };
      await stranger.forged(`/desk/${other.slug}/needs/${needId}/withdraw`, reason, 'needs.not_found');
      await stranger.forged(`/desk/${slug}/needs/${needId}/withdraw`, reason, 'access.other_space');
      await stranger.forged(`/desk/${other.slug}/payments/new`, { ...bill, amount: '1' }, 'funds.no_decision');
    });
  });

  test('a login guessed thirty times [/sign-in/password]', async () => {
    const web = createWeb(world.platform, { limits: { readsPerMinute: 1e6, changesPerMinute: 1e6 } });
    const person = { spaceId: world.space.id, personId: resident.personId };
    const entry = { username: 'chenapo', password: '槐树下面一张凳 88' };
    must(await createAccount(world.platform, { ...person, ...entry }));
    const enter = async (password: string, lang: 'zh' | 'en' = 'zh') => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ username: entry.username, password, back: '/me' }))
        body.set(name, value);
      const headers = { host: 'linli.test', origin: 'http://linli.test', 'accept-language': lang };
      const answer = await web.fetch(
        new Request('http://linli.test/sign-in/password', { method: 'POST', body, headers }),
      );
      const html = await answer.text();
      return {
        status: answer.status,
        url: '/sign-in/password',
        html,
        text: plain(html),
        cookie: answer.headers.get('set-cookie'),
      };
    };
    const until = new Date(world.clock.now().getTime() + 15 * 60_000);
    const closed = { code: 'people.too_many', params: { minutes: 15, time: localTime(until, 'Asia/Shanghai') } };
    for (let guess = 1; guess <= 30; guess += 1) {
      const answer = await enter(`猜猜猜猜猜猜猜猜猜${guess}`, guess % 2 === 0 ? 'en' : 'zh');
      expectSentence(answer, guess <= 5 ? { code: 'people.wrong_password' } : closed, guess % 2 === 0 ? 'en' : 'zh');
      expect(answer.cookie).toBeNull();
    }
    expectSentence(await enter(entry.password), closed, 'zh');
    world.clock.advance({ minutes: 61 });
    expect(await enter(entry.password)).toMatchObject({ status: 303 });
  });
});

test('every refusal there is has its sentence in both languages', () => {
  for (const code of sentences.codes)
    for (const lang of ['zh', 'en'] as const) expect(sentences.say(lang, { code, params: {} }), code).not.toBe(code);
});
