import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { fund } from '#modules/funds';
import { organisation } from '#modules/organisations';
import { audit, because, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { expectFiling, expectFinal, expectTelling, met, startClocks } from './commands-clocks.ts';
import { lockedCampaign } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { campaign, deadlines, hostOf, nothingRaised, raisedBy } from './queries.ts';
import { refuseOpening, refuseWords } from './rules.ts';
import {
  ById,
  type Campaign,
  type CampaignWords,
  ChangedCampaign,
  Filing,
  NewCampaign,
  TellingWords,
  WithReason,
} from './schema.ts';

function columnsOf(input: CampaignWords) {
  return {
    ...{ fund_id: input.fundId, title: input.title, purpose_text: input.purposeText, area_text: input.areaText },
    ...{ starts_on: input.startsOn, ends_on: input.endsOn, responsible_text: input.responsibleText },
    ...{ ways_text: input.waysText, bank_text: input.bankText, beneficiaries_text: input.beneficiariesText },
    ...{ use_text: input.useText, cost_text: input.costText, surplus_text: input.surplusText },
    ...{ certificate_number: input.certificateNumber, contact_text: input.contactText, query_text: input.queryText },
    ...{ platform_name: input.platformName, platform_url: input.platformUrl, target: input.target ?? null },
    ...{ emergency: input.emergency, partner_organisation_id: input.partnerOrganisationId ?? null },
    partner_evaluated_on: input.partnerEvaluatedOn ?? null,
    partner_agreement_number: input.partnerAgreementNumber,
  };
}

/** The plan's columns, with what it leaves empty taken from the fund, or the refusal. */
async function checked(scope: Inside, input: CampaignWords): Promise<Result<ReturnType<typeof columnsOf>>> {
  const into = await fund(scope, input.fundId);
  if (into === null || into.state !== 'open') return fail('campaigns.fund_not_open', { field: 'fundId' });
  const wrong = refuseWords(input);
  if (wrong !== null) return fail(wrong.code, { field: wrong.field });
  const or = (typed: string, otherwise: string): string => (typed === '' ? otherwise : typed);
  return ok(
    columnsOf({
      ...input,
      certificateNumber: or(input.certificateNumber, into.certificateNumber),
      contactText: or(input.contactText, into.contactText),
      queryText: or(input.queryText, into.queryText),
    }),
  );
}

async function must(scope: Inside, id: string): Promise<Campaign> {
  const known = await campaign(scope, id);
  if (known === null) throw new Error('a campaign is gone that was just written');
  return known;
}

/**
 * Writes down the plan of a campaign of the host charity (Charity Law art. 24): every part of it, and what it leaves
 * empty of the five items as the fund has it. Refuses `campaigns.fund_not_open`, `campaigns.ends_before`,
 * `campaigns.platform_missing`, `campaigns.partner_unready` (evaluated and by agreement, art. 26).
 */
export const planCampaign = command({
  name: 'campaigns.plan',
  permission: permissions.plan,
  input: NewCampaign,
  run: async (scope, input) => {
    const columns = await checked(scope, input);
    if (!columns.ok) return columns;
    const id = newId(scope.now());
    await scope.db
      .insertInto('campaign')
      .values({
        ...{ space_id: scope.spaceId, id, number: await nextNumber(scope, 'campaign'), ...columns.value },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'campaign', id });
    await because(scope, { kind: 'fund', id: input.fundId }, { kind: 'campaign', id });
    await expectFiling(scope, await must(scope, id), await deadlines(scope));
    return ok({ id });
  },
});

/** Changes a plan that was not filed yet. Refuses as `planCampaign`, `campaigns.not_found`, `campaigns.filed_already`. */
export const changeCampaign = command({
  name: 'campaigns.change',
  permission: permissions.plan,
  input: ChangedCampaign,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    if (known.value.state !== 'planned') return fail('campaigns.not_planned');
    if (known.value.filedOn !== null) return fail('campaigns.filed_already');
    const columns = await checked(scope, input);
    if (!columns.ok) return columns;
    await set(scope, input.id, columns.value);
    await audit(scope, { kind: 'campaign', id: input.id, detail: { changed: true } });
    await expectFiling(scope, await must(scope, input.id), await deadlines(scope));
    return ok({ id: input.id });
  },
});

type Columns = Partial<ReturnType<typeof columnsOf>> & {
  filing_number?: string;
  filed_on?: string;
  state?: Campaign['state'];
  opened_on?: string;
  ended_on?: string;
  reason?: string;
};

async function set(scope: Inside, id: string, columns: Columns): Promise<void> {
  await scope.db
    .updateTable('campaign')
    .set(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/**
 * Writes down that the charity filed the plan. Refuses `campaigns.not_found`, `campaigns.filed_already`,
 * `campaigns.future`, `campaigns.filing_used`.
 */
export const fileCampaign = command({
  name: 'campaigns.file',
  permission: permissions.file,
  input: Filing,
  conflicts: { campaign_filing: 'campaigns.filing_used' },
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    if (known.value.filedOn !== null || known.value.state === 'dropped') return fail('campaigns.filed_already');
    if (input.filedOn > today(scope)) return fail('campaigns.future', { field: 'filedOn' });
    await set(scope, input.id, { filing_number: input.filingNumber, filed_on: input.filedOn });
    await audit(scope, { kind: 'campaign', id: input.id, detail: { filed: input.filingNumber } });
    await met(scope, { kind: 'campaign', id: input.id }, 'file');
    await met(scope, { kind: 'campaign', id: input.id }, 'file_late');
    return ok({ id: input.id });
  },
});

/**
 * Opens a campaign to the public, when everything the law asks for beforehand is there. Refuses `campaigns.not_found`,
 * `campaigns.not_planned`, `campaigns.not_qualified`, `campaigns.five_missing`, `campaigns.over`, `campaigns.not_filed`,
 * `campaigns.filed_too_late`, `campaigns.not_yet`.
 */
export const openCampaign = command({
  name: 'campaigns.open',
  permission: permissions.file,
  input: ById,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    const host = await hostOf(scope, known.value);
    const charity = host.id === null ? null : await organisation(scope, host.id);
    const rules = await deadlines(scope);
    const qualified = charity?.publicFundraising === true;
    const refused = refuseOpening(known.value, { qualified, name: host.name }, rules, today(scope));
    if (refused !== null) return fail(refused, { params: { days: rules.leadDays } });
    await set(scope, input.id, { state: 'open', opened_on: today(scope) });
    await audit(scope, { kind: 'campaign', id: input.id, detail: { state: 'open' } });
    await startClocks(scope, await must(scope, input.id), rules);
    return ok({ id: input.id });
  },
});

/** Ends a campaign, on its last day or before; what came of it is told within the months the law gives. Refuses `campaigns.not_found`, `campaigns.not_open`. */
export const endCampaign = command({
  name: 'campaigns.end',
  permission: permissions.tell,
  input: ById,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    if (known.value.state !== 'open') return fail('campaigns.not_open');
    // The law wants the filing of an emergency even when it is over; without it, it can not be told as done.
    await set(scope, input.id, { state: 'ended', ended_on: today(scope) });
    await audit(scope, { kind: 'campaign', id: input.id, detail: { state: 'ended' } });
    await expectFinal(scope, await must(scope, input.id), await deadlines(scope));
    return ok({ id: input.id });
  },
});

/** Drops a plan that never opened, with a reason. Refuses `campaigns.not_found`, `campaigns.not_planned`. */
export const dropCampaign = command({
  name: 'campaigns.drop',
  permission: permissions.plan,
  input: WithReason,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    if (known.value.state !== 'planned') return fail('campaigns.not_planned');
    await set(scope, input.id, { state: 'dropped', reason: input.reason });
    await audit(scope, { kind: 'campaign', id: input.id, detail: { state: 'dropped' } });
    await met(scope, { kind: 'campaign', id: input.id }, 'file', 'dropped');
    return ok({ id: input.id });
  },
});

/** What a telling is, by where the campaign stands. */
function kindOf(one: Campaign): 'emergency' | 'progress' | 'final' | 'correction' {
  if (one.state === 'open') return one.emergency ? 'emergency' : 'progress';
  return one.state === 'ended' ? 'final' : 'correction';
}

/**
 * Tells everyone of a campaign: what came, what was done with it. While it runs, at the end in full, afterwards as a
 * correction; nothing told is rewritten. At its end a campaign with a partner says how that body was looked at and
 * supervised (Order 81). Refuses `campaigns.not_found`, `campaigns.not_begun`, `campaigns.not_filed`,
 * `campaigns.partner_untold`.
 */
export const tellCampaign = command({
  name: 'campaigns.tell',
  permission: permissions.tell,
  input: TellingWords,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    const { value: one } = known;
    if (one.state === 'planned' || one.state === 'dropped') return fail('campaigns.not_begun');
    const kind = kindOf(one);
    if (kind === 'final' && one.filedOn === null) return fail('campaigns.not_filed');
    if (kind === 'final' && one.partnerOrganisationId != null && input.partnerText === '')
      return fail('campaigns.partner_untold', { field: 'partnerText' });
    const { raised, gifts } = (await raisedBy(scope, [one.id])).get(one.id) ?? nothingRaised;
    const id = newId(scope.now());
    await scope.db
      .insertInto('campaign_report')
      .values({
        ...{ space_id: scope.spaceId, id, campaign_id: one.id, kind, text: input.text, spent_text: input.spentText },
        partner_text: input.partnerText,
        ...{ raised, gifts, day: today(scope), told_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'campaign', id: one.id, detail: { told: kind, raised: raised.toString() } });
    if (one.state === 'open') await expectTelling(scope, one, await deadlines(scope));
    if (kind === 'final') {
      await set(scope, one.id, { state: 'told' });
      await met(scope, { kind: 'campaign', id: one.id }, 'final');
    }
    return ok({ id: one.id });
  },
});
