import { fill } from '#platform/start-error';
import { enVerify } from './en-verify.ts';
import { zhVerify } from './zh-verify.ts';

/** What can be found. */
export type FindingCode = keyof typeof zhVerify.findings;
type NoteCode = keyof typeof zhVerify.notes;
type Params = Readonly<Record<string, string | number>>;

/** One thing that is wrong, as a sentence in both languages and as data. */
export interface Finding {
  readonly code: FindingCode;
  readonly params: Params;
  readonly zh: string;
  readonly en: string;
}

/** Sentences beyond this many of one kind say nothing new. */
const mostOfOne = 20;

/** Gathers what is found and what is to be said; prints as it comes unless it is to be JSON. */
export class Report {
  readonly findings: Finding[] = [];
  readonly notes: string[] = [];
  readonly #say: (line: string) => void;
  readonly #counts = new Map<FindingCode, number>();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Something is wrong. */
  found(code: FindingCode, params: Params = {}): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > mostOfOne) return;
    const finding = {
      ...{ code, params },
      zh: fill(zhVerify.findings[code], params),
      en: fill(enVerify.findings[code], params),
    };
    this.findings.push(finding);
    this.#say(`× ${finding.zh} ${finding.en}`);
  }

  /** Something worth knowing. */
  note(code: NoteCode, params: Params = {}): void {
    const line = `${fill(zhVerify.notes[code], params)} ${fill(enVerify.notes[code], params)}`;
    this.notes.push(line);
    this.#say(line);
  }

  /** How many things are wrong, also those not told one by one. */
  get count(): number {
    return [...this.#counts.values()].reduce((sum, one) => sum + one, 0);
  }
}
