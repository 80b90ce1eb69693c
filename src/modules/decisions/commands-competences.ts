import type { z } from 'zod';
import { newId } from '#kernel/ids';
import { parseFen } from '#kernel/money';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { permissions } from './permissions.ts';
import { competence } from './queries-competences.ts';
import { type Competence, CompetenceInput, EditCompetence, EndCompetence } from './schema-plan.ts';

type Input = z.output<typeof CompetenceInput>;

/** Up to which sums the steps of a small and a middle grant are enough; both or neither are said. */
function tiersOf(input: Input): Result<Competence['tiers']> {
  const typed = [input.smallUpTo.trim(), input.middleUpTo.trim()];
  if (input.template !== 'grant' || typed.every((one) => one === '')) return ok([]);
  const [small, middle] = typed.map((one) => parseFen(one));
  if (small === undefined || !small.ok) return fail('decisions.tier_amount', { field: 'smallUpTo' });
  if (middle === undefined || !middle.ok || middle.value <= small.value)
    return fail('decisions.tier_amount', { field: 'middleUpTo' });
  return ok([
    { upTo: small.value.toString(), plan: 'grant_small' },
    { upTo: middle.value.toString(), plan: 'grant' },
    { upTo: null, plan: 'grant_large' },
  ]);
}

function columnsOf(input: Input, tiers: Competence['tiers']) {
  const { title, text, area, who, basis } = input;
  return { title, text, area, who, basis, template: input.template ?? null, tiers: JSON.stringify(tiers) };
}

/** Adds a line to the list of who decides what (F202). Refuses: `decisions.tier_amount`. */
export const addCompetence = command({
  name: 'decisions.add_line',
  permission: permissions.keepList,
  input: CompetenceInput,
  run: async (scope, input) => {
    const tiers = tiersOf(input);
    if (!tiers.ok) return tiers;
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'competence');
    await scope.db
      .insertInto('competence')
      .values({ space_id: scope.spaceId, id, number, ...columnsOf(input, tiers.value), created_at: scope.now() })
      .execute();
    await audit(scope, { kind: 'competence', id, detail: { number } });
    return ok({ id });
  },
});

async function openLine(scope: Parameters<typeof competence>[0], id: string): Promise<Result<Competence>> {
  const found = await competence(scope, id);
  if (found === null) return fail('decisions.line_not_found');
  return found.state === 'open' ? ok(found) : fail('decisions.line_ended');
}

/** Writes a line anew. Refuses: `decisions.line_not_found`, `decisions.line_ended`, `decisions.tier_amount`. */
export const editCompetence = command({
  name: 'decisions.edit_line',
  permission: permissions.keepList,
  input: EditCompetence,
  run: async (scope, input) => {
    const found = await openLine(scope, input.id);
    if (!found.ok) return found;
    const tiers = tiersOf(input);
    if (!tiers.ok) return tiers;
    await scope.db
      .updateTable('competence')
      .set(columnsOf(input, tiers.value))
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'competence', id: input.id });
    return ok({ id: input.id });
  },
});

/** Ends a line with a public reason; it stays to be read. Refuses: `decisions.line_not_found`, `decisions.line_ended`. */
export const endCompetence = command({
  name: 'decisions.end_line',
  permission: permissions.keepList,
  input: EndCompetence,
  run: async (scope, input) => {
    const found = await openLine(scope, input.id);
    if (!found.ok) return found;
    await scope.db
      .updateTable('competence')
      .set({ state: 'ended', ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'competence', id: input.id });
    return ok({ id: input.id });
  },
});
