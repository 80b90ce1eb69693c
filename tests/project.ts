import { must } from '#kernel/result';
import { answerAsHost, castVote, closeStep } from '#modules/decisions';
import { approvePayment, askPayment, payPayment } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { writeDown } from '#modules/intake';
import { checkNeed, draftNeed } from '#modules/needs';
import { closeProject, draftProject, enactProject, proposeSurplus, submitProject } from '#modules/projects';
import type { TestBody } from './committee.ts';
import type { makeFund } from './fund.ts';
import type { Someone, World } from './world.ts';

/** Who runs the money and the decisions of a test's neighbourhood. */
export type Town = Awaited<ReturnType<typeof makeFund>>;

/** The five parts of a project, as a test needs them. */
export const fiveParts = {
  goals: '让二十位独居老人每天吃上热饭',
  content: '中午送餐上门',
  beneficiaries: '本社区独居老人，约二十位',
  plan: '三月试送，四月起每天送',
  evaluation: '老人自己说；每月数一次送了多少份',
} as const;

/** A need that somebody spoke of, checked and open. */
export async function makeNeed(world: World, town: Town, speaker: Someone, title = '独居老人吃饭难', quantity = '1') {
  const slip = must(
    await writeDown(town.worker.scope, {
      ...{ words: '我妈一个人住，中午老是吃剩饭。', channel: 'phone', person: speaker.personId },
    }),
  );
  const { id } = must(
    await draftNeed(town.worker.scope, {
      ...{
        title,
        summary: '独居老人中午没有热饭',
        class_code: 'service.care',
        quantity,
        unit: '项',
        urgency: 'normal',
      },
      matter: slip.id,
    }),
  );
  must(await checkNeed(town.worker.scope, { id }));
  world.clock.advance({ minutes: 1 });
  return { needId: id, slip };
}

/** Money in the fund. */
export async function makeGift(world: World, town: Town, amount: string, reference: string): Promise<string> {
  const gift = await recordBankGift(town.finance.scope, {
    ...{ fundId: town.fund, way: 'bank', nature: 'gift', sourceClass: 'resident', publicity: 'masked' },
    ...{ donorName: '刘大方', amount, bankReference: reference },
  });
  world.clock.advance({ minutes: 1 });
  return must(gift).id;
}

/** A complete draft that answers a need, ready to be handed in. */
export async function makeDraft(town: Town, needId: string | null, more: object = {}): Promise<string> {
  const draft = await draftProject(town.worker.scope, {
    ...{ title: '助餐试点', kind: 'project', driver: needId === null ? 'policy' : 'need', fund: town.fund },
    ...{ provider: town.provider, ...(needId === null ? {} : { needs: [needId] }), ...fiveParts },
    lines: [
      { title: '餐盒', quantity: '200', price: '1.50', source: 'fund' },
      { title: '米面油', quantity: '2', price: '1350', source: 'fund' },
      { title: '送餐', quantity: '1', price: '500', source: 'own' },
    ],
    ...more,
  });
  return must(draft).id;
}

/** Every voting member says yes, and the step is closed. */
export async function voteYes(town: Town, id: string, body: TestBody = town.committee): Promise<void> {
  for (const name of ['王秀英', '李建国', '陈明', '赵敏']) {
    const member = body.members[name];
    if (member !== undefined) must(await castVote(member.scope, { id, choice: 'yes' }));
  }
  must(await closeStep(town.secretary.scope, { id }));
}

/** Takes a grant through vote, publication and the host's yes. */
export async function passGrant(world: World, town: Town, id: string): Promise<void> {
  await voteYes(town, id);
  world.clock.advance({ days: 8 });
  must(await closeStep(town.secretary.scope, { id }));
  must(await answerAsHost(town.finance.scope, { id, answer: 'accept' }));
}

/** A project that runs, its money set aside; `authorisationId` pays its bills. */
export async function makeRunning(world: World, town: Town, needId: string): Promise<string> {
  const id = await makeDraft(town, needId);
  const { procedureId } = must(await submitProject(town.worker.scope, { id }));
  await passGrant(world, town, procedureId);
  must(await enactProject(town.worker.scope, { id: procedureId }));
  return id;
}

/** Where goes what a project did not spend: proposed, voted, accepted. */
export async function passSurplus(town: Town, id: string, to: 'fund' | 'similar' = 'fund'): Promise<string> {
  const { procedureId } = must(await proposeSurplus(town.worker.scope, { id, to, words: '资助办法第七条' }));
  await voteYes(town, procedureId);
  must(await answerAsHost(town.finance.scope, { id: procedureId, answer: 'accept' }));
  return procedureId;
}

/** Closes a project that is done, after a decision about what it left over. */
export async function closeWithRest(town: Town, id: string, lessons: string, to: 'fund' | 'similar' = 'fund') {
  await passSurplus(town, id, to);
  must(await closeProject(town.worker.scope, { id, lessons }));
}

/** A payment asked for, approved by two people and paid. */
export async function makePayment(world: World, town: Town, authorisationId: string, amount: string) {
  const { id } = must(
    await askPayment(town.worker.scope, {
      ...{ authorisationId, payeeOrganisationId: town.provider, amount, whatFor: '第一个月餐费' },
    }),
  );
  must(await approvePayment(town.treasurer.scope, { id }));
  const second = town.committee.members['王秀英'];
  if (second !== undefined) must(await approvePayment(second.scope, { id }));
  must(await payPayment(town.finance.scope, { id, bankReference: `付${amount}` }));
  world.clock.advance({ minutes: 1 });
  return id;
}
