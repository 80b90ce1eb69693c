-- A space may add classes of its own below the common ones (F009, F010). The common tree stays the same everywhere, so
-- that figures of different communities can still be laid side by side by the first two parts of a code; a class of a
-- space carries its space, is seen by nobody else, and is retired rather than deleted, since records stand under it.
-- Foreign keys are checked without row-level security, so a class of another space is refused by the commands, which
-- look it up under the policies below.
alter table classification add column space_id uuid references space (id);
alter table classification add column retired_at timestamptz;
create index classification_space on classification (space_id) where space_id is not null;
alter table classification enable row level security;
create policy readable on classification for select
  using (space_id is null or space_id = any ((select linli_spaces())::uuid[]));
create policy writable on classification for insert with check (space_id = (select linli_space()));
create policy changeable on classification for update
  using (space_id = (select linli_space())) with check (space_id = (select linli_space()));
grant insert, update on classification to linli_app;
