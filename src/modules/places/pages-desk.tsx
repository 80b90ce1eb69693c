import type { VNode } from 'preact';
import type { Context, ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { Place } from './queries.ts';
import { estateTypes, placeKinds } from './schema.ts';

/** A place with the names above it. */
export interface TreeRow extends Place {
  readonly path: readonly string[];
}

/** What every form of a page is given. */
export interface FormProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Columns of the tree of places, in the order in which it is walked. */
export function placeColumns({ view }: Context): readonly Column<TreeRow>[] {
  const w = wordsOf(view);
  const kind = (row: TreeRow): string => w.placeKinds[row.kind];
  const above = (row: TreeRow): string => row.path.slice(0, -1).join(' / ');
  const type = (row: TreeRow): string => (row.estateType === null ? '' : w.estateTypes[row.estateType]);
  return [
    { key: 'name', title: w.places.name, cell: (row) => row.path.join(' / '), text: (row) => row.name, wide: true },
    { key: 'kind', title: w.places.kind, cell: kind, text: kind, secondary: true },
    { key: 'inside', title: w.places.inside, cell: above, text: above, desktopOnly: true },
    { key: 'type', title: w.places.type, cell: type, text: type, secondary: true },
    {
      key: 'company',
      title: w.places.company,
      cell: (row) => row.propertyCompany,
      text: (row) => row.propertyCompany,
      desktopOnly: true,
    },
    {
      key: 'households',
      title: w.places.households,
      cell: (row) => row.households,
      text: (row) => row.households,
      numeric: true,
      desktopOnly: true,
    },
    {
      key: 'residents',
      title: w.places.residents,
      cell: (row) => row.residents,
      text: (row) => row.residents,
      numeric: true,
    },
  ];
}

/** The tree of places at the desk. */
export function PlacesPage(props: {
  readonly view: View;
  readonly data: ListData<TreeRow>;
  readonly mayAdd: boolean;
}): VNode {
  const { view, data, mayAdd } = props;
  const w = wordsOf(view).places;
  const here = `${deskRoot(view)}/places`;
  const filtered = data.query.q !== '' || Object.keys(data.query.filters).length > 0;
  return (
    <Page view={view} title={w.title} area="desk" wide>
      <PageHead title={w.title} lede={w.lede} />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        search
        rowKey={(row) => row.id}
        {...(mayAdd ? { rowHref: (row: TreeRow) => `${here}/${row.id}` } : {})}
        bar={
          <>
            {mayAdd && (
              <ActLink href={`${here}/new`} kind="line" icon="plus" shortcut="n">
                {w.add}
              </ActLink>
            )}
            {mayAdd && <ActLink href={`${here}/lists`}>{w.lists}</ActLink>}
            <ActLink href={`${deskRoot(view)}/grids`}>{w.grids}</ActLink>
          </>
        }
        empty={
          <Empty
            title={filtered ? w.noneFound : w.none}
            acts={
              <>
                {filtered && <ActLink href={here}>{w.all}</ActLink>}
                {mayAdd && <ActLink href={`${here}/new`}>{w.add}</ActLink>}
                <ActLink href={deskRoot(view)}>{w.today}</ActLink>
              </>
            }
          >
            {w.noneWhy}
          </Empty>
        }
      />
    </Page>
  );
}

interface Kept {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
}

function PlaceFields(props: {
  readonly kept: Kept;
  readonly place: Place;
  readonly parents: readonly { readonly value: string; readonly label: string }[];
}): VNode {
  const { kept, place, parents } = props;
  const words = wordsOf(kept.view);
  const w = words.places;
  return (
    <>
      <Field {...kept} name="name" label={w.name} required value={place.name} />
      <Field
        {...kept}
        name="kind"
        label={w.kind}
        hint={w.kindHint}
        type="choices"
        required
        options={placeKinds.map((value) => ({ value, label: words.placeKinds[value] }))}
        value={place.kind}
      />
      <Field
        {...kept}
        name="parentId"
        label={w.inside}
        type="select"
        optional
        options={parents}
        value={place.parentId ?? undefined}
      />
      <Field
        {...kept}
        name="estateType"
        label={w.type}
        hint={w.typeHint}
        type="select"
        optional
        options={estateTypes.map((value) => ({ value, label: words.estateTypes[value] }))}
        value={place.estateType ?? undefined}
      />
      <Field
        {...kept}
        name="propertyCompany"
        label={w.company}
        hint={w.companyHint}
        optional
        value={place.propertyCompany ?? undefined}
      />
      <PlaceCounts kept={kept} place={place} />
    </>
  );
}

function PlaceCounts(props: { readonly kept: Kept; readonly place: Place }): VNode {
  const { kept, place } = props;
  const w = wordsOf(kept.view).places;
  return (
    <>
      <FieldRow>
        <Field
          {...kept}
          name="households"
          label={w.households}
          type="number"
          optional
          value={shown(place.households)}
        />
        <Field {...kept} name="residents" label={w.residents} type="number" optional value={shown(place.residents)} />
      </FieldRow>
      <Field {...kept} name="note" label={w.note} hint={w.noteHint} type="area" rows={3} optional value={place.note} />
      <FieldRow>
        <Field {...kept} name="asOf" label={w.asOf} type="date" optional value={place.asOf ?? undefined} />
        <Field {...kept} name="source" label={w.source} optional value={place.source} />
      </FieldRow>
    </>
  );
}

/** A place to put right. */
export function PlaceFormPage(
  props: FormProps & {
    readonly parents: readonly { readonly value: string; readonly label: string }[];
    readonly place: Place;
  },
): VNode {
  const { view, state, keyValue, parents, place } = props;
  const w = wordsOf(view).places;
  const form = 'place-edit';
  const here = `${deskRoot(view)}/places`;
  const kept = { view, state, form };
  const title = w.editTitle(place.name);
  return (
    <Page view={view} title={title} area="desk">
      <PageHead title={title} acts={<ActLink href={here}>{w.all}</ActLink>} />
      {state !== undefined && state.form === 'retire' && (
        <Note tone="wrong">{Object.values(state.errors).join(' ')}</Note>
      )}
      <Form view={view} state={state} name={form} action={`${here}/${place.id}`} submit={w.save} keyValue={keyValue}>
        <PlaceFields kept={kept} place={place} parents={parents} />
      </Form>
      <ConfirmForm
        view={view}
        name="retire"
        action={`${here}/${place.id}/retire`}
        label={w.retire}
        kind="word"
        keyValue={keyValue}
        reason={{ label: w.retireWhy, required: true }}
      />
    </Page>
  );
}

function shown(count: number | null | undefined): string | undefined {
  return count === null || count === undefined ? undefined : `${count}`;
}
