import { fill } from '#platform/start-error';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Params = Readonly<Record<string, string | number>>;

/** Says a sentence at the terminal in both languages: nobody knows yet who reads. */
export function both(sentence: keyof typeof zh.terminal, params: Params = {}): void {
  console.log(`${fill(zh.terminal[sentence], params)} ${fill(en.terminal[sentence], params)}`);
}

/** One fact under its name in both languages. */
export function fact(name: 'address' | 'data' | 'database', value: string): void {
  console.log(`${zh.terminal[name]} ${en.terminal[name]}: ${value}`);
}
