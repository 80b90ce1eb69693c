import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, because } from '#modules/record';
import { closeTask, hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { keepPaper } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { reportedYears, trust, trusts } from './queries.ts';
import { NewTrust, TrustProject, TrustReport } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Puts a charitable trust on the register as a reference; its money is never in these books (F036). Refuses
 * `stewardship.future`, `stewardship.days_crossed`, `stewardship.trust_known` (its filing number).
 */
export const addTrust = command({
  name: 'stewardship.trust',
  permission: permissions.trust,
  input: NewTrust,
  conflicts: { charity_trust_filed: 'stewardship.trust_known' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.filedOn > today(scope)) return fail('stewardship.future', { field: 'filedOn' });
    if (input.endsOn !== undefined && input.endsOn < input.startsOn)
      return fail('stewardship.days_crossed', { field: 'endsOn' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('charity_trust')
      .values({
        ...{ space_id: scope.spaceId, id, name: input.name, filing_number: input.filingNumber },
        ...{ filed_on: input.filedOn, authority: input.authority, trustee: input.trustee, purpose: input.purpose },
        ...{ amount: input.amount ?? null, starts_on: input.startsOn, ends_on: input.endsOn ?? null },
        ...{ note: input.note, recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'trust', id });
    return ok({ id });
  },
});

/**
 * The trustee's report of a year (Charity Law art. 49). Refuses `stewardship.trust_not_found`, `stewardship.year_odd`,
 * `stewardship.report_known`, `stewardship.not_a_paper` and those of stored files.
 */
export const addTrustReport = command({
  name: 'stewardship.trustReport',
  permission: permissions.trust,
  input: TrustReport,
  conflicts: { charity_trust_report_once: 'stewardship.report_known' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const known = await trust(scope, input.id);
    if (known === null) return fail('stewardship.trust_not_found');
    const year = Number(input.year);
    if (year > Number(today(scope).slice(0, 4)) || year < Number(known.startsOn.slice(0, 4)))
      return fail('stewardship.year_odd', { field: 'year' });
    const paper = await keepPaper(scope, input.file, { kind: 'trust', id: input.id }, 'public');
    if (!paper.ok) return paper;
    await scope.db
      .insertInto('charity_trust_report')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), trust_id: input.id, year, summary: input.summary },
        ...{ file_id: paper.value, recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'trust', id: input.id, detail: { year } });
    await closeTask(scope, { kind: 'trust', id: input.id }, 'stewardship.report', 'done');
    return ok({ id: input.id });
  },
});

/** Says that a trust carries a project. Refuses `stewardship.trust_not_found`, `stewardship.project_unknown`. */
export const linkTrust = command({
  name: 'stewardship.trustProject',
  permission: permissions.trust,
  input: TrustProject,
  conflicts: { charity_trust_project_space_id_project_id_fkey: 'stewardship.project_unknown' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await trust(scope, input.id)) === null) return fail('stewardship.trust_not_found');
    await scope.db
      .insertInto('charity_trust_project')
      .values({ space_id: scope.spaceId, trust_id: input.id, project_id: input.projectId, at: scope.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await audit(scope, { kind: 'trust', id: input.id, detail: { project: input.projectId } });
    await because(scope, { kind: 'trust', id: input.id }, { kind: 'project', id: input.projectId });
    return ok({ id: input.id });
  },
});

/** Asks for last year's report of every trust that has none, once a year from January on; due by the end of May. */
export const askTrustReports = command({
  name: 'stewardship.askReports',
  permission: permissions.watch,
  input: z.object({}),
  run: async (scope) => {
    const year = Number(today(scope).slice(0, 4)) - 1;
    const reported = await reportedYears(scope);
    const w = pick(scope.lang, { zh, en }).tasks;
    let asked = 0;
    for (const one of await trusts(scope)) {
      const lived = Number(one.startsOn.slice(0, 4)) <= year && (one.endsOn === null || one.endsOn >= `${year}-01-01`);
      if (!lived || reported.get(one.id)?.includes(year) === true) continue;
      const subject = { kind: 'trust', id: one.id } as const;
      if (await hasOpenTask(scope, subject, 'stewardship.report')) continue;
      const due = `${year + 1}-05-31`;
      await openTask(scope, {
        ...{ kind: 'stewardship.report', subject, title: w.report(one.name, year), ownerRole: 'secretary' },
        ...{ dueOn: due < today(scope) ? addDays(today(scope), 30) : due, escalateToRole: 'supervisor' },
      });
      asked += 1;
    }
    await audit(scope, { kind: 'trust', id: scope.spaceId, detail: { asked } });
    return ok({ asked });
  },
});
