import { addDays, type LocalDate } from '#kernel/dates';
import { parameters } from '#modules/parameters';
import { hasOpenTask } from '#modules/tasks';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Job } from '#platform/web';
import { flagOrganisation } from './commands-standing.ts';
import { register } from './queries-register.ts';
import { checkAge } from './rules.ts';

/** How long before an admission runs out somebody is asked to look again. */
const admissionLead = 30;
const everyOne = 100_000;
const longAgo: LocalDate = '2000-01-01';

async function flag(scope: Scope, id: string, name: string, found: 'check' | 'admission'): Promise<void> {
  if (await hasOpenTask(scope, { kind: 'organisation', id }, `organisations.${found}`)) return;
  await flagOrganisation(scope, { organisationId: id, name, found });
}

/**
 * Looks through the register every morning (F106): whoever was not heard of for some months is to be looked after,
 * whoever stayed silent for a year counts as dormant, and an admission that runs out is named in time.
 */
export const sweepRegister: Job = {
  name: 'organisations.sweep',
  cron: '10 6 * * *',
  run: async (scope) => {
    const months = await parameters(scope, ['dormancy.watchMonths', 'dormancy.dormantMonths']);
    const { 'dormancy.watchMonths': watch, 'dormancy.dormantMonths': dormant } = months;
    const query = { q: '', filters: { state: 'active' }, sort: null, page: 1, size: everyOne };
    const day = today(scope);
    for (const { id, name, checkedOn, admittedUntil } of (await register(scope, query, true)).rows) {
      const age = checkAge(checkedOn ?? longAgo, day, { watch, dormant });
      if (age === 'dormant') await flagOrganisation(scope, { organisationId: id, name, found: 'dormant' });
      if (age === 'due') await flag(scope, id, name, 'check');
      if (age !== 'dormant' && admittedUntil !== null && admittedUntil <= addDays(day, admissionLead))
        await flag(scope, id, name, 'admission');
    }
  },
};

/** The jobs of this room. */
export const jobs: readonly Job[] = [sweepRegister];
