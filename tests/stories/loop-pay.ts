import sharp from 'sharp';
import { expect } from 'vitest';
import type { Picture } from './hand.ts';
import { at, idIn, made, type Story } from './loop.ts';
import { names } from './loop-cast.ts';

/** A small picture, made here. */
export async function picture(name: string): Promise<Picture> {
  const background = { r: 200, g: 90, b: 60 };
  const drawn = await sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { name, type: 'image/jpeg', bytes: new Uint8Array(drawn) };
}

/** Something that only calls itself a picture. */
export function fakePicture(): Picture {
  return { name: '饭.jpg', type: 'image/jpeg', bytes: new TextEncoder().encode('这不是照片') };
}

interface Asked {
  readonly from: string;
  readonly payee: Readonly<Record<string, string>>;
  readonly amount: string;
  readonly whatFor: string;
}

/** Asks for a payment from the page of what it is for; gives the payment's page at the desk. */
export async function askPayment(story: Story, who: Story['cast']['worker'], asked: Asked): Promise<string> {
  const seat = at(story, who);
  await seat.open(asked.from);
  await seat.follow(/payments\/new\?for=/);
  await seat.press('/payments/new', { ...asked.payee, amount: asked.amount, whatFor: asked.whatFor });
  seat.lacks('/approve', '/pay');
  return `${story.desk}/payments/${idIn(seat.page.url)}`;
}

/** Two different people approve; nobody twice, not who asked, not who stood aside. */
async function approvedByTwo(story: Story, page: string): Promise<void> {
  const { cast } = story;
  await at(story, cast.worker).forged(`${page}/approve`, {}, 'funds.not_allowed');
  const recused = at(story, cast.recused);
  await recused.open(page);
  await recused.refused('/approve', {}, { code: 'funds.approver_recused', params: { tie: 'organisation' } });
  const first = at(story, cast.treasurer);
  await first.open(page);
  await first.press('/approve');
  first.lacks('/approve', '/pay');
  await first.forged(`${page}/approve`, {}, 'ledger.already_approved');
  const finance = at(story, cast.finance);
  await finance.open(page);
  finance.lacks('/pay');
  await finance.forged(`${page}/pay`, { bankReference: '抢先' }, 'funds.not_approved');
  const second = at(story, cast.treasurer2);
  await second.open(page);
  await second.press('/approve');
  second.lacks('/approve', '/pay');
}

async function paid(story: Story, page: string, reference: string): Promise<void> {
  const finance = at(story, story.cast.finance);
  await finance.open(page);
  await finance.refused('/pay', { bankReference: '' }, 'input.required');
  await finance.refused('/pay', { bankReference: reference, receiptFile: fakePicture() }, 'funds.not_a_paper');
  await finance.press('/pay', { bankReference: reference, receiptFile: await picture('收据.jpg') });
  finance.lacks('/pay', '/receipt');
}

const meals = (story: Story, amount: string, whatFor: string): Asked => ({
  from: `${story.desk}/projects/${made(story, 'project')}`,
  payee: { payeeOrganisationId: names.provider },
  ...{ amount, whatFor },
});

/** Asked for, approved by two, paid and recorded with its receipt; with declines refused once and sent back once. */
export async function projectPaid(story: Story): Promise<void> {
  const { cast, choices } = story;
  const worker = at(story, cast.worker);
  await worker.open(`${story.desk}/projects/${made(story, 'project')}`);
  await worker.follow(/payments\/new\?for=/);
  const bill = { payeeOrganisationId: names.provider, whatFor: '第一批' };
  await worker.refused('/payments/new', { ...bill, amount: '99999' }, 'funds.over_authorised');
  await worker.refused('/payments/new', { ...bill, payeeOrganisationId: '', amount: '1' }, 'funds.payee_missing');
  const [first = '', second = ''] = choices.payments;
  if (choices.declines) {
    const wrong = await askPayment(story, cast.worker, meals(story, first, '第一批，发票抬头写错'));
    const treasurer = at(story, cast.treasurer);
    await treasurer.open(wrong);
    await treasurer.refused('/refuse', { reason: '' }, 'funds.reason_missing');
    await treasurer.press('/refuse', { reason: '发票抬头不是基金' });
    treasurer.lacks('/approve', '/refuse');
    const back = await askPayment(story, cast.worker, meals(story, first, '第一批'));
    await worker.press('/withdraw', { reason: '数量要改' });
    expect((await worker.open(back)).text).toContain('数量要改');
    await sentBack(story, first);
  }
  for (const [amount, whatFor, reference] of [
    [first, '第一批餐具和米面', '付001'],
    [second, '第二批', '付002'],
  ] as const) {
    const page = await askPayment(story, cast.worker, meals(story, amount, whatFor));
    await approvedByTwo(story, page);
    await paid(story, page, reference);
    story.made.set(`payment ${reference}`, idIn(page));
  }
  const open = await at(story, null).open(`${story.open}/payments/${made(story, 'payment 付001')}`);
  expect(open.text).toContain(names.provider);
  expect(open.html).toMatch(/\/s\/[^/]+\/gifts\//);
}

/** The bank sends it back: the entry is reversed, and the money waits under its decision again. */
async function sentBack(story: Story, amount: string): Promise<void> {
  const page = await askPayment(story, story.cast.worker, meals(story, amount, '第一批，账号过期'));
  await approvedByTwo(story, page);
  await paid(story, page, '付000');
  const finance = at(story, story.cast.finance);
  await finance.refused('/reverse', { reason: '' }, 'funds.reason_missing');
  await finance.refused('/reverse', { reason: '银行退回：账号过期' }, 'funds.bank_slip_missing');
  await finance.press('/reverse', { reason: '银行退回：账号过期', proof: await picture('退汇通知.jpg') });
  finance.lacks('/reverse', '/pay');
}

/** The provider says how it goes, with a photo whose people agreed; then it is done. */
export async function progressReported(story: Story): Promise<void> {
  const { cast, choices } = story;
  const page = `${story.desk}/projects/${made(story, 'project')}`;
  await at(story, cast.objector).shut(page, 'access.not_allowed');
  const provider = at(story, cast.provider);
  await provider.open(page);
  provider.lacks('/finish', '/submit');
  const report = { text: '送了一个月，天天有人等在门口。', services: '600', people: '20', hours: '40', percent: '60' };
  await provider.refused('/report', { ...report, percent: '101' }, 'projects.percent_wrong');
  await provider.refused('/report', { ...report, photo: await picture('饭.jpg') }, 'projects.photo_consent_missing');
  await provider.refused('/report', { ...report, photo: fakePicture(), photo_consent: 'nobody' }, 'files.not_an_image');
  await provider.press('/report', { ...report, photo: await picture('饭.jpg'), photo_consent: 'agreed' });
  const shown = await at(story, null).open(`${story.open}/projects/${made(story, 'project')}`);
  expect(shown.text).toContain('天天有人等在门口');
  expect(shown.html).toMatch(/<img[^>]+src="\/s\/[^"]*files/);
  const worker = at(story, cast.worker);
  await worker.open(page);
  await worker.press('/finish', { met: choices.needs.map((need) => need.title) });
  worker.lacks('/finish', '/report');
}
