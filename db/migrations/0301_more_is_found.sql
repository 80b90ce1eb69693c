-- What neighbours talk about, decide and keep open is found as well: meetings, votes, topics, rounds of money and their ideas,
-- calls for resources, rounds of visits, donation points, centres, opinions, and for the desk the problems behind needs.
-- Goods of the market are resources and plans stand with their projects: both have been found since 0231. Public words
-- only in title and body, as there: no minutes before they are approved, no hidden argument, nothing of a ballot.

-- Meeting: called by its agenda; minutes are everybody's once they are approved, the desk's before.
create view search_of_meeting (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'meeting'::text, x.id, x.body_id, x.id, x.number, x.title,
    concat_ws(E'\n', b.name, nullif(x.text, ''), x.place_text,
      (select string_agg(concat_ws(E'\n', i.title, nullif(i.text, ''), i.outcome), E'\n' order by i.ordinal)
        from meeting_item i where i.space_id = x.space_id and i.meeting_id = x.id),
      case when x.state = 'closed' then x.minutes end, case when x.state = 'cancelled' then x.state_reason end),
    case when x.state = 'closed' then '' else x.minutes end, null::text, null::uuid,
    case when x.state = 'preparing' then 'draft' when x.state in ('called', 'open') then 'open' when x.state = 'cancelled' then 'ended' else 'done' end,
    x.state, case when x.state in ('called', 'open', 'ended', 'closed', 'cancelled') and x.called_at is not null then 'everyone' else 'desk' end,
    (x.starts_at at time zone s.time_zone)::date, null::bigint
  from meeting x join space s on s.id = x.space_id left join body b on b.space_id = x.space_id and b.id = x.body_id;

-- Vote: what is asked and what one may choose; never what was chosen.
create view search_of_vote (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'vote'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', nullif(x.text, ''),
      (select string_agg(concat_ws(' ', o.title, nullif(o.note, '')), E'\n' order by o.number)
        from poll_option o where o.space_id = x.space_id and o.poll_id = x.id)),
    x.state_reason, null::text, x.place_id,
    case x.state when 'draft' then 'draft' when 'ready' then 'open' when 'withdrawn' then 'ended' else 'done' end,
    x.state, case when x.number is null then 'desk' else 'everyone' end, (x.opens_at at time zone s.time_zone)::date, x.budget
  from poll x join space s on s.id = x.space_id;

-- Topic: with the arguments that stand in view and the answer.
create view search_of_topic (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'topic'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', x.text, nullif(x.answer, ''), x.state_reason,
      (select string_agg(a.text, E'\n' order by a.at, a.id)
        from topic_argument a where a.space_id = x.space_id and a.topic_id = x.id and a.hidden_reason is null)),
    '', null::text, null::uuid,
    case x.state when 'answered' then 'done' when 'withdrawn' then 'ended' else 'open' end,
    x.state, 'everyone', (x.created_at at time zone s.time_zone)::date, null::bigint
  from topic x join space s on s.id = x.space_id;

-- Round: money that residents divide.
create view search_of_round (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'round'::text, x.id, null::uuid, x.id, x.number, x.title, x.text, x.state_reason, null::text, x.place_id,
    case x.state when 'draft' then 'draft' when 'done' then 'done' when 'withdrawn' then 'ended' else 'open' end,
    x.state, case when x.number is null then 'desk' else 'everyone' end,
    (coalesce(x.published_at, x.created_at) at time zone s.time_zone)::date, x.budget
  from round x join space s on s.id = x.space_id;

-- Idea: read on the page of its round, from when it has been looked at; who brought it is not told here.
create view search_of_idea (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'idea'::text, x.id, x.round_id, x.round_id, r.number, x.title,
    concat_ws(E'\n', x.text, case when x.state = 'infeasible' then x.reason end),
    concat_ws(E'\n', nullif(x.cost_note, ''), nullif(x.plan, ''), case when x.state <> 'infeasible' then nullif(x.reason, '') end), null::text, x.place_id,
    case when x.state = 'new' then 'draft' when x.state in ('infeasible', 'merged', 'withdrawn') or x.outcome in ('lost', 'declined') then 'ended'
      when x.outcome = 'won' then 'done' else 'open' end,
    coalesce(x.outcome, x.state), case when r.number is null or x.state in ('new', 'withdrawn') then 'desk' else 'everyone' end,
    (x.at at time zone s.time_zone)::date, x.cost
  from idea x join space s on s.id = x.space_id join round r on r.space_id = x.space_id and r.id = x.round_id;

-- Call: what partners are asked for; what each of them answered stays on its page.
create view search_of_call (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'call'::text, x.id, null::uuid, x.id, x.number, x.title, concat_ws(E'\n', x.text, nullif(x.closing_text, '')), '',
    x.class_code, null::uuid, case x.state when 'open' then 'open' else 'done' end, x.state, 'everyone',
    (x.at at time zone s.time_zone)::date, null::bigint
  from resource_call x join space s on s.id = x.space_id;

-- Survey: a round of visits: what for and what came of it; what a unit said is not in it.
create view search_of_survey (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'survey'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', nullif(x.goal_text, ''), nullif(x.closing_text, '')), '', null::text, null::uuid,
    case x.state when 'running' then 'open' else 'done' end, x.state, 'everyone', x.starts_on, null::bigint
  from survey_round x;

-- Point: where things are taken in.
create view search_of_point (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'point'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', x.accepts_text, nullif(x.refuses_text, ''), nullif(x.where_text, ''), x.state_reason), '', null::text, x.place_id,
    case x.state when 'closed' then 'ended' else 'open' end, x.state, 'everyone', (x.created_at at time zone s.time_zone)::date, null::bigint
  from donation_point x join space s on s.id = x.space_id;

-- Centre: a place that is open to all.
create view search_of_centre (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'centre'::text, x.id, null::uuid, x.id, null::text, x.title,
    concat_ws(E'\n', nullif(x.about_text, ''), nullif(x.address_text, '')), '', null::text, x.place_id,
    case x.state when 'open' then 'open' else 'ended' end, x.state, 'everyone', (x.created_at at time zone s.time_zone)::date, null::bigint
  from centre x join space s on s.id = x.space_id;

-- Opinion: what supervisors say and what they are answered; it has no title of its own but its beginning.
create view search_of_opinion (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'opinion'::text, x.id, null::uuid, x.id, x.number, left(split_part(x.text, E'\n', 1), 40),
    concat_ws(E'\n', x.text, x.answer), '', null::text, null::uuid,
    case when x.due_on is not null and x.answer is null then 'open' else 'done' end, x.stance, 'everyone',
    (x.at at time zone s.time_zone)::date, null::bigint
  from opinion x join space s on s.id = x.space_id;

-- Problem: behind several needs, with its causes; the desk's alone.
create view search_of_problem (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'problem'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', nullif(x.summary, ''),
      (select string_agg(c.words, E'\n' order by c.at, c.id)
        from problem_cause c where c.space_id = x.space_id and c.problem_id = x.id and c.dropped_at is null)),
    concat_ws(E'\n', nullif(x.impact_reason, ''), nullif(x.urgency_reason, ''), nullif(x.state_reason, '')), null::text, null::uuid,
    case x.state when 'open' then 'open' when 'solved' then 'done' else 'ended' end, x.state, 'desk',
    (x.created_at at time zone s.time_zone)::date, null::bigint
  from problem x join space s on s.id = x.space_id;

create or replace view search_source with (security_invoker = true) as
  select * from search_of_need
  union all select * from search_of_resource
  union all select * from search_of_project
  union all select * from search_of_activity
  union all select * from search_of_decision
  union all select * from search_of_payment
  union all select * from search_of_organisation
  union all select * from search_of_partner
  union all select * from search_of_campaign
  union all select * from search_of_report
  union all select * from search_of_budget
  union all select * from search_of_fund
  union all select * from search_of_move
  union all select * from search_of_trust
  union all select * from search_of_result
  union all select * from search_of_meeting
  union all select * from search_of_vote
  union all select * from search_of_topic
  union all select * from search_of_round
  union all select * from search_of_idea
  union all select * from search_of_call
  union all select * from search_of_survey
  union all select * from search_of_point
  union all select * from search_of_centre
  union all select * from search_of_opinion
  union all select * from search_of_problem;
grant select on search_of_meeting, search_of_vote, search_of_topic, search_of_round, search_of_idea, search_of_call, search_of_survey, search_of_point, search_of_centre, search_of_opinion, search_of_problem to linli_app;

do $$
declare t record; s record;
begin
  for t in select * from (values
      ('meeting', 'meeting', 'id', false), ('meeting_item', 'meeting', 'meeting_id', false), ('body', 'meeting', 'id', true), ('poll', 'vote', 'id', false),
      ('poll_option', 'vote', 'poll_id', false), ('topic', 'topic', 'id', false), ('topic_argument', 'topic', 'topic_id', false), ('round', 'round', 'id', false),
      ('round', 'idea', 'id', true), ('idea', 'idea', 'id', false), ('resource_call', 'call', 'id', false), ('survey_round', 'survey', 'id', false),
      ('donation_point', 'point', 'id', false), ('centre', 'centre', 'id', false), ('opinion', 'opinion', 'id', false), ('problem', 'problem', 'id', false),
      ('problem_cause', 'problem', 'problem_id', false)
    ) as noted (of_table, kind, id_column, hangs) loop
    execute format('create trigger search_note_%s after insert or update or delete on %I for each row execute function search_note(%L, %L%s)',
      t.kind || case when t.hangs then 's' else '' end, t.of_table, t.kind, t.id_column, case when t.hangs then ', ''of''' else '' end);
  end loop;
  -- What was there before.
  for s in select id from space loop
    perform set_config('linli.space', s.id::text, true), set_config('linli.spaces', s.id::text, true);
    perform search_refresh(s.id, x.kind, x.id) from search_source x
      where x.space_id = s.id and x.kind in ('meeting', 'vote', 'topic', 'round', 'idea', 'call', 'survey', 'point', 'centre', 'opinion', 'problem');
  end loop;
  perform set_config('linli.space', '', true), set_config('linli.spaces', '', true);
end
$$;
