import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import {
  AnswerLine,
  consultationColumns,
  hrefOf,
  originOf,
  type PageProps,
  Paragraphs,
  standingOf,
  wordsOf,
} from './pages.tsx';
import { owesAnswer } from './rules.ts';
import type { Answer, Comment, Consultation, Section } from './schema.ts';

/** The desk's page of a consultation, or one below it. */
export function deskHref(view: View, id: string, more = ''): string {
  return `${deskRoot(view)}/consultations/${id}${more}`;
}

/** Columns of the desk's list: what everybody sees, and by when answers are due. */
export function deskColumns(view: View, today: string): Column<Consultation>[] {
  const w = wordsOf(view).list;
  const due = (one: Consultation) => {
    if (one.answerBy === null || one.state === 'published' || one.state === 'withdrawn') return '';
    const day = formatDate(one.answerBy, view.lang);
    return one.answerBy < today ? w.late(day) : day;
  };
  const answerBy = { key: 'answerBy', title: w.answerBy, cell: due, text: due, foldTitle: w.answerBy };
  return consultationColumns(view).flatMap((one) => (one.key === 'forWhom' ? [answerBy, one] : [one]));
}

/** The list of consultations at the desk. */
export function DeskListPage(props: {
  readonly view: View;
  readonly data: ListData<Consultation>;
  readonly handle: boolean;
}): VNode {
  const { view, data, handle } = props;
  const w = wordsOf(view).list;
  const write = (
    <ActLink href={`${deskRoot(view)}/consultations/new`} kind="line" icon="plus">
      {w.write}
    </ActLink>
  );
  const open = <ActLink href={`${spaceRoot(view)}/consultations`}>{wordsOf(view).desk.public}</ActLink>;
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.deskLede}
      area="desk"
      section="decisions"
      search
      bar={
        <>
          {handle && write}
          {open}
        </>
      }
      rowKey={(one) => one.id}
      rowHref={(one) => deskHref(view, one.id)}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              {handle && write}
              {open}
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** What the desk sees of a consultation. */
export interface DeskShown {
  readonly of: Consultation;
  /** The text that is worked on, else the one people are asked about. */
  readonly sections: readonly Section[];
  readonly asked: readonly Section[];
  readonly comments: readonly Comment[];
  readonly names: ReadonlyMap<string, string>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly handle: boolean;
  readonly writeDown: boolean;
}

function Steps(props: PageProps & { readonly shown: DeskShown }): VNode {
  const { view, keyValue, shown } = props;
  const w = wordsOf(view).desk;
  const { of, handle } = shown;
  const at = (more: string) => deskHref(view, of.id, more);
  const answering = of.state === 'answering' || of.state === 'published';
  const owed = shown.comments.some((one) => owesAnswer(one) && !shown.answers.has(one.id));
  return (
    <>
      {handle && of.state === 'draft' && (
        <Act {...{ view, keyValue, name: 'open', label: w.open, kind: 'main', action: at('/open') }} />
      )}
      {handle && answering && (
        <ActLink href={at('/answer')} kind={owed ? 'main' : 'line'}>
          {w.answer}
        </ActLink>
      )}
      {handle && answering && (
        <ActLink href={at('/publish')} kind={owed ? 'line' : 'main'}>
          {w.publish}
        </ActLink>
      )}
      {shown.writeDown && (of.state === 'open' || of.state === 'answering') && (
        <ActLink href={at('/write-down')} kind="line" icon="edit">
          {w.writeDown}
        </ActLink>
      )}
      {handle && of.state === 'draft' && <ActLink href={at('/text')}>{w.text}</ActLink>}
      {handle && of.state === 'draft' && <ActLink href={at('/correct')}>{w.correct}</ActLink>}
      {handle && answering && <ActLink href={at('/text')}>{w.newText}</ActLink>}
      {of.openedAt !== null && <ActLink href={hrefOf(view, of.id)}>{w.public}</ActLink>}
    </>
  );
}

function Quieter(props: PageProps & { readonly shown: DeskShown }): VNode {
  const { view, state, keyValue, shown } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const { of, handle } = shown;
  const owed = shown.comments.filter(owesAnswer);
  const answered = owed.filter((one) => shown.answers.has(one.id)).length;
  const live = of.state === 'draft' || of.state === 'open' || of.state === 'answering';
  return (
    <>
      <Facts
        items={[
          { term: words.page.forWhom, value: of.forWhom },
          { term: words.page.closes, value: formatDate(of.closesOn, view.lang) },
          ...(of.answerBy === null ? [] : [{ term: words.list.answerBy, value: formatDate(of.answerBy, view.lang) }]),
          { term: words.page.comments, value: words.page.count(of.comments) },
          { term: words.page.named, value: of.anonymous ? words.page.namedNo : words.page.namedYes },
          ...(of.paperAt === '' ? [] : [{ term: words.page.paperAt, value: of.paperAt }]),
        ]}
      />
      {owed.length > 0 && <p>{w.progress(answered, owed.length)}</p>}
      <p>
        <ActLink href={deskHref(view, of.id, '/comments')}>{w.comments}</ActLink>
      </p>
      <div class="bar">
        {handle && of.state === 'open' && (
          <ConfirmForm
            {...{ view, keyValue: `${keyValue}e`, name: 'extend', label: w.extend, kind: 'line' }}
            action={deskHref(view, of.id, '/extend')}
            reason={{ required: true, label: w.why }}
          >
            <Field
              {...{ view, state, form: 'extend', name: 'closesOn', label: w.extendTo, type: 'date', required: true }}
            />
          </ConfirmForm>
        )}
        {handle && live && (
          <ConfirmForm
            {...{ view, keyValue: `${keyValue}w`, name: 'withdraw', label: w.withdraw, kind: 'word' }}
            action={deskHref(view, of.id, '/withdraw')}
            reason={{ required: true, label: w.why }}
          />
        )}
      </div>
    </>
  );
}

function Said(props: PageProps & { readonly shown: DeskShown; readonly one: Comment }): VNode {
  const { view, keyValue, shown, one } = props;
  const words = wordsOf(view);
  const answer = shown.answers.get(one.id);
  const parts = [words.page.ordinal(one.ordinal), originOf(view, one, shown.names.get(one.personId ?? ''))];
  return (
    <li id={`c-${one.ordinal}`} class="with-acts">
      <div>
        {one.takenBack ? <p class="muted">{words.page.takenBack}</p> : <Paragraphs text={one.text} />}
        {one.hiddenReason !== null && <p class="muted">{words.page.hidden(one.hiddenReason)}</p>}
        <small>{words.page.by([...parts, one.supports === 0 ? '' : words.page.supporters(one.supports)])}</small>
        {answer !== undefined && <AnswerLine view={view} answer={answer} />}
      </div>
      {shown.handle && !one.takenBack && one.hiddenReason === null && (
        <div class="bar">
          <ConfirmForm
            {...{ view, keyValue: `${keyValue}${one.id.slice(-6)}`, name: 'hide', kind: 'word' }}
            label={words.desk.hide}
            action={deskHref(view, shown.of.id, `/comments/${one.id}/hide`)}
            reason={{ required: true, label: words.desk.hideWhy }}
          />
        </div>
      )}
    </li>
  );
}

/** A consultation at the desk: what to do next, and every comment with the answer it has so far. */
export function DeskPage(props: PageProps & { readonly shown: DeskShown }): VNode {
  const { view, state, shown } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const { of } = shown;
  const headings = new Map(shown.asked.map((one) => [one.key, one.heading]));
  const keys = [...shown.asked.map((one) => one.key), null];
  return (
    <Page view={view} title={of.title} area="desk" section="decisions">
      <RecordHead
        kind={words.page.kind(of.number)}
        title={of.title}
        state={of.state === 'open' ? w.waitOpen(formatDate(of.closesOn, view.lang)) : standingOf(view, of)}
        lede={of.about}
        next={<Steps {...props} />}
      />
      <Refused state={state} />
      <Pair side={<Quieter {...props} />}>
        {of.state === 'draft' && (
          <>
            <p class="muted">{w.openHint}</p>
            {shown.sections.map((section) => (
              <Block key={section.key} title={section.heading}>
                <Paragraphs text={section.text} />
              </Block>
            ))}
          </>
        )}
        {of.state !== 'draft' &&
          keys.map((key) => {
            const all = shown.comments.filter((one) => one.section === key);
            return (
              <Block
                key={`s${key}`}
                title={key === null ? words.page.whole : (headings.get(key) ?? '')}
                aside={all.length === 0 ? undefined : words.page.count(all.length)}
              >
                {all.length === 0 && <p class="muted">{key === null ? words.page.noneWhole : words.page.none}</p>}
                <ul class="lines">
                  {all.map((one) => (
                    <Said key={one.id} {...props} one={one} />
                  ))}
                </ul>
              </Block>
            );
          })}
      </Pair>
    </Page>
  );
}
