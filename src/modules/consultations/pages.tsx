import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { ActLink, Field, Form, type FormState, Name } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { pageOf } from './rules.ts';
import type { Answer, Comment, Consultation, Extension, Report, Section, Text } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** The public page of a consultation, or one below it. */
export function hrefOf(view: View, id: string, more = ''): string {
  return `${spaceRoot(view)}/consultations/${id}${more}`;
}

/** What every page with forms is given. */
export interface PageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Columns of the list of consultations. */
export function consultationColumns(view: View): Column<Consultation>[] {
  const words = wordsOf(view);
  const w = words.list;
  const state = (one: Consultation) => words.states[one.state];
  const closes = (one: Consultation) => formatDate(one.closesOn, view.lang);
  return [
    { key: 'number', title: w.number, cell: (one) => one.number, text: (one) => one.number, desktopOnly: true },
    { key: 'title', title: w.what, cell: (one) => one.title, text: (one) => one.title, wide: true },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
    { key: 'closes', title: w.closes, cell: closes, text: (one) => one.closesOn, foldTitle: w.closes },
    { key: 'comments', title: w.comments, cell: (one) => one.comments, text: (one) => one.comments, numeric: true },
    { key: 'forWhom', title: w.forWhom, cell: (one) => one.forWhom, text: (one) => one.forWhom, desktopOnly: true },
  ];
}

/** The list of consultations, for everybody. */
export function ConsultationsPage(props: { readonly view: View; readonly data: ListData<Consultation> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).list;
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      section="decisions"
      search
      rowKey={(one) => one.id}
      rowHref={(one) => hrefOf(view, one.id)}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${spaceRoot(view)}/say`}>{w.say}</ActLink>
              <ActLink href={`${spaceRoot(view)}/topics`}>{w.topics}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** A consultation with everything its public page shows. */
export interface Shown {
  readonly of: Consultation;
  readonly texts: readonly Text[];
  readonly sections: readonly Section[];
  readonly comments: readonly Comment[];
  /** Names as the public may see them, by person. */
  readonly names: ReadonlyMap<string, string>;
  /** What was published on each comment. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly reports: readonly Report[];
  readonly extensions: readonly Extension[];
  /** Who reads; null: nobody here. */
  readonly self: string | null;
  readonly supported: ReadonlySet<string>;
  readonly following: boolean;
  readonly desk: boolean;
  /** The section one comments on: its key, `whole`, or nothing. */
  readonly chosen: string | null;
}

/** Text as paragraphs, empty lines left out. */
export function Paragraphs(props: { readonly text: string }): VNode {
  return (
    <>
      {props.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line, at) => (
          <p key={`line${at}`}>{line}</p>
        ))}
    </>
  );
}

/** Where a consultation stands, in a sentence. */
export function standingOf(view: View, of: Consultation): string {
  const words = wordsOf(view);
  const w = words.page;
  const day = (date: string | Date | null) => (date === null ? '' : formatDate(date, view.lang));
  if (of.state === 'open') return w.openUntil(day(of.closesOn));
  if (of.state === 'answering') return w.answeringBy(day(of.answerBy));
  if (of.state === 'published') return w.publishedOn(day(of.publishedAt));
  return of.state === 'withdrawn' ? w.withdrawnWhy(of.stateReason ?? '') : words.states.draft;
}

/** Who said it, how it came, and when; never more of a name than is public. */
export function originOf(view: View, one: Comment, name: string | undefined): string {
  const words = wordsOf(view);
  const who = one.unnamed || one.personId === null ? words.page.nobody : (name ?? words.page.nobody);
  const how = one.way === 'web' ? '' : words.ways[one.way];
  return words.page.by([who, how, one.source, formatDate(one.saidOn, view.lang)]);
}

function Acts(props: PageProps & { readonly shown: Shown; readonly one: Comment }): VNode | null {
  const { view, keyValue, shown, one } = props;
  const w = wordsOf(view).page;
  const { self, of } = shown;
  if (self === null) return null;
  const act = (name: string, label: string) => (
    <Act
      {...{ view, keyValue, name, label, kind: 'word' }}
      action={hrefOf(view, of.id, `/comments/${one.id}/${name}`)}
    />
  );
  if (one.personId === self) return act('take-back', w.takeBack);
  if (of.state !== 'open' || one.hiddenReason !== null) return null;
  if (!shown.supported.has(one.id)) return act('support', w.support);
  return (
    <>
      <span class="muted">{w.behind}</span> {act('leave', w.leave)}
    </>
  );
}

/** An answer as it stands below a comment. */
export function AnswerLine(props: { readonly view: View; readonly answer: Answer }): VNode {
  const { view, answer } = props;
  const words = wordsOf(view);
  return (
    <blockquote>
      <b>{words.outcomes[answer.outcome]}</b> {answer.reason}
    </blockquote>
  );
}

function Comments(props: PageProps & { readonly shown: Shown; readonly section: number | null }): VNode {
  const { view, shown } = props;
  const w = wordsOf(view).page;
  const all = shown.comments.filter((one) => one.section === props.section);
  if (all.length === 0) return <p class="muted">{props.section === null ? w.noneWhole : w.none}</p>;
  return (
    <ul class="lines" aria-label={w.comments}>
      {all.map((one) => {
        const answer = shown.answers.get(one.id);
        return (
          <li key={one.id} id={`c-${one.ordinal}`} class="with-acts">
            <div>
              {one.takenBack && <p class="muted">{w.takenBack}</p>}
              {!one.takenBack && one.hiddenReason !== null && <p class="muted">{w.hidden(one.hiddenReason)}</p>}
              {!one.takenBack && one.hiddenReason === null && (
                <>
                  <Paragraphs text={one.text} />
                  <small>
                    {w.by([
                      w.ordinal(one.ordinal),
                      originOf(view, one, shown.names.get(one.personId ?? '')),
                      one.supports === 0 ? '' : w.supporters(one.supports),
                    ])}
                  </small>
                </>
              )}
              {answer !== undefined && !one.takenBack && <AnswerLine view={view} answer={answer} />}
            </div>
            {!one.takenBack && (
              <div class="bar">
                <Acts {...props} one={one} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The form below the section it is about; one at a time, so that a page of sixty sections holds one form. */
function SayForm(props: PageProps & { readonly shown: Shown; readonly heading: string; readonly of: string }): VNode {
  const { view, state, keyValue, shown } = props;
  const w = wordsOf(view).page;
  const common = { view, state, form: 'say' };
  const hidden = props.of === 'whole' ? {} : { section: props.of };
  const asked = state?.errors['text'] !== undefined;
  return (
    <Form
      {...{ view, state, keyValue, name: 'say', submit: w.send, hidden }}
      action={hrefOf(view, shown.of.id, '/say')}
    >
      <Field
        {...{ ...common, name: 'text', type: 'area', rows: 4, required: true, hint: w.wordsHint }}
        label={props.of === 'whole' ? w.words : w.saying(props.heading)}
      />
      {shown.of.anonymous && shown.self !== null && (
        <Field {...{ ...common, name: 'unnamed', label: w.unnamed, type: 'check' }} />
      )}
      {asked && <Field {...{ ...common, name: 'looked', label: w.looked, type: 'check' }} />}
    </Form>
  );
}

/** Whether the reader may comment today. */
function mayComment(shown: Shown): boolean {
  return shown.of.state === 'open' && (shown.self !== null || shown.of.anonymous);
}

/** What one can comment on: each section by its key, and the whole. */
function partsOf(shown: Shown): readonly string[] {
  return [...shown.sections.map((one) => `${one.key}`), 'whole'];
}

function Part(props: PageProps & { readonly shown: Shown; readonly section: Section | null }): VNode {
  const { view, shown, section } = props;
  const w = wordsOf(view).page;
  const of = section === null ? 'whole' : `${section.key}`;
  const said = shown.comments.filter((one) => one.section === (section?.key ?? null) && !one.takenBack).length;
  const heading = section?.heading ?? w.whole;
  const may = mayComment(shown);
  return (
    <Block title={heading} id={`s-${of}`} aside={said === 0 ? undefined : w.count(said)}>
      {section !== null && <Paragraphs text={section.text} />}
      {section !== null && <hr />}
      <Comments {...props} section={section?.key ?? null} />
      {may && shown.chosen === of && <SayForm {...props} heading={heading} of={of} />}
      {may && shown.chosen !== of && (
        <p>
          <ActLink href={`${hrefOf(view, shown.of.id)}?section=${of}#s-${of}`}>
            {section === null ? w.sayWhole : w.sayHere}
            {section !== null && <span class="sr"> {heading}</span>}
          </ActLink>
        </p>
      )}
    </Block>
  );
}

function Side(props: PageProps & { readonly shown: Shown }): VNode {
  const { view, shown } = props;
  const words = wordsOf(view);
  const w = words.page;
  const { of } = shown;
  const page = of.subject === null ? null : pageOf(of.subject);
  const kind = Object.entries(words.subjects).find(([one]) => one === of.subject?.kind)?.[1];
  const older = shown.reports.slice(0, -1);
  return (
    <>
      <Facts
        items={[
          { term: w.forWhom, value: of.forWhom },
          { term: w.closes, value: formatDate(of.closesOn, view.lang) },
          { term: w.comments, value: w.count(of.comments) },
          { term: w.named, value: of.anonymous ? w.namedNo : w.namedYes },
          ...(of.paperAt === '' ? [] : [{ term: w.paperAt, value: of.paperAt }]),
          ...(kind === undefined
            ? []
            : [{ term: w.from, value: page === null ? kind : <Name href={`${spaceRoot(view)}${page}`}>{kind}</Name> }]),
        ]}
      />
      {shown.extensions.map((one) => (
        <p key={one.id} class="muted">
          {w.moved(formatDate(one.fromDay, view.lang), formatDate(one.toDay, view.lang))} · {one.reason}
        </p>
      ))}
      {older.length > 0 && (
        <Block title={words.said.versions}>
          <Lines
            items={older.map((one) => ({
              key: one.id,
              what: (
                <a href={hrefOf(view, of.id, `/answers?version=${one.version}`)}>
                  {words.said.version(one.version, formatDate(one.publishedOn, view.lang))}
                </a>
              ),
            }))}
          />
        </Block>
      )}
      <p class="bar">
        <ActLink href={hrefOf(view, of.id, '/comments')}>{w.allComments}</ActLink>
        {of.state === 'open' && (
          <ActLink href={hrefOf(view, of.id, '/sheet')} icon="print">
            {w.sheet}
          </ActLink>
        )}
        {shown.desk && (
          <ActLink href={`/desk/${encodeURIComponent(view.space?.slug ?? '')}/consultations/${of.id}`}>
            {w.desk}
          </ActLink>
        )}
      </p>
    </>
  );
}

function Follow(props: PageProps & { readonly shown: Shown }): VNode | null {
  const { view, keyValue, shown } = props;
  const w = wordsOf(view).page;
  const { of } = shown;
  if (shown.self === null || (of.state !== 'open' && of.state !== 'answering')) return null;
  if (!shown.following)
    return <Act {...{ view, keyValue, name: 'follow', label: w.follow }} action={hrefOf(view, of.id, '/follow')} />;
  return (
    <>
      <span>{w.following}</span>
      <Act
        {...{ view, keyValue, name: 'unfollow', label: w.unfollow, kind: 'word' }}
        action={hrefOf(view, of.id, '/unfollow')}
      />
    </>
  );
}

/** A consultation for everybody: the draft section by section, what was said on each, and how to say something. */
export function ConsultationPage(props: PageProps & { readonly shown: Shown }): VNode {
  const { view, shown, state } = props;
  const w = wordsOf(view).page;
  const { of } = shown;
  // Where there is no form any more to come back to, the words come back by themselves.
  const asks = mayComment(shown) && partsOf(shown).includes(shown.chosen ?? '');
  const typed = state?.values['text'];
  return (
    <Page view={view} title={of.title} section="decisions">
      <RecordHead
        kind={w.kind(of.number)}
        title={of.title}
        state={standingOf(view, of)}
        lede={of.about}
        next={
          <>
            {of.state === 'published' && (
              <ActLink href={hrefOf(view, of.id, '/answers')} kind="main">
                {w.answers}
              </ActLink>
            )}
            <Follow {...props} />
            <ActLink href={`${spaceRoot(view)}/consultations`}>{w.back}</ActLink>
          </>
        }
      />
      <Refused state={state} except={asks ? ['say'] : []} />
      {!asks && state?.form === 'say' && typeof typed === 'string' && <blockquote>{typed}</blockquote>}
      <Pair side={<Side {...props} />}>
        {of.state === 'open' && shown.self === null && !of.anonymous && (
          <p>
            <ActLink href={`/sign-in?back=${encodeURIComponent(hrefOf(view, of.id))}`} kind="line">
              {w.signIn}
            </ActLink>
          </p>
        )}
        {of.state === 'open' && <p class="muted">{w.counter}</p>}
        {shown.sections.map((section) => (
          <Part key={section.key} {...props} section={section} />
        ))}
        <Part {...props} section={null} />
      </Pair>
    </Page>
  );
}
