import type { VNode } from 'preact';
import { formatDate, localDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { ActLink, Field, Form, type FormState, Name, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ReadingList } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Facts, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, meRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { answerText } from './queries-part.ts';
import { type Opinion, stances, type Watched } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** What an opinion is about: its name, and its page. */
export interface About {
  readonly title: string;
  readonly href: string;
}

/** An opinion with the name of what it is about. */
export interface OpinionRow {
  readonly one: Opinion;
  readonly about: About;
}

/** Columns of the list of opinions. */
export function opinionColumns(view: View): Column<OpinionRow>[] {
  const words = wordsOf(view);
  const w = words.list;
  const stance = (row: OpinionRow) => words.stances[row.one.stance];
  const state = (row: OpinionRow) => answerText(view.lang, localDate(view.now), row.one);
  return [
    { key: 'number', title: w.number, cell: (row) => row.one.number, text: (row) => row.one.number, desktopOnly: true },
    { key: 'text', title: w.text, cell: (row) => row.one.text, text: (row) => row.one.text, wide: true },
    { key: 'stance', title: w.stance, cell: stance, text: stance, secondary: true },
    { key: 'body', title: w.body, cell: (row) => row.one.bodyName, text: (row) => row.one.bodyName, secondary: true },
    { key: 'about', title: w.about, cell: (row) => row.about.title, text: (row) => row.about.title, desktopOnly: true },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
  ];
}

/** Every opinion, in public. */
export function OpinionsPage(props: { readonly view: View; readonly data: ListData<OpinionRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).list;
  const root = spaceRoot(view);
  return (
    <ReadingList
      {...{ view, data, words: w, section: 'decisions' as const }}
      rowKey={(row) => row.one.id}
      rowHref={(row) => `${root}/opinions/${row.one.id}`}
      ways={[
        { href: `${root}/projects`, label: w.projects },
        { href: `${root}/fund`, label: w.fund },
      ]}
    />
  );
}

/** An opinion and its answer. */
export function OpinionPage(props: {
  readonly view: View;
  readonly row: OpinionRow;
  readonly name: string;
  readonly mayAnswer: boolean;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, row, state, keyValue } = props;
  const { one, about } = row;
  const words = wordsOf(view);
  const w = words.page;
  const title = w.title(words.stances[one.stance], about.title);
  const common = { view, state, form: 'answer' };
  return (
    <Page view={view} title={title} section="decisions">
      <RecordHead
        kind={w.kind(one.number)}
        title={title}
        state={answerText(view.lang, localDate(view.now), one)}
        lede={one.text}
        next={<ActLink href={`${spaceRoot(view)}/opinions`}>{w.back}</ActLink>}
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.body, value: one.bodyName },
              { term: w.sign, value: props.name },
              { term: w.on, value: formatDate(one.at, view.lang) },
              { term: w.about, value: <Name href={about.href}>{about.title}</Name> },
              ...(one.dueOn === null ? [] : [{ term: w.due, value: formatDate(one.dueOn, view.lang) }]),
            ]}
          />
        }
      >
        {one.dueOn !== null && (
          <Block title={w.answer}>
            {one.answer === null ? (
              <p class="muted">
                {w.noAnswer} {one.stance === 'object' && w.blocks}
              </p>
            ) : (
              one.answer.split('\n').map((line) => <p key={line}>{line}</p>)
            )}
            {one.answer === null && props.mayAnswer && (
              <Form
                {...{ view, state, keyValue, name: 'answer', submit: w.send, quiet: true }}
                action={`${deskRoot(view)}/opinions/${one.id}/answer`}
              >
                <Field {...{ ...common, name: 'answer', label: w.write, type: 'area', rows: 4, required: true }} />
              </Form>
            )}
          </Block>
        )}
      </Pair>
    </Page>
  );
}

/** Leaving an opinion about one thing. */
export function GivePage(props: {
  readonly view: View;
  readonly of: Watched;
  readonly about: About;
  readonly seat: boolean;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, of, about, state, keyValue } = props;
  const words = wordsOf(view);
  const w = words.form;
  const common = { view, state, form: 'opinion' };
  return (
    <Page view={view} title={w.title} area="me" section="decisions">
      <PageHead title={w.title} lede={w.lede(about.title)} />
      {props.seat ? (
        <Form
          {...{ view, state, keyValue, name: 'opinion', submit: w.submit }}
          action={`${meRoot(view)}/opinions/${of.kind}/${of.id}`}
        >
          <Field
            {...{ ...common, name: 'stance', label: w.stance, type: 'choices', required: true }}
            options={stances.map((value) => ({ value, label: words.stances[value], hint: words.stanceHints[value] }))}
          />
          <Field {...{ ...common, name: 'text', label: w.text, type: 'area', rows: 5, required: true }} />
        </Form>
      ) : (
        <Note tone="plain">
          <p>{w.whoMay}</p>
          <p>
            <ActLink href={`${spaceRoot(view)}/bodies`}>{w.bodies}</ActLink>
          </p>
        </Note>
      )}
    </Page>
  );
}
