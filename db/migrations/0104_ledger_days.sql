-- What moved in an account on a day, kept as the months are: a statement that begins or ends within a month of a hundred
-- thousand lines adds up days and not lines.
create table ledger_day (
  space_id uuid not null references space (id),
  account_id uuid not null,
  day date not null,
  debit bigint not null default 0 check (debit >= 0),
  credit bigint not null default 0 check (credit >= 0),
  debits bigint not null default 0 check (debits >= 0),
  credits bigint not null default 0 check (credits >= 0),
  primary key (space_id, account_id, day),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);
-- The owner is held by row-level security like everybody; while the days are filled it must see all spaces.
alter table ledger_posting no force row level security;
alter table ledger_tail no force row level security;
insert into ledger_day (space_id, account_id, day, debit, credit, debits, credits)
  select p.space_id, p.account_id, p.day,
    coalesce(sum(p.amount) filter (where p.amount > 0), 0), coalesce(-sum(p.amount) filter (where p.amount < 0), 0),
    count(*) filter (where p.amount > 0), count(*) filter (where p.amount < 0)
  from ledger_posting p
  where not exists (select from ledger_tail t where t.space_id = p.space_id and t.account_id = p.account_id
    and t.entry_id = p.entry_id and t.line = p.line)
  group by p.space_id, p.account_id, p.day;
alter table ledger_posting force row level security;
alter table ledger_tail force row level security;
select linli_tenant('ledger_day');
revoke insert, update on ledger_day from linli_app;

-- Folds tail lines of one space into checkpoints, month and day totals, safe beside writers, exactly once per line; returns how many.
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
  days as (
    insert into ledger_day as d (space_id, account_id, day, debit, credit, debits, credits)
      select p_space, g.account_id, g.day,
        coalesce(sum(g.amount) filter (where g.amount > 0), 0), coalesce(-sum(g.amount) filter (where g.amount < 0), 0),
        count(*) filter (where g.amount > 0), count(*) filter (where g.amount < 0)
      from gone g group by g.account_id, g.day
    on conflict (space_id, account_id, day) do update set
      debit = d.debit + excluded.debit, credit = d.credit + excluded.credit,
      debits = d.debits + excluded.debits, credits = d.credits + excluded.credits),
  sums as (select account_id, sum(amount)::bigint as amount, count(*) as lines from gone group by account_id),
  moved as (
    update ledger_account a set checkpoint = a.checkpoint + s.amount from sums s
    where a.space_id = p_space and a.id = s.account_id returning s.lines)
  select coalesce(sum(lines), 0) into folded from moved;
  return folded;
end
$$;

-- What moved in an account from one day to another, both included (null: without end): debit positive sums and numbers
-- of lines. Whole months come from the kept months, the ends of broken ones from the kept days, and what is not folded yet from the tail.
create or replace function ledger_flow(p_space uuid, p_account uuid, p_from date, p_until date,
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
      select d.debit, d.credit, d.debits, d.credits from ledger_day d
        where d.space_id = p_space and d.account_id = p_account
          and (d.day >= p_from and d.day < head or d.day >= foot and d.day <= p_until)
      union all
      select greatest(t.amount, 0), greatest(-t.amount, 0), (t.amount > 0)::integer, (t.amount < 0)::integer from ledger_tail t
        where t.space_id = p_space and t.account_id = p_account
          and t.day >= coalesce(p_from, '-infinity') and t.day <= coalesce(p_until, 'infinity')
    ) x;
end
$$;
