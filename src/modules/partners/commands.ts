import { newId, shortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { fund } from '#modules/funds';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { isPicture, sniff } from '#platform/file-types';
import { storeFile } from '#platform/files';
import type { Upload } from '#platform/input';
import { actorId, type Inside, today } from '#platform/scope';
import { lockedAgreement } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { readRate, refuseTerms } from './rules.ts';
import { ById, EndAgreement, NamedAs, NewAgreement } from './schema.ts';

/** Keeps the signed paper; refuses `partners.file_missing` for what is neither photograph nor PDF. */
async function keepPaper(scope: Inside, paper: Upload | undefined, id: string): Promise<Result<string | null>> {
  if (paper === undefined) return ok(null);
  const kind = isPicture(paper.bytes) ? 'image' : 'document';
  if (kind === 'document' && sniff(paper.bytes)?.mediaType !== 'application/pdf')
    return fail('partners.file_missing', { field: 'file' });
  const kept = await storeFile(scope, {
    ...{ bytes: paper.bytes, name: paper.name, kind, visibility: 'office' as const },
    about: { kind: 'agreement', id },
  });
  return kept.ok ? ok(kept.value.id) : kept;
}

/**
 * Writes down an agreement with a shop: what neighbours get off, what the fund gets, from when until when (Charity Law
 * art. 37: agreed before it begins). Refuses `partners.fund_not_open`, `partners.one_discount`, `partners.share_missing`,
 * `partners.share_not_a_rate`, `partners.ends_before`, `partners.alias_missing`, `partners.number_used`.
 */
export const agree = command({
  name: 'partners.agree',
  permission: permissions.keep,
  input: NewAgreement,
  conflicts: { partner_agreement_space_id_number_key: 'partners.number_used' },
  run: async (scope, input) => {
    const into = await fund(scope, input.fundId);
    if (into === null || into.state !== 'open') return fail('partners.fund_not_open', { field: 'fundId' });
    const wrong = refuseTerms({
      ...input,
      discountPercent: input.discountPercent,
      discountOff: input.discountOff,
      sharePerUse: input.sharePerUse,
    });
    if (wrong !== null) return fail(wrong.code, { field: wrong.field });
    const id = newId(scope.now());
    const paper = await keepPaper(scope, input.file, id);
    if (!paper.ok) return paper;
    const rate = input.shareKind === 'turnover' ? readRate(input.shareRate) : null;
    await scope.db
      .insertInto('partner_agreement')
      .values({
        ...{ space_id: scope.spaceId, id, number: input.number, organisation_id: input.organisationId },
        ...{ fund_id: input.fundId, discount_text: input.discountText },
        discount_percent: input.discountPercent === undefined ? null : Number(input.discountPercent),
        discount_off: input.discountOff ?? null,
        share_kind: input.shareKind,
        share_per_use: input.shareKind === 'use' ? (input.sharePerUse ?? null) : null,
        ...{ share_over: rate?.over ?? null, share_under: rate?.under ?? null },
        ...{ starts_on: input.startsOn, ends_on: input.endsOn, file_id: paper.value },
        ...{ publicity: input.publicity, alias: input.alias, till_code: shortCode(10) },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'agreement', id, detail: { share: input.shareKind } });
    await because(scope, { kind: 'organisation', id: input.organisationId }, { kind: 'agreement', id });
    return ok({ id });
  },
});

async function change(
  scope: Inside,
  id: string,
  columns: { publicity?: 'masked' | 'real' | 'alias' | 'anonymous'; alias?: string; till_code?: string },
): Promise<void> {
  await scope.db
    .updateTable('partner_agreement')
    .set(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Changes how a shop is named, at its wish. Refuses `partners.not_found`, `partners.alias_missing`. */
export const nameShop = command({
  name: 'partners.name',
  permission: permissions.keep,
  input: NamedAs,
  run: async (scope, input) => {
    const known = await lockedAgreement(scope, input.id);
    if (!known.ok) return known;
    if (input.publicity === 'alias' && input.alias === '') return fail('partners.alias_missing', { field: 'alias' });
    await change(scope, input.id, { publicity: input.publicity, alias: input.alias });
    await audit(scope, { kind: 'agreement', id: input.id, detail: { publicity: input.publicity } });
    return ok({ id: input.id });
  },
});

/** Gives the till a new code, after the old one was lost or seen by others. Refuses `partners.not_found`. */
export const renewTill = command({
  name: 'partners.renewTill',
  permission: permissions.keep,
  input: ById,
  run: async (scope, input) => {
    const known = await lockedAgreement(scope, input.id);
    if (!known.ok) return known;
    await change(scope, input.id, { till_code: shortCode(10) });
    await audit(scope, { kind: 'agreement', id: input.id, detail: { till: 'renewed' } });
    return ok({ id: input.id });
  },
});

/**
 * Ends an agreement before its day, with a reason everyone reads. Codes end with it; what was used is still stated.
 * Refuses `partners.not_found`, `partners.already_ended`.
 */
export const endAgreement = command({
  name: 'partners.end',
  permission: permissions.keep,
  input: EndAgreement,
  run: async (scope, input) => {
    const known = await lockedAgreement(scope, input.id);
    if (!known.ok) return known;
    if (known.value.endedOn !== null) return fail('partners.already_ended');
    await scope.db
      .updateTable('partner_agreement')
      .set({ ended_on: today(scope), ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'agreement', id: input.id, detail: { ended: true } });
    return ok({ id: input.id });
  },
});
