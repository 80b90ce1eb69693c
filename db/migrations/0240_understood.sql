-- What residents' words are about is proposed, never decided, by what was learned from the classes people gave before.
-- The proposal stands beside the class with its confidence and is not changed afterwards, so that every decision of a
-- person also tells how good the proposals are. Lists that were brought in whole carry the proposal as their class until
-- somebody decides (`class_by`); only what people decided teaches.
alter table matter add column class_guess text;
alter table matter add column class_confidence smallint check (class_confidence between 0 and 100);
alter table matter add column class_by text not null default 'person' check (class_by in ('person', 'guess'));
-- When a person last decided it.
alter table matter add column class_at timestamptz;
update matter set class_at = updated_at where class_code is not null;
create index matter_decided on matter (space_id, class_at) where class_at is not null;

-- Every version that was learned, with how it fared on texts that had no part in the learning. The model itself holds
-- numbers drawn from private words: it is sealed like them, and only the last few are kept.
create table class_model (
  space_id uuid not null references space (id),
  id uuid not null,
  version integer not null,
  learned_at timestamptz not null,
  -- Matters sorted by people that it learned from, and when the last of them was.
  taught integer not null,
  taught_until timestamptz not null,
  -- In thousandths.
  accuracy integer not null,
  mean_f1 integer not null,
  figures jsonb not null,
  sealed bytea,
  primary key (space_id, id),
  unique (space_id, version)
);
select linli_tenant('class_model');

-- Matters that many speak of, worked out anew by a job: who belongs together, and everything the heat is made of.
create table hot_matter (
  space_id uuid not null references space (id),
  id uuid not null,
  lead_id uuid not null,
  members uuid[] not null,
  people integer not null,
  days integer not null,
  lately integer not null,
  before integer not null,
  heat integer not null,
  first_on date not null,
  last_on date not null,
  place_id uuid,
  place_text text not null default '',
  made_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, lead_id) references matter (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
create index hot_matter_heat on hot_matter (space_id, heat desc);
create index hot_matter_lead on hot_matter (space_id, lead_id);
select linli_tenant('hot_matter', true);

create index matter_joined on matter (space_id, joined_to_id) where joined_to_id is not null;
