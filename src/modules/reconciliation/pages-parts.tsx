import type { VNode } from 'preact';
import { formatDate, formatMonth, type LocalDate } from '#kernel/dates';
import { type Lang, pick } from '#kernel/words';
import { ActLink, type FormState } from '#ui/form';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { LineState } from './schema.ts';
import { zh } from './zh.ts';

/** The words of the room in the reader's language. */
export function wordsOf(lang: Lang) {
  return pick(lang, { zh, en });
}

/** What a page that holds forms is given. */
export interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** What an entry is, in words. */
export function kindName(lang: Lang, kind: string): string {
  const kinds: Readonly<Record<string, string>> = wordsOf(lang).kinds;
  return kinds[kind] ?? wordsOf(lang).otherKind;
}

/** A month in the reader's words, from its first day. */
export function monthName(lang: Lang, month: LocalDate): string {
  return formatMonth(month, lang);
}

/** A day written out. */
export function dayName(lang: Lang, day: LocalDate): string {
  return formatDate(day, lang);
}

/** Colour of a line's state; the word says the same. */
export function stateTone(state: LineState): string {
  if (state === 'matched') return 'in';
  if (state === 'proposed') return 'held';
  return state === 'not_ours' ? 'muted' : 'late';
}

/** Links between the pages of the charity's desk. */
export function DeskLinks(props: { readonly view: View; readonly here: string }): VNode {
  const w = wordsOf(props.view.lang);
  const desk = deskRoot(props.view);
  const links = [
    { href: `${desk}/hosted`, word: w.hosted.title },
    { href: `${desk}/statements`, word: w.files.title },
    { href: `${desk}/reconcile`, word: w.lines.title },
    { href: `${desk}/months`, word: w.months.title },
    { href: `${desk}/fees`, word: w.fees.title },
    { href: `${desk}/chart`, word: w.chart.title },
  ];
  return (
    <p class="bar">
      {links
        .filter((link) => !link.href.endsWith(props.here))
        .map((link) => (
          <ActLink key={link.href} href={link.href}>
            {link.word}
          </ActLink>
        ))}
    </p>
  );
}
