import { type Lang, pick } from '#kernel/words';
import { en } from './en.ts';
import type { MatterState } from './schema.ts';
import { zh } from './zh.ts';

/** What the states of a matter are called, for rooms whose pages name matters. */
export function stateWords(lang: Lang): Readonly<Record<MatterState, string>> {
  return pick(lang, { zh, en }).states;
}
