import type { Check } from '#platform/check';

/** What must hold of campaigns, their events and the gifts that count for them. */
export const checks: readonly Check[] = [
  {
    // Nobody was invited before the plan was filed, unless in an emergency, nor without the five items.
    name: 'campaigns.open_as_filed',
    sql: `select c.id::text as offender from campaign c where c.space_id = $1 and c.state in ('open', 'ended', 'told') and (
      c.certificate_number = '' or c.contact_text = '' or c.query_text = ''
      or not c.emergency and (c.filed_on is null or c.filed_on >= c.opened_on)) order by 1`,
  },
  {
    name: 'campaigns.gifts_fit',
    sql: `select x.gift_id::text as offender from campaign_gift x
      join campaign c on c.space_id = x.space_id and c.id = x.campaign_id
      join gift g on g.space_id = x.space_id and g.id = x.gift_id
      left join campaign_event e on e.space_id = x.space_id and e.id = x.event_id
      where x.space_id = $1 and (g.fund_id <> c.fund_id or g.amount is null or e.campaign_id <> c.id) order by 1`,
  },
  {
    name: 'campaigns.told_when_done',
    sql: `select c.id::text as offender from campaign c where c.space_id = $1 and (c.state = 'told') <> exists (
      select 1 from campaign_report r where r.space_id = c.space_id and r.campaign_id = c.id and r.kind = 'final') order by 1`,
  },
  {
    name: 'campaigns.events_counted_by_two',
    sql: `select x.gift_id::text as offender from campaign_gift x
      join campaign_event e on e.space_id = x.space_id and e.id = x.event_id and e.state = 'held'
      join gift g on g.space_id = x.space_id and g.id = x.gift_id
      where x.space_id = $1 and g.state = 'counting' order by 1`,
  },
];
