import { demoPassword } from '#demo/accounts';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { createAccount, grantMandate, registerPerson } from '#modules/people';
import { makeScope, type Role, systemActor } from '#platform/scope';
import type { Demo } from '#tests/demo-world';

/** Who walks: nobody, a resident, a member of the committee with only a seat, somebody of another space, and each role alone. */
export const whos = [
  'visitor',
  'resident',
  'member',
  'elsewhere',
  'admin',
  'worker',
  'grid_worker',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
] as const;
export type Who = (typeof whos)[number];

/** One who walks: what their browser sends, and who they are in the demo's space. */
export interface Walker {
  readonly cookie: string | null;
  readonly personId: string | null;
}

/** Those whom the demo has as they are; the others hold several roles or a seat there, so that these come new. */
const known: Readonly<Partial<Record<Who, string>>> = {
  resident: 'dingyiming',
  member: 'xujianhua',
  worker: 'heyuqing',
  hub: 'jinshulan',
  treasurer: 'luocheng',
  finance: 'xujing',
  overseer: 'hanlei',
};
const made = ['admin', 'grid_worker', 'secretary', 'supervisor'] as const;

/** Signs everybody in through the pages. */
export async function walkersOf(demo: Demo): Promise<Readonly<Record<Who, Walker>>> {
  const walkers = new Map<Who, Walker>([['visitor', { cookie: null, personId: null }]]);
  for (const who of whos) {
    const username = known[who];
    const person = demo.accounts.find((one) => one.username === username)?.person;
    if (username !== undefined && person !== undefined)
      walkers.set(who, { cookie: await demo.signIn(username), personId: await demo.personId(person) });
  }
  for (const role of made) walkers.set(role, await newcomer(demo, demo.spaceId, role, [role]));
  const everywhere = ['admin', 'worker', 'grid_worker', 'hub', 'secretary', 'supervisor', 'overseer'] as const;
  walkers.set('elsewhere', await newcomer(demo, demo.streetId, 'elsewhere', everywhere));
  // Every name of the list has been given somebody above.
  return Object.fromEntries(walkers) as Record<Who, Walker>;
}

async function newcomer(demo: Demo, spaceId: string, name: string, roles: readonly Role[]): Promise<Walker> {
  const scope = makeScope({ platform: demo.platform, spaceId, actor: systemActor('access') });
  const { id: personId } = must(await registerPerson(scope, { name: `试走${name}` }));
  for (const role of roles) must(await grantMandate(scope, { personId, role }));
  const username = `walks_${name}`;
  must(await createAccount(demo.platform, { spaceId, personId, username, password: demoPassword }));
  return { cookie: await demo.signIn(username), personId };
}

/** An id that nothing has. */
export const noId: string = newId();
