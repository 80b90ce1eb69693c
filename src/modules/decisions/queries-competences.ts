import type { Selectable } from 'kysely';
import { isId } from '#kernel/ids';
import type { CompetenceTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { areas, type Competence, namedTemplates, StoredTiers } from './schema-plan.ts';

function toCompetence(row: Selectable<CompetenceTable>): Competence {
  return {
    ...{ id: row.id, number: row.number, title: row.title, text: row.text, who: row.who, basis: row.basis },
    area: areas.find((one) => one === row.area) ?? 'daily',
    template: namedTemplates.find((one) => one === row.template) ?? null,
    tiers: StoredTiers.parse(row.tiers),
    state: row.state,
    endedReason: row.ended_reason,
  };
}

/** The list of who decides what, in the order in which it was written. */
export async function competences(scope: Scope): Promise<Competence[]> {
  const rows = await scope.db
    .selectFrom('competence')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('number')
    .execute();
  return rows.map(toCompetence);
}

/** One line of the list, or null. */
export async function competence(scope: Scope, id: string): Promise<Competence | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('competence')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toCompetence(row);
}
