import type { Lang } from '#kernel/words';
import { pick } from '#kernel/words';
import { en } from './en.ts';
import { seatsEn } from './en-seats.ts';
import { type Area, areas, type BodyKind, type Level, type SeatKind } from './schema.ts';
import { zh } from './zh.ts';
import { seatsZh } from './zh-seats.ts';

/** The areas of duty as choices of a form. */
export function areaOptions(lang: Lang): { value: Area; label: string }[] {
  const words = pick(lang, { zh: seatsZh, en: seatsEn }).areas;
  return areas.map((value) => ({ value, label: words[value] }));
}

/** What a level is called: community, street, district, city. */
export function levelName(level: Level, lang: Lang): string {
  return pick(lang, { zh: seatsZh, en: seatsEn }).levels[level];
}

/** What a kind of seat is called: resident, donor, charity … */
export function seatKindName(kind: SeatKind, lang: Lang): string {
  return pick(lang, { zh, en }).seatKinds[kind];
}

/** What a kind of body is called: fund committee, residents’ council … */
export function bodyKindName(kind: BodyKind, lang: Lang): string {
  return pick(lang, { zh, en }).bodyKinds[kind];
}
