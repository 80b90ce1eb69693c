import { fail, ok, type Result } from '#kernel/result';
import { person } from '#modules/people';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { type Inside, today } from '#platform/scope';
import { lockedPoll } from './commands.ts';
import { castInto } from './commands-box.ts';
import { addToRoll } from './commands-drawing.ts';
import { permissions } from './permissions.ts';
import { voter } from './queries.ts';
import { readArea } from './rules.ts';
import { AddOwner, OnRoll, type Poll, RollChange, type Voter } from './schema.ts';

async function setVoter(
  scope: Inside,
  pollId: string,
  personId: string,
  columns: { readonly struck_reason?: string; readonly added_reason?: string; readonly paper_out?: string | null },
): Promise<void> {
  await scope.db
    .updateTable('poll_voter')
    .set(columns)
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId)
    .where('person_id', '=', personId)
    .execute();
}

/** The vote and the line on its roll that a deed is about; while it has been announced and is not over. */
async function lineOf(scope: Inside, id: string, personId: string): Promise<Result<{ of: Poll; line: Voter | null }>> {
  const of = await lockedPoll(scope, id);
  if (of === null) return fail('votes.not_found');
  if (of.state !== 'ready' && of.state !== 'draft') return fail('votes.not_open');
  return ok({ of, line: await voter(scope, id, personId) });
}

/**
 * Puts somebody on the roll whom it forgot, or back on it, with a reason everybody at the desk sees. Refuses
 * `votes.not_found`, `votes.not_open`, `votes.on_roll`, `votes.person_unknown`.
 */
export const addVoter = command({
  name: 'votes.add_voter',
  permission: permissions.roll,
  input: RollChange,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lineOf(scope, input.id, input.personId);
    if (!found.ok) return found;
    const { of, line } = found.value;
    if (line !== null && line.struckReason === '') return fail('votes.on_roll', { field: 'personId' });
    if ((await person(scope, input.personId)) === null) return fail('votes.person_unknown', { field: 'personId' });
    if (line === null)
      await addToRoll(scope, of.id, { personId: input.personId, area: null, reason: input.reason, cutOff: of.cutOff });
    else await setVoter(scope, of.id, input.personId, { struck_reason: '', added_reason: input.reason });
    await audit(scope, { kind: 'poll', id: of.id, detail: { added: input.personId } });
    return ok({ id: of.id });
  },
});

/** Strikes somebody who does not belong on the roll and has not voted. Refuses as `addVoter`, `votes.already_voted`. */
export const strikeVoter = command({
  name: 'votes.strike_voter',
  permission: permissions.roll,
  input: RollChange,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lineOf(scope, input.id, input.personId);
    if (!found.ok) return found;
    const { of, line } = found.value;
    if (line === null) return fail('votes.person_unknown');
    if (line.channel !== null) return fail('votes.already_voted');
    await setVoter(scope, of.id, input.personId, { struck_reason: input.reason });
    await audit(scope, { kind: 'poll', id: of.id, detail: { struck: input.personId } });
    return ok({ id: of.id });
  },
});

/**
 * Puts an owner with the area on the register of a vote that is being prepared; one person is one line, with the areas of
 * all their homes together (Civil Code art. 278). Refuses `votes.not_found`, `votes.not_draft`, `votes.owners_only`,
 * `votes.area_wrong`, `votes.person_unknown`, `votes.on_roll`.
 */
export const addOwner = command({
  name: 'votes.add_owner',
  permission: permissions.roll,
  input: AddOwner,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await lockedPoll(scope, input.id);
    if (of === null) return fail('votes.not_found');
    if (of.state !== 'draft') return fail('votes.not_draft');
    if (of.electorate !== 'owners') return fail('votes.owners_only');
    const area = readArea(input.area);
    if (area === null) return fail('votes.area_wrong', { field: 'area' });
    if ((await person(scope, input.personId)) === null) return fail('votes.person_unknown', { field: 'personId' });
    const added = await addToRoll(scope, of.id, { personId: input.personId, area, reason: '', cutOff: of.cutOff });
    if (!added) return fail('votes.on_roll', { field: 'personId' });
    await audit(scope, { kind: 'poll', id: of.id, detail: { owner: input.personId, area: area.toString() } });
    return ok({ id: of.id });
  },
});

/** A ballot on paper is given out; until it is brought back no other way is open to its holder. */
export const givePaper = command({
  name: 'votes.give_paper',
  permission: permissions.paper,
  input: OnRoll,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lineOf(scope, input.id, input.personId);
    if (!found.ok) return found;
    const { of, line } = found.value;
    if (line === null || line.struckReason !== '') return fail('votes.not_on_roll');
    if (line.channel !== null) return fail('votes.already_voted');
    if (line.paperOut !== null) return fail('votes.paper_out');
    await setVoter(scope, of.id, input.personId, { paper_out: today(scope) });
    await audit(scope, { kind: 'poll', id: of.id, detail: { paper: 'out', person: input.personId } });
    return ok({ id: of.id });
  },
});

/** A ballot on paper comes back unused and is torn up; its holder may vote by any way again. */
export const takePaperBack = command({
  name: 'votes.take_paper_back',
  permission: permissions.paper,
  input: OnRoll,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lineOf(scope, input.id, input.personId);
    if (!found.ok) return found;
    const { of, line } = found.value;
    if (line === null) return fail('votes.not_on_roll');
    if (line.channel !== null) return fail('votes.already_voted');
    await setVoter(scope, of.id, input.personId, { paper_out: null });
    await audit(scope, { kind: 'poll', id: of.id, detail: { paper: 'back', person: input.personId } });
    return ok({ id: of.id });
  },
});

/**
 * Somebody puts their folded ballot into the box on the table: the roll says so, the ballot is read after the end of the
 * day with all others. Refuses `votes.not_found`, and those of `poll_cast`.
 */
export const markPaper = command({
  name: 'votes.mark_paper',
  permission: permissions.paper,
  input: OnRoll,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lineOf(scope, input.id, input.personId);
    if (!found.ok) return found;
    const { personId } = input;
    await castInto(scope, { pollId: input.id, personId, channel: 'paper', day: today(scope) }, null);
    await audit(scope, { kind: 'poll', id: input.id, detail: { paper: 'in' } });
    return ok({ id: input.id });
  },
});
