import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database';
import { commitment, leafText, tallyOf, type Value } from './rules-leaves.ts';
import type { LeafKind } from './schema.ts';

/**
 * What the rows of the house say, as leaves. This is the only place that looks at other rooms' tables for the log, as a
 * check does: each kind is one statement over what can not change any more.
 */
type Row = Readonly<Record<string, Value>>;
type Values = Readonly<Record<string, Value>>;

interface Source {
  /** Selects `id` and what is needed; typed words come as `salt` and `words`. */
  readonly rows: (space: string, ids: readonly string[]) => RawBuilder<Row>;
  readonly values: (row: Row) => Values;
}

const at = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const day = (column: string) => sql.raw(`to_char(${column}, 'YYYY-MM-DD')`);
const salt = (kind: LeafKind) =>
  sql`left join log_salt s on s.space_id = t.space_id and s.kind = ${kind} and s.source_id = t.id`;
const among = (space: string, ids: readonly string[]) =>
  sql`t.space_id = ${space} and t.id = any (${[...ids]}::uuid[])`;
const plain = (row: Row): Values => row;
const typed = (row: Row): Values => ({
  ...row,
  text: commitment(typeof row['salt'] === 'string' ? row['salt'] : null, String(row['words'] ?? '')),
});
const pair = (kind: Value | undefined, id: Value | undefined): Value => (id == null ? null : [kind ?? null, id]);

const sources: Readonly<Record<Exclude<LeafKind, 'unlisted'>, Source>> = {
  account: {
    rows: (space, ids) => sql<Row>`select t.id, split_part(t.path, '/', 1) as class, t.commodity, t.normal, t.guarded,
      t.covered, ${at('t.opened_at')} as at from ledger_account t where ${among(space, ids)}`,
    values: plain,
  },
  authorisation: {
    rows: (space, ids) => sql<Row>`select t.id, t.decision_id as decision, t.account_id as account, t.amount::text,
      t.approvals_needed as approvals, json_build_array(t.purpose_kind, t.purpose_id) as purpose, ${at('t.at')} as at
      from ledger_authorisation t where ${among(space, ids)}`,
    values: plain,
  },
  consultation: {
    rows: (space, ids) => sql<Row>`select t.id, t.consultation_id as consultation, c.number, t.version,
      ${day('t.published_on')} as published, n.adopted, n.partly, n.declined,
      c.title || e'\n' || t.summary || coalesce(e'\n' || nullif(t.note, ''), '') || coalesce(n.answers, '') || coalesce((
        select string_agg(e'\n' || (e.value ->> 'heading') || e'\n' || (e.value ->> 'text'), '' order by e.ordinality)
        from consultation_text x, jsonb_array_elements(x.sections) with ordinality e
        where x.space_id = t.space_id and x.id = t.text_id), '') as words, s.salt, ${at('t.at')} as at
      from consultation_report t join consultation c on c.space_id = t.space_id and c.id = t.consultation_id
      cross join lateral (select count(*) filter (where a.outcome = 'adopted')::int as adopted,
        count(*) filter (where a.outcome = 'partly')::int as partly,
        count(*) filter (where a.outcome = 'declined')::int as declined,
        string_agg(e'\n' || m.ordinal || ' ' || a.outcome || ' ' || a.reason, '' order by m.ordinal) as answers
        from consultation_report_answer r
        join consultation_answer a on a.space_id = r.space_id and a.id = r.answer_id
        join consultation_comment m on m.space_id = r.space_id and m.id = r.comment_id
        where r.space_id = t.space_id and r.report_id = t.id) n ${salt('consultation')} where ${among(space, ids)}`,
    values: typed,
  },
  decision: {
    rows: (space, ids) => sql<Row>`select t.id, t.number, t.template, t.state as outcome,
      json_build_array(t.subject_kind, t.subject_id) as subject, t.amount::text, t.account_id as account,
      t.authorisation_id as authorisation, t.title || e'\n' || t.text as words, s.salt, ${at('t.ended_at')} as at,
      (select json_agg(json_build_object('kind', p.kind, 'rule', p.rule_id, 'outcome', p.state, 'tally', p.tally)
        order by p.ordinal) from procedure_step p where p.space_id = t.space_id and p.procedure_id = t.id) as steps
      from procedure t ${salt('decision')} where ${among(space, ids)}`,
    values: (row) => {
      const steps = Array.isArray(row['steps']) ? row['steps'] : [];
      // `json_agg` made these objects in the statement above.
      const known = steps as unknown as readonly { kind: Value; rule: Value; outcome: Value; tally: Values | null }[];
      return { ...typed(row), steps: known.map((one) => ({ ...one, tally: tallyOf(one.tally) })) };
    },
  },
  document: {
    rows: (space, ids) => sql<Row>`select t.id, t.sha256, t.kind as class, t.bytes, t.about_kind, t.about_id,
      ${at('t.at')} as at from stored_file t where ${among(space, ids)}`,
    values: (row) => ({ ...row, about: pair(row['about_kind'], row['about_id']) }),
  },
  entry: {
    rows: (
      space,
      ids,
    ) => sql<Row>`select t.id, t.kind as deed, json_build_array(t.subject_kind, t.subject_id) as subject,
      (select json_agg(json_build_array(p.account_id, p.commodity, p.amount::text) order by p.line)
        from ledger_posting p where p.space_id = t.space_id and p.entry_id = t.id) as postings,
      t.authorisation_id as authorisation, t.order_id as "order", t.reverses_id as reverses, ${day('t.day')} as day,
      ${at('t.at')} as at from ledger_entry t where ${among(space, ids)}`,
    values: plain,
  },
  key: {
    rows: (space, ids) => sql<Row>`select t.id, t.vkey, ${at('t.at')} as at from log_key t where ${among(space, ids)}`,
    values: plain,
  },
  outcome: {
    rows: (space, ids) => sql<Row>`select t.id, t.state as outcome, ${day('t.kept_on')} as kept,
      t.replaced_by_id as "replacedBy" from promise t where ${among(space, ids)}`,
    values: plain,
  },
  parameter: {
    rows: (space, ids) => sql<Row>`select t.id, t.key, ${day('t.effective_from')} as from,
      t.value::text || e'\n' || t.source as words, s.salt, ${at('t.at')} as at
      from parameter_value t ${salt('parameter')} where ${among(space, ids)}`,
    values: typed,
  },
  poll: {
    rows: (space, ids) => sql<Row>`select t.id, t.number, t.kind as ballot, t.rule, t.roll_size as roll,
      ${at('t.opens_at')} as opens, ${at('t.closes_at')} as closes, t.lot_hash as lot, ${at('t.announced_at')} as at,
      (select count(*)::int from poll_option o where o.space_id = t.space_id and o.poll_id = t.id) as options,
      t.title || e'\n' || t.text || coalesce((select string_agg(e'\n' || o.number || ' ' || o.title || coalesce(' ' || o.cost, ''),
        '' order by o.number) from poll_option o where o.space_id = t.space_id and o.poll_id = t.id), '') as words, s.salt
      from poll t ${salt('poll')} where ${among(space, ids)}`,
    values: typed,
  },
  promise: {
    rows: (
      space,
      ids,
    ) => sql<Row>`select t.id, t.matter_id as matter, ${day('t.due_on')} as due, t.text as words, s.salt,
      ${at('t.made_at')} as at from promise t ${salt('promise')} where ${among(space, ids)}`,
    values: typed,
  },
  report: {
    rows: (space, ids) => sql<Row>`select t.id, t.span, ${day('t.starts_on')} as from, t.version,
      ${day('t.published_on')} as published, t.content::text || e'\n' || t.summary as words, s.salt, ${at('t.at')} as at
      from report_version t ${salt('report')} where ${among(space, ids)}`,
    values: typed,
  },
  rule: {
    rows: (space, ids) => sql<Row>`select t.id, t.kind as about, t.version, ${day('t.in_force_from')} as from,
      t.title || e'\n' || t.parameters::text || e'\n' || t.text as words, s.salt, ${at('t.at')} as at
      from rule t ${salt('rule')} where ${among(space, ids)}`,
    values: typed,
  },
  tally: {
    rows: (space, ids) => sql<Row>`select t.id, t.number, t.result -> 'box' ->> 'ballots' as ballots,
      t.result -> 'box' ->> 'valid' as valid, t.ballots_hash as contents, t.receipts_hash as receipts,
      ${at('t.counted_at')} as at from poll t where ${among(space, ids)}`,
    values: plain,
  },
};

/** Kinds whose words everybody may read, so that anybody can check them against the commitment. */
const openWords: readonly LeafKind[] = ['consultation', 'decision', 'parameter', 'poll', 'report', 'rule'];

/** Whether the code knows what rows of this kind say; another version of it may have noted a kind that this one does not. */
const isListed = (kind: string): kind is keyof typeof sources => Object.hasOwn(sources, kind);

/** A row as a leaf, and the words that its commitment is about where they are public. */
export interface Told {
  readonly body: string;
  readonly words: { readonly salt: string; readonly text: string } | null;
}

/**
 * What the rows behind some leaves say now, by id. `committed` gives the commitment that a leaf holds for words whose
 * salt has been forgotten: it stays, though nobody can open it any more.
 */
export async function tell(
  db: Db,
  spaceId: string,
  kind: LeafKind,
  ids: readonly string[],
  committed: (id: string) => string | null = () => null,
): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  if (ids.length === 0) return told;
  if (!isListed(kind)) {
    for (const id of ids) told.set(id, { body: leafText('unlisted', { id }), words: null });
    return told;
  }
  const source = sources[kind];
  const { rows } = await source.rows(spaceId, ids).execute(db);
  for (const row of rows) {
    const id = String(row['id']);
    const values = source.values(row);
    const forgotten = 'words' in row && row['salt'] === null;
    const body = leafText(kind, forgotten ? { ...values, text: committed(id) } : values);
    const isOpen = openWords.includes(kind) && typeof row['salt'] === 'string';
    told.set(id, { body, words: isOpen ? { salt: String(row['salt']), text: String(row['words']) } : null });
  }
  return told;
}
