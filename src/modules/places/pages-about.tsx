import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Field, FieldRow, Form } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, PageHead } from '#ui/record';
import { deskRoot, spaceRoot } from '#ui/view';
import { figureName, SpaceFields, wordsOf } from './pages.tsx';
import type { FormProps } from './pages-desk.tsx';
import type { Figure, SpaceFacts } from './queries.ts';
import { figureKeys } from './schema.ts';

/** A figure with whether a newer one has taken its place. */
export interface FigureRow extends Figure {
  readonly latest: boolean;
}

/** Columns of the profile's figures. */
export function figureColumns({ view }: Context): readonly Column<FigureRow>[] {
  const w = wordsOf(view).deskAbout;
  const name = (row: FigureRow): string => figureName(view, row);
  const state = (row: FigureRow): string => (row.latest ? w.latest : w.earlier);
  return [
    { key: 'what', title: w.what, cell: name, text: name, wide: true },
    { key: 'value', title: w.value, cell: (row) => row.value, text: (row) => row.value, numeric: true },
    {
      key: 'asOf',
      title: w.asOf,
      cell: (row) => <Day view={view} date={row.asOf} full />,
      text: (row) => row.asOf,
      secondary: true,
    },
    { key: 'source', title: w.source, cell: (row) => row.source, text: (row) => row.source, secondary: true },
    { key: 'state', title: w.state, cell: state, text: state, desktopOnly: true },
  ];
}

function FigureForm(props: FormProps & { readonly today: LocalDate }): VNode {
  const { view, state, keyValue, today } = props;
  const words = wordsOf(view);
  const w = words.deskAbout;
  const form = 'figure';
  const kept = { view, state, form };
  return (
    <Form
      view={view}
      state={state}
      name={form}
      action={`${deskRoot(view)}/about/figures`}
      submit={w.submit}
      keyValue={keyValue}
      quiet
    >
      <Field
        {...kept}
        name="key"
        label={w.what}
        type="select"
        required
        options={figureKeys.map((value) => ({ value, label: words.figures[value] }))}
      />
      <Field {...kept} name="label" label={w.label} hint={w.labelHint} optional />
      <Field {...kept} name="value" label={w.value} hint={w.valueHint} required />
      <FieldRow>
        <Field {...kept} name="asOf" label={w.asOf} type="date" required value={today} />
        <Field {...kept} name="source" label={w.source} hint={w.sourceHint} required />
      </FieldRow>
    </Form>
  );
}

/** What every page says of the space, and the figures of its profile. */
export function DeskAboutPage(
  props: FormProps & {
    readonly data: ListData<FigureRow>;
    readonly space: SpaceFacts;
    readonly today: LocalDate;
  },
): VNode {
  const { view, state, keyValue, data, space } = props;
  const w = wordsOf(view).deskAbout;
  const root = deskRoot(view);
  return (
    <Page view={view} title={w.title} area="desk">
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={
          <>
            <ActLink href={`${spaceRoot(view)}/about`}>{w.see}</ActLink>
            <ActLink href={`${spaceRoot(view)}/wall`}>{w.wall}</ActLink>
            <ActLink href={`${root}/places`}>{w.places}</ActLink>
            <ActLink href={`${root}/about/types`}>{wordsOf(view).types.link}</ActLink>
          </>
        }
      />
      <List
        view={view}
        {...data}
        title={w.figures}
        level={2}
        rowKey={(row) => row.id}
        empty={<Empty title={w.none}>{w.noneWhy}</Empty>}
      />
      <Block title={w.add}>
        <FigureForm view={view} state={state} keyValue={keyValue} today={props.today} />
      </Block>
      <Block title={w.facts}>
        <Form
          view={view}
          state={state}
          name="space"
          action={`${root}/about/space`}
          submit={w.save}
          keyValue={keyValue}
          quiet
        >
          <SpaceFields view={view} state={state} form="space" space={space} />
        </Form>
      </Block>
    </Page>
  );
}
