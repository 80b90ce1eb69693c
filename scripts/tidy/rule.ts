import { parseFile, type SourceFile } from './source.ts';

/** One thing that is not as the house wants it. */
export interface Finding {
  file: string;
  line: number;
  message: string;
  /** The source line itself, where there is one. */
  text?: string;
}

/** Made-up files by path, as small as shows the matter. */
export type Example = Record<string, string>;

/** A rule of the house. It is pure: files in, findings out; and it brings the examples that prove it awake. */
export interface Rule {
  name: string;
  looksAt: (path: string) => boolean;
  check: (files: SourceFile[]) => Finding[];
  /** Each of these must be found. */
  planted: Example[];
  /** Nothing in these may be found. */
  clean: Example;
}

/** A place where a rule bends, and why. One that is no longer needed is itself a finding, so the list only gets shorter. */
export interface Allowance {
  rule: string;
  file: string;
  /** A piece of the line that is allowed; the rest of the file is not. */
  line: string;
  reason: string;
}

/** Runs a rule over the files it looks at. A rule that saw no files has checked nothing, so that is a finding too. */
export function inspect(rule: Rule, files: SourceFile[]): { seen: number; findings: Finding[] } {
  const seen = files.filter((file) => rule.looksAt(file.path));
  const nothing = { file: 'scripts/tidy', line: 0, message: `the rule “${rule.name}” saw no files` };
  return { seen: seen.length, findings: seen.length === 0 ? [nothing] : rule.check(seen) };
}

/** Takes the allowed findings out, and adds one for every allowance that allowed nothing. */
export function settle(rule: Rule, findings: Finding[], allowances: Allowance[]): Finding[] {
  const mine = allowances.filter((one) => one.rule === rule.name);
  const allows = (one: Allowance, found: Finding) => one.file === found.file && (found.text ?? '').includes(one.line);
  const stale = mine.filter((one) => !findings.some((found) => allows(one, found)));
  return [
    ...findings.filter((found) => !mine.some((one) => allows(one, found))),
    ...stale.map((one) => ({
      file: one.file,
      line: 0,
      message: `needs no allowance from “${rule.name}” for ${one.line} any more`,
    })),
  ];
}

export const parseExample = (example: Example): SourceFile[] =>
  Object.entries(example).map(([path, text]) => parseFile(path, text));

export const finding = (file: SourceFile, offset: number, message: string): Finding => ({
  file: file.path,
  line: file.lineAt(offset),
  message,
  text: file.text.split('\n')[file.lineAt(offset) - 1] ?? '',
});
