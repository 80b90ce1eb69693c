import type { Check } from '#platform/check';

/** What must hold of published reports. */
export const checks: readonly Check[] = [
  {
    // Versions of a period are numbered without gaps, so that nobody can take one away unseen.
    name: 'reports.versions_in_order',
    sql: `select r.id::text as offender from report_version r where r.space_id = $1 and r.version > 1 and not exists (
      select 1 from report_version e where e.space_id = r.space_id and e.span = r.span and e.starts_on = r.starts_on
        and e.version = r.version - 1) order by 1`,
  },
  {
    name: 'reports.sums_agree',
    sql: `select r.id::text as offender from report_version r where r.space_id = $1
      and (r.content ->> 'opening')::bigint + (r.content ->> 'in')::bigint - (r.content ->> 'out')::bigint
        <> (r.content ->> 'closing')::bigint order by 1`,
  },
];
