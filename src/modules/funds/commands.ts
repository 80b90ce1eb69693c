import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { openAccount, postEntry } from '#modules/ledger';
import { organisationOptions } from '#modules/organisations';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { isPicture, sniff } from '#platform/file-types';
import { storeFile } from '#platform/files';
import type { Upload } from '#platform/input';
import { type Inside, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { fund, mainFund } from './queries.ts';
import { refuseBooking, refuseOpening } from './rules.ts';
import { ById, ChangedFund, Deposit, type Fund, NewFund } from './schema.ts';

/** Keeps a paper (agreement, invoice, receipt), a photograph or PDF; refuses anything else with `funds.not_a_paper`. */
export async function keepPaper(
  scope: Inside,
  paper: Upload | undefined,
  about: { readonly kind: 'fund' | 'payment'; readonly id: string },
  visibility: 'public' | 'office',
): Promise<Result<string | null>> {
  if (paper === undefined) return ok(null);
  const kind = isPicture(paper.bytes) ? 'image' : 'document';
  if (kind === 'document' && sniff(paper.bytes)?.mediaType !== 'application/pdf') return fail('funds.not_a_paper');
  const kept = await storeFile(scope, { bytes: paper.bytes, name: paper.name, kind, visibility, about });
  return kept.ok ? ok(kept.value.id) : kept;
}

function wordsOf(input: Omit<ReturnType<typeof ChangedFund.parse>, 'id' | 'agreementFile'>) {
  return {
    name: input.name,
    purpose: input.purpose,
    rules_text: input.rulesText,
    host_organisation_id: input.hostOrganisationId ?? null,
    agreement_number: input.agreementNumber === '' ? null : input.agreementNumber,
    agreement_from: input.agreementFrom ?? null,
    agreement_until: input.agreementUntil ?? null,
    committee_body_id: input.committeeBodyId ?? null,
    ceiling: input.ceiling ?? null,
    certificate_number: input.certificateNumber,
    plan_text: input.planText,
    contact_text: input.contactText,
    query_text: input.queryText,
    bank_text: input.bankText,
    platform_name: input.platformName,
    platform_url: input.platformUrl,
  };
}

/** Only these may host a fund: the money is theirs before the law. */
export const hostKinds = ['charity', 'foundation'] as const;

async function refuseHost(scope: Inside, hostOrganisationId: string | undefined): Promise<Result<never> | null> {
  if (hostOrganisationId === undefined) return null;
  const charities = await organisationOptions(scope, hostKinds);
  if (charities.some((one) => one.value === hostOrganisationId)) return null;
  return fail('funds.host_not_a_charity', { field: 'hostOrganisationId' });
}

/**
 * Sets up a fund, not yet open: the main one, a small named one of a family or shop inside its books (F034), or a
 * micro-fund. A small one has its parent's host and agreement unless it names its own. Refuses `funds.main_exists`,
 * `funds.parent_missing`, `funds.host_not_a_charity` and the codes of stored files.
 */
export const setUpFund = command({
  name: 'funds.setUp',
  permission: permissions.setUp,
  input: NewFund,
  conflicts: { fund_main: 'funds.main_exists' },
  run: async (scope, input) => {
    const main = await mainFund(scope);
    if (input.kind === 'main' && main !== null) return fail('funds.main_exists', { field: 'kind' });
    const parent =
      input.kind === 'main' ? null : input.parentId === undefined ? main : await fund(scope, input.parentId);
    if (input.kind !== 'main' && parent === null) return fail('funds.parent_missing', { field: 'parentId' });
    const refused = await refuseHost(scope, input.hostOrganisationId);
    if (refused !== null) return refused;
    const id = newId(scope.now());
    const paper = await keepPaper(scope, input.agreementFile, { kind: 'fund', id }, 'office');
    if (!paper.ok) return paper;
    await scope.db
      .insertInto('fund')
      .values({
        ...wordsOf(input),
        ...(parent === null || input.hostOrganisationId !== undefined ? {} : hostOf(parent)),
        ...{ space_id: scope.spaceId, id, kind: input.kind, parent_id: parent?.id ?? null },
        purpose_project_id: input.kind === 'purpose' ? (input.purposeProjectId ?? null) : null,
        committee_body_id: input.committeeBodyId ?? parent?.committeeBodyId ?? null,
        agreement_file_id: paper.value ?? parent?.agreementFileId ?? null,
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'fund', id, detail: { kind: input.kind } });
    if (parent !== null) await because(scope, { kind: 'fund', id: parent.id }, { kind: 'fund', id });
    return ok({ id });
  },
});

function hostOf(parent: Fund) {
  return {
    host_organisation_id: parent.hostOrganisationId,
    agreement_number: parent.agreementNumber,
    agreement_from: parent.agreementFrom,
    agreement_until: parent.agreementUntil,
    certificate_number: parent.certificateNumber,
    plan_text: parent.planText,
    contact_text: parent.contactText,
    query_text: parent.queryText,
    bank_text: parent.bankText,
    platform_name: parent.platformName,
    platform_url: parent.platformUrl,
  };
}

/** Changes what a fund says of itself. Refuses `funds.not_found`, `funds.no_host` and `funds.no_agreement` (an open fund keeps both), `funds.host_not_a_charity`. */
export const changeFund = command({
  name: 'funds.change',
  permission: permissions.setUp,
  input: ChangedFund,
  run: async (scope, input) => {
    const known = await fund(scope, input.id);
    if (known === null) return fail('funds.not_found');
    if (known.state !== 'preparing') {
      if (input.hostOrganisationId === undefined) return fail('funds.no_host', { field: 'hostOrganisationId' });
      if (input.agreementNumber === '' || input.agreementFrom === undefined)
        return fail('funds.no_agreement', { field: 'agreementNumber' });
    }
    const refused = await refuseHost(scope, input.hostOrganisationId);
    if (refused !== null) return refused;
    const paper = await keepPaper(scope, input.agreementFile, { kind: 'fund', id: input.id }, 'office');
    if (!paper.ok) return paper;
    await scope.db
      .updateTable('fund')
      .set({ ...wordsOf(input), agreement_file_id: paper.value ?? known.agreementFileId })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'fund', id: input.id });
    return ok({ id: input.id });
  },
});

/**
 * Opens a fund once a charity hosts it by agreement (F033); its accounts open with it. A small fund has an account of
 * its own inside its parent's books and shares the parent's bank account and cash box. Refuses `funds.not_found`,
 * `funds.already_open`, `funds.no_host`, `funds.no_agreement`, `funds.not_open` (the parent).
 */
export const openFund = command({
  name: 'funds.open',
  permission: permissions.open,
  input: ById,
  run: async (scope, input) => {
    const known = await fund(scope, input.id);
    if (known === null) return fail('funds.not_found');
    const refused = refuseOpening(known);
    if (refused !== null) return fail(refused);
    const parent = known.parentId === null ? null : await fund(scope, known.parentId);
    if (parent !== null && parent.state !== 'open') return fail('funds.not_open');
    await scope.db
      .updateTable('fund')
      .set({ state: 'open', opened_on: today(scope), ...(await accountsOf(scope, known, parent)) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'fund', id: known.id, detail: { state: 'open' } });
    return ok({ id: known.id });
  },
});

async function accountsOf(scope: Inside, known: Fund, parent: Fund | null) {
  const money = { commodity: 'CNY', title: known.name } as const;
  const account = await openAccount(scope, { ...money, path: `fund/${known.id}`, normal: 'credit', guarded: true });
  if (parent?.bankAccountId !== undefined && parent.bankAccountId !== null && parent.cashAccountId !== null)
    return { account_id: account, bank_account_id: parent.bankAccountId, cash_account_id: parent.cashAccountId };
  const box = { commodity: 'CNY', title: '', normal: 'debit', covered: true } as const;
  return {
    account_id: account,
    bank_account_id: await openAccount(scope, { ...box, path: `bank/${known.id}` }),
    cash_account_id: await openAccount(scope, { ...box, path: `cash/${known.id}` }),
  };
}

/** Brings counted cash to the charity's bank account. Refuses `funds.not_found`, `funds.future`, `funds.not_open`, `ledger.short`. */
export const depositCash = command({
  name: 'funds.deposit',
  permission: permissions.deposit,
  input: Deposit,
  run: async (scope, input) => {
    const known = await fund(scope, input.fundId);
    if (known === null) return fail('funds.not_found');
    if (input.day !== undefined && input.day > today(scope)) return fail('funds.future', { field: 'day' });
    const refused = refuseBooking(known, today(scope));
    if (refused !== null || known.bankAccountId === null || known.cashAccountId === null)
      return fail(refused ?? 'funds.not_open');
    const posted = await postEntry(scope, {
      ...{ kind: 'funds.deposit', memo: '', day: input.day ?? today(scope) },
      subject: { kind: 'fund', id: known.id },
      lines: [
        { accountId: known.bankAccountId, amount: input.amount },
        { accountId: known.cashAccountId, amount: -input.amount },
      ],
    });
    if (!posted.ok) return posted;
    await audit(scope, {
      ...{ kind: 'entry', id: posted.value.entryId },
      detail: { bankReference: input.bankReference, amount: input.amount.toString() },
    });
    return ok({ id: known.id, entryId: posted.value.entryId });
  },
});
