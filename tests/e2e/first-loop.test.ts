import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { afterAll, describe, expect, test } from 'vitest';
import { createWeb } from '#app/web-server';
import { must } from '#kernel/result';
import { createAccount } from '#modules/people';
import { moneyRoles, type Role } from '#platform/scope';
import type { Story } from '#tests/stories/loop';
import { gatherCast } from '#tests/stories/loop-cast';
import { chapters, plainTelling } from '#tests/stories/loop-chapters';
import { makeWorld, type Someone, type World } from '#tests/world';
import { openBrowser } from './browser.ts';
import { browserHand, PageCheck } from './hand-browser.ts';

const password = '槐树下面一张凳 88';
const browser = await openBrowser();
afterAll(() => browser.close());

/** The world's pages behind a real address, with real sessions. */
async function serveWorld(world: World): Promise<string> {
  const http = createServer((request, response) => void listener(request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const base = `http://127.0.0.1:${port}`;
  const limits = { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 };
  const web = createWeb({ ...world.platform, baseUrl: base }, { limits });
  const listener = getRequestListener((request, env) => web.fetch(request, env));
  afterAll(() => {
    http.closeAllConnections();
    http.close();
  });
  return base;
}

function accountsOf(world: World) {
  let made = 0;
  return async (who: Someone) => {
    made += 1;
    const username = `user${made}`;
    must(await createAccount(world.platform, { spaceId: world.space.id, personId: who.personId, username, password }));
    const roles: readonly Role[] = who.actor.mandates.map((mandate) => mandate.role);
    return { username, password, money: roles.some((role) => moneyRoles.includes(role)) };
  };
}

test('looking at a page finds what does not fit and what axe objects to', async () => {
  const look = new PageCheck(browser);
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const html =
    '<html lang="zh"><title>墙</title><main><h1>墙</h1><img src="/no"><div style="width:500px">宽</div></main></html>';
  await page.setContent(html);
  await look.at(page, '/planted', html, true);
  await page.close();
  expect(look.problems.join('\n')).toMatch(/is 5\d\d wide[\s\S]*image-alt: img/);
});

for (const script of [true, false]) {
  const world = await makeWorld(import.meta.url);
  const base = await serveWorld(world);
  const look = new PageCheck(browser);
  const hand = browserHand({ browser, world, base, script, account: accountsOf(world), look });
  afterAll(() => hand.close());
  const { slug } = world.space;
  const story: Story = {
    ...{ world, hand, choices: plainTelling, cast: await gatherCast(world), made: new Map() },
    ...{ open: `/s/${slug}`, desk: `/desk/${slug}`, me: `/me/${slug}` },
  };
  describe(`the first whole loop in ${hand.way}, 360 px wide`, () => {
    let broken = false;
    for (const chapter of chapters)
      test(chapter.name, async ({ skip }) => {
        if (broken) skip('an earlier chapter did not come to its end');
        broken = true;
        await chapter.tell(story);
        broken = false;
      });
    test('every page fits the telephone, and axe has nothing against any', () => {
      expect(look.count).toBeGreaterThan(40);
      expect(look.problems).toEqual([]);
    });
  });
}
