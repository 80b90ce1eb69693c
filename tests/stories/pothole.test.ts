import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { keepVisit } from '#modules/diary';
import { answerOffer, offerMatter, referMatter, takeBack } from '#modules/dispatch';
import {
  answerMatter,
  joinMatter,
  keepPromise,
  matter,
  matterList,
  promisesOf,
  say,
  similarMatters,
  solveMatter,
  takeMatter,
  writeDown,
} from '#modules/intake';
import { agree, holdSession, lookAfter, openMediation, trust } from '#modules/mediation';
import { takeCall } from '#modules/reception';
import { giveVerdict, recordVerdict, verdictCounts } from '#modules/results';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const he = await world.person('何雨晴', ['worker']);
const ma = await world.person('马建国', ['grid_worker']);
const lin = await world.person('林悦');
const shen = await world.person('沈福根');
const tian = await world.person('田秀芝');
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');

/** Reported by five through four ways, joined, handed on, and promised. */
async function reported() {
  const words = '三单元门口的路上有个大坑，夜里骑车摔人。';
  const web = must(await say(lin.scope, { words, contact_way: 'none' }));
  const phone = must(
    await takeCall(he.scope, { channel: 'phone', person: shen.personId, words: `${words}快一个月了。` }),
  );
  const box = must(await takeCall(he.scope, { channel: 'box', anonymous: 'yes', words: `${words}谁管？` }));
  const visit = must(
    await keepVisit(ma.scope, { person: tian.personId, place_text: '三单元', words: `${words}推车也过不去。` }),
  );
  const again = must(await say(world.visitor, { words: `${words}又下雨了。`, contact_way: 'none' }));
  expect((await similarMatters(he.scope, words)).length).toBeGreaterThanOrEqual(4);

  // Four more voices stand behind the first.
  const query = { q: '', filters: {}, sort: null, page: 1, size: 50 };
  const fromVisit = (await matterList(he.scope, query)).rows.find((one) => one.number === visit.slips[0]?.number);
  for (const id of [phone.id, box.id, fromVisit?.id ?? '', again.id])
    must(await joinMatter(he.scope, { id, into: web.number }));
  expect((await matter(he.scope, phone.id))?.joinedToId).toBe(web.id);

  // From hand to hand: whoever had it first answers for it until the other accepts.
  must(await takeMatter(he.scope, { id: web.id }));
  const offer = must(await offerMatter(he.scope, { id: web.id, person: ma.personId, reason: '在您那一片' }));
  expect((await matter(he.scope, web.id))?.handlerId).toBe(he.personId);
  must(await answerOffer(ma.scope, { id: offer.id, answer: 'accept' }));
  must(
    await answerMatter(ma.scope, {
      id: web.id,
      reply: '请市政来补。',
      promise: '补好三单元门口的坑',
      due_on: '2026-03-06',
    }),
  );
  return { web, phone, box, again, visited: fromVisit?.id ?? '' };
}

type Reported = Awaited<ReturnType<typeof reported>>;

async function missed({ web }: Reported): Promise<void> {
  // The promise is missed, and the matter goes up to the street and comes back.
  world.clock.advance({ days: 6 });
  const [late] = await promisesOf(he.scope, web.id);
  expect(late?.stand).toBe('overdue');
  const sent = must(
    await referMatter(ma.scope, {
      id: web.id,
      door: 'street',
      office: '城管科',
      reason: '市政没有来',
      due_on: '2026-03-12',
    }),
  );
  expect((await openTasks(ma.scope, {})).some((one) => one.kind === 'dispatch.back')).toBe(true);
  must(await takeBack(ma.scope, { id: sent.id, outcome: 'back', result: '市政周二夜里补好' }));
  must(await keepPromise(ma.scope, { id: late?.id ?? '', result: '坑补平了' }));
  must(await solveMatter(ma.scope, { id: web.id, way: 'fixed' }));
  expect((await promisesOf(he.scope, web.id))[0]?.stand).toBe('late');
}

async function solvedWhenTheySaySo({ web, phone, box, again, visited }: Reported): Promise<void> {
  // Solved is what the one who spoke says: not yet, and then it is open again.
  const told = async (personId: string) =>
    (await he.scope.db.selectFrom('outbox_message').select('body').where('person_id', '=', personId).execute()).map(
      (one) => one.body,
    );
  // Each of those who reported it hears of it under their own number, and each is asked.
  expect((await told(shen.personId)).some((body) => body.includes(phone.number))).toBe(true);
  expect(await verdictCounts(he.scope)).toMatchObject({ asked: 5, unanswered: 5 });
  must(await giveVerdict(lin.scope, { kind: 'matter', id: web.id, verdict: 'solved' }));
  must(
    await giveVerdict(shen.scope, {
      kind: 'matter',
      id: phone.id,
      verdict: 'not',
      reason: 'quality',
      words: '又塌了。',
    }),
  );
  expect((await matter(he.scope, web.id))?.state).toBe('taken');
  expect((await matter(he.scope, phone.id))?.joinedToId).toBe(web.id);
  world.clock.advance({ days: 4 });
  must(await solveMatter(ma.scope, { id: web.id, way: 'fixed' }));
  expect(
    code(await recordVerdict(he.scope, { kind: 'matter', id: web.id, verdict: 'solved', way: 'call', evidence: '' })),
  ).toBe('results.evidence_missing');
  must(await giveVerdict(lin.scope, { kind: 'matter', id: web.id, verdict: 'solved' }));
  must(await giveVerdict(shen.scope, { kind: 'matter', id: phone.id, verdict: 'solved' }));
  const slip = { verdict: 'solved' };
  for (const one of [box, again])
    expect((await world.post(null, `/s/${world.space.slug}/verdict/${one.number}-${one.code}`, slip)).status).toBe(303);
  must(
    await recordVerdict(ma.scope, {
      ...{ kind: 'matter', id: visited, verdict: 'solved', way: 'paper', evidence: '上门问的，本人签了字' },
    }),
  );
  expect((await matter(he.scope, web.id))?.state).toBe('solved');
  expect(await verdictCounts(he.scope)).toMatchObject({ asked: 5, solved: 5, unanswered: 0, own: 4, recorded: 1 });
}

test('F169 F184 F206 F171 a pothole reported by five people through four channels is one matter, promised late, raised to the street, and solved only when they say so', async () => {
  const facts = await reported();
  await missed(facts);
  await solvedWhenTheySaySo(facts);
});

test('F188 F186 F207 a petition is answered by itself and goes on to a mediator whom both sides trust; the agreement is looked at', async () => {
  const petition = must(
    await takeCall(he.scope, { channel: 'petition', contact_name: '钱某', words: '楼上装修砸了承重墙，要说法。' }),
  );
  const other = must(await writeDown(he.scope, { words: '装修太吵。', channel: 'phone', not_named: true }));
  expect(code(await joinMatter(he.scope, { id: petition.id, into: other.number }))).toBe('intake.petition_apart');
  // The one who handles it is not neutral.
  expect(
    code(
      await openMediation(he.scope, {
        ...{ matter: petition.id, kind: 'property', mediator: he.personId, one: '钱家', other: '楼上' },
        about: '承重墙',
      }),
    ),
  ).toBe('mediation.not_neutral');
  const { id } = must(
    await openMediation(he.scope, {
      ...{ matter: petition.id, kind: 'property', mediator: ma.personId, one: '钱家', other: '楼上' },
      about: '承重墙',
    }),
  );
  for (const side of ['one', 'other'] as const) must(await trust(ma.scope, { id, side }));
  must(await holdSession(ma.scope, { id, held_on: '2026-03-12', said: '楼上愿意请人加固。' }));
  must(await agree(ma.scope, { id, agreement: '一月内加固，验收单给钱家。', follow_up_on: '2026-04-20' }));
  must(await answerMatter(he.scope, { id: petition.id, reply: '已调解，四月二十日回访。' }));
  world.clock.set('2026-04-20T09:00:00+08:00');
  must(await lookAfter(ma.scope, { id, outcome: 'kept', found: '验收单给了。' }));
});
