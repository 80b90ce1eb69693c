import { must } from '#kernel/result';
import type { SeatKind } from '#modules/bodies';
import { addMember, registerOrganisation } from '#modules/organisations';
import { makeBody, makeRule } from '#tests/committee';
import type { Someone, World } from '#tests/world';

/** Everybody in the story by what they do in it; nobody is an administrator. */
export interface Cast {
  /** Speaks of the first need. */
  readonly speaker: Someone;
  /** Speaks of the second, and has a tap that drips. */
  readonly tapOwner: Someone;
  readonly worker: Someone;
  readonly firm: Someone;
  readonly neighbour: Someone;
  readonly shop: Someone;
  readonly provider: Someone;
  readonly secretary: Someone;
  readonly finance: Someone;
  readonly treasurer: Someone;
  readonly treasurer2: Someone;
  readonly objector: Someone;
  /** One of those served, who then leads. */
  readonly capable: Someone;
  readonly helpers: readonly [Someone, Someone];
  /** Only a seat, no role: four who vote, one who stands aside, one who watches without a vote. */
  readonly members: Readonly<Record<string, Someone>>;
  readonly recused: Someone;
  readonly watcher: Someone;
  readonly twoCommittees: Readonly<Record<string, Someone>>;
  readonly council: Readonly<Record<string, Someone>>;
  readonly organisations: Readonly<Record<'charity' | 'provider' | 'firm' | 'shop', string>>;
  readonly committeeId: string;
}

export const names = {
  charity: '江城慈善会',
  provider: '夕阳红助餐社',
  firm: '安步康复器材',
  shop: '老街面馆',
  committee: '柳巷基金管委会',
} as const;

const committee: readonly (readonly [string, SeatKind])[] = [
  ['王秀英', 'resident'],
  ['李建国', 'donor'],
  ['陈明', 'charity'],
  ['赵敏', 'community'],
  ['孙立', 'social_work'],
  ['周监', 'supervisor'],
];
const twoCommittees: readonly (readonly [string, SeatKind])[] = [
  ['许书记', 'chair'],
  ['高委员', 'member'],
  ['罗委员', 'member'],
];
const council: readonly (readonly [string, SeatKind])[] = [
  ['顾议长', 'chair'],
  ['白议员', 'member'],
  ['江议员', 'member'],
];

async function organisations(world: World) {
  const register = async (name: string, kind: 'charity' | 'shop' | 'social_organisation' | 'firm') =>
    must(await registerOrganisation(world.system, { name, kind, standing: 'informal' })).id;
  return {
    charity: await register(names.charity, 'charity'),
    provider: await register(names.provider, 'social_organisation'),
    firm: await register(names.firm, 'firm'),
    shop: await register(names.shop, 'shop'),
  };
}

/** Who lives and works in this neighbourhood before anything happens. */
export async function gatherCast(world: World): Promise<Cast> {
  const known = await organisations(world);
  const secretary = await world.person('秘书甲', ['secretary']);
  const bodies = {
    committee: await makeBody(world, secretary, 'committee', committee, known.charity),
    two: await makeBody(world, secretary, 'two_committees', twoCommittees),
    council: await makeBody(world, secretary, 'council', council),
  };
  for (const kind of ['grant', 'admission', 'micro'] as const) await makeRule(secretary, kind);
  const speaksFor = async (name: string, organisationId: string): Promise<Someone> => {
    const person = await world.person(name);
    must(await addMember(world.system, { organisationId, personId: person.personId, represents: true }));
    return person;
  };
  const member = (name: string): Someone => {
    const found = bodies.committee.members[name];
    if (found === undefined) throw new Error(`nobody sits as ${name}`);
    return found;
  };
  // One member belongs to the firm that would be paid, so that they stand aside.
  const recused = member('孙立');
  must(await addMember(world.system, { organisationId: known.provider, personId: recused.personId }));
  return {
    speaker: await world.person('陈阿婆'),
    tapOwner: await world.person('赵伯伯'),
    worker: await world.person('吴社工', ['worker']),
    firm: await speaksFor('郑经理', known.firm),
    neighbour: await world.person('林师傅'),
    shop: await speaksFor('何老板', known.shop),
    provider: await speaksFor('毛大姐', known.provider),
    secretary,
    finance: await world.person('金会计', ['finance'], { organisationId: known.charity }),
    treasurer: await world.person('钱守正', ['treasurer']),
    treasurer2: await world.person('沈复核', ['treasurer']),
    objector: await world.person('魏先生'),
    capable: await world.person('方阿姨'),
    helpers: [await world.person('姚红'), await world.person('丁一鸣')],
    members: Object.fromEntries(['王秀英', '李建国', '陈明', '赵敏'].map((name) => [name, member(name)])),
    recused,
    watcher: member('周监'),
    twoCommittees: bodies.two.members,
    council: bodies.council.members,
    organisations: known,
    committeeId: bodies.committee.bodyId,
  };
}
