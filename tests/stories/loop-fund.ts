import { expect } from 'vitest';
import { addDays } from '#kernel/dates';
import { today } from '#platform/scope';
import type { Someone } from '#tests/world';
import { at, idIn, made, type Story } from './loop.ts';
import { names } from './loop-cast.ts';

const agreement = (story: Story) => ({
  ...{ agreementNumber: '江慈〔2026〕7号', agreementFrom: today(story.world.system) },
  agreementUntil: addDays(today(story.world.system), 1000),
});

const nobody = { nature: 'gift', sourceClass: 'resident' } as const;

/** A fund takes nothing before a host charity keeps it by agreement; the office that keeps it opens it. */
export async function fundOpened(story: Story): Promise<void> {
  const { cast } = story;
  const secretary = at(story, cast.secretary);
  await secretary.open(`${story.desk}/funds/new`);
  const words = { kind: 'main', name: '柳巷社区慈善基金', purpose: '给街坊办事' };
  await secretary.refused('/funds/new', { ...words, purpose: '' }, 'input.required');
  await secretary.press('/funds/new', words);
  const fund = idIn(secretary.page.url);
  story.made.set('fund', fund);
  secretary.lacks('/open');
  const finance = at(story, cast.finance);
  await finance.forged(`${story.desk}/funds/${fund}/open`, {}, 'funds.no_host');
  const gift = { fundId: fund, ...nobody, way: 'bank', amount: '100', bankReference: '早到的', donorName: '早先生' };
  await finance.forged(`${story.desk}/gifts/bank`, { ...gift, publicity: 'masked' }, 'funds.not_open');
  await secretary.press(`/funds/${fund}`, { hostOrganisationId: names.charity, ...agreement(story) });
  await secretary.press(`/funds/${fund}`, { committeeBodyId: names.committee, bankText: '江城慈善会，附言“柳巷”' });
  await at(story, cast.treasurer).forged(`${story.desk}/funds/${fund}/open`, {}, 'access.not_allowed');
  await finance.open(`${story.desk}/funds/${fund}`);
  await finance.press('/open');
  finance.lacks('/open');
  await microFund(story, fund);
  const page = await at(story, null).open(`${story.open}/fund`);
  expect(page.text).toContain(names.charity);
}

/** A small fund for courtyards, up to five hundred yuan a time, in the same hands. */
async function microFund(story: Story, parent: string): Promise<void> {
  const finance = at(story, story.cast.finance);
  await finance.open(`${story.desk}/funds/new`);
  await finance.press('/funds/new', {
    ...{ kind: 'micro', name: '院落微基金', purpose: '院子里的小事', ceiling: '500' },
    ...{ hostOrganisationId: names.charity, committeeBodyId: names.committee, ...agreement(story) },
  });
  story.made.set('micro', idIn(finance.page.url));
  await finance.press('/open');
  expect(parent).not.toBe(made(story, 'micro'));
}

/** Writes a transfer down; gives the gift's page. */
async function bankGift(story: Story, by: Someone, filled: Readonly<Record<string, string>>, key: string) {
  const seat = at(story, by);
  await seat.open(`${story.desk}/gifts/bank`);
  await seat.press('/gifts/bank', { ...nobody, way: 'bank', publicity: 'masked', ...filled });
  story.made.set(key, idIn(seat.page.url));
  const code = /\/gifts\/([0-9A-Z]{8})/.exec(seat.page.html)?.[1];
  story.made.set(`${key} code`, code ?? '');
  return seat;
}

/** Money over the bank, from a neighbour who is named in part, and without a name; once twice, and taken back. */
export async function bankGifts(story: Story): Promise<void> {
  const { cast, choices } = story;
  const { gifts } = choices;
  const fundId = '柳巷社区慈善基金';
  const finance = at(story, cast.finance);
  await finance.open(`${story.desk}/gifts/bank`);
  const from = { ...nobody, way: 'bank', fundId, donorName: '刘大方', bankReference: '转001' };
  for (const [typed, code] of [
    ['0', 'money.not_positive'],
    ['-1', 'money.not_positive'],
    ['0.001', 'money.too_fine'],
  ] as const)
    await finance.refused('/gifts/bank', { ...from, amount: typed }, code);
  await bankGift(
    story,
    cast.finance,
    { fundId, donorName: '刘大方', amount: gifts.bank, bankReference: '转001' },
    'gift',
  );
  await finance.open(`${story.desk}/gifts/bank`);
  await finance.refused('/gifts/bank', { ...from, amount: gifts.bank }, 'gifts.bank_reference_used');
  await finance.refused(
    '/gifts/bank',
    { ...from, donorName: '', amount: '1', bankReference: '无名' },
    'gifts.giver_missing',
  );
  const nameless = { fundId, publicity: 'anonymous', amount: gifts.anonymous, bankReference: '转002' };
  await bankGift(story, cast.finance, nameless, 'anonymous');
  const micro = { fundId: '院落微基金', donorName: '姚红', amount: '600', bankReference: '转003' };
  await bankGift(story, cast.secretary, micro, 'micro gift');
  await bankGift(story, cast.finance, { fundId, donorName: '手滑', amount: '77', bankReference: '转004' }, 'slip');
  await finance.refused('/reverse', { reason: '' }, 'gifts.reason_missing');
  await finance.press('/reverse', { reason: '银行退回，付款人输错了账号' });
  finance.lacks('/reverse', '/receipt');
  await finance.open(`${story.desk}/gifts/${made(story, 'gift')}`);
  await finance.press('/receipt', { receiptNumber: '赣0001' });
  finance.lacks('/receipt');
}

/** Cash is counted by two; goods go to the shelf and never into yuan. */
export async function cashAndGoods(story: Story): Promise<void> {
  const { cast, choices } = story;
  const { gifts } = choices;
  const fundId = '柳巷社区慈善基金';
  const worker = at(story, cast.worker);
  await worker.open(`${story.desk}/gifts/cash`);
  await worker.press('/gifts/cash', {
    ...nobody,
    sourceClass: 'fair',
    fundId,
    donorName: '井边义卖',
    amount: gifts.cash,
  });
  const cash = idIn(worker.page.url);
  worker.lacks('/count');
  await worker.forged(`${story.desk}/gifts/${cash}/count`, { amount: gifts.cash }, 'gifts.counted_by_same');
  const second = at(story, cast.secretary);
  await second.open(`${story.desk}/gifts/${cash}`);
  if (gifts.difference !== '')
    await second.refused('/count', { amount: gifts.recount }, 'gifts.difference_unexplained');
  await second.press('/count', { amount: gifts.recount, reason: gifts.difference });
  second.lacks('/count');
  await second.open(`${story.desk}/deposit`);
  await second.press('/deposit', { fundId, amount: gifts.recount, bankReference: '存001' });
  await worker.open(`${story.desk}/gifts/goods`);
  const quilts = {
    ...nobody,
    fundId,
    title: '棉被',
    unit: '床',
    classCode: 'material.clothing.bedding',
    donorName: '沈家',
  };
  const whole = { ...quilts, quantity: gifts.goods, condition: '全新', usable: 'yes' };
  await worker.refused('/gifts/goods', { ...whole, usable: '' }, 'gifts.goods_unusable');
  await worker.press('/gifts/goods', whole);
  const shelf = await at(story, null).open(`${story.open}/resources`);
  expect(shelf.text).toContain('棉被');
}

/** A merchant promises a share and keeps it; another promise is let go with a reason. */
export async function shareKept(story: Story): Promise<void> {
  const { cast, choices } = story;
  const secretary = at(story, cast.secretary);
  const promise = async (text: string, amount: string): Promise<void> => {
    await secretary.open(`${story.desk}/pledges/new`);
    const dueOn = addDays(today(story.world.system), 30);
    await secretary.press('/pledges/new', {
      ...{ fundId: '柳巷社区慈善基金', organisationId: names.shop, text, amount, dueOn },
    });
  };
  await promise('每碗面一毛钱', choices.gifts.share);
  await secretary.press('/paid', { bankReference: '转005' });
  secretary.lacks('/paid', '/release');
  await promise('下半年的一毛钱', '1000');
  await secretary.refused('/release', { reason: '' }, 'gifts.reason_missing');
  await secretary.press('/release', { reason: '面馆换了老板' });
  secretary.lacks('/paid', '/release');
  const book = await at(story, null).open(`${story.open}/ledger`);
  expect(book.text).toContain('老街面馆');
  expect(book.text).not.toContain('刘大方');
}
