import type { Fault } from '#kernel/result';
import { fill } from '#platform/start-error';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Params = Readonly<Record<string, string | number>>;

/** Says a sentence at the terminal in both languages: nobody knows yet who reads. */
export function both(name: keyof typeof zh.terminal, params: Params = {}): void {
  console.log(sentence(name, params));
}

/** The same sentence as text, for whoever prints it later. */
export function sentence(name: keyof typeof zh.terminal, params: Params = {}): string {
  return `${fill(zh.terminal[name], params)} ${fill(en.terminal[name], params)}`;
}

/** One fact under its name in both languages. */
export function fact(name: 'address' | 'data' | 'database', value: string): void {
  console.log(`${zh.terminal[name]} ${en.terminal[name]}: ${value}`);
}

/** Says at the terminal why something could not be computed, in both languages; returns the exit code given. */
export function refuse({ code, params = {} }: Fault, exit: number): number {
  const sentences: readonly Readonly<Record<string, string>>[] = [zh.calculation, en.calculation];
  console.error(sentences.map((words) => fill(words[code] ?? code, params)).join('\n'));
  return exit;
}
