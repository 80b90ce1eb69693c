import type { ComponentChildren } from 'preact';
import { formatDate, startOfLocalDay } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import type { Payment } from '#modules/funds';
import { Day } from '#ui/day';
import { Votes } from '#ui/marks';
import { Money } from '#ui/money';
import type { ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { groupVerdicts } from './rules-trace.ts';
import type { Change } from './schema.ts';
import type { DecidedStep, Trace, Voice } from './schema-trace.ts';

/** A step with the moment by which it is put in order. */
export interface Placed {
  readonly at: Date;
  readonly step: ThreadStep;
}

type Mark = keyof ReturnType<typeof wordsOf>['trace']['marks'];

interface Drawn {
  readonly title: ComponentChildren;
  readonly tone?: ThreadStep['tone'];
  readonly body?: ComponentChildren;
  readonly amount?: ComponentChildren;
  readonly carries?: boolean;
}

function placed(view: View, at: Date | null, mark: Mark, drawn: Drawn): Placed[] {
  if (at === null) return [];
  const letters = wordsOf(view).trace.marks;
  return [{ at, step: { tone: 'plain', ...drawn, mark: letters[mark], date: <Day view={view} date={at} full /> } }];
}

function link(view: View, path: string, text: ComponentChildren): ComponentChildren {
  return <a href={`${spaceRoot(view)}/${path}`}>{text}</a>;
}

function voiceSteps(view: View, voices: readonly Voice[]): Placed[] {
  const w = wordsOf(view).trace;
  const [first, ...more] = voices;
  if (first === undefined) return [];
  const words = voices.filter((voice) => voice.words !== null);
  const body = words.map((voice) => (
    <div key={voice.matterId}>
      <blockquote>{voice.words}</blockquote>
      <p class="muted">{w.words}</p>
    </div>
  ));
  const last = more.at(-1);
  return [
    ...placed(view, first.at, 'said', {
      title: w.steps.said(first.number),
      ...(body.length === 0 ? {} : { body }),
    }),
    ...placed(view, last?.at ?? null, 'said', { title: w.steps.saidMore(more.length) }),
  ];
}

function needSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  return [
    ...trace.needs.flatMap((need) =>
      placed(view, need.checkedAt ?? need.createdAt, 'need', {
        title: link(view, `needs/${need.id}`, w.need(need.number ?? '')),
        body: (
          <>
            {trace.needs.length > 1 && <p>{need.title}</p>}
            <p>{need.summary}</p>
          </>
        ),
      }),
    ),
    ...trace.matches.flatMap((match) => [
      ...placed(view, match.acceptedAt, 'matched', { title: w.matched(match.title) }),
      ...placed(view, match.confirmedAt, 'progress', { title: w.delivered(match.quantity.toString(), match.unit) }),
    ]),
  ];
}

function decidedBody(view: View, step: DecidedStep): ComponentChildren {
  const w = wordsOf(view).trace.steps;
  return (
    <>
      {step.votes !== null && (
        <p>
          <Votes view={view} {...step.votes} />
        </p>
      )}
      {step.objections > 0 && <p>{w.objections(step.objections, step.answered)}</p>}
      {step.reason !== null && step.reason !== '' && <p>{step.reason}</p>}
      <p class="muted">
        {link(
          view,
          `decisions/${step.procedureId}`,
          step.state === 'failed' ? w.failed(step.number) : w.decision(step.number),
        )}
      </p>
    </>
  );
}

function decisionSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  return trace.steps.flatMap((step) => {
    const titles = {
      vote: w.vote(step.body),
      publication: w.publication(step.closesOn === null ? '' : formatDate(step.closesOn, view.lang)),
      host: step.state === 'failed' ? w.hostDeclined : w.host,
      ...{ opinion: w.opinion, check: w.check, residents: w.residents },
    };
    return placed(view, step.closedAt, 'decided', {
      title: titles[step.kind],
      tone: step.state === 'passed' ? 'decided' : 'plain',
      body: decidedBody(view, step),
    });
  });
}

function inflow(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace;
  const [first] = trace.allowances;
  if (first?.heldAt === null || first === undefined || trace.streams.length === 0) return [];
  const branch = trace.streams.map((stream) => ({
    label: link(view, `gifts/${stream.gift.id}`, stream.gift.publicGiver === '' ? w.gift : stream.gift.publicGiver),
    amount: <Money fen={stream.amount} />,
  }));
  if (trace.more.gifts > 0)
    branch.push({ label: w.moreGifts(trace.more.gifts), amount: <Money fen={trace.more.amount} /> });
  // Gifts came at many times; on the thread they join where their money is set aside.
  return [
    { at: first.heldAt, step: { mark: w.marks.inflow, tone: 'gain', date: null, title: w.steps.inflow, branch } },
  ];
}

/** The day it was paid; on the day it was asked for, after that moment. */
function paidAt(payment: Payment): Date {
  const day = payment.paidOn === null ? payment.at : startOfLocalDay(payment.paidOn);
  return day > payment.at ? day : payment.at;
}

function heldSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  const held = trace.allowances.flatMap((one) =>
    placed(view, one.heldAt, 'held', {
      ...{ title: w.held, tone: 'hold', carries: true },
      amount: <Money fen={one.amount} tone="held" />,
    }),
  );
  return [...inflow(view, trace), ...held];
}

function paidSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  return trace.payments.flatMap((payment) =>
    placed(view, paidAt(payment), 'paid', {
      title: link(view, `payments/${payment.id}`, w.paid(payment.whatFor)),
      tone: 'paid',
      body: (
        <p>
          {payment.publicPayee} · {w.approvedBy(trace.approvals.get(payment.id) ?? 0)}
        </p>
      ),
      amount: <Money fen={-payment.amount} tone="out" />,
    }),
  );
}

function returnedSteps(view: View, trace: Trace): Placed[] {
  const title = wordsOf(view).trace.steps.returned;
  return trace.allowances
    .filter((one) => one.returned > 0n)
    .flatMap((one) =>
      placed(view, one.returnedAt, 'returned', { title, amount: <Money fen={one.returned} tone="in" /> }),
    );
}

function submittedSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  return trace.projects.flatMap((project) => {
    const [first, ...later] = trace.versions.get(project.id) ?? [];
    return [
      ...placed(view, first?.at ?? null, 'submitted', {
        title: link(view, `projects/${project.id}`, w.submitted(project.title)),
      }),
      ...later
        .filter((version) => version.changeId === null)
        .flatMap((version) =>
          placed(view, version.at, 'changed', { title: w.changed(version.version), body: <p>{version.changed}</p> }),
        ),
    ];
  });
}

function progressSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  return trace.progress.flatMap((one) =>
    placed(view, one.at, 'progress', {
      title: link(view, `projects/${one.projectId}#progress`, w.progress(one.percent)),
      body: (
        <>
          <p>{one.text}</p>
          {one.services + one.people > 0n && (
            <p class="muted">{w.counted(one.services.toString(), one.people.toString())}</p>
          )}
        </>
      ),
    }),
  );
}

function doneSteps(view: View, trace: Trace): Placed[] {
  const title = wordsOf(view).trace.steps.done;
  return trace.projects.flatMap((project) => placed(view, project.finishedAt, 'progress', { title }));
}

function changeSteps(view: View, changes: readonly Change[]): Placed[] {
  const w = wordsOf(view);
  return changes
    .filter((one) => one.state !== 'proposed')
    .flatMap((one) =>
      placed(view, one.answeredAt, 'changed', {
        title: one.toVersion === null ? w.trace.steps.declinedChange : w.trace.steps.changed(one.toVersion),
        body: (
          <>
            <p>{one.summary}</p>
            {one.answer !== null && <p class="muted">{w.public.because(one.answer)}</p>}
          </>
        ),
      }),
    );
}

function saidSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view);
  return groupVerdicts(trace.verdicts).flatMap(({ verdict, count }) => {
    const words = w.trace.steps.verdict(w.verdicts[verdict.verdict]);
    const reason = verdict.reason === '' ? '' : ` · ${w.reasons[verdict.reason]}`;
    return placed(view, verdict.at, 'verdict', {
      title: count === 1 ? words : `${words} × ${count}`,
      tone: verdict.verdict === 'solved' ? 'gain' : 'plain',
      body: (
        <p class="muted">
          {w.ways[verdict.way]}
          {reason}
        </p>
      ),
    });
  });
}

/** What those who were served did next: invitations and the activities they led, with the hours given. */
function ledSteps(view: View, trace: Trace): Placed[] {
  const w = wordsOf(view).trace.steps;
  const { led } = trace;
  const past = led.activities.filter((one) => one.activity.startsAt <= view.now && one.activity.state !== 'cancelled');
  const standing = led.hours.filter((line) => line.takenBack === null);
  const last = standing
    .map((line) => line.at)
    .sort((a, b) => a.getTime() - b.getTime())
    .at(-1);
  const sum = standing.reduce((all, line) => all + line.minutes, 0n);
  return [
    ...led.invitations.flatMap((one) => [
      ...placed(view, one.at, 'invited', { title: w.invited }),
      ...(one.state === 'accepted' ? placed(view, one.answeredAt, 'invited', { title: w.accepted }) : []),
    ]),
    ...past.flatMap((one) =>
      placed(view, one.activity.startsAt, 'activity', {
        title: link(view, `activities/${one.activity.id}`, w.activity(one.activity.title)),
        body: (
          <p>
            {w.came(one.activity.came)}
            {one.minutes > 0n && ` · ${w.hours(one.people)} · ${formatMinutes(one.minutes, view.lang)}`}
          </p>
        ),
      }),
    ),
    ...placed(view, last ?? null, 'activity', {
      title: w.hours(new Set(standing.map((line) => line.personId)).size),
      body: <p>{formatMinutes(sum, view.lang)}</p>,
    }),
  ];
}

function aheadSteps(view: View, trace: Trace): ThreadStep[] {
  const w = wordsOf(view).trace;
  const dayOf = (on: string | Date): string => (typeof on === 'string' ? on : on.toISOString());
  return [...trace.ahead]
    .sort((a, b) => (dayOf(a.on) < dayOf(b.on) ? -1 : 1))
    .map((one) => ({
      mark: w.marks.future,
      tone: 'plain',
      date: <Day view={view} date={one.on} full />,
      title: one.kind === 'activity' ? w.future.activity(one.title) : w.future[one.kind],
      future: true,
    }));
}

/** Every step of a trace in order: what happened, then what is promised, dashed. */
export function traceSteps(view: View, trace: Trace): ThreadStep[] {
  const past = [
    ...voiceSteps(view, trace.voices),
    ...needSteps(view, trace),
    ...submittedSteps(view, trace),
    ...decisionSteps(view, trace),
    ...heldSteps(view, trace),
    ...progressSteps(view, trace),
    ...paidSteps(view, trace),
    ...doneSteps(view, trace),
    ...saidSteps(view, trace),
    ...changeSteps(view, trace.changes),
    ...returnedSteps(view, trace),
    ...ledSteps(view, trace),
    // Things of the same moment stay in the order in which one leads to the other.
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const steps = past.map((one) => one.step);
  // The money line runs from where money is set aside to where the last of it is spent or given back.
  const from = steps.findIndex((step) => step.carries === true);
  const until = steps.findLastIndex((step) => step.tone === 'paid');
  const carried = steps.map((step, at) => (from >= 0 && at > from && at < until ? { ...step, carries: true } : step));
  return [...carried, ...aheadSteps(view, trace)];
}
