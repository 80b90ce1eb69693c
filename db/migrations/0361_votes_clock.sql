-- A box opens when its vote is over by the clock of the scope and by the database's own. A demo or a test that lives in the
-- future moves the first and cannot move the second. Why a setting of the database and no table: only whoever administers
-- PostgreSQL itself can make it (`alter database … set linli.clock = 'moved'`), the owner of the tables and the running
-- role can't, nor by setting it for a session, since what counts is what stands in the catalogue; a backup does not carry
-- it; and whoever votes is told on the page of the vote.
create function linli_clock_is_moved() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as
$$
  select exists (select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
    where d.datname = current_database() and s.setrole = 0 and 'linli.clock=moved' = any (s.setconfig))
$$;
revoke all on function linli_clock_is_moved from public;
grant execute on function linli_clock_is_moved to linli_app;

create or replace function poll_close(p_space uuid, p_poll uuid, p_at timestamptz)
returns table (paper boolean, sealed bytea) language plpgsql security definer set search_path = public, pg_temp as
$$
declare p poll;
begin
  perform poll_own_space(p_space);
  perform pg_advisory_xact_lock(poll_key(p_space, p_poll));
  select * into p from poll where space_id = p_space and id = p_poll for update;
  if p.state is distinct from 'ready' then raise exception 'votes.not_open' using errcode = 'LN001'; end if;
  if p_at < p.closes_at or (clock_timestamp() < p.closes_at and not linli_clock_is_moved()) then
    raise exception 'votes.sealed' using errcode = 'LN001';
  end if;
  update poll set closed_at = p_at, state = 'closed' where space_id = p_space and id = p_poll;
  return query with gone as (delete from poll_box b where b.space_id = p_space and b.poll_id = p_poll returning b.paper, b.sealed)
    select g.paper, g.sealed from gone g order by gen_random_uuid();
end
$$;
