import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { partNames, type Version } from '#modules/projects';
import type { Context, ListData } from '#platform/web';
import { Day, dayTone } from '#ui/day';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { AskOtherwise, linkWords } from './pages-links.tsx';
import { SaidFields, wordsOf } from './pages-parts.tsx';
import type { Due } from './rules.ts';
import { type Asked, answers, type Change } from './schema.ts';

/** Somebody to be asked, or heard, with their name for the desk. */
export interface AskedRow {
  readonly asked: Asked;
  readonly name: string;
  readonly due: Due | null;
  readonly stand: 'due' | 'later' | 'silent' | 'heard';
}

/** Columns of who is to be asked. */
export function askedColumns({ view }: Pick<Context, 'view'>): readonly Column<AskedRow>[] {
  const w = wordsOf(view);
  const stand = ({ asked, stand: one }: AskedRow): string =>
    [w.desk.stands[one], asked.tries === 0 ? '' : linkWords(view).tries(asked.tries)]
      .filter((part) => part !== '')
      .join(' · ');
  const last = ({ asked }: AskedRow): string => (asked.last === null ? '' : w.verdicts[asked.last.verdict]);
  return [
    {
      ...{ key: 'matter', title: w.desk.matter, wide: true },
      cell: ({ asked }) => (asked.title === '' ? asked.number : asked.title),
      text: ({ asked }) => asked.title,
    },
    {
      ...{ key: 'number', title: w.desk.number, secondary: true },
      cell: ({ asked }) => asked.number,
      text: ({ asked }) => asked.number,
    },
    {
      ...{ key: 'name', title: w.desk.name, secondary: true },
      cell: ({ name }) => (name === '' ? w.desk.anonymous : name),
      text: ({ name }) => name,
    },
    {
      ...{ key: 'since', title: w.desk.since, desktopOnly: true },
      cell: ({ asked }) => asked.since !== null && <Day view={view} date={asked.since} />,
      text: ({ asked }) => (asked.since === null ? null : formatDate(asked.since, view.lang)),
    },
    {
      ...{ key: 'due', title: w.desk.due },
      cell: ({ due }) =>
        due !== null && (
          <span class={dayTone(view, due.on)}>
            <Day view={view} date={due.on} />
            {due.again && <small> {w.desk.again}</small>}
          </span>
        ),
      text: ({ due }) => due?.on ?? null,
    },
    {
      ...{ key: 'stand', title: w.desk.stand, desktopOnly: true },
      cell: stand,
      text: stand,
    },
    { key: 'last', title: w.desk.last, cell: last, text: last, secondary: true },
  ];
}

/** Where what one row says is written down. */
export function recordHref(view: View, asked: Asked): string {
  const person = asked.subject.kind === 'need' && asked.personId !== null ? `&person=${asked.personId}` : '';
  return `${deskRoot(view)}/results/new?kind=${asked.subject.kind}&id=${asked.subject.id}${person}`;
}

/** Who is to be asked what came of it, the longest due first. */
export function ResultsDeskPage(props: {
  readonly view: View;
  readonly data: ListData<AskedRow>;
  readonly waitingChanges: number;
  readonly mayRecord: boolean;
}): VNode {
  const { view, data } = props;
  const w = wordsOf(view).desk;
  const root = deskRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      area="desk"
      section="intake"
      search
      rowKey={({ asked }) => `${asked.subject.id}${asked.personId ?? ''}`}
      {...(props.mayRecord ? { rowHref: ({ asked }: AskedRow) => recordHref(view, asked) } : {})}
      bar={
        <ActLink href={`${root}/changes`} icon="edit">
          {w.changes(props.waitingChanges)}
        </ActLink>
      }
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/needs`}>{w.seeNeeds}</ActLink>
              <ActLink href={`${root}/projects`}>{w.seeProjects}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Writing down what somebody said on the telephone or on paper. */
export function RecordPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly kind: string;
  readonly id: string;
  readonly person: string;
  readonly about: string;
  readonly name: string;
  readonly phone: string | null;
  readonly changeable: boolean;
  /** How often they were not reached; null where nobody in particular is asked. */
  readonly tries: number | null;
}): VNode {
  const { view, state, keyValue, kind, id, person, name, phone, changeable } = props;
  const voice = { kind, id, ...(person === '' ? {} : { person }) };
  const w = wordsOf(view);
  const kept = { view, state, form: 'record' };
  const facts = [
    ...(name === '' ? [] : [{ term: w.desk.person, value: name }]),
    ...(phone === null ? [] : [{ term: w.desk.phone, value: <a href={`tel:${phone}`}>{phone}</a> }]),
  ];
  return (
    <Page view={view} title={w.desk.recordTitle} area="desk" section="intake">
      <PageHead
        title={w.desk.recordTitle}
        kind={props.about}
        {...(kind === 'project' ? { lede: w.desk.served } : {})}
      />
      <Refused state={state} except={['record']} />
      {facts.length > 0 && <Facts items={facts} />}
      <Form
        {...{ view, state, keyValue, name: 'record', action: `${deskRoot(view)}/results/new`, submit: w.desk.record }}
        hidden={voice}
      >
        <SaidFields {...{ view, state, changeable, form: 'record' }} />
        <Field
          {...kept}
          {...{ name: 'way', type: 'choices', label: w.desk.way, required: true }}
          options={(['call', 'paper'] as const).map((value) => ({ value, label: w.ways[value] }))}
        />
        <Field {...kept} name="evidence" label={w.desk.evidence} hint={w.desk.evidenceHint} required />
      </Form>
      {props.tries !== null && <AskOtherwise {...{ view, keyValue, voice }} tries={props.tries} />}
    </Page>
  );
}

/** Columns of proposed changes. */
export function changeColumns({ view }: Pick<Context, 'view'>): readonly Column<Change>[] {
  const w = wordsOf(view);
  return [
    {
      ...{ key: 'project', title: w.change.project, wide: true },
      cell: (one) => one.projectTitle,
      text: (one) => one.projectTitle,
    },
    {
      ...{ key: 'state', title: w.change.state, secondary: true },
      cell: (one) => w.changeStates[one.state],
      text: (one) => w.changeStates[one.state],
    },
    {
      ...{ key: 'summary', title: w.change.summary, desktopOnly: true },
      cell: (one) => one.summary,
      text: (one) => one.summary,
    },
    {
      ...{ key: 'version', title: w.change.version, numeric: true, desktopOnly: true },
      cell: (one) => one.toVersion ?? '',
      text: (one) => one.toVersion,
    },
    {
      ...{ key: 'at', title: w.change.at, sortable: true, secondary: true },
      cell: (one) => <Day view={view} date={one.at} />,
      text: (one) => formatDate(one.at, view.lang),
    },
  ];
}

/** Proposed changes at the desk, the unanswered first. */
export function ChangesPage(props: { readonly view: View; readonly data: ListData<Change> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.change.title}
      lede={w.change.lede}
      area="desk"
      section="projects"
      rowKey={(one) => one.id}
      rowHref={(one) => `${root}/changes/${one.id}`}
      empty={
        <Empty
          title={w.change.none}
          acts={
            <>
              <ActLink href={`${root}/results`}>{w.desk.title}</ActLink>
              <ActLink href={`${root}/projects`}>{w.desk.seeProjects}</ActLink>
            </>
          }
        >
          {w.change.noneWhy}
        </Empty>
      }
    />
  );
}

/** What the page of one proposed change shows. */
export interface ChangeView {
  readonly change: Change;
  readonly words: string;
  readonly by: string;
  readonly version: Version | null;
}

function AnswerForm(props: {
  readonly view: View;
  readonly shown: ChangeView;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, state, shown, keyValue } = props;
  const w = wordsOf(view).change;
  const kept = { view, state, form: 'answer' };
  const words = wordsOf(view);
  return (
    <Form
      {...{ view, state, keyValue, name: 'answer', submit: w.submit }}
      action={`${deskRoot(view)}/changes/${shown.change.id}`}
    >
      <Field
        {...kept}
        {...{ name: 'answer', type: 'choices', label: w.answer, required: true }}
        options={answers.map((value) => ({ value, label: words.answers[value] }))}
      />
      <Field
        {...kept}
        {...{ name: 'because', type: 'area', rows: 3, label: w.because, hint: w.becauseHint, required: true }}
      />
      <Field {...kept} name="summary" label={w.summaryLabel} hint={w.summaryHint} required />
      {shown.version !== null && (
        <Block title={w.parts}>
          <p class="muted">{w.partsHint}</p>
          {partNames.map((part) => (
            <Field
              key={part}
              {...kept}
              {...{ name: part, type: 'area', rows: 4, label: words.parts[part] }}
              value={shown.version?.[part]}
            />
          ))}
        </Block>
      )}
    </Form>
  );
}

/** One proposed change at the desk: in their words, and the answer, which is public. */
export function ChangePage(props: {
  readonly view: View;
  readonly shown: ChangeView;
  readonly mayAnswer: boolean;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, shown } = props;
  const { change } = shown;
  const w = wordsOf(view);
  return (
    <Page view={view} title={w.change.answerTitle} area="desk" section="projects">
      <RecordHead
        kind={w.change.answerTitle}
        title={change.projectTitle}
        state={w.changeStates[change.state]}
        next={<ActLink href={`${spaceRoot(view)}/projects/${change.projectId}`}>{w.change.project}</ActLink>}
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.change.by, value: shown.by === '' ? w.change.someone : shown.by },
              { term: w.change.at, value: <Day view={view} date={change.at} full /> },
              ...(change.toVersion === null
                ? []
                : [{ term: w.change.version, value: w.change.toVersion(change.toVersion) }]),
            ]}
          />
        }
      >
        <Block title={w.change.words}>
          <blockquote>{shown.words}</blockquote>
          <p class="muted">{w.change.wordsNote}</p>
        </Block>
        {change.state === 'proposed' && props.mayAnswer && <AnswerForm {...props} />}
        {change.answer !== null && (
          <Block title={w.change.answered}>
            <p>{change.summary}</p>
            <p>{w.public.because(change.answer)}</p>
            {change.toldAt !== null && (
              <Note tone="good">
                <p>{w.change.told}</p>
              </Note>
            )}
          </Block>
        )}
      </Pair>
    </Page>
  );
}

/** Proposing a change of a project under way. */
export function ProposePage(props: {
  readonly view: View;
  readonly projectId: string;
  readonly title: string;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, state, keyValue, projectId } = props;
  const w = wordsOf(view).change;
  return (
    <Page view={view} title={w.newTitle} area="me">
      <PageHead title={w.newTitle} kind={props.title} lede={w.newLede} />
      <Form
        {...{ view, state, keyValue, name: 'propose', submit: w.send }}
        action={`/me/${view.space?.slug ?? ''}/changes/${projectId}`}
      >
        <Field
          {...{ view, state, form: 'propose', name: 'text', type: 'area', rows: 5, label: w.text, required: true }}
        />
      </Form>
    </Page>
  );
}
