import { must } from '#kernel/result';
import { answerAsHost, castVote, closeStep } from '#modules/decisions';
import { openFund, setUpFund } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { makeRule } from './committee.ts';
import type { makeFund } from './fund.ts';

type Town = Awaited<ReturnType<typeof makeFund>>;

/** A form of an activity as a neighbour would fill it in. */
export const dumplings = {
  ...{ title: '一起包饺子', text: '带围裙，教孩子擀皮', day: '2026-03-21', from_time: '14:00', until_time: '16：30' },
  ...{ place_text: '3 号楼下的凉亭', risk: '煮锅烫手，孩子离远些' },
} as const;

/** A micro-fund with money in it, and the rule by which small sums are granted. */
export async function makeMicroFund(town: Town, amount = '1000'): Promise<string> {
  await makeRule(town.secretary, 'micro');
  const micro = await setUpFund(town.secretary.scope, {
    ...{ kind: 'micro', name: '楼道小微基金', purpose: '街坊办小活动', parentId: town.fund },
  });
  const { id } = must(micro);
  must(await openFund(town.finance.scope, { id }));
  const gift = await recordBankGift(town.finance.scope, {
    ...{ nature: 'gift', sourceClass: 'merchant', publicity: 'masked', way: 'bank', fundId: id, amount },
    ...{ donorName: '老街面馆', bankReference: `micro-${id}` },
  });
  must(gift);
  return id;
}

/** Takes a small grant through the committee and the host charity. */
export async function decideMicro(town: Town, procedureId: string, choice: 'yes' | 'no' = 'yes'): Promise<void> {
  for (const name of ['王秀英', '李建国', '陈明', '赵敏']) {
    const member = town.committee.members[name];
    if (member !== undefined) must(await castVote(member.scope, { id: procedureId, choice }));
  }
  must(await closeStep(town.secretary.scope, { id: procedureId }));
  if (choice === 'yes') must(await answerAsHost(town.finance.scope, { id: procedureId, answer: 'accept' }));
}
