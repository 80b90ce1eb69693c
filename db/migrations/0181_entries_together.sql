-- Many entries in one statement.
--
-- Why: gifts that come at the same time are written in one transaction (decision record 0019), and what PostgreSQL does
-- for a statement is more than what it does for a row. `ledger_enter` writes the entries of all of them at once where
-- they are as nearly all are: two lines, accounts that count the same and need no cover, an open month. Whatever else is
-- among them, all go one by one through `ledger_post`, which says no in its own words.

-- What is proven is now a list. As before only functions of the books can write an entry, so only they are believed.
drop trigger ledger_entry_stands on ledger_entry;
create trigger ledger_entry_stands after insert on ledger_entry for each row
  when (position(new.id::text in coalesce(current_setting('linli.proven', true), '')) = 0)
  execute function ledger_entry_stands();
drop trigger ledger_posting_belongs on ledger_posting;
create trigger ledger_posting_belongs after insert on ledger_posting for each row
  when (new.line <> 2 and position(new.entry_id::text in coalesce(current_setting('linli.proven', true), '')) = 0)
  execute function ledger_posting_belongs();

-- Entries of two lines each: what account one gains or loses stands in `p_one_amounts`, and so for the other. Raises the
-- codes of `ledger_post` (LN001).
create function ledger_enter(
  p_space uuid, p_entries uuid[], p_at timestamptz[], p_days date[], p_todays date[], p_kinds text[], p_memos text[],
  p_facets text[], p_subject_kinds text[], p_subject_ids uuid[],
  p_ones uuid[], p_one_amounts bigint[], p_others uuid[], p_other_amounts bigint[]
) returns void language plpgsql security definer set search_path = public, pg_temp as
$$
declare on_day date; seen record; proven text;
begin
  if p_space is distinct from linli_space() then perform ledger_own_space(p_space); end if;
  -- Before anything is looked at, and in a statement before it: see `ledger_post`.
  foreach on_day in array p_days loop
    if not pg_try_advisory_xact_lock_shared(ledger_month_key(p_space, on_day)) then
      perform pg_advisory_xact_lock_shared(ledger_month_key(p_space, on_day));
    end if;
  end loop;
  select count(*) = cardinality(p_entries) and bool_and(coalesce(a.closed_at is null and b.closed_at is null and a.commodity = b.commodity
        and u.x <> 0 and u.y <> 0 and u.x + u.y = 0
        and not ((a.guarded or a.covered) and (u.x > 0) = (a.normal = 'credit'))
        and not ((b.guarded or b.covered) and (u.y > 0) = (b.normal = 'credit')), false)) as plain,
      array_agg(a.commodity order by u.n) as commodities,
      array_agg((u.x > 0) = (a.normal = 'debit') and (u.y > 0) = (b.normal = 'credit')
        or (u.x > 0) = (a.normal = 'credit') and (u.y > 0) = (b.normal = 'debit') order by u.n) as crossings,
      exists (select from ledger_period k where k.space_id = p_space and k.month >= ledger_month_of(min(u.day))) as shut
    into seen
    from unnest(p_days, p_ones, p_one_amounts, p_others, p_other_amounts) with ordinality u(day, one, x, other, y, n)
      join ledger_account a on a.space_id = p_space and a.id = u.one
      join ledger_account b on b.space_id = p_space and b.id = u.other;
  if seen.plain is not true or seen.shut then
    for n in 1 .. cardinality(p_entries) loop
      perform ledger_post(p_space, p_entries[n], p_at[n], p_days[n], p_todays[n], p_kinds[n], p_memos[n], p_facets[n],
        p_subject_kinds[n], p_subject_ids[n], array[p_ones[n], p_others[n]], array[p_one_amounts[n], p_other_amounts[n]],
        p_raise => true);
    end loop;
    return;
  end if;
  -- Proven above, all of them.
  proven := set_config('linli.proven', array_to_string(p_entries, ','), true);
  insert into ledger_entry (space_id, id, day, kind, memo, facet, subject_kind, subject_id, lines, at)
    select p_space, u.id, u.day, u.kind, u.memo, u.facet, u.subject_kind, u.subject_id, 2, u.at
      from unnest(p_entries, p_days, p_kinds, p_memos, p_facets, p_subject_kinds, p_subject_ids, p_at)
        u(id, day, kind, memo, facet, subject_kind, subject_id, at);
  insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount, day, crossing)
    select p_space, u.id, l.line, l.account, u.commodity, l.amount, u.day, u.crossing
      from unnest(p_entries, p_days, seen.commodities, seen.crossings, p_ones, p_one_amounts, p_others, p_other_amounts)
          u(id, day, commodity, crossing, one, x, other, y),
        lateral (values (1, u.one, u.x), (2, u.other, u.y)) l(line, account, amount);
  insert into ledger_tail (space_id, account_id, entry_id, line, amount, day, facet)
    select p_space, l.account, u.id, l.line, l.amount, u.day, u.facet
      from unnest(p_entries, p_days, p_facets, p_ones, p_one_amounts, p_others, p_other_amounts)
          u(id, day, facet, one, x, other, y),
        lateral (values (1, u.one, u.x), (2, u.other, u.y)) l(line, account, amount);
end
$$;
revoke all on function ledger_enter from public;
grant execute on function ledger_enter to linli_app;
