-- Questionnaires (F052): what residents think, asked one question at a time, one answer for each of them over every way.
--
-- Answers are kept apart from who answered. The roll says only that somebody did, by which way and on which day; what was
-- answered lies in a box that the running role may neither read nor write. It comes in through `questionnaire_cast`, with
-- the mark on the roll in one transaction, and out through `questionnaire_close`, in random order and under new keys, so
-- that nobody can lay one beside the other, not even by the order of rows.

create table questionnaire (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  title text not null,
  text text not null default '',
  audience text not null check (audience in ('residents', 'place', 'served', 'invited')),
  place_id uuid,
  min_age integer not null default 14 check (min_age between 0 and 120),
  -- Whether results are told by age band and by estate; only then does a sheet carry either.
  by_band boolean not null default false,
  by_place boolean not null default false,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  state text not null default 'draft' check (state in ('draft', 'ready', 'closed', 'withdrawn')),
  state_reason text not null default '',
  -- How many invitation codes were issued; the codes follow from the key of the questionnaire and their place.
  codes integer not null default 0 check (codes between 0 and 2000),
  copied_from_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  announced_at timestamptz,
  closed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  check ((audience = 'place') = (place_id is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check (state in ('draft', 'withdrawn') or number is not null),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, copied_from_id) references questionnaire (space_id, id)
);
create index questionnaire_state on questionnaire (space_id, state, closes_at);
select linli_tenant('questionnaire');
revoke update on questionnaire from linli_app;
grant update (number, title, text, audience, place_id, min_age, by_band, by_place, opens_at, closes_at, state, state_reason,
  codes, announced_at) on questionnaire to linli_app;

-- What was opened stays as it was opened; only codes are added, and it ends.
create function questionnaire_stands() returns trigger language plpgsql as
$$
begin
  if old.state <> 'draft' and (new.title, new.text, new.audience, new.place_id, new.min_age, new.by_band, new.by_place,
      new.opens_at, new.closes_at, new.announced_at)
    is distinct from (old.title, old.text, old.audience, old.place_id, old.min_age, old.by_band, old.by_place,
      old.opens_at, old.closes_at, old.announced_at) then
    raise exception 'a questionnaire that was opened is not changed' using errcode = 'restrict_violation';
  end if;
  if old.state in ('closed', 'withdrawn') then
    raise exception 'a questionnaire that is over is not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger questionnaire_stands before update on questionnaire for each row execute function questionnaire_stands();

-- `skips`: option (from 1) to the key of a later question, or 'end'; `then_to`: where everybody goes on, '' for the next.
create table questionnaire_question (
  space_id uuid not null references space (id),
  id uuid not null,
  questionnaire_id uuid not null,
  number integer not null check (number >= 1),
  kind text not null check (kind in ('one', 'many', 'scale', 'number', 'text')),
  title text not null,
  note text not null default '',
  required boolean not null,
  options jsonb not null default '[]',
  low text not null default '',
  high text not null default '',
  least integer,
  most integer,
  skips jsonb not null default '{}',
  then_to text not null default '',
  primary key (space_id, id),
  unique (space_id, questionnaire_id, number) deferrable initially deferred,
  check ((kind = 'number') = (least is not null and most is not null and most > least)),
  foreign key (space_id, questionnaire_id) references questionnaire (space_id, id)
);
select linli_tenant('questionnaire_question', true);
create function questionnaire_question_stands() returns trigger language plpgsql as
$$
declare r questionnaire_question := coalesce(new, old);
begin
  if (select state from questionnaire where space_id = r.space_id and id = r.questionnaire_id) <> 'draft' then
    raise exception 'a question that was asked is not changed' using errcode = 'restrict_violation';
  end if;
  return r;
end
$$;
create trigger questionnaire_question_stands before insert or update or delete on questionnaire_question
  for each row execute function questionnaire_question_stands();

-- The roll: whom it is for, and of each that they answered, by which way and on which day. Never what.
create table questionnaire_person (
  space_id uuid not null references space (id),
  questionnaire_id uuid not null,
  person_id uuid not null,
  place_id uuid,
  band text not null check (band in ('young', 'middle', 'older', 'old', 'unknown')),
  added_reason text not null default '',
  channel text check (channel in ('web', 'card', 'kiosk', 'paper', 'assisted')),
  answered_on date,
  primary key (space_id, questionnaire_id, person_id),
  check ((channel is null) = (answered_on is null)),
  foreign key (space_id, questionnaire_id) references questionnaire (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
) with (fillfactor = 80);
create index questionnaire_person_own on questionnaire_person (space_id, person_id);
select linli_tenant('questionnaire_person');
revoke update on questionnaire_person from linli_app;

-- Invitations by code: a keyed hash, and whether it was used. Nobody's name stands beside a code.
create table questionnaire_code (
  space_id uuid not null references space (id),
  questionnaire_id uuid not null,
  hash text not null,
  channel text check (channel in ('web', 'paper')),
  answered_on date,
  primary key (space_id, questionnaire_id, hash),
  check ((channel is null) = (answered_on is null)),
  foreign key (space_id, questionnaire_id) references questionnaire (space_id, id)
) with (fillfactor = 80);
select linli_tenant('questionnaire_code');
revoke update on questionnaire_code from linli_app;

-- Sheets of paper that were entered, by the number printed on them: none is entered twice.
create table questionnaire_paper (
  space_id uuid not null references space (id),
  questionnaire_id uuid not null,
  paper text not null,
  entered_on date not null,
  primary key (space_id, questionnaire_id, paper),
  foreign key (space_id, questionnaire_id) references questionnaire (space_id, id)
);
select linli_tenant('questionnaire_paper');
revoke insert, update on questionnaire_paper from linli_app;

-- The box. Keys are random, there is no time and no order; nobody but the functions below has a right here. `answers`:
-- number of the question to what was chosen; `texts`: what was written, sealed.
create table questionnaire_box (
  space_id uuid not null references space (id),
  questionnaire_id uuid not null,
  id uuid not null,
  place_id uuid,
  band text,
  answers jsonb not null,
  texts jsonb not null,
  primary key (space_id, questionnaire_id, id)
);
select linli_tenant('questionnaire_box', true);
revoke all on questionnaire_box from linli_app;

-- What came out of it at the close: one row for each sheet, without its words.
create table questionnaire_sheet (
  space_id uuid not null references space (id),
  questionnaire_id uuid not null,
  id uuid not null,
  place_id uuid,
  band text,
  answers jsonb not null,
  primary key (space_id, questionnaire_id, id),
  foreign key (space_id, questionnaire_id) references questionnaire (space_id, id)
);
select linli_tenant('questionnaire_sheet');
select linli_append_only('questionnaire_sheet');
revoke insert on questionnaire_sheet from linli_app;

-- Words that were written, each apart from its sheet: sealed, and public only as a worker released them. One of them can
-- become a matter in the one queue, once.
create table questionnaire_text (
  space_id uuid not null references space (id),
  questionnaire_id uuid not null,
  id uuid not null,
  number integer not null,
  sealed bytea not null,
  state text not null default 'new' check (state in ('new', 'released', 'kept')),
  public_text text not null default '',
  settled_by uuid,
  settled_at timestamptz,
  matter_id uuid,
  primary key (space_id, id),
  check ((state = 'new') = (settled_at is null)),
  check ((state = 'released') = (public_text <> '')),
  foreign key (space_id, questionnaire_id) references questionnaire (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create index questionnaire_text_of on questionnaire_text (space_id, questionnaire_id, number, id);
select linli_tenant('questionnaire_text');
revoke insert, update on questionnaire_text from linli_app;
grant update (state, public_text, settled_by, settled_at, matter_id) on questionnaire_text to linli_app;
create unique index questionnaire_text_matter on questionnaire_text (space_id, matter_id) where matter_id is not null;

create function questionnaire_key(p_space uuid, p_id uuid) returns bigint language sql immutable parallel safe as
$$ select hashtextextended(p_space::text || p_id::text, 52) $$;

create function questionnaire_own_space(p_space uuid) returns void language plpgsql as
$$
begin
  if p_space is distinct from linli_space() then
    raise exception 'questionnaires: not the space of this scope' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- A sheet into the box and the mark on the roll (or on the code), together or not at all. Raises the code of the refusal.
create function questionnaire_cast(p_space uuid, p_id uuid, p_person uuid, p_hash text, p_channel text, p_at timestamptz,
  p_day date, p_paper text, p_answers jsonb, p_texts jsonb)
returns void language plpgsql security definer set search_path = public, pg_temp as
$$
declare q questionnaire; r questionnaire_person;
begin
  perform questionnaire_own_space(p_space);
  perform pg_advisory_xact_lock_shared(questionnaire_key(p_space, p_id));
  select * into q from questionnaire where space_id = p_space and id = p_id;
  if q.state is distinct from 'ready' or p_at >= q.closes_at then
    raise exception 'questionnaires.over' using errcode = 'LN001';
  end if;
  if p_at < q.opens_at then raise exception 'questionnaires.not_yet' using errcode = 'LN001'; end if;
  if q.audience = 'invited' then
    update questionnaire_code set channel = p_channel, answered_on = p_day
      where space_id = p_space and questionnaire_id = p_id and hash = p_hash and channel is null;
    if not found then
      if exists (select from questionnaire_code where space_id = p_space and questionnaire_id = p_id and hash = p_hash) then
        raise exception 'questionnaires.code_used' using errcode = 'LN001';
      end if;
      raise exception 'questionnaires.code_unknown' using errcode = 'LN001';
    end if;
  else
    update questionnaire_person set channel = p_channel, answered_on = p_day
      where space_id = p_space and questionnaire_id = p_id and person_id = p_person and channel is null
      returning * into r;
    if not found then
      if exists (select from questionnaire_person
          where space_id = p_space and questionnaire_id = p_id and person_id = p_person) then
        raise exception 'questionnaires.already_answered' using errcode = 'LN001';
      end if;
      raise exception 'questionnaires.not_on_roll' using errcode = 'LN001';
    end if;
  end if;
  if p_channel = 'paper' then
    insert into questionnaire_paper (space_id, questionnaire_id, paper, entered_on)
      values (p_space, p_id, p_paper, p_day) on conflict do nothing;
    if not found then raise exception 'questionnaires.paper_known' using errcode = 'LN001'; end if;
  end if;
  insert into questionnaire_box (space_id, questionnaire_id, id, place_id, band, answers, texts)
    values (p_space, p_id, gen_random_uuid(), case when q.by_place then r.place_id end,
      case when q.by_band then r.band end, p_answers, p_texts);
end
$$;

-- Shakes the box: every sheet gets a new key, a new place and the same transaction as all others in it.
create function questionnaire_stir(p_space uuid, p_id uuid)
returns void language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  perform questionnaire_own_space(p_space);
  perform pg_advisory_xact_lock(questionnaire_key(p_space, p_id));
  with gone as (delete from questionnaire_box where space_id = p_space and questionnaire_id = p_id
    returning place_id, band, answers, texts)
  insert into questionnaire_box (space_id, questionnaire_id, id, place_id, band, answers, texts)
    select p_space, p_id, gen_random_uuid(), place_id, band, answers, texts from gone order by gen_random_uuid();
end
$$;

-- Ends a questionnaire: its box is emptied in random order into sheets and, apart from them, words. Gives how many sheets.
create function questionnaire_close(p_space uuid, p_id uuid, p_at timestamptz, p_reason text)
returns integer language plpgsql security definer set search_path = public, pg_temp as
$$
declare sheets integer;
begin
  perform questionnaire_own_space(p_space);
  perform pg_advisory_xact_lock(questionnaire_key(p_space, p_id));
  update questionnaire set state = 'closed', closed_at = p_at, state_reason = p_reason
    where space_id = p_space and id = p_id and state = 'ready' and p_at >= opens_at;
  if not found then raise exception 'questionnaires.not_open' using errcode = 'LN001'; end if;
  insert into questionnaire_text (space_id, questionnaire_id, id, number, sealed)
    select p_space, p_id, gen_random_uuid(), (t ->> 'q')::integer, decode(t ->> 's', 'base64')
    from questionnaire_box b cross join jsonb_array_elements(b.texts) t
    where b.space_id = p_space and b.questionnaire_id = p_id order by gen_random_uuid();
  with gone as (delete from questionnaire_box where space_id = p_space and questionnaire_id = p_id
    returning place_id, band, answers)
  insert into questionnaire_sheet (space_id, questionnaire_id, id, place_id, band, answers)
    select p_space, p_id, gen_random_uuid(), place_id, band, answers from gone order by gen_random_uuid();
  get diagnostics sheets = row_count;
  return sheets;
end
$$;

-- Takes a questionnaire back: what lies in its box is thrown away unread.
create function questionnaire_drop(p_space uuid, p_id uuid)
returns void language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  perform questionnaire_own_space(p_space);
  perform pg_advisory_xact_lock(questionnaire_key(p_space, p_id));
  delete from questionnaire_box b where b.space_id = p_space and b.questionnaire_id = p_id
    and exists (select from questionnaire q where q.space_id = p_space and q.id = p_id and q.state = 'withdrawn');
end
$$;

-- Questionnaires under way in which marks and sheets do not agree; says which, and no number.
create function questionnaire_uneven(p_space uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
$$
  select q.id from questionnaire q where q.space_id = p_space and p_space = any (linli_spaces()) and q.state = 'ready'
    and (select count(*) from questionnaire_box b where b.space_id = q.space_id and b.questionnaire_id = q.id)
      <> (select count(*) from questionnaire_person r
            where r.space_id = q.space_id and r.questionnaire_id = q.id and r.channel is not null)
        + (select count(*) from questionnaire_code c
            where c.space_id = q.space_id and c.questionnaire_id = q.id and c.channel is not null)
$$;
revoke all on function questionnaire_cast, questionnaire_stir, questionnaire_close, questionnaire_drop, questionnaire_uneven
  from public;
grant execute on function questionnaire_cast, questionnaire_stir, questionnaire_close, questionnaire_drop,
  questionnaire_uneven to linli_app;
