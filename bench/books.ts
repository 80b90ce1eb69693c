import pg from 'pg';
import type { Village } from '#tests/crash/village';

const perStep = 20_000;
const firstStep = 500;

/**
 * Fills the books of a village with gifts of the past ten years: entries with their two lines and the gifts behind them,
 * written by the owner in large steps, because a million commands would take the better part of an hour. Triggers and
 * constraints judge them as they judge all others; the balances and month totals come of the ordinary fold.
 */
export async function fillBooks(ownerUrl: string, village: Village, entries: number): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [
      village.spaceId,
    ]);
    const days = 3650;
    for (let done = 0, until = Math.min(firstStep, entries); done < entries; ) {
      await owner.query(
        `with fund as (select id, account_id, bank_account_id from fund where space_id = $1 and id = $2),
          one as (
            select n, uuidv7(make_interval(days => (n::bigint * ${days} / $5)::int - ${days + 1})) as entry, gen_random_uuid() as gift,
              current_date + (n::bigint * ${days} / $5)::int - ${days + 1} as day, 100 + n % 90000 as amount,
              (array['resident', 'merchant', 'firm', 'online', 'foundation'])[1 + n % 5] as facet
            from generate_series($3::int + 1, $4::int) n),
          entry as (
            insert into ledger_entry (space_id, id, day, kind, facet, subject_kind, subject_id, lines, at)
              select $1, entry, day, 'gifts.bank', facet, 'gift', gift, 2, day from one),
          line as (
            select o.entry, o.day, o.facet, 1 as line, f.bank_account_id as account, o.amount from one o, fund f
            union all select o.entry, o.day, o.facet, 2, f.account_id, -o.amount from one o, fund f),
          posting as (
            insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount, day)
              select $1, entry, line, account, 'CNY', amount, day from line),
          tail as (
            insert into ledger_tail (space_id, account_id, entry_id, line, amount, day, facet)
              select $1, account, entry, line, amount, day, facet from line)
          insert into gift (space_id, id, fund_id, kind, source_class, state, donor_name, amount, received_on,
              bank_reference, receipt_state, look_code, entry_id, at)
            select $1, o.gift, $2, 'bank', o.facet, 'booked', '周女士', o.amount, o.day, 'P' || o.n, 'waived', 'P' || o.n, o.entry, o.day
            from one o`,
        [village.spaceId, village.fundId, done, until, entries],
      );
      // As the server's own job does every few minutes.
      await owner.query('select ledger_fold($1, $2)', [village.spaceId, 2 * perStep]);
      // Plans made for empty tables are made anew.
      if (done === 0) await owner.query('analyze');
      done = until;
      until = Math.min(done + perStep, entries);
    }
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}
