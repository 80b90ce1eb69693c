import { formatDate } from '#kernel/dates';
import { type Lang, pick } from '#kernel/words';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Consulted } from '#ui/consulted';
import { en } from './en.ts';
import type { OwnConsultation } from './queries-answers.ts';
import { outcomes, type sources } from './schema.ts';
import { zh } from './zh.ts';

/** Consultations on the draft of a thing that everybody may see, the newest first, in words for that thing's page. */
export async function consultedOn(
  scope: Scope,
  lang: Lang,
  about: { readonly kind: (typeof sources)[number]; readonly id: string },
): Promise<Consulted> {
  const words = pick(lang, { zh, en });
  const found = await scope.db
    .selectFrom('consultation')
    .select(['id', 'number', 'title', 'state', 'closes_on'])
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', about.kind)
    .where('subject_id', '=', about.id)
    .where('opened_at', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  const drafts = found.map((one) => {
    const open = one.state === 'open' && one.closes_on >= today(scope);
    const state = one.state === 'open' && !open ? words.states.answering : words.states[one.state];
    const stands = open ? words.link.until(formatDate(one.closes_on, lang)) : state;
    return { id: one.id, title: one.title, stands: words.page.by([one.number, stands]) };
  });
  return { title: words.link.title, drafts, start: { ...about, label: words.link.start } };
}

/** What somebody said in a consultation and what came of it, in words: a note and where it stands. */
export function ownConsultationWords(
  lang: Lang,
  one: OwnConsultation,
): { readonly note: string; readonly state: string } {
  const words = pick(lang, { zh, en });
  const came = outcomes
    .map((outcome) => ({ outcome, count: one.outcomes.filter((each) => each === outcome).length }))
    .filter((each) => each.count > 0)
    .map((each) => words.mine.came(words.outcomes[each.outcome], each.count));
  return { note: words.page.by([words.mine.said(one.comments), ...came]), state: words.states[one.state] };
}
