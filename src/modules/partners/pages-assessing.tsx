import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import type { Column } from '#ui/list';
import { ReadingList } from '#ui/list-page';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { assessingEn } from './en-assessing.ts';
import type { AssessedRow } from './queries-assessing.ts';
import { criteria, marks } from './schema-assessing.ts';
import { assessingZh } from './zh-assessing.ts';

/** The words of assessments in the reader's language. */
export function assessingWords(view: View): Words<typeof assessingZh> {
  return pick(view.lang, { zh: assessingZh, en: assessingEn });
}

/** Columns of the list of organisations with their last card. */
export function assessedColumns(view: View): Column<AssessedRow>[] {
  const words = assessingWords(view);
  const w = words.list;
  const total = ({ last }: AssessedRow) => (last === null ? w.never : w.of(last.total));
  const approved = ({ last }: AssessedRow) =>
    last === null || last.approvedOn === null ? '' : `${last.approvedBy} · ${formatDate(last.approvedOn, view.lang)}`;
  const gaps = (row: AssessedRow) =>
    row.gaps.length === 0 ? w.fine : row.gaps.map((one) => words.gaps[one]).join(view.lang === 'zh' ? '；' : '; ');
  return [
    {
      key: 'name',
      title: w.name,
      cell: (row) => row.organisation.name,
      text: (row) => row.organisation.name,
      wide: true,
    },
    {
      key: 'year',
      title: w.year,
      cell: ({ last }) => last?.year ?? '',
      text: ({ last }) => last?.year ?? null,
      desktopOnly: true,
    },
    { key: 'total', title: w.total, cell: total, text: ({ last }) => last?.total ?? null, secondary: true },
    { key: 'approved', title: w.approved, cell: approved, text: approved, desktopOnly: true },
    {
      key: 'gaps',
      title: w.state,
      cell: (row) => (row.gaps.length === 0 ? w.fine : <span class="wrong">{gaps(row)}</span>),
      text: gaps,
      secondary: true,
    },
  ];
}

/** What the community makes of its organisations, in public; what is missing in red (F104). */
export function AssessmentsPage(props: { readonly view: View; readonly data: ListData<AssessedRow> }): VNode {
  const { view, data } = props;
  const w = assessingWords(view).list;
  const root = spaceRoot(view);
  return (
    <ReadingList
      {...{ view, data, words: w, section: 'organisations' as const }}
      rowKey={(row) => row.organisation.id}
      rowHref={(row) => `${root}/assessments/${row.organisation.id}`}
      ways={[
        { href: `${root}/organisations`, label: w.organisations },
        { href: `${root}/bodies`, label: w.bodies },
      ]}
    />
  );
}

/** The card of a year: five scores, why, and which meeting approved what it does. */
export function AssessPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly bodies: readonly FieldOption[];
  readonly year: string;
}): VNode {
  const { view, state, keyValue, organisation, bodies, year } = props;
  const words = assessingWords(view);
  const w = words.form;
  const common = { view, state, form: 'assess' };
  return (
    <Page view={view} title={w.title(organisation.name)} area="desk" section="organisations">
      <PageHead title={w.title(organisation.name)} lede={w.lede} />
      <Form
        {...{ view, state, keyValue, name: 'assess', submit: w.submit }}
        action={`${deskRoot(view)}/organisations/${organisation.id}/assess`}
      >
        <FieldRow>
          <Field
            {...{ ...common, name: 'year', label: w.year, type: 'number', short: true, required: true }}
            value={year}
          />
          <Field {...{ ...common, name: 'body', label: w.body, type: 'select', required: true }} options={bodies} />
        </FieldRow>
        {criteria.map((one) => (
          <Field
            key={one}
            {...{ ...common, name: one, label: words.criteria[one], type: 'select', required: true }}
            options={[{ value: '', label: '–' }, ...marks.map((value) => ({ value, label: words.scores[value] }))]}
          />
        ))}
        <Field {...{ ...common, name: 'text', label: w.text, hint: w.textHint, type: 'area', rows: 4 }} required />
        <FieldRow>
          <Field {...{ ...common, name: 'approvedBy', label: w.approvedBy, hint: w.approvedByHint }} optional />
          <Field {...{ ...common, name: 'approvedOn', label: w.approvedOn, type: 'date', short: true }} optional />
        </FieldRow>
      </Form>
    </Page>
  );
}
