import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { foreignId, foreignMark, isForm, noRow, openGround } from './insider.ts';

const ground = await openGround();
afterAll(() => ground.close());

const routes = ground.web.routes.map(({ route }) => route);
const forms = routes
  .filter(isForm)
  // These end or begin the insider's own session, and the first space is there already.
  .filter((route) => !/^\/(sign-out|setup|sign-in)|stop-acting$/.test(route.path));

describe('an address that names nothing of ours is answered, never a failure, never from next door', () => {
  const queries = [
    '?done=constructor',
    '?q=%27%25_%5C%22--&page=99999999999999999999&sort=-__proto__&size=1e9',
    '?format=csv&q=%F0%9F%98%80',
    '?person=x&who=x&matter=x&need=x&project=x&invitation=x&for=x&subject=x&kind=x&with=x&card=x&sheet=x&s=x&number=x&code=x',
  ];
  const odd = ['x', '%E0%A4%A', '6f1b0f5e-1d2b-4f6a-9b1a-000000000000'];
  const gets = routes.filter((route) =>
    route.kind === 'raw' ? route.method === 'GET' : !(isForm(route) && route.postOnly === true),
  );

  test.each(gets.map((route) => [route.path, route] as const))('%s', async (path, route) => {
    const real = await ground.realAddress(path);
    const filters = route.kind === 'list' ? (route.filters ?? []) : [];
    const nextDoor = foreignId(ground.insider.personId);
    const addresses = [
      ...queries.map((query) => real + query),
      ...filters.flatMap((key) => ['9'.repeat(40), nextDoor].map((value) => `${real}?${key}=${value}`)),
      ...partsOf(path).flatMap((at) =>
        [...odd, foreignId(real.split('/')[at] ?? '')].map((part) => swapped(real, at, part)),
      ),
    ];
    for (const address of addresses) {
      const answer = await ground.get(address);
      expect(answer.status, address).toBeLessThan(500);
      // The list of all communities names them all.
      if (path !== '/') expect(answer.text, address).not.toContain(foreignMark);
    }
  });
});

/** Where in a path the parts are that name something. */
function partsOf(path: string): number[] {
  return path.split('/').flatMap((part, at) => (part.startsWith(':') && part !== ':space' ? [at] : []));
}

function swapped(address: string, at: number, part: string): string {
  return address.split('/').with(at, part).join('/');
}

describe('a form filled with oddities is refused with a sentence or kept as text', () => {
  const oddities: readonly (readonly [string, string | readonly string[]])[] = [
    ['everything twice', ['a', 'b']],
    ['zero bytes', '\u0000x\u0000'],
    ['a hundred thousand letters', 'x'.repeat(100_000)],
    ['turned-round writing', '\u202eevil\u2066\u200b\ufeff'],
    ['half a letter', '\ud800'],
    ['a negative', '-1'],
    ['a number without end', '9'.repeat(400)],
    ['markup', '<script>alert(1)</script>'],
    ['a day that never was', '2026-02-31'],
  ];
  test.each(forms.map((route) => [route.path, route] as const))('%s', async (path, route) => {
    const address = await ground.realAddress(path);
    const fields = [...Object.keys(fieldsOf(route.command.spec.input)), '__proto__', 'constructor', 'space_id', '_key'];
    // Three sendings give every field three of them, and every kind to one field in three.
    for (const turn of [0, 3, 6]) {
      const given = fields.map((name, at) => [name, oddities[(at + turn) % oddities.length]] as const);
      const what = given.map(([name, oddity]) => `${name}: ${oddity?.[0]}`).join(', ');
      const body = Object.fromEntries(given.map(([name, oddity]) => [name, oddity?.[1] ?? '']));
      const answer = await ground.post(address, body);
      expect(answer.status, what).toBeLessThan(500);
      expect(answer.text, what).not.toContain('<script>alert');
    }
  });
});

describe('a key from next door', () => {
  test('opens and changes nothing, in any field of any form', async () => {
    const keys = await ownKeys();
    const before = await ground.foreignDigest();
    let tried = 0;
    for (const route of forms) {
      const address = await ground.realAddress(route.path);
      const fields = fieldsOf(route.command.spec.input);
      const usual = Object.fromEntries(
        Object.entries(fields).map(([name, schema]) => [name, usualFor(name, schema, keys)]),
      );
      for (const at of partsOf(route.path)) {
        tried += 1;
        const part = foreignId(address.split('/')[at] ?? '');
        await expectNothing(swapped(address, at, part), usual, route.path);
      }
      for (const name of Object.keys(fields).filter((one) => isKey(fields[one] ?? z.never()))) {
        tried += 1;
        await expectNothing(address, { ...usual, [name]: foreignId(keyFor(name, keys)) }, `${route.path} ${name}`);
      }
    }
    expect(tried).toBeGreaterThan(200);
    expect(await ground.foreignDigest()).toBe(before);
    expect(await strayKeys()).toEqual([]);
  });

  test('is found where it is planted', async () => {
    const [person] = (
      await ground.root.query<{ id: string }>('select id from person where space_id = $1', [ground.foreign.id])
    ).rows;
    await ground.root.query('begin');
    await ground.root.query(
      `update task set subject_id = $1 where id = (select id from task where space_id = $2 limit 1)`,
      [person?.id, ground.demo.spaceId],
    );
    expect(await strayKeys()).toHaveLength(1);
    await ground.root.query('rollback');
  });
});

async function expectNothing(address: string, fields: Readonly<Record<string, string>>, what: string): Promise<void> {
  const answer = await ground.post(address, fields);
  expect(answer.status, what).toBeLessThan(500);
  expect(answer.text, what).not.toContain(foreignMark);
}

/** Rows of the demo that hold a key of a row next door, by table. */
async function strayKeys(): Promise<string[]> {
  const { root, demo, foreign } = ground;
  const tables = await ground.tables();
  const nextDoor = new Set<string>();
  for (const table of tables.filter((one) => one.hasId)) {
    const { rows } = await root.query<{ id: string }>(`select id from ${table.name} where space_id = $1`, [foreign.id]);
    for (const { id } of rows) nextDoor.add(id);
  }
  const stray: string[] = [];
  for (const { name } of tables) {
    const { rows } = await root.query<{ row: string }>(`select t::text as row from ${name} t where space_id = $1`, [
      demo.spaceId,
    ]);
    const found = rows.filter(({ row }) =>
      (row.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []).some((id) => nextDoor.has(id)),
    );
    stray.push(...found.map(({ row }) => `${name} ${row.slice(0, 200)}`));
  }
  return stray;
}

/** The fields a command takes, by name. */
function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  // The parts of Zod's own objects, pipes and unions are Zod types.
  if (schema instanceof z.ZodObject) return schema.shape as Record<string, z.ZodType>;
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.def.in as z.ZodType);
  return {};
}

const usualValues = ['\u8bd5\u4e00\u8bd5', '3', '12.5', '2026-11-25', '10:00', 'yes', '13800000000', 'abcdef', '2026'];

function accepts(schema: z.ZodType, value: string): boolean {
  return schema.safeParse(value).success;
}

/** Whether a field takes row keys and nothing else. */
function isKey(schema: z.ZodType): boolean {
  return accepts(schema, noRow) && !usualValues.some((value) => accepts(schema, value));
}

/** A value the field takes; an empty one where none is known, such as for files. */
function usualFor(name: string, schema: z.ZodType, keys: ReadonlyMap<string, string>): string {
  if (isKey(schema)) return keyFor(name, keys);
  return [...wordsOf(schema), ...usualValues].find((value) => accepts(schema, value)) ?? '';
}

/** The words a choice is made of, wherever in the schema it stands. */
function wordsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodOptional) return wordsOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe)
    return [...wordsOf(schema.def.in as z.ZodType), ...wordsOf(schema.def.out as z.ZodType)];
  return schema instanceof z.ZodUnion ? schema.options.flatMap((one) => wordsOf(one as z.ZodType)) : [];
}

/** What a field's name says it names: the table whose keys it takes. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/person|leader|agreed/i, 'person'],
  [/household/i, 'household'],
  [/place/i, 'place'],
  [/organisation|hub|host|provider|payeeOrg/i, 'organisation'],
  [/body|committee/i, 'body'],
  [/fund|parent/i, 'fund'],
  [/authorisation/i, 'ledger_authorisation'],
  [/procedure/i, 'procedure'],
  [/step/i, 'step'],
  [/objection/i, 'objection'],
  [/matter|into/i, 'matter'],
  [/need/i, 'need'],
  [/resource/i, 'resource'],
  [/project/i, 'project'],
  [/activity|series|subject/i, 'activity'],
  [/invitation/i, 'invitation'],
  [/visit/i, 'visit'],
  [/mandate/i, 'mandate'],
  [/card/i, 'household_card'],
  [/helper/i, 'family_helper'],
  [/member/i, 'membership'],
  [/by/i, 'signup'],
];

function keyFor(name: string, keys: ReadonlyMap<string, string>): string {
  const table = kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'person';
  return keys.get(table) ?? noRow;
}

/** One row's key of each kind, from the demo. */
async function ownKeys(): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const { name, hasId } of await ground.tables()) {
    if (!hasId) continue;
    const { rows } = await ground.root.query<{ id: string }>(
      `select id from ${name} where space_id = $1 order by id desc limit 1`,
      [ground.demo.spaceId],
    );
    if (rows[0] !== undefined) keys.set(name, rows[0].id);
  }
  return keys;
}
