import { must } from '#kernel/result';
import {
  activateBody,
  addSeat,
  adoptRule,
  type BodyKind,
  type RuleKind,
  type SeatKind,
  setUpBody,
} from '#modules/bodies';
import { today } from '#platform/scope';
import type { Someone, World } from './world.ts';

/** A body at work with its members by name, in the order in which they were seated. */
export interface TestBody {
  readonly bodyId: string;
  readonly members: Readonly<Record<string, Someone>>;
}

/** Who sits where; the usual committee of five and a supervisor. */
export const usualSeats: readonly (readonly [name: string, kind: SeatKind])[] = [
  ['王秀英', 'resident'],
  ['李建国', 'donor'],
  ['陈明', 'charity'],
  ['赵敏', 'community'],
  ['孙立', 'social_work'],
  ['周监', 'supervisor'],
];

/** Sets up and starts a body through the commands, as a secretary would. */
export async function makeBody(
  world: World,
  by: Someone,
  kind: BodyKind = 'committee',
  seats: readonly (readonly [name: string, kind: SeatKind])[] = usualSeats,
  hostOrganisationId?: string,
): Promise<TestBody> {
  const names: Partial<Record<BodyKind, string>> = { two_committees: '柳巷两委', council: '柳巷居民议事会' };
  const set = { kind, name: names[kind] ?? '柳巷基金管委会', charter: '管好每一分钱\n公开每一笔账' };
  const host = hostOrganisationId === undefined ? {} : { hostOrganisationId };
  const { id: bodyId } = must(await setUpBody(by.scope, { ...set, ...host }));
  const members: Record<string, Someone> = {};
  for (const [name, seat] of seats) {
    const member = await world.person(name);
    members[name] = member;
    must(await addSeat(by.scope, { bodyId, kind: seat, personId: member.personId }));
  }
  must(await activateBody(by.scope, { id: bodyId }));
  return { bodyId, members };
}

/** Adopts a rule with the usual numbers, some of them changed. */
export async function makeRule(
  by: Someone,
  kind: RuleKind,
  more: Readonly<
    Partial<Record<'quorum' | 'share' | 'publicationDays' | 'answerDays' | 'inForceFrom' | 'validUntil', string>> & {
      readonly tie?: 'fails' | 'chair' | 'again';
      readonly abstention?: 'present' | 'aside';
      readonly changedBy?: 'change' | 'four_two';
    }
  > = {},
): Promise<string> {
  const rule = await adoptRule(by.scope, {
    ...{ kind, title: '资助办法', text: '先议后办。', basis: '第一次会议通过。' },
    ...{ inForceFrom: today(by.scope), quorum: '2/3', share: '1/2', way: 'more_than', of: 'present' },
    ...{ publicationDays: '7', answerDays: '3', voteDays: '14', hostDays: '7', approvalsNeeded: '2' },
    ...more,
  });
  return must(rule).id;
}
