-- The desk's queue among a hundred thousand matters: every order and filter it offers is read from an index and ends after a
-- page. The day by which something was promised stands beside the matter, kept by the promises themselves.
alter table matter add column due_on date;

create function matter_due() returns trigger language plpgsql set search_path = public, pg_temp as
$$
begin
  update matter m set due_on = (
    select min(p.due_on) from promise p
    where p.space_id = new.space_id and p.matter_id = new.matter_id and p.state = 'open')
  where m.space_id = new.space_id and m.id = new.matter_id;
  return null;
end
$$;
-- What comes in kept or late was never waited for here.
create trigger matter_due_made after insert on promise for each row when (new.state = 'open') execute function matter_due();
create trigger matter_due_moved after update on promise for each row
  when (old.state = 'open' or new.state = 'open') execute function matter_due();

update matter m set due_on = (
  select min(p.due_on) from promise p where p.space_id = m.space_id and p.matter_id = m.id and p.state = 'open');

-- For a reader with row-level security an index is used by its first columns; state and day said have theirs.
create index matter_class on matter (space_id, class_code, said_at);
create index matter_place on matter (space_id, place_id, said_at);
create index matter_channel on matter (space_id, channel, said_at);
create index matter_due_first on matter (space_id, due_on, said_at, id);
create index matter_due_last on matter (space_id, due_on desc nulls last, said_at desc, id desc);
