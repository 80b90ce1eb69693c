-- Papers for those who decide an item: members read them, whoever stands aside on it does not.
alter table meeting_item add column papers text not null default '';
