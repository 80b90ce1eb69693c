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

create function linli_keep_space() returns trigger language plpgsql as
$$ begin raise exception 'a space is never deleted' using errcode = 'restrict_violation'; end $$;
create trigger kept before delete or truncate on space for each statement execute function linli_keep_space();

-- As `ledger_post`, for those who do not wait for the answer: a refusal is raised with its code, which ends the command.
create function ledger_enter(
  p_space uuid, p_entry uuid, p_at timestamptz, p_day date, p_today date, p_kind text, p_memo text, p_facet text,
  p_subject_kind text, p_subject_id uuid, p_accounts uuid[], p_amounts bigint[], p_authorisation uuid, p_order uuid
) returns void language plpgsql set search_path = public, pg_temp as
$$
declare refused text := ledger_post(p_space, p_entry, p_at, p_day, p_today, p_kind, p_memo, p_facet, p_subject_kind,
  p_subject_id, p_accounts, p_amounts, p_authorisation, p_order);
begin
  if refused is not null then raise exception '%', refused using errcode = 'LN001'; end if;
end
$$;
revoke all on function ledger_enter(uuid, uuid, timestamptz, date, date, text, text, text, text, uuid, uuid[], bigint[], uuid, uuid) from public;
grant execute on function ledger_enter(uuid, uuid, timestamptz, date, date, text, text, text, text, uuid, uuid[], bigint[], uuid, uuid) to linli_app;
