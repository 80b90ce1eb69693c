import { formatDateTime, localDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { procedure } from '#modules/decisions';
import { fund, funds, hostName, mainFund, paymentsOfProjects } from '#modules/funds';
import { authorisation, type JournalAccount, readJournal } from '#modules/ledger';
import { organisation } from '#modules/organisations';
import { latestVersion, projectList, projectsById } from '#modules/projects';
import { type Scope, today } from '#platform/scope';
import { en } from './en.ts';
import { type Grant, type GrantOrganisation, grantPackage } from './rules-grants.ts';
import { journalEnd, journalEntries, journalHead } from './rules-hledger.ts';
import { zh } from './zh.ts';

/**
 * Writes the whole books of a space as a journal for hledger, piece by piece: every account and entry, hours and goods
 * as commodities of their own, opaque names with titles as comments, and at the end what every account comes to. Who gave
 * and who was helped is not in it.
 */
export async function writeHledger(
  scope: Scope,
  spaceName: string,
  write: (text: string) => Promise<void> | void,
): Promise<void> {
  const w = pick(scope.lang, { zh, en }).journal;
  let all: readonly JournalAccount[] = [];
  let last = today(scope);
  await readJournal(scope, {
    accounts: async (found) => {
      all = found;
      const when = formatDateTime(scope.now(), scope.lang, scope.timeZone);
      await write(journalHead(w.title(spaceName), [w.when(when), w.units, w.names], found));
    },
    entries: async (some) => {
      // An entry may belong to a day that is still to come; the sums stand after the last one.
      last = some.reduce((day, one) => (one.day > day ? one.day : day), last);
      await write(`${journalEntries(some)}\n`);
    },
  });
  await write(journalEnd(last, all));
}

async function named(scope: Scope, id: string): Promise<GrantOrganisation | null> {
  const known = await organisation(scope, id);
  if (known === null) return null;
  // The national credit code is a register; without one the id stands for itself within this publisher.
  const own =
    known.creditCode === null || known.creditCode === '' ? `linli-${known.id}` : `CN-USCC-${known.creditCode}`;
  return { id: own, name: known.name };
}

/** Grants to organisations, decided and under way or done; what goes to a person is never among them. */
async function grants(scope: Scope, root: string): Promise<Grant[]> {
  const query = { q: '', filters: {}, sort: null, page: 1, size: 100_000 };
  const { rows } = await projectList(scope, query, 'public');
  const projects = await projectsById(
    scope,
    rows.map((row) => row.id),
  );
  const payments = await paymentsOfProjects(
    scope,
    projects.map((one) => one.id),
  );
  const found: Grant[] = [];
  for (const one of projects) {
    if (one.authorisationId === null || one.providerId === null || one.fundId === null || one.number === null) continue;
    const allowed = await authorisation(scope, one.authorisationId);
    const decision = allowed === null ? null : await procedure(scope, allowed.decisionId);
    const from = await fund(scope, one.fundId);
    const recipient = await named(scope, one.providerId);
    const funder = from?.hostOrganisationId == null ? null : await named(scope, from.hostOrganisationId);
    if (allowed === null || decision?.endedAt == null || from === null || recipient === null || funder === null)
      continue;
    const plan = await latestVersion(scope, one.id);
    const paid = payments.filter((each) => each.projectId === one.id && each.state === 'paid');
    found.push({
      ...{ id: `linli-${scope.spaceId}-${one.number}`, title: one.title, recipient, funder },
      description: plan?.goals ?? one.title,
      ...{ amountAwarded: allowed.amount, amountDisbursed: paid.reduce((sum, each) => sum + each.amount, 0n) },
      awardDate: localDate(decision.endedAt, scope.timeZone),
      ...{ startDate: one.startsOn, endDate: one.endsOn, url: `${root}/projects/${one.id}` },
      programme: { code: from.id, title: from.name },
      modified: one.updatedAt.toISOString(),
    });
  }
  return found;
}

/** The grants of a space as a 360Giving package; null while there are none, since an empty one is no package. */
export async function grantsJson(scope: Scope, slug: string): Promise<string | null> {
  const root = `${scope.platform.baseUrl}/s/${encodeURIComponent(slug)}`;
  const found = await grants(scope, root);
  if (found.length === 0) return null;
  const main = (await mainFund(scope)) ?? (await funds(scope))[0] ?? null;
  const publisher = main?.hostOrganisationId == null ? null : await named(scope, main.hostOrganisationId);
  return grantPackage(
    {
      title: pick(scope.lang, { zh, en }).grantsTitle(main?.name ?? slug),
      publisher: publisher ?? { id: `linli-${scope.spaceId}`, name: await hostName(scope, main) },
      ...{ url: `${root}/grants.json`, issued: today(scope) },
    },
    found,
  );
}
