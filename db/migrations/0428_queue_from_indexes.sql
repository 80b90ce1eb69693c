-- The desk's queue is filtered by several things at once. Each order and each filter keeps beside it what else may be asked for,
-- so that which matters stand on a page, and how many there are, is read from one index without touching the matters.
drop index matter_said;
create index matter_said on matter (space_id, said_at, id) include (state, channel, class_code, place_id, due_on);
drop index matter_state;
create index matter_state on matter (space_id, state, said_at, id) include (channel, class_code, place_id, due_on);
drop index matter_class;
create index matter_class on matter (space_id, class_code, said_at, id) include (state, channel, place_id, due_on);
drop index matter_place;
create index matter_place on matter (space_id, place_id, said_at, id) include (state, channel, class_code, due_on);
drop index matter_channel;
create index matter_channel on matter (space_id, channel, said_at, id) include (state, class_code, place_id, due_on);
drop index matter_due_first;
create index matter_due_first on matter (space_id, due_on, said_at, id) include (state, channel, class_code, place_id);
drop index matter_due_last;
create index matter_due_last on matter (space_id, due_on desc nulls last, said_at desc, id desc)
  include (state, channel, class_code, place_id);
