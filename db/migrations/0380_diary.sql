-- The diary of visits (F169): who went to which door when, and the matters that came of it. What was said is sealed beside
-- the visit and its matters; a visit written without network says when it was written and when it arrived.
create table visit (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  worker_person_id uuid not null,
  person_id uuid,
  place_id uuid,
  place_text text not null default '',
  visited_at timestamptz not null,
  -- Written on the phone without network and sent later.
  kept_on_phone boolean not null default false,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check (visited_at <= at),
  foreign key (space_id, worker_person_id) references person (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
create index visit_worker on visit (space_id, worker_person_id, visited_at);
create index visit_day on visit (space_id, visited_at);
select linli_tenant('visit');
select linli_append_only('visit');

create table visit_item (
  space_id uuid not null references space (id),
  visit_id uuid not null,
  position integer not null check (position between 1 and 5),
  matter_id uuid not null,
  -- What was done at once; null where it went on as a matter.
  way text check (way in ('explained', 'fixed', 'phoned', 'handed')),
  primary key (space_id, visit_id, position),
  unique (space_id, matter_id),
  foreign key (space_id, visit_id) references visit (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
select linli_tenant('visit_item');
select linli_append_only('visit_item');

-- More doors for words: a kiosk in the hall, a petition, a reception day, the opinion box.
alter table matter drop constraint matter_channel_check;
alter table matter add constraint matter_channel_check check (channel in (
  'web', 'phone', 'visit', 'counter', 'letter', 'card', 'import', 'call_back', 'kiosk', 'petition', 'reception', 'box'));
