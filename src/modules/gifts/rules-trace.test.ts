import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookEvent, followMoney } from './rules-trace.ts';

const money = (id: string, amount: bigint, fund = 'f'): BookEvent => ({ kind: 'in', id, fund, amount });
const paid = (id: string, amount: bigint, fund = 'f'): BookEvent => ({ kind: 'out', id, fund, amount });

describe('F045 which money paid what', () => {
  test('what came first is used first, to the fen', () => {
    const { flows, rests } = followMoney([money('a', 3_001n), money('b', 5_000n), paid('x', 4_500n), money('c', 1n)]);
    expect(flows).toEqual([
      { use: 'x', source: 'a', amount: 3_001n },
      { use: 'x', source: 'b', amount: 1_499n },
    ]);
    expect(rests).toEqual([
      { fund: 'f', source: 'b', amount: 3_501n },
      { fund: 'f', source: 'c', amount: 1n },
    ]);
  });

  test('money for a purpose goes to its purpose and to nothing else', () => {
    const { flows } = followMoney([
      money('early', 100n),
      money('for books', 100n, 'books'),
      paid('books', 60n, 'books'),
      paid('paint', 100n),
    ]);
    expect(flows).toEqual([
      { use: 'books', source: 'for books', amount: 60n },
      { use: 'paint', source: 'early', amount: 100n },
    ]);
  });

  test('what came back from a payee was the last to go, and pays the next thing first', () => {
    const { flows, rests } = followMoney([
      ...[money('a', 100n), money('b', 100n), paid('x', 150n)],
      ...[{ kind: 'back', id: 'x', fund: 'f', amount: 70n } as const, paid('y', 80n)],
    ]);
    expect(flows).toEqual([
      { use: 'x', source: 'a', amount: 80n },
      { use: 'y', source: 'a', amount: 20n },
      { use: 'y', source: 'b', amount: 60n },
    ]);
    expect(rests).toEqual([{ fund: 'f', source: 'b', amount: 40n }]);
  });

  test('money that changes funds keeps where it came from', () => {
    const { flows, rests } = followMoney([
      ...[money('a', 100n, 'pot'), money('b', 10n)],
      ...[{ kind: 'move', id: 'm', fund: 'pot', to: 'f', amount: 40n } as const, paid('x', 30n)],
    ]);
    expect(flows).toEqual([
      { use: 'x', source: 'b', amount: 10n },
      { use: 'x', source: 'a', amount: 20n },
    ]);
    expect(rests.filter((one) => one.source === 'a').reduce((sum, one) => sum + one.amount, 0n)).toBe(80n);
  });

  const fund = fc.constantFrom('f', 'g', 'h');
  const amount = fc.bigInt({ min: 1n, max: 10_000n });
  const event: fc.Arbitrary<BookEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('in' as const),
      id: fc.integer({ min: 0, max: 9 }).map((n) => `gift${n}`),
      fund,
      amount,
    }),
    fc.record({
      kind: fc.constant('out' as const),
      id: fc.integer({ min: 0, max: 9 }).map((n) => `use${n}`),
      fund,
      amount,
    }),
    fc.record({ kind: fc.constant('move' as const), id: fc.constant('move'), fund, to: fund, amount }),
  );
  /** The events that a ledger would let happen: nothing leaves a fund that is not there, nothing comes back that never went. */
  function lawful(events: readonly BookEvent[]): BookEvent[] {
    const there = new Map<string, bigint>();
    const put = (id: string, by: bigint) => there.set(id, (there.get(id) ?? 0n) + by);
    return events.filter((one) => {
      if (one.kind !== 'in' && (there.get(one.fund) ?? 0n) < one.amount) return false;
      if (one.kind === 'move' && one.fund === one.to) return false;
      put(one.fund, one.kind === 'in' ? one.amount : -one.amount);
      if (one.kind === 'move') put(one.to, one.amount);
      return true;
    });
  }
  const sumBy = (rows: readonly { readonly amount: bigint }[]) => rows.reduce((sum, one) => sum + one.amount, 0n);

  test('the parts of a gift and what is left of it add up to it; the parts of a use add up to the use', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const booked = lawful(events);
        const { flows, rests } = followMoney(booked);
        for (let n = 0; n < 10; n += 1) {
          const given = sumBy(booked.filter((one) => one.kind === 'in' && one.id === `gift${n}`));
          const spent = sumBy(flows.filter((one) => one.source === `gift${n}`));
          expect(spent + sumBy(rests.filter((one) => one.source === `gift${n}`))).toBe(given);
          const used = sumBy(booked.filter((one) => one.kind === 'out' && one.id === `use${n}`));
          expect(sumBy(flows.filter((one) => one.use === `use${n}`))).toBe(used);
        }
        expect(flows.every((one) => one.amount > 0n) && rests.every((one) => one.amount > 0n)).toBe(true);
        // The same books give the same answer.
        expect(followMoney(booked)).toEqual({ flows, rests });
      }),
    );
  });

  test('a use taken back whole leaves no trace, whatever came between', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), amount, (events, sum) => {
        const before = lawful(events);
        const there = sumBy(followMoney(before).rests.filter((one) => one.fund === 'f'));
        fc.pre(there >= sum);
        const undone = followMoney([...before, paid('z', sum), { kind: 'back', id: 'z', fund: 'f', amount: sum }]);
        const plain = followMoney(before);
        expect(undone.flows).toEqual(plain.flows);
        const total = (rests: typeof plain.rests, source: string) =>
          sumBy(rests.filter((one) => one.source === source));
        for (let n = 0; n < 10; n += 1) expect(total(undone.rests, `gift${n}`)).toBe(total(plain.rests, `gift${n}`));
      }),
    );
  });

  test('uses that were booked before the money still add up once it has come', () => {
    const { flows, rests } = followMoney([paid('x', 50n), money('a', 30n), money('b', 30n)]);
    expect(sumBy(flows)).toBe(50n);
    expect(rests).toEqual([{ fund: 'f', source: 'b', amount: 10n }]);
  });
});
