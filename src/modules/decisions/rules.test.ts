import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction } from '#kernel/fraction';
import type { VotingRule } from '#modules/bodies';
import { interest, tally } from './rules.ts';
import type { Choice, CountedSeat, CountedVote } from './schema.ts';

const ordinary: VotingRule = {
  quorum: fraction(2n, 3n),
  share: fraction(1n, 2n),
  way: 'more_than',
  of: 'present',
  tie: 'fails',
  abstention: 'present',
};
const special: VotingRule = { ...ordinary, share: fraction(2n, 3n), way: 'at_least' };

const seatsOf = (count: number): CountedSeat[] =>
  Array.from({ length: count }, (_, at) => ({ id: `s${at}`, personId: `p${at}`, kind: 'member', votes: true }));
const votesOf = (choices: readonly (Choice | null)[]): CountedVote[] =>
  choices.flatMap((choice, at) => (choice === null ? [] : [{ seatId: `s${at}`, turn: 1, choice }]));
const nobody = new Set<string>();

describe('a count by examples', () => {
  test('F039 five members, three yes: passed, and every part is told', () => {
    const counted = tally(ordinary, seatsOf(5), votesOf(['yes', 'yes', 'no', 'yes', null]), nobody);
    expect(counted).toMatchObject({
      ...{ seats: 5, recused: 0, eligible: 5, present: 4, quorumNeeded: 4, quorumMet: true },
      ...{ yes: 3, no: 1, abstain: 0, base: 4, yesNeeded: 3, passed: true },
    });
    expect(counted.marks.map((one) => one.mark)).toEqual(['yes', 'yes', 'no', 'yes', 'absent']);
  });

  test.each([
    ['a tie fails', ordinary, ['yes', 'yes', 'no', 'no', null], false],
    ['abstaining is being present, not a yes', ordinary, ['yes', 'yes', 'abstain', 'abstain', null], false],
    ['two thirds exactly carry a special vote', special, ['yes', 'yes', 'yes', 'yes', 'no', 'no'], true],
    ['just under two thirds do not', special, ['yes', 'yes', 'yes', 'no', 'no'], false],
    ['three of five are no quorum of two thirds', ordinary, ['yes', 'yes', 'yes', null, null], false],
  ] as const)('%s', (_name, rule, choices, passed) => {
    expect(tally(rule, seatsOf(choices.length), votesOf(choices), nobody).passed).toBe(passed);
  });

  test('two thirds of all members, whoever is present', () => {
    const all: VotingRule = { ...special, of: 'seats' };
    expect(tally(all, seatsOf(6), votesOf(['yes', 'yes', 'yes', 'no', null, null]), nobody)).toMatchObject({
      base: 6,
      yesNeeded: 4,
      passed: false,
    });
  });

  test('a recused member leaves quorum and denominator, whatever was cast', () => {
    const counted = tally(ordinary, seatsOf(5), votesOf(['yes', 'yes', 'yes', null, 'no']), new Set(['p4']));
    expect(counted).toMatchObject({ eligible: 4, recused: 1, quorumNeeded: 3, present: 3, no: 0, passed: true });
  });

  test('everybody recused is below quorum', () => {
    expect(tally(ordinary, seatsOf(2), votesOf(['yes', 'yes']), new Set(['p0', 'p1'])).quorumMet).toBe(false);
  });

  test('a supervisor is not counted', () => {
    const [first, ...others] = seatsOf(3);
    const seats = first === undefined ? [] : [{ ...first, votes: false }, ...others];
    expect(tally(ordinary, seats, votesOf(['no', 'yes', 'yes']), nobody)).toMatchObject({ seats: 2, no: 0, yes: 2 });
  });
});

const anyRule = fc.record({
  quorum: fc.constantFrom(fraction(1n, 2n), fraction(2n, 3n), fraction(1n), fraction(1n, 9n)),
  share: fc.constantFrom(fraction(1n, 2n), fraction(2n, 3n), fraction(3n, 4n), fraction(4n, 5n)),
  way: fc.constantFrom('more_than' as const, 'at_least' as const),
  of: fc.constantFrom('present' as const, 'seats' as const),
  tie: fc.constantFrom('fails' as const, 'chair' as const, 'again' as const),
  abstention: fc.constantFrom('present' as const, 'aside' as const),
});
const anyChoice = fc.constantFrom<Choice>('yes', 'no', 'abstain');
const anyBallot = fc.integer({ min: 1, max: 15 }).chain((size) =>
  fc.record({
    seats: fc.constant(seatsOf(size)),
    votes: fc.array(
      fc.record({ seatId: fc.integer({ min: 0, max: size - 1 }).map((at) => `s${at}`), choice: anyChoice }),
      {
        maxLength: 40,
      },
    ),
    recused: fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }).map((at) => `p${at}`)),
  }),
);
/** Numbers each seat's votes as the commands do. */
function numbered(votes: readonly { seatId: string; choice: Choice }[]): CountedVote[] {
  const turns = new Map<string, number>();
  return votes.map((vote) => {
    const turn = (turns.get(vote.seatId) ?? 0) + 1;
    turns.set(vote.seatId, turn);
    return { ...vote, turn };
  });
}

describe('a count by properties', () => {
  test('the order in which votes arrive changes nothing', () => {
    fc.assert(
      fc.property(anyRule, anyBallot, fc.infiniteStream(fc.nat()), (rule, ballot, noise) => {
        const votes = numbered(ballot.votes);
        const keyed = votes.map((vote) => ({ vote, key: noise.next().value }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map((one) => one.vote);
        const recused = new Set(ballot.recused);
        expect(tally(rule, ballot.seats, shuffled, recused)).toEqual(tally(rule, ballot.seats, votes, recused));
      }),
    );
  });

  test('the parts add up, and who stands aside is never counted', () => {
    fc.assert(
      fc.property(anyRule, anyBallot, (rule, ballot) => {
        const counted = tally(rule, ballot.seats, numbered(ballot.votes), new Set(ballot.recused));
        expect(counted.recused).toBe(ballot.recused.length);
        expect(counted.eligible + counted.recused).toBe(counted.seats);
        expect(counted.yes + counted.no + counted.abstain).toBe(counted.present);
        expect(counted.present).toBeLessThanOrEqual(counted.eligible);
        const without = numbered(
          ballot.votes.filter((vote) => !ballot.recused.includes(vote.seatId.replace('s', 'p'))),
        );
        expect(tally(rule, ballot.seats, without, new Set(ballot.recused))).toEqual(counted);
      }),
    );
  });

  test('one more yes never undoes a pass', () => {
    fc.assert(
      fc.property(anyRule, anyBallot, fc.nat(), (rule, ballot, pick) => {
        const recused = new Set(ballot.recused);
        const votes = numbered(ballot.votes);
        const seat = ballot.seats[pick % ballot.seats.length];
        if (seat === undefined || !tally(rule, ballot.seats, votes, recused).passed) return;
        const more = [...votes, { seatId: seat.id, turn: 1000, choice: 'yes' as const }];
        expect(tally(rule, ballot.seats, more, recused).passed).toBe(true);
      }),
    );
  });

  test('equal numbers for and against never pass under a share of one half or more, taken strictly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), (half) => {
        const choices = [...Array<Choice>(half).fill('yes'), ...Array<Choice>(half).fill('no')];
        expect(tally(ordinary, seatsOf(half * 2), votesOf(choices), nobody).passed).toBe(false);
      }),
    );
  });
});

describe('an interest in the payee', () => {
  const member = {
    personId: 'me',
    organisationIds: ['club'],
    household: [{ personId: 'wife', speaksForPayee: false }],
  };
  test.each([
    ['the payee in person', { personId: 'me', organisationId: null }, 'same_person'],
    ['a member of the organisation', { personId: null, organisationId: 'club' }, 'organisation'],
    ['the payee at home', { personId: 'wife', organisationId: null }, 'household'],
    ['a stranger', { personId: 'other', organisationId: 'firm' }, null],
    ['nobody paid', { personId: null, organisationId: null }, null],
  ] as const)('%s', (_name, payee, ground) => {
    expect(interest(member, payee)).toBe(ground);
  });

  test('who lives with the one who speaks for the firm', () => {
    const home = [{ personId: 'wife', speaksForPayee: true }];
    expect(interest({ ...member, household: home }, { personId: null, organisationId: 'firm' })).toBe('household');
  });
});
