import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { room as reportRoom } from '#http/reports';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { approvePayment, askPayment, payPayment, reversePayment } from '#modules/funds';
import { recordBankGift, recordGoodsGift, reverseGift } from '#modules/gifts';
import { bookHours } from '#modules/ledger';
import { grantsJson, publishReport, showReport, writeHledger } from '#modules/reports';
import { openTasks } from '#modules/tasks';
import { projectRoot } from '#platform/root';
import { act } from '#tests/books';
import { bankSlip, makeFund } from '#tests/fund';
import { makeNeed, makePayment, makeRunning } from '#tests/project';
import { makeWorld } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, { from: '2026-03-02T09:00:00+08:00' });
const cast = await makeFund(world);
const { secretary, finance, treasurer, worker, fund } = cast;
const refusal = (result: Result<unknown>): string => (result.ok ? '' : result.fault.code);
const accountOf = async () =>
  (await world.system.db.selectFrom('fund').select('account_id').executeTakeFirstOrThrow()).account_id ?? '';

async function give(amount: string, bankReference: string, donorName = '白玉梅'): Promise<string> {
  const gift = { fundId: fund, nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' } as const;
  return must(await recordBankGift(finance.scope, { ...gift, donorName, amount, bankReference })).id;
}

async function pay(authorisationId: string, amount: string, bankReference: string): Promise<string> {
  const wish = { authorisationId, payeeOrganisationId: cast.provider, amount, whatFor: '三月的午餐' };
  const { id } = must(await askPayment(secretary.scope, wish));
  must(await approvePayment(treasurer.scope, { id }));
  must(await approvePayment(finance.scope, { id }));
  must(await payPayment(finance.scope, { id, bankReference }));
  return id;
}

/** Whether Debian's hledger is on the path; where it is not, its test is skipped by name. */
const hledger = (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'hledger')));

describe('what is told to everyone', () => {
  test('F044 a month is published as a version; a correction is a new one, and both stay [/desk/:space/reports/:period]', async () => {
    await give('1000.01', 'A-1');
    const wrong = await give('20', 'A-2');
    must(
      await recordGoodsGift(worker.scope, {
        ...{
          fundId: fund,
          nature: 'gift',
          sourceClass: 'merchant',
          publicity: 'anonymous',
          title: '大米',
          quantity: '30',
        },
        ...{ unit: '袋', classCode: 'facilities.lighting', condition: '新', usable: 'yes' },
      }),
    );
    const { authorisationId } = await cast.grant(await accountOf(), 50_000n);
    await pay(authorisationId, '123.45', 'P-1');
    must(
      await act(world.system, (inside) => bookHours(inside, { minutes: 95n, subject: { kind: 'hours', id: newId() } })),
    );
    expect(refusal(await publishReport(secretary.scope, { period: '2026-03' }))).toBe('reports.not_over');
    world.clock.set('2026-04-02T09:00:00+08:00');
    for (const job of reportRoom.jobs ?? []) await job.run(world.system);
    for (const job of reportRoom.jobs ?? []) await job.run(world.system);
    const asked = async () =>
      (await openTasks(world.system, {})).filter((one) => one.kind === 'reports.publish').length;
    expect(await asked()).toBe(1);
    expect(refusal(await publishReport(secretary.scope, { period: '2026-13' }))).toBe('reports.not_found');
    expect(refusal(await publishReport(worker.scope, { period: '2026-03' }))).toBe('access.not_allowed');
    must(await publishReport(secretary.scope, { period: '2026-03', summary: '助餐开张了。' }));
    expect(await asked()).toBe(0);
    expect(refusal(await publishReport(secretary.scope, { period: '2026-03', summary: '改' }))).toBe(
      'reports.reason_missing',
    );
    const again = { period: '2026-03', summary: '助餐开张了。', reason: '重来' };
    expect(refusal(await publishReport(secretary.scope, again))).toBe('reports.nothing_changed');
    must(await reverseGift(finance.scope, { id: wrong, reason: '银行退汇。' }));
    must(await publishReport(secretary.scope, { ...again, reason: '退回了一笔二十元的捐款。' }));
    const list = await world.get(null, '/s/liuxiang/reports');
    for (const words of ['第 1 版', '第 2 版', '有更正']) expect(list.text).toContain(words);
  });

  test('F044 its page tells what came, what went and what was decided; the first version points to the second [/s/:space/reports/:id]', async () => {
    const rows = await world.system.db
      .selectFrom('report_version')
      .select(['id', 'version'])
      .orderBy('version')
      .execute();
    const first = (await world.get(null, `/s/liuxiang/reports/${rows[0]?.id}`)).text;
    for (const words of ['1,020.01', '123.45', '896.56', '助餐试点', '1 小时 35 分', '请看第 2 版'])
      expect(first).toContain(words);
    const second = (await world.get(null, `/s/liuxiang/reports/${rows[1]?.id}`)).text;
    for (const words of ['退回了一笔二十元的捐款', '第 1 版']) expect(second).toContain(words);
    expect(second).not.toContain('白玉梅');
    const poster = (await world.get(null, `/s/liuxiang/reports/${rows[1]?.id}/poster`)).text;
    for (const words of ['896.56', '助餐试点', 'class="qr"']) expect(poster).toContain(words);
    must(await showReport(worker.scope, { id: rows[1]?.id ?? '', place: 'board', day: '2026-04-02' }));
    expect(refusal(await showReport(worker.scope, { id: rows[1]?.id ?? '', place: 'board', day: '2026-04-02' }))).toBe(
      'reports.shown_already',
    );
    expect(refusal(await showReport(worker.scope, { id: rows[1]?.id ?? '', place: 'web', day: '2026-04-03' }))).toBe(
      'reports.future',
    );
    expect((await world.get(null, `/s/liuxiang/reports/${rows[1]?.id}`)).text).toContain('公告栏');
  });

  test('F166 what went round in a year: money, goods and time side by side, never added [/s/:space/turnover]', async () => {
    const { text } = await world.get(null, '/s/liuxiang/turnover');
    for (const words of ['2026 年', '¥1,020.01', '收到 30 袋', '1 小时 35 分']) expect(text).toContain(words);
  });

  test('F044 a quarter is reported like a month, over the same books [/desk/:space/reports/:period]', async () => {
    const back = await world.system.db.selectFrom('payment').select('id').executeTakeFirstOrThrow();
    must(await reversePayment(finance.scope, { id: back.id, reason: '多付了，商家退回。', proof: bankSlip }));
    world.clock.set('2026-07-03T09:00:00+08:00');
    must(await publishReport(secretary.scope, { period: '2026-Q2', summary: '' }));
    const page = await world.get(secretary, '/desk/liuxiang/reports/2026-Q2');
    for (const words of ['2026 年第 2 季度', '第 1 版']) expect(page.text).toContain(words);
    expect((await checkSpaces(world.platform))[0]?.findings.filter((one) => one.first !== null)).toEqual([]);
  });
});

describe('the books as files', () => {
  test('F042 the journal names nobody, and carries hours and goods as commodities of their own', async () => {
    const { text } = await world.get(null, '/s/liuxiang/ledger.journal');
    for (const words of ['commodity 1000.00 CNY', 'commodity 1000. min', 'GOODS:', ' = '])
      expect(text).toContain(words);
    for (const name of ['白玉梅', '白*梅', '银行退汇', '多付了']) expect(text).not.toContain(name);
  });

  test.skipIf(!hledger)(
    'F042 hledger accepts the journal, and its balances are those of the page (skipped where hledger is not installed)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'linli-journal-'));
      try {
        const file = join(folder, 'books.journal');
        let text = '';
        await writeHledger(world.system, '柳巷社区', (piece) => {
          text += piece;
        });
        writeFileSync(file, text);
        execFileSync('hledger', ['-f', file, 'check', 'accounts', 'commodities', 'ordereddates', 'assertions']);
        const path = `fund:${fund}`;
        const said = execFileSync('hledger', ['-f', file, 'balance', path, '-N', '--format', '%(total)'], {
          encoding: 'utf8',
        });
        expect(said.trim()).toBe('-1000.01 CNY');
        expect((await world.get(null, '/s/liuxiang/fund')).text.replace(/<[^>]*>/g, '')).toContain('1,000.01');
        const hours = execFileSync('hledger', ['-f', file, 'balance', 'hours:served', '-N', '--format', '%(total)'], {
          encoding: 'utf8',
        });
        expect(hours.trim()).toBe('95 min');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      await printLedger(world.system);
    },
  );

  test('F042 without a grant there is no 360Giving package, and the page says so', async () => {
    expect(await grantsJson(world.system, 'liuxiang')).toBeNull();
    const answer = await world.get(null, '/s/liuxiang/grants.json');
    expect([answer.status, answer.text.includes('没有可以下载的数据')]).toEqual([404, true]);
  });
});

const schemas = join(projectRoot, '../shared/data/360giving');
const readSchema = (name: string): Record<string, unknown> =>
  // Both schemas name their dialect by http, which strict validators do not know.
  JSON.parse(
    readFileSync(join(schemas, name), 'utf8').replace(
      'http://json-schema.org/draft/2020',
      'https://json-schema.org/draft/2020',
    ),
  );

test.skipIf(!existsSync(schemas) && process.env['CI'] !== 'true')(
  'F042 grants to organisations are valid 360Giving, exact to the fen, and name no person (skipped without shared data)',
  async () => {
    const town = { ...cast };
    await give('9999.99', 'G-1');
    const speaker = await world.person('沈福根');
    const { needId } = await makeNeed(world, town, speaker);
    const running = await makeRunning(world, town, needId);
    const project = await world.system.db
      .selectFrom('project')
      .select('authorisation_id')
      .where('id', '=', running)
      .executeTakeFirstOrThrow();
    await makePayment(world, town, project.authorisation_id ?? '', '33.33');
    const text = await grantsJson(world.system, 'liuxiang');
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    const grant = readSchema('360-giving-schema.json');
    ajv.addSchema(
      grant,
      'https://raw.githubusercontent.com/ThreeSixtyGiving/standard/1.4.2/schema/360-giving-schema.json',
    );
    const check = ajv.compile(readSchema('360-giving-package-schema.json'));
    const found: unknown = JSON.parse(text ?? 'null');
    check(found);
    expect(check.errors ?? []).toEqual([]);
    expect(check({ ...Object(found), grants: [{}] })).toBe(false);
    for (const words of ['"amountAwarded": 3000.00', '"amountDisbursed": 33.33', '夕阳红助餐社', '江城慈善会'])
      expect(text).toContain(words);
    for (const name of ['沈福根', '白玉梅', '王秀英', '吴社工']) expect(text).not.toContain(name);
  },
);
