import { pick } from '#kernel/words';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The room's words in the reader's language. */
export const wordsOf = (view: View) => pick(view.lang, { zh, en });
