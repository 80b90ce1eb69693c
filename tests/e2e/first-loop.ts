import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Browser } from 'playwright-core';
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

/** The world's pages behind a real address, with real sessions. */
export async function serveWorld(world: World): Promise<string> {
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

export function accountsOf(world: World) {
  let made = 0;
  return async (who: Someone) => {
    made += 1;
    const username = `user${made}`;
    must(await createAccount(world.platform, { spaceId: world.space.id, personId: who.personId, username, password }));
    const roles: readonly Role[] = who.actor.mandates.map((mandate) => mandate.role);
    return { username, password, money: roles.some((role) => moneyRoles.includes(role)) };
  };
}

/** Tells the story in a browser of its own, with or without script, and looks at every kind of page on the way. */
export async function tellInBrowser(url: string, script: boolean): Promise<Browser> {
  const browser = await openBrowser();
  afterAll(() => browser.close());
  const world = await makeWorld(url);
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
  return browser;
}
