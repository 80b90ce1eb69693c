import { readSession } from '#platform/auth';
import { openText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { makeScope } from '#platform/scope';
import { openPhone, openSealedFacts } from './commands.ts';
import { person } from './queries.ts';
import { findActor } from './queries-actors.ts';
import { cardsOf, consentsOf, helpersOf, mandates } from './queries-lists.ts';

/** One of the sessions of an account. */
export interface SessionLine {
  readonly id: string;
  readonly way: 'phone' | 'password' | 'card';
  readonly agent: string;
  readonly since: Date;
  readonly until: Date;
  readonly secondFactor: boolean;
  readonly current: boolean;
}

/** A space an account is at home in, as its own page shows it. */
export interface HomeLine {
  readonly spaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly personName: string;
  readonly roles: readonly string[];
}

/** What the page of one's account needs. */
export interface OwnAccount {
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly username: string | null;
  readonly hasPhone: boolean;
  readonly hasPassword: boolean;
  readonly hasSecond: boolean;
  readonly secondShown: boolean;
  readonly way: 'phone' | 'password' | 'card';
  readonly homes: readonly HomeLine[];
  readonly sessions: readonly SessionLine[];
  readonly actingFor: { readonly slug: string; readonly name: string } | null;
}

/** The account behind a cookie; null when nobody is signed in. */
export async function ownAccount(scope: Scope, cookie: string): Promise<OwnAccount | null> {
  const open = await readSession(scope.platform, cookie);
  if (open === null) return null;
  const db = scope.platform.database.scoped(null, []);
  const user = await db
    .selectFrom('auth.user')
    .select(['name', 'displayUsername', 'phoneNumber'])
    .where('id', '=', open.accountId)
    .executeTakeFirstOrThrow();
  const credential = await db
    .selectFrom('auth.account')
    .select('id')
    .where('userId', '=', open.accountId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  const rows = await db
    .selectFrom('auth.session as s')
    .innerJoin('auth.session_note as n', 'n.session_id', 's.id')
    .select([
      's.id',
      's.userAgent',
      's.createdAt',
      's.expiresAt',
      'n.way',
      'n.second_factor_at',
      'n.acting_for',
      'n.space_id',
    ])
    .where('s.userId', '=', open.accountId)
    .orderBy('s.createdAt', 'desc')
    .execute();
  const current = rows.find((row) => row.id === open.sessionId);
  const homes = await homesOf(scope, open.accountId);
  return {
    accountId: open.accountId,
    sessionId: open.sessionId,
    name: user.name,
    username: user.displayUsername,
    hasPhone: user.phoneNumber !== null,
    hasPassword: credential !== undefined,
    hasSecond: open.twoFactorEnabled,
    secondShown: current?.second_factor_at != null,
    way: current?.way ?? 'password',
    homes,
    sessions: rows.map((row) => ({
      id: row.id,
      way: row.way,
      agent: row.userAgent ?? '',
      since: row.createdAt,
      until: row.expiresAt,
      secondFactor: row.second_factor_at !== null,
      current: row.id === open.sessionId,
    })),
    actingFor: await actingFor(scope, homes, current?.space_id ?? null, current?.acting_for ?? null),
  };
}

async function homesOf(scope: Scope, accountId: string): Promise<HomeLine[]> {
  const { platform } = scope;
  const rows = await platform.database
    .scoped(null, [])
    .selectFrom('auth.membership as m')
    .innerJoin('space', 'space.id', 'm.space_id')
    .select(['m.space_id', 'm.person_id', 'space.slug', 'space.name'])
    .where('m.account_id', '=', accountId)
    .orderBy('space.name')
    .execute();
  const homes: HomeLine[] = [];
  for (const row of rows) {
    const actor = await findActor(platform, row.space_id, row.person_id, {});
    if (actor === null) continue;
    const roles = [...new Set(actor.mandates.map((mandate) => mandate.role))];
    homes.push({ spaceId: row.space_id, slug: row.slug, name: row.name, personName: actor.name, roles });
  }
  return homes;
}

async function actingFor(
  scope: Scope,
  homes: readonly HomeLine[],
  spaceId: string | null,
  personId: string | null,
): Promise<OwnAccount['actingFor']> {
  const home = homes.find((one) => one.spaceId === spaceId);
  if (home === undefined || personId === null || spaceId === null) return null;
  const there = makeScope({ platform: scope.platform, spaceId });
  const other = await person(there, personId);
  return other === null ? null : { slug: home.slug, name: other.name };
}

/** Everything the space knows about a person, for the person: facts, own words, consents, mandates, and every trace of their deeds. */
export async function personalData(scope: Scope, personId: string): Promise<Record<string, unknown> | null> {
  const facts = await person(scope, personId);
  if (facts === null || facts.spaceId !== scope.spaceId) return null;
  const sealed = await scope.db
    .selectFrom('person')
    .select(['id', 'phone_sealed', 'sensitive_sealed'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const sensitive = openSealedFacts(scope, sealed);
  const words = await scope.db
    .selectFrom('sealed_body')
    .select(['id', 'kind', 'about_kind', 'sealed', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute();
  const messages = await scope.db
    .selectFrom('outbox_message')
    .select(['body', 'channel', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute();
  const deeds = await scope.db
    .selectFrom('audit_event')
    .select(['at', 'command', 'acting_as', 'subject_kind'])
    .where('space_id', '=', scope.spaceId)
    .where((where) =>
      where.or([
        where('person_id', '=', personId),
        where('on_behalf_of', '=', personId),
        where.and([where('subject_kind', '=', 'person'), where('subject_id', '=', personId)]),
      ]),
    )
    .orderBy('at')
    .execute();
  return {
    person: { ...facts, phone: openPhone(scope, sealed), sensitive: sensitive === null ? null : JSON.parse(sensitive) },
    mandates: await mandates(scope, personId),
    consents: await consentsOf(scope, personId),
    cards: await cardsOf(scope, personId),
    helpers: await helpersOf(scope, personId),
    words: words.map((row) => ({
      at: row.at,
      about: row.about_kind,
      kind: row.kind,
      text: openText(scope.platform.keys, row.sealed, `${scope.spaceId}/sealed_body/${row.id}`),
    })),
    messages,
    deeds,
  };
}

/** Whether a person can sign in: not at all, with code or card, or with user name and password besides. */
export async function accountState(scope: Scope, personId: string): Promise<'none' | 'open' | 'credentials'> {
  const row = await scope.db
    .selectFrom('auth.membership as m')
    .leftJoin('auth.account as a', (on) =>
      on.onRef('a.userId', '=', 'm.account_id').on('a.providerId', '=', 'credential'),
    )
    .select('a.id')
    .where('m.space_id', '=', scope.spaceId)
    .where('m.person_id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return 'none';
  return row.id === null ? 'open' : 'credentials';
}
