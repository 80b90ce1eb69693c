import { must } from '#kernel/result';
import { activateBody, addSeat, adoptRule, type SeatKind, setUpBody } from '#modules/bodies';
import { answerAsHost, castVote, closeStep, procedure } from '#modules/decisions';
import { openFund, setUpFund } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { checkNeed, draftNeed } from '#modules/needs';
import { registerOrganisation } from '#modules/organisations';
import { actorFor, createAccount, grantMandate, registerPerson } from '#modules/people';
import { createSpace } from '#modules/places';
import { draftProject, enactProject, submitProject } from '#modules/projects';
import type { Platform } from '#platform/platform';
import { makeScope, type Role, type Scope, systemActor, today } from '#platform/scope';
import { fiveParts } from '#tests/project';
import { password } from './village.ts';

/** A community with an open fund, a committee, and a project whose bills may be paid: everything moves in it at once. */
export interface LivelyTown {
  readonly spaceId: string;
  readonly slug: string;
  readonly fundId: string;
  readonly bodyId: string;
  readonly provider: string;
  /** The decision to pay the project's bills from. */
  readonly authorisationId: string;
  /** Seats that vote, in the order in which they were taken. */
  readonly seats: readonly string[];
  /** User names; the password is the same for all. */
  readonly names: {
    readonly finance: string;
    readonly treasurer: string;
    readonly worker: string;
    readonly secretary: string;
    /** Who holds the first seat. */
    readonly member: string;
  };
}

const seated: readonly (readonly [name: string, kind: SeatKind])[] = [
  ['王秀英', 'resident'],
  ['李建国', 'donor'],
  ['陈明', 'charity'],
  ['赵敏', 'community'],
  ['孙立', 'social_work'],
  ['周监', 'supervisor'],
];

interface Someone {
  readonly personId: string;
  readonly username: string;
  /** What they act in, as late as the town is by then. */
  scope(): Promise<Scope>;
}

/** Registers people with accounts, and organisations, in a new space. */
async function settle(platform: Platform, slug: string) {
  const space = must(
    await createSpace(platform, {
      ...{ kind: 'community', slug, name: '柳巷社区', shortName: '柳巷', sentence: '一家有事百家帮', publishing: true },
    }),
  );
  const system = makeScope({ platform, spaceId: space.id, actor: systemActor('set-up') });
  const someone = async (name: string, role?: Role, organisationId?: string): Promise<Someone> => {
    const personId = must(await registerPerson(system, { name })).id;
    if (role !== undefined)
      must(await grantMandate(system, { personId, role, ...(organisationId === undefined ? {} : { organisationId }) }));
    const username = `${slug}_${role ?? personId.slice(-8)}`;
    must(await createAccount(platform, { spaceId: space.id, personId, username, password }));
    const scope = async (): Promise<Scope> => {
      const actor = await actorFor(platform, space.id, personId, { secondFactor: true });
      return makeScope({ platform, spaceId: space.id, actor });
    };
    return { personId, username, scope };
  };
  const organisation = async (name: string, kind: 'charity' | 'social_organisation') =>
    must(await registerOrganisation(system, { name, kind, standing: 'informal' })).id;
  return { spaceId: space.id, someone, organisation };
}

/** A committee at work, with rules for grants and for changes. */
async function seatCommittee(office: Scope, charity: string, someone: (name: string) => Promise<Someone>) {
  const set = {
    kind: 'committee',
    name: '柳巷基金管委会',
    charter: '公开每一笔账',
    hostOrganisationId: charity,
  } as const;
  const { id: bodyId } = must(await setUpBody(office, set));
  const members: Someone[] = [];
  const seats: string[] = [];
  for (const [name, kind] of seated) {
    const member = await someone(name);
    const seat = must(await addSeat(office, { bodyId, kind, personId: member.personId }));
    if (kind === 'supervisor') continue;
    members.push(member);
    seats.push(seat.id);
  }
  must(await activateBody(office, { id: bodyId }));
  for (const kind of ['grant', 'change'] as const)
    must(
      await adoptRule(office, {
        ...{ kind, title: '议事办法', text: '先议后办。', basis: '第一次会议通过。', inForceFrom: today(office) },
        ...{ quorum: '2/3', share: '1/2', way: 'more_than', of: 'present', publicationDays: '7', answerDays: '3' },
        ...{ voteDays: '14', hostDays: '7', approvalsNeeded: '2' },
      }),
    );
  return { bodyId, members, seats };
}

/** An open fund with money in it. */
async function fillFund(office: Scope, money: Scope, charity: string, committeeBodyId: string): Promise<string> {
  const id = must(
    await setUpFund(office, {
      ...{ kind: 'main', name: '柳巷社区慈善基金', purpose: '给街坊办事', hostOrganisationId: charity },
      ...{ agreementNumber: '江慈〔2026〕7号', agreementFrom: '2020-01-01', bankText: '江城银行柳巷支行' },
      committeeBodyId,
    }),
  ).id;
  must(await openFund(money, { id }));
  must(
    await recordBankGift(money, {
      ...{ fundId: id, way: 'bank', nature: 'gift', sourceClass: 'resident', publicity: 'masked' },
      ...{ donorName: '刘大方', amount: '500000', bankReference: 'START', waived: true },
    }),
  );
  return id;
}

/** A need, and a project that answers it, handed in. */
async function handIn(desk: Scope, fund: string, provider: string): Promise<string> {
  const need = must(
    await draftNeed(desk, {
      ...{ title: '独居老人吃饭难', summary: '独居老人中午没有热饭', class_code: 'service.care' },
      ...{ quantity: '1', unit: '项', urgency: 'normal' },
    }),
  );
  must(await checkNeed(desk, { id: need.id }));
  const project = must(
    await draftProject(desk, {
      ...{ title: '助餐', kind: 'project', driver: 'need', fund, provider, needs: [need.id], ...fiveParts },
      lines: [{ title: '餐盒', quantity: '100000', price: '3', source: 'fund' }],
    }),
  );
  return must(await submitProject(desk, { id: project.id })).procedureId;
}

/** Builds the town by commands alone; it begins some weeks ago, so that what needs its days has had them. */
export async function makeTown(real: Platform, slug: string): Promise<LivelyTown> {
  let days = 20;
  const platform: Platform = { ...real, now: () => new Date(real.now().getTime() - days * 86_400_000) };
  const { spaceId, someone, organisation } = await settle(platform, slug);
  const charity = await organisation('江城慈善会', 'charity');
  const provider = await organisation('夕阳红助餐社', 'social_organisation');
  const worker = await someone('周社工', 'worker');
  const secretary = await someone('秦秘书', 'secretary');
  const finance = await someone('金会计', 'finance', charity);
  const treasurer = await someone('钱守正', 'treasurer');
  const office = await secretary.scope();
  const { bodyId, members, seats } = await seatCommittee(office, charity, someone);
  const fundId = await fillFund(office, await finance.scope(), charity, bodyId);
  const id = await handIn(await worker.scope(), fundId, provider);
  for (const member of members) await castVote(await member.scope(), { id, choice: 'yes' });
  must(await closeStep(office, { id }));
  days = 1;
  const later = await secretary.scope();
  must(await closeStep(later, { id }));
  must(await answerAsHost(await finance.scope(), { id, answer: 'accept' }));
  must(await enactProject(await worker.scope(), { id }));
  const authorisationId = (await procedure(later, id))?.authorisationId ?? '';
  return {
    ...{ spaceId, slug, fundId, bodyId, provider, authorisationId, seats },
    names: {
      ...{ finance: finance.username, treasurer: treasurer.username },
      ...{ worker: worker.username, secretary: secretary.username, member: members[0]?.username ?? '' },
    },
  };
}
