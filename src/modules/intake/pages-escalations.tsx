import type { VNode } from 'preact';
import { daysBetween, formatDate, type LocalDate, localDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en-escalations.ts';
import { type Escalation, levels } from './schema-escalations.ts';
import { zh } from './zh-escalations.ts';

/** An escalation with the words the office reads. */
export interface ListedEscalation extends Escalation {
  readonly handler: string;
  readonly className: string;
}

const wordsOf = (view: View) => pick(view.lang, { zh, en });

/** How many days late it is, or was when it ended. */
function daysLate(view: View, row: Escalation): number {
  const until: LocalDate = localDate(row.endedAt ?? view.now);
  return Math.max(0, daysBetween(row.missedOn, until));
}

function stateOf(view: View, row: Escalation): string {
  const w = wordsOf(view);
  return row.endedHow === null ? w.open : w.ends[row.endedHow];
}

/** Columns: numbers, days and levels, no word of a resident's. */
export function escalationColumns(view: View): Column<ListedEscalation>[] {
  const w = wordsOf(view);
  return [
    { key: 'number', title: w.number, cell: (row) => row.number, text: (row) => row.number },
    { key: 'what', title: w.what, cell: (row) => w.whats[row.kind], text: (row) => w.whats[row.kind], wide: true },
    {
      key: 'missed',
      title: w.missed,
      cell: (row) => <Day view={view} date={row.missedOn} />,
      text: (row) => row.missedOn,
      sortable: true,
      secondary: true,
    },
    {
      key: 'late',
      title: w.late,
      cell: (row) => <span class={row.endedAt === null ? 'late' : undefined}>{w.days(daysLate(view, row))}</span>,
      text: (row) => daysLate(view, row),
      numeric: true,
      secondary: true,
    },
    { key: 'level', title: w.level, cell: (row) => w.levels[row.level], text: (row) => w.levels[row.level] },
    {
      key: 'at',
      title: w.at,
      cell: (row) => <Day view={view} date={row.at} />,
      text: (row) => formatDate(row.at, view.lang),
      desktopOnly: true,
    },
    { key: 'handler', title: w.handler, cell: (row) => row.handler, text: (row) => row.handler, desktopOnly: true },
    {
      key: 'state',
      title: w.state,
      cell: (row) => stateOf(view, row),
      text: (row) => stateOf(view, row),
      secondary: true,
    },
  ];
}

/** The sentence above the list. */
export function escalationFilters(view: View): Filter[] {
  const w = wordsOf(view);
  return [
    {
      key: 'state',
      title: w.state,
      options: (['open', 'ended'] as const).map((value) => ({ value, label: w.states[value] })),
    },
    { key: 'level', title: w.level, options: levels.map((value) => ({ value, label: w.levels[value] })) },
  ];
}

/** What went up because it was late. */
export function EscalationsPage(props: { readonly view: View; readonly data: ListData<ListedEscalation> }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const ledger = (
    <>
      <ActLink href={`${spaceRoot(view)}/promises`}>{w.promises}</ActLink>
      <ActLink href={`${deskRoot(view)}/limits`}>{w.limits}</ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...props.data}
      title={w.title}
      lede={w.lede}
      area="desk"
      section="intake"
      rowKey={(row) => row.id}
      rowHref={(row) => `${deskRoot(view)}/escalations/${row.id}`}
      bar={ledger}
      empty={
        <Empty title={w.none} acts={ledger}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** One thing that went up: how late, who handles it, and the street's word. */
export function EscalationPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly row: ListedEscalation;
  readonly mayRead: boolean;
  readonly maySay: boolean;
}): VNode {
  const { view, state, row } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  const waits = row.level === 'street' && row.endedAt === null && row.wordAt === null;
  return (
    <Page view={view} title={w.kind(row.number)} area="desk" section="intake">
      <RecordHead
        kind={`${w.kind(row.number)} · ${w.whats[row.kind]}`}
        title={w.lateBy(daysLate(view, row))}
        state={stateOf(view, row)}
        next={
          props.mayRead ? (
            <ActLink href={`${root}/matters/${row.matterId}`} kind="main" icon="go">
              {w.next}
            </ActLink>
          ) : (
            <ActLink href={`${root}/escalations`}>{w.all}</ActLink>
          )
        }
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.missed, value: <Day view={view} date={row.missedOn} full /> },
              { term: w.level, value: w.levels[row.level] },
              { term: w.at, value: <Day view={view} date={row.at} full /> },
              { term: w.handler, value: row.handler === '' ? w.nobody : row.handler },
              ...(row.className === '' ? [] : [{ term: w.class, value: row.className }]),
            ]}
          />
        }
      >
        {row.level === 'street' && !(waits && props.maySay) && (
          <Block title={w.word}>
            {row.word === '' ? <p class="muted">{w.noWord}</p> : <blockquote>{row.word}</blockquote>}
            {row.wordAt !== null && (
              <p class="muted">
                <Day view={view} date={row.wordAt} full />
              </p>
            )}
          </Block>
        )}
        {waits && props.maySay && (
          <Block title={w.say} id="word">
            <Form
              {...{ view, state, name: 'word', submit: w.send, keyValue: props.keyValue, quiet: true }}
              action={`${root}/escalations/${row.id}/word`}
            >
              <Field
                {...{ view, state, form: 'word', name: 'word', type: 'area', rows: 3, required: true }}
                label={w.word}
                hint={w.sayHint}
              />
            </Form>
          </Block>
        )}
        <p class="muted">{w.why}</p>
      </Pair>
    </Page>
  );
}
