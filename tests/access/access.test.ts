import { afterAll, describe, expect, test } from 'vitest';
import type { Route } from '#platform/web';
import { examplesOf } from '#tests/demo-examples';
import { openDemo } from '#tests/demo-world';
import type { Line } from './lines.ts';
import { phone, privateOf } from './private.ts';
import { table } from './table.ts';
import { noId, type Walker, type Who, walkersOf, whos } from './walkers.ts';

const demo = await openDemo();
const examples = await examplesOf(demo);
afterAll(async () => {
  await examples.close();
  await demo.close();
});
const walkers = await walkersOf(demo);
const kept = await privateOf(demo);

const named = ({ method, path }: Pick<Line, 'method' | 'path'>) => `${method} ${path}`;

function methodsOf(route: Route): readonly ('GET' | 'POST')[] {
  if (route.kind === 'raw') return [route.method];
  if (route.kind !== 'form') return ['GET'];
  return route.postOnly === true ? ['POST'] : ['GET', 'POST'];
}

/** Raw answers are bytes, not pages; they are looked into only as far as a word was promised. */
const lists = new Set(demo.web.routes.filter(({ route }) => route.kind === 'list').map(({ route }) => route.path));

test('the table names every route of the server, once, and no other', () => {
  const there = demo.web.routes.flatMap(({ route }) =>
    methodsOf(route).map((method) => named({ method, path: route.path })),
  );
  expect(table.map(named).sort()).toEqual(there.sort());
});

/** What a page says: its text, and what stands in its fields; an id in an attribute is no sentence. */
const said = (html: string): string => {
  const fields = [...html.matchAll(/(?:value|title|alt|placeholder|content)="([^"]*)"/g)].map(
    ([, value]) => value ?? '',
  );
  return [html.replace(/<[^>]+>/g, '\n'), ...fields.filter((value) => !/^[0-9a-f-]{36}$/.test(value))].join('\n');
};

/** Private things on a page, by their kind; one's own are not private to oneself. */
function privateOn(text: string, walker: Walker): string[] {
  const found = new Set<string>();
  if (phone.test(text)) found.add('phone');
  for (const one of kept.words)
    if (one.personId !== walker.personId && text.includes(one.text)) found.add(`${one.about}/${one.kind}`);
  return [...found];
}

function namesOn(text: string, walker: Walker): string[] {
  return kept.names.filter((one) => one.id !== walker.personId && text.includes(one.name)).map((one) => one.name);
}

function refused(who: Who, line: Line, status: number, location: string): void {
  if (line.method === 'POST') expect(status, who).toBe(who === 'visitor' || strangerInPublic(who, line) ? 401 : 403);
  else if (who === 'visitor' || strangerInPublic(who, line))
    expect([status, location.split('?')[0]], who).toEqual([303, '/sign-in']);
  else expect(status, who).toBe(403);
}

/** Somebody of another space is nobody on the public pages, and is asked to sign in like a visitor. */
const strangerInPublic = (who: Who, line: Line) => who === 'elsewhere' && line.path.startsWith('/s/');

describe('pages', () => {
  const pages = table.filter((line) => line.method === 'GET');
  test.each(pages.map((line) => [line.path, line] as const))('%s', async (path, line) => {
    let seen = 0;
    for (const who of whos) {
      const walker = walkers[who];
      const address = await examples.address(path, walker.personId);
      const answer = await demo.get(walker.cookie, address ?? path.replace(':space', 'tonghua').replace(/:\w+/g, noId));
      if (!line.who.includes(who)) {
        refused(who, line, answer.status, answer.location);
        continue;
      }
      // What is one's own is there only for those who have it.
      expect(answer.status, `${who} ${answer.location}`).toBe(address === undefined ? 404 : (line.answers ?? 200));
      if (answer.status !== 200) continue;
      seen += 1;
      const ones = path.startsWith('/me');
      if (line.shows !== undefined && (!ones || who === 'resident')) expect(answer.text, who).toContain(line.shows);
      if (lists.has(path) && !ones && line.shows !== undefined)
        expect(answer.text, who).not.toContain('<div class="empty">');
      const text = said(answer.text);
      const opens = line.opens ?? [];
      expect(
        privateOn(text, walker).filter((kind) => !opens.includes(kind)),
        who,
      ).toEqual([]);
      if (path.startsWith('/desk/') || opens.includes('names')) continue;
      expect(
        namesOn(text, walker).filter((name) => !opens.includes(`name/${name}`)),
        who,
      ).toEqual([]);
    }
    if (line.answers === undefined) expect(seen, 'nobody saw this page').toBeGreaterThan(0);
  });
});

describe('what the desk keeps to itself is on no public page, feed or export', () => {
  const open = table.filter((line) => line.method === 'GET' && line.path.startsWith('/s/'));
  test.each(open.map((line) => [line.path, line] as const))('%s', async (path, line) => {
    expect(kept.desk.length).toBeGreaterThan(20);
    for (const who of ['visitor', 'resident'] as const) {
      if (!line.who.includes(who)) continue;
      const address = await examples.address(path, walkers[who].personId);
      if (address === undefined) continue;
      const joined = address.includes('?') ? '&' : '?';
      for (const url of lists.has(path)
        ? [`${address}${joined}size=500`, `${address}${joined}format=csv`]
        : [address]) {
        const { text } = await demo.get(walkers[who].cookie, url);
        const told = kept.desk.filter((one) => text.includes(one.text));
        expect(
          told.map((one) => `${one.kind}: ${one.text}`),
          `${who} ${url}`,
        ).toEqual([]);
      }
    }
  });
});

describe('deeds', () => {
  const all = table.filter((line) => line.method === 'POST' && line.path !== '/sign-out');
  test.each(all.map((line) => [line.path, line] as const))('%s', async (path, line) => {
    for (const who of whos) {
      // An id that nothing has, and nothing filled in: whoever is let in is told so, and nothing changes.
      const address = path.replace(':space', 'tonghua').replace(/:\w+/g, noId);
      const answer = await demo.post(walkers[who].cookie, address, {});
      if (!line.who.includes(who)) refused(who, line, answer.status, answer.location);
      else if (line.answers !== undefined) expect(answer.status, who).toBe(line.answers);
      else expect([404, 409, 422], `${who} ${answer.status}`).toContain(answer.status);
      // A refusal shows the page again, to those who read it anyway.
      const found = privateOn(said(answer.text), walkers[who]);
      expect(
        found.filter((kind) => line.opens?.includes(kind) !== true),
        who,
      ).toEqual([]);
    }
  });
});

/** The routes whose address names something of the space; a parameter’s key and a role are the same words everywhere. */
const naming = table.filter(({ path }) => /:(?!space|key|role|script|month|year)/.test(path));

/** Every word a form of the house may ask for, so that only whose it is can be the reason of a refusal. */
const plausible = {
  ...{ reason: '试一试', answer: 'yes', text: '试一试', words: '试一试', choice: 'yes', verdict: 'solved' },
  ...{ allow: 'yes', condition: '完好', part: 'join', result: '试一试', display: 'real', summary: '试一试' },
};

const deedsOf = async (spaceId: string): Promise<unknown> =>
  demo.platform.database
    .scoped(spaceId, [spaceId])
    .selectFrom('audit_event')
    .select((all) => all.fn.countAll().as('deeds'))
    .where('audit_event.space_id', '=', spaceId)
    .executeTakeFirstOrThrow();

describe('what belongs to one community is not there in another', () => {
  test.each(naming.map((line) => [named(line), line] as const))('%s', async (_name, line) => {
    const address = await examples.address(line.path, walkers.resident.personId);
    if (address === undefined) return;
    const there = address.replace('/tonghua', '/wutong');
    const { cookie } = walkers.elsewhere;
    const before = await deedsOf(demo.spaceId);
    const answer = line.method === 'GET' ? await demo.get(cookie, there) : await demo.post(cookie, there, plausible);
    // Whoever holds every role there but those over money: not found, or not theirs to do at all.
    expect(line.method === 'GET' ? [403, 404] : [403, 404, 422]).toContain(answer.status);
    if (answer.status === 403) expect(line.who.every((who) => who === 'treasurer' || who === 'finance')).toBe(true);
    expect(privateOn(said(answer.text), walkers.elsewhere)).toEqual([]);
    expect(await deedsOf(demo.spaceId)).toEqual(before);
  });
});

describe('what is one’s own is not another’s', () => {
  // Changes, votes, rounds and a symposium are everybody's: what is one's own there is the ballot, or that one came.
  const own = naming.filter(
    ({ path }) =>
      path.startsWith('/me/') && !/^\/me\/:space\/(changes|votes|questionnaires|rounds|meetings|opinions)/.test(path),
  );
  test.each(own.map((line) => [named(line), line] as const))('%s', async (_name, line) => {
    const theirs = await examples.address(line.path, walkers.resident.personId);
    if (theirs === undefined) return;
    const { cookie } = walkers.member;
    const answer = line.method === 'GET' ? await demo.get(cookie, theirs) : await demo.post(cookie, theirs, plausible);
    expect([403, 404, 409, 422], `${answer.location}`).toContain(answer.status);
  });

  // Open to every resident by the route, and to somebody in particular by its own rules.
  const seats = naming.filter(({ path, who }) => path.startsWith('/desk/') && who.includes('resident'));
  test.each(seats.map((line) => [named(line), line] as const))('%s', async (_name, line) => {
    const address = (await examples.address(line.path, null)) ?? '';
    const answer = await demo.post(walkers.resident.cookie, address, plausible);
    expect([403, 404, 409, 422]).toContain(answer.status);
    // Told why on the page that is open to all, never on the desk's.
    if (answer.status === 409 || answer.status === 422)
      expect(namesOn(said(answer.text), walkers.resident)).toEqual([]);
  });
});

test('a role over money asks for the second factor, on pages and on deeds', async () => {
  const first = await demo.signIn('xujing', { withoutSecond: true });
  const page = await demo.get(first, '/desk/tonghua/deposit');
  expect([page.status, page.location.split('?')[0]]).toEqual([303, '/sign-in']);
  expect((await demo.post(first, '/desk/tonghua/deposit', {})).status).toBe(401);
});

test('whoever signs out is a visitor', async () => {
  for (const who of whos) {
    const { cookie } = walkers[who];
    const answer = await demo.post(cookie, '/sign-out', {});
    expect([answer.status, answer.location]).toEqual([303, '/sign-in?done=left']);
    expect((await demo.get(cookie, '/me')).location, who).toContain('/sign-in');
  }
});
