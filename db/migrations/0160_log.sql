-- The public log: what becomes a leaf, the leaves themselves, tiles, checkpoints, keys and cosignatures.
--
-- Why no writer waits for the log: a row that must be proven later says only which transaction wrote it (`xact`, by its
-- default). The sequencer takes what is older than every transaction still under way, so it never misses one that
-- commits late and takes no lock that a writer could meet (docs/decisions/0012). Ledger entries carry `xact` themselves,
-- since gifts come fast; every other kind leaves a line in `log_source`, written by a trigger in the same transaction.

alter table ledger_entry add column xact xid8 not null default pg_current_xact_id();
create index ledger_entry_xact on ledger_entry (space_id, xact);

create table log_source (
  space_id uuid not null references space (id),
  kind text not null check (kind in
    ('account', 'authorisation', 'decision', 'document', 'key', 'outcome', 'parameter', 'promise', 'report', 'rule')),
  source_id uuid not null,
  xact xid8 not null default pg_current_xact_id(),
  primary key (space_id, kind, source_id)
);
create index log_source_xact on log_source (space_id, xact);
select linli_tenant('log_source');
select linli_append_only('log_source');
revoke insert on log_source from linli_app;

-- What a person typed is in the log only as a salted commitment. Without its salt a commitment tells nothing, so the
-- salt is what can be forgotten: the one thing of the log that may be deleted.
create table log_salt (
  space_id uuid not null references space (id),
  kind text not null,
  source_id uuid not null,
  salt text not null,
  primary key (space_id, kind, source_id)
);
select linli_tenant('log_salt', true);
revoke insert, update on log_salt from linli_app;

-- Leaf bytes and hashes, in the order of transactions, kind and id; each source at most once.
create table log_leaf (
  space_id uuid not null references space (id),
  idx bigint not null check (idx >= 0),
  kind text not null,
  source_id uuid not null,
  body text not null check (octet_length(body) <= 65535),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (space_id, idx),
  unique (space_id, kind, source_id)
);
select linli_tenant('log_leaf');
select linli_append_only('log_leaf');

-- Full tiles of hashes only: a partial one is read from the level below. `root` is its hash in the level above.
create table log_tile (
  space_id uuid not null references space (id),
  level integer not null check (level between 0 and 63),
  idx bigint not null check (idx >= 0),
  bytes bytea not null check (octet_length(bytes) = 8192),
  root bytea not null check (octet_length(root) = 32),
  primary key (space_id, level, idx)
);
select linli_tenant('log_tile');
select linli_append_only('log_tile');

-- Every head that was ever signed. `horizon` is how far the sequencer had looked: everything older is in the tree.
create table log_checkpoint (
  space_id uuid not null references space (id),
  size bigint not null check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  horizon xid8 not null,
  at timestamptz not null,
  primary key (space_id, size)
);
select linli_tenant('log_checkpoint');
select linli_append_only('log_checkpoint');

-- What the log is called, settled when it begins: clients and witnesses know it by this line for ever.
create table log_origin (
  space_id uuid not null references space (id) primary key,
  origin text not null,
  at timestamptz not null
);
select linli_tenant('log_origin');
select linli_append_only('log_origin');

-- The keys the log has signed with; each is a leaf as well.
create table log_key (
  space_id uuid not null references space (id),
  id uuid not null,
  vkey text not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, vkey)
);
select linli_tenant('log_key');
select linli_append_only('log_key');

-- What witnesses signed, and what they refused; the last line of each kind is what the page shows.
create table log_cosignature (
  space_id uuid not null references space (id),
  id uuid not null,
  witness text not null,
  size bigint not null,
  line text,
  refusal text,
  signed_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  check ((line is null) = (refusal is not null)),
  check ((line is null) = (signed_at is null))
);
create index log_cosignature_witness on log_cosignature (space_id, witness, at);
create index log_cosignature_size on log_cosignature (space_id, size) where line is not null;
select linli_tenant('log_cosignature');
select linli_append_only('log_cosignature');

-- Who is asked to witness: the street office, an auditor, a group of residents. `url` is where they take checkpoints.
create table log_witness (
  space_id uuid not null references space (id),
  id uuid not null,
  vkey text not null,
  url text not null,
  added_by uuid,
  at timestamptz not null,
  ended_at timestamptz,
  ended_reason text,
  primary key (space_id, id)
);
create unique index log_witness_live on log_witness (space_id, vkey) where ended_at is null;
select linli_tenant('log_witness');

-- Notes that a row has to become a leaf: argument 1 is the kind, argument 2 says whether it holds typed words.
create function log_note() returns trigger language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  insert into log_source (space_id, kind, source_id) values (new.space_id, tg_argv[0], new.id) on conflict do nothing;
  if tg_argv[1] = 'typed' then
    insert into log_salt (space_id, kind, source_id, salt)
      values (new.space_id, tg_argv[0], new.id,
        encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'))
      on conflict do nothing;
  end if;
  return null;
end
$$;
revoke all on function log_note() from public;

-- The sequencer writes down a new key in the same way; it is the only source that is not somebody's row.
create function log_note_key(p_space uuid, p_id uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  if p_space is distinct from linli_space() then
    raise exception 'log: not the space of this scope' using errcode = 'insufficient_privilege';
  end if;
  insert into log_source (space_id, kind, source_id) values (p_space, 'key', p_id);
end
$$;
revoke all on function log_note_key(uuid, uuid) from public;
grant execute on function log_note_key(uuid, uuid) to linli_app;

create trigger log_note after insert on ledger_account for each row execute function log_note('account');
create trigger log_note after insert on ledger_authorisation for each row execute function log_note('authorisation');
create trigger log_note after insert on rule for each row execute function log_note('rule', 'typed');
create trigger log_note after insert on parameter_value for each row execute function log_note('parameter', 'typed');
create trigger log_note after insert on report_version for each row execute function log_note('report', 'typed');
create trigger log_note after insert on promise for each row execute function log_note('promise', 'typed');
create trigger log_outcome after update on promise for each row
  when (old.state = 'open' and new.state <> 'open') execute function log_note('outcome');
create trigger log_note after update on procedure for each row
  when (old.state = 'running' and new.state <> 'running') execute function log_note('decision', 'typed');
create trigger log_note after insert on stored_file for each row
  when (new.visibility = 'public') execute function log_note('document');
create trigger log_published after update on stored_file for each row
  when (new.visibility = 'public' and old.visibility <> 'public') execute function log_note('document');

-- What was there before the log began is proven from now on.
do $$
declare
  t text; kind text; typed boolean; wanted text; source record;
begin
  alter table log_source no force row level security;
  alter table log_salt no force row level security;
  for t, kind, typed, wanted in values
    ('ledger_account', 'account', false, 'true'),
    ('ledger_authorisation', 'authorisation', false, 'true'),
    ('rule', 'rule', true, 'true'),
    ('parameter_value', 'parameter', true, 'true'),
    ('report_version', 'report', true, 'true'),
    ('promise', 'promise', true, 'true'),
    ('promise', 'outcome', false, $q$state <> 'open'$q$),
    ('procedure', 'decision', true, $q$state <> 'running'$q$),
    ('stored_file', 'document', false, $q$visibility = 'public'$q$)
  loop
    execute format('alter table %I no force row level security', t);
    execute format('insert into log_source (space_id, kind, source_id) select space_id, %L, id from %I where %s', kind, t, wanted);
    if typed then
      execute format(
        $q$insert into log_salt (space_id, kind, source_id, salt) select space_id, %L, id,
             encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex') from %I where %s$q$,
        kind, t, wanted);
    end if;
    execute format('alter table %I force row level security', t);
  end loop;
  alter table log_source force row level security;
  alter table log_salt force row level security;
end
$$;
