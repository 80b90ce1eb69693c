import { describe, expect, test } from 'vitest';
import { room as giftsRoom } from '#http/gifts';
import { room as stewardshipRoom } from '#http/stewardship';
import { must, type Result } from '#kernel/result';
import { openFund, setUpFund } from '#modules/funds';
import { gift, recordBankGift } from '#modules/gifts';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { proposeMove, putToVote, recordAnswer } from './commands-moves.ts';
import { answersOf, move } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [giftsRoom, stewardshipRoom] });
const town = await makeFund(world);
const { finance, secretary, worker } = town;
const giver = await world.person('钱万里');
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const pot = must(await setUpFund(secretary.scope, { kind: 'purpose', name: '安全扶手', purpose: '只装扶手' })).id;
must(await openFund(finance.scope, { id: pot }));

const give = async (amount: string, who: object): Promise<{ id: string; code: string }> => {
  const made = must(
    await recordBankGift(finance.scope, {
      ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank', fundId: pot, amount },
      ...{ bankReference: `流水${amount}`, ...who },
    } as never),
  );
  return { id: made.id, code: (await gift(world.system, made.id))?.lookCode ?? '' };
};
const own = await give('300.30', { donorPersonId: giver.personId });
const slip = await give('200.20', { donorName: '孙大娘' });
const { id } = must(
  await proposeMove(secretary.scope, {
    ...{ fundId: pot, toFundId: town.fund, amount: '500.50', way: 'consent' },
    ...{ reason: '扶手由住建局装了', basis: '同为老人出行安全' },
  }),
);
const page = `/s/liuxiang/moves/${id}/answer`;
const english = { cookie: 'lang=en', 'accept-language': 'en' };

describe('a giver answers in person', () => {
  test('is told, finds the question at the gift, says no, changes to yes; nobody is named in public [/s/:space/moves/:id/answer]', async () => {
    const told = await world.system.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', giver.personId)
      .execute();
    expect(told.map((one) => one.body).join()).toContain('想先听您的');
    const at = await world.get(giver, `/s/liuxiang/gifts/${own.code}`);
    expect(at.text).toContain('等您点头');
    expect(at.text).toContain(`/moves/${id}/answer?code=${own.code}`);
    const asked = await world.get(giver, `${page}?code=${own.code}`);
    for (const words of ['您捐给“安全扶手”的钱', '300.30', '扶手由住建局装了']) expect(asked.text).toContain(words);
    const no = await world.post(giver, page, { code: own.code, answer: 'no', words: '我就想装扶手' });
    expect(no.location).toContain('done=own_answered');
    expect(codeOf(await putToVote(secretary.scope, { id }))).toBe('stewardship.giver_refused');
    const desk = await world.get(secretary, `/desk/liuxiang/moves/${id}`);
    expect(desk.text).toContain('不同意 · 本人答的 · 我就想装扶手');
    const open = await world.get(null, `/s/liuxiang/moves/${id}`);
    expect(open.text).toContain('同意 0，不同意 1，还没问到 1');
    for (const secret of ['钱万里', '我就想装扶手']) expect(open.text).not.toContain(secret);
    expect((await world.get(giver, `/s/liuxiang/gifts/${own.code}`)).text).toContain('您说的是“不同意”');
    must(await recordAnswerPaper());
    expect((await world.post(giver, page, { code: own.code, answer: 'yes' })).location).toContain('done=own_answered');
  });

  test('with the slip alone, typed as people type; a wrong code and a silent form come back with a sentence', async () => {
    expect((await world.get(null, page)).text).toContain('捐赠小票上的码');
    const wrong = await world.get(null, `${page}?code=AAAA-0000`);
    expect(wrong.text).toContain('没有找到这个码');
    expect(wrong.text).toContain('value="AAAA-0000"');
    expect((await world.get(null, `${page}?code=AAAA-0000`, english)).text).toContain('could not find this code');
    const typed = `${slip.code.slice(0, 4).toLowerCase()} ${slip.code.slice(4)}`;
    expect((await world.get(null, `${page}?code=${encodeURIComponent(typed)}`)).text).toContain('200.20');
    const silent = await world.post(null, page, { code: slip.code, words: '想想' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('还没选');
    expect(silent.text).toContain('想想');
    expect((await world.post(null, page, { code: slip.code, answer: 'yes' })).location).toContain('done=own_answered');
    const said = await answersOf(world.system, (await move(world.system, id)) ?? never());
    expect(said.map((one) => [one.answer, one.byGiver])).toEqual([
      ['yes', true],
      ['yes', true],
    ]);
  });

  test('over a giver’s own answer the desk writes another only with the paper; a gift to another fund is no say', async () => {
    const bare = await recordAnswer(worker.scope, { id, giftId: slip.id, answer: 'no', words: '电话里改了主意' });
    expect(codeOf(bare)).toBe('stewardship.paper_needed');
    const other = must(
      await recordBankGift(finance.scope, {
        ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank', fundId: town.fund },
        ...{ amount: '9', bankReference: '流水9', donorName: '别人' },
      }),
    ).id;
    const code = (await gift(world.system, other))?.lookCode ?? '';
    expect((await world.post(null, page, { code, answer: 'yes' })).text).toContain('不在这笔钱里');
    must(await putToVote(secretary.scope, { id }));
    expect((await world.post(null, page, { code: slip.code, answer: 'no' })).status).toBe(409);
    expect((await world.get(null, `${page}?code=${slip.code}`)).text).toContain('征求意见已经结束了');
    expect((await world.get(giver, `/s/liuxiang/gifts/${own.code}`)).text).not.toContain('等您点头');
  });
});

function never(): never {
  throw new Error('no move');
}

/** What the desk has on paper may stand over what was said online. */
function recordAnswerPaper() {
  const file = { bytes: new TextEncoder().encode('%PDF-1.4\n签字\n%%EOF\n'), name: '同意书.pdf' };
  return recordAnswer(worker.scope, { id, giftId: own.id, answer: 'yes', words: '签了字', file });
}
