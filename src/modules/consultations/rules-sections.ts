import { fail, ok, type Result } from '#kernel/result';
import { mostSections, type Section } from './schema.ts';

/** How headings begin in a pasted text, in the reader's language. */
export interface HeadingMarks {
  /** A line that is a heading as a whole: "1. Purpose", "# Purpose". */
  readonly line: RegExp;
  /** The beginning of a line that goes on with its text: "Article 3 Everybody …". */
  readonly lead: RegExp;
  /** What ends or divides a sentence: a line with none of it may be a heading. */
  readonly sentence: RegExp;
}

/** The longest line that is taken for a heading. */
const longestHeading = 40;

/** What precedes the first heading, and each heading with what stands below it. */
export function splitAtHeadings(
  whole: string,
  marks: HeadingMarks,
  title: string,
): { readonly heading: string; readonly text: string }[] {
  const parts: { heading: string; lines: string[] }[] = [];
  for (const raw of whole.split('\n')) {
    const line = raw.trim();
    const lead = line.match(marks.lead)?.[0];
    if (marks.line.test(line) && [...line].length <= longestHeading)
      parts.push({ heading: line.replace(/^#{1,4}\s*/, ''), lines: [] });
    else if (lead !== undefined && !marks.sentence.test(line) && [...line].length <= longestHeading)
      parts.push({ heading: line, lines: [] });
    else if (lead !== undefined) parts.push({ heading: lead.trim(), lines: [line.slice(lead.length).trim()] });
    else if (parts.length === 0 && line !== '') parts.push({ heading: title, lines: [line] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts.map((one) => ({ heading: one.heading, text: one.lines.join('\n').trim() }));
}

/** Sections as they were typed: a key where they were there before. */
export interface Typed {
  readonly key?: string | undefined;
  readonly heading: string;
  readonly text: string;
}

/**
 * Sections with keys. One that was there before keeps its key, by that or by its heading; a new one takes the next. Empty
 * ones fall away. Refuses: `consultations.no_sections`, `consultations.too_many_sections`, `consultations.heading_missing`
 * at its field, `consultations.section_unknown` for a key that never was.
 */
export function keyed(typed: readonly Typed[], before: readonly Section[]): Result<Section[]> {
  const kept = typed.map((one, at) => ({ ...one, at })).filter((one) => one.heading !== '' || one.text !== '');
  if (kept.length === 0) return fail('consultations.no_sections');
  if (kept.length > mostSections) return fail('consultations.too_many_sections', { params: { max: mostSections } });
  const bare = kept.find((one) => one.heading === '');
  if (bare !== undefined) return fail('consultations.heading_missing', { field: `sections.${bare.at}.heading` });
  const taken = new Set<number>();
  let next = Math.max(0, ...before.map((one) => one.key)) + 1;
  const sections: Section[] = [];
  for (const { key, heading, text } of kept) {
    const asked = key === undefined ? null : Number(key);
    if (asked !== null && !before.some((one) => one.key === asked)) return fail('consultations.section_unknown');
    const own = asked ?? before.find((one) => one.heading === heading && !taken.has(one.key))?.key ?? next;
    if (taken.has(own)) return fail('consultations.section_unknown');
    if (own === next) next += 1;
    taken.add(own);
    sections.push({ key: own, heading, text });
  }
  return ok(sections);
}
