-- A matter that is opened again has a limit again: rounds, each counted by itself. A pause names its cause from a short list
-- that everybody may read; its words are for the desk and for the one who spoke.
alter table limit_pause drop constraint limit_pause_space_id_matter_id_fkey;
alter table matter_limit drop constraint matter_limit_pkey;
alter table matter_limit add column round integer not null default 1 check (round between 1 and 99);
alter table matter_limit add primary key (space_id, matter_id, round);
alter table limit_pause add column round integer not null default 1;
alter table limit_pause add column cause text not null default 'other'
  check (cause in ('material', 'weather', 'other_office', 'speaker', 'works', 'other'));
alter table limit_pause add foreign key (space_id, matter_id, round) references matter_limit (space_id, matter_id, round);
create unique index matter_limit_running on matter_limit (space_id, matter_id) where met_at is null;
