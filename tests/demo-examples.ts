import pg from 'pg';
import { demoSlug } from '#demo/accounts';
import type { Demo } from './demo-world.ts';

/** Finds a real address for a route of the demo: every `:part` of its path with an id that is there. */
export interface Examples {
  /** The address for this person (null: a visitor); what is one's own is theirs. Undefined where the demo has none. */
  address(path: string, personId: string | null): Promise<string | undefined>;
  close(): Promise<void>;
}

/** `$1` is the person; each column is one part of the path. The longest beginning that fits counts. */
const lookups: readonly (readonly [beginning: string, sql: string])[] = [
  ['/assets/:script', `select 'desk-keys.js' as script`],
  ['/s/:space/files/:id', `select id from stored_file where visibility = 'public' order by id`],
  ['/desk/:space/files/:id', `select id from stored_file where visibility = 'office' order by id`],
  [
    '/desk/:space/matters/:id/photo/:file',
    `select about_id as id, id as file from stored_file where about_kind = 'matter'`,
  ],
  [
    '/desk/:space/matters/:id/promises/:promise',
    `select matter_id as id, id as promise from promise where state = 'open'`,
  ],
  ['/desk/:space/matters/:id', `select id from matter where state = 'taken' order by number`],
  ['/desk/:space/diary/:id', `select visit_id as id from visit_item where position = 3`],
  ['/s/:space/grids/:id', `select id from place where name = '第一网格'`],
  ['/desk/:space/grids/:id', `select id from place where name = '第一网格'`],
  ['/desk/:space/shapes/:id', 'select id from map_shape where place_id is null'],
  ['/desk/:space/charges/:id', 'select id from place_charge order by at'],
  ['/desk/:space/entries/:id', 'select id from map_entry order by at'],
  ['/desk/:space/matters/:id/way', `select matter_id as id from handover where state = 'offered'`],
  ['/desk/:space/handovers/:id', `select id from handover where state = 'offered'`],
  ['/desk/:space/referrals/:id', `select id from referral where state = 'out'`],
  ['/desk/:space/routes/:id', 'select id from route_rule order by at'],
  ['/me/:space/shared/:id', 'select matter_id as id from matter_share'],
  ['/desk/:space/duties/:id', `select id from handed_work where state = 'asked'`],
  ['/desk/:space/duty-items/:id', 'select id from duty_item order by at'],
  ['/desk/:space/mediations/:id', `select id from mediation where state = 'agreed'`],
  ['/desk/:space/ring/:id', `select id from matter where channel = 'box' and taken_by_person_id is not null`],
  ['/desk/:space/receptions/:id', `select id from reception where state = 'planned'`],
  ['/desk/:space/voice-notes/:id', `select id from voice_note where state = 'waiting'`],
  ['/desk/:space/limits/:id', 'select matter_id as id from matter_limit where paused_at is not null'],
  [
    '/desk/:space/escalations/:id',
    `select id from escalation where level = 'street' and ended_at is null and word_at is null order by at`,
  ],
  ['/desk/:space/verdict-links/:id', 'select id from verdict_link where revoked_at is null order by at'],
  ['/desk/:space/limit-rules/:id', 'select id from limit_rule order by at'],
  ['/me/:space/voice/:id', 'select id from matter where person_id = $1 order by number'],
  ['/desk/:space/import/:id', 'select id from import_run order by at'],
  ['/s/:space/log/tile/:level/:a', `select '0' as level, '999' as a`],
  [
    '/s/:space/log/tile/:level/:a/:b',
    `select 'entries' as level, '000.p' as a, least(size, 255)::text as b from log_checkpoint order by size desc`,
  ],
  ['/s/:space/log/tile/:level/:a/:b/:c', `select '0' as level, 'x001' as a, 'x000' as b, '000' as c`],
  ['/s/:space/log/tile/:level/:a/:b/:c/:d', `select '0' as level, 'x001' as a, 'x000' as b, '000.p' as c, '1' as d`],
  ['/s/:space/proof/:kind/:of', `select kind, source_id as of from log_leaf where kind = 'decision' order by idx`],
  ['/desk/:space/log/:id', 'select id from log_witness order by at'],
  ['/s/:space/needs/:id', `select id from need where state = 'project' order by number`],
  ['/desk/:space/needs/:id', `select id from need where state in ('open', 'part_met') order by number`],
  ['/desk/:space/needs/lists/:id', `select id from need_import where state = 'open' order by at`],
  ['/desk/:space/problems/:id', `select id from problem where state = 'open' order by number`],
  // One of the drafts shows what the check points out, a telephone number among it; another stands for the form.
  ['/desk/:space/needs/:id/edit', `select id from need where state = 'draft' and summary !~ '[0-9]{11}'`],
  [
    '/me/:space/resources/:id/hours',
    `select r.id from resource r join organisation_member m on m.organisation_id = r.owner_organisation_id and m.represents
     where r.kind = 'room' and r.state = 'open' and m.person_id = $1 order by r.number`,
  ],
  ['/me/:space/resources/:id', 'select id from resource where owner_person_id = $1 order by number'],
  ['/s/:space/resources/:id', `select id from resource where kind = 'loan' and state = 'open' order by number`],
  ['/desk/:space/resources/:id', `select id from resource where kind = 'loan' and state = 'open' order by number`],
  [
    '/desk/:space/resources/:id/matches',
    `select id from resource where kind = 'goods' and state = 'open' order by number`,
  ],
  [
    '/desk/:space/lend/:labelCode',
    `select label_code as "labelCode" from resource where kind = 'loan' and state = 'open'`,
  ],
  [
    '/desk/:space/opening/:kind/:id',
    `select 'donation_point' as kind, id from donation_point where state = 'open' order by number`,
  ],
  ['/s/:space/centres/:id', 'select id from centre order by title'],
  ['/desk/:space/centres/:id', 'select id from centre order by title'],
  ['/desk/:space/visits/:id', 'select id from centre_visit order by at'],
  ['/s/:space/points/:id', `select id from donation_point where state = 'open' order by number`],
  ['/desk/:space/points/:id', `select id from donation_point where state = 'open' order by number`],
  ['/s/:space/surveys/:id', `select id from survey_round where state = 'closed' order by number`],
  ['/desk/:space/surveys/:id', `select id from survey_round where state = 'closed' order by number`],
  ['/desk/:space/survey-visits/:id', 'select id from survey_visit order by at'],
  ['/s/:space/calls/:id', `select id from resource_call where state = 'closed' order by number`],
  ['/desk/:space/calls/:id', `select id from resource_call where state = 'closed' order by number`],
  ['/me/:space/calls/:id', 'select id from resource_call order by number'],
  ['/desk/:space/requests/:id', `select id from firm_request where state = 'done' order by number`],
  ['/me/:space/requests/:id', 'select id from firm_request order by number'],
  ['/me/:space/units/:id', 'select organisation_id as id from firm_profile order by 1'],
  ['/desk/:space/lacks/:id', 'select id from kit_lack order by at'],
  ['/desk/:space/waits/:id', 'select id from wait order by at'],
  ['/me/:space/waits/:id', 'select id from wait where person_id = $1 order by at'],
  ['/me/:space/bookings/:id', 'select id from booking where person_id = $1 order by at'],
  ['/desk/:space/bookings/:id', 'select id from booking order by at'],
  [
    '/me/:space/matches/:id',
    `select p.id from proposal p join resource r on r.id = p.resource_id join need n on n.id = p.need_id
     where $1 in (r.owner_person_id, n.person_id) order by p.at`,
  ],
  ['/s/:space/plans/:id', `select id from match_run where state = 'done' order by number desc`],
  [
    '/desk/:space/plans/:id',
    `select r.id, p.id as pair from match_run r join match_pair p on p.run_id = r.id where p.state = 'open' order by r.number desc, p.id`,
  ],
  ['/desk/:space/matches/:id', `select id from proposal where state <> 'declined' order by at`],
  ['/desk/:space/bodies/:id/seats/:seat', `select body_id as id, id as seat from seat order by starts_on`],
  ['/s/:space/bodies/:id', `select id from body where kind = 'committee'`],
  ['/desk/:space/bodies/:id', `select id from body where kind = 'committee'`],
  ['/s/:space/rules/parameters/:key', `select 'publication.days' as key`],
  ['/desk/:space/parameters/:key', `select 'publication.days' as key`],
  ['/s/:space/rules/:id', `select id from rule where kind = 'grant'`],
  [
    '/s/:space/decisions/:id',
    `select id from procedure where state = 'passed' and template = 'grant' and subject_kind = 'project' order by number`,
  ],
  ['/s/:space/raised/:id', `select id from raised where state = 'taken' order by number`],
  ['/desk/:space/raised/:id', `select id from raised where state = 'taken' order by number`],
  ['/desk/:space/cases/:id', `select id from case_request order by at`],
  ['/desk/:space/cases/:id/words', `select id from case_request where state = 'granted' order by at desc`],
  ['/me/:space/seats/interests/:interest', 'select id as interest from declared_interest order by at'],
  [
    '/desk/:space/bodies/:id/seats/:seat/interests/:interest',
    `select s.body_id as id, s.id as seat, i.id as interest from declared_interest i
     join seat s on s.space_id = i.space_id and s.person_id = i.person_id order by i.at`,
  ],
  ['/s/:space/assessments/:id', `select id from organisation where name = '邻里调解室'`],
  ['/desk/:space/organisations/:id/assess', `select id from organisation where name = '邻里调解室'`],
  ['/s/:space/opinions/:id', `select id from opinion where stance = 'object' order by number`],
  ['/desk/:space/opinions/:id', `select id from opinion where stance = 'object' order by number`],
  [
    '/me/:space/opinions/:kind/:id',
    `select 'project' as kind, id from project where state = 'running' order by number`,
  ],
  ['/s/:space/topics/:id', `select id from topic where state = 'due' order by number`],
  ['/desk/:space/topics/:id', `select id from topic where state = 'due' order by number`],
  ['/s/:space/consultations/:id', `select id from consultation where title = '车棚充电办法'`],
  ['/s/:space/consultations/:id/comments', `select id from consultation where title = '邻里公约改一改'`],
  ['/s/:space/consultations/:id/answers', `select id from consultation where title = '邻里公约改一改'`],
  [
    '/s/:space/consultations/:id/comments/:comment',
    `select c.id, m.id as comment from consultation c join consultation_comment m on m.space_id = c.space_id
     and m.consultation_id = c.id where c.title = '车棚充电办法' order by m.ordinal`,
  ],
  ['/desk/:space/consultations/:id', `select id from consultation where title = '夜里停车分时段'`],
  ['/desk/:space/consultations/:id/correct', `select id from consultation where title = '小花园认养办法'`],
  ['/desk/:space/consultations/:id/open', `select id from consultation where title = '小花园认养办法'`],
  ['/desk/:space/consultations/:id/extend', `select id from consultation where title = '车棚充电办法'`],
  [
    '/desk/:space/consultations/:id/comments/:comment',
    `select c.id, m.id as comment from consultation c join consultation_comment m on m.space_id = c.space_id
     and m.consultation_id = c.id where c.title = '车棚充电办法' order by m.ordinal`,
  ],
  ['/s/:space/meetings/:id', `select id from meeting where state = 'closed' and kind = 'regular' order by number`],
  ['/me/:space/meetings/:id', `select id from meeting where state = 'called' and kind = 'symposium' order by number`],
  ['/desk/:space/meetings/:id', `select id from meeting where state = 'closed' and kind = 'regular' order by number`],
  [
    '/desk/:space/decisions/:id',
    `select id from procedure where state = 'running' and template in ('grant', 'micro') order by number`,
  ],
  ['/s/:space/responsibilities/:role', `select 'grid_worker' as role`],
  ['/desk/:space/responsibilities/:role', `select 'grid_worker' as role`],
  ['/s/:space/procedures/:key', `select 'four_two' as key`],
  ['/desk/:space/procedures/:key', `select 'four_two' as key`],
  [
    '/desk/:space/amendments/:id',
    `select id, content -> 0 ->> 'key' as step from amendment where state = 'draft' order by created_at`,
  ],
  ['/desk/:space/rules/:id', `select id from rule where kind = 'grant'`],
  ['/s/:space/who-decides/:id', `select id from competence where template = 'four_two'`],
  ['/desk/:space/who-decides/:id', `select id from competence where template = 'four_two'`],
  ['/s/:space/statutes/:id', `select id from statute where title = '城市居民委员会组织法'`],
  ['/desk/:space/statutes/:id', `select id from statute where title = '城市居民委员会组织法'`],
  ['/desk/:space/pact/reminders/:id', 'select id from pact_reminder order by number'],
  ['/s/:space/funds/:id', `select id from fund where kind = 'named' order by name`],
  ['/desk/:space/funds/:id', `select id from fund where kind = 'main'`],
  ['/s/:space/gifts/:code', `select look_code as code from gift where state = 'booked' and kind = 'bank' order by at`],
  ['/desk/:space/gifts/:id', `select id from gift where state = 'booked' order by at`],
  ['/s/:space/payments/:id', `select id from payment where state = 'paid' order by number`],
  ['/desk/:space/payments/:id', 'select id from payment order by number'],
  ['/desk/:space/pledges/:id', 'select id from pledge order by at'],
  ['/desk/:space/statements/:id', `select id from statement_file where state = 'landed' order by at`],
  ['/desk/:space/statements/:id/original', `select id from statement_file where state = 'waiting' order by at`],
  ['/desk/:space/reconcile/lines/:id', 'select id from statement_line order by day desc, line'],
  ['/desk/:space/fees/:id', 'select id from fee_agreement order by at'],
  ['/desk/:space/chart/:key', `select 'fee' as key`],
  ['/desk/:space/accounts/:id', `select id from ledger_account where path like 'fund/%' order by path`],
  ['/desk/:space/trial/:month', `select to_char(month, 'YYYY-MM') as month from ledger_period order by month desc`],
  ['/desk/:space/openings/:id', `select id from ledger_opening where state = 'proposed'`],
  ['/desk/:space/months/:month', `select to_char(month, 'YYYY-MM') as month from month_closing order by month desc`],
  ['/s/:space/fund/months/:month', `select to_char(month, 'YYYY-MM') as month from month_closing order by month desc`],
  ['/desk/:space/boxes/:id', 'select id from gift_box order by at'],
  ['/desk/:space/notices/:id', `select id from gift_notice where state = 'open'`],
  ['/desk/:space/orders/:id', `select id from gift_import where kind = 'platform' and state = 'open'`],
  ['/desk/:space/receipts/numbers/:id', `select id from gift_import where kind = 'receipts'`],
  ['/s/:space/budgets/:id', `select id from fund_budget where state = 'published' order by year`],
  ['/desk/:space/budgets/:id', `select id from fund_budget where state = 'published' order by year`],
  ['/desk/:space/budgets/:id/edit', `select id from fund_budget where state = 'draft' order by year`],
  ['/s/:space/moves/:id/answer', `select id from fund_move where state = 'asking' order by number`],
  ['/s/:space/moves/:id', `select id from fund_move where state = 'asking' order by number`],
  ['/desk/:space/moves/:id', `select id from fund_move where state = 'asking' order by number`],
  ['/s/:space/trusts/:id', 'select id from charity_trust order by name'],
  ['/desk/:space/trusts/:id', 'select id from charity_trust order by name'],
  ['/s/:space/projects/:id', `select id from project where state = 'running' order by number`],
  ['/desk/:space/projects/:id/edit', `select id from project where state = 'draft'`],
  ['/desk/:space/projects/:id', `select id from project where state = 'running' order by number`],
  ['/s/:space/activities/:id', `select id from activity where state = 'open' order by number`],
  ['/me/:space/activities/:id', 'select id from activity where leader_person_id = $1 order by number'],
  ['/desk/:space/activities/:id', `select id from activity where state = 'open' order by number`],
  ['/me/:space/invitations/:id', 'select id from invitation where person_id = $1 order by at'],
  ['/desk/:space/invitations/:id', 'select id from invitation order by at'],
  ['/desk/:space/hours/:id', 'select id from service_hours order by at'],
  ['/desk/:space/tasks/:id', `select id from task where state = 'open' order by due_at`],
  [
    '/me/:space/activities/:id/enact/:procedure',
    'select id, procedure_id as procedure from activity where leader_person_id = $1',
  ],
  [
    '/desk/:space/activities/:id/enact/:procedure',
    'select id, procedure_id as procedure from activity where procedure_id is not null',
  ],
  [
    '/s/:space/verdict/:code',
    `select number || '-' || slip_code as code from matter where state = 'solved' order by number`,
  ],
  [
    '/me/:space/verdicts/:kind/:id',
    `select 'matter' as kind, id from matter where person_id = $1 and state = 'solved' order by number`,
  ],
  ['/me/:space/changes/:id', `select id from project where state = 'running' order by number`],
  ['/s/:space/trace/:kind/:of', `select 'need' as kind, id as of from need where state = 'project' order by number`],
  // What is asked about stands behind the address.
  [
    '/desk/:space/results/new',
    `select 'kind=matter&id=' || id as query from matter where state = 'solved' and person_id is not null`,
  ],
  ['/desk/:space/changes/:id', 'select id from proposed_change order by at'],
  [
    '/desk/:space/organisations/:id/members/:member',
    'select organisation_id as id, id as member from organisation_member',
  ],
  ['/s/:space/organisations/:id', `select id from organisation where state = 'active' and hub`],
  ['/desk/:space/organisations/:id', `select id from organisation where state = 'active' and hub`],
  ['/s/:space/partners/:id', `select id, '2026' as year from partner_agreement where share_kind = 'turnover'`],
  ['/desk/:space/partners/:id', `select id from partner_agreement where share_kind = 'turnover'`],
  ['/s/:space/till/:till', `select till_code as till from partner_agreement where share_kind = 'turnover'`],
  ['/s/:space/campaigns/:id', `select id from campaign where state = 'open' order by number`],
  ['/desk/:space/campaigns/:id', `select id from campaign where state = 'open' order by number`],
  ['/desk/:space/campaigns/:id/edit', `select id from campaign where state = 'planned' order by number`],
  ['/s/:space/collections/:id', `select id from campaign_event where state = 'held' order by day`],
  ['/desk/:space/collections/:id', `select id from campaign_event where state = 'held' order by day`],
  ['/s/:space/reports/:id', `select id from report_version where span = 'month' order by starts_on desc, version desc`],
  [
    '/desk/:space/reports/:period',
    `select to_char(starts_on, 'YYYY-MM') as period from report_version where span = 'month' order by starts_on desc`,
  ],
  ['/s/:space/questionnaires/:id/invited', `select id from questionnaire where title = '沿街小店怎么看夜市'`],
  ['/s/:space/questionnaires/:id', `select id from questionnaire where title = '活动室的晚上'`],
  ['/me/:space/questionnaires/:id', `select id from questionnaire where title = '楼道灯多亮才够'`],
  ['/desk/:space/questionnaires/:id', `select id from questionnaire where title = '活动室的晚上'`],
  ['/desk/:space/questionnaires/:id/edit', `select id from questionnaire where title = '这里是不是您的地方'`],
  ['/desk/:space/questionnaires/:id/codes', `select id from questionnaire where title = '沿街小店怎么看夜市'`],
  ['/desk/:space/questionnaires/:id/paper', `select id from questionnaire where title = '楼道灯多亮才够'`],
  ['/desk/:space/questionnaires/:id/preview', `select id from questionnaire where title = '活动室的晚上'`],
  ['/desk/:space/questionnaires/:id/questions', `select id from questionnaire where title = '这里是不是您的地方'`],
  [
    '/desk/:space/questionnaires/:id/questions/:question',
    `select q.id, n.id as question from questionnaire q join questionnaire_question n on n.questionnaire_id = q.id
      where q.title = '这里是不是您的地方' and n.number = 1`,
  ],
  ['/s/:space/votes/:id', `select id from poll where title = '电梯口装扶手'`],
  ['/me/:space/votes/:id', `select id from poll where title = '活动室晚上开到几点'`],
  ['/desk/:space/votes/:id', `select id from poll where title = '活动室晚上开到几点'`],
  ['/desk/:space/votes/:id/edit', `select id from poll where title = '一楼要不要装饮水机'`],
  ['/desk/:space/votes/:id/lists', `select id from poll where title = '车棚顶换新'`],
  ['/desk/:space/votes/:id/lists/:list', `select poll_id as id, id as list from roll_list where kind = 'owners'`],
  ['/desk/:space/residence/lists/:list', `select id as list from roll_list where kind = 'residents'`],
  ['/desk/:space/votes/:id/paper/:pile', `select poll_id as id, id as pile from poll_pile where state = 'first'`],
  ['/s/:space/rounds/:id', `select id from round where state = 'done'`],
  ['/me/:space/rounds/:id', `select id from round where state = 'ideas'`],
  [
    '/me/:space/rounds/:id/ideas/:idea',
    `select r.id, i.id as idea from round r join idea i on i.round_id = r.id where r.state = 'ideas' order by i.number`,
  ],
  ['/desk/:space/rounds/:id', `select id from round where state = 'done'`],
  ['/desk/:space/rounds/:id/edit', `select id from round where state = 'draft'`],
  [
    '/desk/:space/rounds/:id/ideas/:idea',
    `select r.id, i.id as idea from round r join idea i on i.round_id = r.id where r.state = 'ideas' order by i.number`,
  ],
  ['/desk/:space/households/:id', 'select id from household order by name'],
  ['/desk/:space/people/:id', 'select person_id as id from consent order by at'],
  ['/desk/:space/places/lists/:list', `select id as list from place_import where state = 'open' order by at`],
  ['/desk/:space/about/types/:type/drop', `select 'service' as type`],
  ['/desk/:space/places/:id', `select id from place where kind = 'estate'`],
];

const nobody = '00000000-0000-0000-0000-000000000000';

/** Opens the lookups; `close` ends their connection. */
export async function examplesOf(demo: Demo): Promise<Examples> {
  const root = new pg.Client(demo.rootUrl);
  await root.connect();
  // As the running role, whom row-level security shows one space.
  await root.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [
    demo.spaceId,
  ]);
  await root.query('set role linli_app');
  type Parts = Readonly<Record<string, string>> | undefined;
  const known = new Map<string, Promise<Parts>>();
  // One connection answers one question at a time: whoever asks at once stands in line.
  let last: Promise<unknown> = Promise.resolve();
  const partsOf = (path: string, personId: string | null): Promise<Parts> => {
    const key = `${path} ${personId ?? ''}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fits = lookups.filter(([beginning]) => path.startsWith(beginning));
    const [lookup] = fits.sort(([a], [b]) => b.length - a.length);
    const sql = lookup?.[1];
    if (sql === undefined) throw new Error(`tests/demo-examples.ts knows no example for ${path}`);
    const values = sql.includes('$1') ? [personId ?? nobody] : [];
    const parts = last.then(async () => (await root.query<Record<string, string>>(sql, values)).rows[0]);
    last = parts.catch(() => undefined);
    known.set(key, parts);
    return parts;
  };
  return {
    address: async (path, personId) => {
      const own = path.replace('/:space', `/${demoSlug}`);
      if (!own.includes('/:') && !lookups.some(([beginning]) => beginning === path)) return own;
      const parts = await partsOf(path, personId);
      if (parts === undefined) return undefined;
      const filled = own.replace(/:([a-zA-Z]+)/g, (_whole, name: string) =>
        encodeURIComponent(parts[name] ?? 'missing'),
      );
      return parts['query'] === undefined ? filled : `${filled}?${parts['query']}`;
    },
    close: () => root.end(),
  };
}
