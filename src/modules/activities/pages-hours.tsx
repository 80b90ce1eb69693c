import type { VNode } from 'preact';
import { formatDate, localDate } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Name } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Empty, Facts, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { Finder, type Picked, Refusal, wordsOf } from './pages-parts.tsx';
import type { HourLine, HourSubject } from './schema.ts';
import { hourSubjects } from './schema.ts';

/** A line of hours with names. */
export interface HourRow {
  readonly line: HourLine;
  readonly who: string;
  readonly certifiedBy: string;
}

/** Where the record of a kind of thing is, at the desk. */
const paths: Readonly<Record<HourSubject, string>> = {
  ...{ activity: 'activities', project: 'projects', need: 'needs', resource: 'resources', matter: 'matters' },
  space: '',
};

function subjectOf(line: HourLine): HourSubject | null {
  return hourSubjects.find((kind) => kind === line.subject.kind) ?? null;
}

/** Columns of the list of hours: minutes as a plain number in exports. */
export function hourColumns(view: View): Column<HourRow>[] {
  const words = wordsOf(view);
  const t = words.columns;
  const kind = (row: HourRow) => {
    const known = subjectOf(row.line);
    return known === null ? '' : words.subjects[known];
  };
  const subject = (row: HourRow) => {
    const known = subjectOf(row.line);
    if (known === null || known === 'space') return kind(row);
    return <Name href={`${deskRoot(view)}/${paths[known]}/${row.line.subject.id}`}>{kind(row)}</Name>;
  };
  const what = (row: HourRow) =>
    row.line.takenBack === null ? row.line.text : `${row.line.text} (${words.hours.takenBack(row.line.takenBack)})`;
  return [
    { key: 'who', title: t.who, cell: (row) => row.who, text: (row) => row.who, wide: true },
    {
      key: 'day',
      title: t.day,
      cell: (row) => <Day view={view} date={row.line.day} />,
      text: (row) => formatDate(row.line.day, view.lang),
      secondary: true,
      sortable: true,
    },
    {
      key: 'minutes',
      title: t.minutes,
      cell: (row) => formatMinutes(row.line.minutes, view.lang),
      text: (row) => row.line.minutes,
      numeric: true,
    },
    { key: 'what', title: t.what, cell: what, text: what, secondary: true },
    { key: 'subject', title: t.subject, cell: subject, text: kind, desktopOnly: true },
    {
      key: 'certified',
      title: t.certified,
      cell: (row) => row.certifiedBy,
      text: (row) => row.certifiedBy,
      desktopOnly: true,
    },
  ];
}

/** Certified service of the space, with its sum: time, never money. */
export function HoursPage(props: {
  readonly view: View;
  readonly data: ListData<HourRow>;
  readonly keyValue: string;
  readonly minutes: bigint;
}): VNode {
  const { view, data } = props;
  const words = wordsOf(view);
  const w = words.hours;
  const root = `${deskRoot(view)}/hours`;
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      area="desk"
      section="activities"
      rowKey={(row) => row.line.id}
      sums={{ who: w.sum, minutes: formatMinutes(props.minutes, view.lang) }}
      actions={(row) =>
        row.line.source === 'hours' && row.line.takenBack === null ? (
          <ConfirmForm
            view={view}
            name="take-back"
            action={`${root}/${row.line.id}/take-back`}
            keyValue={`${props.keyValue}-${row.line.id.slice(-12)}`}
            label={w.takeBack}
            kind="word"
            reason={{ label: words.manage.reasonLabel, required: true }}
          />
        ) : null
      }
      bar={
        <ActLink href={`${root}/new`} kind="line" icon="plus">
          {w.new}
        </ActLink>
      }
      empty={
        <Empty
          title={w.empty}
          acts={
            <>
              <ActLink href={`${root}/new`}>{w.new}</ActLink>
              <ActLink href={`${deskRoot(view)}/activities`}>{words.list.desk}</ActLink>
            </>
          }
        >
          {w.emptyWhy}
        </Empty>
      }
    />
  );
}

/** What stays when a row could not be taken back. */
export function TakeBackPage(props: { readonly view: View; readonly state: FormState | undefined }): VNode {
  const { view } = props;
  const w = wordsOf(view).hours;
  return (
    <Page view={view} title={w.takeBack} area="desk" section="activities">
      <PageHead title={w.takeBack} acts={<ActLink href={`${deskRoot(view)}/hours`}>{w.title}</ActLink>} />
      <Refusal state={props.state} />
    </Page>
  );
}

/** Writing down service: whose, for what, when and how long. */
export function NewHoursPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly picked: Picked;
  readonly kind: HourSubject;
  readonly subject: string;
}): VNode {
  const { view, state, picked, kind, subject } = props;
  const words = wordsOf(view);
  const w = words.hours;
  const action = `${deskRoot(view)}/hours/new`;
  const kept: Readonly<Record<string, string>> = kind === 'space' ? {} : { kind, subject };
  const common = { view, state, form: 'hours' };
  return (
    <Page view={view} title={w.newTitle} area="desk" section="activities">
      <PageHead title={w.newTitle} lede={w.newLede} />
      {picked.person === null ? (
        <Finder view={view} picked={picked} path={action} kept={kept} />
      ) : (
        <>
          <Facts
            items={[
              { term: w.person, value: picked.person.name },
              {
                term: w.kind,
                value:
                  kind === 'space' ? (
                    w.neighbourhood
                  ) : (
                    <Name href={`${deskRoot(view)}/${paths[kind]}/${subject}`}>{words.subjects[kind]}</Name>
                  ),
              },
            ]}
          />
          <Form
            view={view}
            state={state}
            name="hours"
            action={action}
            keyValue={props.keyValue}
            hidden={{ person: picked.person.id, subject_kind: kind, ...(subject === '' ? {} : { subject }) }}
            submit={w.submit}
          >
            <Field {...common} name="text" label={w.text} required />
            <FieldRow>
              <Field {...common} name="minutes" label={w.minutes} hint={w.minutesHint} short required />
              <Field {...common} name="served_on" label={w.servedOn} type="date" value={localDate(view.now)} required />
            </FieldRow>
          </Form>
        </>
      )}
    </Page>
  );
}
