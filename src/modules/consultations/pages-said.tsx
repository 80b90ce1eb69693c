import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Name, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Qr, shortAddress } from '#ui/print';
import { ProofMark } from '#ui/proof';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Seal } from '#ui/seal';
import { spaceRoot, type View } from '#ui/view';
import { hrefOf, Paragraphs, wordsOf } from './pages.tsx';
import { countOutcomes, pageOf } from './rules.ts';
import type { Change, Run } from './rules-changes.ts';
import type { Answer, Comment, Consultation, Report, Section } from './schema.ts';

/** A comment with what became of it, for lists and exports; no names. */
export interface CommentRow {
  readonly id: string;
  readonly comment: Comment;
  readonly heading: string;
  readonly answer: Answer | null;
}

/** Columns of the comments of a consultation. */
export function commentColumns(view: View): Column<CommentRow>[] {
  const words = wordsOf(view);
  const w = words.comments;
  const said = ({ comment }: CommentRow) =>
    comment.takenBack
      ? words.page.takenBack
      : comment.hiddenReason === null
        ? comment.text
        : words.page.hidden(comment.hiddenReason);
  const way = ({ comment }: CommentRow) => words.page.by([words.ways[comment.way], comment.source]);
  const outcome = ({ answer }: CommentRow) => (answer === null ? w.open : words.outcomes[answer.outcome]);
  const reason = ({ answer }: CommentRow) => answer?.reason ?? '';
  const on = ({ comment }: CommentRow) => formatDate(comment.saidOn, view.lang);
  return [
    { key: 'ordinal', title: w.ordinal, cell: (one) => one.comment.ordinal, text: (one) => one.comment.ordinal },
    { key: 'text', title: w.text, cell: said, text: said, wide: true },
    { key: 'section', title: w.section, cell: (one) => one.heading, text: (one) => one.heading, secondary: true },
    { key: 'outcome', title: w.outcome, cell: outcome, text: outcome },
    { key: 'reason', title: w.reason, cell: reason, text: reason, desktopOnly: true },
    {
      ...{ key: 'supports', title: w.supports, numeric: true },
      ...{ cell: (one) => one.comment.supports, text: (one) => one.comment.supports },
    },
    { key: 'way', title: w.way, cell: way, text: way, desktopOnly: true },
    { key: 'saidOn', title: w.saidOn, cell: on, text: (one) => one.comment.saidOn, desktopOnly: true },
  ];
}

/** All comments of a consultation as a list; `back` is the page it belongs to. */
export function CommentsPage(props: {
  readonly view: View;
  readonly of: Consultation;
  readonly data: ListData<CommentRow>;
  readonly back: string;
  readonly area?: 'desk';
}): VNode {
  const { view, of, data, back, area } = props;
  const w = wordsOf(view).comments;
  const leave = <ActLink href={back}>{w.back}</ActLink>;
  return (
    <ListPage
      view={view}
      {...data}
      title={`${of.title} · ${w.title}`}
      lede={w.lede}
      {...(area === undefined ? {} : { area })}
      section="decisions"
      bar={leave}
      rowKey={(one) => one.id}
      rowHref={(one) => `${back}#c-${one.comment.ordinal}`}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              {leave}
              <ActLink href={`${spaceRoot(view)}/consultations`}>{wordsOf(view).page.back}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

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
  const word = change.kind === 'changed' ? '' : w[change.kind];
  return (
    <section id={`n-${change.key}`}>
      <h3>
        <Runs view={view} runs={change.heading} /> {word !== '' && <small class="muted">{word}</small>}
      </h3>
      {linesOf(change.text).map((line, at) => (
        <p key={`line${at}`}>
          <Runs view={view} runs={line} />
        </p>
      ))}
    </section>
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
  readonly sections: readonly Section[];
  /** The public name of a thing that changed. */
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
  const numbers = comments.map((one) => words.page.ordinal(one.ordinal)).join(' · ');
  return (
    <section class="block">
      <h3>
        {w.youSaid} {comments.length > 1 && <small class="muted">{w.people(comments.length)}</small>}
      </h3>
      {answer.gist !== '' && <p>{answer.gist}</p>}
      {(answer.gist === '' || shown.length === 1) && shown.map((one) => <Paragraphs key={one.id} text={one.text} />)}
      {shown.length === 0 && answer.gist === '' && (
        <p class="muted">
          {comments.some((one) => one.takenBack) ? words.page.takenBack : w.hiddenOnes(comments.length)}
        </p>
      )}
      <p class="muted">{numbers}</p>
      <h3>
        {w.weDid} · {words.outcomes[answer.outcome]}
      </h3>
      <Paragraphs text={answer.reason} />
      <Where view={view} told={told} answer={answer} />
    </section>
  );
}

function Body(props: { readonly view: View; readonly told: Told }): VNode {
  const { view, told } = props;
  const w = wordsOf(view).said;
  return (
    <>
      {told.groups.length === 0 && <p class="muted">{w.noComments}</p>}
      {told.groups.map((group) => (
        <Pairing key={group.answer.id} view={view} told={told} group={group} />
      ))}
      {told.hidden > 0 && <p class="muted">{w.hiddenOnes(told.hidden)}</p>}
      {told.changes === null ? (
        <Block title={w.noNewText} />
      ) : (
        <Block title={w.newText}>
          <p class="muted">{w.legend}</p>
          {told.changes.map((change) => (
            <Changed key={`${change.kind}${change.key}`} view={view} change={change} />
          ))}
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
        <h2>{w.title}</h2>
        <p>
          <b>{countsOf(view, told)}</b>
        </p>
        <Body view={view} told={told} />
      </Pair>
    </Page>
  );
}

function SheetHead(props: { readonly view: View; readonly title: string; readonly children: string }): VNode {
  const { view } = props;
  return (
    <div class="head">
      <p class="kind">
        <Seal text={view.space?.short ?? ''} size="small" ink /> {view.space?.name} · {props.children}
      </p>
      <h1>{props.title}</h1>
    </div>
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
        <p>
          {w.sheetNote}
          <br />
          {shortAddress(told.url)}
        </p>
      </section>
    </Page>
  );
}

/** Empty lines to write on. */
function Ruled(props: { readonly lines: number }): VNode {
  return (
    <>
      {Array.from({ length: props.lines }, (_, at) => (
        <div key={`line${at}`}>
          <br />
          <hr />
        </div>
      ))}
    </>
  );
}

/** The draft on paper, to hang up and to write on. */
export function DraftSheet(props: {
  readonly view: View;
  readonly of: Consultation;
  readonly sections: readonly Section[];
  readonly url: string;
}): VNode {
  const { view, of, sections, url } = props;
  const w = wordsOf(view).sheet;
  return (
    <Page view={view} title={of.title} bare>
      <SheetHead view={view} title={of.title}>
        {`${w.title} ${of.number}`}
      </SheetHead>
      <p class="lede">{of.about}</p>
      <p>
        <b>{w.until(formatDate(of.closesOn, view.lang))}</b>
      </p>
      {sections.map((section) => (
        <Block key={section.key} title={section.heading}>
          <Paragraphs text={section.text} />
          <p class="muted">{w.yours}</p>
          <Ruled lines={2} />
        </Block>
      ))}
      <p class="muted">{w.name}</p>
      <Ruled lines={1} />
      <section class="proof">
        <Qr text={url} label={w.qr} />
        <p>
          {w.qr}
          <br />
          {shortAddress(url)}
        </p>
      </section>
    </Page>
  );
}
