import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import { areaOptions } from '#modules/bodies';
import { parameterName } from '#modules/parameters';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { TaskLine } from './queries-list.ts';
import { byHand, roles } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** A task with its owner's name and where it leads. */
export interface NamedTask extends TaskLine {
  readonly owner: string;
  readonly path: string;
  /** Whether the reader may close or drop it. */
  readonly mine: boolean;
}

/** The words for a role; a role without words (none today) is shown as it is. */
export function roleWord(view: View, role: string | null): string {
  const known = roles.find((one) => one === role);
  return known === undefined ? (role ?? '') : wordsOf(view).roles[known];
}

/** Columns of the list of tasks. */
export function taskColumns({ view }: Context): readonly Column<NamedTask>[] {
  const w = wordsOf(view).list;
  const rule = (row: NamedTask): string => parameterName(view.lang, row.rule) ?? row.rule;
  const state = (row: NamedTask): string =>
    row.state === 'open' && row.dueAt < view.now ? w.states.late : w.states[row.state];
  return [
    {
      key: 'due',
      title: w.due,
      cell: (row) => <Day view={view} date={row.dueAt} />,
      text: (row) => row.dueAt.toISOString(),
      sortable: true,
    },
    { key: 'what', title: w.what, cell: (row) => row.title, text: (row) => row.title, wide: true },
    { key: 'owner', title: w.owner, cell: (row) => row.owner, text: (row) => row.owner, secondary: true },
    { key: 'rule', title: w.rule, cell: rule, text: rule, desktopOnly: true },
    {
      key: 'state',
      title: w.state,
      cell: (row) =>
        row.closedAt === null ? (
          state(row)
        ) : (
          <>
            {state(row)} <Day view={view} date={row.closedAt} />
            {row.reason !== null && row.reason !== '' && <small> {row.reason}</small>}
          </>
        ),
      text: (row) => (row.reason === null ? state(row) : `${state(row)}: ${row.reason}`),
      secondary: true,
    },
  ];
}

function RowActs(props: {
  readonly view: View;
  readonly row: NamedTask;
  readonly keyValue: string;
  readonly admin: boolean;
}): VNode | null {
  const { view, row, keyValue, admin } = props;
  const w = wordsOf(view).list;
  const here = `${deskRoot(view)}/tasks`;
  return row.state !== 'open' || !row.mine ? null : (
    <>
      {row.kind === byHand && (
        <ConfirmForm
          view={view}
          action={`${here}/${row.id}/done`}
          label={w.done}
          kind="word"
          keyValue={`${keyValue}-${row.id.slice(-8)}`}
        />
      )}
      {(row.kind === byHand || admin) && (
        <ConfirmForm
          view={view}
          action={`${here}/${row.id}/drop`}
          label={w.drop}
          kind="word"
          keyValue={`${keyValue}-x${row.id.slice(-8)}`}
          reason={{ label: w.dropWhy, required: true }}
        />
      )}
    </>
  );
}

/** All that has a day, with how it ended. */
export function TasksPage(props: {
  readonly view: View;
  readonly data: ListData<NamedTask>;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly mayAdd: boolean;
  readonly admin: boolean;
}): VNode {
  const { view, data, state, keyValue, mayAdd, admin } = props;
  const w = wordsOf(view).list;
  const root = deskRoot(view);
  const here = `${root}/tasks`;
  const refused = Object.values(state?.errors ?? {});
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      area="desk"
      section="desk"
      between={refused.length > 0 && <Note tone="wrong">{refused.join(' ')}</Note>}
      search
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}${row.path}`}
      actions={(row) => <RowActs view={view} row={row} keyValue={keyValue} admin={admin} />}
      bar={
        mayAdd && (
          <ActLink href={`${here}/new`} kind="line" icon="plus">
            {w.add}
          </ActLink>
        )
      }
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${here}?state=all`}>{w.all}</ActLink>
              <ActLink href={root}>{w.today}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Something to remember, written down by hand. */
export function TaskFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly today: LocalDate;
}): VNode {
  const { view, state, keyValue, today } = props;
  const w = wordsOf(view);
  const form = 'task';
  const kept = { view, state, form };
  return (
    <Page view={view} title={w.list.addTitle} area="desk" section="desk">
      <PageHead title={w.list.addTitle} lede={w.list.addLede} />
      <Form
        view={view}
        state={state}
        name={form}
        action={`${deskRoot(view)}/tasks/new`}
        submit={w.list.save}
        keyValue={keyValue}
      >
        <Field {...kept} name="title" label={w.list.subject} hint={w.list.subjectHint} required />
        <FieldRow>
          <Field {...kept} name="dueOn" label={w.list.dueOn} type="date" required value={today} />
          <Field
            {...kept}
            name="ownerRole"
            label={w.list.forRole}
            hint={w.list.forRoleHint}
            type="select"
            optional
            options={roles.map((value) => ({ value, label: w.roles[value] }))}
          />
        </FieldRow>
        <Field
          {...{ ...kept, name: 'area', label: w.list.area, hint: w.list.areaHint, type: 'select', value: 'errand' }}
          options={[{ value: 'errand', label: w.list.errand }, ...areaOptions(view.lang)]}
        />
      </Form>
    </Page>
  );
}
