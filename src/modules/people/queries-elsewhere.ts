import { makeScope, type Scope } from '#platform/scope';
import { findActor } from './queries-actors.ts';

/** Another space in which somebody is at home, and themselves there. */
export interface OwnHome {
  readonly slug: string;
  readonly name: string;
  /** The same person under their mandates there, with what this session has shown; it writes to that space alone. */
  readonly scope: Scope;
}

/**
 * The other spaces in which the one who acts is at home, by name. Nobody acts in several spaces at once: each has a scope
 * of its own. None while acting for somebody else, and none for a household card, which opens one home.
 */
export async function ownHomes(scope: Scope): Promise<OwnHome[]> {
  const { actor, platform } = scope;
  if (actor === null || actor.accountId === null || actor.onBehalfOf !== null || actor.way === 'card') return [];
  const rows = await platform.database
    .scoped(null, [])
    .selectFrom('auth.membership as m')
    .innerJoin('space', 'space.id', 'm.space_id')
    .select(['m.space_id', 'm.person_id', 'space.slug', 'space.name', 'space.time_zone'])
    .where('m.account_id', '=', actor.accountId)
    .where('m.space_id', '<>', scope.spaceId)
    .orderBy('space.name')
    .execute();
  const homes: OwnHome[] = [];
  for (const row of rows) {
    const there = await findActor(platform, row.space_id, row.person_id, actor);
    if (there === null) continue;
    const { lang, requestId, now } = scope;
    const parts = { platform, spaceId: row.space_id, timeZone: row.time_zone, actor: there, lang, requestId, now };
    homes.push({ slug: row.slug, name: row.name, scope: makeScope(parts) });
  }
  return homes;
}
