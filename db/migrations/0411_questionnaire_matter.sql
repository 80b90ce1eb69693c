-- One more door for words: a comment on a questionnaire, put into the one queue by whoever reads it.
alter table matter drop constraint matter_channel_check;
alter table matter add constraint matter_channel_check check (channel in (
  'web', 'phone', 'visit', 'counter', 'letter', 'card', 'import', 'call_back', 'kiosk', 'petition', 'reception', 'box',
  'questionnaire'));
