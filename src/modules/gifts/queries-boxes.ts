import type { Selectable } from 'kysely';
import type { GiftBoxTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Box } from './schema.ts';

/** Rows of boxes and stalls, to be narrowed. */
export function boxRows(scope: Scope) {
  return scope.db.selectFrom('gift_box').selectAll().where('space_id', '=', scope.spaceId);
}

/** A box or stall from its row. */
export function toBox(row: Selectable<GiftBoxTable>): Box {
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    fundId: row.fund_id,
    placeText: row.place_text,
    activityId: row.activity_id,
    state: row.state,
    setOutOn: row.set_out_on,
    takenInOn: row.taken_in_on,
  };
}

/** Boxes and stalls by their ids. */
export async function boxesById(scope: Scope, ids: readonly string[]): Promise<Map<string, Box>> {
  if (ids.length === 0) return new Map();
  const rows = await boxRows(scope)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toBox(row)]));
}

/** One box or stall, or null. */
export async function box(scope: Scope, id: string): Promise<Box | null> {
  return (await boxesById(scope, [id])).get(id) ?? null;
}

/** A box or stall with what it has brought and how often it was opened. */
export interface BoxTakings extends Box {
  /** In the books, in fen. */
  readonly brought: bigint;
  readonly openings: number;
  /** Opened, counted once, and waiting for the second count. */
  readonly counting: number;
}

async function withTakings(scope: Scope, boxes: readonly Box[]): Promise<BoxTakings[]> {
  if (boxes.length === 0) return [];
  const sums = await scope.db
    .selectFrom('gift')
    .select(['box_id', 'state'])
    .select((e) => [e.fn.countAll<bigint>().as('openings'), e.fn.sum<bigint | null>('amount').as('brought')])
    .where('space_id', '=', scope.spaceId)
    .where(
      'box_id',
      'in',
      boxes.map((one) => one.id),
    )
    .where('state', '<>', 'reversed')
    .groupBy(['box_id', 'state'])
    .execute();
  return boxes.map((one) => {
    const booked = sums.find((row) => row.box_id === one.id && row.state === 'booked');
    const counting = sums.find((row) => row.box_id === one.id && row.state === 'counting');
    return {
      ...one,
      brought: BigInt(booked?.brought ?? 0n),
      openings: Number(booked?.openings ?? 0n),
      counting: Number(counting?.openings ?? 0n),
    };
  });
}

/** Every box and stall, those that are out first. */
export async function boxes(scope: Scope): Promise<BoxTakings[]> {
  const rows = await boxRows(scope).orderBy('state', 'desc').orderBy('set_out_on', 'desc').orderBy('number').execute();
  return withTakings(scope, rows.map(toBox));
}

/** What the boxes and stalls of one event brought (F025), by number. */
export async function takingsOf(scope: Scope, activityId: string): Promise<BoxTakings[]> {
  const rows = await boxRows(scope).where('activity_id', '=', activityId).orderBy('number').execute();
  return withTakings(scope, rows.map(toBox));
}
