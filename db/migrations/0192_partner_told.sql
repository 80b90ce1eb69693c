-- Who collects together with somebody says at the end how that body was looked at and supervised (Order 81: within three
-- months after the campaign). Tellings that stand say nothing of it.
alter table campaign_report add column partner_text text not null default '';
