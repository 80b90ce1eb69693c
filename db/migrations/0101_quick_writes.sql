-- Writing without waiting, and without touching rows that everybody shares.
--
-- Why: a foreign key to `space` takes a lock on the space's one row in every transaction of every writer; with many at
-- once PostgreSQL keeps lists of them and writes the row's page again and again. A space is never deleted (nobody has the
-- right, and the tables that are not written by the hundred keep their key), and row-level security lets nobody write
-- to a space that is not the scope's, so for the rows that every command writes the key proves nothing more.

alter table idempotency drop constraint idempotency_space_id_fkey;
alter table audit_event drop constraint audit_event_space_id_fkey;
alter table cause drop constraint cause_space_id_fkey;
alter table outbox_message drop constraint outbox_message_space_id_fkey;
-- A gift leads to its fund, and the fund to the space.
alter table gift drop constraint gift_space_id_fkey;
-- All gifts of a day go into one fund, whose row they would all lock. The command has just read the fund, the check
-- `gifts.booked` finds a gift that is not in its fund's books, and a fund is closed, never deleted.
alter table gift drop constraint gift_space_id_fund_id_fkey;
create function linli_keep_fund() returns trigger language plpgsql as
$$ begin raise exception 'a fund is closed, never deleted' using errcode = 'restrict_violation'; end $$;
create trigger kept before delete or truncate on fund for each statement execute function linli_keep_fund();
-- Its entry is written by the same command just before, and the same check looks for it; an entry is never deleted.
alter table gift drop constraint gift_space_id_entry_id_fkey;

create function linli_keep_space() returns trigger language plpgsql as
$$ begin raise exception 'a space is never deleted' using errcode = 'restrict_violation'; end $$;
create trigger kept before delete or truncate on space for each statement execute function linli_keep_space();
