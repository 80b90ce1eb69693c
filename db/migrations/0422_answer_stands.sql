-- What an answer says to what was asked for (F049): adopted, partly, not; and what changed because of it. The why is the
-- answer's words, sealed like every word between the desk and the one who spoke.
create table matter_answer (
  space_id uuid not null references space (id),
  step_id uuid not null,
  matter_id uuid not null,
  stance text not null check (stance in ('adopted', 'partly', 'not')),
  changed_kind text check (changed_kind in ('need', 'project', 'topic', 'activity', 'round', 'budget')),
  changed_id uuid,
  at timestamptz not null,
  primary key (space_id, step_id),
  check ((changed_kind is null) = (changed_id is null)),
  foreign key (space_id, step_id) references matter_step (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create index matter_answer_matter on matter_answer (space_id, matter_id);
select linli_tenant('matter_answer');
select linli_append_only('matter_answer');
