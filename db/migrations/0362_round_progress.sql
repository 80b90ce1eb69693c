-- What became of a winner is told back: to whoever proposed it and to everybody who voted when its project first reports,
-- and to the proposer once more at its end. Why a column: a job comes by every hour, and nobody is to hear it twice.
alter table idea add column told_step text not null default ''
  check (told_step in ('', 'reported', 'finished'));
