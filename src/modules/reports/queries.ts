import type { Selectable } from 'kysely';
import type { ReportVersionTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { periodOf } from './rules.ts';
import { Content, type Period, type Version } from './schema.ts';

async function toVersions(scope: Scope, rows: readonly Selectable<ReportVersionTable>[]): Promise<Version[]> {
  const showings =
    rows.length === 0
      ? []
      : await scope.db
          .selectFrom('report_showing')
          .select(['version_id', 'place', 'day'])
          .where('space_id', '=', scope.spaceId)
          .where(
            'version_id',
            'in',
            rows.map((row) => row.id),
          )
          .orderBy('day')
          .orderBy('id')
          .execute();
  return rows.map((row) => ({
    ...{ id: row.id, period: periodOf(row.span, row.starts_on), version: row.version },
    content: Content.parse(row.content),
    ...{ summary: row.summary, reason: row.reason, publishedOn: row.published_on },
    showings: showings.filter((one) => one.version_id === row.id).map(({ place, day }) => ({ place, day })),
  }));
}

function versionRows(scope: Scope) {
  return scope.db.selectFrom('report_version').selectAll().where('space_id', '=', scope.spaceId);
}

/** Every version that was published, the newest period first, within it the newest version. */
export async function versions(scope: Scope): Promise<Version[]> {
  const rows = await versionRows(scope)
    .orderBy('starts_on', 'desc')
    .orderBy('span')
    .orderBy('version', 'desc')
    .execute();
  return toVersions(scope, rows);
}

/** One version, or null. */
export async function version(scope: Scope, id: string): Promise<Version | null> {
  return (await toVersions(scope, await versionRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** The versions of one period, the newest first. */
export async function versionsOf(scope: Scope, period: Period): Promise<Version[]> {
  const rows = await versionRows(scope)
    .where('span', '=', period.span)
    .where('starts_on', '=', period.from)
    .orderBy('version', 'desc')
    .execute();
  return toVersions(scope, rows);
}
