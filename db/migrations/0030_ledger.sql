-- One double-entry engine for every commodity. Postings are signed (debit positive); an entry balances per commodity.
-- Gifts must not queue behind one another: posting a credit inserts an entry, its postings and a line in `ledger_tail`
-- per account and changes no shared row. The balance of an account is its checkpoint plus its tail; a job folds
-- tail lines into the checkpoint by DELETE ... RETURNING in one transaction, so each is counted exactly once whatever
-- the order in which writers commit. What takes money out of an account that must be covered locks its row first,
-- with a lock (no key update) that the foreign keys of gifts do not wait for.
--
-- The running role can not write entries, postings, holds, balances or what is spent at all: only the functions below
-- can, which run with the owner's rights under the same row-level security and keep the rules in one place.

create table ledger_account (
  space_id uuid not null references space (id),
  id uuid not null,
  path text not null,
  commodity text not null,
  normal text not null check (normal in ('debit', 'credit')),
  -- Loses money only by an authorisation, for an order approved by enough people, and never more than is available.
  guarded boolean not null default false,
  -- May not fall below zero: a bank account, a cash box, a shelf.
  covered boolean not null default false,
  title text not null default '',
  checkpoint bigint not null default 0,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, path, commodity)
);
select linli_tenant('ledger_account');
revoke insert, update on ledger_account from linli_app;
grant insert (space_id, id, path, commodity, normal, guarded, covered, title, opened_at), update (title, closed_at)
  on ledger_account to linli_app;

-- What a decision allows: so much out of this account, for this purpose, each payment order approved by so many persons.
create table ledger_authorisation (
  space_id uuid not null references space (id),
  id uuid not null,
  account_id uuid not null,
  amount bigint not null check (amount > 0),
  spent bigint not null default 0 check (spent >= 0 and spent <= amount),
  approvals_needed integer not null default 2 check (approvals_needed >= 1),
  decision_id uuid not null,
  purpose_kind text not null,
  purpose_id uuid not null,
  state text not null default 'issued' check (state in ('issued', 'held', 'ended')),
  ended_reason text,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, decision_id, purpose_id, account_id),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);
create index ledger_authorisation_purpose on ledger_authorisation (space_id, purpose_kind, purpose_id);
select linli_tenant('ledger_authorisation');
revoke insert, update on ledger_authorisation from linli_app;
grant insert (space_id, id, account_id, amount, approvals_needed, decision_id, purpose_kind, purpose_id, at)
  on ledger_authorisation to linli_app;

-- Approved money is held, so that it can not be promised twice: one hold per authorisation. What was held is at every
-- moment what remains, what was given back and what the authorisation has spent.
create table ledger_hold (
  space_id uuid not null references space (id),
  id uuid not null,
  account_id uuid not null,
  authorisation_id uuid not null,
  amount bigint not null check (amount > 0),
  remaining bigint not null check (remaining >= 0),
  released bigint not null default 0 check (released >= 0),
  released_at timestamptz,
  released_reason text,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, authorisation_id),
  check (remaining + released <= amount),
  foreign key (space_id, account_id) references ledger_account (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id)
);
create index ledger_hold_account on ledger_hold (space_id, account_id) where remaining > 0;
select linli_tenant('ledger_hold');
revoke insert, update on ledger_hold from linli_app;

-- An approval is of one order (a payment request) at one amount by one person; the same person can not approve twice.
create table ledger_approval (
  space_id uuid not null references space (id),
  id uuid not null,
  authorisation_id uuid not null,
  order_id uuid not null,
  amount bigint not null check (amount > 0),
  person_id uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  constraint ledger_approval_once unique (space_id, order_id, person_id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id)
);
select linli_tenant('ledger_approval');
select linli_append_only('ledger_approval');

create table ledger_entry (
  space_id uuid not null references space (id),
  id uuid not null,
  day date not null,
  kind text not null,
  memo text not null default '',
  subject_kind text not null,
  subject_id uuid not null,
  lines integer not null check (lines >= 2),
  authorisation_id uuid,
  order_id uuid,
  reverses_id uuid,
  reason text,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, reverses_id),
  foreign key (space_id, reverses_id) references ledger_entry (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id)
);
create index ledger_entry_subject on ledger_entry (space_id, subject_kind, subject_id);
create index ledger_entry_day on ledger_entry (space_id, day, id);
-- An order is paid once: the payment and nothing else carries the order's id.
create unique index ledger_entry_order on ledger_entry (space_id, order_id) where order_id is not null;
select linli_tenant('ledger_entry');
select linli_append_only('ledger_entry');
revoke insert on ledger_entry from linli_app;

create table ledger_posting (
  space_id uuid not null references space (id),
  entry_id uuid not null,
  line integer not null check (line >= 1),
  account_id uuid not null,
  commodity text not null,
  amount bigint not null check (amount <> 0),
  primary key (space_id, entry_id, line),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);
create index ledger_posting_account on ledger_posting (space_id, account_id, entry_id);
select linli_tenant('ledger_posting');
select linli_append_only('ledger_posting');
revoke insert on ledger_posting from linli_app;

create table ledger_tail (
  space_id uuid not null references space (id),
  account_id uuid not null,
  entry_id uuid not null,
  line integer not null,
  amount bigint not null,
  primary key (space_id, account_id, entry_id, line)
);
select linli_tenant('ledger_tail', true);
revoke insert, update, delete on ledger_tail from linli_app;

-- Months that are closed take no further entries; late facts go to the open period.
create table ledger_period (
  space_id uuid not null references space (id),
  month date not null,
  closed_at timestamptz not null,
  closed_by uuid,
  primary key (space_id, month)
);
select linli_tenant('ledger_period');

-- An entry says how many lines it has, and has exactly those when it is committed; as each line's number is taken,
-- nothing can be added to it afterwards.
create function ledger_must_balance() returns trigger language plpgsql as
$$
declare bad text; found_lines integer; first_line integer; last_line integer;
begin
  select p.commodity into bad from ledger_posting p
   where p.space_id = new.space_id and p.entry_id = new.id
   group by p.commodity having sum(p.amount) <> 0 limit 1;
  if bad is not null then
    raise exception 'ledger.unbalanced: entry % in %', new.id, bad using errcode = 'check_violation';
  end if;
  select count(*), min(p.line), max(p.line) into found_lines, first_line, last_line from ledger_posting p
   where p.space_id = new.space_id and p.entry_id = new.id;
  if found_lines <> new.lines or first_line <> 1 or last_line <> new.lines then
    raise exception 'ledger.unbalanced: entry % has % of % lines', new.id, found_lines, new.lines using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger ledger_entry_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_must_balance();

create function ledger_posting_fits() returns trigger language plpgsql as
$$
begin
  if not exists (select 1 from ledger_entry e join ledger_account a on a.space_id = e.space_id and a.id = new.account_id
                 where e.space_id = new.space_id and e.id = new.entry_id
                   and new.line <= e.lines and a.commodity = new.commodity) then
    raise exception 'ledger.unbalanced: posting % of entry % does not fit', new.line, new.entry_id using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger ledger_posting_fits before insert on ledger_posting for each row execute function ledger_posting_fits();

-- Debit-positive balance of one account: checkpoint plus tail, read in one snapshot.
create function ledger_balance(p_space uuid, p_account uuid) returns bigint language sql stable as
$$
  select a.checkpoint + coalesce((select sum(t.amount) from ledger_tail t where t.space_id = p_space and t.account_id = p_account), 0)::bigint
  from ledger_account a where a.space_id = p_space and a.id = p_account
$$;

-- What may leave the account: its balance in its own sense, less what is held for others than this authorisation.
create function ledger_available(p_space uuid, p_account uuid, p_authorisation uuid default null) returns bigint language sql stable as
$$
  select (case when a.normal = 'credit' then -1 else 1 end) * ledger_balance(p_space, a.id)
      - coalesce((select sum(h.remaining) from ledger_hold h
           where h.space_id = p_space and h.account_id = a.id and h.authorisation_id is distinct from p_authorisation), 0)::bigint
  from ledger_account a where a.space_id = p_space and a.id = p_account
$$;

-- The functions below run with the owner's rights; where the owner happens to be a superuser, row-level security
-- would not hold them back, so each says itself that it writes only to the space of the scope.
create function ledger_own_space(p_space uuid) returns void language plpgsql stable as
$$
begin
  if p_space is distinct from linli_space() then
    raise exception 'ledger: not the space of this scope' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- What a set of lines takes out of each account, in the account's own sense; only losses.
create function ledger_losses(p_space uuid, p_accounts uuid[], p_amounts bigint[])
returns table (account_id uuid, guarded boolean, covered boolean, loss bigint) language sql stable as
$$
  select a.id, a.guarded, a.covered, sum(case when a.normal = 'credit' then u.amount else -u.amount end)::bigint
    from unnest(p_accounts, p_amounts) u(id, amount)
    join ledger_account a on a.space_id = p_space and a.id = u.id
    group by a.id, a.guarded, a.covered, a.normal
    having sum(case when a.normal = 'credit' then u.amount else -u.amount end) > 0
    order by a.id
$$;

-- Locks the accounts that must be covered and lose money, always in the order of their ids, so that no two writers
-- wait for each other crosswise. Gifts lose from none and wait for nobody.
create function ledger_lock(p_space uuid, p_accounts uuid[], p_amounts bigint[]) returns void language plpgsql as
$$
begin
  perform 1 from ledger_account a where a.space_id = p_space
     and a.id in (select l.account_id from ledger_losses(p_space, p_accounts, p_amounts) l where l.guarded or l.covered)
   order by a.id for no key update;
end
$$;

create function ledger_write(
  p_space uuid, p_entry uuid, p_at timestamptz, p_day date, p_kind text, p_memo text,
  p_subject_kind text, p_subject_id uuid, p_accounts uuid[], p_amounts bigint[],
  p_authorisation uuid, p_order uuid, p_reverses uuid, p_reason text
) returns void language plpgsql as
$$
begin
  insert into ledger_entry (space_id, id, day, kind, memo, subject_kind, subject_id, lines, authorisation_id, order_id, reverses_id, reason, at)
    values (p_space, p_entry, p_day, p_kind, p_memo, p_subject_kind, p_subject_id, cardinality(p_accounts), p_authorisation, p_order, p_reverses, p_reason, p_at);
  insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount)
    select p_space, p_entry, u.i, u.id, a.commodity, u.amount
      from unnest(p_accounts, p_amounts) with ordinality u(id, amount, i)
      join ledger_account a on a.space_id = p_space and a.id = u.id;
  insert into ledger_tail (space_id, account_id, entry_id, line, amount)
    select p_space, u.id, p_entry, u.i, u.amount from unnest(p_accounts, p_amounts) with ordinality u(id, amount, i);
end
$$;

-- Posts one entry in one round trip. Returns null, or the first refusal by code in this order:
-- ledger.period_closed, ledger.account_unknown, ledger.account_closed, ledger.unbalanced, ledger.no_authorisation,
-- ledger.not_held, ledger.already_paid, ledger.not_approved, ledger.over_authorisation, ledger.over_available, ledger.short.
-- Amounts are signed, debit positive. A guarded account that loses money needs the authorisation and the order.
create function ledger_post(
  p_space uuid, p_entry uuid, p_at timestamptz, p_day date, p_kind text, p_memo text,
  p_subject_kind text, p_subject_id uuid, p_accounts uuid[], p_amounts bigint[],
  p_authorisation uuid default null, p_order uuid default null
) returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  n integer := cardinality(p_accounts);
  known integer; closed integer; out_line record; auth ledger_authorisation; approvals integer; outgo bigint := 0;
begin
  perform ledger_own_space(p_space);
  if exists (select 1 from ledger_period where space_id = p_space and month = date_trunc('month', p_day)::date) then
    return 'ledger.period_closed';
  end if;
  select count(*), count(a.closed_at) into known, closed
    from unnest(p_accounts) u(id) join ledger_account a on a.space_id = p_space and a.id = u.id;
  if known is distinct from n then return 'ledger.account_unknown'; end if;
  if closed > 0 then return 'ledger.account_closed'; end if;
  if n < 2 or cardinality(p_amounts) is distinct from n or 0 = any (p_amounts)
     or array_position(p_amounts, null) is not null
     or exists (select 1 from unnest(p_accounts, p_amounts) u(id, amount)
                  join ledger_account a on a.space_id = p_space and a.id = u.id
                  group by a.commodity having sum(u.amount) <> 0) then
    return 'ledger.unbalanced';
  end if;

  perform ledger_lock(p_space, p_accounts, p_amounts);
  for out_line in select * from ledger_losses(p_space, p_accounts, p_amounts) l where l.guarded or l.covered loop
    if out_line.guarded then
      select * into auth from ledger_authorisation
        where space_id = p_space and id = p_authorisation and account_id = out_line.account_id and state <> 'ended' for no key update;
      if not found then return 'ledger.no_authorisation'; end if;
      if auth.state <> 'held' then return 'ledger.not_held'; end if;
      if exists (select 1 from ledger_entry where space_id = p_space and order_id = p_order) then return 'ledger.already_paid'; end if;
      select count(distinct person_id) into approvals from ledger_approval
        where space_id = p_space and authorisation_id = auth.id and order_id = p_order and amount = out_line.loss;
      if p_order is null or approvals < auth.approvals_needed then return 'ledger.not_approved'; end if;
      if auth.spent + out_line.loss > auth.amount then return 'ledger.over_authorisation'; end if;
      if out_line.loss > ledger_available(p_space, out_line.account_id, auth.id) then return 'ledger.over_available'; end if;
      outgo := out_line.loss;
    elsif out_line.loss > ledger_available(p_space, out_line.account_id) then
      return 'ledger.short';
    end if;
  end loop;

  if outgo > 0 then
    update ledger_authorisation set spent = spent + outgo where space_id = p_space and id = auth.id;
    update ledger_hold set remaining = remaining - outgo where space_id = p_space and authorisation_id = auth.id;
  end if;
  perform ledger_write(p_space, p_entry, p_at, p_day, p_kind, p_memo, p_subject_kind, p_subject_id, p_accounts, p_amounts,
    case when outgo > 0 then p_authorisation end, case when outgo > 0 then p_order end, null, null);
  return null;
end
$$;

-- Takes an entry back by one with every line turned round, today, with a reason. Returns null, or ledger.entry_unknown,
-- ledger.is_reversal, ledger.already_reversed, ledger.period_closed, ledger.over_available, ledger.short.
-- Taking back a gift needs no decision, for the fund never earned it, but may not touch what is held or already paid.
-- Taking back a payment gives the money to its authorisation again, or to the fund when that has ended.
create function ledger_reverse(p_space uuid, p_entry uuid, p_original uuid, p_at timestamptz, p_day date, p_reason text)
returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  original ledger_entry; accounts uuid[]; amounts bigint[]; out_line record; auth ledger_authorisation; back bigint;
begin
  perform ledger_own_space(p_space);
  select * into original from ledger_entry where space_id = p_space and id = p_original;
  if not found then return 'ledger.entry_unknown'; end if;
  if original.reverses_id is not null then return 'ledger.is_reversal'; end if;
  if exists (select 1 from ledger_period where space_id = p_space and month = date_trunc('month', p_day)::date) then
    return 'ledger.period_closed';
  end if;
  select array_agg(p.account_id order by p.line), array_agg(-p.amount order by p.line) into accounts, amounts
    from ledger_posting p where p.space_id = p_space and p.entry_id = p_original;
  perform ledger_lock(p_space, accounts, amounts);
  -- Where nothing was locked above, two who take back the same entry meet here.
  perform pg_advisory_xact_lock(hashtextextended(p_original::text, 30));
  if exists (select 1 from ledger_entry where space_id = p_space and reverses_id = p_original) then
    return 'ledger.already_reversed';
  end if;
  for out_line in select * from ledger_losses(p_space, accounts, amounts) l where l.guarded or l.covered loop
    if out_line.loss > ledger_available(p_space, out_line.account_id) then
      return case when out_line.guarded then 'ledger.over_available' else 'ledger.short' end;
    end if;
  end loop;
  if original.authorisation_id is not null then
    select * into auth from ledger_authorisation where space_id = p_space and id = original.authorisation_id for no key update;
    select sum(abs(p.amount)) into back from ledger_posting p
      where p.space_id = p_space and p.entry_id = p_original and p.account_id = auth.account_id;
    update ledger_authorisation set spent = spent - back where space_id = p_space and id = auth.id;
    update ledger_hold set
        remaining = remaining + case when auth.state = 'held' then back else 0 end,
        released = released + case when auth.state = 'held' then 0 else back end
      where space_id = p_space and authorisation_id = auth.id;
  end if;
  perform ledger_write(p_space, p_entry, p_at, p_day, original.kind, original.memo, original.subject_kind, original.subject_id,
    accounts, amounts, original.authorisation_id, null, p_original, p_reason);
  return null;
end
$$;

-- Holds approved money. Returns null, or ledger.no_authorisation, ledger.already_held, ledger.over_available.
create function ledger_hold_money(p_space uuid, p_id uuid, p_authorisation uuid, p_at timestamptz)
returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare auth ledger_authorisation;
begin
  perform ledger_own_space(p_space);
  perform 1 from ledger_account a where a.space_id = p_space
     and a.id = (select account_id from ledger_authorisation where space_id = p_space and id = p_authorisation)
   for no key update;
  select * into auth from ledger_authorisation where space_id = p_space and id = p_authorisation for no key update;
  if not found or auth.state = 'ended' then return 'ledger.no_authorisation'; end if;
  if auth.state = 'held' then return 'ledger.already_held'; end if;
  if auth.amount > ledger_available(p_space, auth.account_id) then return 'ledger.over_available'; end if;
  insert into ledger_hold (space_id, id, account_id, authorisation_id, amount, remaining, at)
    values (p_space, p_id, auth.account_id, auth.id, auth.amount, auth.amount, p_at);
  update ledger_authorisation set state = 'held' where space_id = p_space and id = auth.id;
  return null;
end
$$;

-- Ends an authorisation: what it still holds becomes available again. Returns null, or ledger.no_authorisation.
create function ledger_release(p_space uuid, p_authorisation uuid, p_at timestamptz, p_reason text)
returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare auth ledger_authorisation;
begin
  perform ledger_own_space(p_space);
  select * into auth from ledger_authorisation where space_id = p_space and id = p_authorisation for no key update;
  if not found or auth.state = 'ended' then return 'ledger.no_authorisation'; end if;
  update ledger_authorisation set state = 'ended', ended_reason = p_reason where space_id = p_space and id = auth.id;
  update ledger_hold set released = released + remaining, remaining = 0, released_at = p_at, released_reason = p_reason
    where space_id = p_space and authorisation_id = auth.id;
  return null;
end
$$;

-- Folds tail lines of one space into the checkpoints, safe beside writers, exactly once per line; returns how many.
create function ledger_fold(p_space uuid, p_most integer default 20000)
returns integer language plpgsql security definer set search_path = public, pg_temp as
$$
declare folded integer;
begin
  perform ledger_own_space(p_space);
  if not pg_try_advisory_xact_lock(hashtextextended(p_space::text, 31)) then return 0; end if;
  perform 1 from ledger_account a where a.space_id = p_space
     and exists (select 1 from ledger_tail t where t.space_id = p_space and t.account_id = a.id)
   order by a.id for no key update;
  with pick as (
    select account_id, entry_id, line from ledger_tail where space_id = p_space limit p_most),
  gone as (
    delete from ledger_tail t using pick
    where t.space_id = p_space and t.account_id = pick.account_id and t.entry_id = pick.entry_id and t.line = pick.line
    returning t.account_id, t.amount),
  sums as (select account_id, sum(amount)::bigint as amount, count(*) as lines from gone group by account_id),
  moved as (
    update ledger_account a set checkpoint = a.checkpoint + s.amount from sums s
    where a.space_id = p_space and a.id = s.account_id returning s.lines)
  select coalesce(sum(lines), 0) into folded from moved;
  return folded;
end
$$;

do $$
declare f text;
begin
  -- The inner parts are for the functions above alone.
  foreach f in array array[
    'ledger_lock(uuid, uuid[], bigint[])',
    'ledger_write(uuid, uuid, timestamptz, date, text, text, text, uuid, uuid[], bigint[], uuid, uuid, uuid, text)'] loop
    execute format('revoke all on function %s from public', f);
  end loop;
  foreach f in array array[
    'ledger_post(uuid, uuid, timestamptz, date, text, text, text, uuid, uuid[], bigint[], uuid, uuid)',
    'ledger_reverse(uuid, uuid, uuid, timestamptz, date, text)',
    'ledger_hold_money(uuid, uuid, uuid, timestamptz)',
    'ledger_release(uuid, uuid, timestamptz, text)',
    'ledger_fold(uuid, integer)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to linli_app', f);
  end loop;
end
$$;
