-- What a proposal's life was missing: a part that arrived, somebody who did not come, one reminder of each wait, and what
-- the taker thought of the thing and of who brought it. Takers are never rated: there is no column for it.
alter table proposal add column received bigint check (received > 0 and received <= quantity);
alter table proposal add column no_show text check (no_show in ('giver', 'taker'));
alter table proposal add column reminded_at timestamptz;
alter table proposal add column reminded_for text;
create index proposal_waiting on proposal (space_id, updated_at) where state in ('proposed', 'accepted', 'handed_over');

create table resource_rating (
  space_id uuid not null references space (id),
  proposal_id uuid not null,
  resource_id uuid not null,
  stars smallint not null check (stars between 1 and 5),
  -- For the office and for who gave; never public.
  words text not null default '',
  rated_by uuid,
  at timestamptz not null,
  primary key (space_id, proposal_id),
  foreign key (space_id, proposal_id) references proposal (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
create index resource_rating_resource on resource_rating (space_id, resource_id);
select linli_tenant('resource_rating');
