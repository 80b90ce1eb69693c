import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { Day, dayTone } from '#ui/day';
import { ActLink, Field, type FieldOption } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { Act } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { en as monthEn } from './en-month.ts';
import { en as takingEn } from './en-participation.ts';
import { en as understandEn } from './en-understand.ts';
import type { MatterRow } from './queries.ts';
import { isOpen } from './rules.ts';
import { channels, matterStates, onTheSpot } from './schema.ts';
import { zh } from './zh.ts';
import { zh as monthZh } from './zh-month.ts';
import { zh as takingZh } from './zh-participation.ts';
import { zh as understandZh } from './zh-understand.ts';

/** A row of the list with its words: class, place and who handles it. */
export interface ListedMatter extends MatterRow {
  readonly className: string;
  /** What it looks like, where nobody has decided. */
  readonly guessName: string;
  readonly placeName: string;
  readonly handler: string;
}

/** Columns of the desk's list. */
export function matterColumns(view: View): Column<ListedMatter>[] {
  const w = pick(view.lang, { zh, en });
  const t = w.list;
  return [
    { key: 'number', title: t.number, cell: (row) => row.number, text: (row) => row.number, sortable: true },
    { key: 'what', title: t.what, cell: (row) => row.headline, text: (row) => row.headline, wide: true },
    {
      key: 'place',
      title: t.place,
      cell: (row) => (
        <>
          {row.placeName} <span class="muted">{w.channels[row.channel]}</span>
        </>
      ),
      text: (row) => row.placeName,
      desktopOnly: true,
    },
    {
      key: 'channel',
      title: t.channel,
      cell: (row) => w.channels[row.channel],
      text: (row) => w.channels[row.channel],
      fileOnly: true,
    },
    {
      key: 'class',
      title: t.class,
      cell: (row) => row.className || <span class="muted">{row.guessName}</span>,
      text: (row) => row.className,
      desktopOnly: true,
    },
    {
      key: 'state',
      title: t.state,
      cell: (row) => w.states[row.state],
      text: (row) => w.states[row.state],
      sortable: true,
      secondary: true,
    },
    {
      key: 'said',
      title: t.said,
      cell: (row) => <Day view={view} date={row.saidAt} />,
      text: (row) => row.saidAt.toISOString(),
      sortable: true,
      secondary: true,
    },
    {
      key: 'due',
      title: t.due,
      cell: (row) =>
        row.dueOn === null ? (
          ''
        ) : (
          <span class={dayTone(view, row.dueOn)}>
            <Day view={view} date={row.dueOn} />
          </span>
        ),
      text: (row) => row.dueOn ?? '',
      sortable: true,
      secondary: true,
    },
    { key: 'handler', title: t.handler, cell: (row) => row.handler, text: (row) => row.handler, desktopOnly: true },
  ];
}

/** The parts of the sentence above the list. */
export function matterFilters(view: View, classes: readonly FieldOption[], places: readonly FieldOption[]): Filter[] {
  const w = pick(view.lang, { zh, en });
  const t = w.list;
  return [
    {
      key: 'state',
      title: t.stateFilter,
      options: [
        { value: 'open', label: t.open },
        ...matterStates.map((state) => ({ value: state, label: w.states[state] })),
      ],
    },
    {
      key: 'channel',
      title: t.channelFilter,
      options: channels.map((one) => ({ value: one, label: w.channels[one] })),
    },
    { key: 'class', title: t.classFilter, options: [{ value: 'none', label: t.noClass }, ...classes] },
    { key: 'place', title: t.placeFilter, options: places },
    {
      key: 'due',
      title: t.dueFilter,
      options: [
        { value: 'late', label: t.late },
        { value: 'promised', label: t.promised },
      ],
    },
  ];
}

/** The desk's list of what came in. */
export function MattersPage(props: {
  readonly view: View;
  readonly data: ListData<ListedMatter>;
  readonly keyValue: string;
}): VNode {
  const { view, data } = props;
  const t = pick(view.lang, { zh, en }).list;
  const u = pick(view.lang, { zh: understandZh, en: understandEn });
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk" section="intake" wide>
      <List
        view={view}
        {...data}
        title={t.title}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/matters/${row.id}`}
        actions={(row) =>
          isOpen(row.state) ? <SolveOnTheSpot view={view} id={row.id} keyValue={props.keyValue} from="list" /> : null
        }
        bar={
          <>
            <ActLink href={`${root}/matters/new`} icon="plus" shortcut="n">
              {t.write}
            </ActLink>
            <ActLink href={`${root}/import`} icon="paper">
              {t.import}
            </ActLink>
            <ActLink href={`${root}/matters/hot`}>{u.hot.title}</ActLink>
            <ActLink href={`${root}/matters/figures`}>{t.figures}</ActLink>
            <ActLink href={`${root}/map/matters`}>{t.map}</ActLink>
            <ActLink href={`${root}/matters/month`}>{pick(view.lang, { zh: monthZh, en: monthEn }).title}</ActLink>
            <ActLink href={`${root}/matters/classes`}>{u.classes.title}</ActLink>
            <ActLink href={`${spaceRoot(view)}/say/poster`}>{pick(view.lang, { zh, en }).poster.print}</ActLink>
          </>
        }
        empty={
          <Empty
            title={t.emptyTitle}
            acts={
              <>
                <ActLink href={`${root}/matters/new`} icon="plus">
                  {t.write}
                </ActLink>
                <ActLink href={`${root}/import`} icon="paper">
                  {t.import}
                </ActLink>
              </>
            }
          >
            {t.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}

/** Three taps: open, say how, done. No typing asked; the same in a row of the list and on the record. */
export function SolveOnTheSpot(props: {
  readonly view: View;
  readonly id: string;
  readonly keyValue: string;
  readonly from: 'list' | 'record';
}): VNode {
  const { view, id } = props;
  const w = pick(view.lang, { zh, en });
  const form = `solve-${id}`;
  return (
    <Act
      view={view}
      action={`${deskRoot(view)}/matters/${id}/solve`}
      name="solve"
      label={w.list.solve}
      kind="word"
      keyValue={props.keyValue}
      hidden={{ from: props.from }}
      {...(props.from === 'record' ? { shortcut: 's' } : {})}
    >
      <Field
        view={view}
        form={form}
        name="way"
        label={w.list.how}
        type="choices"
        options={onTheSpot.map((way) => ({ value: way, label: w.onTheSpot[way] }))}
      />
      {props.from === 'record' && (
        <>
          <Field view={view} form={form} name="how" label={w.record.solveWords} type="area" rows={2} optional />
          <Field view={view} form={form} name="minutes" label={w.record.minutes} type="number" optional />
        </>
      )}
    </Act>
  );
}

/** One way of counting: its title and its lines. */
export interface FigureGroup {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly {
    readonly key: string;
    readonly label: string;
    readonly count: number;
    readonly href?: string;
  }[];
}

/** What came in, counted by class, place, month and more (F170). */
export function FiguresPage(props: { readonly view: View; readonly groups: readonly FigureGroup[] }): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).figures;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead
        title={t.title}
        acts={
          <>
            <ActLink href={`${deskRoot(view)}/map/matters`}>{pick(view.lang, { zh, en }).list.map}</ActLink>
            <ActLink href={`${deskRoot(view)}/matters/month`}>
              {pick(view.lang, { zh: monthZh, en: monthEn }).title}
            </ActLink>
            <ActLink href={`${deskRoot(view)}/participation`}>
              {pick(view.lang, { zh: takingZh, en: takingEn }).title}
            </ActLink>
          </>
        }
      />
      {props.groups.map((group) => (
        <Block key={group.key} title={group.title}>
          <Lines
            items={group.lines.map((line) => ({
              key: line.key,
              what: line.href === undefined ? line.label : <a href={line.href}>{line.label}</a>,
              value: line.count,
            }))}
          />
        </Block>
      ))}
    </Page>
  );
}
