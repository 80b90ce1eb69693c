import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Standing } from './queries.ts';
import { groupOf, type StoredValue, typedValue } from './rules.ts';
import { defaults, type ParameterKey, type ParameterKind } from './rules-defaults.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** A parameter with the names of those who changed it, as this reader may see them. */
export interface NamedStanding extends Standing {
  readonly names: ReadonlyMap<string, string>;
}

/** A value as people read it. */
export function valueText(view: View, kind: ParameterKind, value: StoredValue): string {
  const w = wordsOf(view).values;
  if (kind === 'switch') return value === true ? w.yes : w.no;
  if (kind === 'fen') return w.fen(formatFen(BigInt(value)));
  return w[kind](`${value}`);
}

function who(view: View, row: NamedStanding, changedBy: string | null): string {
  return row.names.get(changedBy ?? '') ?? wordsOf(view).list.system;
}

/** Where a value comes from. */
export function sourceText(view: View, row: Standing): string {
  return row.own?.source ?? wordsOf(view).sources[defaults[row.key].source];
}

/** Columns of the list of parameters. */
export function parameterColumns({ view }: Context): readonly Column<NamedStanding>[] {
  const w = wordsOf(view);
  const value = (row: NamedStanding): string => valueText(view, defaults[row.key].kind, row.value);
  const since = (row: NamedStanding): LocalDate => row.own?.from ?? defaults[row.key].from;
  const by = (row: NamedStanding): string => (row.own === null ? w.list.usualBy : who(view, row, row.own.changedBy));
  const later = (row: NamedStanding): string =>
    row.next === null
      ? ''
      : w.list.nextValue(valueText(view, defaults[row.key].kind, row.next.value), formatDate(row.next.from, view.lang));
  return [
    {
      key: 'what',
      title: w.list.what,
      cell: (row) => w.keys[row.key],
      text: (row) => w.keys[row.key],
      wide: true,
      sortable: true,
    },
    {
      key: 'group',
      title: w.list.group,
      cell: (row) => w.groups[groupOf(row.key)],
      text: (row) => w.groups[groupOf(row.key)],
      secondary: true,
      sortable: true,
    },
    { key: 'value', title: w.list.value, cell: value, text: value, numeric: true },
    {
      key: 'source',
      title: w.list.source,
      cell: (row) => sourceText(view, row),
      text: (row) => sourceText(view, row),
      secondary: true,
    },
    {
      key: 'from',
      title: w.list.from,
      cell: (row) => <Day view={view} date={since(row)} full />,
      text: since,
      sortable: true,
      desktopOnly: true,
    },
    { key: 'who', title: w.list.who, cell: by, text: by, desktopOnly: true },
    { key: 'next', title: w.list.next, cell: later, text: later, secondary: true },
  ];
}

/** Every parameter, its value and source; the same list in public and at the desk. */
export function ParametersPage(props: {
  readonly view: View;
  readonly data: ListData<NamedStanding>;
  readonly desk: boolean;
}): VNode {
  const { view, data, desk } = props;
  const w = wordsOf(view).list;
  const here = desk ? `${deskRoot(view)}/parameters` : `${spaceRoot(view)}/rules/parameters`;
  return (
    <Page view={view} title={w.title} area={desk ? 'desk' : 'public'} section="rules" wide>
      <PageHead title={w.title} lede={desk ? w.deskLede : w.lede} />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        search
        rowKey={(row) => row.key}
        rowHref={(row) => `${here}/${row.key}`}
        empty={
          <Empty
            title={w.none}
            acts={
              <>
                <ActLink href={here}>{w.all}</ActLink>
                <ActLink href={`${spaceRoot(view)}/rules`}>{w.rules}</ActLink>
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

function History(props: { readonly view: View; readonly row: NamedStanding }): VNode {
  const { view, row } = props;
  const w = wordsOf(view).one;
  const { kind } = defaults[row.key];
  if (row.history.length === 0) return <p class="muted">{w.noHistory}</p>;
  return (
    <Lines
      items={row.history.map((one) => ({
        key: one.id,
        what: w.line(valueText(view, kind, one.value), formatDate(one.from, view.lang)),
        note: (
          <>
            {w.because(one.reason, one.source)}
            <br />
            {w.by(who(view, row, one.changedBy), formatDate(one.at, view.lang))}
          </>
        ),
      }))}
    />
  );
}

function SetForm(props: {
  readonly view: View;
  readonly row: NamedStanding;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly today: LocalDate;
}): VNode {
  const { view, row, state, keyValue } = props;
  const w = wordsOf(view);
  const form = 'set';
  const kept = { view, state, form };
  const { kind } = defaults[row.key];
  return (
    <Form
      view={view}
      state={state}
      name={form}
      action={`${deskRoot(view)}/parameters/${row.key}/set`}
      submit={w.one.submit}
      keyValue={keyValue}
    >
      <p>{w.one.setLede}</p>
      {kind === 'switch' ? (
        <Field
          {...kept}
          name="value"
          label={w.one.value}
          type="choices"
          required
          options={[
            { value: 'yes', label: w.values.yes },
            { value: 'no', label: w.values.no },
          ]}
        />
      ) : (
        <Field
          {...kept}
          name="value"
          label={w.one.value}
          hint={w.one.valueHints[kind]}
          type={kind === 'fen' ? 'money' : kind === 'fraction' ? 'text' : 'number'}
          short
          required
          value={typedValue(kind, row.value)}
        />
      )}
      <Field
        {...kept}
        name="effectiveFrom"
        label={w.one.effective}
        hint={w.one.effectiveHint}
        type="date"
        required
        value={props.today}
      />
      <Field {...kept} name="source" label={w.one.source} hint={w.one.sourceHint} required />
      <Field {...kept} name="reason" label={w.one.reason} type="area" rows={2} required />
    </Form>
  );
}

/** One parameter: what holds, where it comes from, all changes; for an administrator the form besides. */
export function ParameterPage(props: {
  readonly view: View;
  readonly row: NamedStanding;
  readonly desk: boolean;
  /** What the form needs; absent where the reader may not change it. */
  readonly set?: { readonly state: FormState | undefined; readonly keyValue: string; readonly today: LocalDate };
}): VNode {
  const { view, row, desk, set } = props;
  const w = wordsOf(view);
  const key: ParameterKey = row.key;
  const { kind, value, source, from } = defaults[key];
  const back = desk ? `${deskRoot(view)}/parameters` : `${spaceRoot(view)}/rules/parameters`;
  return (
    <Page view={view} title={w.keys[key]} area={desk ? 'desk' : 'public'} section="rules">
      <RecordHead
        kind={`${w.one.kind} · ${w.groups[groupOf(key)]}`}
        title={w.keys[key]}
        state={w.one.now(valueText(view, kind, row.value))}
        next={<ActLink href={back}>{w.one.back}</ActLink>}
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.one.source, value: sourceText(view, row) },
              { term: w.one.from, value: <Day view={view} date={row.own?.from ?? from} full /> },
              ...(row.own === null
                ? []
                : [
                    { term: w.one.usual, value: valueText(view, kind, value) },
                    { term: w.one.usualFrom, value: <Day view={view} date={from} full /> },
                    { term: w.one.usualSource, value: w.sources[source] },
                  ]),
              { term: w.one.name, value: <code>{key}</code> },
            ]}
          />
        }
      >
        <Block title={w.one.history}>
          <History view={view} row={row} />
        </Block>
        {set !== undefined && (
          <Block title={w.one.set}>
            <SetForm view={view} row={row} {...set} />
          </Block>
        )}
      </Pair>
    </Page>
  );
}
