-- What is like a text somebody is writing is asked for with every pause, so it must not read what many records hold. How
-- many hold a token the planner knows from its statistics, without looking. It is asked about all tokens at once, and about one
-- that nobody writes: what is expected no oftener than that one stands in no list of the commonest thousand. Up to sixteen
-- rare ones are read, a hundred records of each: what is alike holds many of them. Of the common ones only those
-- records are read that hold several at once. The best two hundred are then compared with every token.
-- Before (0231) each token was read through, and each of the two hundred taken apart once for each token.
-- It asks the planner, which only a volatile function may; and it looks by the index of tokens whatever the planner would rather
-- do, since for so few records it may expect to find them soon by reading a space from its beginning.
drop function search_alike(uuid, text, text[], integer);
create function search_alike(p_space uuid, p_kind text, p_tokens text[], p_most integer)
returns table (id uuid, shared integer)
language plpgsql volatile security definer set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_indexscan = off set max_parallel_workers_per_gather = 0 as
$$
declare
  queries text[] := array(select '''' || replace(t, '''', '''''') || '''' from unnest(p_tokens) t);
  one text; plan json; rare text[]; common text[]; several text[]; near uuid[]; best uuid[]; weights float8[];
begin
  if not p_space = any (linli_spaces()) or cardinality(queries) = 0 then return; end if;
  select 'explain (format json) ' || string_agg(format('select from search_entry where tokens @@ %L::tsquery', q.query), ' union all ' order by q.place)
    into one from unnest(queries || '''~~'''::text) with ordinality q (query, place);
  execute one into plan;
  with expected as (
    select p.place, (p.node ->> 'Plan Rows')::float8 as many
    from json_array_elements(plan -> 0 -> 'Plan' -> 'Plans') with ordinality p (node, place)),
  ranked as (
    select q.query, row_number() over (order by e.many, q.place) as rank,
      e.many <= greatest(1500, (select many from expected order by place desc limit 1)) as is_rare
    from unnest(queries) with ordinality q (query, place) join expected e using (place))
  select coalesce(array_agg(r.query order by r.rank) filter (where r.is_rare and r.rank <= 16), '{}'),
    coalesce((array_agg(r.query order by r.rank) filter (where not r.is_rare or r.rank > 16))[:4], '{}')
    into rare, common from ranked r;

  -- Of the common ones those records that hold three of the four rarest, and with little else found, any two.
  several := case cardinality(common)
    when 0 then '{}' when 1 then common when 2 then array[concat_ws(' & ', common[1], common[2])]
    when 3 then array[concat_ws(' & ', common[1], common[2], common[3]),
      format('%1$s & (%2$s | %3$s) | %2$s & %3$s', common[1], common[2], common[3])]
    else array[format('%1$s & %2$s & (%3$s | %4$s) | (%1$s | %2$s) & %3$s & %4$s', common[1], common[2], common[3], common[4]),
      format('%1$s & (%2$s | %3$s | %4$s) | %2$s & (%3$s | %4$s) | %3$s & %4$s', common[1], common[2], common[3], common[4])] end;
  with seen as materialized (
    select r.query, e.id from unnest(rare) r (query)
    cross join lateral (
      select s.id from search_entry s
      where s.tokens @@ r.query::tsquery and s.space_id = p_space and s.kind = p_kind and s.phase = 'open' and s.audience = 'everyone'
      limit 100) e),
  often as (select s.query, 1 / (1 + ln(count(*)::float8)) as weight from seen s group by s.query),
  weighed as (
    select s.id, sum(o.weight) as weight from seen s join often o using (query)
    group by s.id order by sum(o.weight) desc, s.id limit 200)
  select coalesce(array_agg(w.id), '{}'), coalesce(array_agg(w.weight), '{}') into best, weights from weighed w;
  foreach one in array several loop
    exit when cardinality(best) >= 100;
    select coalesce(array_agg(n.id), '{}') into near from (
      select s.id from search_entry s
      where s.tokens @@ one::tsquery and s.space_id = p_space and s.kind = p_kind and s.phase = 'open' and s.audience = 'everyone'
      limit 100) n;
    best := best || near;
    weights := weights || array_fill(0.1::float8, array[cardinality(near)]);
  end loop;

  return query
    with candidate as (
      select b.id, sum(b.weight) as weight from unnest(best, weights) b (id, weight) group by b.id
      order by sum(b.weight) desc, b.id limit 200)
    -- What is left when the tokens asked for are taken out tells how many were there.
    select c.id, length(e.tokens) - length(ts_delete(e.tokens, p_tokens)) as shared
    from candidate c join search_entry e on e.space_id = p_space and e.kind = p_kind and e.id = c.id
    order by shared desc, c.weight desc, c.id limit p_most;
end
$$;
revoke all on function search_alike(uuid, text, text[], integer) from public;
grant execute on function search_alike(uuid, text, text[], integer) to linli_app;
