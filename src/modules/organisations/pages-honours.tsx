import type { VNode } from 'preact';
import type { Found } from '#modules/people';
import type { Context, ListData } from '#platform/web';
import { ActLink, Field, FieldRow, Form, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import { FindPerson } from './pages-forms.tsx';
import type { Honour } from './queries-register.ts';

/** An honour with its bearer's name, as this reader may see it. */
export type NamedHonour = Honour & { readonly bearer: string };

/** Columns of the honours; the desk sees besides whether each is public. */
export function honourColumns(desk: boolean) {
  return ({ view }: Context): readonly Column<NamedHonour>[] => {
    const w = wordsOf(view).honours;
    const open = (row: NamedHonour): string => (row.open ? w.yes : w.no);
    const columns: readonly Column<NamedHonour>[] = [
      { key: 'year', title: w.year, cell: (row) => row.year, text: (row) => row.year, sortable: true },
      { key: 'what', title: w.what, cell: (row) => row.title, text: (row) => row.title, wide: true },
      { key: 'bearer', title: w.bearer, cell: (row) => row.bearer, text: (row) => row.bearer, secondary: true },
      { key: 'issuer', title: w.issuer, cell: (row) => row.issuer, text: (row) => row.issuer, secondary: true },
    ];
    return desk ? [...columns, { key: 'open', title: w.open, cell: open, text: open, secondary: true }] : columns;
  };
}

/** Honours in public and at the desk (F003). */
export function HonoursPage(props: {
  readonly view: View;
  readonly data: ListData<NamedHonour>;
  readonly desk: boolean;
  /** The form for a person's honour, where the reader may add one. */
  readonly add?: {
    readonly state: FormState | undefined;
    readonly keyValue: string;
    readonly text: string;
    readonly found: readonly Found[];
  };
}): VNode {
  const { view, data, desk, add } = props;
  const w = wordsOf(view).honours;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  return (
    <Page view={view} title={w.title} area={desk ? 'desk' : 'public'} section="organisations">
      <PageHead
        title={w.title}
        lede={desk ? w.deskLede : w.lede}
        acts={<ActLink href={`${root}/organisations`}>{w.organisations}</ActLink>}
      />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        rowKey={(row) => row.id}
        empty={
          <Empty title={w.none} acts={<ActLink href={`${root}/organisations`}>{w.organisations}</ActLink>}>
            {w.noneWhy}
          </Empty>
        }
      />
      {add !== undefined && (
        <Block title={w.forPerson}>
          <FindPerson view={view} action={`${root}/honours`} text={add.text} />
          {add.text !== '' && add.found.length === 0 && <p>{wordsOf(view).desk.noFound}</p>}
          {add.found.length > 0 && <PersonHonour view={view} root={root} {...add} />}
        </Block>
      )}
    </Page>
  );
}

function PersonHonour(props: {
  readonly view: View;
  readonly root: string;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly text: string;
  readonly found: readonly Found[];
}): VNode {
  const { view, root, state, keyValue, text, found } = props;
  const words = wordsOf(view);
  const form = 'honour-person';
  const kept = { view, state, form };
  return (
    <Form
      view={view}
      state={state}
      name={form}
      action={`${root}/honours/new?q=${encodeURIComponent(text)}`}
      submit={words.desk.submitHonour}
      keyValue={keyValue}
      quiet
    >
      <Field
        {...kept}
        name="personId"
        label={words.honours.person}
        type="choices"
        required
        options={found.map((one) => ({ value: one.id, label: one.name }))}
      />
      <Field {...kept} name="title" label={words.desk.honourTitle} required />
      <FieldRow>
        <Field {...kept} name="year" label={words.desk.year} type="number" required />
        <Field {...kept} name="issuer" label={words.desk.issuer} required />
      </FieldRow>
      <Field {...kept} name="agreed" label={words.honours.agreed} type="check" />
    </Form>
  );
}
