import { sql } from 'kysely';
import { type OwnHome, ownHomes } from '#modules/people';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { permissions } from './permissions.ts';
import { outsides, statementFiles } from './queries.ts';
import { type Claim, type Owner, ownersOf } from './rules-together.ts';
import type { Outside, StatementFile } from './schema.ts';

/** The other spaces in which the reader may bring statements. */
async function desksElsewhere(scope: Scope): Promise<OwnHome[]> {
  return (await ownHomes(scope)).filter((home) => allowed(home.scope, permissions.bring).ok);
}

/** An account of this space that another space has registered too: of the same kind, with the same last digits. */
export interface Shared {
  readonly home: OwnHome;
  readonly here: Outside;
  readonly there: Outside;
}

/** The accounts that the reader can bring one statement of to several spaces at once. */
export async function sharedAccounts(scope: Scope): Promise<Shared[]> {
  const own = (await outsides(scope)).filter((one) => one.numberTail !== '');
  const found: Shared[] = [];
  for (const home of own.length === 0 ? [] : await desksElsewhere(scope))
    for (const there of await outsides(home.scope)) {
      const here = own.find((one) => one.kind === there.kind && one.numberTail === there.numberTail);
      if (here !== undefined) found.push({ home, here, there });
    }
  return found;
}

/** A copy of a statement in another space of the reader. */
export interface Copy {
  readonly home: OwnHome;
  readonly file: StatementFile;
}

/** The copies of a file in the reader's other spaces, those put aside left out. */
export async function copiesOf(scope: Scope, file: Pick<StatementFile, 'sha256'>): Promise<Copy[]> {
  const found: Copy[] = [];
  for (const home of await desksElsewhere(scope)) {
    const copies = await statementFiles(home.scope, { sha256: file.sha256 });
    const copy = copies.find((one) => one.state !== 'dropped');
    if (copy !== undefined) found.push({ home, file: copy });
  }
  return found;
}

/** What a space says of lines by their fingerprints: whose they are in its books. */
async function claimsOf(scope: Scope, outsideId: string, fingerprints: readonly string[]): Promise<Map<string, Claim>> {
  const { rows } = await sql<{
    id: string;
    fingerprint: string;
    confirmed: boolean;
    proposed: boolean;
    not_ours: boolean;
  }>`
    select l.id, l.fingerprint, coalesce(bool_or(k.state = 'confirmed' and k.kind <> 'not_ours'), false) as confirmed,
      coalesce(bool_or(k.state = 'proposed'), false) as proposed, coalesce(bool_or(k.kind = 'not_ours'), false) as not_ours
    from statement_line l
    left join statement_link k on k.space_id = l.space_id and k.line_id = l.id and k.state <> 'undone'
    where l.space_id = ${scope.spaceId} and l.outside_id = ${outsideId}
      and l.fingerprint = any (${[...fingerprints]}::text[])
    group by l.id, l.fingerprint`.execute(scope.db);
  return new Map(
    rows.map((row) => [
      row.fingerprint,
      row.confirmed ? 'sure' : row.not_ours ? 'not_ours' : row.proposed ? 'likely' : 'open',
    ]),
  );
}

/** Whose the lines of a statement are that several spaces of the reader hold; every line counts once. */
export async function sharesOf(scope: Scope, file: StatementFile, copies: readonly Copy[]): Promise<Owner[]> {
  const lines = await scope.db
    .selectFrom('statement_line')
    .select(['id', 'fingerprint', 'amount'])
    .where('space_id', '=', scope.spaceId)
    .where('file_id', '=', file.id)
    .orderBy('line')
    .execute();
  const prints = lines.map((one) => one.fingerprint);
  const desks = [{ key: '', claims: await claimsOf(scope, file.outsideId, prints) }];
  for (const { home, file: copy } of copies)
    desks.push({ key: home.slug, claims: await claimsOf(home.scope, copy.outsideId, prints) });
  return ownersOf(lines, desks);
}
