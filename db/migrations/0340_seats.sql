-- Who stands in for whom: the holder of a seat names one substitute, who sits, votes and counts while the holder is away or
-- stands aside. A body has a level (a matter may be raised to a higher one) and areas of duty: tasks are given within them.
alter table body add column level text not null default 'community'
  check (level in ('community', 'street', 'district', 'city'));
alter table body add column areas text[] not null default '{}';

create table seat_substitute (
  space_id uuid not null references space (id),
  id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  -- Null: the holder themselves, by their own hand.
  named_by uuid,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, seat_id) references seat (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create unique index seat_substitute_one on seat_substitute (space_id, seat_id) where ended_at is null;
create index seat_substitute_person on seat_substitute (space_id, person_id) where ended_at is null;
select linli_tenant('seat_substitute');

-- Days on which the holder of a seat is away; who comes back early ends it.
create table seat_absence (
  space_id uuid not null references space (id),
  id uuid not null,
  seat_id uuid not null,
  from_on date not null,
  until_on date not null,
  recorded_by uuid,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, seat_id) references seat (space_id, id),
  check (until_on >= from_on)
);
create index seat_absence_seat on seat_absence (space_id, seat_id);
select linli_tenant('seat_absence');
