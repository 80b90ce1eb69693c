import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classDistance,
  type Exclusion,
  exclusionOf,
  exclusions,
  type Offered,
  partNames,
  partsOf,
  proposeFor,
  type Wanted,
  type Weights,
} from './match-score.ts';

const today = '2026-03-02';
const weights: Weights = {
  most: { fit: 30, urgency: 20, distance: 20, waiting: 10, fresh: 10, fair: 10 },
  waitingDays: 60,
  staleDays: 90,
};

const need: Wanted = {
  id: 'n1',
  classPath: ['material', 'material.daily'],
  sorted: true,
  missing: 1n,
  unit: '台',
  divisible: false,
  groups: ['anyone', 'residents'],
  places: ['b3', 'e1'],
  estate: 'e1',
  from: null,
  until: '2026-04-01',
  homeVisit: false,
  urgency: 'soon',
  waitingSince: '2026-02-20',
  served: 1,
  personId: 'p1',
  reachable: true,
};

const offer: Offered = {
  id: 'r1',
  classPath: ['material', 'material.daily'],
  sorted: true,
  left: 1n,
  unit: '台',
  paused: false,
  eligible: 'anyone',
  homeVisits: false,
  vetted: false,
  reach: 'space',
  places: ['e2'],
  estate: 'e2',
  from: null,
  until: null,
  freeThen: true,
  confirmedOn: '2026-02-01',
  ownerId: 'p2',
  reachable: true,
};

/** One changed input each, and the one reason it must name. */
const decoys: readonly (readonly [Exclusion, Partial<Wanted>, Partial<Offered>])[] = [
  ['own', {}, { ownerId: 'p1' }],
  ['class', {}, { classPath: ['material', 'material.food'] }],
  ['coarse', {}, { sorted: false }],
  ['paused', {}, { paused: true }],
  ['eligible', {}, { eligible: 'low_income' }],
  ['reach', {}, { reach: 'estate' }],
  ['not_yet', {}, { from: '2026-04-02' }],
  ['over', {}, { until: '2026-03-01' }],
  ['home_visit', { homeVisit: true }, { vetted: true }],
  ['not_vetted', { homeVisit: true }, { homeVisits: true }],
  ['no_consent', { homeVisit: true, reachable: false }, { homeVisits: true, vetted: true }],
  ['used_up', {}, { left: 0n }],
  ['too_little', { missing: 2n }, {}],
  ['booked', {}, { freeThen: false }],
];

describe('F015 hard filters', () => {
  test('F015 a pair without fault fits', () => {
    expect(exclusionOf(need, offer, today)).toBeNull();
  });

  test.each(decoys)('F015 a decoy is left out with its reason: %s', (reason, wanted, offered) => {
    expect(exclusionOf({ ...need, ...wanted }, { ...offer, ...offered }, today)).toBe(reason);
  });

  test('F015 what was proposed or declined before is named so', () => {
    expect(exclusionOf(need, offer, today, 'proposed')).toBe('proposed');
    expect(exclusionOf(need, offer, today, 'declined')).toBe('declined');
  });

  test('F015 every reason is shown by a decoy', () => {
    expect(new Set([...decoys.map(([reason]) => reason), 'proposed', 'declined', 'refused'])).toEqual(
      new Set(exclusions),
    );
  });

  test('F015 with several faults the first in order is the reason, and mending it names the next', () => {
    const some = fc.subarray([...decoys], { minLength: 1 });
    fc.assert(
      fc.property(some, (chosen) => {
        const wanted = Object.assign({}, need, ...chosen.map(([, one]) => one)) as Wanted;
        const offered = Object.assign({}, offer, ...chosen.map(([, , one]) => one)) as Offered;
        const named = exclusionOf(wanted, offered, today);
        const possible = chosen.map(([reason]) => reason);
        // Two home visit decoys together mend each other: who offers visits and is vetted may come, and whoever only
        // lacks consent is both.
        const both = possible.includes('home_visit') && possible.includes('not_vetted');
        const mended = both || possible.includes('no_consent');
        const left = exclusions.filter(
          (reason) => possible.includes(reason) && !(mended && (reason === 'home_visit' || reason === 'not_vetted')),
        );
        return named === (left[0] ?? null);
      }),
    );
  });

  test('F012 a skill given by the month is matched like goods, by class and what is left', () => {
    const advice = { ...offer, classPath: ['service', 'service.legal'], left: 2n, unit: '小时' };
    const asked = { ...need, classPath: ['service', 'service.legal'], missing: 1n, unit: '小时' };
    expect(exclusionOf(asked, advice, today)).toBeNull();
    expect(exclusionOf(asked, { ...advice, left: 0n }, today)).toBe('used_up');
  });
});

describe('F015 classes', () => {
  test('F015 a class and the family above it are near; sisters and strangers lie apart', () => {
    expect(classDistance(['a', 'a.b'], ['a', 'a.b'])).toBe(0);
    expect(classDistance(['a', 'a.b'], ['a'])).toBe(1);
    expect(classDistance(['a'], ['a', 'a.b'])).toBe(1);
    expect(classDistance(['a', 'a.b'], ['a', 'a.c'])).toBeNull();
    expect(classDistance(['a'], ['b'])).toBeNull();
    expect(classDistance([], ['b'])).toBeNull();
  });
});

const urgency = fc.constantFrom('urgent', 'soon', 'normal');
const day = fc
  .integer({ min: 0, max: 400 })
  .map((back) => new Date(Date.UTC(2026, 2, 2) - back * 86_400_000).toISOString().slice(0, 10));

describe('F015 the score', () => {
  test('F015 each part is a whole number between nothing and its most, and names its case', () => {
    fc.assert(
      fc.property(urgency, day, day, fc.nat(20), fc.bigInt(1n, 9n), (press, waiting, confirmed, served, left) => {
        const parts = partsOf(
          { ...need, urgency: press, waitingSince: waiting, served, missing: 3n },
          { ...offer, confirmedOn: confirmed, left },
          today,
          weights,
        );
        expect(parts.map((part) => part.name)).toEqual([...partNames]);
        for (const part of parts) {
          expect(Number.isInteger(part.points)).toBe(true);
          expect(part.points).toBeGreaterThanOrEqual(0);
          expect(part.points).toBeLessThanOrEqual(part.most);
          expect(part.why).not.toBe('');
        }
      }),
    );
  });

  /** One changed input each, and the one part it moves. */
  const changes = [
    ['fit', {}, { classPath: ['material'] }],
    ['urgency', { urgency: 'urgent' }, {}],
    ['distance', { estate: 'e2' }, {}],
    ['waiting', { waitingSince: '2026-01-01' }, {}],
    ['fresh', {}, { confirmedOn: today }],
    ['fair', { served: 0 }, {}],
  ] as const;

  test.each(changes)('F015 changing one input changes the named reason and no other: %s', (name, wanted, offered) => {
    const before = partsOf(need, offer, today, weights);
    const after = partsOf({ ...need, ...wanted } as Wanted, { ...offer, ...offered } as Offered, today, weights);
    const moved = partNames.filter(
      (part) =>
        JSON.stringify(before.find((one) => one.name === part)) !==
        JSON.stringify(after.find((one) => one.name === part)),
    );
    expect(moved).toEqual([name]);
  });

  test('F015 waiting longer, being served less and being confirmed later never lower a score', () => {
    const total = (wanted: Partial<Wanted>, offered: Partial<Offered> = {}) =>
      partsOf({ ...need, ...wanted }, { ...offer, ...offered }, today, weights).reduce(
        (sum, part) => sum + part.points,
        0,
      );
    fc.assert(
      fc.property(day, day, fc.nat(9), fc.nat(9), (a, b, few, more) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(total({ waitingSince: early })).toBeGreaterThanOrEqual(total({ waitingSince: late }));
        expect(total({}, { confirmedOn: late })).toBeGreaterThanOrEqual(total({}, { confirmedOn: early }));
        expect(total({ served: Math.min(few, more) })).toBeGreaterThanOrEqual(total({ served: Math.max(few, more) }));
      }),
    );
  });
});

describe('F015 the answer', () => {
  test('F015 the best comes first, decoys stand apart with their reasons, and the order asked in changes nothing', () => {
    const near = { ...offer, id: 'r2', estate: 'e1', places: ['e1'] };
    const decoy = { ...offer, id: 'r3', paused: true };
    const asked = [offer, near, decoy];
    const answer = proposeFor(
      need,
      asked.map((one) => ({ offer: one })),
      today,
      weights,
    );
    expect(answer.ranked.map((one) => one.id)).toEqual(['r2', 'r1']);
    expect(answer.excluded).toEqual([{ id: 'r3', reason: 'paused' }]);
    fc.assert(
      fc.property(fc.shuffledSubarray(asked, { minLength: 3 }), (order) => {
        const again = proposeFor(
          need,
          order.map((one) => ({ offer: one })),
          today,
          weights,
        );
        expect(again.ranked).toEqual(answer.ranked);
      }),
    );
  });

  test('F100 nothing that was given, served or earned is among the inputs', () => {
    const inputs = [...Object.keys(need), ...Object.keys(offer)];
    expect(inputs.filter((name) => /gift|donat|hour|point|pledge|money|volunteer/i.test(name))).toEqual([]);
  });
});
