import { type Lang, pick, type Words } from '#kernel/words';
import type { FormState } from '#ui/form';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

/** Root of the space's public pages. */
export function publicRoot(view: View): string {
  return `/s/${encodeURIComponent(view.space?.slug ?? '')}`;
}

/** Root of the space's desk. */
export function deskRoot(view: View): string {
  return `/desk/${encodeURIComponent(view.space?.slug ?? '')}`;
}

/** What every form of this desk is given. */
export interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}
