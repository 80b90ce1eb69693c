import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Body } from '#modules/bodies';
import { levelName } from '#modules/bodies';
import type { ListData } from '#platform/web';
import { ActLink, Field, type FieldOption, Form, type FormState, Name, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { Thread } from '#ui/thread';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { Raised, RaisedStep, RaisedWhat } from './schema-raised.ts';

/** A raised matter with the group it lies with. */
export interface RaisedRow {
  readonly one: Raised;
  readonly group: Body | null;
  readonly late: boolean;
}

/** Columns of the list of raised matters. */
export function raisedColumns(view: View): Column<RaisedRow>[] {
  const words = wordsOf(view).raised;
  const w = words.list;
  const state = ({ one }: RaisedRow) => words.states[one.state];
  const level = ({ group }: RaisedRow) => (group === null ? '' : levelName(group.level, view.lang));
  const due = ({ one, late }: RaisedRow) => {
    if (one.state === 'closed') return '';
    const day = formatDate(one.dueOn, view.lang);
    return late ? w.late(day) : day;
  };
  return [
    { key: 'number', title: w.number, cell: ({ one }) => one.number, text: ({ one }) => one.number },
    { key: 'title', title: w.what, cell: ({ one }) => one.title, text: ({ one }) => one.title, wide: true },
    { key: 'level', title: w.level, cell: level, text: level, secondary: true },
    {
      key: 'group',
      title: w.group,
      cell: ({ group }) => group?.name ?? '',
      text: ({ group }) => group?.name ?? '',
      desktopOnly: true,
    },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
    { key: 'due', title: w.due, cell: due, text: ({ one }) => one.dueOn, desktopOnly: true },
  ];
}

/** Raised matters, in public and at the desk. */
export function RaisedListPage(props: {
  readonly view: View;
  readonly data: ListData<RaisedRow>;
  readonly root: string;
  readonly raise: boolean;
}): VNode {
  const { view, data, root, raise } = props;
  const w = wordsOf(view).raised.list;
  const desk = root !== spaceRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      {...(desk ? { area: 'desk' as const } : {})}
      section="decisions"
      bar={
        raise && (
          <ActLink href={`${root}/raised/new`} kind="line" icon="plus">
            {w.raise}
          </ActLink>
        )
      }
      rowKey={(row) => row.one.id}
      rowHref={(row) => `${root}/raised/${row.one.id}`}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${spaceRoot(view)}/topics`}>{wordsOf(view).list.title}</ActLink>
              <ActLink href={`${spaceRoot(view)}/bodies`}>{w.groups}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

function groupOptions(view: View, groups: readonly Body[]): FieldOption[] {
  return groups.map((one) => ({ value: one.id, label: `${levelName(one.level, view.lang)} · ${one.name}` }));
}

/** Raising a matter to a higher level. */
export function RaisePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly groups: readonly Body[];
  readonly from: { readonly kind: string; readonly about: string; readonly title: string } | null;
}): VNode {
  const { view, state, keyValue, groups, from } = props;
  const words = wordsOf(view);
  const w = words.raised.form;
  const common = { view, state, form: 'raise' };
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      {groups.length === 0 ? (
        <Note tone="wait">
          <p>{w.noGroups}</p>
          <p>
            <ActLink href={`${deskRoot(view)}/bodies`}>{words.raised.list.groups}</ActLink>
          </p>
        </Note>
      ) : (
        <Form
          {...{ view, state, keyValue, name: 'raise', action: `${deskRoot(view)}/raised/new`, submit: w.submit }}
          hidden={from === null ? {} : { kind: from.kind, about: from.about }}
        >
          <Field {...{ ...common, name: 'title', label: w.what, required: true }} value={from?.title} />
          <Field {...{ ...common, name: 'text', label: w.text, hint: w.textHint, type: 'area', rows: 5 }} required />
          <Field
            {...{ ...common, name: 'body', label: w.group, type: 'choices', required: true }}
            options={groupOptions(view, groups)}
          />
          {state?.form === 'raise' && Object.keys(state.errors).length > 0 && (
            <Field {...{ ...common, name: 'looked', label: words.form.looked, type: 'check' }} />
          )}
        </Form>
      )}
    </Page>
  );
}

/** A raised matter with its way. */
export interface RaisedView extends RaisedRow {
  readonly steps: readonly RaisedStep[];
  readonly groups: ReadonlyMap<string, Body>;
  /** Where it comes from. */
  readonly source: { readonly title: string; readonly href: string } | null;
}

const marks: Readonly<Record<RaisedWhat, string>> = {
  raised: '↑',
  taken: '·',
  passed_on: '↑',
  returned: '↓',
  closed: '✓',
};

function Way(props: { readonly view: View; readonly of: RaisedView }): VNode {
  const { view, of } = props;
  const words = wordsOf(view).raised;
  return (
    <Block title={words.page.way}>
      <Thread
        view={view}
        steps={of.steps.map((step) => {
          const group = of.groups.get(step.bodyId);
          const named = group === undefined ? '' : `${levelName(group.level, view.lang)} · ${group.name}`;
          return {
            ...{ mark: marks[step.what], tone: step.what === 'closed' ? ('decided' as const) : ('plain' as const) },
            ...{ date: formatDate(step.at, view.lang), title: words.steps[step.what](named), body: step.text },
          };
        })}
      />
    </Block>
  );
}

function Head(props: { readonly view: View; readonly of: RaisedView; readonly root: string }): VNode {
  const { view, of, root } = props;
  const words = wordsOf(view).raised;
  return (
    <RecordHead
      kind={words.page.kind(of.one.number)}
      title={of.one.title}
      state={words.states[of.one.state]}
      next={<ActLink href={`${root}/raised`}>{words.page.back}</ActLink>}
    />
  );
}

function Side(props: { readonly view: View; readonly of: RaisedView }): VNode {
  const { view, of } = props;
  const words = wordsOf(view).raised;
  const { one, group, source } = of;
  const day = formatDate(one.dueOn, view.lang);
  return (
    <Facts
      items={[
        ...(group === null
          ? []
          : [
              { term: words.list.level, value: levelName(group.level, view.lang) },
              {
                term: words.list.group,
                value: <Name href={`${spaceRoot(view)}/bodies/${group.id}`}>{group.name}</Name>,
              },
            ]),
        ...(one.state === 'closed' ? [] : [{ term: words.list.due, value: of.late ? words.list.late(day) : day }]),
        ...(source === null
          ? []
          : [{ term: words.page.source, value: <Name href={source.href}>{source.title}</Name> }]),
      ]}
    />
  );
}

/** A raised matter in public: both sides see where it is. */
export function RaisedPage(props: {
  readonly view: View;
  readonly of: RaisedView;
  readonly state?: FormState | undefined;
}): VNode {
  const { view, of } = props;
  return (
    <Page view={view} title={of.one.title} section="decisions">
      <Head view={view} of={of} root={spaceRoot(view)} />
      <Refused state={props.state} />
      <Pair side={<Side view={view} of={of} />}>
        <Way view={view} of={of} />
      </Pair>
    </Page>
  );
}

/** The same at the desk, for the community and for the members of the group: taking it up, passing it on, answering. */
export function RaisedDeskPage(props: {
  readonly view: View;
  readonly of: RaisedView;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly rights: { readonly group: boolean; readonly community: boolean };
  readonly above: readonly Body[];
}): VNode {
  const { view, of, state, keyValue, rights, above } = props;
  const w = wordsOf(view).raised.desk;
  const root = `${deskRoot(view)}/raised/${of.one.id}`;
  const live = of.one.state === 'raised' || of.one.state === 'taken';
  return (
    <Page view={view} title={of.one.title} area="desk" section="decisions">
      <Head view={view} of={of} root={deskRoot(view)} />
      <Refused state={state} except={['return']} />
      <Pair side={<Side view={view} of={of} />}>
        <Way view={view} of={of} />
        {rights.group && of.one.state === 'raised' && (
          <Act
            {...{ view, keyValue: `${keyValue}t`, name: 'take', label: w.take, kind: 'line' }}
            action={`${root}/take`}
          />
        )}
        {rights.group && live && (
          <Block title={w.answer}>
            <Form {...{ view, state, keyValue, name: 'return', action: `${root}/return`, submit: w.send, quiet: true }}>
              <Field
                {...{ view, state, form: 'return', name: 'answer', label: w.answerText, type: 'area', rows: 4 }}
                required
              />
            </Form>
          </Block>
        )}
        {rights.group && of.one.state !== 'closed' && above.length > 0 && (
          <Act
            {...{ view, keyValue: `${keyValue}p`, name: 'pass', label: w.passOn, kind: 'word' }}
            action={`${root}/pass`}
            reason={{ name: 'note', label: w.passWhy, required: true }}
          >
            <Field
              {...{ view, form: 'pass', name: 'body', label: w.passTo, type: 'select', required: true }}
              options={groupOptions(view, above)}
            />
          </Act>
        )}
        {rights.community && of.one.state === 'returned' && (
          <Act
            {...{ view, keyValue: `${keyValue}c`, name: 'close', label: w.close, kind: 'line' }}
            action={`${root}/close`}
            reason={{ name: 'note', label: w.closeWhat, required: true }}
          />
        )}
      </Pair>
    </Page>
  );
}
