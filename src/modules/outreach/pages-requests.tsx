import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { RequestFields } from './pages-window.tsx';
import { type FirmRequest, requestKinds, requestStates } from './schema.ts';

/** Columns of the desk's requests. */
export function requestColumns(view: View): Column<FirmRequest>[] {
  const w = wordsOf(view);
  const t = w.requests.columns;
  const state = (row: FirmRequest) => w.requestStates[row.state];
  return [
    { key: 'number', title: t.number, cell: (row) => row.number, text: (row) => row.number },
    { key: 'title', title: t.title, cell: (row) => row.title, text: (row) => row.title, wide: true },
    { key: 'firm', title: t.firm, cell: (row) => row.firm, text: (row) => row.firm, secondary: true },
    {
      key: 'kind',
      title: t.kind,
      cell: (row) => w.requestKinds[row.kind],
      text: (row) => w.requestKinds[row.kind],
      desktopOnly: true,
    },
    {
      key: 'due',
      title: t.due,
      cell: (row) => <Day view={view} date={row.dueOn} />,
      text: (row) => formatDate(row.dueOn, view.lang),
      secondary: true,
      foldTitle: t.due,
    },
    { key: 'state', title: t.state, cell: state, text: state, secondary: true },
    { key: 'result', title: t.result, cell: (row) => row.resultText, text: (row) => row.resultText, desktopOnly: true },
  ];
}

/** The sentence above the requests. */
export function requestFilters(view: View): Filter[] {
  const w = wordsOf(view);
  const t = w.requests;
  return [
    {
      key: 'state',
      title: t.columns.state,
      options: [
        { value: '', label: t.live },
        ...requestStates.map((one) => ({ value: one, label: w.requestStates[one] })),
        { value: 'all', label: t.all },
      ],
    },
    {
      key: 'kind',
      title: t.columns.kind,
      options: [
        { value: '', label: t.columns.kind },
        ...requestKinds.map((one) => ({ value: one, label: w.requestKinds[one] })),
      ],
    },
  ];
}

/** The requests of firms at the desk (F064). */
export function RequestsPage(props: { readonly view: View; readonly data: ListData<FirmRequest> }): VNode {
  const { view, data } = props;
  const t = wordsOf(view).requests;
  const root = deskRoot(view);
  const fresh = (
    <ActLink href={`${root}/requests/new`} icon="plus">
      {t.fresh}
    </ActLink>
  );
  return (
    <Page view={view} title={t.title} area="desk" section="resources" wide>
      <PageHead title={t.title} lede={t.lede} />
      <List
        view={view}
        {...data}
        title={t.title}
        level={2}
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/requests/${row.id}`}
        bar={fresh}
        empty={
          <Empty title={t.emptyTitle} acts={fresh}>
            {t.empty}
          </Empty>
        }
      />
    </Page>
  );
}

/** Writing a request down for a firm at the counter. */
export function NewRequestPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly options: readonly FieldOption[];
}): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  return (
    <Page view={view} title={w.requests.newTitle} area="desk" section="resources">
      <PageHead title={w.requests.newTitle} lede={w.window.fileHint} />
      <Form
        view={view}
        state={state}
        name="file"
        action={`${deskRoot(view)}/requests/new`}
        submit={w.window.submit}
        keyValue={props.keyValue}
      >
        <RequestFields view={view} state={state} options={props.options} />
      </Form>
    </Page>
  );
}

/** Everything the desk's page of a request shows. */
interface RequestProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly one: FirmRequest;
  readonly refusal: VNode | null;
}

/** Writing the result. */
function Settle(props: RequestProps & { readonly here: string }): VNode {
  const { view, state, keyValue, here } = props;
  const t = wordsOf(view).requests;
  const shared = { view, state, form: 'settle' };
  return (
    <Block title={t.settle} id="settle">
      <Form view={view} state={state} name="settle" action={`${here}/settle`} submit={t.settle} keyValue={keyValue}>
        <Field
          {...shared}
          name="outcome"
          label={t.outcome}
          type="choices"
          options={[
            { value: 'done', label: t.done },
            { value: 'declined', label: t.declined },
          ]}
          required
        />
        <Field {...shared} name="result_text" label={t.result} type="area" rows={3} maxlength={600} required />
      </Form>
    </Block>
  );
}

/** One request at the desk: take it on, write its result. */
export function RequestPage(props: RequestProps): VNode {
  const { view, one, keyValue } = props;
  const w = wordsOf(view);
  const t = w.requests;
  const root = deskRoot(view);
  const here = `${root}/requests/${one.id}`;
  const live = one.state === 'filed' || one.state === 'taken';
  return (
    <Page view={view} title={one.title} area="desk" section="resources">
      <RecordHead
        kind={t.kind(one.number)}
        title={one.title}
        state={w.requestStates[one.state]}
        lede={one.resultText === '' ? one.text : one.resultText}
        next={
          one.state === 'filed' ? (
            <ConfirmForm
              view={view}
              name="take"
              action={`${here}/take`}
              label={t.take}
              kind="main"
              keyValue={`${keyValue}-take`}
            />
          ) : (
            <ActLink href={`${root}/requests`}>{t.list}</ActLink>
          )
        }
      />
      {props.refusal}
      <Pair
        side={
          <Facts
            items={[
              { term: t.columns.firm, value: <a href={`${root}/organisations/${one.organisationId}`}>{one.firm}</a> },
              { term: t.columns.kind, value: w.requestKinds[one.kind] },
              { term: t.columns.due, value: <Day view={view} date={one.dueOn} full /> },
              ...(one.resultText === '' || one.text === '' ? [] : [{ term: t.text, value: one.text }]),
            ]}
          />
        }
      >
        {live && <Settle {...props} here={here} />}
      </Pair>
    </Page>
  );
}
