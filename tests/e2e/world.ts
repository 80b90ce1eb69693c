import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Role } from '#platform/scope';
import type { Route } from '#platform/web';
import { examplesOf } from '#tests/demo-examples';
import { type Demo, openDemo } from '#tests/demo-world';
import type { DemoWorld } from './browser.ts';

/** Who looks, by the name of their part: user name, the roles they hold, and where they begin. */
const lookers = {
  visitor: { username: null, roles: [] },
  resident: { username: 'dingyiming', roles: [] },
  helper: { username: 'shenli', roles: [] },
  donor: { username: 'qianwanli', roles: [] },
  member: { username: 'xujianhua', roles: [] },
  worker: { username: 'heyuqing', roles: ['worker'] },
  secretary: { username: 'qinwenxiu', roles: ['secretary'] },
  finance: { username: 'xujing', roles: ['finance'] },
  treasurer: { username: 'luocheng', roles: ['treasurer'] },
  hub: { username: 'jinshulan', roles: ['hub'] },
  supervisor: { username: 'tangkeqin', roles: ['supervisor'] },
  overseer: { username: 'hanlei', roles: ['overseer'] },
  admin: { username: 'zhoumin', roles: ['admin'] },
} as const satisfies Readonly<Record<string, { readonly username: string | null; readonly roles: readonly Role[] }>>;

type Looker = keyof typeof lookers;
// The keys of an object literal are exactly its own.
const names = Object.keys(lookers) as Looker[];

/** Pages that each of these sees in their own way, beside the ones nobody before them may open. */
const everybodysOwn: Readonly<Partial<Record<Looker, readonly string[]>>> = {
  donor: ['/me/:space', '/me/:space/gifts'],
  member: ['/desk/:space/decisions', '/desk/:space/decisions/:id'],
  secretary: ['/desk/:space', '/desk/:space/decisions/:id'],
  finance: ['/desk/:space', '/desk/:space/money', '/desk/:space/payments/:id'],
  treasurer: ['/desk/:space', '/desk/:space/money', '/desk/:space/payments/:id'],
  hub: ['/desk/:space', '/desk/:space/organisations'],
  supervisor: ['/desk/:space', '/desk/:space/money'],
  overseer: ['/desk/:space', '/desk/:space/money'],
  admin: ['/desk/:space'],
};

/** The demo behind a real address, for a browser: everybody signed in, every page under the first who may open it. */
export async function startDemo(): Promise<DemoWorld & { readonly demo: Demo }> {
  const demo = await openDemo();
  const examples = await examplesOf(demo);
  const http = createServer(getRequestListener((request, env) => demo.web.fetch(request, env)));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const roles: { name: Looker; cookie: string | null }[] = [];
  const pages: { role: Looker; path: string }[] = [];
  for (const name of names) {
    const { username } = lookers[name];
    roles.push({ name, cookie: username === null ? null : await demo.signIn(username) });
    const person = demo.accounts.find((one) => one.username === username)?.person;
    const personId = person === undefined ? null : await demo.personId(person);
    for (const path of pagesOf(demo, name)) {
      const real = await examples.address(path, personId);
      if (real !== undefined) pages.push({ role: name, path: real });
    }
  }
  return {
    demo,
    baseUrl: `http://127.0.0.1:${port}`,
    roles,
    pages,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await examples.close();
      await demo.close();
    },
  };
}

/** Addresses of the server's pages that this one photographs. */
function pagesOf(demo: Demo, name: Looker): string[] {
  const shown = demo.web.routes.map(({ route }) => route).filter(isPage);
  const own = everybodysOwn[name] ?? [];
  return shown.filter((route) => looker(route) === name || own.includes(route.path)).map((route) => route.path);
}

/** The set-up page answers only while there is no space. */
function isPage(route: Route): boolean {
  if (route.path === '/setup') return false;
  return route.kind !== 'raw' && !(route.kind === 'form' && route.postOnly === true);
}

/** The first who may open a page. */
function looker({ path, permission }: Route): Looker {
  const { who } = permission;
  if (who === 'anyone') return 'visitor';
  if (path === '/me/:space/act-for') return 'helper';
  if (path === '/me/:space/seats') return 'member';
  // What a case lays open is for whoever asked for it.
  if (path.startsWith('/desk/:space/cases')) return 'supervisor';
  if (who === 'resident' && path.startsWith('/desk/:space/decisions')) return 'member';
  // Other desk pages open to residents are for whoever carries a project out; the worker reads them too.
  if (who === 'resident') return path.startsWith('/desk/:') ? 'worker' : 'resident';
  if (who === 'system') throw new Error(`${path} is the system's`);
  return names.find((name) => lookers[name].roles.some((role) => who.includes(role))) ?? 'admin';
}
