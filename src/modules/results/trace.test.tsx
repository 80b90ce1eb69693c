import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { room } from '#http/results';
import { must } from '#kernel/result';
import { reversePayment } from '#modules/funds';
import { allowWords } from '#modules/intake';
import { meToo } from '#modules/needs';
import { finishProject, project, reportProgress } from '#modules/projects';
import type { Scope } from '#platform/scope';
import { bankSlip, makeFund } from '#tests/fund';
import { closeWithRest, fiveParts, makeGift, makeNeed, makePayment, makeRunning, type Town } from '#tests/project';
import { makeWorld } from '#tests/world';
import { giveVerdict } from './commands.ts';
import { answerChange } from './commands-changes.ts';
import { changes } from './queries.ts';
import { traceOf } from './queries-trace.ts';
import { traceSums } from './rules-trace.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const speaker = await world.person('街坊乙');
const neighbour = await world.person('街坊丙');
const root = `/s/${world.space.slug}/trace`;
let town: Town;
let giftId: string;

beforeAll(async () => {
  town = await makeFund(world);
  giftId = await makeGift(world, town, '2000', '收1');
  await makeGift(world, town, '90000', '收2');
});

const allowanceOf = async (id: string) => (await project(world.visitor, id))?.authorisationId ?? '';

/** A scope that counts what it asks of the database. */
function counting(scope: Scope): { readonly scope: Scope; readonly count: () => number } {
  let asked = 0;
  const plugin: KyselyPlugin = {
    transformQuery: (args) => {
      asked += 1;
      return args.node;
    },
    transformResult: (args) => Promise.resolve(args.result),
  };
  return { scope: { ...scope, db: scope.db.withPlugin(plugin) }, count: () => asked };
}

describe('the public trace', () => {
  test('F045 F049 one thread from words to verdict and the change it made, from need, project, matter, decision and gift [/s/:space/trace/:kind/:of]', async () => {
    const { needId, slip } = await makeNeed(world, town, speaker);
    must(await meToo(neighbour.scope, { id: needId }));
    const id = await makeRunning(world, town, needId);
    must(
      await reportProgress(town.worker.scope, { id, text: '送了一个月', services: '600', people: '20', percent: '50' }),
    );
    await makePayment(world, town, await allowanceOf(id), '1234.56');
    must(await finishProject(town.worker.scope, { id, met: needId }));
    world.clock.advance({ minutes: 5 });
    const said = {
      kind: 'matter',
      id: slip.id,
      verdict: 'partly',
      reason: 'late',
      words: '老凉',
      change: '早点',
    } as const;
    must(await giveVerdict(speaker.scope, said));
    const [proposed] = await changes(world.visitor, { projectIds: [id] });
    const parts = { ...fiveParts, plan: '每天十一点半' };
    const answer = { answer: 'accepted', because: '多数人同意', summary: '提早半小时', ...parts } as const;
    must(await answerChange(town.worker.scope, { id: proposed?.id ?? '', ...answer }));
    await closeWithRest(town, id, '要趁热');
    const page = await world.get(null, `${root}/need/${needId}`);
    expect(page.status).toBe(200);
    const inOrder = ['有人说了一件事', '核实，成为需求', '又有 1 位', '写成项目', '表决', '公示到', '慈善组织接受'];
    const then = [
      '这些钱汇到了一起',
      '钱留出来了',
      '进展 50%',
      '付款：',
      '有人说：解决了一部分',
      '改成第 2 版',
      '退回基金',
    ];
    let at = 0;
    for (const words of [...inOrder, ...then]) {
      expect(page.text.indexOf(words, at), words).toBeGreaterThan(at);
      at = page.text.indexOf(words, at);
    }
    for (const amount of ['3,000.00', '1,234.56', '1,765.44']) expect(page.text).toContain(amount);
    expect(page.text).toContain('正好是零');
    for (const secret of ['街坊乙', '街坊丙', '老凉', '剩饭']) expect(page.text).not.toContain(secret);
    const number = (await world.get(null, `${root}/matter/${slip.number}`)).text;
    expect(number).toContain('送了一个月');
    const decision = (await project(world.visitor, id))?.procedureId ?? '';
    for (const way of [`project/${id}`, `decision/${decision}`, `gift/${giftId}`])
      expect((await world.get(null, `${root}/${way}`)).text, way).toContain('1,234.56');
    const english = await world.get(null, `${root}/need/${needId}`, { cookie: 'lang=en', 'accept-language': 'en' });
    expect(english.text).toContain('From beginning to end');
    expect(english.text).toContain('Changed to version 2');
  });

  test('original words only while their speaker consents', async () => {
    const { needId, slip } = await makeNeed(world, town, speaker, '雨天没处活动');
    const shows = async () => (await world.get(null, `${root}/need/${needId}`)).text.includes('剩饭');
    expect(await shows()).toBe(false);
    must(await allowWords(speaker.scope, { id: slip.id, allow: true }));
    expect(await shows()).toBe(true);
    must(await allowWords(speaker.scope, { id: slip.id, allow: false }));
    expect(await shows()).toBe(false);
  });

  test('what is still to come stands dashed with its day', async () => {
    const { needId } = await makeNeed(world, town, speaker, '长椅太少');
    await makeRunning(world, town, needId);
    const page = await world.get(null, `${root}/need/${needId}`);
    expect(page.text).toContain('下次进展');
    expect(page.text).toMatch(/<li class="[^"]*future/);
  });

  test("drafts, strangers' ids and other spaces have no thread", async () => {
    const { needId } = await makeNeed(world, town, speaker, '别处的事');
    const other = await world.otherSpace();
    expect((await world.get(null, `/s/${other.slug}/trace/need/${needId}`)).status).toBe(404);
    for (const path of ['need/x', 'gift/none', 'matter/2026-9999', `project/${needId}`, `money/${needId}`])
      expect((await world.get(null, `${root}/${path}`)).status, path).toBe(404);
  });

  test('the number of queries does not grow with what is on the thread', async () => {
    const small = await makeNeed(world, town, speaker, '小事');
    await makeRunning(world, town, small.needId);
    const large = await makeNeed(world, town, speaker, '大事');
    const id = await makeRunning(world, town, large.needId);
    for (let n = 1; n <= 6; n += 1) {
      await makePayment(world, town, await allowanceOf(id), `${n}0`);
      must(await reportProgress(town.worker.scope, { id, text: `第 ${n} 次`, percent: `${n}` }));
    }
    const few = counting(world.visitor);
    const many = counting(world.visitor);
    await traceOf(few.scope, 'need', small.needId);
    const found = await traceOf(many.scope, 'need', large.needId);
    expect(found?.payments).toHaveLength(6);
    expect(many.count() - few.count()).toBeLessThanOrEqual(4);
    expect(many.count()).toBeLessThan(40);
  });

  test('whatever is paid, sent back and closed, the sums agree with the ledger to the fen', async () => {
    let turn = 0;
    const amounts = fc.array(fc.record({ fen: fc.bigInt(1n, 60_000n), back: fc.boolean() }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.boolean(), async (payments, close) => {
        turn += 1;
        const { needId } = await makeNeed(world, town, speaker, `第 ${turn} 件事`);
        const id = await makeRunning(world, town, needId);
        let kept = 0n;
        for (const { fen, back } of payments) {
          const yuan = `${fen / 100n}.${(fen % 100n).toString().padStart(2, '0')}`;
          const payment = await makePayment(world, town, await allowanceOf(id), yuan);
          if (back) must(await reversePayment(town.finance.scope, { id: payment, reason: '退票', proof: bankSlip }));
          else kept += fen;
        }
        if (close) {
          must(await finishProject(town.worker.scope, { id }));
          await closeWithRest(town, id, '记下了');
        }
        const trace = await traceOf(world.visitor, 'project', id);
        const sums = traceSums(trace?.allowances ?? []);
        const shown = (trace?.payments ?? []).reduce((sum, one) => sum + one.amount, 0n);
        const inflow = (trace?.streams ?? []).reduce((sum, one) => sum + one.amount, trace?.more.amount ?? 0n);
        const posted = await world.visitor.db
          .selectFrom('ledger_entry as e')
          .innerJoin('ledger_posting as p', 'p.entry_id', 'e.id')
          .innerJoin('fund as f', 'f.account_id', 'p.account_id')
          .select((select) => select.fn.sum<string | null>('p.amount').as('sum'))
          .where('e.authorisation_id', '=', await allowanceOf(id))
          .executeTakeFirstOrThrow();
        expect(sums).toEqual({
          ...{ granted: 300_000n, paid: kept, returned: close ? 300_000n - kept : 0n },
          left: close ? 0n : 300_000n - kept,
        });
        expect([shown, inflow, BigInt(posted.sum ?? '0')]).toEqual([kept, kept, kept]);
      }),
      { numRuns: 5, seed: 20_260_302 },
    );
  });
});
