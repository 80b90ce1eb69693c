import { sql } from 'kysely';
import { must } from '#kernel/result';
import { type LandingRow, landBatch } from '#modules/intake';
import { tokenMemory } from '#modules/record';
import type { Scope } from '#platform/scope';

const things = '路灯 电梯 水管 垃圾桶 井盖 门禁 健身器材 长椅 监控 楼道窗 消防栓 充电桩 护栏 树枝 下水道 信箱'.split(
  ' ',
);
const troubles = '坏了好几天 一直没人修 半夜响个不停 又漏水了 被人占了 松动了很危险 满了没人清 打不开'.split(' ');

/** Made-up messages about so many houses and things; one in forty of them is about the same house and thing. */
export function madeUp(count: number): LandingRow[] {
  return Array.from({ length: count }, (_, at) => {
    const house = `${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${'东西南北中'[Math.trunc(at / 10) % 5]}${'兰竹梅菊松柏桂柳'[Math.trunc(at / 50) % 8]}苑`;
    const words = `${house}${(at * 7) % 97}幢的${things[(at * 13) % things.length]}${troubles[(at * 29) % troubles.length]}，请社区来看一看`;
    return {
      ...{ origin: `made:${at}`, words, saidAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000), placeId: null },
      ...{ placeText: '', classCode: null, name: '', phone: '', reply: null },
    };
  });
}

async function landAll(scope: Scope, count: number): Promise<void> {
  const rows = madeUp(count);
  const memory = tokenMemory();
  const file = { name: 'made.csv', hash: `${count}`, total: count };
  for (let from = 0; from < count; from += 500)
    must(await landBatch(scope, { file, rows: rows.slice(from, from + 500), memory }));
}

/**
 * Fills a space with so many matters, landed as an import lands them, and then spread over states, classes, channels and days
 * promised as they are at a desk of some years: of a hundred twelve wait, five of them past their day, and one was petitioned.
 */
export async function fillSpace(scope: Scope, count: number): Promise<void> {
  await landAll(scope, count);
  await sql`with numbered as (
      select id, row_number() over (order by said_at, id) as n from matter where space_id = ${scope.spaceId}
    ), codes as (select code, row_number() over (order by code) - 1 as at, count(*) over () as size from classification)
    update matter m set
      state = case when n % 100 < 4 then 'new' when n % 100 < 8 then 'taken' when n % 100 < 12 then 'answered'
        when n % 100 < 26 then 'joined' when n % 100 < 30 then 'need' when n % 100 < 70 then 'solved' else 'closed' end,
      channel = case when n % 100 = 50 then 'petition'
        else (array['web', 'phone', 'visit', 'counter', 'import'])[1 + n % 5] end,
      class_code = case when n % 17 = 0 then null else codes.code end,
      due_on = case when n % 100 between 2 and 6 then current_date - (n % 40)::int
        when n % 100 between 7 and 11 then current_date + (n % 40)::int end
    from numbered join codes on codes.at = (numbered.n * 7919 / 13) % codes.size
    where m.space_id = ${scope.spaceId} and m.id = numbered.id`.execute(scope.db);
}
