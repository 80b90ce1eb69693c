-- Points where things are taken in (F115): where and when, what is welcome, and a log of what came; what was accepted
-- stands in stock.
create table donation_point (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  place_id uuid,
  organisation_id uuid,
  accepts_text text not null,
  refuses_text text not null default '',
  where_text text not null default '',
  state text not null default 'open' check (state in ('open', 'paused', 'closed')),
  state_reason text,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id)
);
select linli_tenant('donation_point');

create table point_intake (
  space_id uuid not null references space (id),
  id uuid not null,
  point_id uuid not null,
  day date not null,
  title text not null,
  class_code text not null references classification (code),
  quantity bigint not null check (quantity > 0),
  unit text not null,
  condition_text text not null default '',
  expires_on date,
  person_id uuid,
  -- What was taken stands in stock as this resource; what was not has a reason instead.
  resource_id uuid,
  refused_reason text,
  taken_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  check ((resource_id is null) <> (refused_reason is null)),
  foreign key (space_id, point_id) references donation_point (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
create index point_intake_day on point_intake (space_id, point_id, day);
select linli_tenant('point_intake');
select linli_append_only('point_intake');
