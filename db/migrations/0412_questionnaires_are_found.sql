-- Questionnaires are found by what they ask: title, introduction, questions and options. Drafts by the desk alone; nothing of
-- what anybody answered.
create view search_of_questionnaire (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'questionnaire'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', nullif(x.text, ''),
      (select string_agg(concat_ws(' ', q.title, nullif(q.note, ''), (select string_agg(o, ' ') from jsonb_array_elements_text(q.options) o)),
          E'\n' order by q.number)
        from questionnaire_question q where q.space_id = x.space_id and q.questionnaire_id = x.id)),
    x.state_reason, null::text, x.place_id,
    case x.state when 'draft' then 'draft' when 'ready' then 'open' when 'withdrawn' then 'ended' else 'done' end,
    x.state, case when x.number is null then 'desk' else 'everyone' end, (x.opens_at at time zone s.time_zone)::date, null::bigint
  from questionnaire x join space s on s.id = x.space_id;
grant select on search_of_questionnaire to linli_app;

do $$
declare s record;
begin
  -- The kinds before it stay as they are, however many there are by now.
  execute 'create or replace view search_source with (security_invoker = true) as '
    || rtrim(pg_get_viewdef('search_source'::regclass), '; ') || ' union all select * from search_of_questionnaire';
  create trigger search_note_questionnaire after insert or update or delete on questionnaire
    for each row execute function search_note('questionnaire', 'id');
  create trigger search_note_question after insert or update or delete on questionnaire_question
    for each row execute function search_note('questionnaire', 'questionnaire_id');
  -- What was there before.
  for s in select id from space loop
    perform set_config('linli.space', s.id::text, true), set_config('linli.spaces', s.id::text, true);
    perform search_refresh(s.id, 'questionnaire', x.id) from questionnaire x where x.space_id = s.id;
  end loop;
  perform set_config('linli.space', '', true), set_config('linli.spaces', '', true);
end
$$;
