import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { AnswerFields } from './pages-desk.tsx';
import { amountOf, wordsOf } from './pages-parts.tsx';
import { type Asked, type Call, type FirmRequest, requestKinds, requestStates } from './schema.ts';

/** One's own page for the units one speaks for: what the community asks, what the unit offers and needs, its requests. */
export function UnitsPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly profile: { readonly offersText: string; readonly needsText: string };
  }[];
  readonly asked: readonly { readonly call: Call; readonly asked: Asked }[];
  readonly requests: readonly FirmRequest[];
  readonly refusal: VNode | null;
}): VNode {
  const { view, units } = props;
  const w = wordsOf(view);
  const t = w.window;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} area="me" section="me">
      <PageHead title={t.title} lede={t.lede} acts={<ActLink href={`${root}/firms`}>{t.firms}</ActLink>} />
      {props.refusal}
      {units.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/organisations`}>{t.organisations}</ActLink>}>
          {t.noneMore}
        </Empty>
      ) : (
        <>
          <Block title={t.calls} id="calls">
            <OwnCalls {...props} />
          </Block>
          <Block title={t.requests} id="requests">
            <OwnRequests {...props} />
            <File {...props} options={units.map((one) => ({ value: one.id, label: one.name }))} />
          </Block>
          {units.map((unit) => (
            <Block key={unit.id} title={unit.name} aside={t.profile} id={`unit-${unit.id.slice(-8)}`}>
              <Profile {...props} unit={unit} />
            </Block>
          ))}
        </>
      )}
    </Page>
  );
}

type UnitsProps = Parameters<typeof UnitsPage>[0];

function mine(view: View): string {
  return `/me/${encodeURIComponent(view.space?.slug ?? '')}`;
}

function OwnCalls(props: UnitsProps): VNode {
  const { view, asked } = props;
  const w = wordsOf(view);
  if (asked.length === 0) return <p>{w.window.noCalls}</p>;
  return (
    <Lines
      items={asked.map(({ call, asked: own }) => ({
        key: `${call.id}${own.organisationId}`,
        what: <a href={`${spaceRoot(view)}/calls/${call.id}`}>{call.title}</a>,
        note: [
          own.name,
          w.calls.wanted(amountOf(view, call.quantity, call.unit)),
          call.state === 'open' ? w.calls.by(formatDate(call.answerBy, view.lang)) : w.callStates.closed,
        ].join(' · '),
        value: own.answer === null ? w.calls.waiting : w.answers[own.answer],
        ...(call.state === 'open' && own.resourceId === null
          ? {
              acts: (
                <ConfirmForm
                  view={view}
                  name="answer"
                  action={`${mine(view)}/calls/${call.id}/answer`}
                  label={w.calls.answerButton}
                  keyValue={`${props.keyValue}${call.id.slice(-8)}`}
                  hidden={{ organisation: own.organisationId }}
                >
                  <AnswerFields view={view} form={`answer-${call.id.slice(-8)}`} />
                </ConfirmForm>
              ),
            }
          : {}),
      }))}
    />
  );
}

function OwnRequests(props: UnitsProps): VNode {
  const { view, requests } = props;
  const w = wordsOf(view);
  const t = w.window;
  if (requests.length === 0) return <p>{t.noRequests}</p>;
  return (
    <Lines
      items={requests.map((one) => ({
        key: one.id,
        what: one.title,
        note: [
          w.requests.kind(one.number),
          one.firm,
          one.resultText === '' ? t.due(formatDate(one.dueOn, view.lang)) : one.resultText,
        ].join(' · '),
        value: w.requestStates[one.state],
        ...(one.state === 'filed' || one.state === 'taken'
          ? {
              acts: (
                <ConfirmForm
                  view={view}
                  name="withdraw"
                  action={`${mine(view)}/requests/${one.id}/withdraw`}
                  label={t.withdraw}
                  kind="word"
                  keyValue={`${props.keyValue}${one.id.slice(-8)}`}
                  reason={{ label: t.reason, name: 'result_text', required: true }}
                />
              ),
            }
          : {}),
      }))}
    />
  );
}

/** The fields of a request; the desk writes one down with the same. */
function RequestFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly options: readonly FieldOption[];
}): VNode {
  const { view, state, options } = props;
  const w = wordsOf(view);
  const t = w.window;
  const shared = { view, state, form: 'file' };
  const [only, second] = options;
  return (
    <>
      {only !== undefined && second === undefined ? (
        <input type="hidden" name="organisation" value={only.value} />
      ) : (
        <Field {...shared} name="organisation" label={t.organisation} type="select" options={options} required />
      )}
      <Field
        {...shared}
        name="kind"
        label={t.kind}
        type="select"
        options={requestKinds.map((one) => ({ value: one, label: w.requestKinds[one] }))}
        required
      />
      <Field {...shared} name="title" label={t.what} maxlength={60} required />
      <Field {...shared} name="text" label={t.text} type="area" rows={3} maxlength={1000} optional />
    </>
  );
}

function File(props: UnitsProps & { readonly options: readonly FieldOption[] }): VNode {
  const { view, state } = props;
  const t = wordsOf(view).window;
  return (
    <>
      <h3>{t.file}</h3>
      <p>{t.fileHint}</p>
      <Form
        view={view}
        state={state}
        name="file"
        action={`${mine(view)}/units`}
        submit={t.submit}
        keyValue={props.keyValue}
      >
        <RequestFields view={view} state={state} options={props.options} />
      </Form>
    </>
  );
}

function Profile(props: UnitsProps & { readonly unit: UnitsProps['units'][number] }): VNode {
  const { view, state, unit } = props;
  const w = wordsOf(view);
  const name = `profile-${unit.id.slice(-8)}`;
  const shared = { view, state, form: name };
  return (
    <Form
      view={view}
      state={state}
      name={name}
      action={`${mine(view)}/units/${unit.id}/profile`}
      submit={w.window.save}
      keyValue={`${props.keyValue}${unit.id.slice(-8)}`}
      aside={w.window.profileHint}
      quiet
    >
      <Field
        {...shared}
        name="offers_text"
        label={w.firms.offers}
        value={unit.profile.offersText}
        type="area"
        rows={2}
        maxlength={600}
        optional
      />
      <Field
        {...shared}
        name="needs_text"
        label={w.firms.needs}
        value={unit.profile.needsText}
        type="area"
        rows={2}
        maxlength={600}
        optional
      />
    </Form>
  );
}

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

/** One request at the desk: take it on, write its result. */
export function RequestPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly one: FirmRequest;
  readonly refusal: VNode | null;
}): VNode {
  const { view, state, one, keyValue } = props;
  const w = wordsOf(view);
  const t = w.requests;
  const root = deskRoot(view);
  const here = `${root}/requests/${one.id}`;
  const shared = { view, state, form: 'settle' };
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
        {live && (
          <Block title={t.settle} id="settle">
            <Form
              view={view}
              state={state}
              name="settle"
              action={`${here}/settle`}
              submit={t.settle}
              keyValue={keyValue}
            >
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
        )}
      </Pair>
    </Page>
  );
}
