-- A need that got all there was and still lacks something was outbid by nobody: there simply is too little.
alter table match_unserved drop constraint match_unserved_why_check;
alter table match_unserved add constraint match_unserved_why_check check (why in ('filter', 'outbid', 'urgent', 'whole', 'short'));
