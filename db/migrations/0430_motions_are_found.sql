-- Motions of meetings are found by their words: which were moved, by what text, and what became of them. They are read on the
-- page of their meeting and by whom that may be; who moved one is not told here.
create view search_of_motion (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'motion'::text, x.id, m.id, m.id, m.number, left(split_part(x.text, E'\n', 1), 60),
    x.text, '', null::text, null::uuid,
    case when x.state in ('moved', 'seconded') then 'open' when x.state = 'carried' then 'done' else 'ended' end,
    x.state, case when m.state in ('called', 'open', 'ended', 'closed', 'cancelled') and m.called_at is not null then 'everyone' else 'desk' end,
    (x.moved_at at time zone s.time_zone)::date, null::bigint
  from meeting_motion x join space s on s.id = x.space_id
    join meeting_item i on i.space_id = x.space_id and i.id = x.item_id
    join meeting m on m.space_id = x.space_id and m.id = i.meeting_id;
grant select on search_of_motion to linli_app;

do $$
declare s record;
begin
  -- The kinds before it stay as they are, however many there are by now.
  execute 'create or replace view search_source with (security_invoker = true) as '
    || rtrim(pg_get_viewdef('search_source'::regclass), '; ') || ' union all select * from search_of_motion';
  create trigger search_note_motion after insert or update or delete on meeting_motion for each row execute function search_note('motion', 'id');
  create trigger search_note_motions after insert or update or delete on meeting for each row execute function search_note('motion', 'id', 'of');
  -- What was there before.
  for s in select id from space loop
    perform set_config('linli.space', s.id::text, true), set_config('linli.spaces', s.id::text, true);
    perform search_refresh(s.id, 'motion', x.id) from meeting_motion x where x.space_id = s.id;
  end loop;
  perform set_config('linli.space', '', true), set_config('linli.spaces', '', true);
end
$$;
