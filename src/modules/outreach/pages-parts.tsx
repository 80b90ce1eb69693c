import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import { Field, Form, type FormState } from '#ui/form';
import { Block, Facts } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Tally } from './rules.ts';
import { answers, type Call, type Visit, visitResults } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** A quantity with its unit. */
export function amountOf(view: View, count: bigint, unit: string): string {
  return wordsOf(view).amount(groupDigits(count), unit);
}

/** What a visit says beside the unit's name: its result, or when it is planned. */
export function visitText(view: View, visit: Visit): string {
  const w = wordsOf(view);
  if (visit.result !== null)
    return [visit.visitedOn === null ? '' : formatDate(visit.visitedOn, view.lang), visit.resultText]
      .filter((part) => part !== '')
      .join(' · ');
  return visit.plannedOn === null ? w.rounds.unplanned : w.rounds.planned(formatDate(visit.plannedOn, view.lang));
}

/** How many units had which result. */
export function VisitFigures(props: { readonly view: View; readonly visits: readonly Visit[] }): VNode {
  const { view, visits } = props;
  const w = wordsOf(view);
  return (
    <Facts
      items={visitResults.map((result) => ({
        term: w.results[result],
        value: w.rounds.units(visits.filter((one) => one.result === result).length),
      }))}
    />
  );
}

/** Whether what was promised is enough. */
export function enoughText(view: View, call: Call, sum: Tally): string {
  const t = wordsOf(view).calls;
  const missing = call.quantity - sum.promised;
  return missing <= 0n ? t.enough : t.missing(amountOf(view, missing, call.unit));
}

/** The answers to a call, added up. */
export function TallyFacts(props: { readonly view: View; readonly call: Call; readonly sum: Tally }): VNode {
  const { view, call, sum } = props;
  const w = wordsOf(view);
  return (
    <Facts
      items={[
        ...answers.map((answer) => ({ term: w.answers[answer], value: w.calls.units(sum.by[answer]) })),
        { term: w.calls.waiting, value: w.calls.units(sum.asked - sum.answered) },
        {
          term: w.calls.promised(amountOf(view, sum.promised, call.unit)),
          value: enoughText(view, call, sum),
        },
      ]}
    />
  );
}

/** Closing a round or a call with words for everybody. */
export function CloseBlock(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  /** The page of the round or call, below which it is closed. */
  readonly here: string;
  readonly words: {
    readonly closeTitle: string;
    readonly close: string;
    readonly closing: string;
    readonly closeHint: string;
  };
}): VNode {
  const { view, state, words } = props;
  return (
    <Block title={words.closeTitle} id="close">
      <Form
        {...{ view, state, name: 'close', action: `${props.here}/close`, submit: words.close, quiet: true }}
        keyValue={`${props.keyValue}-close`}
      >
        <Field
          {...{ view, state, form: 'close', name: 'closing_text', label: words.closing, hint: words.closeHint }}
          {...{ type: 'area', rows: 3, maxlength: 600, required: true }}
        />
      </Form>
    </Block>
  );
}
