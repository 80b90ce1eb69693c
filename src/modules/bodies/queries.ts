import type { Selectable } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { fraction } from '#kernel/fraction';
import { isId } from '#kernel/ids';
import type { RuleTable, SeatTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { isHeld } from './rules.ts';
import type { Body, BodyKind, Rule, RuleKind, Seat } from './schema.ts';
import { readFraction, ruleKinds, StoredParameters } from './schema.ts';

const bodyColumns = [
  'id',
  'kind',
  'name',
  'charter',
  'host_organisation_id as hostOrganisationId',
  'active_from as activeFrom',
  'state',
] as const;

/** The bodies of the space, oldest first; of one kind or in one state when asked. */
export async function bodies(
  scope: Scope,
  filter: { readonly kind?: BodyKind; readonly state?: Body['state'] } = {},
): Promise<Body[]> {
  let query = scope.db.selectFrom('body').select(bodyColumns).where('space_id', '=', scope.spaceId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return query.orderBy('created_at').orderBy('id').execute();
}

/** One body, or null. */
export async function body(scope: Scope, id: string): Promise<Body | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('body')
    .select(bodyColumns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

function toSeat(row: Selectable<SeatTable>): Seat {
  return {
    id: row.id,
    bodyId: row.body_id,
    kind: row.kind,
    votes: row.votes,
    personId: row.person_id,
    organisationId: row.organisation_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedAt: row.ended_at,
    endedReason: row.ended_reason,
  };
}

/** Every seat a body ever had, oldest first, ended ones too. */
export async function seatsOf(scope: Scope, bodyId: string): Promise<Seat[]> {
  const rows = await scope.db
    .selectFrom('seat')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('body_id', '=', bodyId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(toSeat);
}

/** The seats held on a body today. */
export async function seatsToday(scope: Scope, bodyId: string): Promise<Seat[]> {
  const on = today(scope);
  return (await seatsOf(scope, bodyId)).filter((seat) => isHeld(seat, on));
}

/** The seat a person holds on a body today, or null. */
export async function seatOf(scope: Scope, bodyId: string, personId: string): Promise<Seat | null> {
  return (await seatsToday(scope, bodyId)).find((seat) => seat.personId === personId) ?? null;
}

/** Every seat a person holds today, on whatever body. */
export async function seatsHeldBy(scope: Scope, personId: string): Promise<Seat[]> {
  if (personId === '') return [];
  const rows = await scope.db
    .selectFrom('seat')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .execute();
  const on = today(scope);
  return rows.map(toSeat).filter((seat) => isHeld(seat, on));
}

/** One seat, ended or not, or null. */
export async function seat(scope: Scope, id: string): Promise<Seat | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('seat')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toSeat(row);
}

function toRule(row: Selectable<RuleTable>): Rule {
  const stored = StoredParameters.parse(row.parameters);
  const kind = ruleKinds.find((one) => one === row.kind) ?? 'change';
  const { way, of, publicationDays, answerDays, voteDays, hostDays, approvalsNeeded } = stored;
  return {
    id: row.id,
    kind,
    bodyId: row.body_id,
    title: row.title,
    version: row.version,
    text: row.text,
    inForceFrom: row.in_force_from,
    basis: row.basis,
    // What was checked when the rule was adopted is a fraction; the rest only satisfies the type.
    voting: {
      quorum: readFraction(stored.quorum) ?? fraction(1n),
      share: readFraction(stored.share) ?? fraction(1n),
      way,
      of,
    },
    publicationDays,
    answerDays,
    voteDays,
    hostDays,
    approvalsNeeded,
  };
}

/** Every version of every rule, newest first within its kind. */
export async function rules(scope: Scope, kind?: RuleKind): Promise<Rule[]> {
  let query = scope.db.selectFrom('rule').selectAll().where('space_id', '=', scope.spaceId);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return (await query.orderBy('kind').orderBy('version', 'desc').execute()).map(toRule);
}

/** One version of a rule, or null. */
export async function rule(scope: Scope, id: string): Promise<Rule | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('rule')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toRule(row);
}

/** The version of a rule that binds on a day (today unless named): the latest that had begun by then; or null. */
export async function ruleInForce(scope: Scope, kind: RuleKind, on?: LocalDate): Promise<Rule | null> {
  const row = await scope.db
    .selectFrom('rule')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', kind)
    .where('in_force_from', '<=', on ?? today(scope))
    .orderBy('in_force_from', 'desc')
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : toRule(row);
}
