-- Many matters at once. A connection keeps the plan by which it looks up what a row refers to; made while the table was
-- small, it reads a whole index for every row that comes later, and statistics are renewed by themselves only once a
-- minute. So an import has them renewed after its first rows.
create function renew_matter_statistics() returns void
language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  analyze matter;
end
$$;
revoke all on function renew_matter_statistics() from public;
grant execute on function renew_matter_statistics() to linli_app;

-- Sealed bytes and keyed hashes have nothing left to compress.
alter table sealed_body alter column sealed set storage external;
alter table sealed_body alter column tokens set storage external;
