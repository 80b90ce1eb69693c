import { z } from 'zod';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { answerAsHost, castVote, closeStep, type Motion, procedure, startProcedure } from '#modules/decisions';
import { openFund, setUpFund } from '#modules/funds';
import { holdMoney } from '#modules/ledger';
import { registerOrganisation } from '#modules/organisations';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { act } from './books.ts';
import { makeBody, makeRule } from './committee.ts';
import type { World } from './world.ts';

const begin = command({
  name: 'decisions.test_grant',
  permission: may('decisions.test_grant', 'secretary'),
  input: z.custom<Motion>(),
  run: startProcedure,
});

/** The bank's notice of a payment that it sent back. */
export const bankSlip = { bytes: new TextEncoder().encode('%PDF-1.4\nreturned\n%%EOF\n'), name: '退汇通知.pdf' };

/**
 * A neighbourhood with an open main fund at a host charity, a committee that decides, the people of the money desk and
 * a provider to be paid; `grant` takes a matter through vote, publication and host, and holds the money.
 */
export async function makeFund(world: World) {
  const admin = await world.person('管理员', ['admin', 'worker']);
  const secretary = await world.person('秘书甲', ['secretary']);
  const organisation = async (name: string, kind: 'charity' | 'shop' | 'social_organisation' | 'firm') =>
    must(await registerOrganisation(admin.scope, { name, kind, standing: 'informal' })).id;
  const charity = await organisation('江城慈善会', 'charity');
  const provider = await organisation('夕阳红助餐社', 'social_organisation');
  const shop = await organisation('老街面馆', 'shop');
  const finance = await world.person('金会计', ['finance'], { organisationId: charity });
  const treasurer = await world.person('钱守正', ['treasurer']);
  const worker = await world.person('吴社工', ['worker']);
  const committee = await makeBody(world, secretary, 'committee', undefined, charity);
  await makeRule(secretary, 'grant');
  const fund = must(
    await setUpFund(secretary.scope, {
      ...{ kind: 'main', name: '柳巷社区慈善基金', purpose: '给街坊办事', hostOrganisationId: charity },
      ...{ agreementNumber: '江慈〔2026〕7号', agreementFrom: '2026-01-01', agreementUntil: '2028-12-31' },
      ...{ committeeBodyId: committee.bodyId, certificateNumber: '53100000500020358F', planText: '柳巷互助，备案号略' },
      bankText: '江城慈善会，江城银行柳巷支行',
    }),
  ).id;
  must(await openFund(finance.scope, { id: fund }));

  const grant = async (accountId: string, amount: bigint, payee: string = provider, title = '助餐试点') => {
    const motion: Motion = {
      ...{ template: 'grant', subject: { kind: 'project', id: newId() }, title, amount, accountId },
      payee: { organisationId: payee },
    };
    const { procedureId: id } = must(await begin(secretary.scope, motion));
    for (const name of ['王秀英', '李建国', '陈明', '赵敏']) {
      const member = committee.members[name];
      if (member !== undefined) await castVote(member.scope, { id, choice: 'yes' });
    }
    must(await closeStep(secretary.scope, { id }));
    world.clock.advance({ days: 8 });
    must(await closeStep(secretary.scope, { id }));
    must(await answerAsHost(finance.scope, { id, answer: 'accept' }));
    const authorisationId = (await procedure(world.system, id))?.authorisationId ?? '';
    must(await act(finance.scope, (inside) => holdMoney(inside, authorisationId)));
    return { decisionId: id, authorisationId };
  };
  return {
    admin,
    secretary,
    finance,
    treasurer,
    worker,
    committee,
    charity,
    provider,
    shop,
    fund,
    grant,
    organisation,
  };
}
