-- One search over everything a space tells: both libraries, projects, activities, decisions, the fund's papers, partners,
-- results. `search_source` says for each kind of record what may be found and by whom; `search_entry` keeps that,
-- with its tokens, written by triggers in the transaction that changes the record, and by nothing else. So nothing can
-- forget to do it, and `linli check` compares the two.
--
-- Row-level security keeps full-text operators from their index, since they are not leakproof. So one function looks
-- with its owner's rights, who alone has a policy without the scope, and applies space, audience and filters itself
-- (docs/decisions/0024). It answers with ids and counts; the rows are then read under the reader's own scope.

-- Text in plain writing: compatible forms, case, accents and traditional characters folded. The application folds what is
-- looked for the same way (modules/search/rules.ts); a test holds the two together.
create function search_plain(said text) returns text language sql stable parallel safe as
$$
  select coalesce(string_agg(coalesce((select h.simple from han_letter h where h.letter = c.letter), c.letter), '' order by c.place), '')
  from string_to_table(
    lower(normalize(regexp_replace(normalize(left(said, 6000), NFKD), '[\u0300-\u036f]+', '', 'g'), NFKC)), null)
    with ordinality c (letter, place)
$$;

-- Tokens of plain text: each two neighbouring Chinese characters and the last of every run, other words and numbers whole,
-- English ones by their stem besides (`=`). Classes of characters are spelt out: a server's locale may know no Chinese.
create function search_tokens(plain text) returns text[] language sql immutable parallel safe as
$$
  select array(
    select substr(run[1], place, 2) from regexp_matches(plain, '[\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U000323af]+', 'g') run,
      generate_series(1, char_length(run[1])) place
    union
    select left(run[1], 64) from regexp_matches(plain, '[0-9a-z\u00df-\u00f6\u00f8-\u1fff\u3041-\u30fa\u30fc-\u30ff\u3131-\u318e\uac00-\ud7a3]+', 'g') run
    union
    select '=' || left(stem, 64) from unnest(tsvector_to_array(
      to_tsvector('pg_catalog.english', regexp_replace(plain, '[^a-z]+', ' ', 'g')))) stem where stem <> '')
$$;

-- How a title sounds: every syllable and every two neighbouring ones (`~lun`, `~lunyi`), and the first letters of every
-- two (`.ly`). Of a character with several readings each counts.
create function search_sounds(plain text) returns text[] language plpgsql stable parallel safe as
$$
declare heard text[] := '{}'; before text[] := '{}'; here text[]; one text; two text; sign text;
begin
  foreach sign in array string_to_array(plain, null) loop
    here := coalesce((select h.sounds from han_letter h where h.letter = sign), '{}');
    foreach two in array here loop
      heard := heard || ('~' || two);
      foreach one in array before loop heard := heard || array['~' || one || two, '.' || left(one, 1) || left(two, 1)]; end loop;
    end loop;
    before := here;
  end loop;
  return heard;
end
$$;

-- A class and the families above it, as tokens (`#material`, `#material.food`).
create function search_classes(code text) returns text[] language sql immutable parallel safe as
$$
  select coalesce(array_agg('#' || array_to_string((string_to_array(code, '.'))[:depth], '.')), '{}')
  from generate_series(1, cardinality(string_to_array(code, '.'))) depth
$$;

create table search_entry (
  space_id uuid not null references space (id),
  kind text not null,
  id uuid not null,
  -- What it hangs on (the project of a report, the fund of a budget), and whose page it is read on.
  of_id uuid,
  page_id uuid not null,
  number text,
  title text not null,
  body text not null,
  -- What only the desk may read, and find by.
  inside text not null,
  class_code text,
  place_id uuid,
  phase text not null check (phase in ('draft', 'open', 'done', 'ended')),
  state text not null,
  audience text not null check (audience in ('everyone', 'residents', 'desk')),
  day date not null,
  amount bigint,
  -- The same in plain writing, and how the title sounds.
  plain_title text not null,
  plain_body text not null,
  plain_inside text not null,
  sounds text[] not null,
  tokens tsvector not null generated always as (array_to_tsvector(
    search_tokens(coalesce(plain_title, '') || ' ' || coalesce(plain_body, '')) || sounds || search_classes(class_code))) stored,
  -- Only where there are words for the desk alone: those and the others together.
  inside_tokens tsvector generated always as (case when plain_inside = '' then null else array_to_tsvector(
    search_tokens(plain_title || ' ' || plain_body || ' ' || plain_inside) || sounds || search_classes(class_code)) end) stored,
  primary key (space_id, kind, id)
);
-- Long texts and tokens lie apart, so that what is listed of many hits is read quickly.
alter table search_entry set (toast_tuple_target = 512);
create index search_entry_of on search_entry (space_id, kind, of_id) where of_id is not null;
create index search_entry_tokens on search_entry using gin (tokens) with (fastupdate = off);
create index search_entry_inside on search_entry using gin (inside_tokens) with (fastupdate = off) where inside_tokens is not null;
select linli_tenant('search_entry');
revoke insert, update on search_entry from linli_app;
do $$ begin execute format('create policy owner on search_entry to %I using (true) with check (true)', current_user); end $$;

-- What there is to find. Public words only in title and body; a record nobody but the desk may see has audience `desk`.
create view search_of_need (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'need'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', x.summary, nullif(x.crux, '')),
    concat_ws(E'\n', nullif(x.group_text, ''), nullif(x.urgency_reason, ''), nullif(x.state_reason, '')),
    x.class_code, x.place_id,
    case when x.state = 'draft' then 'draft' when x.state = 'met' then 'done' when x.state in ('withdrawn', 'merged') then 'ended' else 'open' end,
    x.state, case when x.state = 'draft' then 'desk' else 'everyone' end,
    (x.created_at at time zone s.time_zone)::date, null::bigint
  from need x join space s on s.id = x.space_id;

create view search_of_resource (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'resource'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', nullif(x.description, ''), nullif(x.conditions, '')),
    concat_ws(E'\n', nullif(x.condition_text, ''), nullif(x.state_reason, '')),
    x.class_code, x.place_id,
    case x.state when 'offered' then 'draft' when 'open' then 'open' else 'ended' end, x.state,
    case when x.state in ('open', 'paused', 'ended') then x.visible else 'desk' end,
    (x.created_at at time zone s.time_zone)::date, null::bigint
  from resource x join space s on s.id = x.space_id;

create view search_of_project (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'project'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', v.goals, v.content, v.plan, nullif(x.lessons, '')), coalesce(x.state_reason, ''), null::text, null::uuid,
    case when x.state = 'draft' then 'draft' when x.state in ('done', 'closed') then 'done' when x.state in ('declined', 'withdrawn') then 'ended' else 'open' end,
    x.state, case when x.version > 0 then 'everyone' else 'desk' end, (x.created_at at time zone s.time_zone)::date, null::bigint
  from project x join space s on s.id = x.space_id
  left join project_version v on v.space_id = x.space_id and v.project_id = x.id and v.version = x.version;

create view search_of_activity (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'activity'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', nullif(x.text, ''), nullif(x.series, ''), nullif(x.place_text, ''), nullif(x.result_text, '')),
    coalesce(x.state_reason, ''), null::text, x.place_id,
    case when x.state in ('checking', 'deciding') then 'draft' when x.state = 'open' then 'open' when x.state in ('held', 'settled') then 'done' else 'ended' end,
    x.state, case when x.state in ('open', 'held', 'settled', 'cancelled') then 'everyone' else 'desk' end,
    (x.starts_at at time zone s.time_zone)::date, null::bigint
  from activity x join space s on s.id = x.space_id;

create view search_of_decision (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'decision'::text, x.id, null::uuid, x.id, x.number, x.title, concat_ws(E'\n', nullif(x.text, ''), x.reason), '', null::text, null::uuid,
    case x.state when 'running' then 'open' when 'passed' then 'done' else 'ended' end, x.state, 'everyone',
    (x.opened_at at time zone s.time_zone)::date, x.amount
  from procedure x join space s on s.id = x.space_id;

create view search_of_payment (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'payment'::text, x.id, null::uuid, x.id, x.number, x.what_for, coalesce(o.name, ''),
    concat_ws(E'\n', x.payee_name, x.invoice_number), null::text, null::uuid,
    case when x.state in ('asked', 'approved') then 'draft' when x.state = 'paid' then 'done' else 'ended' end, x.state,
    case when x.state in ('paid', 'reversed') then 'everyone' else 'desk' end,
    coalesce(x.paid_on, (x.at at time zone s.time_zone)::date), x.amount
  from payment x join space s on s.id = x.space_id
  left join organisation o on o.space_id = x.space_id and o.id = x.payee_organisation_id;

create view search_of_organisation (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'organisation'::text, x.id, null::uuid, x.id, null, x.name,
    concat_ws(E'\n', nullif(x.introduction, ''), nullif(x.offers, ''), nullif(x.hub_duties, '')), coalesce(x.state_reason, ''), null::text, null::uuid,
    case x.state when 'applied' then 'draft' when 'active' then 'open' else 'ended' end, x.state,
    case when x.state in ('active', 'inactive') then 'everyone' else 'desk' end, (x.created_at at time zone s.time_zone)::date, null::bigint
  from organisation x join space s on s.id = x.space_id;

-- A shop that does not wish its name to be read is found by what it offers.
create view search_of_partner (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'partner'::text, x.id, x.organisation_id, x.id, x.number, x.discount_text,
    case x.publicity when 'real' then o.name when 'alias' then x.alias else '' end, o.name, null::text, null::uuid,
    case when x.ended_on is null then 'open' else 'ended' end, case when x.ended_on is null then 'open' else 'ended' end, 'everyone', x.starts_on, null::bigint
  from partner_agreement x join organisation o on o.space_id = x.space_id and o.id = x.organisation_id;

create view search_of_campaign (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'campaign'::text, x.id, null::uuid, x.id, x.number, x.title,
    concat_ws(E'\n', x.purpose_text, x.beneficiaries_text, x.use_text, x.area_text), coalesce(x.reason, ''), null::text, null::uuid,
    case x.state when 'planned' then 'draft' when 'open' then 'open' when 'dropped' then 'ended' else 'done' end, x.state,
    case when x.state in ('open', 'ended', 'told') then 'everyone' else 'desk' end, x.starts_on, x.target
  from campaign x;

create view search_of_report (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'report'::text, x.id, null::uuid, x.id, 'v' || x.version,
    to_char(x.starts_on, case x.span when 'month' then 'YYYY-MM' else 'YYYY-"Q"Q' end), concat_ws(E'\n', nullif(x.summary, ''), nullif(x.reason, '')),
    '', null::text, null::uuid, 'done', x.span, 'everyone', x.published_on, null::bigint
  from report_version x;

create view search_of_budget (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'budget'::text, x.id, x.fund_id, x.id, 'v' || x.version, f.name || ' ' || x.year,
    coalesce((select string_agg(concat_ws(' ', l.title, nullif(l.note, '')), E'\n' order by l.line)
      from fund_budget_line l where l.space_id = x.space_id and l.budget_id = x.id), ''),
    x.reason, null::text, null::uuid,
    case when x.state = 'published' then 'open' when x.state in ('replaced', 'declined') then 'ended' else 'draft' end, x.state,
    case when x.state in ('published', 'replaced') then 'everyone' else 'desk' end,
    coalesce(x.published_on, (x.created_at at time zone s.time_zone)::date), null::bigint
  from fund_budget x join space s on s.id = x.space_id join fund f on f.space_id = x.space_id and f.id = x.fund_id;

create view search_of_fund (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'fund'::text, x.id, null::uuid, x.id, null, x.name, concat_ws(E'\n', x.purpose, nullif(x.mission, ''), nullif(x.rules_text, '')), '', null::text, null::uuid,
    case x.state when 'preparing' then 'draft' when 'closed' then 'ended' else 'open' end, x.state,
    case when x.state = 'preparing' then 'desk' else 'everyone' end, coalesce(x.opened_on, (x.created_at at time zone s.time_zone)::date), x.ceiling
  from fund x join space s on s.id = x.space_id;

create view search_of_move (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'move'::text, x.id, x.fund_id, x.id, x.number, f.name, x.reason, coalesce(x.ended_reason, ''), null::text, null::uuid,
    case when x.state = 'done' then 'done' when x.state in ('refused', 'stopped') then 'ended' else 'open' end, x.state, 'everyone',
    (x.created_at at time zone s.time_zone)::date, x.amount
  from fund_move x join space s on s.id = x.space_id join fund f on f.space_id = x.space_id and f.id = x.fund_id;

create view search_of_trust (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'trust'::text, x.id, null::uuid, x.id, x.filing_number, x.name, concat_ws(E'\n', x.purpose, x.trustee, x.authority), '', null::text, null::uuid,
    case when x.ends_on is null then 'open' else 'done' end, case when x.ends_on is null then 'open' else 'done' end, 'everyone', x.filed_on, x.amount
  from charity_trust x;

create view search_of_result (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day, amount)
  with (security_invoker = true) as
  select x.space_id, 'result'::text, x.id, x.project_id, x.project_id, p.number, p.title, x.text, '', null::text, null::uuid, 'done', 'progress',
    case when p.version > 0 then 'everyone' else 'desk' end, (x.at at time zone s.time_zone)::date, null::bigint
  from progress_report x join space s on s.id = x.space_id join project p on p.space_id = x.space_id and p.id = x.project_id
union all
  select x.space_id, 'result'::text, x.id, x.project_id, x.project_id, p.number, p.title, x.summary, '', null::text, null::uuid,
    case x.state when 'declined' then 'ended' else 'done' end, x.state, case when p.version > 0 then 'everyone' else 'desk' end,
    (coalesce(x.answered_at, x.at) at time zone s.time_zone)::date, null::bigint
  from proposed_change x join space s on s.id = x.space_id join project p on p.space_id = x.space_id and p.id = x.project_id
  where x.summary <> '' and x.state <> 'proposed';

create view search_source with (security_invoker = true) as
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
  union all select * from search_of_result;
grant select on search_of_need, search_of_resource, search_of_project, search_of_activity, search_of_decision, search_of_payment, search_of_organisation, search_of_partner, search_of_campaign, search_of_report, search_of_budget, search_of_fund, search_of_move, search_of_trust, search_of_result, search_source to linli_app;

-- Entries as they ought to be, of what stands in `search_source`.
create function search_made(x search_source) returns search_entry language sql stable as
$$
  select row(x.space_id, x.kind, x.id, x.of_id, x.page_id, x.number, x.title, x.body, x.inside, x.class_code, x.place_id, x.phase,
    x.state, x.audience, x.day, x.amount, plain.title, search_plain(concat_ws(' ', x.number, x.body)), search_plain(x.inside),
    search_sounds(plain.title), null, null)::search_entry
  from (select search_plain(x.title) as title offset 0) plain
$$;

-- Writes anew what is found of one record. What did not change is left alone: a need that was met by one more piece costs
-- a comparison.
create function search_refresh(p_space uuid, p_kind text, p_id uuid) returns void language plpgsql as
$$
declare there search_source; kept search_entry;
begin
  -- One kind's view alone, planned by how large its table is now: a plan kept from an empty one would read all of it.
  execute format('select * from search_of_%s x where x.space_id = $1 and x.id = $2', p_kind) into there using p_space, p_id;
  select * into kept from search_entry e where e.space_id = p_space and e.kind = p_kind and e.id = p_id for update;
  if there.id is null then
    delete from search_entry e where e.space_id = p_space and e.kind = p_kind and e.id = p_id;
  elsif kept.id is null or (there.of_id, there.page_id, there.number, there.title, there.body, there.inside, there.class_code,
        there.place_id, there.phase, there.state, there.audience, there.day, there.amount)
      is distinct from (kept.of_id, kept.page_id, kept.number, kept.title, kept.body, kept.inside, kept.class_code,
        kept.place_id, kept.phase, kept.state, kept.audience, kept.day, kept.amount) then
    insert into search_entry (space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase,
        state, audience, day, amount, plain_title, plain_body, plain_inside, sounds)
      select m.space_id, m.kind, m.id, m.of_id, m.page_id, m.number, m.title, m.body, m.inside, m.class_code, m.place_id, m.phase,
        m.state, m.audience, m.day, m.amount, m.plain_title, m.plain_body, m.plain_inside, m.sounds
      from search_made(there) m
      on conflict (space_id, kind, id) do update set of_id = excluded.of_id, page_id = excluded.page_id, number = excluded.number,
        title = excluded.title, body = excluded.body, inside = excluded.inside, class_code = excluded.class_code,
        place_id = excluded.place_id, phase = excluded.phase, state = excluded.state, audience = excluded.audience,
        day = excluded.day, amount = excluded.amount, plain_title = excluded.plain_title, plain_body = excluded.plain_body,
        plain_inside = excluded.plain_inside, sounds = excluded.sounds;
  end if;
end
$$;

-- The same for everything that hangs on one record.
create function search_refresh_all(p_space uuid, p_kind text, p_of uuid) returns void language sql as
$$ select search_refresh(p_space, p_kind, e.id) from search_entry e where e.space_id = p_space and e.kind = p_kind and e.of_id = p_of $$;

-- `for each row execute function search_note('kind', 'column', 'of')`: the named column holds the record's id, or with
-- `of` the id of what its records hang on. It writes with its owner's rights: nobody else may.
create function search_note() returns trigger language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  space uuid := changed ->> 'space_id';
  of uuid := changed ->> tg_argv[1];
  kept text := current_setting('linli.spaces', true);
  elsewhere boolean := (space = any (linli_spaces())) is not true;
begin
  -- A migration has no scope; the record's own space is the one to read then.
  if elsewhere then perform set_config('linli.spaces', space::text, true); end if;
  if tg_nargs > 2 then perform search_refresh_all(space, tg_argv[0], of); else perform search_refresh(space, tg_argv[0], of); end if;
  if elsewhere then perform set_config('linli.spaces', coalesce(kept, ''), true); end if;
  return null;
end
$$;

do $$
declare t record;
begin
  for t in select * from (values
      ('need', 'need', 'id', false), ('resource', 'resource', 'id', false), ('project', 'project', 'id', false),
      ('project', 'result', 'id', true), ('project_version', 'project', 'project_id', false), ('activity', 'activity', 'id', false),
      ('procedure', 'decision', 'id', false), ('payment', 'payment', 'id', false), ('organisation', 'organisation', 'id', false),
      ('organisation', 'partner', 'id', true), ('partner_agreement', 'partner', 'id', false), ('campaign', 'campaign', 'id', false),
      ('report_version', 'report', 'id', false), ('fund', 'fund', 'id', false), ('fund', 'budget', 'id', true), ('fund', 'move', 'id', true),
      ('fund_budget', 'budget', 'id', false), ('fund_budget_line', 'budget', 'budget_id', false), ('fund_move', 'move', 'id', false),
      ('charity_trust', 'trust', 'id', false), ('progress_report', 'result', 'id', false), ('proposed_change', 'result', 'id', false)
    ) as noted (of_table, kind, id_column, hangs) loop
    execute format('create trigger search_note_%s after insert or update or delete on %I for each row execute function search_note(%L, %L%s)',
      t.kind || case when t.hangs then 's' else '' end, t.of_table, t.kind, t.id_column, case when t.hangs then ', ''of''' else '' end);
  end loop;
end
$$;
-- An organisation's new name is read in its payments as well.
create function search_note_payee() returns trigger language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  if new.name is distinct from old.name then
    perform search_refresh(p.space_id, 'payment', p.id) from payment p where p.space_id = new.space_id and p.payee_organisation_id = new.id;
  end if;
  return null;
end
$$;
create trigger search_note_payee after update on organisation for each row execute function search_note_payee();

-- What was there before.
do $$
declare s record;
begin
  for s in select id from space loop
    perform set_config('linli.space', s.id::text, true), set_config('linli.spaces', s.id::text, true);
    perform search_refresh(s.id, x.kind, x.id) from search_source x where x.space_id = s.id;
  end loop;
  perform set_config('linli.space', '', true), set_config('linli.spaces', '', true);
end
$$;

-- Words that mean a class besides its own name, in both languages.
create table class_synonym (
  code text not null references classification (code),
  word text not null,
  primary key (code, word)
);
grant select on class_synonym to linli_app;

-- The words that name a class: those of its own name in either language, taken apart, and its synonyms.
create view class_word with (security_invoker = true) as
  select c.code, n.word from classification c, regexp_split_to_table(lower(c.zh || ' ' || c.en), '[、，, ]+|和| and | for | at | of | to ') n (word)
  where n.word <> ''
union all
  select code, lower(word) from class_synonym;
grant select on class_word to linli_app;

-- The one way to look: counts by kind under the filters, and one page of what was found, titles that hold the words first,
-- then the latest. `p_inside` are the kinds whose desk this reader may open; `p_residents` whether they are signed in.
create function search_find(
  p_space uuid, p_query tsquery, p_like text[], p_inside text[], p_residents boolean, p_kind text, p_phase text, p_class text,
  p_places uuid[], p_from date, p_until date, p_order text, p_most integer, p_skip integer
) returns jsonb language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as
$$
declare answer jsonb;
begin
  if not p_space = any (linli_spaces()) then return jsonb_build_object('kinds', '{}'::jsonb, 'page', '[]'::jsonb); end if;
  with found as materialized (
    select e.kind, e.id, e.day, e.plain_title like all (p_like) as named
    from search_entry e
    where e.tokens @@ p_query and e.space_id = p_space
      and (e.audience = 'everyone' or e.kind = any (p_inside) or p_residents and e.audience = 'residents')
      and (p_phase is null or e.phase = p_phase)
      and (p_class is null or e.class_code = p_class or e.class_code like p_class || '.%')
      and (p_places is null or e.place_id = any (p_places))
      and (p_from is null or e.day >= p_from) and (p_until is null or e.day <= p_until)
    union all
    select e.kind, e.id, e.day, false
    from search_entry e
    where cardinality(p_inside) > 0 and e.inside_tokens @@ p_query and not e.tokens @@ p_query and e.space_id = p_space and e.kind = any (p_inside)
      and (p_phase is null or e.phase = p_phase)
      and (p_class is null or e.class_code = p_class or e.class_code like p_class || '.%')
      and (p_places is null or e.place_id = any (p_places))
      and (p_from is null or e.day >= p_from) and (p_until is null or e.day <= p_until)),
  kinds as (select kind, count(*) as n from found group by kind),
  page as (
    select f.kind, f.id, row_number() over () as place from (
      select kind, id from found where p_kind is null or kind = p_kind
      order by case when p_order = 'best' then not named end, case when p_order = 'oldest' then day end, day desc, id
      limit p_most offset p_skip) f)
  select jsonb_build_object(
    'kinds', coalesce((select jsonb_object_agg(kind, n) from kinds), '{}'),
    'page', coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'id', id) order by place) from page), '[]'))
    into answer;
  return answer;
end
$$;
revoke all on function search_find(uuid, tsquery, text[], text[], boolean, text, text, text, uuid[], date, date, text, integer, integer) from public;
grant execute on function search_find(uuid, tsquery, text[], text[], boolean, text, text, text, uuid[], date, date, text, integer, integer) to linli_app;

-- The open public records of a kind that share most with some tokens, given in the order of the text. A token that many
-- records hold tells little and is long to read: of those only some are looked at, and two neighbouring ones together.
-- The best two hundred are then compared token by token.
create function search_alike(p_space uuid, p_kind text, p_tokens text[], p_most integer)
returns table (id uuid, shared integer)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as
$$
begin
  if not p_space = any (linli_spaces()) then return; end if;
  return query
    with asked as (
      select t.token, t.place, ('''' || replace(t.token, '''', '''''') || '''')::tsquery as query
      from unnest(p_tokens) with ordinality t (token, place)),
    seen as materialized (
      select a.token, a.place, e.id from asked a
      join lateral (
        select s.id from search_entry s
        where s.tokens @@ a.query and s.space_id = p_space and s.kind = p_kind and s.phase = 'open' and s.audience = 'everyone'
        limit 301) e on true),
    often as materialized (select s.token, min(s.place) as place, count(*)::float8 as n from seen s group by s.token),
    neighbours as (
      select string_agg(format('(%s & %s)', a.query, b.query), ' | ') as query
      from (select o.token, lead(o.token) over (order by o.place) as next from often o where o.n > 300) pair
      join asked a on a.token = pair.token join asked b on b.token = pair.next),
    near as (
      select e.id from neighbours n
      join lateral (
        select s.id from search_entry s
        where s.tokens @@ n.query::tsquery and s.space_id = p_space and s.kind = p_kind and s.phase = 'open' and s.audience = 'everyone'
        limit 300) e on n.query is not null),
    best as (
      select w.id, sum(w.weight) as weight from (
        select s.id, case when o.n > 300 then 0.01 else 1 / (1 + ln(o.n)) end as weight from seen s join often o using (token)
        union all select near.id, 0.1 from near) w
      group by w.id order by sum(w.weight) desc, w.id limit 200)
    select b.id, m.shared from best b
    join search_entry e on e.space_id = p_space and e.kind = p_kind and e.id = b.id
    cross join lateral (select count(*)::integer as shared from asked a where e.tokens @@ a.query) m
    order by m.shared desc, b.weight desc, b.id limit p_most;
end
$$;
revoke all on function search_alike(uuid, text, text[], integer) from public;
grant execute on function search_alike(uuid, text, text[], integer) to linli_app;
revoke all on function search_note() from public;
revoke all on function search_note_payee() from public;
revoke all on function search_refresh(uuid, text, uuid) from public;
revoke all on function search_refresh_all(uuid, text, uuid) from public;

insert into class_synonym (code, word)
select code, word from (values
  ('material.food', '食物 粮食 吃饭 food meal'),
  ('material.food.meals', '热饭 午饭 晚饭 助餐 送餐 食堂 lunch dinner canteen'),
  ('material.food.groceries', '大米 面粉 食用油 鸡蛋 牛奶 rice flour oil milk'),
  ('material.clothing.wear', '棉衣 外套 毛衣 棉鞋 coat jacket sweater'),
  ('material.clothing.bedding', '棉被 毛毯 褥子 床单 blanket duvet'),
  ('material.housing', '租房 房子 住处 rent flat'),
  ('material.daily.mobility', '轮椅 拐杖 助行器 助步器 手杖 代步车 walker crutch rollator'),
  ('material.daily.nursing', '尿垫 尿不湿 坐便椅 洗澡椅 commode diaper'),
  ('material.daily.warmth', '取暖器 暖气 电扇 空调 热水袋 heater fan'),
  ('material.daily.appliances', '家电 洗衣机 冰箱 微波炉 缝纫机 fridge washer microwave'),
  ('material.daily.furniture', '家具 桌子 椅子 柜子 table chair sofa'),
  ('material.daily.tools', '工具 梯子 电钻 锤子 扳手 drill hammer ladder'),
  ('material.daily.children', '童车 玩具 绘本 书包 婴儿车 stroller toy'),
  ('service.education', '学习 辅导 补习 tutoring lesson'),
  ('service.education.schoolwork', '作业 功课 homework'),
  ('service.education.digital', '手机 智能手机 电脑 上网 smartphone internet'),
  ('service.medical', '看病 医院 就医 doctor hospital'),
  ('service.medical.escort', '陪诊 取药 挂号 escort pharmacy'),
  ('service.medical.health', '量血压 体检 健康 义诊 blood'),
  ('service.psychological', '心理 聊天 谈心 孤独 counselling lonely'),
  ('service.care', '照护 陪护 看护 陪伴 照顾 carer nursing companion'),
  ('service.legal', '法律 咨询 合同 办证 lawyer advice'),
  ('service.repair', '修理 维修 repair fix'),
  ('service.repair.home', '水管 漏水 门锁 电路 plumber electrician leak'),
  ('service.repair.carpentry', '木工 carpenter'),
  ('service.repair.small', '修鞋 修伞 自行车 bike'),
  ('environment', '环境 绿化 垃圾 花草 green garden'),
  ('facilities.lighting', '路灯 楼道灯 照明 lamp light'),
  ('facilities.access', '无障碍 坡道 扶手 电梯 加装电梯 ramp handrail lift elevator'),
  ('facilities.space', '场地 活动室 广场 会议室 room hall'),
  ('culture', '文化 唱歌 跳舞 书法 music dance calligraphy'),
  ('emergency', '急难 救急 火灾 水灾 flood fire'),
  ('elder_comfort', '老人 老年人 独居 空巢 elderly senior'),
  ('migrant_children', '流动儿童 孩子 children kids'),
  ('property.cleaning', '保洁 垃圾 打扫 rubbish waste cleaning'),
  ('property.security', '门岗 保安 门禁 gate guard'),
  ('property.upkeep', '公共维修 屋顶 外墙 roof upkeep')
) as said (code, words), string_to_table(words, ' ') word
where exists (select 1 from classification c where c.code = said.code)
on conflict do nothing;
