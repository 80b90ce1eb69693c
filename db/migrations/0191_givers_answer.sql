-- A giver answers about another use of the gift without anybody between: signed in, or by the code on the slip, which is
-- what proves a gift everywhere else. The desk writes down what was said on paper or by telephone; after a giver's own
-- answer it needs the paper.
alter table fund_move_answer add column by_giver boolean not null default false;
