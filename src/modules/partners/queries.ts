import { type Selectable, sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { fraction } from '#kernel/fraction';
import { maskOrganisation } from '#kernel/masking';
import { giftsOfPledges, pledgesById } from '#modules/gifts';
import { organisationNames } from '#modules/organisations';
import type { PartnerAgreementTable, PartnerStatementTable } from '#platform/schema.generated';
import { type Scope, today } from '#platform/scope';
import type { Agreement, OwnCode, Statement, Sums, Use } from './schema.ts';

/** How a shop is named to everyone. */
function namedAs(row: Pick<Selectable<PartnerAgreementTable>, 'publicity' | 'alias'>, shop: string): string {
  if (row.publicity === 'anonymous') return '';
  if (row.publicity === 'alias') return row.alias;
  return row.publicity === 'real' ? shop : maskOrganisation(shop);
}

async function toAgreements(scope: Scope, rows: readonly Selectable<PartnerAgreementTable>[]): Promise<Agreement[]> {
  const names = await organisationNames(
    scope,
    rows.map((row) => row.organisation_id),
  );
  return rows.map((row) => {
    const shop = names.get(row.organisation_id) ?? '';
    return {
      ...{ id: row.id, number: row.number, organisationId: row.organisation_id, fundId: row.fund_id, shop },
      publicShop: namedAs(row, shop),
      discountText: row.discount_text,
      discountPercent: row.discount_percent,
      discountOff: row.discount_off,
      shareKind: row.share_kind,
      sharePerUse: row.share_per_use,
      shareRate: row.share_over === null ? null : fraction(row.share_over, row.share_under ?? 1n),
      ...{ startsOn: row.starts_on, endsOn: row.ends_on, fileId: row.file_id },
      ...{ publicity: row.publicity, alias: row.alias, tillCode: row.till_code },
      ...{ endedOn: row.ended_on, endedReason: row.ended_reason },
    };
  });
}

function agreementRows(scope: Scope) {
  return scope.db.selectFrom('partner_agreement').selectAll().where('space_id', '=', scope.spaceId);
}

/** All agreements, those that run longest first. */
export async function agreements(scope: Scope): Promise<Agreement[]> {
  return toAgreements(scope, await agreementRows(scope).orderBy('ends_on', 'desc').orderBy('id').execute());
}

/** One agreement, or null. */
export async function agreement(scope: Scope, id: string): Promise<Agreement | null> {
  return (await toAgreements(scope, await agreementRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** The agreement whose till this code opens, or null. */
export async function agreementByTill(scope: Scope, till: string): Promise<Agreement | null> {
  if (till === '') return null;
  return (await toAgreements(scope, await agreementRows(scope).where('till_code', '=', till).execute()))[0] ?? null;
}

const taken = sql<boolean>`exists (select 1 from discount_use b where b.space_id = u.space_id and b.takes_back_id = u.id)`;

/** What was used at one shop from one day to another, the newest first; what was taken back says so. */
export async function usesOf(
  scope: Scope,
  agreementId: string,
  span: { readonly from: LocalDate; readonly until: LocalDate; readonly limit: number },
): Promise<Use[]> {
  const rows = await scope.db
    .selectFrom('discount_use as u')
    .innerJoin('discount_code as c', (on) => on.onRef('c.space_id', '=', 'u.space_id').onRef('c.id', '=', 'u.code_id'))
    .select(['u.id', 'u.day', 'u.at', 'c.code', 'u.purchase', 'u.discount', taken.as('takenBack')])
    .where('u.space_id', '=', scope.spaceId)
    .where('u.agreement_id', '=', agreementId)
    .where('u.takes_back_id', 'is', null)
    .where('u.day', '>=', span.from)
    .where('u.day', '<=', span.until)
    .orderBy('u.id', 'desc')
    .limit(span.limit)
    .execute();
  return rows;
}

/** What uses came to from one day to another, for each agreement; without those taken back. */
export async function sumsBetween(
  scope: Scope,
  agreementIds: readonly string[],
  from: LocalDate,
  until: LocalDate,
): Promise<Map<string, Sums>> {
  if (agreementIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('discount_use as u')
    .select((e) => ['u.agreement_id', e.fn.countAll<bigint>().as('uses')])
    .select(sql<bigint>`coalesce(sum(u.purchase), 0)::bigint`.as('turnover'))
    .select(sql<bigint>`coalesce(sum(u.discount), 0)::bigint`.as('discount'))
    .where('u.space_id', '=', scope.spaceId)
    .where('u.agreement_id', 'in', [...agreementIds])
    .where('u.takes_back_id', 'is', null)
    .where(sql<boolean>`not ${taken}`)
    .where('u.day', '>=', from)
    .where('u.day', '<=', until)
    .groupBy('u.agreement_id')
    .execute();
  return new Map(rows.map(({ agreement_id: id, ...sums }) => [id, sums]));
}

/** Nothing used yet. */
export const noSums: Sums = { uses: 0n, turnover: 0n, discount: 0n };

/** The statements of these agreements, newest month first, each with what became of its share. */
export async function statementsOf(scope: Scope, agreementIds: readonly string[]): Promise<Statement[]> {
  if (agreementIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('partner_statement')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('agreement_id', 'in', [...agreementIds])
    .orderBy('month', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return withPledges(scope, rows);
}

async function withPledges(scope: Scope, rows: readonly Selectable<PartnerStatementTable>[]): Promise<Statement[]> {
  const ids = rows.flatMap((row) => (row.pledge_id === null ? [] : [row.pledge_id]));
  const pledges = new Map((await pledgesById(scope, ids)).map((one) => [one.id, one]));
  const gifts = await giftsOfPledges(scope, ids);
  return rows.map((row) => {
    const pledge = pledges.get(row.pledge_id ?? '');
    const came = gifts.filter((one) => one.pledgeId !== null && one.pledgeId === row.pledge_id);
    const state = pledge === undefined ? 'nothing' : pledge.state === 'promised' ? 'due' : pledge.state;
    return {
      ...{ id: row.id, agreementId: row.agreement_id, month: row.month, uses: row.uses, turnover: row.turnover },
      ...{ discount: row.discount, share: row.share, dueOn: row.due_on, pledgeId: row.pledge_id, state },
      paid: came.reduce((sum, one) => sum + (one.amount ?? 0n), 0n),
      giftIds: came.map((one) => one.id),
    };
  });
}

/** One statement, or null. */
export async function statement(scope: Scope, id: string): Promise<Statement | null> {
  const rows = await scope.db
    .selectFrom('partner_statement')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  return (await withPledges(scope, rows))[0] ?? null;
}

/** A neighbour's codes that can still be used, newest first. */
export async function ownCodes(scope: Scope, personId: string): Promise<OwnCode[]> {
  const rows = await scope.db
    .selectFrom('discount_code')
    .select(['id', 'agreement_id', 'code', 'valid_until'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('used', '=', false)
    .where('valid_until', '>=', today(scope))
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, agreementId: row.agreement_id, code: row.code, validUntil: row.valid_until },
  }));
}

/** The printed codes made last for an agreement, those not yet used. */
export async function printedCodes(scope: Scope, agreementId: string, most: number): Promise<OwnCode[]> {
  const rows = await scope.db
    .selectFrom('discount_code')
    .select(['id', 'agreement_id', 'code', 'valid_until'])
    .where('space_id', '=', scope.spaceId)
    .where('agreement_id', '=', agreementId)
    .where('person_id', 'is', null)
    .where('used', '=', false)
    .where('valid_until', '>=', today(scope))
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, agreementId: row.agreement_id, code: row.code, validUntil: row.valid_until },
  }));
}
