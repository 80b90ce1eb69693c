import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorld } from '#tests/harness';
import { referenceTables, tenancyFaults } from './tenancy.ts';

const world = await testWorld(import.meta.url);
const root = new Client({ connectionString: world.rootUrl });
const app = new Client({ connectionString: world.appUrl });
const owner = new Client({ connectionString: world.ownerUrl });

beforeAll(async () => {
  await Promise.all([root.connect(), app.connect(), owner.connect()]);
});
afterAll(async () => {
  await Promise.all([root.end(), app.end(), owner.end()]);
});

/** What the catalogue says while something bad is there; it is gone again afterwards. */
async function planted(statements: string): Promise<string[]> {
  await root.query('begin');
  try {
    await root.query(statements);
    return (await tenancyFaults(root)).faults;
  } finally {
    await root.query('rollback');
  }
}

describe('every table is under the tenancy rule', () => {
  it('finds no fault in any table', async () => {
    const { tables, faults } = await tenancyFaults(root);
    expect(faults).toEqual([]);
    expect(tables).toBeGreaterThan(40);
  });

  it('knows every reference table it lists', async () => {
    const { rows } = await root.query<{ name: string }>(
      `select unnest($1::text[]) as name except select relname from pg_class`,
      [referenceTables],
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['a table without space_id', 'create table bad (id uuid primary key)', 'bad has no space_id'],
    ['a space_id that may be absent', 'create table bad (space_id uuid, id uuid primary key)', 'bad has no space_id'],
    [
      'a key without the space first',
      'create table bad (space_id uuid not null, id uuid, primary key (id, space_id))',
      'bad_pkey is unique without',
    ],
    ['a unique index across spaces', 'create unique index bad on outbox_message (person_id)', 'bad is unique without'],
    ['no primary key', 'create table bad (space_id uuid not null)', 'bad has no primary key'],
    [
      'a foreign key that leaves the space',
      'create table bad (id uuid unique, space_id uuid not null, other uuid references bad (id), primary key (space_id, id))',
      'leads to bad without space_id first',
    ],
    [
      'row-level security off',
      'alter table outbox_message disable row level security',
      'outbox_message has row-level security off',
    ],
    [
      'row-level security not forced',
      'alter table outbox_message no force row level security',
      'outbox_message has row-level security not forced',
    ],
    ['a policy that admits all', 'create policy bad on outbox_message using (true)', 'outbox_message.bad lets in more'],
    [
      'a policy that lets write elsewhere',
      'create policy bad on outbox_message for insert with check (space_id = any ((select linli_spaces())::uuid[]))',
      'outbox_message.bad lets in more',
    ],
    ['no policy', 'drop policy readable on outbox_message', 'outbox_message has no policy for r'],
    ['a right to rewrite', 'grant update on ledger_posting to linli_app', 'ledger_posting lets linli_app update'],
    [
      'a right to rewrite one column',
      'grant update (amount) on ledger_posting to linli_app',
      'ledger_posting lets linli_app update',
    ],
    [
      'a right to empty a table',
      'grant truncate on outbox_message to linli_app',
      'outbox_message lets linli_app truncate',
    ],
    [
      'a missing trigger',
      'drop trigger append_only on ledger_posting',
      'ledger_posting is not guarded by the trigger for update',
    ],
    ['a view past the policies', 'create view bad as select * from outbox_message', 'bad is a view'],
    [
      'a function past the policies',
      `create function bad() returns int language sql security definer as 'select 1'`,
      'bad() runs with its owner',
    ],
    ['a table for everybody', 'grant select on outbox_message to public', 'outbox_message may be used by everybody'],
    ['a role past the policies', 'alter role linli_app bypassrls', 'linli_app passes row-level security'],
  ])('finds %s', async (_, statements, fault) => {
    expect((await planted(statements)).join('\n')).toContain(fault);
  });
});

describe('a connection sees the spaces of its scope alone', () => {
  const [here, there] = [randomUUID(), randomUUID()];
  const scope = (space: string, spaces: string) =>
    app.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $2, false)`, [space, spaces]);
  const seen = async () =>
    (await app.query<{ space_id: string }>('select space_id from public_number order by year')).rows.map(
      (row) => row.space_id,
    );

  beforeAll(async () => {
    for (const [index, space] of [here, there].entries()) {
      await root.query(
        `insert into space (id, kind, slug, name, short_name, created_at) values ($1, 'community', $2, 'A', 'A', '2026-01-01')`,
        [space, `tenancy-${index}`],
      );
      await root.query(`insert into public_number (space_id, kind, year, last) values ($1, 'need', $2, 1)`, [
        space,
        2000 + index,
      ]);
    }
  });

  it('nothing without a scope', async () => {
    await scope('', '');
    expect(await seen()).toEqual([]);
  });

  it('its own, and others where it may read', async () => {
    await scope(here, here);
    expect(await seen()).toEqual([here]);
    await scope(here, `${here},${there}`);
    expect(await seen()).toEqual([here, there]);
  });

  it('never writes where it may only read', async () => {
    await scope(here, `${here},${there}`);
    expect((await app.query('update public_number set last = 9 where space_id = $1', [there])).rowCount).toBe(0);
    expect((await app.query('update public_number set last = 9 where space_id = $1', [here])).rowCount).toBe(1);
    await expect(
      app.query(`insert into public_number (space_id, kind, year, last) values ($1, 'gift', 2000, 1)`, [there]),
    ).rejects.toThrow('row-level security');
    await expect(app.query('update public_number set space_id = $1', [there])).rejects.toThrow('row-level security');
  });

  it('the owner rewrites nothing either, and empties nothing', async () => {
    await expect(owner.query('truncate audit_event')).rejects.toThrow('append_only');
    await root.query(
      `insert into cause (space_id, from_kind, from_id, to_kind, to_id, at) values ($1, 'matter', $2, 'need', $2, '2026-01-01')`,
      [here, randomUUID()],
    );
    await expect(root.query('delete from cause')).rejects.toThrow('append_only');
    await expect(root.query(`update cause set at = '2026-01-02'`)).rejects.toThrow('append_only');
  });
});
