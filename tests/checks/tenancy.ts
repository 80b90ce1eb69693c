import type { Client } from 'pg';

/** Small shared tables, reviewed one by one: the list of spaces, who may read whom, classes, and the migrations done. */
export const referenceTables = [
  'class_synonym',
  'classification',
  'han_letter',
  'linli_migration',
  'space',
  'space_access',
];

/** Tables whose owner, who is never the running role, has a policy past the scope: a reviewed function reads them. */
const searchedTables = ['firm_profile', 'need', 'resource', 'sealed_body', 'search_entry'];

/** What must never be rewritten. A table joins this list with its triggers, and leaves it never. */
export const appendOnlyTables = [
  'audit_event',
  'ballot',
  'budget_line',
  'campaign_report',
  'case_opening',
  'cause',
  'charity_trust_report',
  'community_type',
  'consent',
  'consultation_answer',
  'consultation_answered',
  'consultation_extension',
  'consultation_report',
  'consultation_report_answer',
  'discount_use',
  'fund_move_answer',
  'fundraising_target',
  'ledger_approval',
  'ledger_entry',
  'ledger_period',
  'ledger_posting',
  'ledger_trial_line',
  'log_checkpoint',
  'log_cosignature',
  'log_key',
  'log_leaf',
  'log_origin',
  'log_source',
  'log_tile',
  'matter_answer',
  'matter_step',
  'mediation_session',
  'meeting_answer',
  'meeting_entry',
  'meeting_mark',
  'meeting_minutes',
  'meeting_presence',
  'meeting_recusal',
  'month_closing',
  'organisation_assessment',
  'role_charter',
  'pact_version',
  'parameter_value',
  'partner_statement',
  'payment_paper',
  'payment_return',
  'pledge_part',
  'point_intake',
  'poll_entry',
  'poll_receipt',
  'procedure_plan',
  'profile_figure',
  'progress_report',
  'project_advice',
  'project_advice_answer',
  'project_stage_reason',
  'project_surplus',
  'project_version',
  'questionnaire_sheet',
  'raised_step',
  'recusal',
  'report_showing',
  'report_version',
  'residence_check',
  'rule',
  'statement_line',
  'step_event',
  'type_indicator',
  'verdict',
  'verdict_attempt',
  'visit',
  'visit_item',
  'vote',
  'works_paper',
];

const listed = (names: string[]) => `array[${names.map((name) => `'${name}'`).join(', ')}]::text[]`;
const shared = listed(referenceTables);
const fixed = listed(appendOnlyTables);
const searched = listed(searchedTables);

const readable = `(space_id = ANY (( SELECT linli_spaces() AS linli_spaces)::uuid[]))`;
const writable = `(space_id = ( SELECT linli_space() AS linli_space))`;

const tenants = `
  with tenant as (
    select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relkind,
           (select a.attnum from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = c.oid and a.attname = 'space_id' and t.typname = 'uuid' and a.attnotnull and not a.attisdropped) as space
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all (${shared})
  )`;

/** Each question finds the tables that break one part of the tenancy rule, as sentences. */
const questions = [
  `${tenants} select tenant.name || ' has no space_id uuid not null' as fault from tenant where space is null`,
  `${tenants} select tenant.name || ' has no primary key' as fault from tenant
   where not exists (select 1 from pg_constraint k where k.conrelid = tenant.oid and k.contype = 'p')`,
  `${tenants} select tenant.name || '.' || i.indexrelid::regclass || ' is unique without space_id first' as fault
   from tenant join pg_index i on i.indrelid = tenant.oid
   where i.indisunique and i.indkey[0] is distinct from tenant.space`,
  `${tenants} select tenant.name || '.' || k.conname || ' leads to ' || k.confrelid::regclass || ' without space_id first on both sides' as fault
   from tenant join pg_constraint k on k.conrelid = tenant.oid and k.contype = 'f'
   left join tenant there on there.oid = k.confrelid
   where case when there.oid is null then k.confrelid::regclass::text <> all (${shared})
              else k.conkey[1] is distinct from tenant.space or k.confkey[1] is distinct from there.space end`,
  `${tenants} select k.conrelid::regclass || '.' || k.conname || ' leads from a shared table into ' || there.name as fault
   from pg_constraint k join tenant there on there.oid = k.confrelid
   where k.contype = 'f' and k.conrelid not in (select oid from tenant)`,
  `${tenants} select tenant.name || ' has row-level security ' || case when relrowsecurity then 'not forced' else 'off' end as fault
   from tenant where not (relrowsecurity and relforcerowsecurity)`,
  `${tenants} select tenant.name || ' has no policy for ' || verb as fault from tenant, unnest(array['r', 'a']) verb
   where not exists (select 1 from pg_policy p where p.polrelid = tenant.oid and p.polcmd in (verb::"char", '*'))`,
  `${tenants} select tenant.name || '.' || p.polname || ' lets in more than the scope' as fault from tenant join pg_policy p on p.polrelid = tenant.oid
   where p.polpermissive and not (
     tenant.name = any (${searched}) and p.polroles = array[(select c.relowner from pg_class c where c.oid = tenant.oid)]) and not (
     coalesce(pg_get_expr(p.polqual, p.polrelid), '${writable}') in ('${writable}', case when p.polcmd = 'r' then '${readable}' else '' end)
     and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '${writable}') = '${writable}')`,
  `${tenants} select tenant.name || ' is not guarded by the trigger for ' || deed as fault
   from tenant, (values ('update', 16), ('delete', 8), ('truncate', 32)) as deeds (deed, bit)
   where name = any (${fixed}) and not exists (
     select 1 from pg_trigger t where t.tgrelid = tenant.oid and t.tgfoid = 'linli_refuse_change'::regproc
       and t.tgenabled <> 'D' and (t.tgtype & bit) <> 0 and (t.tgtype & 2) <> 0)`,
  `${tenants} select tenant.name || ' is append-only by trigger but not in the list' as fault from tenant
   where name <> all (${fixed}) and exists (select 1 from pg_trigger t where t.tgrelid = tenant.oid and t.tgfoid = 'linli_refuse_change'::regproc)`,
  `${tenants} select missing || ' is in the list of append-only tables but does not exist' as fault
   from unnest(${fixed}) missing where missing not in (select name from tenant)`,
  `${tenants} select tenant.name || ' lets linli_app ' || deed as fault from tenant, unnest(array['update', 'delete', 'truncate']) deed
   where (name = any (${fixed}) or deed = 'truncate')
     and (has_table_privilege('linli_app', tenant.oid, deed) or (deed = 'update' and has_any_column_privilege('linli_app', tenant.oid, 'update')))`,
  `select c.relname || ' may be used by everybody' as fault from pg_class c, aclexplode(c.relacl) a
   where c.relnamespace = 'public'::regnamespace and a.grantee = 0`,
  `select c.relname || ' is a view that looks with its owner’s eyes' as fault from pg_class c
   where c.relnamespace = 'public'::regnamespace and (c.relkind = 'm' or c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false))`,
  `select p.oid::regprocedure || ' runs with its owner’s rights but does not fix its search_path' as fault from pg_proc p
   where p.pronamespace = 'public'::regnamespace and p.prosecdef and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)
     and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  `select r.rolname || ' passes row-level security' as fault from pg_roles r
   where r.rolname = 'linli_app' and (r.rolsuper or r.rolbypassrls or exists (
     select 1 from pg_class c where c.relowner = r.oid))`,
];

/** How many tables are under the rule, and everything that breaks it, read from the catalogue alone. */
export async function tenancyFaults(client: Client): Promise<{ tables: number; faults: string[] }> {
  await client.query('set search_path = public');
  const faults: string[] = [];
  for (const question of questions) {
    const { rows } = await client.query<{ fault: string }>(question);
    faults.push(...rows.map((row) => row.fault));
  }
  const { rows } = await client.query<{ count: number }>(`${tenants} select count(*)::int as count from tenant`);
  return { tables: rows[0]?.count ?? 0, faults };
}
