import { newId, shortCode } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { hashCode, openText, sealText } from '#platform/crypto';
import type { Platform } from '#platform/platform';
import type { Inside, Scope } from '#platform/scope';
import { actorId } from '#platform/scope';
import { ensureAccount } from './commands-accounts.ts';
import { mayIssueCard } from './permissions.ts';
import { IssueCard, IssueCards, RevokeCard } from './schema.ts';

/** Letters and digits of a card: 54 bits, which nobody guesses within the limits on tries. */
const codeLength = 12;

/** The keyed hash a card is found by. */
export function cardHash(platform: Platform, code: string): string {
  return hashCode(platform.keys, `card ${code}`);
}

/**
 * Issues a household card: a code that opens the account of one member, for those without a telephone. The code
 * is in the result once and kept only as a hash. Refuses: `people.not_found`, `people.erased`,
 * `people.no_household` (nobody's household yet).
 */
export const issueCard = command({
  name: 'people.issue_card',
  permission: mayIssueCard,
  input: IssueCard,
  run: async (scope, input) => {
    const person = await scope.db
      .selectFrom('person')
      .select(['name', 'household_id', 'erased_at'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.personId)
      .executeTakeFirst();
    if (person === undefined) return fail('people.not_found');
    if (person.erased_at !== null) return fail('people.erased');
    const householdId =
      input.householdId ?? person.household_id ?? (await ownHousehold(scope, input.personId, person.name));
    const id = newId(scope.now());
    const code = shortCode(codeLength);
    const accountId = await ensureAccount(scope, input.personId, person.name);
    await scope.db
      .insertInto('household_card')
      .values({
        space_id: scope.spaceId,
        id,
        household_id: householdId,
        person_id: input.personId,
        code_hash: cardHash(scope.platform, code),
        issued_by: scope.actor?.way === 'system' ? null : actorId(scope),
        issued_at: scope.now(),
      })
      .execute();
    await scope.db
      .insertInto('auth.card')
      .values({
        code_hash: cardHash(scope.platform, code),
        account_id: accountId,
        space_id: scope.spaceId,
        card_id: id,
      })
      .execute();
    await audit(scope, { kind: 'card', id, detail: { person: input.personId } });
    return ok({ id, personId: input.personId, sheet: seal(scope, code, sheetContext(scope, id)) });
  },
});

/** A card just issued, for the sheet it is printed on. */
interface Issued {
  readonly personId: string;
  readonly code: string;
}

/**
 * Issues cards to several people at once, all or none, for one sheet of paper. Refuses: `people.cards_none`,
 * `people.cards_many`, and as `issueCard`.
 */
export const issueCards = command({
  name: 'people.issue_cards',
  permission: mayIssueCard,
  input: IssueCards,
  run: async (scope, input) => {
    const issued: Issued[] = [];
    for (const personId of new Set(input.person)) {
      const card = await issueCard(scope, { personId });
      if (!card.ok) return card;
      issued.push({ personId, code: openSheet(scope, card.value.id, card.value.sheet) ?? '' });
    }
    return ok({ sheet: seal(scope, issued, sheetContext(scope, 'many')) });
  },
});

/** Whoever lives nowhere yet gets a household of their own, so that the card has one to belong to. */
async function ownHousehold(scope: Inside, personId: string, name: string): Promise<string> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('household')
    .values({ space_id: scope.spaceId, id, name, created_at: scope.now() })
    .execute();
  await scope.db
    .updateTable('person')
    .set({ household_id: id })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .execute();
  await audit(scope, { kind: 'household', id });
  return id;
}

interface Sheet<T> {
  readonly what: T;
  /** Milliseconds until which the sheet can be printed. */
  readonly until: number;
}

const printFor = 10 * 60_000;

/** Codes travel to the print sheet sealed, so that they stand readable in no address, log or table. */
function seal<T>(scope: Scope, what: T, context: string): string {
  const sheet: Sheet<T> = { what, until: scope.now().getTime() + printFor };
  return Buffer.from(sealText(scope.platform.keys, JSON.stringify(sheet), context)).toString('base64url');
}

/** What a sheet says: for ten minutes, for whoever issued it; null otherwise. */
function open<T>(scope: Scope, sealed: string, context: string): T | null {
  try {
    // What we sealed ourselves a moment ago, under this context, has the shape we gave it.
    const sheet = JSON.parse(openText(scope.platform.keys, Buffer.from(sealed, 'base64url'), context)) as Sheet<T>;
    return sheet.until > scope.now().getTime() ? sheet.what : null;
  } catch {
    return null;
  }
}

function sheetContext(scope: Scope, card: string): string {
  return `${scope.spaceId}/card-sheet/${card}/${actorId(scope)}`;
}

/** The code of one card's sheet. */
export function openSheet(scope: Scope, cardId: string, sealed: string): string | null {
  return open<string>(scope, sealed, sheetContext(scope, cardId));
}

/** The codes of a sheet of several cards. */
export function openCardsSheet(scope: Scope, sealed: string): readonly Issued[] | null {
  return open<readonly Issued[]>(scope, sealed, sheetContext(scope, 'many'));
}

/** Takes a card out of use: it opens nothing from now on, and what it opened is closed. Refuses: `people.card_not_found`, `people.card_revoked`. */
export const revokeCard = command({
  name: 'people.revoke_card',
  permission: mayIssueCard,
  input: RevokeCard,
  run: async (scope, input) => {
    const card = await scope.db
      .selectFrom('household_card')
      .select(['person_id', 'revoked_at'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.cardId)
      .forUpdate()
      .executeTakeFirst();
    if (card === undefined) return fail('people.card_not_found');
    if (card.revoked_at !== null) return fail('people.card_revoked');
    await closeCard(scope, input.cardId, input.reason);
    await audit(scope, { kind: 'card', id: input.cardId, detail: { person: card.person_id } });
    return ok({ id: input.cardId, personId: card.person_id });
  },
});

/** Closes a card and every session it opened. */
export async function closeCard(scope: Inside, cardId: string, reason: string): Promise<void> {
  await scope.db
    .updateTable('household_card')
    .set({ revoked_at: scope.now(), revoked_reason: reason })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', cardId)
    .execute();
  await scope.db.deleteFrom('auth.card').where('space_id', '=', scope.spaceId).where('card_id', '=', cardId).execute();
  await scope.db
    .deleteFrom('auth.session')
    .where('id', 'in', (from) =>
      from.selectFrom('auth.session_note').select('session_id').where('card_id', '=', cardId),
    )
    .execute();
}
