import { readFile } from 'node:fs/promises';
import { type Answer, assignments, solve } from '#algorithms/best-match';
import { type Format, formats, type Instance, readInstance } from '#algorithms/match-instance';
import type { Result } from '#kernel/result';
import type { Config } from '#platform/config';
import { readOptions } from './arguments.ts';
import { verifyPlan } from './match-verify.ts';
import { both, refuse } from './say.ts';

interface Asked {
  readonly file: string;
  readonly format: Format | null;
  readonly json: boolean;
  readonly flow: boolean;
  readonly verify: boolean;
}

function readArguments(args: readonly string[]): Asked | null {
  const flag = { type: 'boolean' } as const;
  const read = readOptions(args, { json: flag, flow: flag, verify: flag, format: { type: 'string' } });
  if (read === null) return null;
  const { values, positionals } = read;
  const [file] = positionals;
  const format = formats.find((one) => one === values.format) ?? null;
  if (file === undefined || positionals.length > 1 || (values.format !== undefined && format === null)) return null;
  return { file, format, json: values.json === true, flow: values.flow === true, verify: values.verify === true };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

function print(asked: Asked, instance: Instance, answer: Answer): void {
  const { objective, arcs, seconds, verified, gap } = answer;
  if (asked.json) {
    const flow = asked.flow ? { flow: assignments(instance, answer.flow) } : {};
    const { format, sense } = instance;
    console.log(JSON.stringify({ objective, sense, format, arcs, seconds, certificate: { verified, gap }, ...flow }));
    return;
  }
  both(instance.sense === 'maximise' ? 'matchMost' : 'matchLeast', { objective, arcs, seconds: seconds.toFixed(3) });
  both(verified ? 'matchProven' : 'matchNotProven', { gap });
  if (asked.flow)
    for (const [from, to, amount] of assignments(instance, answer.flow)) console.log(`${from}\t${to}\t${amount}`);
}

/**
 * `linli match FILE [--json] [--flow] [--format F]`: the exact optimum of an assignment or flow problem with its
 * certificate. 0 when solved and proven, 1 when the file can't be read as a problem, 2 when it has no solution. With
 * `--verify` the file is a published plan, and is only checked.
 */
export async function matchCommand(_config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    both('matchUsage', { formats: formats.join(', ') });
    return 1;
  }
  if (asked.verify) return verifyPlan(asked.file, asked.json);
  const text = await textOf(asked.file);
  if (text === null) {
    both('fileUnreadable', { file: asked.file });
    return 1;
  }
  const instance = asked.format === null ? readInstance(text) : readInstance(text, asked.format);
  if (!instance.ok) return refuse(instance.fault, 1);
  const answer: Result<Answer> = solve(instance.value, () => performance.now());
  if (!answer.ok) return refuse(answer.fault, answer.fault.code === 'match.infeasible' ? 2 : 1);
  print(asked, instance.value, answer.value);
  return answer.value.verified ? 0 : 3;
}
