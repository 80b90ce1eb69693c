import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { bySlip, markMatter, matter as matterOf } from '#modules/intake';
import { addMet, markNeed, need as needOf } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { person as personOf } from '#modules/people';
import { type Project, project as projectOf, projectsOfNeed } from '#modules/projects';
import { audit, because, seal, type Thing } from '#modules/record';
import { openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, subjectPerson, today } from '#platform/scope';
import { settleAsking } from './commands-asking.ts';
import { writeChange } from './commands-changes.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { askedVoices } from './queries.ts';
import { voiceByCode } from './queries-links.ts';
import { isRecorded, saidRefusal } from './rules.ts';
import { type Asked, GiveByCode, GiveVerdict, RecordVerdict, type Said, type Way } from './schema.ts';
import { zh } from './zh.ts';

/** A verdict as it is written down. */
interface Writing {
  readonly subject: { readonly kind: 'matter' | 'need' | 'project'; readonly id: string };
  readonly needId: string | null;
  readonly personId: string | null;
  readonly way: Way;
  readonly evidence?: string;
}

/** The project that answered a need last, when one did: a verdict on the need is one on it too. */
async function projectBehind(scope: Inside, one: Writing): Promise<Project | null> {
  if (one.subject.kind === 'project') return projectOf(scope, one.subject.id);
  if (one.needId === null) return null;
  const projects = await projectsOfNeed(scope, one.needId);
  return projects.findLast((each) => ['running', 'done', 'closed'].includes(each.state)) ?? null;
}

async function insertVerdict(scope: Inside, one: Writing, said: Said, projectId: string | null): Promise<string> {
  const id = newId(scope.now());
  const byAnother = isRecorded(one.way) || (scope.actor !== null && scope.actor.onBehalfOf !== null);
  await scope.db
    .insertInto('verdict')
    .values({
      ...{ space_id: scope.spaceId, id, subject_kind: one.subject.kind, subject_id: one.subject.id },
      ...{ need_id: one.needId, project_id: projectId, person_id: one.personId, verdict: said.verdict },
      ...{ way: one.way, reason: said.verdict === 'solved' ? '' : (said.reason ?? ''), evidence: one.evidence ?? null },
      recorded_by: byAnother ? actorId(scope) : null,
      at: scope.now(),
    })
    .execute();
  if (said.words !== '')
    await seal(scope, { about: { kind: 'verdict', id }, kind: 'words', personId: one.personId, text: said.words });
  await because(scope, one.subject, { kind: 'verdict', id });
  if (one.needId !== null) await because(scope, { kind: 'need', id: one.needId }, { kind: 'verdict', id });
  if (projectId !== null) await because(scope, { kind: 'project', id: projectId }, { kind: 'verdict', id });
  await audit(scope, { kind: 'verdict', id, detail: { verdict: said.verdict, way: one.way } });
  return id;
}

/** Where "not solved" opens a matter again; what is still worked on stays where it is. */
const reopens: ReadonlySet<string> = new Set(['answered', 'solved', 'closed']);

/** "Not solved": the need waits openly again, or the matter does; the desk is told by when to look (F049). */
async function reopen(scope: Inside, one: Writing, said: Said): Promise<void> {
  const words = pick(scope.lang, { zh, en });
  const reason = words.reopened(words.reasons[said.reason === '' || said.reason === undefined ? 'other' : said.reason]);
  const subject: Thing = one.needId === null ? one.subject : { kind: 'need', id: one.needId };
  if (one.needId !== null) {
    const need = await needOf(scope, one.needId);
    // What was counted as delivered was not what was needed: a part of it is missing again.
    if (need?.state === 'met') await addMet(scope, one.needId, -1n);
    if (need?.state === 'met' || need?.state === 'part_met') await markNeed(scope, one.needId, 'open', reason);
  } else if (one.subject.kind === 'matter') {
    const own = await matterOf(scope, one.subject.id);
    // What was joined goes on where it was joined to.
    const found = own === null || own.joinedToId === null ? own : await matterOf(scope, own.joinedToId);
    if (found !== null && reopens.has(found.state))
      await markMatter(scope, found.id, found.handlerId === null ? 'new' : 'taken', {
        ...{ kind: 'reopened', outcome: said.verdict },
      });
  }
  const title = one.subject.kind === 'project' ? '' : ((await titleOf(scope, one)) ?? '');
  await openTask(scope, {
    ...{ kind: 'results.reopened', subject, title: words.tasks.reopened(title), ownerRole: 'worker' },
    dueOn: addDays(today(scope), await parameter(scope, 'promise.usualDays')),
    escalateToRole: 'admin',
    rule: 'promise.usualDays',
  });
}

async function titleOf(scope: Inside, one: Writing): Promise<string | null> {
  if (one.needId !== null) return (await needOf(scope, one.needId))?.title ?? null;
  return one.subject.kind === 'matter' ? ((await matterOf(scope, one.subject.id))?.number ?? null) : null;
}

async function writeVerdict(scope: Inside, one: Writing, said: Said): Promise<Result<{ id: string }>> {
  const refused = saidRefusal(said);
  if (refused !== null) return { ok: false, fault: refused };
  const project = await projectBehind(scope, one);
  // What is closed has no plan any more that could change.
  if (said.change !== '' && (project === null || project.state === 'closed'))
    return fail('results.no_project', { field: 'change' });
  const id = await insertVerdict(scope, one, said, project?.id ?? null);
  if (one.subject.kind === 'matter')
    await markMatter(scope, one.subject.id, null, { kind: 'verdict', outcome: said.verdict });
  if (said.verdict === 'not' && one.subject.kind !== 'project') await reopen(scope, one, said);
  if (one.subject.kind !== 'project')
    await settleAsking(scope, { kind: one.subject.kind, id: one.subject.id }, one.needId);
  if (said.change === '' || project === null) return ok({ id });
  const matterId = one.subject.kind === 'matter' ? one.subject.id : null;
  await writeChange(scope, {
    projectId: project.id,
    verdictId: id,
    matterId,
    personId: one.personId,
    text: said.change,
  });
  return ok({ id });
}

/** The voice a verdict is about, or why it cannot be heard yet. */
function heard(asked: readonly Asked[], personId: string | null): Result<Asked> {
  const [own] = asked.filter((one) => personId === null || one.personId === personId);
  if (own === undefined) return fail('results.too_early');
  return ok(own);
}

async function voiceFor(
  scope: Inside,
  kind: 'matter' | 'need',
  id: string,
  personId: string | null,
): Promise<Result<Asked>> {
  if (kind === 'matter') {
    const found = await matterOf(scope, id);
    if (found === null) return fail('results.not_found');
    const own = found.personId === personId || found.spokenForId === personId;
    if (personId !== null && !own) return fail('results.not_yours');
    return heard(await askedVoices(scope, { matterId: id }), null);
  }
  const found = await needOf(scope, id);
  if (found === null || found.state === 'draft') return fail('results.not_found');
  const voices = await askedVoices(scope, { needIds: [id] });
  if (personId !== null && voices.length > 0 && !voices.some((one) => one.personId === personId))
    return fail('results.not_yours');
  return heard(voices, personId);
}

/**
 * Says what came of it, by the one who spoke or stands behind the need (or whoever acts for them). "Not solved" opens
 * it again; a change that is proposed goes to the office (F049). Refusals: `results.not_found`, `results.not_yours`,
 * `results.too_early`, `results.reason_missing`, `results.no_project`.
 */
export const giveVerdict = command({
  name: 'results.give',
  permission: permissions.give,
  input: GiveVerdict,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const personId = subjectPerson(scope) ?? '';
    const voice = await voiceFor(scope, input.kind, input.id, personId);
    if (!voice.ok) return voice;
    const { subject, needId } = voice.value;
    const way = scope.actor?.way === 'card' ? 'card' : 'self';
    return writeVerdict(scope, { subject, needId, personId, way }, input);
  },
});

/** Number and code of a slip in one piece, as its address has them: `2026-0142-K7X9`. */
export function readSlipCode(code: string): { readonly number: string; readonly code: string } | null {
  const parts = /^(\d{4}-\d+)-([0-9A-Za-z]{3,20})$/.exec(code.normalize('NFKC').trim());
  return parts === null ? null : { number: parts[1] ?? '', code: parts[2] ?? '' };
}

/**
 * Says what came of it with nothing but the slip, or by a link or card made for this one voice. Refuses
 * `results.code_unknown` and as `giveVerdict`.
 */
export const giveByCode = command({
  name: 'results.give_by_code',
  permission: permissions.code,
  input: GiveByCode,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const link = await voiceByCode(scope, input.code);
    const typed = link === null ? readSlipCode(input.code) : null;
    const slip = typed === null ? null : await bySlip(scope, typed.number, typed.code);
    if (link === null && slip === null) return fail('results.code_unknown');
    const voice =
      link === null
        ? await voiceFor(scope, 'matter', slip?.matter.id ?? '', null)
        : await voiceFor(scope, link.subject.kind, link.subject.id, link.personId);
    if (!voice.ok) return voice;
    const { subject, needId, personId } = voice.value;
    return writeVerdict(scope, { subject, needId, personId, way: 'link' }, input);
  },
});

/**
 * Writes down what somebody said on the telephone or on paper, with what shows it; counted apart from what people say
 * themselves. Of a project also what those it served said. Refusals: `results.not_found`, `results.person_unknown`,
 * `results.too_early`, `results.reason_missing`, `results.evidence_missing`, `results.no_project`.
 */
export const recordVerdict = command({
  name: 'results.record',
  permission: permissions.record,
  input: RecordVerdict,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const { way, evidence } = input;
    const personId = input.person ?? null;
    if (personId !== null && (await personOf(scope, personId)) === null)
      return fail('results.person_unknown', { field: 'person' });
    if (input.kind === 'project') {
      const found = await projectOf(scope, input.id);
      if (found === null) return fail('results.not_found');
      if (found.state !== 'running' && found.state !== 'done' && found.state !== 'closed')
        return fail('results.too_early');
      const subject = { kind: 'project', id: found.id } as const;
      return writeVerdict(scope, { subject, needId: null, personId, way, evidence }, input);
    }
    // Whose voice behind a need it is has to be said; a matter has one voice.
    if (input.kind === 'need' && personId === null) return fail('results.person_unknown', { field: 'person' });
    const voice = await voiceFor(scope, input.kind, input.id, input.kind === 'need' ? personId : null);
    if (!voice.ok) return voice;
    const { subject, needId } = voice.value;
    return writeVerdict(scope, { subject, needId, personId: voice.value.personId, way, evidence }, input);
  },
});
