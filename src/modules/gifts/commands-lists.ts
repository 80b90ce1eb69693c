import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit, seal } from '#modules/record';
import { command } from '#platform/command';
import type { Upload } from '#platform/input';
import { actorId, type Inside, type Scope } from '#platform/scope';
import { type BadRow, type ColumnMap, readSheet, type Sheet, type SheetLimits } from '#platform/sheet';
import { issueReceipt } from './commands-records.ts';
import { giftConflicts, openForGift, writeGift } from './commands-taking.ts';
import { permissions } from './permissions.ts';
import {
  type GiftList,
  giftListById,
  knownOrders,
  listKind,
  requestedByCode,
  templateOf,
  waitingList,
} from './queries-lists-in.ts';
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

/** The most rows of one list; longer ones are cut in two. */
export const mostListRows = 2000;
const limits: SheetLimits = { rows: mostListRows, unpackedBytes: 32 * 1024 * 1024 };

function headerHash(sheet: Sheet): string {
  return createHash('sha256').update(sheet.header.join('\u0000')).digest('hex');
}

async function keepList(
  scope: Inside,
  file: Upload | undefined,
  as: Pick<GiftList, 'kind'> & { readonly fundId?: string; readonly platform: string },
): Promise<Result<{ id: string }>> {
  if (file === undefined) return fail('sheet.missing', { field: 'file' });
  const read = await readSheet(file, limits);
  if (!read.ok) return fail(read.fault.code, { ...read.fault, field: 'file' });
  if (read.value.rows.length > mostListRows)
    return fail('sheet.rows', { field: 'file', params: { max: mostListRows } });
  const guess = as.kind === 'platform' ? guessOrderColumns : guessNumberColumns;
  const known = await templateOf(scope, as.kind, headerHash(read.value));
  const id = newId(scope.now());
  await scope.db
    .insertInto('gift_import')
    .values({
      ...{ space_id: scope.spaceId, id, kind: as.kind, file_name: file.name.slice(0, 120) },
      file_hash: createHash('sha256').update(file.bytes).digest('hex'),
      ...{ rows: read.value.rows.length, fund_id: as.fundId ?? null, platform: as.platform },
      mapping: JSON.stringify(known?.mapping ?? guess(read.value.header)),
      ...{ recorded_by: actorId(scope), at: scope.now() },
    })
    .execute();
  await seal(scope, {
    ...{ about: { kind: 'import', id }, kind: listKind, personId: null },
    text: JSON.stringify(read.value),
  });
  await audit(scope, { kind: 'import', id, detail: { rows: read.value.rows.length } });
  return ok({ id });
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

/** A list that still waits, kept from landing twice. */
async function openList(
  scope: Inside,
  id: string,
  kind: GiftList['kind'],
): Promise<Result<GiftList & { sheet: Sheet }>> {
  await scope.db
    .selectFrom('gift_import')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await giftListById(scope, id);
  if (known === null || known.kind !== kind) return fail('gifts.import_not_found');
  const sheet = known.state === 'done' ? null : await waitingList(scope, id);
  return sheet === null ? fail('gifts.import_done') : ok({ ...known, sheet });
}

async function saveMapping(
  scope: Inside,
  list: GiftList & { readonly sheet: Sheet },
  columns: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const mapping: Record<string, number> = {};
  for (const [field, column] of Object.entries(columns))
    if (column !== undefined) mapping[field] = Number.parseInt(column, 10);
  await scope.db
    .updateTable('gift_import')
    .set({ mapping: JSON.stringify(mapping) })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', list.id)
    .execute();
  const template = { platform: list.platform, mapping: JSON.stringify(mapping), at: scope.now() };
  await scope.db
    .insertInto('gift_import_template')
    .values({ space_id: scope.spaceId, kind: list.kind, header_hash: headerHash(list.sheet), ...template })
    .onConflict((conflict) => conflict.columns(['space_id', 'kind', 'header_hash']).doUpdateSet(template))
    .execute();
  await audit(scope, { kind: 'import', id: list.id, detail: { mapped: Object.keys(mapping).join(' ') } });
}

/** Says what the columns of an export mean, and remembers it. Refuses `gifts.import_not_found`, `gifts.import_done`, `gifts.column_missing`. */
export const mapOrders = command({
  name: 'gifts.mapOrders',
  permission: permissions.lists,
  input: MappedOrders,
  run: async (scope, input) => {
    const list = await openList(scope, input.id, 'platform');
    if (!list.ok) return list;
    for (const field of ['order', 'day', 'amount'] as const)
      if (input[field] === undefined) return fail('gifts.column_missing', { field });
    await saveMapping(scope, list.value, Object.fromEntries(orderFields.map((field) => [field, input[field]])));
    return ok({ id: input.id });
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
    for (const field of ['code', 'number'] as const)
      if (input[field] === undefined) return fail('gifts.column_missing', { field });
    await saveMapping(scope, list.value, Object.fromEntries(numberFields.map((field) => [field, input[field]])));
    return ok({ id: input.id });
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

async function forget(
  scope: Inside,
  id: string,
  counts: { readonly landed: number; readonly skipped: number },
  bad: readonly BadRow[],
): Promise<void> {
  await scope.db
    .updateTable('gift_import')
    .set({ ...counts, state: 'done', report: JSON.stringify(bad), landed_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await scope.db
    .deleteFrom('sealed_body')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', 'import')
    .where('about_id', '=', id)
    .execute();
  await audit(scope, { kind: 'import', id, detail: counts });
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
    await forget(scope, input.id, { landed: fresh.length, skipped: known }, bad);
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
    await forget(scope, input.id, { landed: good.length, skipped: 0 }, bad);
    return ok({ id: input.id });
  },
});
