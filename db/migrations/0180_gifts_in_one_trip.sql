-- A gift in one round trip, and what PostgreSQL does for it made short.
--
-- Why: PostgreSQL reads every CHECK of a table anew for each statement that writes to it, and the lists of words in them
-- are long; with sixteen of them that was half of what writing a gift cost. One function says the same and is read once
-- per connection. The lists of words stay where they are read by people and by the generated types, NOT ENFORCED; whoever
-- adds a word adds it in both places.

-- A command may believe what it read before, if the database says in the same transaction that it is still so.
create function linli_still(p_now text, p_before text) returns void language plpgsql immutable as
$$
begin
  if p_now is distinct from p_before then raise exception 'no longer as it was read' using errcode = 'LN002'; end if;
end
$$;

create function gift_stands(
  p_kind text, p_nature text, p_source_class text, p_state text, p_publicity text, p_receipt_state text,
  p_amount bigint, p_fee bigint, p_goods_title text, p_goods_quantity bigint, p_goods_value bigint, p_entry uuid, p_box uuid,
  p_first_count bigint, p_counted_by uuid, p_second_counter uuid
) returns boolean language plpgsql immutable parallel safe as
$$
begin
  return p_kind in ('bank', 'cash', 'goods', 'share', 'platform', 'takings')
    and p_nature in ('gift', 'sponsorship')
    and p_source_class in
      ('resident', 'merchant', 'fair', 'firm', 'online', 'former_resident', 'government', 'foundation', 'other')
    and p_state in ('counting', 'booked', 'reversed')
    and p_publicity in ('real', 'masked', 'alias', 'anonymous')
    and p_receipt_state in ('pending', 'issued', 'waived', 'anonymous', 'not_due')
    and (p_kind = 'goods') = (p_goods_title is not null)
    and (p_kind = 'goods' or p_amount is not null)
    and (p_amount > 0) is not false
    and (p_state = 'counting' or p_kind = 'goods' or p_entry is not null)
    -- Cash is counted by two.
    and (p_kind not in ('cash', 'takings') or p_state = 'counting'
      or (p_second_counter is not null and p_second_counter is distinct from p_counted_by))
    and (p_kind = 'takings') = (p_box is not null)
    and p_fee >= 0 and (p_fee = 0 or (p_fee < p_amount) is not false)
    and (p_first_count > 0) is not false and (p_goods_quantity > 0) is not false and (p_goods_value >= 0) is not false;
end
$$;

alter table gift
  drop constraint gift_amount_check,
  drop constraint gift_check,
  drop constraint gift_check1,
  drop constraint gift_check2,
  drop constraint gift_counted_by_two,
  drop constraint gift_fee,
  drop constraint gift_first_count_check,
  drop constraint gift_goods_quantity_check,
  drop constraint gift_goods_value_check,
  drop constraint gift_takings,
  drop constraint gift_kind_check,
  drop constraint gift_nature_check,
  drop constraint gift_publicity_check,
  drop constraint gift_receipt_state_check,
  drop constraint gift_source_class_check,
  drop constraint gift_state_check,
  add constraint gift_stands check (gift_stands(kind, nature, source_class, state, publicity, receipt_state, amount, fee,
    goods_title, goods_quantity, goods_value, entry_id, box_id, first_count, counted_by, second_counter));

-- The lists of words stay beside it where PostgreSQL can keep a rule that it does not ask (from 18 on): for whoever reads
-- the schema. `gift_stands` is what asks, on every version.
do $$ begin
  if current_setting('server_version_num')::int >= 180000 then
    execute $words$alter table gift
  add constraint gift_kind_check check (kind in ('bank', 'cash', 'goods', 'share', 'platform', 'takings')) not enforced,
  add constraint gift_nature_check check (nature in ('gift', 'sponsorship')) not enforced,
  add constraint gift_publicity_check check (publicity in ('real', 'masked', 'alias', 'anonymous')) not enforced,
  add constraint gift_receipt_state_check
    check (receipt_state in ('pending', 'issued', 'waived', 'anonymous', 'not_due')) not enforced,
  add constraint gift_source_class_check check (source_class in
    ('resident', 'merchant', 'fair', 'firm', 'online', 'former_resident', 'government', 'foundation', 'other')) not enforced,
  add constraint gift_state_check check (state in ('counting', 'booked', 'reversed')) not enforced$words$;
  end if;
end $$;

-- Only numbers that are there can come twice: the many gifts without one need no place in this index.
alter table gift drop constraint gift_receipt_once;
create unique index gift_receipt_once on gift (space_id, receipt_number) where receipt_number is not null;

-- `ledger_post` has proven its entry; that is seen before a trigger is called, not inside it.
drop trigger ledger_entry_stands on ledger_entry;
create trigger ledger_entry_stands after insert on ledger_entry for each row
  when (current_setting('linli.proven', true) is distinct from new.id::text) execute function ledger_entry_stands();
drop trigger ledger_posting_belongs on ledger_posting;
create trigger ledger_posting_belongs after insert on ledger_posting for each row
  when (new.line <> 2 and current_setting('linli.proven', true) is distinct from new.entry_id::text)
  execute function ledger_posting_belongs();

-- As before, but the two lines that most entries have are written as they are, without making rows of lists.
create or replace function ledger_post(
  p_space uuid, p_entry uuid, p_at timestamptz, p_day date, p_today date, p_kind text, p_memo text, p_facet text,
  p_subject_kind text, p_subject_id uuid, p_accounts uuid[], p_amounts bigint[],
  p_authorisation uuid default null, p_order uuid default null, p_raise boolean default false
) returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  n integer := cardinality(p_accounts); on_day date := p_day; seen record; proven text;
  out_line record; auth ledger_authorisation; approvals integer; outgo bigint := 0;
begin
  if p_space is distinct from linli_space() then perform ledger_own_space(p_space); end if;
  -- Tried first, because that is an expression and costs no statement.
  if not pg_try_advisory_xact_lock_shared(ledger_month_key(p_space, p_day)) then
    perform pg_advisory_xact_lock_shared(ledger_month_key(p_space, p_day));
  end if;
  -- One look at the month and at all accounts: open, known, balanced where they count the same, and whether any that must
  -- be covered loses. Most entries have two lines, and for those it is two rows by their keys (the types are those of the
  -- aggregates below, since both answers are read by the same expressions).
  if n = 2 then
    select exists (select from ledger_period k where k.space_id = p_space and k.month >= ledger_month_of(p_day)) as shut,
        2::bigint as known, num_nonnulls(a.closed_at, b.closed_at)::bigint as closed,
        (p_amounts[1] > 0) = (a.normal = 'debit') or (p_amounts[2] > 0) = (b.normal = 'debit') as gains,
        (p_amounts[1] > 0) = (a.normal = 'credit') or (p_amounts[2] > 0) = (b.normal = 'credit') as loses,
        (a.guarded or a.covered) and (p_amounts[1] > 0) = (a.normal = 'credit')
          or (b.guarded or b.covered) and (p_amounts[2] > 0) = (b.normal = 'credit') as must_cover,
        num_nonnulls(p_amounts[1], p_amounts[2])::bigint as counted, p_amounts[1] = 0 or p_amounts[2] = 0 as idle,
        a.commodity, a.commodity = b.commodity as alike, p_amounts[1] + p_amounts[2] as total
      into seen
      from ledger_account a, ledger_account b
      where a.space_id = p_space and a.id = p_accounts[1] and b.space_id = p_space and b.id = p_accounts[2];
  else
    select exists (select from ledger_period k where k.space_id = p_space and k.month >= ledger_month_of(p_day)) as shut,
        count(a.id) as known, count(a.closed_at) as closed,
        bool_or((u.amount > 0) = (a.normal = 'debit')) as gains, bool_or((u.amount > 0) = (a.normal = 'credit')) as loses,
        bool_or((a.guarded or a.covered) and (u.amount > 0) = (a.normal = 'credit')) as must_cover,
        count(u.amount) as counted, bool_or(u.amount = 0) as idle,
        min(a.commodity) as commodity, min(a.commodity) = max(a.commodity) as alike, sum(u.amount)::bigint as total
      into seen
      from unnest(p_accounts, p_amounts) u(id, amount) left join ledger_account a on a.space_id = p_space and a.id = u.id;
  end if;
  if seen.shut then
    on_day := p_today;
    if ledger_month_of(p_today) = ledger_month_of(p_day) or not ledger_is_open(p_space, p_today) then
      return ledger_refuse('ledger.period_closed', p_raise);
    end if;
  end if;
  if seen.known is distinct from n then return ledger_refuse('ledger.account_unknown', p_raise); end if;
  if seen.closed > 0 then return ledger_refuse('ledger.account_closed', p_raise); end if;
  if n < 2 or cardinality(p_amounts) <> n or seen.counted <> n or seen.idle or (seen.alike and seen.total <> 0) then
    return ledger_refuse('ledger.unbalanced', p_raise);
  end if;
  if not seen.alike then
    if exists (select from unnest(p_accounts, p_amounts) u(id, amount) join ledger_account a on a.space_id = p_space and a.id = u.id
               group by a.commodity having sum(u.amount) <> 0) then
      return ledger_refuse('ledger.unbalanced', p_raise);
    end if;
  end if;

  if seen.must_cover then
    perform ledger_lock(p_space, p_accounts, p_amounts);
    for out_line in select * from ledger_losses(p_space, p_accounts, p_amounts) l where l.guarded or l.covered loop
      if out_line.guarded then
        select * into auth from ledger_authorisation
          where space_id = p_space and id = p_authorisation and account_id = out_line.account_id and state <> 'ended' for no key update;
        if not found then return ledger_refuse('ledger.no_authorisation', p_raise); end if;
        if auth.state <> 'held' then return ledger_refuse('ledger.not_held', p_raise); end if;
        if exists (select from ledger_entry where space_id = p_space and order_id = p_order) then
          return ledger_refuse('ledger.already_paid', p_raise);
        end if;
        select count(distinct person_id) into approvals from ledger_approval
          where space_id = p_space and authorisation_id = auth.id and order_id = p_order and amount = out_line.loss;
        if p_order is null or approvals < auth.approvals_needed then return ledger_refuse('ledger.not_approved', p_raise); end if;
        if auth.spent + out_line.loss > auth.amount then return ledger_refuse('ledger.over_authorisation', p_raise); end if;
        if out_line.loss > ledger_available(p_space, out_line.account_id, auth.id) then
          return ledger_refuse('ledger.over_available', p_raise);
        end if;
        outgo := out_line.loss;
      elsif out_line.loss > ledger_available(p_space, out_line.account_id) then
        return ledger_refuse('ledger.short', p_raise);
      end if;
    end loop;
    if outgo > 0 then
      update ledger_authorisation set spent = spent + outgo where space_id = p_space and id = auth.id;
      update ledger_hold set remaining = remaining - outgo where space_id = p_space and authorisation_id = auth.id;
    end if;
  end if;
  if not seen.alike or outgo > 0 then
    perform ledger_write(p_space, p_entry, p_at, on_day, p_day, p_kind, p_memo, p_facet, p_subject_kind, p_subject_id,
      p_accounts, p_amounts, seen.gains and seen.loses,
      case when outgo > 0 then p_authorisation end, case when outgo > 0 then p_order end, null, null);
    return null;
  end if;
  -- Proven above, line by line, so the triggers need not look again; only functions of the books may say so, since
  -- nobody else has the right to write an entry.
  proven := set_config('linli.proven', p_entry::text, true);
  if n = 2 then
    insert into ledger_entry (space_id, id, day, fact_day, kind, memo, facet, subject_kind, subject_id, lines, at)
      values (p_space, p_entry, on_day, nullif(p_day, on_day), p_kind, p_memo, p_facet, p_subject_kind, p_subject_id, 2, p_at);
    insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount, day, crossing)
      values (p_space, p_entry, 1, p_accounts[1], seen.commodity, p_amounts[1], on_day, seen.gains and seen.loses),
        (p_space, p_entry, 2, p_accounts[2], seen.commodity, p_amounts[2], on_day, seen.gains and seen.loses);
    insert into ledger_tail (space_id, account_id, entry_id, line, amount, day, facet)
      values (p_space, p_accounts[1], p_entry, 1, p_amounts[1], on_day, p_facet),
        (p_space, p_accounts[2], p_entry, 2, p_amounts[2], on_day, p_facet);
    return null;
  end if;
  with entry as (
    insert into ledger_entry (space_id, id, day, fact_day, kind, memo, facet, subject_kind, subject_id, lines, at)
      values (p_space, p_entry, on_day, nullif(p_day, on_day), p_kind, p_memo, p_facet, p_subject_kind, p_subject_id, n, p_at)),
  posting as (
    insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount, day, crossing)
      select p_space, p_entry, u.i::integer, u.id, seen.commodity, u.amount, on_day, seen.gains and seen.loses
        from unnest(p_accounts, p_amounts) with ordinality u(id, amount, i))
  insert into ledger_tail (space_id, account_id, entry_id, line, amount, day, facet)
    select p_space, u.id, p_entry, u.i::integer, u.amount, on_day, p_facet
      from unnest(p_accounts, p_amounts) with ordinality u(id, amount, i);
  return null;
end
$$;
