import { type Lang, pick } from '#kernel/words';
import { bodyKindName } from '#modules/bodies';
import { en } from './en.ts';
import type { PlanCode, PlanStep } from './schema-plan.ts';
import { zh } from './zh.ts';

/** What a step asks, in the space's own words; of a step that the house brings along, in the reader's language. */
export function stepText(lang: Lang, code: PlanCode, step: PlanStep): string {
  const words: Readonly<Record<string, string>> = pick(lang, { zh, en }).planTexts;
  return step.text !== '' ? step.text : (words[`${code}.${step.key}`] ?? '');
}

/** Who takes a step. */
export function whoTakes(lang: Lang, step: PlanStep): string {
  const w = pick(lang, { zh, en });
  if (step.asks !== null) return w.asked[step.asks];
  return step.body === null ? '' : w.theBody(bodyKindName(step.body, lang));
}

function numbersOf(lang: Lang, step: PlanStep): string {
  const w = pick(lang, { zh, en }).sentences;
  const share = step.share === null ? '' : w.share(w.ways[step.way ?? 'more_than'], step.share);
  return [
    step.quorum === null ? '' : w.quorum(step.quorum),
    share,
    step.tie === null || step.tie === 'fails' ? '' : w.ties[step.tie],
    step.days === null || step.kind === 'publication' ? '' : w.within(step.days),
  ].join('');
}

/** One step as a sentence, without its place in the order. */
export function stepSentence(lang: Lang, code: PlanCode, step: PlanStep, usualDays: number): string {
  const w = pick(lang, { zh, en }).sentences;
  const who = whoTakes(lang, step);
  const asks = stepText(lang, code, step);
  const said = {
    vote: () => w.vote(who),
    publication: () => w.publication(step.days ?? usualDays, asks),
    opinion: () => w.opinion(who, asks, step.lapses),
    check: () => w.check(who, asks),
    residents: () => w.residents,
    host: () => w.host,
  }[step.kind]();
  return said + numbersOf(lang, step);
}

/** A procedure read aloud: first …, then …, and where it goes when a step says no. */
export function planSentences(
  lang: Lang,
  code: PlanCode,
  steps: readonly PlanStep[],
  usualDays: number,
): readonly string[] {
  const w = pick(lang, { zh, en }).sentences;
  const place = (key: string): number => steps.findIndex((one) => one.key === key) + 1;
  const way = (to: string): string => (to === 'pass' ? w.ends : to === 'fail' ? w.fails : w.goes(place(to)));
  return steps.map((step, at) => {
    const first = at === 0 ? w.first : at === steps.length - 1 ? w.last : w.after;
    const yes = step.yes === 'next' ? '' : w.onYes(way(step.yes));
    const asks = step.kind === 'publication' || step.kind === 'host' ? 'fail' : step.no;
    const no = asks === 'fail' ? '' : asks === 'next' ? w.onNoNext : w.onNo(way(asks));
    return `${first}${stepSentence(lang, code, step, usualDays)}${yes}${no}${w.stop}`;
  });
}
