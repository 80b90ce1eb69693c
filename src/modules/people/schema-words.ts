import type { Lang } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Role } from '#platform/scope';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What a role is called: worker, secretary, supervisor … */
export function roleNamed(role: Role, lang: Lang): string {
  return pick(lang, { zh, en }).roles[role];
}
