import { type Lang, pick, type Words } from '#kernel/words';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words of the components, in the reader's language. */
export function uiWords(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}
