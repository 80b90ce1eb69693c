import type { Lang } from '#kernel/words';
import { pick } from '#kernel/words';
import { en } from './en.ts';
import type { SeatKind } from './schema.ts';
import { zh } from './zh.ts';

/** What a kind of seat is called: resident, donor, charity … */
export function seatKindName(kind: SeatKind, lang: Lang): string {
  return pick(lang, { zh, en }).seatKinds[kind];
}
