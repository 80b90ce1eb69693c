import { readFile } from 'node:fs/promises';
import { checkPlan, type Standing, standingOf, type Verdict } from '#algorithms/plan-checker';
import { both, refuse } from './say.ts';

const exits: Readonly<Record<Standing, number>> = { proven: 0, bounded: 0, broken: 3 };
const sentences = { proven: 'planProven', bounded: 'planBounded', broken: 'planBroken' } as const;

function print(verdict: Verdict, json: boolean): void {
  const standing = standingOf(verdict);
  const { needs, resources, pairs, lawful, fair, tight, open } = verdict;
  const worth = verdict.worth.map(String);
  const bound = verdict.bound.map(String);
  if (json) {
    console.log(JSON.stringify({ standing, needs, resources, pairs, worth, bound, lawful, fair, tight, open }));
    return;
  }
  both('planRead', { needs, resources, pairs });
  both('planWorth', { worth: worth.join(' / '), bound: bound.join(' / ') });
  for (const [holds, name] of [[lawful, 'planUnlawful'] as const, [fair, 'planUnfair'] as const])
    if (!holds) both(name);
  if (!tight) both('planLoose');
  both(sentences[standing], { open });
}

/**
 * `linli match --verify FILE`: checks a published plan from its file alone. 0 when it is proven (or proven but for
 * corners where needs take all or nothing), 1 when the file can't be read, 3 when it is not what it says.
 */
export async function verifyPlan(file: string, json: boolean): Promise<number> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    both('fileUnreadable', { file });
    return 1;
  }
  const checked = checkPlan(text);
  if (!checked.ok) return refuse(checked.fault, 1);
  print(checked.value, json);
  return exits[standingOf(checked.value)];
}
