import { isId, newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { markMatter, matterFor, personsBehind } from '#modules/intake';
import { person as personOf } from '#modules/people';
import { placeNames } from '#modules/places';
import { audit, because, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { publishWords } from './commands-clearance.ts';
import { loadNeed, needFor, needTokens } from './commands-loading.ts';
import { addVoice, joinTo } from './commands-voices.ts';
import { permissions } from './permissions.ts';
import { factsRefusal, type PublicWords, refusal } from './rules.ts';
import { type AgeGroup, CheckNeed, DraftNeed, EditNeed, type Urgency } from './schema.ts';

/** The facts of a need as a form gives them. */
export interface Facts {
  readonly title: string;
  readonly summary: string;
  readonly class_code: string;
  readonly quantity: bigint;
  readonly unit: string;
  readonly divisible: boolean;
  readonly place?: string | undefined;
  readonly group_text: string;
  readonly low_income: boolean;
  readonly urgency: Urgency;
  readonly urgency_reason: string;
  readonly starts_on?: string | undefined;
  readonly wanted_until?: string | undefined;
  readonly weekdays: string;
  readonly day_parts: string;
  readonly age_group: AgeGroup;
  readonly home_visit: boolean;
  readonly crux: string;
}

/** The facts as columns. */
export function columnsOf(input: Facts) {
  return {
    title: input.title,
    summary: input.summary,
    class_code: input.class_code,
    quantity: input.quantity,
    unit: input.unit,
    divisible: input.divisible,
    place_id: input.place ?? null,
    group_text: input.group_text,
    low_income: input.low_income,
    urgency: input.urgency,
    urgency_reason: input.urgency_reason,
    starts_on: input.starts_on ?? null,
    wanted_until: input.wanted_until ?? null,
    weekdays: input.weekdays,
    day_parts: input.day_parts,
    age_group: input.age_group,
    home_visit: input.home_visit,
    crux: input.crux,
  };
}

/** The words among the facts that everybody may read. */
function publicWords(facts: PublicWords): PublicWords {
  const { title, summary, group_text, urgency_reason, crux } = facts;
  return { title, summary, group_text, urgency_reason, crux };
}

/** Whether class and place exist and the dates make sense. */
async function refuseFacts(scope: Scope, input: Facts, keptClass?: string): Promise<Result<null>> {
  const known = await scope.db
    .selectFrom('classification')
    .select('retired_at')
    .where('code', '=', input.class_code)
    .where((where) => where.or([where('space_id', 'is', null), where('space_id', '=', scope.spaceId)]))
    .executeTakeFirst();
  if (known === undefined) return fail('needs.class_unknown', { field: 'class_code' });
  if (known.retired_at !== null && input.class_code !== keptClass)
    return fail('needs.class_retired', { field: 'class_code' });
  if (input.place !== undefined && !(await placeNames(scope, [input.place])).has(input.place))
    return fail('needs.place_unknown', { field: 'place' });
  const wrong = factsRefusal(columnsOf(input), today(scope));
  return wrong === null ? ok(null) : fail(wrong.code, { field: wrong.field });
}

/**
 * Writes a need down as a draft: of a matter (its words stay private; title and summary stand apart), or by itself.
 * Where it turned out to be an open need already (`same`), no second one is written: the matter or the person joins
 * that one as a voice. Refusals: `needs.class_unknown`, `needs.class_retired`, `needs.place_unknown`, `needs.urgency_reason_missing`, `needs.wanted_until_past`,
 * `needs.days_crossed`, `needs.person_unknown`, `intake.not_found`, `intake.state`.
 */
export const draftNeed = command({
  name: 'needs.draft',
  permission: permissions.draft,
  input: DraftNeed,
  run: async (scope, input): Promise<Result<{ id: string; joined?: true }>> => {
    if (input.same !== undefined && input.same !== 'none') {
      const joined = await joinInstead(scope, input.same, input);
      return joined.ok ? ok({ id: joined.value.id, joined: true }) : joined;
    }
    const wrong = await refuseFacts(scope, input);
    if (!wrong.ok) return wrong;
    if (input.person !== undefined && (await personOf(scope, input.person)) === null)
      return fail('needs.person_unknown', { field: 'person' });
    const behind = input.matter === undefined ? null : await matterFor(scope, input.matter, 'need');
    if (behind !== null && !behind.ok) return behind;
    const id = newId(scope.now());
    const person = input.person ?? behind?.value.spoken_for_person_id ?? behind?.value.person_id ?? null;
    const at = scope.now();
    await scope.db
      .insertInto('need')
      .values({
        space_id: scope.spaceId,
        id,
        ...columnsOf(input),
        person_id: person,
        tokens: needTokens({ number: null, title: input.title, summary: input.summary }),
        opened_by: scope.actor?.personId ?? null,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await audit(scope, { kind: 'need', id, detail: { step: 'drafted', class: input.class_code } });
    if (behind === null) return ok({ id });
    const matterId = behind.value.id;
    const [voice] = await personsBehind(scope, [matterId]);
    await addVoice(scope, id, { matterId, personId: voice?.personId ?? voice?.spokenForId ?? null });
    await because(scope, { kind: 'matter', id: matterId }, { kind: 'need', id });
    await markMatter(scope, matterId, 'need', { kind: 'need', outcome: id });
    return ok({ id });
  },
});

/** "Mine too" at the desk: what was about to be written is one more voice for a need that is there. */
async function joinInstead(
  scope: Inside,
  needId: string,
  said: { readonly matter?: string | undefined; readonly person?: string | undefined },
): Promise<Result<{ id: string }>> {
  if (!isId(needId)) return fail('needs.other_unknown', { field: 'same' });
  if (said.matter !== undefined) return joinTo(scope, said.matter, needId);
  const need = await loadNeed(scope, needId);
  if (!need.ok) return fail('needs.other_unknown', { field: 'same' });
  if (refusal('voice', need.value.state) !== null) return fail('needs.other_closed', { field: 'same' });
  if (said.person === undefined) return fail('needs.nobody_to_join', { field: 'same' });
  const added = await addVoice(scope, needId, { matterId: null, personId: said.person });
  if (!added) return fail('needs.already_joined', { field: 'same' });
  await audit(scope, { kind: 'need', id: needId, detail: { step: 'voice' } });
  return ok({ id: needId });
}

/**
 * Puts a need right. A checked one says why, and its public words must still pass the check. Refusals: those of
 * drafting, `needs.not_found`, `needs.state`, `needs.reason_missing`, `needs.below_met`, `needs.money_appeal`,
 * `needs.personal_data`.
 */
export const editNeed = command({
  name: 'needs.edit',
  permission: permissions.draft,
  input: EditNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await needFor(scope, input.id, 'edit');
    if (!loaded.ok) return loaded;
    const before = loaded.value;
    const wrong = await refuseFacts(scope, input, before.class_code);
    if (!wrong.ok) return wrong;
    if (input.quantity <= before.met_quantity && before.met_quantity > 0n)
      return fail('needs.below_met', { field: 'quantity', params: { met: before.met_quantity.toString() } });
    let words = publicWords(input);
    let counts = {};
    if (before.state !== 'draft') {
      if (input.reason === '') return fail('needs.reason_missing', { field: 'reason' });
      const out = await publishWords(scope, input.id, words, input.answers);
      if (!out.ok) return out;
      words = out.value.words;
      counts = { masked: out.value.masked, kept: out.value.kept };
    }
    await scope.db
      .updateTable('need')
      .set({
        ...columnsOf(input),
        ...words,
        tokens: needTokens({ number: before.number, title: words.title, summary: words.summary }),
        updated_at: scope.now(),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    const said = before.state === 'draft' ? {} : { reason: input.reason, ...counts };
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'edited', ...said } });
    return ok({ id: input.id });
  },
});

/**
 * Checks a draft: gives it its number and opens it to everybody (F008). Refusals: `needs.not_found`, `needs.state`,
 * `needs.money_appeal`, `needs.personal_data` (with `hits`; each to be taken out, or answered why it may stay),
 * `needs.hit_reason_missing`.
 */
export const checkNeed = command({
  name: 'needs.check',
  permission: permissions.check,
  input: CheckNeed,
  run: async (scope, input): Promise<Result<{ id: string; number: string }>> => {
    const loaded = await needFor(scope, input.id, 'check');
    if (!loaded.ok) return loaded;
    const need = loaded.value;
    const out = await publishWords(scope, input.id, publicWords(need), input.answers);
    if (!out.ok) return out;
    const { words, masked, kept } = out.value;
    const number = await nextNumber(scope, 'need');
    const at = scope.now();
    await scope.db
      .updateTable('need')
      .set({
        number,
        state: 'open',
        ...words,
        tokens: needTokens({ number, title: words.title, summary: words.summary }),
        checked_by: scope.actor?.personId ?? null,
        checked_at: at,
        confirmed_at: at,
        updated_at: at,
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'checked', number, masked, kept } });
    return ok({ id: input.id, number });
  },
});
