import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { CardSheet } from '#ui/print';
import { Empty, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { one, roleName } from './pages-parts.tsx';
import type { MandateLine } from './queries-lists.ts';
import { roles } from './schema.ts';
import { zh } from './zh.ts';

/** A mandate with the names of what it is for. */
export type NamedMandate = MandateLine & { readonly organisation: string; readonly body: string };

function wordsOf(view: View) {
  return pick(view.lang, { zh, en }).desk;
}

/** Columns of the list of mandates. */
export function mandateColumns({ view }: Context): readonly Column<NamedMandate>[] {
  const w = wordsOf(view);
  const day = (date: string | null): string => (date === null ? '' : formatDate(date, view.lang));
  return [
    { key: 'name', title: w.person, cell: (row) => row.name, text: (row) => row.name, wide: true },
    {
      key: 'role',
      title: w.role,
      cell: (row) => one(roleName(view, row.role)),
      text: (row) => roleName(view, row.role),
    },
    {
      key: 'for',
      title: w.forOrganisation,
      cell: (row) => [row.organisation, row.body].filter((part) => part !== '').join(' · '),
      text: (row) => [row.organisation, row.body].filter((part) => part !== '').join(' · '),
      secondary: true,
    },
    {
      key: 'from',
      title: w.from,
      cell: (row) => one(day(row.startsOn)),
      text: (row) => row.startsOn,
      desktopOnly: true,
    },
    {
      key: 'to',
      title: w.to,
      cell: (row) => one(day(row.endsOn)),
      text: (row) => row.endsOn,
      secondary: true,
    },
    {
      key: 'state',
      title: w.state,
      cell: (row) => one(w.states[row.state]),
      text: (row) => w.states[row.state],
    },
  ];
}

/** Every mandate of the space. */
export function MandatesPage(props: {
  readonly view: View;
  readonly data: ListData<NamedMandate>;
  readonly admin: boolean;
  readonly state?: FormState | undefined;
}): VNode {
  const { view, data, admin } = props;
  const w = wordsOf(view);
  const here = `${deskRoot(view)}/mandates`;
  const add = (
    <ActLink href={`${here}/new`} kind="main" icon="plus">
      {w.grant}
    </ActLink>
  );
  const end = (row: NamedMandate) =>
    row.state === 'ended' ? undefined : (
      <ConfirmForm
        view={view}
        action={`${here}/end`}
        label={w.end}
        hidden={{ mandateId: row.id }}
        reason={{ label: w.endReason, required: true }}
      />
    );
  return (
    <ListPage
      view={view}
      {...data}
      title={w.mandatesTitle}
      lede={w.mandatesLede}
      area="desk"
      section="people"
      above={<Refused state={props.state} buttons={['mandate-end']} />}
      search
      rowKey={(row) => row.id}
      rowHref={(row) => `${deskRoot(view)}/people/${row.personId}`}
      {...(admin ? { actions: end, bar: add } : {})}
      empty={
        <Empty
          title={w.mandatesEmpty}
          acts={
            <>
              <ActLink href={here}>{w.clear}</ActLink>
              {admin && <ActLink href={`${here}/new`}>{w.grant}</ActLink>}
            </>
          }
        />
      }
    />
  );
}

/** Grants a mandate, to a person chosen before or written as number or name. */
export function GrantPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly who: string;
  readonly organisations: readonly FieldOption[];
  readonly bodies: readonly FieldOption[];
}): VNode {
  const { view, state } = props;
  const words = pick(view.lang, { zh, en });
  const w = words.desk;
  const field = { view, state, form: 'grant' } as const;
  return (
    <Page view={view} title={w.grant} area="desk" section="people">
      <PageHead title={w.grant} lede={w.mandatesLede} />
      <Form
        view={view}
        state={state}
        name="grant"
        action={`${deskRoot(view)}/mandates/new`}
        submit={w.grantGo}
        keyValue={props.keyValue}
        aside={<ActLink href={`${deskRoot(view)}/mandates`}>{w.mandates}</ActLink>}
      >
        <Field
          {...field}
          name="who"
          label={w.person}
          hint={w.personHint}
          value={props.who}
          autocomplete="off"
          required
        />
        <Field
          {...field}
          name="role"
          type="choices"
          label={w.role}
          hint={w.roleHint}
          options={roles.map((value) => ({ value, label: words.roles[value], hint: words.roleDuties[value] }))}
          required
        />
        {props.organisations.length > 0 && (
          <Field
            {...field}
            name="organisationId"
            type="select"
            label={w.forOrganisation}
            options={props.organisations}
            optional
          />
        )}
        {props.bodies.length > 0 && (
          <Field {...field} name="bodyId" type="select" label={w.inBody} options={props.bodies} optional />
        )}
        <FieldRow>
          <Field {...field} name="startsOn" type="date" label={w.from} optional />
          <Field {...field} name="endsOn" type="date" label={w.to} hint={w.toHint} optional />
        </FieldRow>
      </Form>
    </Page>
  );
}

/** The print sheet of a card just issued: the only time its code is seen. */
export function CardSheetPage(props: {
  readonly view: View;
  readonly back: string;
  readonly card: { readonly code: string; readonly url: string; readonly label: string } | null;
}): VNode {
  const { view, back, card } = props;
  const w = wordsOf(view);
  return (
    <Page view={view} title={w.sheetTitle} area="desk" section="people">
      <PageHead
        title={w.sheetTitle}
        lede={card === null ? w.sheetGone : w.sheetHint}
        acts={<ActLink href={back}>{w.sheetBack}</ActLink>}
      />
      {card === null ? <Note tone="wait">{w.sheetGone}</Note> : <CardSheet view={view} cards={[card]} />}
    </Page>
  );
}
