import type { VNode } from 'preact';
import { formatDate, formatDateTime } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { CaseRequest } from './schema-cases.ts';

/** A request with the names of who asked and who decided. */
export interface CaseRow {
  readonly one: CaseRequest;
  readonly asker: string;
  readonly decider: string;
}

/** Columns of the list of requests. */
export function caseColumns(view: View): Column<CaseRow>[] {
  const words = wordsOf(view);
  const w = words.cases;
  const state = ({ one }: CaseRow) => words.caseStates[one.state];
  const until = ({ one }: CaseRow) => (one.untilOn === null ? '' : formatDate(one.untilOn, view.lang));
  return [
    { key: 'number', title: w.number, cell: ({ one }) => one.number, text: ({ one }) => one.number },
    { key: 'reason', title: w.reason, cell: ({ one }) => one.reason, text: ({ one }) => one.reason, wide: true },
    { key: 'matter', title: w.matter, cell: ({ one }) => one.matterNumber, text: ({ one }) => one.matterNumber },
    { key: 'who', title: w.who, cell: (row) => row.asker, text: (row) => row.asker, secondary: true },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
    { key: 'until', title: w.until, cell: until, text: ({ one }) => one.untilOn, desktopOnly: true },
    {
      key: 'openings',
      title: w.openings,
      cell: ({ one }) => w.times(one.openings),
      text: ({ one }) => one.openings,
      numeric: true,
      desktopOnly: true,
    },
  ];
}

/** Requests to open a case: one's own, or all for those who decide. */
export function CasesPage(props: {
  readonly view: View;
  readonly data: ListData<CaseRow>;
  readonly watches: boolean;
}): VNode {
  const { view, data } = props;
  const w = wordsOf(view).cases;
  const root = `${deskRoot(view)}/cases`;
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      area="desk"
      section="decisions"
      bar={
        props.watches && (
          <ActLink href={`${root}/new`} kind="line" icon="plus">
            {w.ask}
          </ActLink>
        )
      }
      rowKey={(row) => row.one.id}
      rowHref={(row) => `${root}/${row.one.id}`}
      empty={
        <Empty title={w.none} acts={<ActLink href={`/s/${view.space?.slug ?? ''}/opinions`}>{w.opinions}</ActLink>}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Asking for one case. */
export function AskCasePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly watches: boolean;
}): VNode {
  const { view, state, keyValue } = props;
  const words = wordsOf(view);
  const w = words.cases;
  const common = { view, state, form: 'case', required: true } as const;
  return (
    <Page view={view} title={w.ask} area="desk" section="decisions">
      <PageHead title={w.ask} lede={w.askLede} />
      {!props.watches && <Note tone="wait">{words.errors['supervision.no_seat']}</Note>}
      <Form {...{ view, state, keyValue, name: 'case', action: `${deskRoot(view)}/cases/new`, submit: w.send }}>
        <Field {...common} name="matter" label={w.matterNumber} hint={w.matterHint} short />
        <Field {...common} name="reason" label={w.why} hint={w.whyHint} type="area" rows={4} />
      </Form>
    </Page>
  );
}

function DecideForms(props: CaseProps): VNode {
  const { view, state, keyValue, row } = props;
  const w = wordsOf(view).cases;
  const root = `${deskRoot(view)}/cases/${row.one.id}`;
  const common = { view, state, form: 'grant' };
  return (
    <Block title={w.decide}>
      <Form {...{ view, state, keyValue, name: 'grant', action: `${root}/grant`, submit: w.grant, quiet: true }}>
        <Field
          {...{ ...common, name: 'days', label: w.days, hint: w.daysHint(props.most), type: 'number', short: true }}
          required
          unit={w.daysUnit}
          value={`${props.most}`}
        />
        <Field {...{ ...common, name: 'reason', label: w.remark, optional: true }} />
      </Form>
      <Act
        {...{ view, keyValue: `${keyValue}r`, name: 'refuse', label: w.refuse, kind: 'word' }}
        action={`${root}/refuse`}
        reason={{ required: true }}
      />
    </Block>
  );
}

interface CaseProps {
  readonly view: View;
  readonly row: CaseRow;
  readonly openings: readonly Date[];
  readonly rights: { readonly decide: boolean; readonly open: boolean; readonly end: boolean };
  /** The most days one may grant. */
  readonly most: number;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** One request: why, until when, who decided, and each time it was opened. */
export function CasePage(props: CaseProps): VNode {
  const { view, row, openings, rights, keyValue, state } = props;
  const { one } = row;
  const words = wordsOf(view);
  const w = words.cases;
  const root = `${deskRoot(view)}/cases/${one.id}`;
  return (
    <Page view={view} title={w.kind(one.number)} area="desk" section="decisions">
      <RecordHead
        kind={w.kind(one.number)}
        title={w.about(one.matterNumber)}
        state={words.caseStates[one.state]}
        lede={one.reason}
        next={<ActLink href={`${deskRoot(view)}/cases`}>{w.back}</ActLink>}
      />
      <Refused state={state} except={['grant']} />
      <Pair
        side={
          <Facts
            items={[
              { term: w.who, value: row.asker },
              { term: w.on, value: formatDate(one.at, view.lang) },
              ...(one.untilOn === null ? [] : [{ term: w.until, value: formatDate(one.untilOn, view.lang) }]),
              ...(one.decidedBy === null ? [] : [{ term: w.decidedBy, value: row.decider }]),
              ...((one.decidedReason ?? '') === '' ? [] : [{ term: w.remark, value: one.decidedReason }]),
            ]}
          />
        }
      >
        {rights.decide && <DecideForms {...props} />}
        {rights.open && (
          <p>
            <ActLink href={`${root}/words`} kind="main">
              {w.open}
            </ActLink>{' '}
            {w.openNote}
          </p>
        )}
        {rights.end && (
          <Act {...{ view, keyValue: `${keyValue}e`, name: 'end-case', label: w.end }} action={`${root}/end`} />
        )}
        <Block title={w.openings}>
          {openings.length === 0 ? (
            <p class="muted">{w.neverOpened}</p>
          ) : (
            <Lines items={openings.map((at, index) => ({ key: `${index}`, what: formatDateTime(at, view.lang) }))} />
          )}
        </Block>
      </Pair>
    </Page>
  );
}

/** The words of one matter, opened in one case. */
export function CaseWordsPage(props: { readonly view: View; readonly one: CaseRequest; readonly text: string }): VNode {
  const { view, one, text } = props;
  const w = wordsOf(view).cases;
  return (
    <Page view={view} title={w.about(one.matterNumber)} area="desk" section="decisions">
      <RecordHead
        kind={w.kind(one.number)}
        title={w.about(one.matterNumber)}
        lede={w.logged}
        next={<ActLink href={`${deskRoot(view)}/cases/${one.id}`}>{w.backToCase}</ActLink>}
      />
      {text.split('\n').map((line, at) => (
        <p key={`${at}`}>{line}</p>
      ))}
    </Page>
  );
}
