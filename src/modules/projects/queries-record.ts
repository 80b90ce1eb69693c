import { type Procedure, proceduresOf } from '#modules/decisions';
import { type Fund, fund, type Payment, paymentsOf } from '#modules/funds';
import { type Need, needsById } from '#modules/needs';
import { organisationNames } from '#modules/organisations';
import { personNames } from '#modules/people';
import { filesAbout, type KeptFile } from '#modules/record';
import type { Scope } from '#platform/scope';
import { type Money, moneyOf, progressOf, project, projectNeeds, reportDue, versionsOf } from './queries.ts';
import { type Advice, adviceOf } from './queries-advice.ts';
import { type Rest, restOf } from './queries-surplus.ts';
import { type Milestone, milestones, worksPapers } from './queries-works.ts';
import type { WorksPaper } from './rules-works.ts';
import type { Progress, Project, Version } from './schema.ts';

/** Everything the record of a project shows. */
export interface ProjectRecord {
  readonly project: Project;
  readonly versions: readonly Version[];
  readonly needs: readonly Need[];
  readonly progress: readonly Progress[];
  readonly photos: readonly KeptFile[];
  readonly money: Money;
  readonly payments: readonly Payment[];
  /** Every procedure about it, those that did not pass too. */
  readonly procedures: readonly Procedure[];
  /** The one it waits for, or was decided by last. */
  readonly current: Procedure | null;
  readonly fund: Fund | null;
  readonly provider: string | null;
  readonly leader: { readonly public: string; readonly inside: string } | null;
  readonly reportDue: Date | null;
  readonly works: readonly WorksPaper[];
  readonly milestones: readonly Milestone[];
  readonly advice: readonly Advice[];
  /** Where goes what it did not spend, once the work is done and until it is closed. */
  readonly rest: Rest | null;
  /** By when it is told of in full (Charity Law art. 79); null before it is done and once it is closed. */
  readonly finalDue: Date | null;
}

const noMoney: Money = { budget: 0n, fromFund: 0n, approved: null, spent: 0n, returned: 0n, left: 0n };

/** A project with all that belongs to it, or null. */
export async function projectRecord(scope: Scope, id: string): Promise<ProjectRecord | null> {
  const found = await project(scope, id);
  if (found === null) return null;
  const [versions, links, progress, money, payments, due, organisations, people, procedures] = await Promise.all([
    versionsOf(scope, [id]),
    projectNeeds(scope, { projectIds: [id] }),
    progressOf(scope, [id]),
    moneyOf(scope, [id]),
    paymentsOf(scope, { projectId: id }),
    reportDue(scope, id),
    organisationNames(scope, [found.providerId]),
    personNames(scope, found.leaderId === null ? [] : [found.leaderId]),
    proceduresOf(scope, { kind: 'project', id }),
  ]);
  const needs = await needsById(
    scope,
    links.map((link) => link.needId),
  );
  const photos = await filesAbout(
    scope,
    'progress',
    progress.map((one) => one.id),
    ['public'],
  );
  return {
    project: found,
    ...{ versions: versions.get(id) ?? [], needs, progress, photos, payments, reportDue: due },
    money: money.get(id) ?? noMoney,
    procedures,
    current: procedures.find((one) => one.id === (found.procedureId ?? found.admissionId)) ?? null,
    fund: found.fundId === null ? null : await fund(scope, found.fundId),
    provider: organisations.get(found.providerId ?? '') ?? null,
    leader: people.get(found.leaderId ?? '') ?? null,
    works: found.works ? await worksPapers(scope, id) : [],
    milestones: await milestones(scope, id),
    advice: await adviceOf(scope, id),
    rest: found.state === 'done' ? await restOf(scope, id) : null,
    finalDue: found.state === 'done' ? await reportDue(scope, id, 'projects.final') : null,
  };
}
