import type { Witness } from './schema.ts';

/** How the witnesses stand: how many signed lately, and whether that is enough. */
export interface Quorum {
  readonly signed: number;
  readonly all: number;
  readonly needed: number;
  readonly met: boolean;
}

/** Who of the witnesses signed within so many days, against how many are wanted. */
export function quorumOf(witnesses: readonly Witness[], needed: number, freshDays: number, now: Date): Quorum {
  const since = now.getTime() - freshDays * 86_400_000;
  const signed = witnesses.filter((one) => one.signedAt !== null && one.signedAt.getTime() >= since).length;
  return { signed, all: witnesses.length, needed, met: signed >= needed };
}

/** Whether a text is an address that checkpoints can be sent to. */
export function isWitnessUrl(text: string): boolean {
  return /^https?:\/\/[^?#\s]+$/.test(text) && URL.canParse(text);
}
