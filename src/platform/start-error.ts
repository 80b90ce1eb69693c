import { en } from './en.ts';
import { zh } from './zh.ts';

/** Everything that can keep Linli from starting, by the key of its sentence. */
export type StartFault = keyof typeof zh.start;

/**
 * A start that cannot go on, for a reason a person can act on. The message holds the sentence in both languages,
 * because the one who reads it is at a terminal whose language nobody chose.
 */
export class StartError extends Error {
  readonly code: StartFault;

  constructor(code: StartFault, params: Readonly<Record<string, string | number>> = {}) {
    super(`${fill(zh.start[code], params)}\n${fill(en.start[code], params)}`);
    this.name = 'StartError';
    this.code = code;
  }
}

/** Puts values in the place of `{name}`. */
export function fill(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
