-- The register: firms, shops, charities, social organisations, hubs; filed ones need no credit code (F121).
create table organisation (
  space_id uuid not null references space (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('charity', 'firm', 'shop', 'social_organisation', 'government', 'school', 'property_company', 'foundation', 'group', 'other')),
  standing text not null default 'registered' check (standing in ('registered', 'filed', 'informal')),
  credit_code text,
  filing_body text,
  carrier_type text,
  hub boolean not null default false,
  -- What a hub does for its members, in its own words (F120).
  hub_duties text not null default '',
  hub_id uuid,
  public_fundraising boolean not null default false,
  contact_name text,
  contact_phone_sealed bytea,
  introduction text not null default '',
  offers text not null default '',
  place_id uuid,
  admitted_until date,
  state text not null default 'active' check (state in ('applied', 'active', 'inactive', 'ended')),
  -- Why it is dormant or gone (F106).
  state_reason text,
  founded_on date,
  checked_on date,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, hub_id) references organisation (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
create index organisation_hub on organisation (space_id, hub_id) where hub_id is not null;
select linli_tenant('organisation');

create table organisation_member (
  space_id uuid not null references space (id),
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  duty text not null default '',
  represents boolean not null default false,
  starts_on date not null,
  ends_on date,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index organisation_member_person on organisation_member (space_id, person_id);
select linli_tenant('organisation_member');

create table honour (
  space_id uuid not null references space (id),
  id uuid not null,
  organisation_id uuid,
  person_id uuid,
  title text not null,
  year integer not null,
  issuer text not null,
  consent_id uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('honour');
