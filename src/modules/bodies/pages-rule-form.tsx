import type { VNode } from 'preact';
import { ActLink, Field, type FieldOption, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import { abstentions, changers, type Rule, type RuleKind, tieWays } from './schema.ts';

interface FormProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** What a new rule starts with: the space's parameters, or the version in force. */
export interface RuleStart {
  readonly kind: RuleKind;
  readonly title: string;
  readonly text: string;
  readonly quorum: string;
  readonly share: string;
  readonly way: string;
  readonly of: string;
  readonly publicationDays: string;
  readonly answerDays: string;
  readonly voteDays: string;
  readonly hostDays: string;
  readonly approvalsNeeded: string;
  readonly inForceFrom: string;
  readonly tie: string;
  readonly abstention: string;
  readonly validUntil: string;
  readonly changedBy: string;
}

/** The parameters of a rule: how it is counted, and its days. */
function RuleNumbers(props: Pick<FormProps, 'view' | 'state'> & { readonly start: RuleStart }): VNode {
  const { view, state, start } = props;
  const w = wordsOf(view);
  const p = w.pages;
  const kept = { view, state, form: 'rule', required: true } as const;
  const number = (name: keyof RuleStart, label: string, hint: string): VNode => (
    <Field {...kept} name={name} label={label} hint={hint} type="number" value={start[name]} />
  );
  const chosen = (
    name: 'way' | 'of' | 'tie' | 'abstention',
    label: string,
    options: readonly FieldOption[],
    hint?: string,
  ): VNode => <Field {...{ ...kept, name, label, options, hint }} type="select" value={start[name]} />;
  return (
    <>
      <Field {...kept} name="quorum" label={p.quorum} hint={w.desk.quorumHint} short value={start.quorum} />
      <Field {...kept} name="share" label={w.desk.share} hint={w.desk.quorumHint} short value={start.share} />
      {chosen('way', w.desk.way, [
        { value: 'more_than', label: p.ways.more_than },
        { value: 'at_least', label: p.ways.at_least },
      ])}
      {chosen(
        'of',
        w.desk.of,
        [
          { value: 'present', label: p.ofs.present },
          { value: 'seats', label: p.ofs.seats },
        ],
        p.countingNote,
      )}
      {chosen(
        'tie',
        p.tie,
        tieWays.map((value) => ({ value, label: p.ties[value] })),
      )}
      {chosen(
        'abstention',
        p.abstention,
        abstentions.map((value) => ({ value, label: p.abstentions[value] })),
      )}
      {number('voteDays', p.voteDays, w.desk.voteHint)}
      {number('publicationDays', p.publicationDays, w.desk.publicationHint)}
      {number('answerDays', p.answerDays, w.desk.answerHint)}
      {number('hostDays', p.hostDays, w.desk.hostDaysHint)}
      {number('approvalsNeeded', p.approvals, w.desk.approvalsHint)}
    </>
  );
}

/** The text of a rule as fields: its words, its days, how it is counted and changed. */
export function RuleFields(props: Pick<FormProps, 'view' | 'state'> & { readonly start: RuleStart }): VNode {
  const { view, state, start } = props;
  const w = wordsOf(view);
  const p = w.pages;
  const kept = { view, state, form: 'rule', required: true } as const;
  return (
    <>
      <p class="kind">{w.ruleKinds[start.kind]}</p>
      <Field {...kept} name="title" label={p.title} hint={w.desk.ruleTitleHint} value={start.title} />
      <Field {...kept} name="text" label={p.text} hint={w.desk.ruleTextHint} type="area" rows={12} value={start.text} />
      <Field {...kept} name="inForceFrom" label={p.inForceFrom} type="date" value={start.inForceFrom} />
      <Field
        {...{ view, state, form: 'rule', optional: true }}
        name="validUntil"
        label={p.validUntil}
        hint={w.desk.validHint}
        type="date"
        value={start.validUntil}
      />
      <Field
        {...kept}
        name="changedBy"
        label={p.changedBy}
        hint={w.desk.changedHint}
        type="select"
        value={start.changedBy}
        options={changers.map((value) => ({ value, label: p.changers[value] }))}
      />
      <RuleNumbers view={view} state={state} start={start} />
    </>
  );
}

/** The first version of a rule, adopted at founding; which kinds still wait for theirs stands above. */
export function RuleFormPage(
  props: FormProps & { readonly start: RuleStart; readonly open: readonly RuleKind[] },
): VNode {
  const { view, state, keyValue, start, open } = props;
  const w = wordsOf(view);
  const p = w.pages;
  return (
    <Page view={view} title={w.desk.newRule} area="desk" section="decisions">
      <PageHead title={w.desk.newRule} lede={w.desk.newRuleLede} />
      {open.length === 0 && <Note tone="plain">{w.desk.allAdopted}</Note>}
      <p class="bar">
        {open.map((kind) => (
          <ActLink key={kind} href={`${deskRoot(view)}/rules/new?kind=${kind}`}>
            {w.ruleKinds[kind]}
          </ActLink>
        ))}
        <ActLink href={`${spaceRoot(view)}/rules`}>{p.rules}</ActLink>
      </p>
      {(open.includes(start.kind) || state !== undefined) && (
        <Form
          view={view}
          state={state}
          name="rule"
          action={`${deskRoot(view)}/rules/new?kind=${start.kind}`}
          submit={w.desk.adopt}
          keyValue={keyValue}
          hidden={{ kind: start.kind }}
        >
          <RuleFields view={view} state={state} start={start} />
          <Field
            {...{ view, state, form: 'rule', required: true }}
            name="basis"
            label={p.basis}
            hint={w.desk.basisHint}
            type="area"
            rows={2}
          />
        </Form>
      )}
    </Page>
  );
}

/** A change of a rule: the version in force to be written over, and why; it is put to the procedure that the rule names. */
export function RuleChangePage(props: FormProps & { readonly start: RuleStart; readonly rule: Rule }): VNode {
  const { view, state, keyValue, start, rule } = props;
  const w = wordsOf(view);
  return (
    <Page view={view} title={w.desk.changeRule} area="desk" section="decisions">
      <PageHead title={w.desk.changeRule} lede={w.desk.changeRuleLede(w.pages.changers[rule.changedBy])} />
      <Form
        view={view}
        state={state}
        name="rule"
        action={`${deskRoot(view)}/rules/${rule.id}`}
        submit={w.desk.putRule}
        keyValue={keyValue}
      >
        <Field
          {...{ view, state, form: 'rule', required: true }}
          name="reason"
          label={w.desk.changeWhy}
          hint={w.desk.changeWhyHint}
          type="area"
          rows={3}
        />
        <RuleFields view={view} state={state} start={start} />
      </Form>
    </Page>
  );
}
