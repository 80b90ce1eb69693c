import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Qr, shortAddress } from '#ui/print';
import { ProofMark } from '#ui/proof';
import { Block, Lines, PageHead, Pair } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { hrefOf, Paragraphs, wordsOf } from './pages.tsx';
import { SheetHead } from './pages-paper.tsx';
import { countOutcomes, pageOf } from './rules.ts';
import type { Change, Run } from './rules-changes.ts';
import type { Answer, Comment, Consultation, Report, Section } from './schema.ts';

/** Words that were added or taken out, so that one sees, hears and prints which. */
function Runs(props: { readonly view: View; readonly runs: readonly Run[] }): VNode {
  const w = wordsOf(props.view).said;
  return (
    <>
      {props.runs.map((run, at) => {
        const key = `${run.kind}${at}`;
        if (run.kind === 'same') return <span key={key}>{run.text}</span>;
        const sounded = (
          <>
            <span class="sr">{run.kind === 'added' ? w.insFrom : w.delFrom}</span>
            {run.text}
            <span class="sr">{w.runEnd}</span>
          </>
        );
        return run.kind === 'added' ? <ins key={key}>{sounded}</ins> : <del key={key}>{sounded}</del>;
      })}
    </>
  );
}

/** Runs divided at line ends, so that a paragraph stays one. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs)
    run.text.split('\n').forEach((text, at) => {
      if (at > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ kind: run.kind, text });
    });
  return lines.filter((line) => line.length > 0);
}

function Changed(props: { readonly view: View; readonly change: Change }): VNode {
  const { view, change } = props;
  const w = wordsOf(view).said;
  return (
    <div id={`n-${change.key}`}>
      <dt>
        <Runs view={view} runs={change.heading} />
      </dt>
      <dd>
        {change.kind !== 'changed' && <small class="muted">{w[change.kind]}</small>}
        {linesOf(change.text).map((line, at) => (
          <p key={`line${at}`}>
            <Runs view={view} runs={line} />
          </p>
        ))}
      </dd>
    </div>
  );
}

/** One answer with the comments it is to. */
export interface Group {
  readonly answer: Answer;
  readonly comments: readonly Comment[];
}

/** "You said, we did" with the new text. */
export interface Told {
  readonly of: Consultation;
  readonly report: Report;
  readonly reports: readonly Report[];
  readonly groups: readonly Group[];
  /** Comments out of view that have no answer. */
  readonly hidden: number;
  /** What changed from the text people were asked about; null where nothing did. */
  readonly changes: readonly Change[] | null;
  /** The sections people were asked about, and those of the new text. */
  readonly asked: readonly Section[];
  readonly sections: readonly Section[];
  /** The address of this version. */
  readonly url: string;
}

function Where(props: { readonly view: View; readonly told: Told; readonly answer: Answer }): VNode | null {
  const { view, told, answer } = props;
  const w = wordsOf(view).said;
  const section = told.sections.find((one) => one.key === answer.section);
  const page = answer.thing === null ? null : pageOf(answer.thing);
  if (section === undefined && page === null) return null;
  return (
    <p>
      {section !== undefined && <a href={`#n-${section.key}`}>{w.changedHere(section.heading)}</a>}{' '}
      {page !== null && <Name href={`${spaceRoot(view)}${page}`}>{w.changedThere}</Name>}
    </p>
  );
}

function Pairing(props: { readonly view: View; readonly told: Told; readonly group: Group }): VNode {
  const { view, told, group } = props;
  const words = wordsOf(view);
  const w = words.said;
  const { answer, comments } = group;
  const shown = comments.filter((one) => !one.takenBack && one.hiddenReason === null);
  return (
    <dl class="said-list">
      <div>
        <dt>
          {w.youSaid}
          <br />
          <small>{w.numbers(comments.map((one) => one.ordinal))}</small>
        </dt>
        <dd>
          {answer.gist !== '' && shown.length > 0 && <Paragraphs text={answer.gist} />}
          {answer.gist === '' && shown.map((one) => <Paragraphs key={one.id} text={one.text} />)}
          {shown.length === 0 && (
            <p class="muted">
              {comments.some((one) => one.takenBack) ? words.page.takenBack : w.hiddenOnes(comments.length)}
            </p>
          )}
        </dd>
      </div>
      <div>
        <dt>{w.weDid}</dt>
        <dd>
          <p>
            <b>{words.outcomes[answer.outcome]}</b>
          </p>
          <Paragraphs text={answer.reason} />
          <Where view={view} told={told} answer={answer} />
        </dd>
      </div>
    </dl>
  );
}

/** Answers below the section that their first comment is about, in the order of the draft; what is about the whole last. */
function bySection(told: Told): { readonly heading: string | null; readonly groups: readonly Group[] }[] {
  const of = (key: number | null) => told.groups.filter((one) => (one.comments[0]?.section ?? null) === key);
  return [
    ...told.asked.map((one) => ({ heading: one.heading, groups: of(one.key) })),
    { heading: null, groups: of(null) },
  ].filter((one) => one.groups.length > 0);
}

function Body(props: { readonly view: View; readonly told: Told }): VNode {
  const { view, told } = props;
  const words = wordsOf(view);
  const w = words.said;
  return (
    <>
      {told.groups.length === 0 && <p class="muted">{w.noComments}</p>}
      {bySection(told).map((part) => (
        <Block key={part.heading ?? ''} title={part.heading ?? words.page.whole}>
          {part.groups.map((group) => (
            <Pairing key={group.answer.id} view={view} told={told} group={group} />
          ))}
        </Block>
      ))}
      {told.hidden > 0 && <p class="muted">{w.hiddenOnes(told.hidden)}</p>}
      {told.changes === null ? (
        <Block title={w.noNewText} />
      ) : (
        <Block title={w.newText}>
          <p class="muted">{w.legend}</p>
          <dl class="said-list">
            {told.changes.map((change) => (
              <Changed key={`${change.kind}${change.key}`} view={view} change={change} />
            ))}
          </dl>
        </Block>
      )}
    </>
  );
}

function countsOf(view: View, told: Told): string {
  const all = told.groups.flatMap((one) => one.comments.map(() => one.answer.outcome));
  const { adopted, partly, declined } = countOutcomes(all);
  return wordsOf(view).said.counts(all.length, adopted, partly, declined);
}

/** What was said and what changed, as it was published. */
export function AnswersPage(props: { readonly view: View; readonly told: Told }): VNode {
  const { view, told } = props;
  const words = wordsOf(view);
  const w = words.said;
  const { of, report, reports } = told;
  const newest = reports.at(-1)?.id === report.id;
  const day = formatDate(report.publishedOn, view.lang);
  const other = reports.filter((one) => one.id !== report.id);
  return (
    <Page view={view} title={`${of.title} · ${w.title}`} section="decisions">
      <PageHead
        kind={words.page.kind(of.number)}
        title={of.title}
        lede={report.summary}
        acts={
          <>
            <ActLink href={hrefOf(view, of.id)}>{w.text}</ActLink>
            <ActLink href={hrefOf(view, of.id, `/answers?version=${report.version}&sheet=1`)} icon="print">
              {w.print}
            </ActLink>
          </>
        }
      />
      {!newest && (
        <Note tone="wait">
          <p>
            {w.older} <a href={hrefOf(view, of.id, '/answers')}>{w.newer}</a>
          </p>
        </Note>
      )}
      <Pair
        side={
          <>
            <p>{w.version(report.version, day)}</p>
            {report.note !== '' && <p>{w.why(report.note)}</p>}
            {other.length > 0 && (
              <Block title={w.versions}>
                <Lines
                  items={other.map((one) => ({
                    key: one.id,
                    what: (
                      <a href={hrefOf(view, of.id, `/answers?version=${one.version}`)}>
                        {w.version(one.version, formatDate(one.publishedOn, view.lang))}
                      </a>
                    ),
                  }))}
                />
              </Block>
            )}
            <ProofMark view={view} kind="consultation" id={report.id} />
          </>
        }
      >
        <Block title={w.title}>
          <p>
            <b>{countsOf(view, told)}</b>
          </p>
        </Block>
        <Body view={view} told={told} />
      </Pair>
    </Page>
  );
}

/** The same on paper, with the code that leads back to it. */
export function AnswersSheet(props: { readonly view: View; readonly told: Told }): VNode {
  const { view, told } = props;
  const w = wordsOf(view).said;
  const { of, report } = told;
  return (
    <Page view={view} title={`${of.title} · ${w.title}`} bare>
      <SheetHead view={view} title={of.title}>
        {w.title}
      </SheetHead>
      <p class="lede">{report.summary}</p>
      <p>
        <b>{countsOf(view, told)}</b> {w.version(report.version, formatDate(report.publishedOn, view.lang))}
      </p>
      {report.note !== '' && <p>{w.why(report.note)}</p>}
      <Body view={view} told={told} />
      <section class="proof">
        <Qr text={told.url} label={w.sheetNote} />
        <div>
          <p>{w.sheetNote}</p>
          <p>{shortAddress(told.url)}</p>
        </div>
      </section>
    </Page>
  );
}
