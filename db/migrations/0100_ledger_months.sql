-- Month totals, closed months, and an entry that is written and proven in one statement.
--
-- Why: a page of the books must not sum history. What moved in an account in a month is kept (`ledger_month`), by the
-- same step that folds the tail into the checkpoint, so a total counts each line exactly once and no gift queues.
-- A month is closed with its trial balance, sealed by a hash over its text and chained to the seal of the month before.
--
-- Late facts: an entry has a day of booking, which is in an open month always, and, where it differs, the day on which
-- the thing happened. Who posts for a day of a closed month books today.

create function ledger_month_of(p_day date) returns date language sql immutable parallel safe as
$$ select date_trunc('month', p_day::timestamp)::date $$;

-- The owner is held by row-level security like everybody; while the new columns are filled it must see all spaces.
alter table ledger_entry no force row level security;
alter table ledger_posting no force row level security;
alter table ledger_tail no force row level security;
alter table ledger_account no force row level security;
alter table gift no force row level security;
alter table ledger_entry disable trigger append_only;
alter table ledger_posting disable trigger append_only;

alter table ledger_entry
  -- The day on which it happened, where that is not the day of booking: its month was closed already.
  add column fact_day date,
  -- The class by which totals are told apart (where a gift came from), a code of the room that posts; never typed words.
  add column facet text not null default '';
alter table ledger_posting
  -- The entry's day of booking, kept with the line so that an account's lines of a period are one range of one index.
  add column day date,
  -- The entry takes from one account and gives to another of the same book (a transfer between funds): where several
  -- accounts are read as one, such lines are netted. They are few, and found by their own index.
  add column crossing boolean not null default false;
alter table ledger_tail add column day date, add column facet text not null default '';

update ledger_entry e set facet = g.source_class from gift g
 where g.space_id = e.space_id and (g.entry_id = e.id or g.entry_id = e.reverses_id);
update ledger_posting p set day = e.day from ledger_entry e where e.space_id = p.space_id and e.id = p.entry_id;
update ledger_posting p set crossing = true
 where exists (select from ledger_posting o join ledger_account a on a.space_id = o.space_id and a.id = o.account_id
   where o.space_id = p.space_id and o.entry_id = p.entry_id
   having bool_or((o.amount > 0) = (a.normal = 'debit')) and bool_or((o.amount > 0) = (a.normal = 'credit')));
alter table ledger_posting alter column day set not null;
alter table ledger_entry add check (fact_day <> day);

-- What moved in an account in a month, told apart by facet: sums and numbers of lines, folded so far.
create table ledger_month (
  space_id uuid not null references space (id),
  account_id uuid not null,
  month date not null check (month = ledger_month_of(month)),
  facet text not null,
  debit bigint not null default 0 check (debit >= 0),
  credit bigint not null default 0 check (credit >= 0),
  debits bigint not null default 0 check (debits >= 0),
  credits bigint not null default 0 check (credits >= 0),
  primary key (space_id, account_id, month, facet),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);

-- Everything counts as folded from here on.
delete from ledger_tail;
update ledger_account a set checkpoint = coalesce((select sum(p.amount) from ledger_posting p
  where p.space_id = a.space_id and p.account_id = a.id), 0);
insert into ledger_month (space_id, account_id, month, facet, debit, credit, debits, credits)
  select p.space_id, p.account_id, ledger_month_of(p.day), e.facet,
    coalesce(sum(p.amount) filter (where p.amount > 0), 0), coalesce(-sum(p.amount) filter (where p.amount < 0), 0),
    count(*) filter (where p.amount > 0), count(*) filter (where p.amount < 0)
  from ledger_posting p join ledger_entry e on e.space_id = p.space_id and e.id = p.entry_id
  group by p.space_id, p.account_id, ledger_month_of(p.day), e.facet;
alter table ledger_tail alter column day set not null;

alter table ledger_entry enable trigger append_only;
alter table ledger_posting enable trigger append_only;
alter table ledger_entry force row level security;
alter table ledger_posting force row level security;
alter table ledger_tail force row level security;
alter table ledger_account force row level security;
alter table gift force row level security;
select linli_tenant('ledger_month');
revoke insert, update on ledger_month from linli_app;

-- Lines that raise and lines that lower an account, each in the order of a statement: what came and what went can be
-- read by themselves however few the one and many the other. A line is in one of the two, so they cost what one did.
drop index ledger_posting_account;
create index ledger_posting_debit on ledger_posting (space_id, account_id, day, entry_id, line) where amount > 0;
create index ledger_posting_credit on ledger_posting (space_id, account_id, day, entry_id, line) where amount < 0;
create index ledger_posting_crossing on ledger_posting (space_id, account_id, day) where crossing;
drop index ledger_entry_day;
create index ledger_entry_day on ledger_entry (space_id, day);

-- Closed months. Nothing wrote to this table before; it can only be added to, and only by `ledger_close`.
drop table ledger_period;
create table ledger_period (
  space_id uuid not null references space (id),
  month date not null check (month = ledger_month_of(month)),
  closed_at timestamptz not null,
  closed_by uuid not null,
  -- Lines of the trial balance.
  accounts integer not null,
  -- SHA-256 over the text of the trial balance, which begins with the seal before it; hexadecimal.
  seal text not null check (seal ~ '^[0-9a-f]{64}$'),
  seal_before text not null check (seal_before ~ '^([0-9a-f]{64})?$'),
  primary key (space_id, month)
);
select linli_tenant('ledger_period');
select linli_append_only('ledger_period');
revoke insert on ledger_period from linli_app;

-- The trial balance of a closed month: debit positive, as the postings are.
create table ledger_trial_line (
  space_id uuid not null references space (id),
  month date not null,
  account_id uuid not null,
  path text not null,
  commodity text not null,
  opening bigint not null,
  debit bigint not null check (debit >= 0),
  credit bigint not null check (credit >= 0),
  closing bigint not null check (closing = opening + debit - credit),
  primary key (space_id, month, account_id),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);
select linli_tenant('ledger_trial_line');
select linli_append_only('ledger_trial_line');
revoke insert on ledger_trial_line from linli_app;

-- An entry and its lines come in one statement and are proven at its end: exactly the lines it says, numbered from one,
-- balanced per commodity, each of the account's commodity and the entry's day. So nothing unbalanced is there even
-- inside a transaction, and as all its numbers are taken, nothing can be added to an entry afterwards. Two looks per
-- entry take the place of a deferred trigger, a trigger per line and three foreign keys per line; those took row locks
-- on the space and on the accounts, which all writers share and which made them write to the same rows.
drop trigger ledger_entry_balances on ledger_entry;
drop function ledger_must_balance();
drop trigger ledger_posting_fits on ledger_posting;
drop function ledger_posting_fits();

create function ledger_entry_stands() returns trigger language plpgsql as
$$
declare l record;
begin
  if current_setting('linli.proven', true) = new.id::text then return null; end if;
  select count(*) as lines, min(p.line) as first, max(p.line) as last, min(p.commodity) = max(p.commodity) as alike, sum(p.amount) as total,
      bool_and(p.day = new.day and a.commodity is not distinct from p.commodity) as fits
    into l
    from ledger_posting p left join ledger_account a on a.space_id = p.space_id and a.id = p.account_id
    where p.space_id = new.space_id and p.entry_id = new.id;
  if l.lines <> new.lines or l.first <> 1 or l.last <> new.lines or l.fits is not true or (l.alike and l.total <> 0)
     or (not l.alike and exists (select from ledger_posting p where p.space_id = new.space_id and p.entry_id = new.id
           group by p.commodity having sum(p.amount) <> 0)) then
    raise exception 'ledger.unbalanced: entry % does not stand', new.id using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create trigger ledger_entry_stands after insert on ledger_entry for each row execute function ledger_entry_stands();

-- Every entry has a first and a second line, so a line that comes afterwards has a higher number, and one that belongs to
-- no entry is seen by its first line; the second needs no look of its own.
create function ledger_posting_belongs() returns trigger language plpgsql as
$$
begin
  if current_setting('linli.proven', true) = new.entry_id::text then return null; end if;
  if not exists (select from ledger_entry e where e.space_id = new.space_id and e.id = new.entry_id and new.line <= e.lines) then
    raise exception 'ledger.unbalanced: a line too many for entry %', new.entry_id using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create trigger ledger_posting_belongs after insert on ledger_posting
  for each row when (new.line <> 2) execute function ledger_posting_belongs();

-- What the foreign keys proved is proven above; what they kept from being deleted is kept here.
create function ledger_keep_account() returns trigger language plpgsql as
$$ begin raise exception 'ledger: an account is closed, never deleted' using errcode = 'restrict_violation'; end $$;
create trigger kept before delete or truncate on ledger_account for each statement execute function ledger_keep_account();
alter table ledger_entry drop constraint ledger_entry_space_id_fkey;
-- Once per entry; without the many that reverse nothing.
alter table ledger_entry drop constraint ledger_entry_space_id_reverses_id_key;
create unique index ledger_entry_reverses on ledger_entry (space_id, reverses_id) where reverses_id is not null;
alter table ledger_posting drop constraint ledger_posting_space_id_fkey;
alter table ledger_posting drop constraint ledger_posting_space_id_entry_id_fkey;
alter table ledger_posting drop constraint ledger_posting_space_id_account_id_fkey;
alter table ledger_tail drop constraint ledger_tail_space_id_fkey;

-- The lock of a month. Writers share it, so none waits for another; who closes the month takes it alone, waits for those
-- under way, and everyone after sees the month closed.
create function ledger_month_key(p_space uuid, p_day date) returns bigint language sql immutable parallel safe as
$$ select hashtextextended(p_space::text, extract(year from p_day)::bigint * 12 + extract(month from p_day)::bigint) $$;

-- Whether a day's month is open, and stays so until this transaction ends.
create function ledger_is_open(p_space uuid, p_day date) returns boolean language plpgsql volatile as
$$
begin
  perform pg_advisory_xact_lock_shared(ledger_month_key(p_space, p_day));
  return not exists (select from ledger_period where space_id = p_space and month >= ledger_month_of(p_day));
end
$$;

drop function ledger_write(uuid, uuid, timestamptz, date, text, text, text, uuid, uuid[], bigint[], uuid, uuid, uuid, text);
create function ledger_write(
  p_space uuid, p_entry uuid, p_at timestamptz, p_day date, p_fact_day date, p_kind text, p_memo text, p_facet text,
  p_subject_kind text, p_subject_id uuid, p_accounts uuid[], p_amounts bigint[], p_crossing boolean,
  p_authorisation uuid, p_order uuid, p_reverses uuid, p_reason text
) returns void language plpgsql as
$$
begin
  with entry as (
    insert into ledger_entry (space_id, id, day, fact_day, kind, memo, facet, subject_kind, subject_id, lines,
        authorisation_id, order_id, reverses_id, reason, at)
      values (p_space, p_entry, p_day, nullif(p_fact_day, p_day), p_kind, p_memo, p_facet, p_subject_kind, p_subject_id,
        cardinality(p_accounts), p_authorisation, p_order, p_reverses, p_reason, p_at)),
  line as (
    select u.i::integer as i, u.id, u.amount, a.commodity
      from unnest(p_accounts, p_amounts) with ordinality u(id, amount, i)
      join ledger_account a on a.space_id = p_space and a.id = u.id),
  posting as (
    insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount, day, crossing)
      select p_space, p_entry, l.i, l.id, l.commodity, l.amount, p_day, p_crossing from line l)
  insert into ledger_tail (space_id, account_id, entry_id, line, amount, day, facet)
    select p_space, l.id, p_entry, l.i, l.amount, p_day, p_facet from line l;
end
$$;

-- How `ledger_post` refuses: with its answer, or, for those who do not wait for one, by an exception that ends the command.
create function ledger_refuse(p_code text, p_raise boolean) returns text language plpgsql as
$$
begin
  if p_raise then raise exception '%', p_code using errcode = 'LN001'; end if;
  return p_code;
end
$$;

-- Posts one entry in one round trip. Returns null, or the first refusal by code in this order:
-- ledger.period_closed, ledger.account_unknown, ledger.account_closed, ledger.unbalanced, ledger.no_authorisation,
-- ledger.not_held, ledger.already_paid, ledger.not_approved, ledger.over_authorisation, ledger.over_available, ledger.short.
-- Amounts are signed, debit positive. A guarded account that loses money needs the authorisation and the order.
-- `p_day` is when it happened; where that month is closed it is booked on `p_today`.
drop function ledger_post(uuid, uuid, timestamptz, date, text, text, text, uuid, uuid[], bigint[], uuid, uuid);
create function ledger_post(
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

-- As before (0030), under the lock of the month, with the facet of what is taken back.
create or replace function ledger_reverse(p_space uuid, p_entry uuid, p_original uuid, p_at timestamptz, p_day date, p_reason text)
returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  original ledger_entry; accounts uuid[]; amounts bigint[]; crossing boolean; out_line record; auth ledger_authorisation; back bigint;
begin
  perform ledger_own_space(p_space);
  select * into original from ledger_entry where space_id = p_space and id = p_original;
  if not found then return 'ledger.entry_unknown'; end if;
  if original.reverses_id is not null then return 'ledger.is_reversal'; end if;
  if not ledger_is_open(p_space, p_day) then return 'ledger.period_closed'; end if;
  select array_agg(p.account_id order by p.line), array_agg(-p.amount order by p.line), bool_or(p.crossing)
    into accounts, amounts, crossing
    from ledger_posting p where p.space_id = p_space and p.entry_id = p_original;
  perform ledger_lock(p_space, accounts, amounts);
  -- Where nothing was locked above, two who take back the same entry meet here.
  perform pg_advisory_xact_lock(hashtextextended(p_original::text, 30));
  if exists (select from ledger_entry where space_id = p_space and reverses_id = p_original) then
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
  perform ledger_write(p_space, p_entry, p_at, p_day, p_day, original.kind, original.memo, original.facet,
    original.subject_kind, original.subject_id, accounts, amounts, crossing, original.authorisation_id, null, p_original, p_reason);
  return null;
end
$$;

-- Folds tail lines of one space into checkpoints and month totals, safe beside writers, exactly once per line; returns how many.
create or replace function ledger_fold(p_space uuid, p_most integer default 20000)
returns integer language plpgsql security definer set search_path = public, pg_temp as
$$
declare folded integer;
begin
  perform ledger_own_space(p_space);
  if not pg_try_advisory_xact_lock(hashtextextended(p_space::text, 31)) then return 0; end if;
  perform 1 from ledger_account a where a.space_id = p_space
     and exists (select 1 from ledger_tail t where t.space_id = p_space and t.account_id = a.id)
   order by a.id for no key update;
  -- By place and not by a join: the tail is empty most of the time, and a plan made then would compare all with all. Only
  -- one folds at a time and nothing else deletes or updates, so the places stay true.
  with gone as (
    delete from ledger_tail t
    where t.ctid = any (array(select o.ctid from ledger_tail o where o.space_id = p_space limit p_most))
    returning t.account_id, t.amount, t.day, t.facet),
  months as (
    insert into ledger_month as m (space_id, account_id, month, facet, debit, credit, debits, credits)
      select p_space, g.account_id, ledger_month_of(g.day), g.facet,
        coalesce(sum(g.amount) filter (where g.amount > 0), 0), coalesce(-sum(g.amount) filter (where g.amount < 0), 0),
        count(*) filter (where g.amount > 0), count(*) filter (where g.amount < 0)
      from gone g group by g.account_id, ledger_month_of(g.day), g.facet
    on conflict (space_id, account_id, month, facet) do update set
      debit = m.debit + excluded.debit, credit = m.credit + excluded.credit,
      debits = m.debits + excluded.debits, credits = m.credits + excluded.credits),
  sums as (select account_id, sum(amount)::bigint as amount, count(*) as lines from gone group by account_id),
  moved as (
    update ledger_account a set checkpoint = a.checkpoint + s.amount from sums s
    where a.space_id = p_space and a.id = s.account_id returning s.lines)
  select coalesce(sum(lines), 0) into folded from moved;
  return folded;
end
$$;

-- What moved in an account from one day to another, both included (null: without end): debit positive sums and numbers
-- of lines. Whole months come from the kept totals and the tail, only the ends of broken months from their lines.
create function ledger_flow(p_space uuid, p_account uuid, p_from date, p_until date,
  out debit bigint, out credit bigint, out debits bigint, out credits bigint) language plpgsql stable as
$$
declare
  first date := case when p_from is null then '-infinity' when p_from = ledger_month_of(p_from) then p_from
    else ledger_month_of(p_from) + interval '1 month' end;
  after date := case when p_until is null then 'infinity' else ledger_month_of(p_until + 1) end;
  head date := least(first, coalesce(p_until + 1, 'infinity')); foot date := greatest(first, after);
begin
  select coalesce(sum(x.debit), 0), coalesce(sum(x.credit), 0), coalesce(sum(x.debits), 0), coalesce(sum(x.credits), 0)
    into debit, credit, debits, credits
    from (
      select m.debit, m.credit, m.debits, m.credits from ledger_month m
        where m.space_id = p_space and m.account_id = p_account and m.month >= first and m.month < after
      union all
      select greatest(t.amount, 0), greatest(-t.amount, 0), (t.amount > 0)::integer, (t.amount < 0)::integer from ledger_tail t
        where t.space_id = p_space and t.account_id = p_account and t.day >= first and t.day < after
      union all
      select p.amount, 0, 1, 0 from ledger_posting p where p.space_id = p_space and p.account_id = p_account and p.amount > 0
        and (p.day >= p_from and p.day < head or p.day >= foot and p.day <= p_until)
      union all
      select 0, -p.amount, 0, 1 from ledger_posting p where p.space_id = p_space and p.account_id = p_account and p.amount < 0
        and (p.day >= p_from and p.day < head or p.day >= foot and p.day <= p_until)
    ) x;
end
$$;

-- The trial balance of a month from the kept totals; of a closed month it equals what was sealed.
create function ledger_trial(p_space uuid, p_month date)
returns table (account_id uuid, path text, commodity text, opening bigint, debit bigint, credit bigint, closing bigint) language sql stable as
$$
  select a.id, a.path, a.commodity, sum(x.before)::bigint, sum(x.debit)::bigint, sum(x.credit)::bigint,
      sum(x.before + x.debit - x.credit)::bigint
    from (
      select m.account_id, case when m.month < p_month then m.debit - m.credit else 0 end as before,
          case when m.month = p_month then m.debit else 0 end as debit, case when m.month = p_month then m.credit else 0 end as credit
        from ledger_month m where m.space_id = p_space and m.month <= p_month
      union all
      select t.account_id, case when t.day < p_month then t.amount else 0 end,
          case when t.day >= p_month then greatest(t.amount, 0) else 0 end, case when t.day >= p_month then greatest(-t.amount, 0) else 0 end
        from ledger_tail t where t.space_id = p_space and t.day < p_month + interval '1 month') x
    join ledger_account a on a.space_id = p_space and a.id = x.account_id
    group by a.id, a.path, a.commodity
$$;

-- Closes a month for good. Returns null, or ledger.month_running, ledger.nothing_booked, ledger.already_closed,
-- ledger.close_in_order. The trial balance is written and sealed in the same step; there is no way back, only later entries.
create function ledger_close(p_space uuid, p_month date, p_today date, p_at timestamptz, p_by uuid)
returns text language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  mon date := ledger_month_of(p_month); last_closed date; next_open date; before text := ''; body text; lines integer; bad text;
begin
  perform ledger_own_space(p_space);
  if mon >= ledger_month_of(p_today) then return 'ledger.month_running'; end if;
  -- One closes at a time, and folds at a time; then those who still write into the month are waited for.
  perform pg_advisory_xact_lock(hashtextextended(p_space::text, 33));
  perform pg_advisory_xact_lock(ledger_month_key(p_space, mon));
  perform pg_advisory_xact_lock(hashtextextended(p_space::text, 31));
  select max(month) into last_closed from ledger_period where space_id = p_space;
  if last_closed >= mon then return 'ledger.already_closed'; end if;
  select coalesce((last_closed + interval '1 month')::date, ledger_month_of(min(e.day))) into next_open
    from ledger_entry e where e.space_id = p_space and last_closed is null;
  if next_open is null then return 'ledger.nothing_booked'; end if;
  if next_open <> mon then return 'ledger.close_in_order'; end if;
  while ledger_fold(p_space) > 0 loop end loop;

  if last_closed is not null then select seal into before from ledger_period where space_id = p_space and month = last_closed; end if;
  insert into ledger_trial_line (space_id, month, account_id, path, commodity, opening, debit, credit, closing)
    select p_space, mon, t.account_id, t.path, t.commodity, t.opening, t.debit, t.credit, t.closing from ledger_trial(p_space, mon) t;
  select commodity into bad from ledger_trial_line where space_id = p_space and month = mon
    group by commodity having sum(closing) <> 0 or sum(debit) <> sum(credit) limit 1;
  if bad is not null then raise exception 'ledger.unbalanced: trial balance of % in %', mon, bad using errcode = 'check_violation'; end if;
  select count(*), ledger_trial_text(p_space, mon, before) into lines, body from ledger_trial_line where space_id = p_space and month = mon;
  insert into ledger_period (space_id, month, closed_at, closed_by, accounts, seal, seal_before)
    values (p_space, mon, p_at, p_by, lines, encode(sha256(convert_to(body, 'UTF8')), 'hex'), before);
  return null;
end
$$;

-- The text under the seal: a head that names space, month and the seal before, then one line per account in the order
-- of commodity and path, its parts set apart by tabs. Anybody can write it down again and hash it.
create function ledger_trial_text(p_space uuid, p_month date, p_before text) returns text language sql stable as
$$
  select format(E'linli trial balance 1\nspace %s\nmonth %s\nbefore %s\n', p_space, to_char(p_month, 'YYYY-MM'), coalesce(nullif(p_before, ''), '-'))
    || coalesce(string_agg(concat_ws(E'\t', l.commodity, l.path, l.opening, l.debit, l.credit, l.closing) || E'\n', ''
         order by l.commodity collate "C", l.path collate "C"), '')
  from ledger_trial_line l where l.space_id = p_space and l.month = p_month
$$;

do $$
declare f text;
begin
  foreach f in array array[
    'ledger_write(uuid, uuid, timestamptz, date, date, text, text, text, text, uuid, uuid[], bigint[], boolean, uuid, uuid, uuid, text)',
    'ledger_is_open(uuid, date)'] loop
    execute format('revoke all on function %s from public', f);
  end loop;
  foreach f in array array[
    'ledger_post(uuid, uuid, timestamptz, date, date, text, text, text, text, uuid, uuid[], bigint[], uuid, uuid, boolean)',
    'ledger_close(uuid, date, date, timestamptz, uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to linli_app', f);
  end loop;
end
$$;
