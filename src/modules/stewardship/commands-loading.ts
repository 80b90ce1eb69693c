import type { Fault } from '#kernel/result';
import { fail, ok, type Result } from '#kernel/result';
import { type Fund, fund, markFund } from '#modules/funds';
import { audit } from '#modules/record';
import { isPicture, sniff } from '#platform/file-types';
import { storeFile } from '#platform/files';
import type { Upload } from '#platform/input';
import type { Inside } from '#platform/scope';
import { move } from './queries.ts';
import type { Move, MoveState } from './schema.ts';

/** Takes a move so that whoever else would change it waits. Refuses `stewardship.not_found`. */
export async function lockMove(scope: Inside, id: string): Promise<Result<Move>> {
  await scope.db
    .selectFrom('fund_move')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const found = await move(scope, id);
  return found === null ? fail('stewardship.not_found') : ok(found);
}

/** Changes columns of a move and audits the step. */
export async function setMove(
  scope: Inside,
  id: string,
  change: {
    readonly state?: MoveState;
    readonly procedure_id?: string;
    readonly authorisation_id?: string;
    readonly entry_id?: string;
    readonly ended_reason?: string;
    readonly done_at?: Date;
  },
  step: string,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await scope.db
      .updateTable('fund_move')
      .set(change)
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', id)
      .execute();
  await audit(scope, { kind: 'move', id, detail: { step } });
}

/** Ends a move that goes no further; a fund that was being wound up is open again. */
export async function endMove(scope: Inside, item: Move, state: 'refused' | 'stopped', reason: string): Promise<void> {
  await setMove(scope, item.id, { state, ended_reason: reason }, state);
  if (item.kind === 'wind_up') await markFund(scope, item.fundId, { state: 'open' });
}

/** Keeps a paper for the office. Refuses `stewardship.not_a_paper` and the codes of stored files. */
export async function keepPaper(
  scope: Inside,
  paper: Upload | undefined,
  about: { readonly kind: 'move' | 'trust'; readonly id: string },
  visibility: 'public' | 'office',
): Promise<Result<string | null>> {
  if (paper === undefined) return ok(null);
  const kind = isPicture(paper.bytes) ? 'image' : 'document';
  if (kind === 'document' && sniff(paper.bytes)?.mediaType !== 'application/pdf')
    return fail('stewardship.not_a_paper');
  const kept = await storeFile(scope, { bytes: paper.bytes, name: paper.name, kind, visibility, about });
  return kept.ok ? ok(kept.value.id) : kept;
}

/** A fund whose money is to move, with its accounts. */
export interface Source extends Fund {
  readonly accountId: string;
  readonly bankAccountId: string;
}

function withAccounts(one: Fund): Source | null {
  const { accountId, bankAccountId } = one;
  return accountId === null || bankAccountId === null ? null : { ...one, accountId, bankAccountId };
}

/** Where money comes from and where it goes; money stays with the charity that holds it. */
export async function ends(
  scope: Inside,
  fromId: string,
  toId: string | null,
): Promise<Result<{ from: Source; to: Source | null }>> {
  const known = await fund(scope, fromId);
  if (known === null) return fail('stewardship.fund_not_found');
  const from = withAccounts(known);
  if (from === null) return fail('stewardship.not_open');
  if (toId === null) return ok({ from, to: null });
  const found = await fund(scope, toId);
  const to = found === null ? null : withAccounts(found);
  const wrong = refuseTo(from, found, to);
  return wrong === null ? ok({ from, to }) : { ok: false, fault: wrong };
}

function refuseTo(from: Source, found: Fund | null, to: Source | null): Fault | null {
  if (found === null) return { code: 'stewardship.fund_not_found', field: 'toFundId' };
  if (found.id === from.id) return { code: 'stewardship.same_fund', field: 'toFundId' };
  if (to === null || found.state !== 'open') return { code: 'stewardship.to_not_open', field: 'toFundId' };
  return to.hostOrganisationId === from.hostOrganisationId
    ? null
    : { code: 'stewardship.other_host', field: 'toFundId' };
}
