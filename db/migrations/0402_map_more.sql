-- Estates have people in charge as well: the owners' committee, and the property company where there is one.
alter table place_charge drop constraint place_charge_role_check;
alter table place_charge add constraint place_charge_role_check check (
  role in ('cadre', 'secretary', 'police', 'head', 'member', 'patrol', 'guard', 'owners', 'property'));

-- How the file of a shape counted its degrees; what is kept is WGS-84.
alter table map_shape add column datum text not null default 'wgs84' check (datum in ('wgs84', 'gcj02'));
