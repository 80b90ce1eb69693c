import { Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { importsOf, isTest, type SourceFile } from './source.ts';

const aidRooms = /^src\/modules\/(needs|resources|matching|casework)\//;
const givingRooms = ['funds', 'gifts', 'volunteering', 'learning', 'shop', 'partners', 'budgeting'];
const givingNames = /gift|donor|donat|pledge|point|hour|volunteer|balance/i;
const table = '(ledger|gift|donor|donation|pledge|point|hour|service_hours|volunteer)[a-z_]*';
const givingTables = new RegExp(`\\b(from|join|into|update|table)\\s+"?${table}\\b`, 'i');
const givingTable = new RegExp(`^${table}( as [a-z]+)?$`, 'i');

export const noPriceOnHelp: Rule = {
  // F100: whether someone is helped must not hang on what they gave, so the rooms of help cannot even read it.
  name: 'F100 no price on help',
  looksAt: (path) => aidRooms.test(path) && !isTest(path),
  check: (files) => files.flatMap(priceOnHelp),
  planted: [
    { 'src/modules/needs/queries.ts': `import { giftsOf } from '#modules/funds';` },
    { 'src/modules/matching/rules.ts': `import type { Points } from '#modules/volunteering';` },
    { 'src/modules/resources/commands.ts': `import { hoursOf } from '#modules/ledger';` },
    { 'src/modules/needs/queries.ts': `const rows = db.selectFrom('gift').selectAll();` },
    {
      'src/modules/needs/queries.ts': `const rows = db.selectFrom('need').innerJoin('ledger_posting as p', 'a', 'b');`,
    },
    { 'src/modules/matching/queries.ts': 'const rows = sql`select sum(amount) from ledger_posting where true`;' },
  ],
  clean: {
    'src/modules/resources/commands.ts': `import { moveStock } from '#modules/ledger';`,
    'src/modules/needs/queries.ts': `const rows = db.selectFrom('need').select('title').where('state', '=', 'open');`,
  },
};

function priceOnHelp(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const complain = (at: number, what: string) =>
    found.push(finding(file, at, `help may not look at giving (F100): ${what}`));
  for (const one of importsOf(file)) {
    const room = one.specifier.match(/^#modules\/(.+)$/)?.[1] ?? '';
    const isResourceStock = file.path.startsWith('src/modules/resources/') && room === 'ledger';
    const name = one.names.find((each) => each === '*' || givingNames.test(each));
    if (givingRooms.includes(room) || (room === 'ledger' && (!isResourceStock || name !== undefined)))
      complain(one.at, `${room} ${name ?? ''}`);
  }
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string' && (givingTable.test(node.value) || givingTables.test(node.value)))
        complain(node.start, node.value);
    },
    TemplateElement(node) {
      if (givingTables.test(node.value.raw)) complain(node.start, node.value.raw.trim().slice(0, 60));
    },
  }).visit(file.program);
  return found;
}
