import { expect } from 'vitest';
import { checkSpaces } from '#app/check';
import { formatFen, parseFen } from '#kernel/money';
import { printLedger } from './ledger-table.ts';
import { at, made, type Story } from './loop.ts';

function fen(typed: string): bigint {
  const read = parseFen(typed);
  if (!read.ok) throw new Error(`${typed} is no amount`);
  return read.value;
}

/** Each of these stands on the page after the one before it. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    expect(found, `“${part}” after “${text.slice(Math.max(0, from - 60), from)}” in ${text}`).toBeGreaterThan(-1);
    from = found + part.length;
  }
}

/** Original words stand in the trace only while their speaker wishes it. */
export async function wordsByConsent(story: Story): Promise<void> {
  const { cast, choices } = story;
  const trace = `${story.open}/trace/need/${made(story, 'need 0')}`;
  const said = choices.needs[0]?.said ?? '';
  const visitor = at(story, null);
  expect((await visitor.open(trace)).text).not.toContain(said);
  const speaker = at(story, cast.speaker);
  const own = `/voice/${made(story, 'matter id 0')}/words`;
  for (const wish of [true, false, true]) {
    await speaker.open(`${story.me}/voice`);
    await speaker.press(own);
    expect((await visitor.open(trace)).text.includes(said)).toBe(wish);
  }
}

/** The whole path in public, in its order: every amount, vote, hour and day, and the sums to the fen. */
export async function wholePathSeen(story: Story): Promise<void> {
  const { choices, cast } = story;
  const page = await at(story, null).open(`${story.open}/trace/need/${made(story, 'need 0')}`);
  const payments = choices.payments.map((amount) => `−${formatFen(fen(amount))}`);
  const declined = choices.declines
    ? ['同意0，反对3，回避2', '改成第 2 版', '慈善组织没接受', '餐费每份的单价请写清楚含不含配送', '改成第 3 版']
    : [];
  expectInOrder(page.text, [
    ...['2026年3月2日 有人说了一件事', made(story, 'matter 0'), '2026年3月2日 核实，成为需求', '又有 2 位说“我也是”'],
    ...[`写成项目：${choices.project.title}`, '柳巷两委表决 同意3，反对0', '柳巷居民议事会表决 同意3，反对0'],
    ...[...declined, '柳巷基金管委会表决 同意4，反对0，回避1', '1 条意见，答复了 1 条', '慈善组织接受'],
    ...[`${choices.project.asked} 钱留出来了`, ...payments.map((amount) => `${amount} 付款`), '进展 60%', '做完了'],
    ...['有人说：解决了 凭小票说的', choices.declines ? '有人说：没解决' : '有人说：解决了一部分'],
    ...['少盐，十一点半送到', '没花的钱退回基金', '被服务过的人接到邀请', '答应了', '慈善组织接受'],
    ...[`${formatFen(fen(choices.activity.budget))} 钱留出来了`, `街坊自己办：${choices.activity.title} 来了 3 位`],
    ...['−268.50 付款', '没花的钱退回基金'],
  ]);
  const granted = fen(choices.project.asked) + fen(choices.activity.budget);
  const paid = choices.payments.reduce((sum, amount) => sum + fen(amount), fen('268.50'));
  expectInOrder(page.text, [
    `批准留出 ${formatFen(granted)}`,
    `付出去 −${formatFen(paid)}`,
    `退回基金 −${formatFen(granted - paid)}`,
    '还留着 0.00',
    `街坊出的工时 ${choices.activity.together}`,
    '工时只数，不折成钱',
  ]);
  for (const who of [cast.speaker, cast.capable, cast.objector, ...cast.helpers, cast.recused, cast.neighbour])
    expect(page.text).not.toContain(who.name);
  const project = await at(story, null).open(`${story.open}/trace/project/${made(story, 'project')}`);
  for (const need of choices.needs) expect(project.text).toContain(need.title);
}

/** The lists of needs and projects, each leading to the other; spent beside the budget. */
export async function listsLinked(story: Story): Promise<void> {
  const { choices } = story;
  const visitor = at(story, null);
  const list = await visitor.open(`${story.open}/projects`);
  const paid = choices.payments.reduce((sum, amount) => sum + fen(amount), 0n);
  for (const part of [choices.project.title, formatFen(paid), made(story, 'need number 0')])
    expect(list.text).toContain(part);
  await visitor.open(`${story.open}/needs/${made(story, 'need 0')}`);
  await visitor.follow(new RegExp(`/projects/${made(story, 'project')}$`));
  await visitor.follow(new RegExp(`/needs/${made(story, 'need 0')}$`));
}

/** From a gift one reaches what it bought, and from there the decision and its votes. */
export async function fromGiftToGoods(story: Story): Promise<void> {
  const visitor = at(story, null);
  const gift = await visitor.open(`${story.open}/gifts/${made(story, 'gift code')}`);
  expect(gift.text).toContain('第一批餐具和米面');
  await visitor.follow(/\/payments\//);
  await visitor.follow(/\/projects\//);
  await visitor.follow(/\/decisions\//);
  expect(visitor.page.text).toMatch(/《资助办法》第 1 版/);
  await visitor.follow(/\/rules\/[0-9a-f-]{36}/);
  expect(visitor.page.text).toContain('先议后办');
  const trace = await visitor.open(`${story.open}/trace/gift/${made(story, 'gift')}`);
  expect(trace.text).toContain('第一批餐具和米面');
}

/** The books as a treasurer reads them; every invariant holds. */
export async function booksHold(story: Story): Promise<void> {
  if (story.hand.way === 'HTTP') await printLedger(story.world.system);
  const broken = (await checkSpaces(story.world.platform)).flatMap((space) =>
    space.findings.filter((finding) => finding.first !== null),
  );
  expect(broken).toEqual([]);
}
