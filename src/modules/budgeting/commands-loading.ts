import type { Updateable } from 'kysely';
import { fail, ok, type Result } from '#kernel/result';
import { person } from '#modules/people';
import { tell } from '#modules/record';
import type { DB } from '#platform/schema.generated';
import type { Inside } from '#platform/scope';
import { ideas, round } from './queries.ts';
import type { Idea, Round, RoundState } from './schema.ts';

/** A round in one of some states, its row locked until the command commits. Refuses `budgeting.not_found`, `budgeting.state`. */
export async function roundIn(scope: Inside, id: string, ...states: readonly RoundState[]): Promise<Result<Round>> {
  await scope.db
    .selectFrom('round')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute();
  const of = await round(scope, id);
  if (of === null) return fail('budgeting.not_found');
  return states.includes(of.state) ? ok(of) : fail('budgeting.state');
}

/** An idea of a round in one of some states. Refuses as `roundIn`, `budgeting.idea_unknown`, `budgeting.idea_state`. */
export async function ideaIn(
  scope: Inside,
  at: { readonly id: string; readonly ideaId: string },
  ...states: readonly Idea['state'][]
): Promise<Result<{ of: Round; idea: Idea }>> {
  const of = await roundIn(scope, at.id, 'ideas');
  if (!of.ok) return of;
  const idea = (await ideas(scope, at.id)).find((one) => one.id === at.ideaId);
  if (idea === undefined) return fail('budgeting.idea_unknown');
  return states.includes(idea.state) ? ok({ of: of.value, idea }) : fail('budgeting.idea_state');
}

/** Writes columns of a round. */
export async function setRound(scope: Inside, id: string, columns: Updateable<DB['round']>): Promise<void> {
  await scope.db.updateTable('round').set(columns).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

/** Writes columns of an idea. */
export async function setIdea(scope: Inside, id: string, columns: Updateable<DB['idea']>): Promise<void> {
  await scope.db.updateTable('idea').set(columns).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

type Told = NonNullable<Awaited<ReturnType<typeof person>>>;

/** Tells somebody on their own page what became of a round. */
export async function tellPerson(
  scope: Inside,
  to: Told,
  roundId: string,
  say: (lang: 'zh' | 'en') => string,
): Promise<void> {
  if (to.erasedAt !== null) return;
  await tell(scope, {
    ...{ personId: to.id, channel: 'desk', lang: to.lang, body: say(to.lang), about: { kind: 'round', id: roundId } },
  });
}

/** The same by key; nobody where there is nobody to tell. */
export async function tellOne(
  scope: Inside,
  personId: string | null,
  roundId: string,
  say: (lang: 'zh' | 'en') => string,
): Promise<void> {
  const to = personId === null ? null : await person(scope, personId);
  if (to !== null) await tellPerson(scope, to, roundId, say);
}
