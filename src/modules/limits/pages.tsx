import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { causes, type Limit, lengths, type Rule } from './schema.ts';

/** A rule with the word of its class. */
export interface ShownRule extends Rule {
  readonly className: string;
}

interface LimitsProps {
  readonly view: View;
  readonly rules: readonly ShownRule[];
}

function lengthText(view: View, rule: Rule): string {
  const w = wordsOf(view);
  return rule.hours === null ? w.days(rule.days ?? 0, rule.working) : w.hours(rule.hours);
}

function RuleLines(props: LimitsProps & { readonly acts?: (rule: ShownRule) => VNode }): VNode {
  const { view, acts } = props;
  const w = wordsOf(view);
  return (
    <Lines
      items={props.rules.map((rule) => ({
        key: rule.id,
        what: rule.classCode === null ? w.everything : rule.className,
        note: rule.source,
        value: lengthText(view, rule),
        ...(acts === undefined ? {} : { acts: acts(rule) }),
      }))}
    />
  );
}

/** Limits and what was kept, in public. */
export function LimitsPage(props: LimitsProps): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title}>
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={
          <>
            <ActLink href={`${root}/limits/ledger`}>{w.ledger}</ActLink>
            <ActLink href={`${root}/promises`}>{w.promises}</ActLink>
            <ActLink href={`${root}/rates`}>{w.rates}</ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/limits`}>{w.desk}</ActLink>}
          </>
        }
      />
      {props.rules.length === 0 ? (
        <Empty title={w.noRules} acts={<ActLink href={`${root}/promises`}>{w.promises}</ActLink>}>
          {w.noRulesWhy}
        </Empty>
      ) : (
        <>
          <RuleLines {...props} />
          <p class="muted">{w.pausesAre}</p>
        </>
      )}
    </Page>
  );
}

interface DeskProps extends LimitsProps {
  readonly keyValue: string;
  readonly state: FormState | undefined;
  /** `headline` is the beginning of what was said, empty for those who do not read it. */
  readonly running: readonly (Limit & { readonly className: string; readonly headline: string })[];
  readonly classes: readonly FieldOption[];
  readonly mayRule: boolean;
  readonly mayHandle: boolean;
}

/** Limits at the desk: what runs out first, what stands still and why, and the rules. */
export function DeskLimitsPage(props: DeskProps): VNode {
  const { view, keyValue, mayRule } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  const end = (rule: ShownRule): VNode => (
    <Act
      view={view}
      action={`${root}/limit-rules/${rule.id}/end`}
      name="end-rule"
      label={w.endRule}
      kind="word"
      keyValue={keyValue}
      reason={{ required: true }}
    />
  );
  return (
    <Page view={view} title={w.title} area="desk" section="intake">
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={
          <>
            <ActLink href={`${spaceRoot(view)}/limits/ledger`}>{w.ledger}</ActLink>
            <ActLink href={`${root}/escalations`}>{w.escalations}</ActLink>
            <ActLink href={`${root}/rates`}>{w.rates}</ActLink>
            <ActLink href={`${spaceRoot(view)}/limits`}>{w.public}</ActLink>
          </>
        }
      />
      <Refused state={props.state} except={['rule']} />
      <Pair
        side={
          <>
            <Block title={w.rules} id="rules">
              {props.rules.length === 0 && <p class="muted">{w.noRulesWhy}</p>}
              <RuleLines {...props} {...(mayRule ? { acts: end } : {})} />
            </Block>
            {mayRule && <RuleForm {...props} />}
          </>
        }
      >
        <Block title={w.running} id="running">
          {props.running.length === 0 ? <p class="muted">{w.noRunning}</p> : <Running {...props} />}
        </Block>
      </Pair>
    </Page>
  );
}

function Running(props: DeskProps): VNode {
  const { view, keyValue } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  return (
    <Lines
      items={props.running.map((one) => {
        const action = `${root}/limits/${one.matterId}`;
        const still = one.pausedAt !== null;
        return {
          key: `${one.matterId}${one.round}`,
          what: <a href={`${root}/matters/${one.matterId}`}>{one.headline === '' ? one.number : one.headline}</a>,
          note: [
            one.headline === '' ? '' : one.number,
            one.className,
            w.due(formatDateTime(one.dueAt, view.lang)),
            one.cause === null ? '' : w.causes[one.cause],
            one.pauseReason,
          ]
            .filter((part) => part !== '')
            .join(' · '),
          value: still ? w.paused : one.dueAt < view.now ? w.late : '',
          ...(props.mayHandle
            ? {
                acts: still ? (
                  <Act view={view} action={`${action}/resume`} name="resume" label={w.resume} keyValue={keyValue} />
                ) : one.dueAt < view.now ? null : (
                  <Act
                    view={view}
                    action={`${action}/pause`}
                    name="pause"
                    label={w.pause}
                    kind="word"
                    keyValue={keyValue}
                    reason={{ label: w.pauseWhy, required: true }}
                  >
                    <Field
                      {...{ view, form: `pause-${one.matterId}`, name: 'cause', type: 'select', required: true }}
                      label={w.cause}
                      options={causes.map((value) => ({ value, label: w.causes[value] }))}
                    />
                  </Act>
                ),
              }
            : {}),
        };
      })}
    />
  );
}

function RuleForm(props: DeskProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const shared = { view, state, form: 'rule' };
  return (
    <Block title={w.addRule} id="rule">
      <Form
        view={view}
        state={state}
        name="rule"
        action={`${deskRoot(view)}/limits`}
        submit={w.addAct}
        keyValue={`${props.keyValue}-rule`}
        quiet
      >
        <Field {...shared} name="class_code" label={w.class} type="select" options={props.classes} optional />
        <FieldRow>
          <Field
            {...shared}
            name="length"
            label={w.length}
            type="select"
            options={lengths.map((one) => ({ value: one, label: w.lengths[one] }))}
            required
          />
          <Field {...shared} name="days" label={w.ownDays} type="number" optional />
        </FieldRow>
        <Field {...shared} name="working" label={w.working} type="check" />
        <Field {...shared} name="source" label={w.source} required />
      </Form>
    </Block>
  );
}
