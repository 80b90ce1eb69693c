import type { Check } from '#platform/check';

/** What must hold of the log inside the database; what can be checked from outside, `linli verify` checks. */
export const checks: readonly Check[] = [
  {
    name: 'log.without_gaps',
    sql: `select 'leaf ' || idx as offender from (select idx, row_number() over (order by idx) - 1 as place
      from log_leaf where space_id = $1) l where idx <> place order by idx`,
  },
  {
    name: 'log.leaves_hashed',
    sql: `select 'leaf ' || idx as offender from log_leaf where space_id = $1
      and hash <> sha256('\\x00'::bytea || convert_to(body, 'UTF8')) order by idx`,
  },
  {
    name: 'log.sources_proven',
    sql: `with head as (select horizon from log_checkpoint where space_id = $1 order by size desc limit 1)
      select kind || ' ' || source_id as offender from (
        select 'entry' as kind, e.id as source_id, e.xact from ledger_entry e where e.space_id = $1
        union all select t.kind, t.source_id, t.xact from log_source t where t.space_id = $1) s, head
      where s.xact < head.horizon and not exists (select from log_leaf l
        where l.space_id = $1 and l.kind = s.kind and l.source_id = s.source_id) order by 1`,
  },
  {
    name: 'log.leaves_have_sources',
    sql: `select 'leaf ' || l.idx as offender from log_leaf l where l.space_id = $1 and not case
      when l.kind = 'entry' then exists (select from ledger_entry e where e.space_id = $1 and e.id = l.source_id)
      else exists (select from log_source t where t.space_id = $1 and t.kind = l.kind and t.source_id = l.source_id) end
      order by l.idx`,
  },
  {
    name: 'log.tiles_whole',
    sql: `select 'tile ' || t.level || '/' || t.idx as offender from log_tile t where t.space_id = $1 and t.bytes <> (
      case when t.level = 0
        then (select string_agg(l.hash, ''::bytea order by l.idx) from log_leaf l
          where l.space_id = $1 and l.idx >= t.idx * 256 and l.idx < (t.idx + 1) * 256)
        else (select string_agg(b.root, ''::bytea order by b.idx) from log_tile b
          where b.space_id = $1 and b.level = t.level - 1 and b.idx >= t.idx * 256 and b.idx < (t.idx + 1) * 256) end)
      order by 1`,
  },
  {
    name: 'log.tiles_written',
    sql: `select 'tile 0/' || n as offender from generate_series(0,
        (select coalesce(max(size), 0) / 256 - 1 from log_checkpoint where space_id = $1)) n
      where not exists (select from log_tile t where t.space_id = $1 and t.level = 0 and t.idx = n) order by n`,
  },
  {
    name: 'log.words_on_the_list',
    sql: `select 'leaf ' || idx || ' ' || kind as offender from log_leaf where space_id = $1
      and body like '%"unlisted"%' order by idx`,
  },
  {
    name: 'log.head_of_all',
    sql: `select 'checkpoint ' || h.size as offender from (select coalesce(max(size), 0) as size from log_checkpoint
        where space_id = $1) h where h.size <> (select count(*) from log_leaf where space_id = $1)`,
  },
];
