import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { excerpt } from '#kernel/text';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Button, Field, type FieldOption, Form, type FormState } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { Paragraphs, wordsOf } from './pages-parts.tsx';
import type { Advice } from './queries-advice.ts';
import { adviceOutcomes, type Project } from './schema.ts';

function outcomeText(view: View, one: Advice): string {
  const w = wordsOf(view).advice;
  return one.answer === null ? w.open : w.outcomes[one.answer.outcome];
}

function Paper(props: { readonly view: View; readonly of: Advice; readonly inside: boolean }): VNode | null {
  const { view, of, inside } = props;
  const w = wordsOf(view).advice;
  if (of.fileId === null) return null;
  if (of.filePublic) return <a href={`${spaceRoot(view)}/files/${of.fileId}`}>{w.openFile}</a>;
  return inside ? <a href={`${deskRoot(view)}/files/${of.fileId}`}>{w.openFile}</a> : <span>{w.officeFile}</span>;
}

/** A middle dot between the parts that are there. */
function dotted(parts: readonly ComponentChildren[]): ComponentChildren {
  return parts.map((part, at) => (
    <span key={`part${at}`}>
      {at > 0 && ' · '}
      {part}
    </span>
  ));
}

function OneAdvice(props: { readonly view: View; readonly of: Advice; readonly inside: boolean }): VNode {
  const { view, of, inside } = props;
  const w = wordsOf(view).advice;
  const person = inside ? of.person?.inside : of.person?.public;
  const about: ComponentChildren[] = [];
  if (of.offer !== null)
    about.push(<a href={`${spaceRoot(view)}/resources/${of.offer.id}`}>{w.through(of.offer.title)}</a>);
  if (of.fileId !== null) about.push(<Paper view={view} of={of} inside={inside} />);
  return (
    <li>
      <p class="kind">
        <Day view={view} date={of.givenOn} full /> ·{' '}
        <a href={`${spaceRoot(view)}/organisations/${of.organisationId}`}>{of.organisation}</a>
        {person !== undefined && ` · ${person}`}
      </p>
      <Paragraphs text={of.words} />
      {about.length > 0 && <p class="muted">{dotted(about)}</p>}
      <p>
        <strong>{outcomeText(view, of)}</strong>
        {of.answer !== null && ` · ${of.answer.reason}`}
      </p>
    </li>
  );
}

/** What experts advised and what was done with it; on the desk also while there is none (F130). */
export function AdviceBlock(props: {
  readonly view: View;
  readonly advice: readonly Advice[];
  readonly inside?: boolean;
}): VNode | null {
  const { view, advice } = props;
  const inside = props.inside === true;
  const w = wordsOf(view).advice;
  if (advice.length === 0 && !inside) return null;
  return (
    <Block title={w.title} id="advice">
      {advice.length === 0 ? (
        <p class="muted">{w.none}</p>
      ) : (
        <ul class="answers">
          {advice.map((one) => (
            <OneAdvice key={one.id} view={view} of={one} inside={inside} />
          ))}
        </ul>
      )}
      <p>
        <a href={`${spaceRoot(view)}/advice`}>{w.all}</a>
      </p>
    </Block>
  );
}

/** Says what was done with an advice; the unanswered ones stand first. */
export function AnswerAdviceForm(props: {
  readonly view: View;
  readonly project: Project;
  readonly advice: readonly Advice[];
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode | null {
  const { view, advice, state } = props;
  const w = wordsOf(view).advice;
  if (advice.length === 0) return null;
  const shared = { view, state, form: 'advice-answer' };
  const first = [...advice].sort((a, b) => Number(a.answer !== null) - Number(b.answer !== null));
  const label = (one: Advice) =>
    `${formatDate(one.givenOn, view.lang)} · ${one.organisation} · ${outcomeText(view, one)}`;
  return (
    <details class="more" open={state?.form === 'advice-answer'}>
      <summary>{w.answerTitle}</summary>
      <Form
        {...{ view, state, name: 'advice-answer', submit: w.answer, quiet: true }}
        keyValue={`${props.keyValue}-advice`}
        action={`${deskRoot(view)}/projects/${props.project.id}/advice/answer`}
      >
        <Field
          {...{ ...shared, name: 'advice', type: 'select', label: w.which, required: true }}
          options={first.map((one) => ({ value: one.id, label: label(one) }))}
          value={first[0]?.id}
        />
        <Field
          {...{ ...shared, name: 'outcome', type: 'choices', label: w.outcome, required: true }}
          options={adviceOutcomes.map((value) => ({ value, label: w.outcomes[value] }))}
        />
        <Field
          {...{ ...shared, name: 'reason', type: 'area', rows: 3, label: w.reason, hint: w.reasonHint }}
          required
        />
      </Form>
    </details>
  );
}

/** What the form of an advice can choose from. */
export interface AdviceChoices {
  readonly offers: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  readonly people: readonly FieldOption[];
  readonly q: string;
}

/** Filing an advice with a project. */
export function AdviceFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly project: Project;
  readonly choices: AdviceChoices;
}): VNode {
  const { view, state, project, choices } = props;
  const w = wordsOf(view);
  const t = w.advice;
  const here = `${deskRoot(view)}/projects/${project.id}/advice`;
  const kept = { view, state, form: 'advice' };
  return (
    <Page view={view} title={t.formTitle} area="desk" section="projects">
      <PageHead
        title={t.formTitle}
        kind={<a href={`${deskRoot(view)}/projects/${project.id}`}>{project.title}</a>}
        lede={t.formLede}
      />
      <form class="form" method="get" action={here}>
        <Field
          {...{ view, form: 'find', name: 'q', type: 'search', value: choices.q }}
          {...{ label: t.findPerson, hint: t.findPersonHint }}
        />
        <Button kind="line">{w.form.find}</Button>
      </form>
      <Form {...{ view, state, name: 'advice', action: here, submit: t.save, upload: true }} keyValue={props.keyValue}>
        {choices.offers.length === 0 ? (
          <p class="muted">{t.noOffers}</p>
        ) : (
          <Field
            {...{ ...kept, name: 'offer', type: 'select', label: t.offer, hint: t.offerHint, optional: true }}
            options={choices.offers}
          />
        )}
        <Field
          {...{ ...kept, name: 'organisation', type: 'select', label: t.organisation, optional: true }}
          options={choices.organisations}
        />
        {choices.people.length > 0 && (
          <Field
            {...{ ...kept, name: 'person', type: 'select', label: t.person, hint: t.personHint, optional: true }}
            options={choices.people}
          />
        )}
        <Field {...kept} name="on" type="date" label={t.on} optional />
        <Field {...{ ...kept, name: 'words', type: 'area', rows: 6, label: t.words, hint: t.wordsHint }} required />
        <Field
          {...{
            ...kept,
            name: 'file',
            type: 'file',
            label: t.file,
            accept: 'image/*,application/pdf,.docx',
            optional: true,
          }}
        />
        <Field {...kept} name="file_public" type="check" label={t.filePublic} />
      </Form>
    </Page>
  );
}

/** Columns of all advice, as shown and as exported. */
export function adviceColumns(view: View): readonly Column<Advice>[] {
  const w = wordsOf(view).advice;
  const c = w.column;
  const who = (row: Advice): string => w.who(row.organisation, row.person?.public ?? null);
  const outcome = (row: Advice): string => outcomeText(view, row);
  const day = (row: Advice): string => formatDate(row.givenOn, view.lang);
  return [
    {
      ...{ key: 'number', title: c.number, sortable: true },
      cell: (row) => row.projectNumber,
      text: (row) => row.projectNumber,
    },
    {
      ...{ key: 'title', title: c.title, wide: true, sortable: true },
      cell: (row) => row.projectTitle,
      text: (row) => row.projectTitle,
    },
    {
      ...{ key: 'who', title: c.who, secondary: true },
      cell: (row) => <span class="long">{who(row)}</span>,
      text: who,
    },
    { key: 'outcome', title: c.outcome, cell: outcome, text: outcome },
    { key: 'day', title: c.day, sortable: true, cell: (row) => <Day view={view} date={row.givenOn} />, text: day },
    {
      key: 'words',
      title: c.words,
      cell: (row) => excerpt(row.words, 12),
      text: (row) => row.words,
      desktopOnly: true,
    },
    {
      ...{ key: 'reason', title: c.reason, desktopOnly: true },
      cell: (row) => excerpt(row.answer?.reason ?? '', 12),
      text: (row) => row.answer?.reason ?? '',
    },
  ];
}

/** All advice on public projects. */
export function AdviceListPage(props: { readonly view: View; readonly data: ListData<Advice> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).advice;
  const root = spaceRoot(view);
  return (
    <ListPage
      {...{ view, ...data, title: w.listTitle, lede: w.lede, section: 'projects', search: true }}
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/projects/${row.projectId}#advice`}
      empty={
        <Empty
          title={w.emptyTitle}
          acts={
            <>
              <ActLink href={`${root}/resources?kind=knowledge`}>{w.seeOffers}</ActLink>
              <ActLink href={`${root}/projects`}>{w.seeProjects}</ActLink>
            </>
          }
        >
          {w.empty}
        </Empty>
      }
    />
  );
}
