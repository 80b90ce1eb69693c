import { en } from './en.ts';
import { findPersonalData, type PersonalKind } from './privacy.ts';
import { normalise } from './text.ts';
import { type Lang, pick } from './words.ts';
import { zh } from './zh.ts';

/** A piece of public words that looks like personal data, once, with the text around it. */
export interface Hit {
  readonly kind: PersonalKind;
  readonly piece: string;
  /** The first text that holds it, and where it begins there. */
  readonly text: string;
  readonly start: number;
}

/** Every piece in these texts that looks like personal data, each once, in order. */
export function hitsIn(texts: readonly string[]): Hit[] {
  const found = new Map<string, Hit>();
  for (const text of texts)
    for (const { kind, text: piece, start } of findPersonalData(text))
      if (!found.has(piece)) found.set(piece, { kind, piece, text, start });
  return [...found.values()];
}

/** What stands in a text in place of a piece that was taken out. */
export function hitMark(lang: Lang, kind: PersonalKind): string {
  return pick(lang, { zh, en }).hitMarks[kind];
}

/** One answer to a hit as a form gives it; `at` is the number of its fields. */
export interface HitAnswer {
  readonly at: number;
  readonly piece: string;
  readonly answer: string;
  readonly reason: string;
}

/** More hits than this no page asks about. */
const mostHits = 100;

/** The answers to hits that a form brought, from its fields `piece_N`, `hit_N` and `why_N`. */
export function answersIn(body: Readonly<Record<string, unknown>>): HitAnswer[] {
  const text = (name: string) => {
    const value = body[name];
    return typeof value === 'string' ? normalise(value) : '';
  };
  return Array.from({ length: mostHits }, (_, at) => at)
    .filter((at) => text(`piece_${at}`) !== '')
    .map((at) => ({ at, piece: text(`piece_${at}`), answer: text(`hit_${at}`), reason: text(`why_${at}`) }));
}

/** Why words with hits may not go out yet: the hit, by its place among `hitsIn`, and what its answer lacks. */
export interface OpenHit {
  readonly at: number;
  readonly lacks: 'answer' | 'reason';
}

/** A hit that stays public, and why. */
export interface Cleared {
  readonly kind: PersonalKind;
  readonly piece: string;
  readonly answer: 'not_personal' | 'allowed';
  readonly reason: string;
}

/** What the answers make of the words. */
export interface Clearing<W> {
  /** The words with every masked piece replaced. */
  readonly words: W;
  readonly cleared: readonly Cleared[];
  readonly masked: number;
  /** The first hit without an answer; null when the words may go out. */
  readonly open: OpenHit | null;
}

/**
 * Applies the answers to every piece that looks like personal data: masked ones are replaced in all the words, others
 * stay with their reason. What nobody answered stays open; `standing` are answers given before to pieces that are
 * still there (PIPL Art. 25: nothing personal is disclosed without a reason of its own).
 */
export function clearWords<W extends Readonly<Record<string, string>>>(
  words: W,
  answers: readonly Pick<HitAnswer, 'piece' | 'answer' | 'reason'>[],
  standing: readonly Omit<Cleared, 'kind'>[],
  lang: Lang = 'zh',
): Clearing<W> {
  const hits = hitsIn(Object.values(words));
  const answered = new Map<string, { readonly answer: string; readonly reason: string }>([
    ...standing.map((one) => [one.piece, one] as const),
    ...answers.filter((one) => one.answer !== '').map((one) => [one.piece, one] as const),
  ]);
  const cleared: Cleared[] = [];
  let open: OpenHit | null = null;
  let masked = 0;
  let shown: Readonly<Record<string, string>> = words;
  for (const [at, { kind, piece }] of hits.entries()) {
    const { answer = '', reason = '' } = answered.get(piece) ?? {};
    if (answer === 'mask') {
      masked += 1;
      const mark = hitMark(lang, kind);
      shown = Object.fromEntries(Object.entries(shown).map(([name, text]) => [name, text.replaceAll(piece, mark)]));
    } else if (answer === 'not_personal' || (answer === 'allowed' && reason !== ''))
      cleared.push({ kind, piece, answer, reason });
    else open ??= { at, lacks: answer === 'allowed' ? 'reason' : 'answer' };
  }
  // The same names with other texts: what was given is what comes back.
  return { words: shown as W, cleared, masked, open };
}
