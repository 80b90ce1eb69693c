import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import {
  accept,
  checks,
  confirm,
  contactFor,
  decline,
  failMatch,
  handAcross,
  handOver,
  proposal,
  proposalsOfPerson,
  propose,
  withdraw,
} from '#modules/matching';
import { need as needById } from '#modules/needs';
import { correctPerson, person, recordConsent } from '#modules/people';
import { bookingsOf, reserve, resource, takeBack } from '#modules/resources';
import { runChecks } from '#platform/check';
import type { Scope } from '#platform/scope';
import { makeNeighbourhood } from '#tests/matching';

const { world, worker, granny, neighbour, stranger, needs, offers, proposed } = await makeNeighbourhood(
  import.meta.url,
);

async function messages(personId: string): Promise<string[]> {
  const rows = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.body);
}

describe('the life of a proposal', () => {
  test('F132 an offer to a stranger is accepted by both, handed over and confirmed; contact opens to the two alone, and only then [/me/:space/matches]', async () => {
    const needId = await needs({ title: '教用手机', class_code: 'service.education', unit: '次' });
    const help = await offers(neighbour.scope, {
      kind: 'skill',
      title: '教手机',
      class_code: 'service.education',
      unit: '次',
      quantity: '3',
    });
    must(await correctPerson(worker.scope, { personId: neighbour.personId, name: '李大勇', phone: '13900001111' }));
    must(
      await recordConsent(neighbour.scope, { personId: neighbour.personId, purpose: 'contact_share', given: 'yes' }),
    );
    const id = await proposed(needId, help);
    expect((await messages(neighbour.personId)).at(-1)).toContain('正好帮得上');
    expect((await messages(granny.personId)).at(-1)).toContain('有人能帮上您');
    const now = async (scope: Scope) => {
      const one = await proposal(scope, id);
      if (one === null) throw new Error('no proposal');
      return { one, contact: await contactFor(scope, one) };
    };
    // A third person neither accepts nor learns anything.
    expect(await proposalsOfPerson(stranger.scope, stranger.personId)).not.toContainEqual(
      expect.objectContaining({ id }),
    );
    expect((await proposalsOfPerson(granny.scope, granny.personId))[0]?.id).toBe(id);
    expect(await accept(stranger.scope, { id })).toMatchObject({ fault: { code: 'matching.not_yours' } });
    must(await accept(neighbour.scope, { id }));
    expect(await accept(neighbour.scope, { id })).toMatchObject({ fault: { code: 'matching.already_accepted' } });
    // Contact before both accepted: nobody sees it.
    expect((await now(granny.scope)).contact).toBeNull();
    must(await accept(granny.scope, { id, share_contact: '' }));
    expect(await now(granny.scope)).toMatchObject({
      one: { state: 'accepted' },
      contact: { name: '李大勇', phone: '13900001111' },
    });
    // She did not agree to show hers, and strangers and even the desk are not the other side.
    expect((await now(neighbour.scope)).contact).toBeNull();
    expect((await now(stranger.scope)).contact).toBeNull();
    expect((await now(worker.scope)).contact).toBeNull();
    expect((await needById(worker.scope, needId))?.state).toBe('matched');
    expect(await confirm(granny.scope, { id })).toMatchObject({ fault: { code: 'matching.state' } });
    expect(await handOver(granny.scope, { id })).toMatchObject({ fault: { code: 'matching.not_yours' } });
    must(await handOver(neighbour.scope, { id }));
    expect(await confirm(neighbour.scope, { id })).toMatchObject({ fault: { code: 'matching.not_yours' } });
    must(await confirm(granny.scope, { id }));
    expect((await needById(worker.scope, needId))?.state).toBe('met');
    expect((await person(worker.scope, granny.personId))?.servedAt).not.toBeNull();
    expect((await now(granny.scope)).contact).toBeNull();
    const causes = await world.system.db
      .selectFrom('cause')
      .select(['from_kind', 'to_kind'])
      .where('to_id', '=', id)
      .orderBy('from_kind')
      .execute();
    expect(causes.map((one) => one.from_kind)).toEqual(['need', 'resource']);
  });

  test('F128 second-hand goods are reserved by a proposal, handed over out of stock and counted towards the need; hardship goes first', async () => {
    const warm = { class_code: 'material.daily.warmth' };
    const heater = {
      kind: 'goods' as const,
      title: '旧取暖器',
      class_code: 'material.daily.warmth',
      quantity: '3',
      unit: '台',
    };
    const stock = await offers(neighbour.scope, { ...heater, eligible: 'low_income' });
    const rich = await needs({ ...warm, title: '想要取暖器', quantity: '1' });
    const poor = await needs({ ...warm, title: '家里没有取暖', quantity: '2', low_income: 'yes', divisible: 'yes' });
    expect(await propose(worker.scope, { need: rich, resource: stock })).toMatchObject({
      fault: { code: 'matching.excluded', params: { reason: 'eligible' } },
    });
    expect(await propose(worker.scope, { need: poor, resource: stock, quantity: '4' })).toMatchObject({
      fault: { code: 'matching.too_much', params: { left: '2' } },
    });
    const id = await proposed(poor, stock);
    must(await accept(neighbour.scope, { id }));
    expect((await resource(worker.scope, stock))?.left).toBe(3n);
    // The desk notes for her, and says how it knows.
    expect(await accept(worker.scope, { id, side: 'taker' })).toMatchObject({
      fault: { code: 'matching.evidence_missing' },
    });
    must(await accept(worker.scope, { id, side: 'taker', said: '电话里答应了' }));
    must(await handOver(worker.scope, { id }));
    expect((await resource(worker.scope, stock))?.left).toBe(1n);
    expect(await confirm(worker.scope, { id })).toMatchObject({ fault: { code: 'matching.evidence_missing' } });
    must(await confirm(worker.scope, { id, evidence: '上门看过，热了' }));
    expect(await needById(worker.scope, poor)).toMatchObject({ state: 'met', metQuantity: 2n });
  });

  test('F129 a wheelchair crosses the desk in one tap: lent, the need met, due back; taken back later', async () => {
    const shared = await offers(neighbour.scope, { title: '社区轮椅' });
    const needId = await needs({ wanted_until: '2026-12-31' });
    const made = must(await handAcross(worker.scope, { need: needId, resource: shared }));
    expect(await proposal(worker.scope, made.id)).toMatchObject({ state: 'confirmed', acrossDesk: true });
    expect((await needById(worker.scope, needId))?.state).toBe('met');
    const [out] = await bookingsOf(worker.scope, [shared]);
    expect(out).toMatchObject({ state: 'out', personId: granny.personId, needId });
    const again = await needs({ title: '又一台轮椅', person: stranger.personId });
    expect(await handAcross(worker.scope, { need: again, resource: shared })).toMatchObject({
      fault: { code: 'matching.excluded', params: { reason: 'booked' } },
    });
    must(await takeBack(worker.scope, { id: out?.id ?? '' }));
    must(await handAcross(worker.scope, { need: again, resource: shared }));
    expect(await handAcross(granny.scope, { need: again, resource: shared })).toMatchObject({
      fault: { code: 'access.not_allowed' },
    });
  });

  test('F129 what stays with its owner, or needs a visit, is asked of both and not crossed', async () => {
    const kept = await offers(neighbour.scope, { title: '家里的轮椅', kept_by_owner: 'yes' });
    const needId = await needs();
    expect(await handAcross(worker.scope, { need: needId, resource: kept })).toMatchObject({
      fault: { code: 'matching.not_at_desk' },
    });
    const id = await proposed(needId, kept);
    must(await accept(neighbour.scope, { id }));
    must(await accept(granny.scope, { id }));
    // Kept for her from now on: somebody else can not have it on those days.
    const taken = await reserve(worker.scope, {
      id: kept,
      person: stranger.personId,
      from: '2026-03-10',
      until: '2026-03-11',
    });
    expect(taken).toMatchObject({ fault: { code: 'resources.taken' } });
    must(await withdraw(granny.scope, { id, reason: '女儿买了一台' }));
    expect((await needById(worker.scope, needId))?.state).toBe('open');
    must(await reserve(worker.scope, { id: kept, person: stranger.personId, from: '2026-03-10', until: '2026-03-11' }));
  });

  test('F015 a decline says why, is told, and the pair is not proposed again; the need stays open', async () => {
    const needId = await needs({ title: '轮椅再借' });
    const chair = await offers(neighbour.scope, { title: '另一台轮椅' });
    const id = await proposed(needId, chair);
    expect(await decline(neighbour.scope, { id, reason: '  ' })).toMatchObject({
      fault: { code: 'matching.reason_missing' },
    });
    expect(await decline(stranger.scope, { id, reason: '不关我事' })).toMatchObject({
      fault: { code: 'matching.not_yours' },
    });
    must(await decline(neighbour.scope, { id, reason: '轮子坏了在修' }));
    expect((await messages(granny.personId)).at(-1)).toContain('轮子坏了在修');
    expect((await needById(worker.scope, needId))?.state).toBe('open');
    expect(await propose(worker.scope, { need: needId, resource: chair })).toMatchObject({
      fault: { code: 'matching.excluded', params: { reason: 'declined' } },
    });
    expect(await accept(granny.scope, { id })).toMatchObject({ fault: { code: 'matching.state' } });
  });

  test('F015 what came to nothing after handing over goes back on the shelf, and the need is open again', async () => {
    const flour = await offers(neighbour.scope, {
      kind: 'goods',
      title: '面粉',
      class_code: 'material.food.groceries',
      unit: '袋',
      quantity: '2',
    });
    const needId = await needs({ title: '缺面粉', class_code: 'material.food.groceries', unit: '袋', quantity: '2' });
    const id = await proposed(needId, flour);
    must(await accept(neighbour.scope, { id }));
    must(await accept(granny.scope, { id }));
    must(await handOver(worker.scope, { id }));
    expect((await resource(worker.scope, flour))?.left).toBe(0n);
    must(await failMatch(granny.scope, { id, reason: '袋子破了' }));
    expect((await resource(worker.scope, flour))?.left).toBe(2n);
    expect(await needById(worker.scope, needId)).toMatchObject({ state: 'open', metQuantity: 0n });
    must(await propose(worker.scope, { need: needId, resource: flour }));
  });

  test('F015 two agreed on the same free days at once: one gets it, the other is told and nothing is half done', async () => {
    const chair = await offers(neighbour.scope, { title: '只有一台' });
    const [a, b] = [await needs({ title: '甲要轮椅' }), await needs({ title: '乙要轮椅', person: stranger.personId })];
    const [first, second] = [await proposed(a, chair), await proposed(b, chair)];
    must(await accept(granny.scope, { id: first }));
    must(await accept(stranger.scope, { id: second }));
    must(await accept(neighbour.scope, { id: first }));
    expect(await accept(neighbour.scope, { id: second })).toMatchObject({ fault: { code: 'resources.taken' } });
    expect(await proposal(worker.scope, second)).toMatchObject({ state: 'proposed', giverAcceptedAt: null });
  });

  test('F015 another space can touch none of it', async () => {
    const space = await world.otherSpace();
    const there = await world.person('隔壁', ['worker'], { space });
    const needId = await needs({ title: '最后一台' });
    const chair = await offers(neighbour.scope, { title: '最后的轮椅' });
    const id = await proposed(needId, chair);
    expect(await propose(there.scope, { need: needId, resource: chair })).toMatchObject({
      fault: { code: 'matching.need_unknown' },
    });
    expect(await accept(there.scope, { id, side: 'giver', said: '说好了' })).toMatchObject({
      fault: { code: 'matching.not_found' },
    });
  });
});

test('after all this the checks of the room hold', async () => {
  const found = await runChecks(world.system, checks);
  expect(found.filter((one) => one.count > 0)).toEqual([]);
});
