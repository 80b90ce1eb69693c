-- Records of the host charity's filed campaigns. The charity collects, on the platform that was designated for it; here
-- stands what the law wants shown wherever giving is invited (Charity Law art. 25), what was filed and when it is due to
-- be told, and which gifts came because of it. There is no checkout.
create table campaign (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  fund_id uuid not null,
  title text not null,
  purpose_text text not null,
  area_text text not null,
  starts_on date not null,
  ends_on date not null,
  responsible_text text not null,
  ways_text text not null,
  bank_text text not null,
  beneficiaries_text text not null,
  use_text text not null,
  cost_text text not null,
  surplus_text text not null,
  -- The five items, as they stand on every page, sheet and feed of this campaign.
  certificate_number text not null default '',
  contact_text text not null default '',
  query_text text not null default '',
  platform_name text not null default '',
  platform_url text not null default '',
  target bigint check (target > 0),
  emergency boolean not null default false,
  -- A body without qualification that collects with the charity: evaluated, by agreement, named in the plan (art. 26).
  partner_organisation_id uuid,
  partner_evaluated_on date,
  partner_agreement_number text not null default '',
  filing_number text,
  filed_on date,
  state text not null default 'planned' check (state in ('planned', 'open', 'ended', 'told', 'dropped')),
  opened_on date,
  ended_on date,
  reason text,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check (ends_on >= starts_on),
  check ((filing_number is null) = (filed_on is null)),
  -- Only an emergency may be open before it is filed (art. 73).
  check (state not in ('open', 'told') or filing_number is not null or emergency),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, partner_organisation_id) references organisation (space_id, id)
);
create unique index campaign_filing on campaign (space_id, filing_number) where filing_number is not null;
select linli_tenant('campaign');

-- What was told of a campaign while it ran and after it; a correction is one more, and all stay visible.
create table campaign_report (
  space_id uuid not null references space (id),
  id uuid not null,
  campaign_id uuid not null,
  kind text not null check (kind in ('emergency', 'progress', 'final', 'correction')),
  text text not null,
  spent_text text not null,
  -- What had come when this was told, in fen.
  raised bigint not null check (raised >= 0),
  gifts bigint not null check (gifts >= 0),
  day date not null,
  told_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, campaign_id) references campaign (space_id, id)
);
create index campaign_report_campaign on campaign_report (space_id, campaign_id, at);
select linli_tenant('campaign_report');
select linli_append_only('campaign_report');

-- An event at which is collected: a sale, a performance, a stall. Who comes signs up with the activity.
create table campaign_event (
  space_id uuid not null references space (id),
  id uuid not null,
  campaign_id uuid not null,
  title text not null,
  plan_text text not null,
  day date not null,
  place_text text not null,
  -- Outside the area in which the charity is registered: filed where it takes place as well (art. 23).
  outside boolean not null default false,
  place_filing_number text not null default '',
  -- A seller who promises proceeds has agreed beforehand (art. 37).
  promises boolean not null default false,
  agreement_number text not null default '',
  activity_id uuid,
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  result_text text,
  closed_on date,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  check ((state = 'planned') = (result_text is null)),
  check (not promises or agreement_number <> ''),
  foreign key (space_id, campaign_id) references campaign (space_id, id)
);
create index campaign_event_campaign on campaign_event (space_id, campaign_id, day);
select linli_tenant('campaign_event');

-- Which gifts a campaign, and perhaps one of its events, brought; a gift counts for one campaign.
create table campaign_gift (
  space_id uuid not null references space (id),
  gift_id uuid not null,
  campaign_id uuid not null,
  event_id uuid,
  -- The box or stall it was taken at, as it is called there.
  spot text not null default '',
  at timestamptz not null,
  primary key (space_id, gift_id),
  foreign key (space_id, gift_id) references gift (space_id, id),
  foreign key (space_id, campaign_id) references campaign (space_id, id),
  foreign key (space_id, event_id) references campaign_event (space_id, id)
);
create index campaign_gift_campaign on campaign_gift (space_id, campaign_id);
select linli_tenant('campaign_gift', true);

-- The year's plan for asking, in three orders: near to far, inside to outside, bottom to top (F028). Each order shares
-- out the same sources of income, so that what came can be laid beside what was aimed at; the targets are dated.
create table fundraising_target (
  space_id uuid not null references space (id),
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  way text not null check (way in ('near_far', 'inside_outside', 'bottom_top')),
  ring integer not null check (ring between 1 and 3),
  target bigint not null check (target >= 0),
  note text not null default '',
  set_by uuid,
  at timestamptz not null,
  primary key (space_id, id)
);
create index fundraising_target_year on fundraising_target (space_id, year, way, ring, at);
select linli_tenant('fundraising_target');
select linli_append_only('fundraising_target');
