import { afterAll, describe, expect, test } from 'vitest';
import { openText } from '#platform/crypto';
import type { Route } from '#platform/web';
import type { Answer } from '#tests/world';
import { openGround } from './insider.ts';

const ground = await openGround();
afterAll(() => ground.close());

/** Every page that answers GET, as somebody who holds every role sees it, and as a visitor does. */
const pages = await Promise.all(
  ground.web.routes
    .map(({ route }) => route)
    .filter((route) => (route.kind === 'raw' ? route.method === 'GET' : !isPostOnly(route)))
    .map(async (route) => ({ route, address: await ground.realAddress(route.path) })),
);

function isPostOnly(route: Route): boolean {
  return route.kind === 'form' && route.postOnly === true;
}

/** Whoever answers for a public campaign stands by name in the plan that is filed and published. */
const namedByLaw = (address: string): readonly string[] => (/\/campaigns\/[\da-f-]+$/.test(address) ? ['许静'] : []);

/** A verdict's page opens with the code on the slip of whoever spoke, and shows them their own words. */
const publicAddresses = pages
  .filter(({ route }) => route.permission.who === 'anyone' && /^\/s\/(?!:space\/verdict)/.test(route.path))
  .flatMap(({ route, address }) => [address, ...(route.kind === 'list' ? [`${address}?format=csv`] : [])]);

describe('every page', () => {
  test.each(pages.map(({ address }) => address))('%s keeps to the strict policy', async (address) => {
    for (const answer of [await ground.get(address), await ground.visit(address)]) {
      expect(answer.status).toBeLessThan(500);
      expectHeaders(answer);
      if (answer.headers.get('content-type')?.startsWith('text/html') === true)
        expect(inlineIn(answer.text)).toEqual([]);
    }
  });

  test('the search for inline parts finds each kind', () => {
    const planted = `<p style="x"></p><p onclick="x"></p><script>x</script><style>x</style><a href="javascript:x">x</a>`;
    expect(inlineIn(planted)).toHaveLength(5);
    expect(
      inlineIn(
        '<p>style="x" onclick="x"</p><a title="javascript:" href="/x"></a><script defer src="/assets/a.js"></script>',
      ),
    ).toEqual([]);
  });
});

function expectHeaders({ headers }: Answer): void {
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cache-control')).not.toBeNull();
}

/** Parts of a page that a strict policy forbids, and links that leave by another way than a page. */
function inlineIn(html: string): string[] {
  const tags = html.match(/<[a-z][^\s>/]*(?:"[^"]*"|'[^']*'|[^'">])*>/gi) ?? [];
  return tags.filter((tag) => {
    const bare = tag.replace(/="[^"]*"|='[^']*'/g, '=');
    if (/\s(?:style|on[a-z]+)\s*=/i.test(bare)) return true;
    if (/^<style/i.test(tag)) return true;
    if (/^<script/i.test(tag)) return !/\ssrc="\/assets\/[\w-]+\.js"/.test(tag);
    return /\s(?:href|src|action|formaction)=["']?\s*(?:javascript|data|vbscript):/i.test(tag);
  });
}

describe('what everyone may read', () => {
  test.each(publicAddresses)('%s names nobody who did not choose it', async (address) => {
    const { text, status } = await ground.visit(address);
    if (status !== 200) return;
    expect(await privateIn(namedByLaw(address).reduce((rest, name) => rest.replaceAll(name, ''), text))).toEqual([]);
  });

  test('the audit trail says what was done, to nobody by name, number or words', async () => {
    const { rows } = await ground.root.query<{ detail: string }>(
      `select detail::text as detail from audit_event where space_id = $1 and detail <> '{}'`,
      [ground.demo.spaceId],
    );
    expect(rows.length).toBeGreaterThan(100);
    const { names, words } = await known;
    const found = rows.filter(
      ({ detail }) => [...names, ...words].some((one) => detail.includes(one)) || phone.test(detail),
    );
    expect(found).toEqual([]);
  });

  test('the search for private things finds each kind', async () => {
    const secrets = await known;
    expect(secrets.names.length).toBeGreaterThan(20);
    expect(secrets.words.length).toBeGreaterThan(20);
    expect(await privateIn(`x${secrets.names[0]}x`)).toHaveLength(1);
    expect(await privateIn(`x${secrets.words[0]}x`)).toHaveLength(1);
    expect(await privateIn('打 138 1234 5678 找我')).toHaveLength(1);
  });
});

const known = secretsOf();

/** Full names of people who are shown masked (also as givers), and what residents said about themselves, opened. */
async function secretsOf(): Promise<{ names: string[]; words: string[] }> {
  const { rows: people } = await ground.root.query<{ name: string }>(
    `select distinct name from person p where space_id = $1 and display = 'masked' and length(name) > 1
       and erased_at is null and not exists (select from gift g
         where g.space_id = p.space_id and g.donor_person_id = p.id and g.publicity = 'real')`,
    [ground.demo.spaceId],
  );
  const { rows: sealed } = await ground.root.query<{ id: string; sealed: Buffer; kind: string }>(
    'select id, sealed, kind from sealed_body where space_id = $1',
    [ground.demo.spaceId],
  );
  const words = sealed.map((row) =>
    openText(ground.demo.platform.keys, row.sealed, `${ground.demo.spaceId}/sealed_body/${row.id}`),
  );
  // The name of a group is sealed where it says something of somebody; as a filter everybody may choose it.
  const own = words.filter((text) => text.length >= 8 && !/^[a-z_]+$/.test(text));
  return { names: people.map((one) => one.name), words: own };
}

/** A telephone number; not the digits that happen to stand in a row inside a row's key. */
const phone = /(?<![\da-z-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\da-z-])/;

async function privateIn(html: string): Promise<string[]> {
  const { names, words } = await known;
  const phones = html.match(new RegExp(phone, 'g')) ?? [];
  return [...phones, ...names.filter((name) => html.includes(name)), ...words.filter((text) => html.includes(text))];
}
