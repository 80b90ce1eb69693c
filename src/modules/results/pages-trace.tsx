import type { VNode } from 'preact';
import { ActLink, Note } from '#ui/form';
import { Hours, Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, PageHead } from '#ui/record';
import { Sums, Thread } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { traceSteps } from './pages-trace-steps.tsx';
import { traceMinutes, traceSums } from './rules-trace.ts';
import type { Trace } from './schema-trace.ts';

function MoneySums(props: { readonly view: View; readonly trace: Trace }): VNode | null {
  const { view, trace } = props;
  const w = wordsOf(view).trace.sums;
  const sums = traceSums(trace.allowances);
  const minutes = traceMinutes(trace);
  const money = [
    { term: w.granted, value: <Money fen={sums.granted} />, tone: 'in' as const },
    { term: w.paid, value: <Money fen={-sums.paid} />, tone: 'out' as const },
    { term: w.returned, value: <Money fen={-sums.returned} /> },
    { term: w.left, value: <Money fen={sums.left} />, tone: 'held' as const },
  ];
  if (trace.allowances.length === 0 && minutes === 0n) return null;
  return (
    <>
      {trace.allowances.length > 0 && <Sums rows={money} />}
      {trace.allowances.length > 0 && sums.left === 0n && <p class="muted">{w.zero}</p>}
      {minutes > 0n && (
        <>
          <Sums rows={[{ term: w.hours, value: <Hours minutes={minutes} view={view} /> }]} />
          <p class="muted">{w.hoursNote}</p>
        </>
      )}
    </>
  );
}

/** One thread from words to verdict, with every amount, vote, hour and day; prints on one sheet. */
export function TracePage(props: { readonly view: View; readonly trace: Trace; readonly about: string }): VNode {
  const { view, trace } = props;
  const w = wordsOf(view).trace;
  const steps = traceSteps(view, trace);
  const [need] = trace.needs;
  const [project] = trace.projects;
  const title = need?.title ?? project?.title ?? trace.led.activities[0]?.activity.title ?? w.title;
  return (
    <Page view={view} title={`${w.title} · ${title}`} section="needs">
      <PageHead
        kind={`${w.kind} · ${props.about}`}
        title={title}
        lede={need?.summary ?? w.lede}
        acts={
          steps.length > 0 && (
            <ActLink href="#print" icon="print">
              {w.print}
            </ActLink>
          )
        }
      />
      {trace.needs.length > 1 && (
        <Note>
          <p>{w.many(trace.needs.length)}</p>
        </Note>
      )}
      {steps.length === 0 ? (
        <Empty title={w.empty} acts={<ActLink href={`${spaceRoot(view)}/needs`}>{w.needs}</ActLink>}>
          {w.emptyWhy}
        </Empty>
      ) : (
        <Block title={w.title}>
          <Thread view={view} steps={steps} wide />
          <MoneySums view={view} trace={trace} />
        </Block>
      )}
    </Page>
  );
}
