import { addDays, formatDate, type LocalDate, localDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { audit, because, isKnown, nextNumber, type Thing, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { commentsOn, consultation, consultations, followersOf, textsOf } from './queries.ts';
import { closedRefusal, closingRefusal } from './rules.ts';
import { keyed, splitAtHeadings, type Typed } from './rules-sections.ts';
import {
  ById,
  type Consultation,
  CorrectConsultation,
  Extend,
  type Section,
  Tend,
  Withdraw,
  WriteConsultation,
  WriteText,
} from './schema.ts';
import { headingMarks, zh } from './zh.ts';

const marks = {
  line: new RegExp(headingMarks.line, 'u'),
  lead: new RegExp(headingMarks.lead, 'u'),
  sentence: new RegExp(headingMarks.sentence, 'u'),
};

/**
 * The consultation with its row locked, so that whoever changes it goes one after the other; null where there is none.
 * What is over is over, even where the day's work has not seen it yet.
 */
export async function lockConsultation(scope: Inside, id: string): Promise<Consultation | null> {
  const row = await scope.db
    .selectFrom('consultation')
    .select(['id', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const found = await consultation(scope, row.id);
  if (found !== null && found.state !== row.state) await endComments(scope, found);
  return found;
}

/** Changes the row of a consultation. */
export async function setConsultation(
  scope: Inside,
  id: string,
  change: Partial<{
    state: Consultation['state'];
    closes_on: LocalDate;
    answer_by: LocalDate;
    opened_at: Date;
    published_at: Date;
    state_reason: string;
    title: string;
    about: string;
    for_whom: string;
    paper_at: string;
    anonymous: boolean;
  }>,
): Promise<void> {
  await scope.db
    .updateTable('consultation')
    .set(change)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

const thingOf = (id: string): Thing => ({ kind: 'consultation', id });

/** What was typed as sections: a whole text divided at its headings goes before what stands in the fields. */
function sectionsFrom(
  title: string,
  input: { readonly whole: string; readonly sections: readonly Typed[] },
  before: readonly Section[],
): Result<Section[]> {
  const typed = input.whole === '' ? input.sections : splitAtHeadings(input.whole, marks, title);
  const tooLong = typed.findIndex((one) => [...one.text].length > 8000);
  if (tooLong >= 0) return fail('input.too_long', { params: { max: 8000, length: '' }, field: 'whole' });
  return keyed(typed, before);
}

/**
 * Begins a consultation with its draft, perhaps of a thing that is known here. Refuses: `consultations.closing_too_soon`,
 * `consultations.subject_unknown`, `consultations.no_sections` and the other refusals of sections.
 */
export const writeConsultation = command({
  name: 'consultations.write',
  permission: permissions.handle,
  input: WriteConsultation,
  run: async (scope, input) => {
    const leastDays = await parameter(scope, 'consultation.leastDays');
    const near = closingRefusal(input.closesOn, today(scope), leastDays);
    if (near !== null) return { ok: false as const, fault: near };
    const { kind, about_id: aboutId } = input;
    const subject = kind === undefined || aboutId === undefined ? null : { kind, id: aboutId };
    if (subject !== null && !(await isKnown(scope, subject))) return fail('consultations.subject_unknown');
    const sections = sectionsFrom(input.title, { whole: input.whole, sections: [] }, []);
    if (!sections.ok) return fail(sections.fault.code, { ...sections.fault, field: 'whole' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('consultation')
      .values({
        ...{ space_id: scope.spaceId, id, number: await nextNumber(scope, 'consultation'), title: input.title },
        ...{ about: input.about, for_whom: input.forWhom, paper_at: input.paperAt, anonymous: input.anonymous },
        ...{ subject_kind: subject?.kind ?? null, subject_id: subject?.id ?? null, closes_on: input.closesOn },
        ...{ created_by: actorId(scope), created_at: scope.now() },
      })
      .execute();
    await putText(scope, id, 1, sections.value);
    await audit(scope, thingOf(id));
    if (subject !== null) await because(scope, subject, thingOf(id));
    return ok({ id });
  },
});

/** Corrects what stands beside the draft before it is open. Refuses: `consultations.not_found`, `consultations.not_draft`, `consultations.closing_too_soon`. */
export const correctConsultation = command({
  name: 'consultations.correct',
  permission: permissions.handle,
  input: CorrectConsultation,
  run: async (scope, input) => {
    const found = await lockConsultation(scope, input.id);
    if (found === null) return fail('consultations.not_found');
    if (found.state !== 'draft') return fail('consultations.not_draft');
    const near = closingRefusal(input.closesOn, today(scope), await parameter(scope, 'consultation.leastDays'));
    if (near !== null) return { ok: false as const, fault: near };
    await setConsultation(scope, input.id, {
      ...{ title: input.title, about: input.about, for_whom: input.forWhom, paper_at: input.paperAt },
      ...{ anonymous: input.anonymous, closes_on: input.closesOn },
    });
    await audit(scope, thingOf(input.id));
    return ok({ id: input.id });
  },
});

async function putText(scope: Inside, id: string, version: number, sections: readonly Section[]): Promise<void> {
  await scope.db
    .insertInto('consultation_text')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), consultation_id: id, version },
      ...{ sections: JSON.stringify(sections), written_by: actorId(scope), written_at: scope.now() },
    })
    .execute();
}

/**
 * Writes the draft, or, once comments are in, the new text that answers them; the one people were asked about stands.
 * Refuses: `consultations.not_found`, `consultations.text_stands` while it is open or taken back, `consultations.no_sections`,
 * `consultations.too_many_sections`, `consultations.heading_missing`, `consultations.section_unknown`.
 */
export const writeText = command({
  name: 'consultations.write_text',
  permission: permissions.handle,
  input: WriteText,
  run: async (scope, input) => {
    const found = await lockConsultation(scope, input.id);
    if (found === null) return fail('consultations.not_found');
    if (found.state === 'open' || found.state === 'withdrawn') return fail('consultations.text_stands');
    const texts = await textsOf(scope, input.id);
    const before = texts.flatMap((one) => one.sections);
    const sections = sectionsFrom(found.title, input, before);
    if (!sections.ok) return sections;
    const last = texts.at(-1);
    if (last === undefined || last.outAt !== null)
      await putText(scope, input.id, (last?.version ?? 0) + 1, sections.value);
    else
      await scope.db
        .updateTable('consultation_text')
        .set({ sections: JSON.stringify(sections.value), written_by: actorId(scope), written_at: scope.now() })
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', last.id)
        .execute();
    await audit(scope, { ...thingOf(input.id), detail: { sections: sections.value.length } });
    return ok({ id: input.id });
  },
});

/** The working text is out from now on, and stands. */
export async function putOut(scope: Inside, textId: string): Promise<void> {
  await scope.db
    .updateTable('consultation_text')
    .set({ out_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', textId)
    .execute();
}

async function openClosing(scope: Inside, of: Consultation, closesOn: LocalDate): Promise<void> {
  const title = pick(scope.lang, { zh, en }).tasks.close(of.title);
  const remindDaysBefore = await parameter(scope, 'consultation.remindDays');
  await openTask(scope, {
    ...{ kind: 'consultations.close', subject: thingOf(of.id), title, dueOn: closesOn, ownerRole: 'secretary' },
    ...{ remindDaysBefore, rule: 'consultation.remindDays' },
  });
}

/** Opens it to everybody. Refuses: `consultations.not_found`, `consultations.not_draft`, `consultations.closing_too_soon`, `consultations.no_sections`. */
export const openConsultation = command({
  name: 'consultations.open',
  permission: permissions.handle,
  input: ById,
  run: async (scope, { id }) => {
    const found = await lockConsultation(scope, id);
    if (found === null) return fail('consultations.not_found');
    if (found.state !== 'draft') return fail('consultations.not_draft');
    const near = closingRefusal(found.closesOn, today(scope), await parameter(scope, 'consultation.leastDays'));
    if (near !== null) return fail(near.code, { params: { ...near.params } });
    const text = (await textsOf(scope, id)).at(-1);
    if (text === undefined) return fail('consultations.no_sections');
    await putOut(scope, text.id);
    const answerBy = addDays(found.closesOn, await parameter(scope, 'consultation.answerDays'));
    await setConsultation(scope, id, { state: 'open', opened_at: scope.now(), answer_by: answerBy });
    await openClosing(scope, found, found.closesOn);
    await audit(scope, thingOf(id));
    return ok({ id });
  },
});

/** Moves the closing day later, and says why. Refuses: `consultations.not_found`, `consultations.not_open`, `consultations.over`, `consultations.closing_not_later`. */
export const extendConsultation = command({
  name: 'consultations.extend',
  permission: permissions.handle,
  input: Extend,
  run: async (scope, input) => {
    const found = await lockConsultation(scope, input.id);
    if (found === null) return fail('consultations.not_found');
    const refusal = closedRefusal(found, today(scope));
    if (refusal !== null) return { ok: false as const, fault: refusal };
    if (input.closesOn <= found.closesOn) return fail('consultations.closing_not_later', { field: 'closesOn' });
    await scope.db
      .insertInto('consultation_extension')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), consultation_id: found.id, from_day: found.closesOn },
        ...{ to_day: input.closesOn, reason: input.reason, extended_by: actorId(scope), at: scope.now() },
      })
      .execute();
    const answerBy = addDays(input.closesOn, await parameter(scope, 'consultation.answerDays'));
    await setConsultation(scope, found.id, { closes_on: input.closesOn, answer_by: answerBy });
    await closeTask(scope, thingOf(found.id), 'consultations.close', 'dropped', input.reason);
    await openClosing(scope, found, input.closesOn);
    await audit(scope, thingOf(found.id));
    return ok({ id: found.id });
  },
});

/** Everybody who spoke, supported or wished to be told, each once. */
export async function concerned(scope: Inside, id: string): Promise<Set<string>> {
  const [spoken, supporting, following] = await Promise.all([
    commentsOn(scope, id),
    scope.db
      .selectFrom('consultation_support as s')
      .innerJoin('consultation_comment as m', (on) =>
        on.onRef('m.space_id', '=', 's.space_id').onRef('m.id', '=', 's.comment_id'),
      )
      .select('s.person_id as personId')
      .where('s.space_id', '=', scope.spaceId)
      .where('m.consultation_id', '=', id)
      .execute(),
    followersOf(scope, id),
  ]);
  const people = [...spoken.filter((one) => !one.takenBack), ...supporting, ...following];
  return new Set(people.map((one) => one.personId).filter((one) => one !== null));
}

/** Tells some people something about a consultation, on their own pages. */
export async function tellAll(scope: Inside, id: string, people: Iterable<string>, body: string): Promise<void> {
  for (const personId of people)
    await tell(scope, { personId, channel: 'desk', lang: scope.lang, body, about: thingOf(id) });
}

/** Ends it without an answer, and says why to all who took part. Refuses: `consultations.not_found`, `consultations.over` once it is answered. */
export const withdrawConsultation = command({
  name: 'consultations.withdraw',
  permission: permissions.handle,
  input: Withdraw,
  run: async (scope, { id, reason }) => {
    const found = await lockConsultation(scope, id);
    if (found === null) return fail('consultations.not_found');
    if (found.state === 'published' || found.state === 'withdrawn') return fail('consultations.over');
    await setConsultation(scope, id, { state: 'withdrawn', state_reason: reason });
    for (const kind of ['consultations.close', 'consultations.answer'])
      await closeTask(scope, thingOf(id), kind, 'dropped', reason);
    const words = pick(scope.lang, { zh, en }).messages;
    await tellAll(scope, id, await concerned(scope, id), words.withdrawn({ title: found.title, reason }));
    await audit(scope, thingOf(id));
    return ok({ id });
  },
});

/** After its last day nobody can comment any more, and the office owes answers. */
async function endComments(scope: Inside, of: Consultation): Promise<void> {
  const subject = thingOf(of.id);
  await setConsultation(scope, of.id, { state: 'answering' });
  await closeTask(scope, subject, 'consultations.close', 'done');
  await openTask(scope, {
    ...{ kind: 'consultations.answer', subject, title: pick(scope.lang, { zh, en }).tasks.answer(of.title) },
    ...{ dueOn: of.answerBy ?? of.closesOn, ownerRole: 'secretary', remindDaysBefore: 3, escalateToRole: 'overseer' },
    rule: 'consultation.answerDays',
  });
  await audit(scope, subject);
}

/** Reminds those who asked for it and have not spoken yet, once; says whether there was anybody. */
async function remind(scope: Inside, of: Consultation): Promise<boolean> {
  const waiting = (await followersOf(scope, of.id)).filter((one) => one.remindedAt === null);
  if (waiting.length === 0) return false;
  const spoken = new Set((await commentsOn(scope, of.id)).map((one) => one.personId));
  const day = formatDate(of.closesOn, scope.lang);
  const words = pick(scope.lang, { zh, en }).messages.reminder({ title: of.title, day });
  const silent = waiting.map((one) => one.personId).filter((one) => !spoken.has(one));
  await tellAll(scope, of.id, silent, words);
  await scope.db
    .updateTable('consultation_follower')
    .set({ reminded_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', of.id)
    .where('reminded_at', 'is', null)
    .execute();
  await audit(scope, thingOf(of.id));
  return true;
}

/** The day's work: what is over is closed to comments, and who asked for it is reminded of what soon will be. */
export const tendConsultations = command({
  name: 'consultations.tend',
  permission: permissions.tend,
  input: Tend,
  run: async (scope) => {
    const open = await consultations(scope, { open: true, state: 'open', limit: 1000, offset: 0 });
    const soon = addDays(today(scope), await parameter(scope, 'consultation.remindDays'));
    let done = 0;
    for (const one of open.rows) {
      if (one.closesOn > soon) continue;
      const found = await lockConsultation(scope, one.id);
      if (found?.state === 'open' && !(await remind(scope, found))) continue;
      done += 1;
    }
    if (done === 0) return fail('consultations.nothing_to_do');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { consultations: done } });
    return ok({ done });
  },
});

/** The day a consultation opened. */
export function openedOn(scope: Inside, of: Consultation): LocalDate {
  return of.openedAt === null ? today(scope) : localDate(of.openedAt, scope.timeZone);
}
