import type { Selectable } from 'kysely';
import { type BookedGiver, bookedGifts } from '#modules/gifts';
import type { FundMoveTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Answered } from './rules.ts';
import type { GapAction, Move, Trust } from './schema.ts';

function asMove(row: Selectable<FundMoveTable>): Move {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    fundId: row.fund_id,
    toFundId: row.to_fund_id,
    amount: row.amount,
    reason: row.reason,
    basis: row.basis,
    way: row.way,
    noticeUntil: row.notice_until,
    state: row.state,
    procedureId: row.procedure_id,
    authorisationId: row.authorisation_id,
    entryId: row.entry_id,
    endedReason: row.ended_reason,
    createdBy: row.created_by,
    createdAt: row.created_at,
    doneAt: row.done_at,
  };
}

function moveRows(scope: Scope) {
  return scope.db.selectFrom('fund_move').selectAll().where('space_id', '=', scope.spaceId);
}

/** One move, or null. */
export async function move(scope: Scope, id: string): Promise<Move | null> {
  const row = await moveRows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : asMove(row);
}

/** Every move, newest first; only of one fund (from or to) where it is named. */
export async function moves(scope: Scope, fundId?: string): Promise<Move[]> {
  let rows = moveRows(scope);
  if (fundId !== undefined)
    rows = rows.where((where) => where.or([where('fund_id', '=', fundId), where('to_fund_id', '=', fundId)]));
  return (await rows.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(200).execute()).map(asMove);
}

/** The change of purpose that asks the givers of a fund now, or null; there is one at a time. */
export async function askingAbout(scope: Scope, fundId: string): Promise<Move | null> {
  const row = await moveRows(scope)
    .where('fund_id', '=', fundId)
    .where('kind', '=', 'repurpose')
    .where('state', '=', 'asking')
    .executeTakeFirst();
  return row === undefined ? null : asMove(row);
}

/** Moves whose procedure has ended and which are still to be carried out. */
export async function endedMoves(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('fund_move as m')
    .innerJoin('procedure as p', (on) => on.onRef('p.space_id', '=', 'm.space_id').onRef('p.id', '=', 'm.procedure_id'))
    .select('m.id')
    .where('m.space_id', '=', scope.spaceId)
    .where('m.state', '=', 'deciding')
    .where('p.state', '<>', 'running')
    .orderBy('m.id')
    .execute();
  return rows.map((row) => row.id);
}

/** A gift whose money is to be used otherwise, with what its giver said last. */
export interface GiverAnswer extends BookedGiver, Answered {
  readonly words: string;
  /** Said by the giver, without anybody between. */
  readonly byGiver: boolean;
}

/** Every gift of money to the fund that a move takes from, with the last answer of its giver. */
export async function answersOf(scope: Scope, of: Move): Promise<GiverAnswer[]> {
  if (of.kind !== 'repurpose') return [];
  const gifts = await bookedGifts(scope, of.fundId);
  const said = await scope.db
    .selectFrom('fund_move_answer')
    .select(['gift_id', 'answer', 'words', 'by_giver'])
    .where('space_id', '=', scope.spaceId)
    .where('move_id', '=', of.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const last = new Map(said.map((row) => [row.gift_id, row]));
  return gifts.map((one) => {
    const row = last.get(one.giftId);
    return { ...one, answer: row?.answer ?? null, words: row?.words ?? '', byGiver: row?.by_giver ?? false };
  });
}

/** An objection to a change of purpose, in public. */
export interface MoveObjection {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly at: Date;
}

/** Objections to a move, in the order they came. */
export async function objectionsOf(scope: Scope, moveId: string): Promise<MoveObjection[]> {
  const rows = await scope.db
    .selectFrom('fund_move_objection')
    .select(['id', 'public_name', 'text', 'answer', 'answered_at', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('move_id', '=', moveId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, name: row.public_name, text: row.text },
    ...{ answer: row.answer, answeredAt: row.answered_at, at: row.at },
  }));
}

/** How quiet each fund is, as last looked at. */
export async function watches(scope: Scope) {
  return scope.db
    .selectFrom('fund_watch')
    .select(['fund_id as fundId', 'state', 'last_outflow as lastOutflow', 'since'])
    .where('space_id', '=', scope.spaceId)
    .execute();
}

function trustRows(scope: Scope) {
  return scope.db.selectFrom('charity_trust').selectAll().where('space_id', '=', scope.spaceId);
}

/** Every charitable trust on the register, the newest filing first. */
export async function trusts(scope: Scope): Promise<Trust[]> {
  const rows = await trustRows(scope).orderBy('filed_on', 'desc').orderBy('id').execute();
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, filingNumber: row.filing_number, filedOn: row.filed_on },
    ...{ authority: row.authority, trustee: row.trustee, purpose: row.purpose, amount: row.amount },
    ...{ startsOn: row.starts_on, endsOn: row.ends_on, note: row.note },
  }));
}

/** One trust, or null. */
export async function trust(scope: Scope, id: string): Promise<Trust | null> {
  return (await trusts(scope)).find((one) => one.id === id) ?? null;
}

/** What the trustee reported, the newest year first. */
export async function trustReports(scope: Scope, trustId: string) {
  return scope.db
    .selectFrom('charity_trust_report')
    .select(['id', 'year', 'summary', 'file_id as fileId', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('trust_id', '=', trustId)
    .orderBy('year', 'desc')
    .execute();
}

/** The years each trust has been reported on. */
export async function reportedYears(scope: Scope): Promise<Map<string, number[]>> {
  const rows = await scope.db
    .selectFrom('charity_trust_report')
    .select(['trust_id', 'year'])
    .where('space_id', '=', scope.spaceId)
    .execute();
  const found = new Map<string, number[]>();
  for (const row of rows) found.set(row.trust_id, [...(found.get(row.trust_id) ?? []), row.year]);
  return found;
}

/** The projects a trust carries. */
export async function trustProjects(scope: Scope, trustId: string): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('charity_trust_project')
    .select('project_id')
    .where('space_id', '=', scope.spaceId)
    .where('trust_id', '=', trustId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.project_id);
}

/** What is done about the gap of a fund's year, the next due first. */
export async function gapActions(scope: Scope, fundId: string, year: number): Promise<GapAction[]> {
  const rows = await scope.db
    .selectFrom('gap_action')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where('year', '=', year)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, fundId: row.fund_id, year: row.year, title: row.title, target: row.target },
    ...{ dueOn: row.due_on, state: row.state, brought: row.brought, note: row.note },
  }));
}
