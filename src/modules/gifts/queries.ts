import { type Selectable, sql } from 'kysely';
import { maskName, maskOrganisation } from '#kernel/masking';
import { organisationNames } from '#modules/organisations';
import { persons } from '#modules/people';
import type { GiftTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { boxesById } from './queries-boxes.ts';
import type { Gift } from './schema.ts';

/** How a giver is named to everyone; empty where nobody is to be named. */
export function publicGiver(gift: {
  readonly publicity: Gift['publicity'];
  readonly alias: string;
  readonly person: string;
  readonly organisation: string;
  readonly typed: string;
}): string {
  if (gift.publicity === 'anonymous') return '';
  if (gift.publicity === 'alias') return gift.alias;
  const full = gift.organisation !== '' ? gift.organisation : gift.person !== '' ? gift.person : gift.typed;
  if (gift.publicity === 'real' || full === '') return full;
  return gift.organisation !== '' ? maskOrganisation(full) : maskName(full, 'public');
}

/** Gifts from their rows, with both kinds of names. */
export async function toGifts(scope: Scope, rows: readonly Selectable<GiftTable>[]): Promise<Gift[]> {
  const people = await persons(
    scope,
    rows.flatMap((row) => (row.donor_person_id === null ? [] : [row.donor_person_id])),
  );
  // Who asked to be forgotten gave, but has no name any more.
  const names = new Map(people.map((one) => [one.id, one.erasedAt === null ? one.name : '']));
  const organisations = await organisationNames(
    scope,
    rows.map((row) => row.donor_organisation_id),
  );
  const boxes = await boxesById(
    scope,
    rows.flatMap((row) => (row.box_id === null ? [] : [row.box_id])),
  );
  return rows.map((row) => {
    const person = names.get(row.donor_person_id ?? '') ?? '';
    const organisation = organisations.get(row.donor_organisation_id ?? '') ?? '';
    const named = { publicity: row.publicity, alias: row.alias, person, organisation, typed: row.donor_name };
    const giver = organisation || person || row.donor_name;
    const box = boxes.get(row.box_id ?? '') ?? null;
    return { ...plainGift(row), box, giver, publicGiver: publicGiver(named) };
  });
}

function plainGift(row: Selectable<GiftTable>): Omit<Gift, 'giver' | 'publicGiver' | 'box'> {
  const { goods_title: title, goods_quantity: quantity, goods_unit: unit } = row;
  return {
    id: row.id,
    fundId: row.fund_id,
    kind: row.kind,
    nature: row.nature,
    sourceClass: row.source_class,
    state: row.state,
    donorPersonId: row.donor_person_id,
    donorOrganisationId: row.donor_organisation_id,
    publicity: row.publicity,
    alias: row.alias,
    amount: row.amount,
    fee: row.fee,
    goods: title === null ? null : { title, quantity: quantity ?? 0n, unit: unit ?? '', value: row.goods_value },
    resourceId: row.resource_id,
    purposeText: row.purpose_text,
    receivedOn: row.received_on,
    countedBy: row.counted_by,
    secondCounter: row.second_counter,
    firstCount: row.first_count,
    countDifference: row.count_difference,
    countReason: row.count_reason,
    bankReference: row.bank_reference,
    receiptState: row.receipt_state,
    receiptNumber: row.receipt_number,
    receiptDueOn: row.receipt_due_on,
    lookCode: row.look_code,
    entryId: row.entry_id,
    pledgeId: row.pledge_id,
    reversedReason: row.reversed_reason,
    at: row.at,
  };
}

/** Rows of gifts, to be narrowed; only this room reads them. */
export function giftRows(scope: Scope) {
  return scope.db.selectFrom('gift').selectAll().where('space_id', '=', scope.spaceId);
}

/** One gift, or null. */
export async function gift(scope: Scope, id: string): Promise<Gift | null> {
  return (await toGifts(scope, await giftRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** Gifts by their ids, in no order; one query and the names, whatever there is. */
export async function giftsById(scope: Scope, ids: readonly string[]): Promise<Gift[]> {
  return ids.length === 0
    ? []
    : toGifts(
        scope,
        await giftRows(scope)
          .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
          .execute(),
      );
}

/** The gift a slip's code belongs to, or null. */
export async function giftByCode(scope: Scope, code: string): Promise<Gift | null> {
  return (await toGifts(scope, await giftRows(scope).where('look_code', '=', code).execute()))[0] ?? null;
}

/** Gifts a person gave themselves, newest first, for "my gifts" (F045). */
export async function giftsOfPerson(scope: Scope, personId: string): Promise<Gift[]> {
  const rows = await giftRows(scope).where('donor_person_id', '=', personId).orderBy('id', 'desc').limit(200).execute();
  return toGifts(scope, rows);
}
