import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { rules } from './queries.ts';
import { ruleRefusal } from './rules.ts';
import { AdoptRule, fractionText, type RuleText, readFraction } from './schema.ts';

/**
 * Why a rule may not be written so, or null: `bodies.not_a_fraction`, `bodies.minority_rule` (a tie could carry),
 * `bodies.rule_backdated`, `bodies.validity_order`.
 */
export function ruleFault(scope: Scope, input: RuleText): Result<null> {
  const share = readFraction(input.share);
  if (share === null || readFraction(input.quorum) === null) return fail('bodies.not_a_fraction');
  const refusal = ruleRefusal({ share, way: input.way, inForceFrom: input.inForceFrom }, today(scope));
  if (refusal !== null) return { ok: false, fault: refusal };
  const until = input.validUntil ?? '';
  return until !== '' && until < input.inForceFrom ? fail('bodies.validity_order', { field: 'validUntil' }) : ok(null);
}

/**
 * Writes the next version of a rule inside another command: the founding of the first one, or the enactment of a change
 * that its procedure has passed. It begins on its day, or today where that day went by while the change was decided.
 */
export async function enactRule(
  scope: Inside,
  input: RuleText,
  basis: string,
): Promise<{ readonly id: string; readonly version: number }> {
  const { kind, title, text, quorum, share, ...rest } = input;
  const { way, of, publicationDays, answerDays, voteDays, hostDays, approvalsNeeded, tie, abstention } = rest;
  const version = ((await rules(scope, kind))[0]?.version ?? 0) + 1;
  const id = newId(scope.now());
  const on = today(scope);
  const exact = (typed: string): string => {
    const read = readFraction(typed);
    return read === null ? typed : fractionText(read);
  };
  await scope.db
    .insertInto('rule')
    .values({
      ...{ space_id: scope.spaceId, id, kind, title, version, text, basis },
      parameters: JSON.stringify({
        ...{ quorum: exact(quorum), share: exact(share), way, of, tie, abstention },
        ...{ publicationDays, answerDays, voteDays, hostDays, approvalsNeeded },
        validUntil: rest.validUntil === undefined || rest.validUntil === '' ? null : rest.validUntil,
        changedBy: rest.changedBy,
      }),
      in_force_from: input.inForceFrom < on ? on : input.inForceFrom,
      at: scope.now(),
    })
    .execute();
  await audit(scope, { kind: 'rule', id, detail: { kind, version } });
  return { id, version };
}

/**
 * Adopts the first version of a rule at founding, with who adopted it and when; every later one comes by the procedure
 * which the rule names (F040, F080). Refuses: `bodies.not_a_fraction`, `bodies.minority_rule` (a tie could carry),
 * `bodies.rule_backdated`, `bodies.validity_order`, `bodies.change_by_procedure`, `bodies.version_taken` (two at once).
 */
export const adoptRule = command({
  name: 'bodies.adopt_rule',
  permission: permissions.adoptRule,
  input: AdoptRule,
  conflicts: { rule_space_id_kind_version_key: 'bodies.version_taken' },
  run: async (scope, input) => {
    const wrong = ruleFault(scope, input);
    if (!wrong.ok) return wrong;
    const known = await rules(scope, input.kind);
    if (known.length > 0) return fail('bodies.change_by_procedure', { params: { title: known[0]?.title ?? '' } });
    return ok(await enactRule(scope, input, input.basis));
  },
});
