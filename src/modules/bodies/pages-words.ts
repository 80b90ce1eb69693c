import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { View } from '#ui/view';
import { seatsEn } from './en-seats.ts';
import type { Seat } from './schema.ts';
import { seatsZh } from './zh-seats.ts';

/** The words of seats in the reader's language. */
export function seatWords(view: View): Words<typeof seatsZh> {
  return pick(view.lang, { zh: seatsZh, en: seatsEn });
}

/** How a seat stands today: who stands in, and until when its holder is away. */
export function standing(view: View, seat: Seat, substitute: string | null): string {
  const w = seatWords(view).seat;
  if (seat.awayUntil === null) return substitute === null ? w.noSubstitute : w.substitute(substitute);
  const until = formatDate(seat.awayUntil, view.lang);
  return substitute === null ? w.awayAlone(until) : w.away(substitute, until);
}
