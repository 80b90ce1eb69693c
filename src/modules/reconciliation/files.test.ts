import { writeXlsx } from 'hucre';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { BadRow } from '#platform/sheet';
import { fingerprintOf, footFaults, occurrences, readFoot, readLine, readSigned } from './rules-line.ts';
import { decoded, encodingOf, findHead, formatOf, markRows, OpenQuote, readRecords } from './rules-read.ts';
import type { LineDraft, Record } from './schema.ts';

/** Reads a whole invented file as the commands do: format, head, lines, bad rows, footers. */
async function read(bytes: Uint8Array) {
  const encoding = encodingOf(bytes);
  if (encoding === null) throw new Error('no text');
  const first = decoded(bytes, encoding).next().value;
  const format = formatOf(typeof first === 'string' ? first : '');
  const records: Record[] = [];
  for await (const record of readRecords(bytes, encoding, format)) records.push(record);
  return { encoding, format, ...interpret(records, format) };
}

function interpret(records: readonly Record[], format: 'sheet' | 'wechat' | 'alipay') {
  const head = findHead(records);
  if (head === null) return { columns: null, lines: [], bad: [] as BadRow[] };
  const lines: LineDraft[] = [];
  const bad: BadRow[] = [];
  let counted = { rows: 0, in: 0n, out: 0n };
  for (const record of records.slice(head.at + 1)) {
    if (record.foot !== undefined) {
      const foot = readFoot(record, head.columns);
      if (foot !== null) bad.push(...footFaults(foot, counted));
      continue;
    }
    const line = readLine(record, { columns: head.columns, format, zone: 'Asia/Shanghai', today: '2026-04-30' });
    if ('code' in line) bad.push(line);
    else {
      lines.push(line);
      counted = {
        rows: counted.rows + 1,
        in: counted.in + (line.amount > 0n ? line.amount : 0n),
        out: counted.out - (line.amount < 0n ? line.amount : 0n),
      };
    }
  }
  return { columns: head.columns, lines, bad };
}

const text = (lines: readonly string[], end = '\n') => `${lines.join(end)}${end}`;
const utf8 = (lines: readonly string[], end = '\n') => new TextEncoder().encode(text(lines, end));

const bank = [
  '惠民银行对公账户明细',
  '账号,尾号 1234,币种,人民币',
  '交易日期,流水号,摘要,对方户名,收入,支出,余额',
  '2026-03-02,B001,捐款,王秀兰,200.00,,1200.00',
  '2026-03-05,B002,付款,红旗五金店,,"1,050.50",149.50',
  '2026-03-31,B003,结息,,0.37,,149.87',
];

describe('bank tables', () => {
  test('the head is found below what stands before it, amounts come in and go out by their columns', async () => {
    const found = await read(utf8(bank));
    expect(found.encoding).toBe('utf-8');
    expect(found.bad).toEqual([]);
    expect(found.lines.map((one) => [one.line, one.day, one.amount, one.number, one.balance, one.payer])).toEqual([
      [4, '2026-03-02', 20000n, 'B001', 120000n, '王秀兰'],
      [5, '2026-03-05', -105050n, 'B002', 14950n, '红旗五金店'],
      [6, '2026-03-31', 37n, 'B003', 14987n, ''],
    ]);
  });

  test('UTF-8 with and without a byte order mark, GBK, UTF-16 and CRLF read the same', async () => {
    const plain = (await read(utf8(bank))).lines;
    const whole = text(bank);
    const crlf = text(bank, '\r\n');
    const written: [string, Uint8Array, string][] = [
      ['BOM', new TextEncoder().encode(`\uFEFF${whole}`), 'utf-8'],
      ['GBK', iconv.encode(whole, 'gbk'), 'gb18030'],
      ['GBK and CRLF', iconv.encode(crlf, 'gbk'), 'gb18030'],
      ['CRLF', new TextEncoder().encode(crlf), 'utf-8'],
      ['UTF-16', iconv.encode(whole, 'utf-16le', { addBOM: true }), 'utf-16le'],
      ['UTF-16 BE', iconv.encode(whole, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ];
    for (const [name, bytes, encoding] of written) {
      const found = await read(bytes);
      expect(found.encoding, name).toBe(encoding);
      expect(found.lines, name).toEqual(plain);
    }
  });

  test('one column of signed amounts, and one of amounts beside a column that says which way', async () => {
    const signed = await read(
      utf8(['日期,金额,备注', '2026-03-02,200.00,a', '2026/3/3,-5.5,b', '20260304,"(1,000.00)",c']),
    );
    expect(signed.lines.map((one) => one.amount)).toEqual([20000n, -550n, -100000n]);
    expect(signed.lines.map((one) => one.day)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    const told = await read(
      utf8(['日期,金额,借贷标志', '2026-03-02,200.00,贷', '2026-03-03,5.50,借', '2026-03-04,１２３．４０,收入']),
    );
    expect(told.lines.map((one) => one.amount)).toEqual([20000n, -550n, 12340n]);
  });

  test('a negative line in a column of outgoings takes an outgoing back, in one of income it takes income back', async () => {
    const found = await read(utf8(['日期,流水号,收入,支出', '2026-03-02,N1,,-30.00', '2026-03-02,N2,-20.00,']));
    expect(found.lines.map((one) => one.amount)).toEqual([3000n, -2000n]);
  });

  test('every bad row is named by its line and reason, and the good rows are there', async () => {
    const found = await read(
      utf8([
        '交易日期,流水号,收入,支出',
        '2026-03-02,A1,10.00,',
        '2026-03-02,A2',
        ',A3,10.00,',
        '三月二日,A4,10.00,',
        '2026-02-30,A5,10.00,',
        '2027-03-02,A6,10.00,',
        '2026-03-02,A7,,',
        '2026-03-02,A8,十块,',
        '2026-03-02,A9,10.005,',
        '2026-03-02,A10,10.00,5.00',
        '2026-03-02,A11,0.00,0.00',
        '2026-03-03,A12,12.00,',
      ]),
    );
    expect(found.lines.map((one) => one.number)).toEqual(['A1', 'A12']);
    expect(found.bad.map((one) => [one.line, one.code])).toEqual([
      [3, 'line.columns'],
      [4, 'line.no_day'],
      [5, 'line.day'],
      [6, 'line.day'],
      [7, 'line.future'],
      [8, 'line.no_amount'],
      [9, 'line.amount'],
      [10, 'line.too_fine'],
      [11, 'line.both'],
      [12, 'line.zero'],
    ]);
    expect(found.bad[0]?.params).toEqual({ found: 2, needed: 4 });
  });

  test('a wrong encoding inside a file is named by line', async () => {
    const bytes = Buffer.concat([
      iconv.encode('日期,收入,对方户名\n2026-03-02,10.00,王秀兰\n2026-03-03,11.00,', 'gbk'),
      Buffer.from([0x81, 0x30, 0x20]),
      iconv.encode('\n2026-03-04,12.00,李国强\n', 'gbk'),
    ]);
    const found = await read(bytes);
    expect(found.lines.map((one) => one.day)).toEqual(['2026-03-02', '2026-03-04']);
    expect(found.bad).toEqual([{ line: 3, code: 'line.encoding' }]);
  });

  test('what is no text is refused, and so is a quotation mark nobody closed', async () => {
    expect(encodingOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]))).toBeNull();
    await expect(read(utf8(['日期,收入', '2026-03-02,"10.00', '2026-03-03,11.00']))).rejects.toBeInstanceOf(OpenQuote);
  });

  test('a footer whose totals do not agree is named, one that agrees is not', async () => {
    const good = await read(utf8([...bank, '合计,,,,200.37,"1,050.50",']));
    expect(good.bad).toEqual([]);
    expect(good.lines).toHaveLength(3);
    const bad = await read(utf8([...bank, '合计,,,,200.37,"1,050.00",']));
    expect(bad.bad).toEqual([{ line: 7, code: 'foot.out', params: { said: '1,050.00', found: '1,050.50' } }]);
    expect(bad.lines).toHaveLength(3);
  });

  test('a table without a day or an amount has no head of ours', async () => {
    expect((await read(utf8(['姓名,电话', '王秀兰,13800000000']))).columns).toBeNull();
  });

  test('a spreadsheet reads as the same table', async () => {
    const book = await writeXlsx({
      sheets: [
        {
          name: '明细',
          rows: [
            ['对公明细'],
            ['日期', '流水号', '收入', '支出'],
            ['2026-03-02', 'X1', 12.5, null],
            ['合计', null, 12.5, null],
          ],
        },
      ],
    });
    const { readXlsxTable } = await import('#platform/sheet');
    const table = await readXlsxTable(book);
    if (!table.ok) throw new Error(table.fault.code);
    const found = interpret([...markRows(table.value)], 'sheet');
    expect(found.lines.map((one) => [one.day, one.amount, one.number])).toEqual([['2026-03-02', 1250n, 'X1']]);
    expect(found.bad).toEqual([]);
  });
});

const wechatHead =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const wechatFoot = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const wechatRow = (over: {
  n: string;
  state?: string;
  amount?: string;
  refund?: string;
  back?: string;
  what?: string;
}) =>
  [
    '2026-03-02 09:30:11',
    'wx1',
    '1900',
    '0',
    '',
    `42000${over.n}`,
    `M${over.n}`,
    'oUser',
    'JSAPI',
    over.state ?? 'SUCCESS',
    'OTHERS',
    'CNY',
    over.amount ?? '0.00',
    '0.00',
    over.refund ?? '0',
    over.refund === undefined ? '0' : `R${over.n}`,
    over.back ?? '0.00',
    '0.00',
    '',
    '',
    over.what ?? '助老, 午餐',
    '',
    '0.00000',
    '0.60%',
    over.amount ?? '0.00',
    over.back ?? '0.00',
    '',
  ]
    .map((cell) => `\`${cell}`)
    .join(',');

describe('channel bills', () => {
  test('the WeChat Pay bill: backticks, commas inside names, refunds under their own number, the summary checked', async () => {
    const lines = [
      wechatHead,
      wechatRow({ n: '1', amount: '10.00' }),
      wechatRow({ n: '2', amount: '5.50' }),
      wechatRow({ n: '2', state: 'REFUND', refund: '50000', back: '5.50' }),
      wechatFoot,
      ['3', '15.50', '5.50', '0.00', '0.00000', '15.50', '5.50'].map((cell) => `\`${cell}`).join(','),
    ];
    for (const bytes of [utf8(lines), utf8(lines, '\r\n'), new TextEncoder().encode(`\uFEFF${text(lines)}`)]) {
      const found = await read(bytes);
      expect(found.format).toBe('wechat');
      expect(found.bad).toEqual([]);
      expect(found.lines.map((one) => [one.line, one.amount, one.number, one.orderNumber])).toEqual([
        [2, 1000n, '420001', 'M1'],
        [3, 550n, '420002', 'M2'],
        [4, -550n, '50000', '420002'],
      ]);
      expect(found.lines[0]?.memo).toBe('JSAPI · 助老, 午餐');
    }
  });

  test('the WeChat Pay bill of payments alone has no refund columns; what was not paid is named', async () => {
    const head = '交易时间,商户号,微信订单号,商户订单号,交易类型,交易状态,货币种类,应结订单金额,商品名称';
    const row = (n: string, state: string) =>
      ['2026-03-02 09:30:11', '1900', n, `M${n}`, 'NATIVE', state, 'CNY', '8.00', '义卖']
        .map((cell) => `\`${cell}`)
        .join(',');
    const found = await read(
      utf8([head, row('1', 'SUCCESS'), row('2', 'NOTPAY'), '总交易单数,应结订单总金额', '`2,`8.00']),
    );
    expect(found.lines.map((one) => one.amount)).toEqual([800n]);
    expect(found.bad.map((one) => [one.line, one.code])).toEqual([
      [3, 'line.not_final'],
      [5, 'foot.count'],
    ]);
  });

  test('the WeChat Pay flow of funds: each line says whether it comes or goes, with the balance', async () => {
    const head =
      '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
    const row = (n: string, way: string, amount: string) =>
      ['2026-03-02 10:00:00', `4200${n}`, `F${n}`, '交易', '交易', way, amount, '100.00', 'system', '', '']
        .map((cell) => `\`${cell}`)
        .join(',');
    const foot = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';
    const found = await read(
      utf8([head, row('1', '收入', '10.00'), row('2', '支出', '4.00'), foot, '`2,`1,`10.00,`1,`4.00']),
    );
    expect(found.lines.map((one) => [one.amount, one.number, one.orderNumber, one.balance])).toEqual([
      [1000n, 'F1', '42001', 10000n],
      [-400n, 'F2', '42002', 10000n],
    ]);
    expect(found.bad).toEqual([]);
  });

  test('the Alipay bill: GBK, comment lines before and after, tabs behind cells, totals in words', async () => {
    const lines = [
      '#支付宝账务明细查询',
      '#账号：[2088]',
      '#起始日期：[2026年03月01日 00:00:00]   终止日期：[2026年04月01日 00:00:00]',
      '#-----------------------------------------账务明细列表----------------------------------------',
      '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注',
      '1001\t,2001\t,M1\t,助学,2026-03-02 08:00:01,abc@x.cn,66.00, ,166.00,支付宝,在线支付,',
      '1002\t,2002\t,M2\t,手续费,2026-03-02 08:00:02,,,-0.40,165.60,支付宝,收费,',
      '#-----------------------------------------账务明细列表结束------------------------------------',
      '#支出合计：1笔，共-0.40元',
      '#收入合计：1笔，共66.00元',
      '#导出时间：[2026年04月01日 09:00:00]',
    ];
    const found = await read(iconv.encode(text(lines, '\r\n'), 'gbk'));
    expect(found.format).toBe('alipay');
    expect(found.bad).toEqual([]);
    expect(found.lines.map((one) => [one.line, one.amount, one.number, one.orderNumber, one.balance])).toEqual([
      [6, 6600n, '1001', '2001', 16600n],
      [7, -40n, '1002', '2002', 16560n],
    ]);
    const wrong = await read(iconv.encode(text(lines.map((line) => line.replace('共66.00元', '共67.00元'))), 'gbk'));
    expect(wrong.lines).toHaveLength(2);
    expect(wrong.bad).toEqual([{ line: 10, code: 'foot.in', params: { said: '67.00', found: '66.00' } }]);
  });
});

describe('the same line', () => {
  const draft = (over: Partial<LineDraft>): LineDraft => ({
    ...{ line: 1, day: '2026-03-02', amount: 1000n, number: '', orderNumber: '', balance: null },
    ...{ payer: '王秀兰', payerAccount: '', memo: '', cells: [], ...over },
  });

  test('is known by its number whatever else changed, and by all it says where it has none', () => {
    const equal = occurrences({});
    expect(fingerprintOf(draft({ number: 'A', memo: 'x' }), equal)).toBe(
      fingerprintOf(draft({ number: 'A', memo: 'y' }), equal),
    );
    expect(fingerprintOf(draft({ memo: 'x' }), occurrences({}))).toBe(
      fingerprintOf(draft({ memo: 'x' }), occurrences({})),
    );
    expect(fingerprintOf(draft({ memo: 'x' }), occurrences({}))).not.toBe(
      fingerprintOf(draft({ memo: 'y' }), occurrences({})),
    );
  });

  test('two equal lines without a number in one file are two, also across pieces of the file', () => {
    const equal = occurrences({});
    const [first, second] = [fingerprintOf(draft({}), equal), fingerprintOf(draft({}), equal)];
    expect(first).not.toBe(second);
    const later = occurrences(equal.of('2026-03-02'));
    expect(new Set([first, second, fingerprintOf(draft({}), later)]).size).toBe(3);
  });
});

test('amounts as banks write them are read exactly or refused', () => {
  const read: [string, bigint | string][] = [
    ['1,234.50', 123450n],
    ['-0.01', -1n],
    ['12.00-', -1200n],
    ['(7.00)', -700n],
    ['+5', 500n],
    ['¥５０', 5000n],
    ['1.005', 'line.too_fine'],
    ['--5', 'line.amount'],
    ['abc', 'line.amount'],
  ];
  for (const [typed, wanted] of read) expect(readSigned(typed), typed).toBe(wanted);
});
