import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result';
import { closeSheet, keepSheet, lockSheet, type Naming, nameColumns } from '#modules/record';
import { command } from '#platform/command';
import type { Upload } from '#platform/input';
import type { Inside, Scope } from '#platform/scope';
import type { ColumnMap, Sheet } from '#platform/sheet';
import { issueReceipt } from './commands-records.ts';
import { giftConflicts, openForGift, writeGift } from './commands-taking.ts';
import { permissions } from './permissions.ts';
import { type GiftList, giftLists, knownOrders, requestedByCode, templateOf } from './queries-lists-in.ts';
import { guessNumberColumns, guessOrderColumns, type OrderRow, readNumbers, readOrders } from './rules-lists.ts';
import {
  ById,
  type FromWhom,
  MappedNumbers,
  MappedOrders,
  numberFields,
  orderFields,
  UploadNumbers,
  UploadOrders,
} from './schema.ts';

function headerHash(sheet: Sheet): string {
  return createHash('sha256').update(sheet.header.join('\u0000')).digest('hex');
}

async function keepList(
  scope: Inside,
  file: Upload | undefined,
  as: Pick<GiftList, 'kind'> & { readonly fundId?: string; readonly platform: string },
): Promise<Result<{ id: string }>> {
  const guess = as.kind === 'platform' ? guessOrderColumns : guessNumberColumns;
  const kept = await keepSheet(scope, giftLists, file, {
    guess: async (sheet) => (await templateOf(scope, as.kind, headerHash(sheet)))?.mapping ?? guess(sheet.header),
    own: { kind: as.kind, fund_id: as.fundId ?? null, platform: as.platform },
  });
  return kept.ok ? ok({ id: kept.value }) : kept;
}

/**
 * Takes a designated platform's export as XLSX or CSV (F024), guesses what its columns mean or remembers it from the
 * last one like it, and keeps it sealed for the next screen. Refuses `sheet.missing`, `sheet.kind`, `sheet.broken`,
 * `sheet.empty`, `sheet.rows` (with `max`).
 */
export const uploadOrders = command({
  name: 'gifts.uploadOrders',
  permission: permissions.lists,
  input: UploadOrders,
  run: (scope, input) =>
    keepList(scope, input.file, { kind: 'platform', fundId: input.fundId, platform: input.platform }),
});

/** Takes the list that the charity's receipt system gave back. Refuses as `uploadOrders`. */
export const uploadNumbers = command({
  name: 'gifts.uploadNumbers',
  permission: permissions.receipt,
  input: UploadNumbers,
  run: (scope, input) => keepList(scope, input.file, { kind: 'receipts', platform: '' }),
});

/** A list of one kind that still waits, kept from landing twice. */
async function openList(scope: Inside, id: string, kind: GiftList['kind']) {
  const list = await lockSheet(scope, giftLists, id);
  return list.ok && list.value.kind !== kind ? fail('gifts.import_not_found') : list;
}

/** What the columns of a list mean, kept for the next one with the same header. */
async function saveMapping<F extends string>(
  scope: Inside,
  list: GiftList & { readonly sheet: Sheet },
  naming: Naming<F>,
): Promise<Result<{ id: string }>> {
  const named = await nameColumns(scope, giftLists, list.id, naming);
  if (!named.ok) return named;
  const template = { platform: list.platform, mapping: JSON.stringify(named.value), at: scope.now() };
  await scope.db
    .insertInto('gift_import_template')
    .values({ space_id: scope.spaceId, kind: list.kind, header_hash: headerHash(list.sheet), ...template })
    .onConflict((conflict) => conflict.columns(['space_id', 'kind', 'header_hash']).doUpdateSet(template))
    .execute();
  return ok({ id: list.id });
}

/** Says what the columns of an export mean, and remembers it. Refuses `gifts.import_not_found`, `gifts.import_done`, `gifts.column_missing`. */
export const mapOrders = command({
  name: 'gifts.mapOrders',
  permission: permissions.lists,
  input: MappedOrders,
  run: async (scope, input) => {
    const list = await openList(scope, input.id, 'platform');
    if (!list.ok) return list;
    return saveMapping(scope, list.value, { fields: orderFields, needed: ['order', 'day', 'amount'], said: input });
  },
});

/** Says what the columns of the numbers mean, and remembers it. Refuses as `mapOrders`. */
export const mapNumbers = command({
  name: 'gifts.mapNumbers',
  permission: permissions.receipt,
  input: MappedNumbers,
  run: async (scope, input) => {
    const list = await openList(scope, input.id, 'receipts');
    if (!list.ok) return list;
    return saveMapping(scope, list.value, { fields: numberFields, needed: ['code', 'number'], said: input });
  },
});

/** What would land of a waiting list of orders as it is mapped now. */
export async function previewOrders(scope: Scope, list: GiftList, sheet: Sheet) {
  const read = readOrders(sheet, list.mapping, { zone: scope.timeZone, now: scope.now() });
  const known = await knownOrders(
    scope,
    read.good.map((one) => one.order),
  );
  return { ...read, fresh: read.good.filter((one) => !known.has(one.order)), known: known.size };
}

/** What would land of a waiting list of receipt numbers as it is mapped now. */
export async function previewNumbers(scope: Scope, list: GiftList, sheet: Sheet) {
  // The mapping was written by mapNumbers or guessed for these fields.
  const mapping: ColumnMap<'code' | 'number' | 'amount'> = list.mapping;
  const codes = sheet.rows.map(({ cells }) => (cells[mapping.code ?? -1] ?? '').normalize('NFKC'));
  const asked = await requestedByCode(
    scope,
    codes.map((code) => code.toUpperCase().replace(/[\s-]/g, '')),
  );
  return readNumbers(sheet, mapping, asked);
}

function fromOrder(fundId: string, row: OrderRow): FromWhom {
  return {
    ...{ fundId, nature: 'gift', sourceClass: 'online', alias: '', waived: false },
    // The name on a platform is a private one until its giver says otherwise.
    publicity: row.giver === '' ? 'anonymous' : 'masked',
    ...{ donorName: row.giver, purposeText: row.words, receivedOn: row.day },
  };
}

/**
 * Books the good rows of an export in one go: all of them or none. An order already in the books is left alone, so the
 * same file changes nothing the second time. Refuses `gifts.import_not_found`, `gifts.import_done`,
 * `gifts.nothing_to_land`, and as a bank gift does.
 */
export const landOrders = command({
  name: 'gifts.landOrders',
  permission: permissions.lists,
  input: ById,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const list = await openList(scope, input.id, 'platform');
    if (!list.ok) return list;
    const { good, fresh, bad, known } = await previewOrders(scope, list.value, list.value.sheet);
    if (good.length === 0) return fail('gifts.nothing_to_land');
    for (const row of fresh) {
      const open = await openForGift(scope, fromOrder(list.value.fundId ?? '', row));
      if (!open.ok) return open;
      const taken = await writeGift(scope, open.value, {
        ...{ kind: 'platform', booked: row.amount, fee: row.fee },
        columns: { bank_reference: row.order, import_id: list.value.id },
        detail: { amount: row.amount.toString(), fee: row.fee.toString() },
      });
      if (!taken.ok) return taken;
    }
    await closeSheet(scope, giftLists, input.id, { counts: { landed: fresh.length, skipped: known }, bad });
    return ok({ id: input.id });
  },
});

/**
 * Notes every receipt number that came back, in one go. Refuses `gifts.import_not_found`, `gifts.import_done`,
 * `gifts.nothing_to_land`, `gifts.receipt_number_used`.
 */
export const landNumbers = command({
  name: 'gifts.landNumbers',
  permission: permissions.receipt,
  input: ById,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const list = await openList(scope, input.id, 'receipts');
    if (!list.ok) return list;
    const { good, bad } = await previewNumbers(scope, list.value, list.value.sheet);
    if (good.length === 0) return fail('gifts.nothing_to_land');
    for (const row of good) {
      const issued = await issueReceipt(scope, { id: row.id, receiptNumber: row.number });
      if (!issued.ok) return issued;
    }
    await closeSheet(scope, giftLists, input.id, { counts: { landed: good.length, skipped: 0 }, bad });
    return ok({ id: input.id });
  },
});
