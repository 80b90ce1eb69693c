import type { VNode } from 'preact';
import { addDays, localDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Fold, Form, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import type { RoundView } from './pages.tsx';
import { type FormView, IdeaLines, ideaWord, RoundFacts, wordsOf } from './pages-parts.tsx';
import { ballots, type Idea, type Round } from './schema.ts';

/** Every round at the desk. */
export function RoundsDeskPage(props: {
  readonly view: View;
  readonly all: readonly Round[];
  readonly mayWrite: boolean;
}): VNode {
  const { view, all } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const desk = deskRoot(view);
  const make = props.mayWrite ? (
    <ActLink href={`${desk}/rounds/new`} kind="line" icon="plus">
      {w.make}
    </ActLink>
  ) : undefined;
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} acts={make} />
      {all.length === 0 ? (
        <Empty title={w.none} acts={make}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${desk}/rounds/${one.id}`}>{one.title}</Name>,
            note: words.states[one.state],
            value: <Money fen={one.budget} />,
          }))}
        />
      )}
    </Page>
  );
}

const optionsOf = (words: Readonly<Record<string, string>>, among: readonly string[]): FieldOption[] =>
  among.map((value) => ({ value, label: words[value] ?? value }));

const plain = (fen: bigint | null | undefined): string | undefined =>
  fen === null || fen === undefined ? undefined : formatFen(fen, { plain: true });

function RuleFields(props: FormView & { readonly of: Round | null }): VNode {
  const { view, state, of } = props;
  const words = wordsOf(view);
  const f = words.desk.fields;
  const choose = { view, state, form: 'round', type: 'select', required: true } as const;
  return (
    <>
      <Field
        {...{ ...choose, name: 'rule', label: f.rule, value: of?.rule ?? 'equal-shares' }}
        options={optionsOf(words.rules, ['equal-shares', 'greedy', 'greedy-stop', 'phragmen'])}
      />
      <Fold
        title={words.desk.ruleMore}
        state={state}
        fields={['most', 'points', 'min_age']}
        open={of !== null || state !== undefined}
      >
        <FieldRow>
          <Field
            {...{ ...choose, name: 'utility', label: f.utility, value: of?.utility ?? 'cost' }}
            options={optionsOf(words.utilities, ['cost', 'cardinality', 'points'])}
          />
          <Field
            {...{ ...choose, name: 'completion', label: f.completion, value: of?.completion ?? 'add1u' }}
            options={optionsOf(words.completions, ['add1u', 'add1', 'utilitarian', 'none'])}
          />
        </FieldRow>
        <FieldRow>
          <Field
            {...{ ...choose, name: 'stop', label: f.stop, value: of?.stop ?? 'exhaustive' }}
            options={optionsOf(words.stops, ['exhaustive', 'overspend'])}
          />
          <Field
            {...{ view, state, form: 'round', name: 'increment', type: 'money', label: f.increment, required: true }}
            value={plain(of === null ? 100n : BigInt(of.increment))}
          />
        </FieldRow>
        <FieldRow>
          {(['most', 'points', 'min_age'] as const).map((name) => (
            <Field
              key={name}
              {...{ view, state, form: 'round', name, type: 'number', optional: true }}
              label={{ most: f.most, points: f.points, min_age: f.minAge }[name]}
              value={name === 'min_age' ? `${of?.minAge ?? 16}` : of?.[name] == null ? undefined : `${of[name]}`}
            />
          ))}
        </FieldRow>
      </Fold>
    </>
  );
}

/** A round is written, or written on. */
export function RoundFormPage(
  props: FormView & {
    readonly of: Round | null;
    readonly funds: readonly FieldOption[];
    readonly places: readonly FieldOption[];
  },
): VNode {
  const { view, state, keyValue, of } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const f = w.fields;
  const common = { view, state, form: 'round' };
  const choose = { ...common, type: 'select' } as const;
  const path = of === null ? `${deskRoot(view)}/rounds/new` : `${deskRoot(view)}/rounds/${of.id}/edit`;
  const today = localDate(view.now);
  return (
    <Page view={view} title={w.make} area="desk" section="decisions">
      <PageHead kind={w.title} title={of === null ? w.make : w.edit} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'round', action: path, submit: w.save }}>
        <Field {...common} name="title" label={f.title} value={of?.title} required />
        <Field {...common} name="text" type="area" label={f.text} value={of?.text} required />
        <FieldRow>
          <Field
            {...{ ...choose, name: 'fundId', label: f.fund, options: props.funds, required: true }}
            value={of?.fundId ?? (props.funds.length === 1 ? props.funds[0]?.value : undefined)}
          />
          <Field {...common} name="budget" type="money" label={f.budget} value={plain(of?.budget)} required />
          <Field {...common} name="largest" type="money" label={f.largest} value={plain(of?.largest)} optional />
        </FieldRow>
        <FieldRow>
          <Field
            {...common}
            name="ideas_until"
            type="date"
            label={f.ideasUntil}
            value={of?.ideasUntil ?? addDays(today, 14)}
            required
          />
          <Field
            {...common}
            name="opens_on"
            type="date"
            label={f.opensOn}
            value={of?.opensOn ?? addDays(today, 28)}
            required
          />
          <Field
            {...common}
            name="closes_on"
            type="date"
            label={f.closesOn}
            value={of?.closesOn ?? addDays(today, 42)}
            required
          />
        </FieldRow>
        <FieldRow>
          <Field
            {...{ ...choose, name: 'ballot', label: f.ballot, required: true, value: of?.ballot ?? 'knapsack' }}
            options={optionsOf(words.ballots, ballots)}
          />
          <Field
            {...{ ...choose, name: 'place', label: f.place, options: props.places, optional: true }}
            value={of?.placeId ?? undefined}
          />
        </FieldRow>
        <RuleFields {...props} />
      </Form>
    </Page>
  );
}

/** What this person may do with rounds. */
export interface Rights {
  readonly write: boolean;
  readonly check: boolean;
  readonly lead: boolean;
}

type DeskView = RoundView & FormView & { readonly may: Rights; readonly needs: readonly FieldOption[] };

function Deeds(props: DeskView): VNode {
  const { view, state, keyValue, of, may } = props;
  const w = wordsOf(view).desk;
  const desk = deskRoot(view);
  const path = `${desk}/rounds/${of.id}`;
  const button = { view, keyValue, kind: 'main' } as const;
  const steps = [
    { when: 'draft', name: 'publish', label: w.publish },
    { when: 'ideas', name: 'open-voting', label: w.openVoting },
    { when: 'voting', name: 'count', label: w.count },
    { when: 'counted', name: 'accept', label: w.accept },
    { when: 'deciding', name: 'enact', label: w.enact },
  ] as const;
  const step = steps.find((one) => one.when === of.state);
  return (
    <div class="next">
      <Refused state={state} buttons={['publish', 'open-voting', 'count', 'accept', 'enact', 'withdraw']} />
      {step !== undefined && may.lead && (
        <ConfirmForm {...button} name={step.name} action={`${path}/${step.name}`} label={step.label} />
      )}
      {of.state === 'draft' && may.write && <ActLink href={`${path}/edit`}>{w.edit}</ActLink>}
      {of.pollId !== null && <ActLink href={`${desk}/votes/${of.pollId}`}>{w.poll}</ActLink>}
      {of.number !== null && <ActLink href={`${spaceRoot(view)}/rounds/${of.id}`}>{w.publicPage}</ActLink>}
      {(of.state === 'draft' || of.state === 'ideas') && may.lead && (
        <ConfirmForm
          {...{ view, keyValue, kind: 'word', name: 'withdraw', action: `${path}/withdraw`, label: w.withdraw }}
          reason={{ label: w.withdrawWhy, required: true }}
        />
      )}
    </div>
  );
}

function FromNeeds(props: DeskView): VNode | null {
  const { view, state, keyValue, of, may, needs } = props;
  const w = wordsOf(view).desk;
  if (of.state !== 'ideas' || !may.check || needs.length === 0) return null;
  return (
    <Block title={w.needTitle}>
      <Form
        {...{ view, state, name: 'need', submit: w.needGo, quiet: true, keyValue: `${keyValue}-need` }}
        action={`${deskRoot(view)}/rounds/${of.id}/need`}
      >
        <Field
          {...{ view, state, form: 'need', name: 'needId', type: 'select', label: w.need, required: true }}
          options={needs}
        />
      </Form>
    </Block>
  );
}

/** A round at the desk: its next step, its ideas and what each still waits for. */
export function RoundDeskPage(props: DeskView): VNode {
  const { view, of, ideas, may } = props;
  const words = wordsOf(view);
  const path = `${deskRoot(view)}/rounds/${of.id}`;
  return (
    <Page view={view} title={of.title} area="desk" section="decisions">
      <RecordHead
        kind={`${words.page.kind} ${of.number ?? ''}`}
        title={of.title}
        state={words.states[of.state]}
        lede={of.state === 'draft' ? words.desk.publishNote : of.state === 'withdrawn' ? of.stateReason : undefined}
      />
      <Deeds {...props} />
      <Pair side={<RoundFacts view={view} of={of} fundName={props.fundName} />}>
        <Block title={words.page.ideas}>
          {ideas.length === 0 ? (
            <p class="muted">{words.page.ideasNone}</p>
          ) : (
            <IdeaLines
              view={view}
              all={ideas}
              placeNames={props.placeNames}
              own={null}
              href={(idea) => (may.check && of.state === 'ideas' ? `${path}/ideas/${idea.id}` : null)}
            />
          )}
        </Block>
        <FromNeeds {...props} />
      </Pair>
    </Page>
  );
}

/** An idea is checked: can it be done, what does it cost, how; or why not. Or it becomes one with another. */
export function IdeaPage(
  props: FormView & { readonly of: Round; readonly idea: Idea; readonly others: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue, of, idea, others } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const path = `${deskRoot(view)}/rounds/${of.id}/ideas/${idea.id}`;
  const common = { view, state, form: 'check' };
  const verdict = idea.state === 'feasible' || idea.state === 'infeasible' ? idea.state : undefined;
  return (
    <Page view={view} title={idea.title} area="desk" section="decisions">
      <RecordHead
        kind={<a href={`${deskRoot(view)}/rounds/${of.id}`}>{of.title}</a>}
        title={idea.title}
        state={ideaWord(view, idea)}
        lede={idea.text}
      />
      <Refused state={state} except={['check', 'merge']} />
      <Block title={w.checkTitle}>
        <Form {...{ view, state, keyValue, name: 'check', action: path, submit: w.checkGo }}>
          <Field
            {...{ ...common, name: 'verdict', type: 'choices', label: w.verdict, required: true, value: verdict }}
            options={optionsOf(w.verdicts, ['feasible', 'infeasible'])}
          />
          <Field {...common} name="title" label={w.publicTitle} value={idea.title} required />
          <Field {...common} name="text" type="area" label={w.publicText} value={idea.text} required />
          <FieldRow>
            <Field {...common} name="cost" type="money" label={w.cost} value={plain(idea.cost)} optional />
            <Field {...common} name="cost_note" label={w.costNote} value={idea.costNote} optional />
          </FieldRow>
          <Field {...common} name="plan" type="area" label={w.plan} value={idea.plan} optional />
          <Field {...common} name="reason" label={w.reason} value={idea.reason} optional />
        </Form>
      </Block>
      {others.length > 0 && idea.state !== 'infeasible' && (
        <Block title={w.mergeTitle}>
          <Form
            {...{ view, state, name: 'merge', submit: w.mergeGo, quiet: true, keyValue: `${keyValue}-merge` }}
            action={`${path}/merge`}
          >
            <Field
              {...{ view, state, form: 'merge', name: 'into', type: 'select', label: w.mergeInto, required: true }}
              options={others}
            />
            <Field {...{ view, state, form: 'merge', name: 'reason', label: w.mergeWhy, required: true }} />
          </Form>
        </Block>
      )}
    </Page>
  );
}
