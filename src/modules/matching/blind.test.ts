import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import { room as parameters } from '#http/parameters';
import { must } from '#kernel/result';
import { matchesForNeed, matchesForResource } from '#modules/matching';
import { need as needById } from '#modules/needs';
import { offerResource, resource as resourceById } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { makeNeighbourhood } from '#tests/matching';
import { openMarket } from './queries-market.ts';

const { world, worker, neighbour, needs, offers } = await makeNeighbourhood(import.meta.url, [parameters]);

/** Everything matching may look at: needs, resources, their own past, places, and whether somebody is a resident. */
const allowed = new Set([
  'wait',
  ...['need', 'resource', 'proposal', 'match_pair', 'booking', 'classification', 'space_class', 'place', 'person'],
  ...['consent', 'parameter_value', 'household'],
]);

/** Names that queries give within themselves. */
const aliases = ['a', 'near'];

/** Whether a query has these words among what it asks for. */
const asks = (node: unknown, words: string): boolean =>
  JSON.stringify(node, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)).includes(words);

/** A scope that writes down the name of every table its queries touch, raw ones too. */
function watched(scope: Scope): { readonly scope: Scope; readonly tables: Set<string> } {
  const tables = new Set<string>();
  const note = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) note(one);
    if (typeof node !== 'object' || node === null) return;
    const { kind, table, sqlFragments } = node as { kind?: string; table?: unknown; sqlFragments?: string[] };
    const name =
      kind === 'TableNode' ? JSON.stringify(table).match(/"identifier":\{[^}]*"name":"([a-z_]+)"/)?.[1] : null;
    if (typeof name === 'string') tables.add(name);
    for (const match of (sqlFragments ?? []).join(' ? ').matchAll(/\b(?:from|join)\s+"?([a-z_]+)/g))
      tables.add(match[1] ?? '');
    for (const one of Object.values(node)) note(one);
  };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      const before = new Set(tables);
      note(node);
      // What stands on the shelf is asked of the books, and nothing but goods answers.
      if (asks(node, 'GOODS:%') && !before.has('ledger_account')) tables.delete('ledger_account');
      // Of all that is sealed only the groups a person agreed to have used are asked for (F069).
      if (asks(node, '"groups"') && !before.has('sealed_body')) tables.delete('sealed_body');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { scope: { ...scope, db: scope.db.withPlugin(plugin) }, tables };
}

describe('help does not ask what anybody gave', () => {
  test('F100 proposals and plans are made without reading a gift, an hour or a point [/desk/:space/needs/:id/matches]', async () => {
    const needId = await needs();
    const resourceId = await offers(neighbour.scope);
    await offers(worker.scope, {
      kind: 'goods',
      title: '米',
      class_code: 'material.food.groceries',
      unit: '公斤',
      quantity: '5',
    });
    const one = await needById(worker.scope, needId);
    const thing = await resourceById(worker.scope, resourceId);
    if (one === null || thing === null) throw new Error('nothing to match');
    const { scope, tables } = watched(worker.scope);
    expect((await matchesForNeed(scope, one)).ranked.length).toBe(1);
    expect((await matchesForResource(scope, thing)).ranked.length).toBe(1);
    expect((await openMarket(scope)).pairs.length).toBe(1);
    const others = [...tables].filter((name) => !allowed.has(name) && !aliases.includes(name));
    expect(tables.size).toBeGreaterThan(6);
    expect(others).toEqual([]);
  });

  test('F100 a rule that asks for giving is refused: there is no such number to set, and no such group to help', async () => {
    const admin = await world.person('周主任', ['admin']);
    const change = { value: '10', effectiveFrom: '2026-03-09', source: '某次会议', reason: '捐过的先帮' };
    for (const key of ['match.gifts', 'match.hours', 'match.points', 'match.donor'])
      expect((await world.post(admin, `/desk/${world.space.slug}/parameters/${key}/set`, change)).status).toBe(404);
    const offer = {
      kind: 'goods' as const,
      title: '只给捐过款的',
      class_code: 'material.food.groceries',
      unit: '份',
      quantity: '1',
    };
    // As a form would send it, whatever the types say.
    for (const eligible of ['donors', 'volunteers', 'members_with_points'])
      expect(await offerResource(neighbour.scope, { ...offer, eligible: eligible as 'anyone' })).toMatchObject({
        ok: false,
        fault: { field: 'eligible' },
      });
    must(await offerResource(neighbour.scope, { ...offer, eligible: 'low_income' }));
  });
});
