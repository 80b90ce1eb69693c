import { openGround } from '#app/ground';
import { openPlatform } from '#app/platform';
import { must } from '#kernel/result';
import { openFund, setUpFund } from '#modules/funds';
import { registerOrganisation } from '#modules/organisations';
import { actorFor, createAccount, grantMandate, registerPerson } from '#modules/people';
import { createSpace } from '#modules/places';
import { readCommandLine } from '#platform/config';
import { isDatabaseAway } from '#platform/database';
import type { Platform } from '#platform/platform';
import { makeScope, type Role, type Scope, systemActor } from '#platform/scope';

/** What whoever looks after the village signs in with. */
export const password = '槐树下面一张凳 88';

/** A community on a real data folder, made by commands alone, with an open fund and the people around it. */
export interface Village {
  readonly spaceId: string;
  readonly slug: string;
  readonly fundId: string;
  readonly admin: Scope;
  readonly worker: Scope;
  readonly finance: Scope;
  /** User names; the password is the same for all. */
  readonly names: { readonly admin: string; readonly finance: string };
}

/** Works on a data folder as a command of `linli` does: beside its server, or with a PostgreSQL of its own. */
export async function onData<T>(
  data: string,
  work: (platform: Platform, urls: { readonly appUrl: string; readonly ownerUrl: string }) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const { config } = readCommandLine(['check', '--no-demo', '--data', data, '--log-level', 'fatal'], env);
  const ground = await openGround(config, { share: true });
  try {
    const live = await openPlatform(config, ground.database.appUrl);
    try {
      return await work(live.platform, ground.database);
    } finally {
      await live.close();
    }
  } finally {
    await ground.close();
  }
}

/**
 * Looks at a data folder whose PostgreSQL was killed a moment ago: the server may still have answered on a connection
 * that went down with the others, so a look that was cut off is taken again.
 */
export async function lookAt<T>(data: string, look: (platform: Platform) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await onData(data, look);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
    }
  }
}

/** Makes the village: a space that publishes, its people with accounts, a charity, and a main fund that is open. */
export async function makeVillage(platform: Platform, slug: string): Promise<Village> {
  const space = must(
    await createSpace(platform, {
      ...{ kind: 'community', slug, name: '柳巷社区', shortName: '柳巷', sentence: '一家有事百家帮', publishing: true },
    }),
  );
  const system = makeScope({ platform, spaceId: space.id, actor: systemActor('set-up') });
  const charity = must(
    await registerOrganisation(system, { name: '江城慈善会', kind: 'charity', standing: 'informal' }),
  ).id;
  const someone = async (name: string, role: Role, username: string, organisationId?: string): Promise<Scope> => {
    const personId = must(await registerPerson(system, { name })).id;
    must(await grantMandate(system, { personId, role, ...(organisationId === undefined ? {} : { organisationId }) }));
    must(await createAccount(platform, { spaceId: space.id, personId, username, password }));
    const actor = await actorFor(platform, space.id, personId, { secondFactor: true });
    return makeScope({ platform, spaceId: space.id, actor });
  };
  const names = { admin: `${slug}_admin`, finance: `${slug}_money` };
  const admin = await someone('林管理', 'admin', names.admin);
  const worker = await someone('周社工', 'worker', `${slug}_work`);
  const finance = await someone('金会计', 'finance', names.finance, charity);
  const fundId = must(
    await setUpFund(finance, {
      ...{ kind: 'main', name: '柳巷社区慈善基金', purpose: '给街坊办事', hostOrganisationId: charity },
      ...{ agreementNumber: '江慈〔2026〕7号', agreementFrom: '2020-01-01', bankText: '江城银行柳巷支行' },
    }),
  ).id;
  must(await openFund(finance, { id: fundId }));
  return { spaceId: space.id, slug, fundId, admin, worker, finance, names };
}

/** One gift as its form sends it. */
export function giftFields(fundId: string, reference: string, yuan: string) {
  return {
    ...({ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' } as const),
    ...{ fundId, donorName: '周女士', amount: yuan, bankReference: reference, waived: 'yes' },
  };
}
