import { Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { isGenerated, isScript, isTest, type SourceFile, wordsIn } from './source.ts';

const moneyWords = new Set(
  'fen yuan amount amounts money price prices balance balances budget cost costs payment pledged income expense fee donated'.split(
    ' ',
  ),
);
const speaksOfMoney = (text: string) => wordsIn(text).some((word) => moneyWords.has(word));
const isMoneyName = (name: string) => moneyWords.has(wordsIn(name).at(-1) ?? '');

/** Where everything counted is money, hours or points, no inexact number has any business at all. */
const countsMoney = (path: string) =>
  /^src\/(kernel\/(money|fraction)|modules\/(ledger|funds|gifts|budgeting|shop)\/)/.test(path);

const inexact = /^(Math\.(round|floor|ceil|trunc)|(Number\.)?parseFloat)$/;
const narrowing = /^(Number|(Number\.)?parseInt)$/;

export const moneyIsExact: Rule = {
  name: 'no float in money',
  looksAt: (path) =>
    (isScript(path) && /^(src|browser|demo)\//.test(path) && !isTest(path) && !isGenerated(path)) ||
    path.startsWith('db/migrations/'),
  check: (files) => files.flatMap((file) => (file.path.endsWith('.sql') ? inSql(file) : inScript(file))),
  planted: [
    { 'src/modules/projects/rules.ts': `const share = Math.round(budget / 3);` },
    { 'src/modules/projects/pages.tsx': `const text = (amountFen / 100).toFixed(2);` },
    { 'src/modules/projects/rules.ts': `const sum = parseFloat(input.amount);` },
    { 'src/modules/projects/rules.ts': `const sum = Number(row.balance);` },
    { 'src/modules/projects/rules.ts': `const sum = +row.balance;` },
    { 'src/modules/ledger/rules.ts': `const half = Math.floor(x / 2);` },
    { 'src/modules/funds/schema.ts': `export interface Gift { amount: number }` },
    { 'src/modules/funds/schema.ts': `export const gift = z.object({ amount: z.number() });` },
    { 'src/modules/funds/rules.ts': `const halve = (priceFen: number) => priceFen;` },
    { 'src/modules/projects/rules.ts': `const line = { amount: 0.1 };` },
    { 'db/migrations/0002_gifts.sql': `-- Gifts.\ncreate table gift (amount numeric(10,2) not null);` },
    { 'db/migrations/0002_gifts.sql': `-- Gifts.\ncreate table gift (amount_fen integer not null);` },
  ],
  clean: {
    'src/modules/ledger/rules.ts': `const sum = (a: { amount: bigint }) => a.amount / 2n;`,
    'src/ui/chart.tsx': `const width = Math.round(pixels / 2);`,
    'src/modules/needs/queries.ts': `const pages = Math.ceil(total / size);`,
    'db/migrations/0002_gifts.sql': `-- The amount numeric people type is read elsewhere.\ncreate table gift (amount bigint not null, chairs integer);`,
  },
};

function inScript(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const textOf = (node: { start: number; end: number }) => file.text.slice(node.start, node.end);
  const complain = (at: number, what: string) =>
    found.push(finding(file, at, `${what}: money is bigint fen, never a float`));
  const number = (node: { type: string } | null | undefined) => node?.type === 'TSNumberKeyword';
  new Visitor({
    CallExpression(node) {
      const callee = textOf(node.callee);
      const about = node.arguments.map(textOf).join(' ');
      if (inexact.test(callee) && (countsMoney(file.path) || speaksOfMoney(about))) complain(node.start, callee);
      if (narrowing.test(callee) && speaksOfMoney(about)) complain(node.start, callee);
      if (/\.to(Fixed|Precision)$/.test(callee) && (countsMoney(file.path) || speaksOfMoney(callee)))
        complain(node.start, callee);
    },
    UnaryExpression(node) {
      if (node.operator === '+' && speaksOfMoney(textOf(node.argument))) complain(node.start, textOf(node));
    },
    Property(node) {
      if (!isMoneyName(textOf(node.key))) return;
      if (/^z\.(coerce\.)?number\(/.test(textOf(node.value)) || /^-?\d*\.\d+$/.test(textOf(node.value)))
        complain(node.start, textOf(node));
    },
    TSPropertySignature(node) {
      if (isMoneyName(textOf(node.key)) && number(node.typeAnnotation?.typeAnnotation))
        complain(node.start, textOf(node));
    },
    Identifier(node) {
      if ('typeAnnotation' in node && isMoneyName(node.name) && number(node.typeAnnotation?.typeAnnotation))
        complain(node.start, textOf(node));
    },
  }).visit(file.program);
  return found;
}

function inSql(file: SourceFile): Finding[] {
  const text = file.text.replaceAll(/--.*/g, (comment) => ' '.repeat(comment.length));
  const columns = text.matchAll(
    /\b([a-z_]+)\s+(real|float\d?|double precision|numeric|decimal|money|int|integer|int4|smallint)\b/gi,
  );
  return [...columns]
    .filter((match) => isMoneyName(match[1] ?? ''))
    .map((match) => finding(file, match.index, `${match[0]}: money is bigint fen`));
}
