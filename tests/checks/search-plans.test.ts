import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { makeWorld } from '#tests/world';

// What a function with its owner's rights reads is not shown by `explain`, so the plans come from the server's own notes:
// a session of the superuser that has taken the running role, which row-level security then holds as it holds that one.
const world = await makeWorld(import.meta.url, { rooms: [] });
const rows = 20_000;
/** One row in a thousand says it. */
const rare = `case when n % 1000 = 0 then array_to_tsvector(array['飞毯', '会飞']) else array_to_tsvector(array['平常', n::text]) end`;

const root = new pg.Client({ connectionString: world.database.rootUrl });
await root.connect();
afterAll(() => root.end());
await root.query('set session_replication_role = replica');
const { id: space } = world.space;
await root.query(
  `insert into need (space_id, id, title, summary, class_code, quantity, unit, state, tokens, created_at, updated_at)
   select $1, gen_random_uuid(), '平常', '', 'culture', 1, '次', 'open', ${rare}, now(), now() from generate_series(1, ${rows}) n`,
  [space],
);
await root.query(
  `insert into resource (space_id, id, kind, title, description, class_code, quantity, unit, state, label_code, tokens, created_at, updated_at)
   select $1, gen_random_uuid(), 'loan', '平常', '', 'culture', 1, '件', 'open', n::text, ${rare}, now(), now() from generate_series(1, ${rows}) n`,
  [space],
);
await root.query(
  `insert into firm_profile (space_id, organisation_id, tokens, updated_at)
   select $1, gen_random_uuid(), ${rare}, now() from generate_series(1, ${rows}) n`,
  [space],
);
await root.query(
  `insert into sealed_body (space_id, id, about_kind, about_id, kind, sealed, tokens, at)
   select $1, gen_random_uuid(), 'matter', gen_random_uuid(), 'words', '', ${rare}, now() from generate_series(1, ${rows}) n`,
  [space],
);
await root.query(
  `insert into search_entry (space_id, kind, id, page_id, title, body, inside, phase, state, audience, day, plain_title, plain_body, plain_inside, sounds)
   select $1, 'need', gen_random_uuid(), gen_random_uuid(), title, '', '', 'open', 'open', 'everyone', '2026-02-01', title, '', '', '{}'
   from (select case when n % 1000 = 0 then '会飞毯' else '平常' || n end as title from generate_series(1, ${rows}) n) made`,
  [space],
);
await root.query('analyze need, resource, firm_profile, sealed_body, search_entry');
await root.query('set session_replication_role = origin');
await root.query(`load 'auto_explain'`);
await root.query(`set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
  set auto_explain.log_level = notice; set client_min_messages = notice; set role linli_app`);
await root.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [space]);

/** What a question finds, and how it was read, one note for each statement within. */
async function asked(question: string): Promise<{ readonly count: number; readonly plans: string }> {
  const notes: string[] = [];
  const hear = (notice: { readonly message: string | undefined }) => notes.push(notice.message ?? '');
  root.on('notice', hear);
  const { rows: found } = await root.query(question);
  root.off('notice', hear);
  return { count: found.length, plans: notes.join('\n') };
}

const questions = [
  ['need', 'need_tokens', `select * from search_needs('''飞毯'''::tsquery)`],
  ['resource', 'resource_tokens', `select * from search_resources('''飞毯'''::tsquery)`],
  ['firm_profile', 'firm_profile_tokens', `select * from search_firms('''飞毯'''::tsquery)`],
  ['sealed_body', 'sealed_tokens', `select * from search_sealed('''飞毯'''::tsquery, 'words')`],
  ['sealed_body', 'sealed_tokens', `select * from similar_sealed(array['飞毯'], 'words', 20, 50)`],
  ['search_entry', 'search_entry_tokens', `select * from search_alike('${space}', 'need', array['飞毯', '会飞'], 50)`],
  // Nothing rare in it: what nearly all say is read by its index too, and only so much of it.
  ['search_entry', 'search_entry_tokens', `select * from search_alike('${space}', 'need', array['平常'], 20)`],
  [
    'search_entry',
    'search_entry_tokens',
    `select jsonb_array_elements(search_find('${space}', '''飞毯'''::tsquery, '{}', '{}', false, null, null, null, null, null, null, 'best', 50, 0) -> 'page')`,
  ],
] as const;

describe('words are looked up by their index, as the running role asks', () => {
  for (const [table, index, question] of questions) {
    test(question.replaceAll(space, '…'), async () => {
      const { rows: who } = await root.query<{ name: string }>('select current_user as name');
      expect(who[0]?.name).toBe('linli_app');
      // Asked as often as a session asks before it keeps one plan for all questions.
      for (let time = 0; time < 7; time += 1) {
        const { count, plans } = await asked(question);
        expect(count).toBe(20);
        expect(plans).toContain(`on ${index}`);
        expect(plans).not.toContain(`Seq Scan on ${table}`);
        expect(plans).not.toMatch(/Index Scan using search_entry_pkey on search_entry s/);
      }
    });
  }

  test('and none of it in another space', async () => {
    await root.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [
      (await world.otherSpace()).id,
    ]);
    for (const [, , question] of questions) expect((await asked(question)).count, question).toBe(0);
    await root.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [space]);
  });
});
