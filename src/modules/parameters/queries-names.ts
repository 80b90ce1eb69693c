import { type Lang, pick } from '#kernel/words';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What a parameter is called, for rooms that name the rule behind a day; null for what is no parameter's key. */
export function parameterName(lang: Lang, key: string): string | null {
  const names: Readonly<Record<string, string>> = pick(lang, { zh, en }).keys;
  return Object.hasOwn(names, key) ? (names[key] ?? null) : null;
}
