-- Finding who says the same without opening anybody's words. What tells two texts apart is what few others say, so the
-- tokens that many texts hold are counted by a job and left aside: `sealed_common` names them, keyed as the tokens are,
-- which tells no word. All others are rare.
create table sealed_common (
  space_id uuid not null references space (id),
  kind text not null,
  token text not null,
  texts integer not null,
  primary key (space_id, kind, token)
);
select linli_tenant('sealed_common', true);

-- Counts anew how many texts of the scope's own space hold each token; what fewer than `from_texts` hold is not kept. It reads
-- every text's tokens once, and is for a job.
create function count_common_sealed(wanted_kind text, from_texts integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  kept integer;
begin
  delete from sealed_common where space_id = linli_space() and kind = wanted_kind;
  insert into sealed_common (space_id, kind, token, texts)
  select linli_space(), wanted_kind, word, ndoc
  from ts_stat(format('select tokens from sealed_body where space_id = %L and kind = %L and tokens is not null', linli_space(), wanted_kind))
  where ndoc >= from_texts;
  get diagnostics kept = row_count;
  return kept;
end
$$;
revoke all on function count_common_sealed(text, integer) from public;
grant execute on function count_common_sealed(text, integer) to linli_app;

-- Which texts of the scope's own space share most of the rare ones among some tokens, `asked` of which are looked up in the
-- order given. Goes round the row-level security like search_sealed and answers only with ids and counts.
create function similar_sealed(own text[], wanted_kind text, asked integer, most integer)
returns table (about_id uuid, hits bigint)
language sql stable security definer set search_path = public, pg_temp as
$$
  with rare as (
    select o.token from unnest(own) with ordinality o (token, place)
    where not exists (
      select from sealed_common c where c.space_id = linli_space() and c.kind = wanted_kind and c.token = o.token)
    order by o.place limit asked)
  select found.about_id, count(*) from rare, lateral (
    select s.about_id from sealed_body s
    where s.tokens @@ ('''' || rare.token || '''')::tsquery and s.kind = wanted_kind and s.space_id = linli_space()
    limit 100) found
  group by found.about_id
  order by count(*) desc, found.about_id desc
  limit most
$$;
revoke all on function similar_sealed(text[], text, integer, integer) from public;
grant execute on function similar_sealed(text[], text, integer, integer) to linli_app;
