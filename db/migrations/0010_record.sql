-- Who did what (audit events), what caused what (causes), and bodies that can be erased beside events that can not.

create table audit_event (
  space_id uuid not null references space (id),
  id uuid not null,
  at timestamptz not null,
  account_id text,
  person_id uuid,
  acting_as text,
  on_behalf_of uuid,
  command text not null,
  subject_kind text not null,
  subject_id uuid not null,
  detail jsonb not null default '{}',
  request_id text,
  primary key (space_id, id)
);
create index audit_subject on audit_event (space_id, subject_kind, subject_id, at);
create index audit_at on audit_event (space_id, at);
select linli_tenant('audit_event');
select linli_append_only('audit_event');

-- "from caused to": the thread that the public trace follows in both directions.
create table cause (
  space_id uuid not null references space (id),
  from_kind text not null,
  from_id uuid not null,
  to_kind text not null,
  to_id uuid not null,
  at timestamptz not null,
  primary key (space_id, from_kind, from_id, to_kind, to_id)
);
create index cause_back on cause (space_id, to_kind, to_id);
select linli_tenant('cause');
select linli_append_only('cause');

-- What a person said about themselves, sealed; erasing deletes the row and leaves event, history and log valid.
-- `tokens` is a blind index: keyed hashes of character bigrams, so that the desk can search without plain text at rest.
create table sealed_body (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid,
  kind text not null,
  about_kind text not null,
  about_id uuid not null,
  sealed bytea not null,
  tokens tsvector,
  at timestamptz not null,
  primary key (space_id, id)
);
create index sealed_about on sealed_body (space_id, about_kind, about_id, kind);
create index sealed_person on sealed_body (space_id, person_id);
create index sealed_tokens on sealed_body using gin (tokens);
select linli_tenant('sealed_body', true);

-- Row-level security makes `@@` skip the full-text index (the operator is not leakproof). This one audited function
-- applies the scope's spaces itself and returns only ids, so that the index is used; a test compares it with plain RLS.
create function search_sealed(query tsquery, wanted_kind text) returns table (about_kind text, about_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$
  select s.about_kind, s.about_id from sealed_body s
  where s.tokens @@ query and s.kind = wanted_kind
    and s.space_id = any (linli_spaces())
$$;
revoke all on function search_sealed(tsquery, text) from public;
grant execute on function search_sealed(tsquery, text) to linli_app;
