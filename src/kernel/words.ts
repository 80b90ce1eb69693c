/** The two languages every sentence exists in; Chinese is the first. */
export type Lang = 'zh' | 'en';
export const languages = ['zh', 'en'] as const;

/**
 * The shape a second language file must have to match the first: the same keys, with sentences that take
 * values staying functions of the same values.
 */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : T[K] extends string
      ? string
      : T[K] extends readonly (infer I)[]
        ? readonly (I extends string ? string : Words<I>)[]
        : Words<T[K]>;
};

/** Picks the language file of a reader. */
export function pick<T>(lang: Lang, words: { readonly zh: T; readonly en: Words<T> }): Words<T> {
  // The first language file fits the shape that is made from it; the compiler can not see that through the mapping.
  return lang === 'zh' ? (words.zh as Words<T>) : words.en;
}
