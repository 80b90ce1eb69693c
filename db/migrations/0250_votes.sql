-- Votes of residents (F054, F055): who may vote, one ballot for each of them, and a box nobody looks into before the end.
--
-- Why the box is a table of its own that the running role may neither read nor write: what is in it comes in through
-- `poll_cast` (with the mark on the roll, in one transaction, so that marks and ballots always agree) and out through
-- `poll_close`, which the clock of the database refuses before the last day is over. What lies in it is sealed besides.
-- At the close the box is emptied in random order into `ballot`: new keys, one transaction, no day, nothing of the
-- person (docs/decisions/0020 says what this guarantees and what not).

-- Residence found to be true: from the list that a worker went from door to door with, or on the word of two neighbours.
-- A household card in use is the third way; it stands with the cards.
create table residence_check (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  way text not null check (way in ('list', 'neighbours')),
  first_person_id uuid,
  second_person_id uuid,
  checked_by uuid,
  checked_on date not null,
  primary key (space_id, id),
  check ((way = 'neighbours') = (first_person_id is not null and second_person_id is not null)),
  check (first_person_id <> second_person_id and first_person_id <> person_id and second_person_id <> person_id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, first_person_id) references person (space_id, id),
  foreign key (space_id, second_person_id) references person (space_id, id)
);
create index residence_check_person on residence_check (space_id, person_id);
select linli_tenant('residence_check');
select linli_append_only('residence_check');

-- `lot_hash` is published when the vote is announced and `lot` at its close: ties are broken by it. Who may end a vote is
-- said by the rights: `closed_at` is written by `poll_close` alone, and nothing is closed without it.
create table poll (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  title text not null,
  text text not null default '',
  kind text not null check (kind in ('yes_no', 'choose', 'approval', 'points', 'ranks', 'knapsack')),
  rule text not null check (rule in ('majority', 'owners', 'owners_special', 'most', 'round')),
  electorate text not null check (electorate in ('residents', 'place', 'owners')),
  place_id uuid,
  min_age integer not null default 18 check (min_age between 0 and 120),
  cut_off date not null,
  quorum text not null default '0',
  share text not null default '1/2',
  seats integer not null default 1 check (seats >= 1),
  most integer check (most >= 1),
  points integer check (points >= 1),
  budget bigint check (budget > 0),
  turnout text not null default 'open' check (turnout in ('open', 'closed')),
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  state text not null default 'draft' check (state in ('draft', 'ready', 'closed', 'counted', 'withdrawn')),
  state_reason text not null default '',
  subject_kind text,
  subject_id uuid,
  lot_hash text,
  lot_sealed bytea,
  lot text,
  roll_size integer,
  paper_note text not null default '',
  result jsonb,
  ballots_hash text,
  receipts_hash text,
  created_by uuid,
  created_at timestamptz not null,
  announced_at timestamptz,
  closed_at timestamptz,
  counted_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  check ((electorate = 'place') = (place_id is not null)),
  check ((kind = 'knapsack') <= (budget is not null)),
  check ((kind = 'points') = (points is not null)),
  check ((state in ('closed', 'counted')) = (closed_at is not null)),
  check (state = 'draft' or state = 'withdrawn' or lot_hash is not null),
  foreign key (space_id, place_id) references place (space_id, id)
);
create index poll_state on poll (space_id, state, closes_at);
select linli_tenant('poll');
revoke update on poll from linli_app;
grant update (number, title, text, kind, rule, electorate, place_id, min_age, cut_off, quorum, share, seats, most, points,
  budget, turnout, opens_at, closes_at, state, state_reason, lot_hash, lot_sealed, lot, roll_size, paper_note, result,
  ballots_hash, receipts_hash, announced_at, counted_at) on poll to linli_app;

-- What was announced stays as it was announced: its question, its days, its rule.
create function poll_stands() returns trigger language plpgsql as
$$
begin
  if old.state <> 'draft' and (new.title, new.text, new.kind, new.rule, new.electorate, new.place_id, new.min_age, new.cut_off,
      new.quorum, new.share, new.seats, new.most, new.points, new.budget, new.turnout, new.opens_at, new.closes_at,
      new.lot_hash, new.lot_sealed, new.announced_at)
    is distinct from (old.title, old.text, old.kind, old.rule, old.electorate, old.place_id, old.min_age, old.cut_off,
      old.quorum, old.share, old.seats, old.most, old.points, old.budget, old.turnout, old.opens_at, old.closes_at,
      old.lot_hash, old.lot_sealed, old.announced_at) then
    raise exception 'a vote that was announced is not changed' using errcode = 'restrict_violation';
  end if;
  if old.state = 'counted' or (old.state = 'withdrawn' and new.state <> 'withdrawn') then
    raise exception 'a vote that is over is not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger poll_stands before update on poll for each row execute function poll_stands();

create table poll_option (
  space_id uuid not null references space (id),
  poll_id uuid not null,
  number integer not null check (number >= 1),
  title text not null,
  note text not null default '',
  cost bigint check (cost > 0),
  place_id uuid,
  primary key (space_id, poll_id, number),
  foreign key (space_id, poll_id) references poll (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
select linli_tenant('poll_option', true);
create function poll_option_stands() returns trigger language plpgsql as
$$
declare r poll_option := coalesce(new, old);
begin
  if (select state from poll where space_id = r.space_id and id = r.poll_id) <> 'draft' then
    raise exception 'a ballot that was announced is not changed' using errcode = 'restrict_violation';
  end if;
  return r;
end
$$;
create trigger poll_option_stands before insert or update or delete on poll_option
  for each row execute function poll_option_stands();

-- The roll: who may vote, and of each that they have voted, by which way and on which day. Whoever was struck keeps their
-- line with the reason. `area` is in hundredths of a square metre, for owners.
create table poll_voter (
  space_id uuid not null references space (id),
  poll_id uuid not null,
  person_id uuid not null,
  place_id uuid,
  band text not null check (band in ('young', 'middle', 'older', 'old', 'unknown')),
  way text not null check (way in ('list', 'card', 'neighbours', 'register')),
  area bigint check (area > 0),
  added_reason text not null default '',
  struck_reason text not null default '',
  paper_out date,
  channel text check (channel in ('web', 'card', 'kiosk', 'paper', 'assisted')),
  voted_on date,
  primary key (space_id, poll_id, person_id),
  check ((channel is null) = (voted_on is null)),
  check (struck_reason = '' or channel is null),
  foreign key (space_id, poll_id) references poll (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
) with (fillfactor = 80);
create index poll_voter_person on poll_voter (space_id, person_id);
select linli_tenant('poll_voter');
revoke update on poll_voter from linli_app;
grant update (area, added_reason, struck_reason, paper_out) on poll_voter to linli_app;

-- The box. Keys are random, there is no time and no order; nobody but the functions below has a right here.
create table poll_box (
  space_id uuid not null references space (id),
  poll_id uuid not null,
  id uuid not null,
  paper boolean not null,
  sealed bytea not null,
  primary key (space_id, poll_id, id)
);
select linli_tenant('poll_box', true);
revoke all on poll_box from linli_app;

-- Ballots as they came out of the box, one line each: the numbers that were marked. For each receipt whether it was there.
create table ballot (
  space_id uuid not null references space (id),
  poll_id uuid not null,
  id uuid not null,
  marks jsonb not null,
  invalid text not null default '',
  primary key (space_id, poll_id, id),
  foreign key (space_id, poll_id) references poll (space_id, id)
);
select linli_tenant('ballot');
select linli_append_only('ballot');
create table poll_receipt (
  space_id uuid not null references space (id),
  poll_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  times integer not null default 1,
  primary key (space_id, poll_id, hash),
  foreign key (space_id, poll_id) references poll (space_id, id)
);
select linli_tenant('poll_receipt');
select linli_append_only('poll_receipt');

-- Ballots on paper are entered pile by pile, each pile twice by two people and its differences looked at by a third.
-- What was typed is sealed; `likeness` is a keyed hash by which two entries of one ballot are compared, and no others.
create table poll_pile (
  space_id uuid not null references space (id),
  poll_id uuid not null,
  id uuid not null,
  number integer not null check (number >= 1),
  size integer not null check (size between 1 and 100),
  state text not null default 'first' check (state in ('first', 'second', 'third', 'settled')),
  first_by uuid,
  second_by uuid,
  third_by uuid,
  opened_on date not null,
  primary key (space_id, id),
  unique (space_id, poll_id, number),
  foreign key (space_id, poll_id) references poll (space_id, id)
);
select linli_tenant('poll_pile');
create table poll_entry (
  space_id uuid not null references space (id),
  pile_id uuid not null,
  position integer not null check (position >= 1),
  turn integer not null check (turn between 1 and 3),
  likeness text not null,
  sealed bytea not null,
  primary key (space_id, pile_id, position, turn),
  foreign key (space_id, pile_id) references poll_pile (space_id, id)
);
select linli_tenant('poll_entry');
select linli_append_only('poll_entry');

create function poll_key(p_space uuid, p_poll uuid) returns bigint language sql immutable parallel safe as
$$ select hashtextextended(p_space::text || p_poll::text, 20) $$;

create function poll_own_space(p_space uuid) returns void language plpgsql as
$$
begin
  if p_space is distinct from linli_space() then
    raise exception 'votes: not the space of this scope' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- A ballot into the box and the mark on the roll, together or not at all. Without `p_sealed` it is the mark for a ballot on
-- paper, which is entered later. Raises the code of the refusal.
create function poll_cast(p_space uuid, p_poll uuid, p_person uuid, p_channel text, p_at timestamptz, p_day date, p_sealed bytea)
returns void language plpgsql security definer set search_path = public, pg_temp as
$$
declare p poll; v poll_voter;
begin
  if p_space is distinct from linli_space() then perform poll_own_space(p_space); end if;
  -- Nobody casts while the box is being emptied.
  if not pg_try_advisory_xact_lock_shared(poll_key(p_space, p_poll)) then
    perform pg_advisory_xact_lock_shared(poll_key(p_space, p_poll));
  end if;
  select * into p from poll where space_id = p_space and id = p_poll;
  if p.state is distinct from 'ready' or p_at >= p.closes_at then raise exception 'votes.over' using errcode = 'LN001'; end if;
  if p_at < p.opens_at then raise exception 'votes.not_yet' using errcode = 'LN001'; end if;
  if (p_channel = 'paper') <> (p_sealed is null) then raise exception 'votes.not_whole' using errcode = 'LN001'; end if;
  update poll_voter set channel = p_channel, voted_on = p_day
    where space_id = p_space and poll_id = p_poll and person_id = p_person and channel is null and struck_reason = ''
      and (paper_out is null or p_channel = 'paper');
  if not found then
    select * into v from poll_voter where space_id = p_space and poll_id = p_poll and person_id = p_person;
    if v.channel is not null then raise exception 'votes.already_voted' using errcode = 'LN001'; end if;
    if v.paper_out is not null then raise exception 'votes.paper_out' using errcode = 'LN001'; end if;
    raise exception 'votes.not_on_roll' using errcode = 'LN001';
  end if;
  if p_sealed is not null then
    insert into poll_box (space_id, poll_id, id, paper, sealed) values (p_space, p_poll, gen_random_uuid(), false, p_sealed);
  end if;
end
$$;

-- A pile of ballots on paper, entered and settled, goes into the same box.
create function poll_drop(p_space uuid, p_poll uuid, p_sealed bytea[])
returns void language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  perform poll_own_space(p_space);
  perform pg_advisory_xact_lock_shared(poll_key(p_space, p_poll));
  if not exists (select from poll where space_id = p_space and id = p_poll and state = 'ready') then
    raise exception 'votes.over' using errcode = 'LN001';
  end if;
  insert into poll_box (space_id, poll_id, id, paper, sealed)
    select p_space, p_poll, gen_random_uuid(), true, one from unnest(p_sealed) one;
end
$$;

-- Shakes the box: every ballot gets a new key, a new place and the same transaction as all others in it.
create function poll_stir(p_space uuid, p_poll uuid)
returns void language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  perform poll_own_space(p_space);
  perform pg_advisory_xact_lock(poll_key(p_space, p_poll));
  with gone as (delete from poll_box where space_id = p_space and poll_id = p_poll returning paper, sealed)
  insert into poll_box (space_id, poll_id, id, paper, sealed)
    select p_space, p_poll, gen_random_uuid(), paper, sealed from gone order by gen_random_uuid();
end
$$;

-- Empties the box, once, after the last day by the scope's clock and by the database's own; nobody can move the second.
create function poll_close(p_space uuid, p_poll uuid, p_at timestamptz)
returns table (paper boolean, sealed bytea) language plpgsql security definer set search_path = public, pg_temp as
$$
declare p poll;
begin
  perform poll_own_space(p_space);
  perform pg_advisory_xact_lock(poll_key(p_space, p_poll));
  select * into p from poll where space_id = p_space and id = p_poll for update;
  if p.state is distinct from 'ready' then raise exception 'votes.not_open' using errcode = 'LN001'; end if;
  if p_at < p.closes_at or clock_timestamp() < p.closes_at then raise exception 'votes.sealed' using errcode = 'LN001'; end if;
  update poll set closed_at = p_at, state = 'closed' where space_id = p_space and id = p_poll;
  return query with gone as (delete from poll_box b where b.space_id = p_space and b.poll_id = p_poll returning b.paper, b.sealed)
    select g.paper, g.sealed from gone g order by gen_random_uuid();
end
$$;

-- Votes under way in which marks and ballots do not agree; says which, and no number.
create function poll_uneven(p_space uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
$$
  select p.id from poll p where p.space_id = p_space and p_space = any (linli_spaces()) and p.state = 'ready'
    and ((select count(*) from poll_box b where b.space_id = p.space_id and b.poll_id = p.id and not b.paper)
        <> (select count(*) from poll_voter v where v.space_id = p.space_id and v.poll_id = p.id and v.channel <> 'paper')
      or (select count(*) from poll_box b where b.space_id = p.space_id and b.poll_id = p.id and b.paper)
        <> (select coalesce(sum(s.size), 0) from poll_pile s
            where s.space_id = p.space_id and s.poll_id = p.id and s.state = 'settled'))
$$;
revoke all on function poll_cast, poll_drop, poll_stir, poll_close, poll_uneven from public;
grant execute on function poll_cast, poll_drop, poll_stir, poll_close, poll_uneven to linli_app;

-- The log takes a vote when it is announced (question, days, roll, hash of the lot) and when it is counted.
do $$
declare words text := (select pg_get_constraintdef(oid) from pg_constraint
  where conrelid = 'log_source'::regclass and conname = 'log_source_kind_check');
begin
  execute 'alter table log_source drop constraint log_source_kind_check';
  execute 'alter table log_source add constraint log_source_kind_check '
    || replace(words, 'ARRAY[', 'ARRAY[''poll''::text, ''tally''::text, ');
end $$;
create trigger log_note_poll after update of state on poll for each row
  when (old.state = 'draft' and new.state = 'ready') execute function log_note('poll', 'typed');
create trigger log_note_tally after update of state on poll for each row
  when (old.state <> 'counted' and new.state = 'counted') execute function log_note('tally');
