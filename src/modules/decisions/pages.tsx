import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { seatKindName } from '#modules/bodies';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { type Heard, HeardBlock } from '#ui/heard';
import { Votes } from '#ui/marks';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { ProofMark } from '#ui/proof';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Thread, type ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { whereText, wordsOf } from './pages-list.tsx';
import { openStep } from './rules.ts';
import type { Objection, Procedure, Step, Tally } from './schema.ts';

/** What a procedure's page is made of besides the procedure. */
export interface Shown {
  readonly item: Procedure;
  readonly payee: string | null;
  readonly host: string | null;
  /** The count so far of an open vote: only how many came is told before it is closed. */
  readonly sofar: Tally | null;
  /** Whether the reader has a place at the desk of decisions. */
  readonly desk: boolean;
  /** What supervisors said of it. */
  readonly heard: Heard;
}

function RuleLink(props: { readonly view: View; readonly step: Step }): VNode {
  const { rule } = props.step;
  const w = wordsOf(props.view);
  return (
    <span class="muted">
      {w.pages.byRule} <a href={`${spaceRoot(props.view)}/rules/${rule.id}`}>{w.ruleCited(rule.title, rule.version)}</a>
    </span>
  );
}

/** A closed count: marks, the sum again, and each kind of seat with what became of it. */
export function TallyWords(props: { readonly view: View; readonly counted: Tally }): VNode {
  const { view, counted } = props;
  const w = wordsOf(view);
  const { yes, no, abstain, recused } = counted;
  return (
    <>
      <p>
        <Votes view={view} {...{ yes, no, abstain, recused }} />
      </p>
      <p>
        {w.pages.sums(counted)}
        {counted.passed ? w.pages.carried : w.pages.notCarried}
      </p>
      <p class="muted">
        {counted.marks.map((one) => w.pages.seatMark(seatKindName(one.kind, view.lang), w.marks[one.mark])).join(' · ')}
      </p>
    </>
  );
}

function ObjectionWords(props: { readonly view: View; readonly objection: Objection }): VNode {
  const { view, objection } = props;
  const w = wordsOf(view).pages;
  const { answer, answeredAt } = objection;
  return (
    <li>
      <div>
        <p class="kind">
          {w.objectionBy(objection.name === '' ? w.someone : objection.name)} · <Day view={view} date={objection.at} />
        </p>
        <blockquote>{objection.text}</blockquote>
        {answer === null || answeredAt === null ? (
          <p class="soon">{w.answerDue(formatDate(objection.dueOn, view.lang))}</p>
        ) : (
          <>
            <p class="kind">{w.answeredOn(formatDate(answeredAt, view.lang))}</p>
            <p>{answer}</p>
          </>
        )}
      </div>
    </li>
  );
}

/** Objections with their answers, in the order in which they came. */
export function Objections(props: { readonly view: View; readonly objections: readonly Objection[] }): VNode {
  const { view, objections } = props;
  if (objections.length === 0) return <p class="muted">{wordsOf(view).pages.noObjections}</p>;
  return (
    <ul class="lines">
      {objections.map((one) => (
        <ObjectionWords key={one.id} view={view} objection={one} />
      ))}
    </ul>
  );
}

function stepBody(view: View, shown: Shown, step: Step): ComponentChildren {
  const w = wordsOf(view).pages;
  const until = step.closesOn === null ? '' : formatDate(step.closesOn, view.lang);
  const { sofar, item } = shown;
  const open = step.state === 'open';
  return (
    <>
      {step.kind === 'vote' && open && <p>{w.votingUntil(until)}</p>}
      {step.kind === 'vote' && open && sofar !== null && (
        <p>{w.turnout(sofar.present, sofar.quorumNeeded, sofar.eligible)}</p>
      )}
      {step.tally !== null && <TallyWords view={view} counted={step.tally} />}
      {step.kind === 'publication' && step.state !== 'waiting' && <p>{w.publishedUntil(until)}</p>}
      {step.kind === 'publication' && step.state !== 'waiting' && (
        <Objections view={view} objections={item.objections} />
      )}
      {step.kind === 'host' && open && <p>{w.hostUntil(until)}</p>}
      {step.kind === 'host' && step.state === 'passed' && <p>{w.hostAccepted}</p>}
      {step.kind === 'host' && step.state === 'failed' && <p>{w.hostDeclined}</p>}
      {step.reason !== null && <blockquote>{step.reason}</blockquote>}
      {step.state !== 'waiting' && (
        <p>
          <RuleLink view={view} step={step} />
        </p>
      )}
    </>
  );
}

function stepTitle(view: View, shown: Shown, step: Step): string {
  const w = wordsOf(view);
  const { pages } = w;
  const names = {
    vote: pages.voteBy(step.bodyName),
    publication: pages.publication,
    host: shown.host === null ? pages.host : pages.hostOf(shown.host),
  };
  return step.state === 'skipped' ? `${names[step.kind]} · ${w.stepStates.skipped}` : names[step.kind];
}

function threadSteps(view: View, shown: Shown): ThreadStep[] {
  const w = wordsOf(view);
  const { item } = shown;
  const first: ThreadStep = {
    mark: w.pages.marks.opened,
    tone: 'plain',
    date: <Day view={view} date={item.openedAt} />,
    title: w.pages.opened(item.number),
  };
  const running = item.state === 'running';
  const shownSteps = item.steps.filter((step) => running || step.state !== 'waiting');
  const steps = shownSteps.map((step): ThreadStep => {
    const at = step.closedAt ?? step.openedAt;
    return {
      mark: w.pages.marks[step.kind],
      tone: step.state === 'passed' ? 'decided' : 'plain',
      date: at === null ? null : <Day view={view} date={at} />,
      title: stepTitle(view, shown, step),
      future: step.state === 'waiting',
      body: stepBody(view, shown, step),
    };
  });
  if (running || item.endedAt === null) return [first, ...steps];
  const last: ThreadStep = {
    mark: item.state === 'withdrawn' ? w.pages.marks.withdrawn : w.pages.marks.ended,
    tone: item.state === 'passed' ? 'decided' : 'plain',
    date: <Day view={view} date={item.endedAt} />,
    title: w.states[item.state],
    ...(item.state === 'withdrawn' && item.reason !== null ? { body: <p>{item.reason}</p> } : {}),
  };
  return [first, ...steps, last];
}

/** The way to what a procedure is about, where that has a public page. */
export function SubjectLink(props: { readonly view: View; readonly item: Procedure }): VNode | null {
  const { kind, id } = props.item.subject;
  const words = wordsOf(props.view).pages.subjects;
  const ways: Readonly<Record<string, { readonly path: string; readonly label: string }>> = {
    project: { path: 'projects', label: words.project },
    organisation: { path: 'organisations', label: words.organisation },
    body: { path: 'bodies', label: words.body },
    activity: { path: 'activities', label: words.activity },
  };
  const way = ways[kind];
  return way === undefined ? null : <ActLink href={`${spaceRoot(props.view)}/${way.path}/${id}`}>{way.label}</ActLink>;
}

/** The facts at the side: amount, payee, rule, what came before. */
export function ProcedureFacts(props: { readonly view: View; readonly shown: Shown }): VNode {
  const { view, shown } = props;
  const w = wordsOf(view);
  const { item } = shown;
  const [first] = item.steps;
  const root = spaceRoot(view);
  return (
    <Facts
      items={[
        { term: w.pages.template, value: w.templates[item.template] },
        { term: w.pages.number, value: item.number },
        ...(item.amount === null ? [] : [{ term: w.pages.amount, value: <Money fen={item.amount} /> }]),
        ...(shown.payee === null ? [] : [{ term: w.pages.payee, value: shown.payee }]),
        ...(first === undefined
          ? []
          : [
              {
                term: w.pages.rule,
                value: (
                  <a href={`${root}/rules/${first.rule.id}`}>{w.ruleCited(first.rule.title, first.rule.version)}</a>
                ),
              },
            ]),
        ...(item.earlierId === null
          ? []
          : [
              {
                term: w.pages.earlier,
                value: <a href={`${root}/decisions/${item.earlierId}`}>{w.pages.earlierLink}</a>,
              },
            ]),
        ...(item.endedAt === null
          ? []
          : [{ term: w.pages.endedAt, value: <Day view={view} date={item.endedAt} full /> }]),
      ]}
    />
  );
}

/** Who stood aside and why, names masked. */
export function Recusals(props: { readonly view: View; readonly item: Procedure; readonly inside?: boolean }): VNode {
  const { view, item } = props;
  const w = wordsOf(view);
  return (
    <Block title={w.pages.recusals}>
      {item.recusals.length === 0 ? (
        <p class="muted">{w.pages.noRecusals}</p>
      ) : (
        <Lines
          items={item.recusals.map((one) => ({
            key: one.personId,
            what: <span class="one">{props.inside === true ? one.insideName : one.publicName}</span>,
            note: [w.grounds[one.ground], ...(props.inside === true && one.detail !== '' ? [one.detail] : [])].join(
              ': ',
            ),
            value: <Day view={view} date={one.at} />,
          }))}
        />
      )}
      <p class="muted">{w.pages.recusalNote}</p>
    </Block>
  );
}

function ObjectionForm(props: {
  readonly view: View;
  readonly item: Procedure;
  readonly step: Step;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, item, state, keyValue } = props;
  const w = wordsOf(view).pages;
  const here = `${spaceRoot(view)}/decisions/${item.id}`;
  const kept = { view, state, form: 'object' };
  return (
    <Block title={w.object} id="object">
      <p>{w.objectLede(props.step.rule.answerDays)}</p>
      {view.who === null ? (
        <>
          <ActLink href={`/sign-in?back=${encodeURIComponent(here)}`} kind="line">
            {w.signInToObject}
          </ActLink>
          <p class="muted">{w.cardToo}</p>
        </>
      ) : (
        <Form
          view={view}
          state={state}
          name="object"
          action={`${here}/object`}
          submit={w.objectSubmit}
          keyValue={keyValue}
        >
          <Field {...kept} name="text" label={w.objectText} hint={w.objectHint} type="area" required />
          <Field {...kept} name="named" label={w.named} type="check" />
        </Form>
      )}
    </Block>
  );
}

/** Line breaks as typed. */
export function Motion(props: { readonly view: View; readonly item: Procedure }): VNode | null {
  const lines = props.item.text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  return (
    <Block title={wordsOf(props.view).pages.motion}>
      {lines.map((line, at) => (
        <p key={`line${at}`}>{line}</p>
      ))}
    </Block>
  );
}

/** Where a procedure is, for the head of its page. */
export function stateText(view: View, item: Procedure): string {
  const step = openStep(item);
  return whereText(view, { state: item.state, stepKind: step?.kind ?? null, bodyName: step?.bodyName ?? null });
}

/** A procedure in public: a timeline that anyone can follow from the motion to its end. */
export function DecisionPage(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, shown, state, keyValue } = props;
  const { item } = shown;
  const w = wordsOf(view);
  const step = openStep(item);
  const refused = state === undefined || state.form === 'object' ? [] : Object.values(state.errors);
  return (
    <Page view={view} title={item.title} section="decisions">
      <RecordHead
        kind={`${w.templates[item.template]} ${item.number}`}
        title={item.title}
        state={stateText(view, item)}
        next={
          <>
            {step?.kind === 'publication' && (
              <ActLink href="#object" kind="main">
                {w.pages.object}
              </ActLink>
            )}
            <SubjectLink view={view} item={item} />
            {shown.desk && view.space !== null && (
              <ActLink href={`/desk/${view.space.slug}/decisions/${item.id}`}>{w.pages.desk}</ActLink>
            )}
          </>
        }
      />
      {refused.map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      <Pair
        side={
          <>
            <ProcedureFacts view={view} shown={shown} />
            {item.state !== 'running' && <ProofMark view={view} kind="decision" id={item.id} />}
          </>
        }
      >
        <Motion view={view} item={item} />
        <Block title={w.pages.steps}>
          <Thread view={view} steps={threadSteps(view, shown)} />
        </Block>
        <HeardBlock view={view} heard={shown.heard} />
        <Recusals view={view} item={item} />
        {step?.kind === 'publication' && (
          <ObjectionForm view={view} item={item} step={step} state={state} keyValue={keyValue} />
        )}
      </Pair>
    </Page>
  );
}
