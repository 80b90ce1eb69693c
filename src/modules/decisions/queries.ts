import type { Selectable } from 'kysely';
import { isId } from '#kernel/ids';
import { acting, actingSeats, type Body, bodies, type Rule, readFraction, rules, seatsNamedFor } from '#modules/bodies';
import { personNames } from '#modules/people';
import type { Kind, Thing } from '#modules/record';
import type { ObjectionTable, ProcedureStepTable, ProcedureTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import { openStep, tally } from './rules.ts';
import type { CountedVote, Objection, Procedure, Recusal, Step, StepEvent, Tally, Template } from './schema.ts';
import { type PlanStep, planCodes, type StepKind, StoredStep } from './schema-plan.ts';
import { StoredTally } from './schema-tally.ts';

/** A step of a procedure begun before steps were documents, as what it was. */
function oldStep(kind: StepKind, ordinal: number): PlanStep {
  return StoredStep.parse({ key: `s${ordinal}`, kind });
}

function named(row: Selectable<ProcedureStepTable>): PlanStep {
  return row.plan === null ? oldStep(row.kind, row.ordinal) : StoredStep.parse(row.plan);
}

/** The rule as it binds this step: its own numbers go before those of the rule. */
function bound(rule: Rule, plan: PlanStep): Rule {
  const { voting } = rule;
  return {
    ...rule,
    voting: {
      ...voting,
      quorum: readFraction(plan.quorum ?? '') ?? voting.quorum,
      share: readFraction(plan.share ?? '') ?? voting.share,
      way: plan.way ?? voting.way,
      tie: plan.tie ?? voting.tie,
    },
    publicationDays: (plan.kind === 'publication' ? plan.days : null) ?? rule.publicationDays,
    answerDays: plan.answerDays ?? rule.answerDays,
    voteDays: (plan.kind === 'vote' ? plan.days : null) ?? rule.voteDays,
    hostDays: (plan.kind === 'host' ? plan.days : null) ?? rule.hostDays,
  };
}

interface Known {
  readonly bodies: ReadonlyMap<string, Body>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly events: readonly StepEvent[];
}

function toStep(row: Selectable<ProcedureStepTable>, known: Known): Step {
  const body = known.bodies.get(row.body_id);
  const rule = known.rules.get(row.rule_id);
  // Both are foreign keys within the same space, so a step without them cannot be stored.
  if (body === undefined || rule === undefined) throw new Error('a step without its body or rule');
  const plan = named(row);
  return {
    id: row.id,
    ordinal: row.ordinal,
    kind: row.kind,
    bodyId: row.body_id,
    bodyName: body.name,
    bodyKind: body.kind,
    hostOrganisationId: body.hostOrganisationId,
    rule: bound(rule, plan),
    state: row.state,
    openedAt: row.opened_at,
    closesOn: row.closes_on,
    closedAt: row.closed_at,
    tally: row.tally === null ? null : StoredTally.parse(row.tally),
    reason: row.reason,
    plan,
    pollId: row.poll_id,
    went: row.went,
    events: known.events.filter((one) => one.stepId === row.id),
  };
}

async function eventsOf(scope: Scope, procedureId: string): Promise<StepEvent[]> {
  const rows = await scope.db
    .selectFrom('step_event')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('procedure_id', '=', procedureId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const names = await personNames(
    scope,
    rows.flatMap((row) => (row.person_id === null ? [] : [row.person_id])),
  );
  return rows.map((row) => ({
    ...{ stepId: row.step_id, kind: row.kind, text: row.text, until: row.until, personId: row.person_id, at: row.at },
    publicName: names.get(row.person_id ?? '')?.public ?? '',
  }));
}

function toObjection(row: Selectable<ObjectionTable>): Objection {
  return {
    id: row.id,
    stepId: row.step_id,
    name: row.public_name,
    text: row.text,
    dueOn: row.due_on,
    answer: row.answer,
    answeredAt: row.answered_at,
    at: row.at,
  };
}

async function recusalsOf(scope: Scope, procedureId: string): Promise<Recusal[]> {
  const rows = await scope.db
    .selectFrom('recusal')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('procedure_id', '=', procedureId)
    .orderBy('at')
    .execute();
  const names = await personNames(
    scope,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({
    personId: row.person_id,
    publicName: names.get(row.person_id)?.public ?? '',
    insideName: names.get(row.person_id)?.inside ?? '',
    ground: row.ground,
    detail: row.detail,
    at: row.at,
  }));
}

async function assemble(scope: Scope, row: Selectable<ProcedureTable>): Promise<Procedure> {
  const ofProcedure = { space: scope.spaceId, id: row.id };
  const [steps, objections, recusals, allBodies, allRules, events] = await Promise.all([
    scope.db
      .selectFrom('procedure_step')
      .selectAll()
      .where('space_id', '=', ofProcedure.space)
      .where('procedure_id', '=', ofProcedure.id)
      .orderBy('ordinal')
      .execute(),
    scope.db
      .selectFrom('objection')
      .selectAll()
      .where('space_id', '=', ofProcedure.space)
      .where('procedure_id', '=', ofProcedure.id)
      .orderBy('at')
      .orderBy('id')
      .execute(),
    recusalsOf(scope, row.id),
    bodies(scope),
    rules(scope),
    eventsOf(scope, row.id),
  ]);
  const known = {
    bodies: new Map(allBodies.map((one) => [one.id, one])),
    rules: new Map(allRules.map((one) => [one.id, one])),
    events,
  };
  return {
    id: row.id,
    number: row.number,
    template: row.template,
    title: row.title,
    text: row.text,
    // Only this room writes the column, from a Thing.
    subject: { kind: row.subject_kind as Kind, id: row.subject_id },
    amount: row.amount,
    accountId: row.account_id,
    payeeOrganisationId: row.payee_organisation_id,
    payeePersonId: row.payee_person_id,
    state: row.state,
    planCode: planCodes.find((one) => one === row.plan) ?? row.template,
    planVersion: row.plan_version,
    competenceId: row.competence_id,
    earlierId: row.earlier_id,
    authorisationId: row.authorisation_id,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    reason: row.reason,
    steps: steps.map((step) => toStep(step, known)),
    recusals,
    objections: objections.map(toObjection),
  };
}

/** One procedure with its steps, recusals and objections, or null. */
export async function procedure(scope: Scope, id: string): Promise<Procedure | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('procedure')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : assemble(scope, row);
}

/** Every procedure about a thing, oldest first, those that failed too. */
export async function proceduresOf(scope: Scope, subject: Thing, template?: Template): Promise<Procedure[]> {
  let query = scope.db
    .selectFrom('procedure')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id);
  if (template !== undefined) query = query.where('template', '=', template);
  const rows = await query.orderBy('opened_at').orderBy('id').execute();
  return Promise.all(rows.map((row) => assemble(scope, row)));
}

/** A vote as written down, with who wrote it and the member's remark for the desk. */
export interface CastVoteRow extends CountedVote {
  readonly personId: string;
  readonly recordedBy: string | null;
  readonly remark: string;
  readonly at: Date;
}

/** Every vote of a step, in the order in which they were cast. */
export async function votesOf(scope: Scope, stepId: string): Promise<CastVoteRow[]> {
  const rows = await scope.db
    .selectFrom('vote')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('step_id', '=', stepId)
    .orderBy('at')
    .orderBy('turn')
    .execute();
  return rows.map((row) => ({
    seatId: row.seat_id,
    turn: row.turn,
    choice: row.choice,
    personId: row.person_id,
    recordedBy: row.recorded_by,
    remark: row.remark,
    at: row.at,
  }));
}

/** What the votes cast so far come to, under the rule that binds the step and the seats held today. */
export async function countNow(scope: Scope, item: Procedure, step: Step): Promise<Tally> {
  const recused = new Set(item.recusals.map((one) => one.personId));
  const [seats, votes] = await Promise.all([actingSeats(scope, step.bodyId, recused), votesOf(scope, step.id)]);
  // What somebody cast before they had to stand aside does not count for whoever sits in their place.
  const standing = votes.filter((one) => !recused.has(one.personId));
  return tally(step.rule.voting, seats, standing, recused);
}

/** The running procedures, longest waiting first. */
export async function running(scope: Scope): Promise<Procedure[]> {
  const rows = await scope.db
    .selectFrom('procedure')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'running')
    .orderBy('opened_at')
    .execute();
  return Promise.all(rows.map((row) => assemble(scope, row)));
}

/** Running procedures whose open step waits for this person's vote. */
export async function votesAwaited(scope: Scope): Promise<Procedure[]> {
  const personId = subjectPerson(scope) ?? '';
  const held = (await seatsNamedFor(scope, personId)).filter((seat) => seat.votes);
  if (held.length === 0) return [];
  const awaited: Procedure[] = [];
  for (const item of await running(scope)) {
    const step = openStep(item);
    const aside = new Set(item.recusals.map((one) => one.personId));
    const seat = acting(held, aside).find((one) => one.bodyId === step?.bodyId && one.personId === personId);
    if (step === null || step.kind !== 'vote' || seat === undefined || aside.has(personId)) continue;
    const votes = await votesOf(scope, step.id);
    if (!votes.some((vote) => vote.seatId === seat.id)) awaited.push(item);
  }
  return awaited;
}
