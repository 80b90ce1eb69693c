import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { one } from './pages-parts.tsx';
import type { Person } from './queries.ts';
import type { HouseholdLine, PersonLine } from './queries-lists.ts';
import { contacts } from './schema.ts';
import { zh } from './zh.ts';

function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** Columns of the list of people; what is exported is what is seen, so nothing sensitive stands in it. */
export function peopleColumns({ view }: Context): readonly Column<PersonLine>[] {
  const words = wordsOf(view);
  const w = words.desk;
  const kinds = (row: PersonLine): string =>
    [row.formerResident ? w.former : w.resident, row.served ? w.served : ''].filter((part) => part !== '').join(' · ');
  return [
    { key: 'name', title: w.name, cell: (row) => row.name, text: (row) => row.name, wide: true, sortable: true },
    {
      key: 'place',
      title: w.place,
      cell: (row) => one(row.placeName),
      text: (row) => row.placeName,
    },
    {
      key: 'household',
      title: w.household,
      cell: (row) => one(row.householdName),
      text: (row) => row.householdName,
      secondary: true,
    },
    {
      key: 'birth',
      title: w.birth,
      cell: (row) => row.birthYear,
      text: (row) => row.birthYear,
      numeric: true,
      sortable: true,
      desktopOnly: true,
    },
    {
      key: 'contact',
      title: w.contact,
      cell: (row) => one(words.contacts[row.preferredContact]),
      text: (row) => words.contacts[row.preferredContact],
      desktopOnly: true,
    },
    { key: 'kind', title: w.kind, cell: (row) => one(kinds(row)), text: kinds, secondary: true },
    {
      key: 'since',
      title: w.since,
      cell: (row) => <Day view={view} date={row.createdAt} />,
      text: (row) => formatDate(row.createdAt, view.lang),
      sortable: true,
      desktopOnly: true,
    },
  ];
}

/** The list of people. */
export function PeoplePage(props: {
  readonly view: View;
  readonly data: ListData<PersonLine>;
  readonly admin: boolean;
}): VNode {
  const { view, data } = props;
  const w = wordsOf(view).desk;
  const here = `${deskRoot(view)}/people`;
  return (
    <ListPage
      view={view}
      {...data}
      title={w.people}
      lede={w.lede}
      area="desk"
      section="people"
      search
      rowKey={(row) => row.id}
      rowHref={(row) => `${here}/${row.id}`}
      bar={
        <>
          <ActLink href={`${here}/new`} kind="main" icon="plus" shortcut="n">
            {w.add}
          </ActLink>
          <ActLink href={`${deskRoot(view)}/households`}>{w.households}</ActLink>
          {props.admin && <ActLink href={`${deskRoot(view)}/mandates`}>{w.mandates}</ActLink>}
          {view.opens?.(`${deskRoot(view)}/participation`) !== false && (
            <ActLink href={`${deskRoot(view)}/participation`}>{w.participation}</ActLink>
          )}
        </>
      }
      empty={
        <Empty
          title={w.empty}
          acts={
            <>
              <ActLink href={here}>{w.clear}</ActLink>
              <ActLink href={`${here}/new`}>{w.add}</ActLink>
            </>
          }
        >
          {w.emptyHint}
        </Empty>
      }
    />
  );
}

/** What the form of a person's facts needs to choose from. */
export interface FactOptions {
  readonly places: readonly FieldOption[];
  readonly households: readonly FieldOption[];
}

interface FactsProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly options: FactOptions;
  readonly person: Person | null;
}

/** Where a person lives: the place and the household. */
function LivesAt(props: FactsProps): VNode {
  const { view, state, options, person } = props;
  const w = wordsOf(view).desk;
  const field = { view, state, form: 'facts' } as const;
  return (
    <FieldRow>
      <Field
        {...field}
        name="placeId"
        type="select"
        label={w.place}
        options={options.places}
        value={person?.placeId ?? undefined}
        optional
      />
      <Field
        {...field}
        name="householdId"
        type="select"
        label={w.household}
        options={options.households}
        value={person?.householdId ?? undefined}
        optional
      />
    </FieldRow>
  );
}

/** The fields of a person's facts; the same for registering and for putting right. */
function FactFields(props: FactsProps & { readonly phone: string | null }): VNode {
  const { view, state, person } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const field = { view, state, form: 'facts' } as const;
  return (
    <>
      <Field {...field} name="name" label={w.name} value={person?.name} autocomplete="off" required />
      <Field
        {...field}
        name="phone"
        type="tel"
        label={w.phone}
        hint={w.phoneHint}
        value={props.phone ?? undefined}
        autocomplete="off"
        optional
      />
      <LivesAt {...props} />
      <FieldRow>
        <Field
          {...field}
          name="birthYear"
          type="number"
          label={w.birth}
          hint={w.birthHint}
          value={person?.birthYear?.toString()}
          optional
        />
        <Field
          {...field}
          name="preferredContact"
          type="select"
          label={w.contact}
          options={contacts.map((value) => ({ value, label: words.contacts[value] }))}
          value={person?.preferredContact}
          optional
        />
      </FieldRow>
      <Field
        {...field}
        name="former_resident"
        type="check"
        label={w.isFormer}
        value={person?.formerResident === true ? 'yes' : undefined}
      />
    </>
  );
}

/** Registers a person, or puts the facts of one right. */
export function FactsPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly options: FactOptions;
  readonly person: Person | null;
  readonly phone: string | null;
  readonly keyValue: string;
}): VNode {
  const { view, state, person } = props;
  const w = wordsOf(view).desk;
  const here = `${deskRoot(view)}/people`;
  return (
    <Page view={view} title={person === null ? w.newTitle : w.correct} area="desk" section="people">
      <PageHead title={person === null ? w.newTitle : w.correct} lede={person === null ? w.newHint : person.name} />
      <Form
        view={view}
        state={state}
        name="facts"
        action={person === null ? `${here}/new` : `${here}/${person.id}/facts`}
        submit={person === null ? w.save : w.saveChange}
        keyValue={props.keyValue}
        aside={
          <ActLink href={person === null ? here : `${here}/${person.id}`}>
            {person === null ? w.people : w.sheetBack}
          </ActLink>
        }
      >
        <FactFields {...props} />
      </Form>
    </Page>
  );
}

/** Columns of the list of households. */
export function householdColumns({ view }: Context): readonly Column<HouseholdLine>[] {
  const w = wordsOf(view).desk;
  return [
    { key: 'name', title: w.household, cell: (row) => row.name, text: (row) => row.name, wide: true, sortable: true },
    {
      key: 'place',
      title: w.place,
      cell: (row) => one(row.placeName),
      text: (row) => row.placeName,
    },
    { key: 'door', title: w.door, cell: (row) => row.door, text: (row) => row.door, secondary: true },
    { key: 'members', title: w.members, cell: (row) => row.members, text: (row) => row.members, numeric: true },
  ];
}

/** The list of households. */
export function HouseholdsPage(props: { readonly view: View; readonly data: ListData<HouseholdLine> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).desk;
  const here = `${deskRoot(view)}/households`;
  const add = (
    <>
      <ActLink href={`${here}/new`} kind="main" icon="plus">
        {w.householdAdd}
      </ActLink>
      <ActLink href={`${deskRoot(view)}/cards`} icon="print">
        {wordsOf(view).cards.title}
      </ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...data}
      title={w.householdsTitle}
      lede={w.householdsLede}
      area="desk"
      section="people"
      search
      rowKey={(row) => row.id}
      rowHref={(row) => `${here}/${row.id}`}
      bar={add}
      empty={
        <Empty
          title={w.householdsEmpty}
          acts={
            <>
              <ActLink href={here}>{w.clear}</ActLink>
              <ActLink href={`${here}/new`}>{w.householdAdd}</ActLink>
            </>
          }
        />
      }
    />
  );
}
