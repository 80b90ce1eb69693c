-- The ground every room stands on: the scope that row-level security reads, the list of spaces, and the small
-- tables that commands need before any room exists (idempotency, public numbers, outbox, stored files).
--
-- Why two settings: `linli.space` is the one space a scope writes to; `linli.spaces` lists the spaces it may
-- read (its own first, others by a dated mandate). A connection without them sees nothing.

create schema if not exists auth;

create function linli_space() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('linli.space', true), '')::uuid $$;

create function linli_spaces() returns uuid[] language sql stable parallel safe as
$$ select string_to_array(nullif(current_setting('linli.spaces', true), ''), ',')::uuid[] $$;

-- Puts a table under the tenancy rule: forced row-level security by scope and the running role's rights.
-- The policies call the functions inside a sub-select so that they are evaluated once per statement.
create function linli_tenant(t regclass, deletable boolean default false) returns void language plpgsql as
$$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy readable on %s for select using (space_id = any ((select linli_spaces())::uuid[]))', t);
  execute format('create policy writable on %s for insert with check (space_id = (select linli_space()))', t);
  execute format('create policy changeable on %s for update using (space_id = (select linli_space())) with check (space_id = (select linli_space()))', t);
  execute format('create policy deletable on %s for delete using (space_id = (select linli_space()))', t);
  execute format('grant select, insert, update on %s to linli_app', t);
  if deletable then
    execute format('grant delete on %s to linli_app', t);
  end if;
end
$$;

create function linli_refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'append_only: % on % is not allowed', tg_op, tg_table_name using errcode = 'restrict_violation'; end $$;

-- Nothing public is rewritten: append-only tables lose the right and have a trigger besides, for the owner too.
create function linli_append_only(t regclass) returns void language plpgsql as
$$
begin
  execute format('revoke update, delete, truncate on %s from linli_app', t);
  execute format('create trigger append_only before update or delete on %s for each row execute function linli_refuse_change()', t);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function linli_refuse_change()', t);
end
$$;

grant usage on schema public to linli_app;
grant usage on schema auth to linli_app;

-- Reference table: the list of spaces, a tree. `settings` holds switches (what a big street needs is off until switched on).
create table space (
  id uuid primary key,
  parent_id uuid references space (id),
  kind text not null check (kind in ('community', 'street', 'district', 'charity')),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  name text not null,
  short_name text not null,
  sentence text not null default '',
  phone text,
  address text,
  counter_hours text,
  time_zone text not null default 'Asia/Shanghai',
  publishing boolean not null default true,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);
grant select, insert, update on space to linli_app;

-- Reference table: a dated right of one space to read another (a host charity the funds it hosts, a street its communities).
create table space_access (
  id uuid primary key,
  space_id uuid not null references space (id),
  reader_space_id uuid not null references space (id),
  reason text not null check (reason in ('host', 'oversight')),
  starts_on date not null,
  ends_on date
);
create index space_access_reader on space_access (reader_space_id);
grant select, insert, update on space_access to linli_app;

-- Reference table: classes of needs and resources as a tree of codes ('material.food'); words live in the language files.
create table classification (
  code text primary key,
  parent text references classification (code),
  zh text not null,
  en text not null,
  sort integer not null
);
grant select on classification to linli_app;

-- A key is claimed by this INSERT itself, in the command's own transaction: the second sender waits for the first and gets its result.
create table idempotency (
  space_id uuid not null references space (id),
  key text not null,
  command text not null,
  content_hash text not null,
  result jsonb,
  at timestamptz not null,
  primary key (space_id, key)
);
select linli_tenant('idempotency', true);

-- Public numbers per space, kind and year (need 2026-0142). Never used where the law wants gap-free numbers or gifts would queue.
create table public_number (
  space_id uuid not null references space (id),
  kind text not null,
  year integer not null,
  last integer not null,
  primary key (space_id, kind, year)
);
select linli_tenant('public_number');

-- Messages to people, written in the command's transaction and sent afterwards by a job; the default sender only shows them here.
create table outbox_message (
  space_id uuid not null references space (id),
  id uuid not null,
  channel text not null check (channel in ('sms', 'mail', 'desk')),
  person_id uuid,
  recipient text,
  subject text,
  body text not null,
  lang text not null check (lang in ('zh', 'en')),
  about_kind text,
  about_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  at timestamptz not null,
  sent_at timestamptz,
  primary key (space_id, id)
);
create index outbox_waiting on outbox_message (space_id, at) where state = 'waiting';
select linli_tenant('outbox_message', true);

create table stored_file (
  space_id uuid not null references space (id),
  id uuid not null,
  sha256 text not null,
  kind text not null check (kind in ('image', 'document', 'audio')),
  media_type text not null,
  bytes integer not null,
  width integer,
  height integer,
  name text not null default '',
  visibility text not null default 'office' check (visibility in ('public', 'office', 'sensitive')),
  about_kind text,
  about_id uuid,
  uploaded_by uuid,
  at timestamptz not null,
  primary key (space_id, id)
);
create index stored_file_about on stored_file (space_id, about_kind, about_id);
select linli_tenant('stored_file', true);
