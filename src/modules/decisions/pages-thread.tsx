import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { seatKindName } from '#modules/bodies';
import type { Consulted } from '#ui/consulted';
import { Day } from '#ui/day';
import type { Heard } from '#ui/heard';
import { Votes } from '#ui/marks';
import type { ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-list.tsx';
import type { Objection, Procedure, Step, Tally } from './schema.ts';
import { stepText, whoTakes } from './schema-words.ts';

/** What a procedure's page is made of besides the procedure. */
export interface Shown {
  readonly item: Procedure;
  readonly payee: string | null;
  readonly host: string | null;
  /** The count so far of an open vote: only how many came is told before it is closed. */
  readonly sofar: Tally | null;
  /** The line of the list of who decides what from which it came. */
  readonly line: { readonly id: string; readonly title: string } | null;
  /** What it stands on and is over, as sentences. */
  readonly stale: readonly string[];
  /** Whether the reader has a place at the desk of decisions. */
  readonly desk: boolean;
  /** What supervisors said of it. */
  readonly heard: Heard;
  /** Drafts of it that were put before everybody. */
  readonly consulted: Consulted;
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
        {view.lang === 'en' && ' '}
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

function Tie(props: { readonly view: View; readonly step: Step }): VNode | null {
  const w = wordsOf(props.view).pages;
  const { tally, went } = props.step;
  if (tally === null || tally.tie === null) return null;
  if (went === 'again') return <p>{w.tieAgain}</p>;
  if (tally.tie !== 'chair') return <p>{w.tieFails}</p>;
  return <p>{tally.passed ? w.tieChairYes : w.tieChairNo}</p>;
}

/** What happened to a step besides its end: put off, asked to be left out, seconded; in public. */
function Events(props: { readonly view: View; readonly step: Step }): VNode | null {
  const { view, step } = props;
  const w = wordsOf(view).pages;
  const told = step.events.flatMap((one) => {
    const day = formatDate(one.at, view.lang);
    if (one.kind === 'put_off')
      return [{ what: w.putOff(formatDate(one.until ?? '', view.lang)), text: one.text, key: day }];
    if (one.kind === 'skip_asked') return [{ what: w.skipAsked(one.publicName, day), text: one.text, key: day }];
    return one.kind === 'skip_seconded' ? [{ what: w.skipSeconded(one.publicName, day), text: '', key: day }] : [];
  });
  return (
    <>
      {told.map((one) => (
        <p key={`${one.key}${one.what}`}>
          {one.what}
          {one.text === '' ? '' : view.lang === 'zh' ? `：${one.text}` : `: ${one.text}`}
        </p>
      ))}
    </>
  );
}

/** What a step that asks somebody says: what is asked, until when, and the answer. */
function AskedBody(props: { readonly view: View; readonly shown: Shown; readonly step: Step }): VNode {
  const { view, shown, step } = props;
  const w = wordsOf(view).pages;
  const asks = stepText(view.lang, shown.item.planCode, step.plan);
  const check = step.kind === 'check';
  const said = { passed: check ? w.checkedYes : w.agreed, failed: check ? w.checkedNo : w.objected };
  return (
    <>
      {asks !== '' && <p>{w.asks(asks)}</p>}
      {step.state === 'open' && <p>{w.askedUntil(formatDate(step.closesOn ?? '', view.lang))}</p>}
      {(step.state === 'passed' || step.state === 'failed') && <p>{said[step.state]}</p>}
    </>
  );
}

function PollBody(props: { readonly view: View; readonly step: Step }): VNode {
  const { view, step } = props;
  const w = wordsOf(view).pages;
  return (
    <>
      {step.state === 'open' && <p>{w.residentsUntil(formatDate(step.closesOn ?? '', view.lang))}</p>}
      {step.pollId !== null && (
        <p>
          <a href={`${spaceRoot(view)}/votes/${step.pollId}`}>{w.seePoll}</a>
        </p>
      )}
    </>
  );
}

function stepBody(view: View, shown: Shown, step: Step): ComponentChildren {
  const w = wordsOf(view).pages;
  const until = step.closesOn === null ? '' : formatDate(step.closesOn, view.lang);
  const { sofar, item } = shown;
  const open = step.state === 'open';
  const begun = step.openedAt !== null;
  const gone = step.state === 'skipped' && !begun && item.state !== 'withdrawn';
  return (
    <>
      {step.kind === 'vote' && open && <p>{w.votingUntil(until)}</p>}
      {step.kind === 'vote' && open && sofar !== null && (
        <p>{w.turnout(sofar.present, sofar.quorumNeeded, sofar.eligible)}</p>
      )}
      {step.tally !== null && <TallyWords view={view} counted={step.tally} />}
      <Tie view={view} step={step} />
      {step.kind === 'publication' && begun && <p>{w.publishedUntil(until)}</p>}
      {step.kind === 'publication' && begun && (
        <Objections view={view} objections={item.objections.filter((one) => one.stepId === step.id)} />
      )}
      {(step.kind === 'check' || step.kind === 'opinion') && begun && (
        <AskedBody view={view} shown={shown} step={step} />
      )}
      {step.kind === 'residents' && begun && <PollBody view={view} step={step} />}
      {step.kind === 'host' && open && <p>{w.hostUntil(until)}</p>}
      {step.kind === 'host' && step.state === 'passed' && <p>{w.hostAccepted}</p>}
      {step.kind === 'host' && step.state === 'failed' && <p>{w.hostDeclined}</p>}
      <Events view={view} step={step} />
      {step.reason !== null && !step.events.some((one) => one.text === step.reason) && (
        <blockquote>{step.reason}</blockquote>
      )}
      {gone && <p class="muted">{w.leftOutByWay}</p>}
      {step.went !== null && step.went !== 'again' && <p class="muted">{wentText(view, shown, step.went)}</p>}
      {begun && (
        <p>
          <RuleLink view={view} step={step} />
        </p>
      )}
    </>
  );
}

/** Where a step that did not simply go on went. */
function wentText(view: View, shown: Shown, went: string): string {
  const w = wordsOf(view);
  const to = shown.item.steps.find((one) => one.plan.key === went);
  if (to !== undefined) return w.pages.wentTo(stepName(view, shown, to));
  return went === 'pass' ? w.pages.wentPass : '';
}

function stepName(view: View, shown: Shown, step: Step): string {
  const { pages } = wordsOf(view);
  const who = step.plan.asks === null ? step.bodyName : whoTakes(view.lang, step.plan);
  const text = stepText(view.lang, shown.item.planCode, step.plan);
  const names = {
    vote: () => pages.voteBy(step.bodyName),
    publication: () => (text === '' ? pages.publication : `${pages.publication} · ${text}`),
    opinion: () => pages.opinionOf(who),
    check: () => pages.checkBy(who),
    residents: () => pages.residents,
    host: () => (shown.host === null ? pages.host : pages.hostOf(shown.host)),
  };
  return names[step.kind]();
}

function stepTitle(view: View, shown: Shown, step: Step): string {
  const w = wordsOf(view);
  const left = step.events.some((one) => one.kind === 'skip_seconded');
  const skipped = left ? w.pages.leftOut : w.stepStates.skipped;
  const name = stepName(view, shown, step);
  return step.state === 'skipped' ? `${name} · ${skipped}` : name;
}

/** The timeline of a procedure: what is done, what is open, what is still to come. */
export function threadSteps(view: View, shown: Shown): ThreadStep[] {
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
