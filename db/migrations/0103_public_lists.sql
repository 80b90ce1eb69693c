-- The first page of a public list is read by an index in the list's own order, however long the list is.
create index need_listed on need (space_id, (state in ('met', 'withdrawn', 'merged')),
  (case urgency when 'urgent' then 0 when 'soon' then 1 else 2 end), created_at);
-- How many promises fall due on which day and how they stand is counted from the index alone.
drop index promise_due;
create index promise_due on promise (space_id, due_on) include (state, kept_on);
