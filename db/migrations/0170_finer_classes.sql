-- Things of one family are not alike: a sewing machine warms nobody, and a sack of rice is no hot meal. Families of goods
-- get members fine enough that what fits by class fits in fact. `whole` says whether something named by the family
-- alone fits all that lies in it: help does (who repairs, repairs), goods do not, and are sorted finer before anything
-- is proposed for them. Codes that were there remain, and so do the records under them; those that say in their title
-- what they are move to their member.
alter table classification add column whole boolean not null default true;
update classification set whole = false where code in ('material', 'material.food', 'material.clothing', 'material.daily');

insert into classification (code, parent, zh, en, sort) values
  ('material.food.meals', 'material.food', '做好的饭菜', 'Cooked meals', 111),
  ('material.food.groceries', 'material.food', '米面油和食品', 'Groceries', 112),
  ('material.clothing.wear', 'material.clothing', '衣服鞋帽', 'Clothes and shoes', 121),
  ('material.clothing.bedding', 'material.clothing', '被子和床上的', 'Quilts and bedding', 122),
  ('material.daily.mobility', 'material.daily', '轮椅、拐杖和助行', 'Wheelchairs, canes and walkers', 141),
  ('material.daily.nursing', 'material.daily', '护理床和护理用品', 'Nursing beds and supplies', 142),
  ('material.daily.warmth', 'material.daily', '取暖和降温', 'Heating and cooling', 143),
  ('material.daily.appliances', 'material.daily', '缝纫机和小家电', 'Sewing machines and appliances', 144),
  ('material.daily.furniture', 'material.daily', '桌椅柜床', 'Furniture', 145),
  ('material.daily.tools', 'material.daily', '梯子和工具', 'Ladders and tools', 146),
  ('material.daily.children', 'material.daily', '童车、书和孩子用的', 'Things for children', 147),
  ('material.daily.other', 'material.daily', '别的日用', 'Other daily things', 149),
  ('service.education.schoolwork', 'service.education', '功课和作业', 'Schoolwork', 211),
  ('service.education.digital', 'service.education', '用手机和电脑', 'Phones and computers', 212),
  ('service.education.interests', 'service.education', '读书和兴趣', 'Reading and interests', 213),
  ('service.medical.escort', 'service.medical', '陪诊和取药', 'Going along to the doctor', 221),
  ('service.medical.health', 'service.medical', '量血压和健康课', 'Check-ups and health talks', 222),
  ('service.repair.home', 'service.repair', '门锁、水管和电', 'Locks, pipes and wiring', 261),
  ('service.repair.carpentry', 'service.repair', '木工和家具', 'Carpentry and furniture', 262),
  ('service.repair.small', 'service.repair', '自行车、伞和小物件', 'Bicycles, umbrellas and small things', 263);

alter table need no force row level security;
alter table resource no force row level security;
create temporary table finer (family text, words text, code text, place serial);
insert into finer (family, words, code) values
  ('material.food', '热饭|热菜|午饭|晚饭|早饭|饺子|汤圆|助餐', 'material.food.meals'),
  ('material.food', '米|面|油|奶粉|鸡蛋|蔬菜|牛奶|饼干', 'material.food.groceries'),
  ('material.clothing', '被|褥|毯|枕|床单', 'material.clothing.bedding'),
  ('material.clothing', '衣|鞋|帽|裤|袜|手套|围巾', 'material.clothing.wear'),
  ('material.daily', '轮椅|拐杖|助行|助步', 'material.daily.mobility'),
  ('material.daily', '护理床|尿垫|尿不湿|洗澡椅|坐便', 'material.daily.nursing'),
  ('material.daily', '暖气|取暖|暖炉|热水袋|电扇|空调', 'material.daily.warmth'),
  ('material.daily', '缝纫机|洗衣机|冰箱|电饭|微波炉|收音机', 'material.daily.appliances'),
  ('material.daily', '童车|自行车|玩具|绘本|书包|尿布', 'material.daily.children'),
  ('material.daily', '梯|钻|锤|扳手|螺丝|工具', 'material.daily.tools'),
  ('material.daily', '桌|椅|柜|沙发|床', 'material.daily.furniture');
update need n set class_code = (select f.code from finer f where f.family = n.class_code and n.title ~ f.words order by f.place limit 1)
 where exists (select from finer f where f.family = n.class_code and n.title ~ f.words);
update resource r set class_code = (select f.code from finer f where f.family = r.class_code and r.title ~ f.words order by f.place limit 1)
 where exists (select from finer f where f.family = r.class_code and r.title ~ f.words);
drop table finer;
alter table need force row level security;
alter table resource force row level security;
