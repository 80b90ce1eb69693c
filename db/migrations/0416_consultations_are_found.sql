-- Consultations are found as well, by their draft, by what was said on it and stands in view, and by what was made of it.
-- Before one is open it is the desk's.
create view search_of_consultation (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'consultation'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', x.about, x.for_whom, x.state_reason,
      (select string_agg(e.value ->> 'heading' || ' ' || (e.value ->> 'text'), E'\n' order by t.version, e.ordinality)
        from consultation_text t, jsonb_array_elements(t.sections) with ordinality e
        where t.space_id = x.space_id and t.consultation_id = x.id and (t.out_at is not null or x.opened_at is null)),
      (select string_agg(m.text, E'\n' order by m.ordinal) from consultation_comment m
        where m.space_id = x.space_id and m.consultation_id = x.id and m.hidden_reason is null and m.taken_back_at is null),
      (select string_agg(r.summary, E'\n' order by r.version) from consultation_report r
        where r.space_id = x.space_id and r.consultation_id = x.id)),
    '', null::text, null::uuid,
    case x.state when 'draft' then 'draft' when 'published' then 'done' when 'withdrawn' then 'ended' else 'open' end,
    x.state, case when x.opened_at is null then 'desk' else 'everyone' end,
    (coalesce(x.opened_at, x.created_at) at time zone s.time_zone)::date, null::bigint
  from consultation x join space s on s.id = x.space_id;
grant select on search_of_consultation to linli_app;

do $$
declare t record; s record;
begin
  -- The kinds before it stay as they are, however many there are by now.
  execute 'create or replace view search_source with (security_invoker = true) as '
    || rtrim(pg_get_viewdef('search_source'::regclass), '; ') || ' union all select * from search_of_consultation';
  for t in select * from (values ('consultation', 'id'), ('consultation_text', 'consultation_id'),
      ('consultation_comment', 'consultation_id'), ('consultation_report', 'consultation_id')) as noted (of_table, id_column) loop
    execute format('create trigger search_note_consultation after insert or update or delete on %I for each row execute function search_note(%L, %L)',
      t.of_table, 'consultation', t.id_column);
  end loop;
  -- What was there before.
  for s in select id from space loop
    perform set_config('linli.space', s.id::text, true), set_config('linli.spaces', s.id::text, true);
    perform search_refresh(s.id, 'consultation', x.id) from consultation x where x.space_id = s.id;
  end loop;
  perform set_config('linli.space', '', true), set_config('linli.spaces', '', true);
end
$$;
