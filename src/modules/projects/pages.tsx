import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink } from '#ui/form';
import { type Heard, HeardBlock } from '#ui/heard';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { AdviceBlock } from './pages-advice.tsx';
import { ParticipationBlock } from './pages-participation.tsx';
import {
  BudgetBlock,
  FiveParts,
  NeedsBlock,
  NoProjects,
  Paragraphs,
  PaymentsBlock,
  ProgressBlock,
  ProjectFacts,
  ReportDue,
  Timeline,
  VersionsBlock,
  wordsOf,
} from './pages-parts.tsx';
import { MilestonesBlock, WorksBlock } from './pages-works.tsx';
import type { ProjectRow } from './queries.ts';
import type { ProjectRecord } from './queries-record.ts';
import type { StageLine } from './rules-participation.ts';

const deskOnly = ['provider', 'driver', 'report'];
const publicOnly = ['needs', 'updated'];

/** Columns of the public list, or of the desk's, where a late report is red and says so (F139). */
export function projectColumns(view: View, audience: 'public' | 'desk'): readonly Column<ProjectRow>[] {
  const left = audience === 'public' ? deskOnly : publicOnly;
  return [...whatColumns(view), ...moneyColumns(view)].filter((column) => !left.includes(column.key));
}

function whatColumns(view: View): readonly Column<ProjectRow>[] {
  const w = wordsOf(view);
  const state = (row: ProjectRow): string => w.states[row.state];
  const driver = (row: ProjectRow): string => w.drivers[row.driver];
  return [
    {
      ...{ key: 'number', title: w.list.number, sortable: true },
      cell: (row) => row.number ?? '—',
      text: (row) => row.number,
    },
    {
      ...{ key: 'title', title: w.list.name, wide: true, sortable: true },
      cell: (row) => row.title,
      text: (row) => row.title,
    },
    { key: 'state', title: w.list.state, cell: state, text: state, secondary: true },
    {
      ...{ key: 'needs', title: w.list.needs, desktopOnly: true },
      cell: (row) =>
        row.needs.map((number) => (
          <span key={number} class="one">
            {number}{' '}
          </span>
        )),
      text: (row) => row.needs.join(' '),
    },
    {
      ...{ key: 'provider', title: w.list.provider, desktopOnly: true },
      cell: (row) => row.provider,
      text: (row) => row.provider,
    },
    { key: 'driver', title: w.list.driver, cell: driver, text: driver, desktopOnly: true },
  ];
}

function moneyColumns(view: View): readonly Column<ProjectRow>[] {
  const w = wordsOf(view);
  return [
    {
      ...{ key: 'budget', title: w.list.budget, numeric: true },
      // A draft's budget is nobody's yet.
      cell: (row) => row.number !== null && <Money fen={row.budget} />,
      text: (row) => (row.number === null ? null : formatFen(row.budget)),
    },
    {
      ...{ key: 'spent', title: w.list.spent, numeric: true },
      cell: (row) => row.number !== null && <Money fen={row.spent} tone="out" />,
      text: (row) => (row.number === null ? null : formatFen(row.spent)),
    },
    {
      ...{ key: 'percent', title: w.list.percent, numeric: true, desktopOnly: true },
      cell: (row) => (row.percent === null ? '' : `${row.percent}%`),
      text: (row) => row.percent,
    },
    {
      ...{ key: 'report', title: w.list.report, desktopOnly: true },
      cell: (row) => row.reportDue !== null && <ReportDue view={view} due={row.reportDue} />,
      text: (row) => (row.reportDue === null ? null : formatDate(row.reportDue, view.lang)),
    },
    {
      ...{ key: 'updated', title: w.list.updated, sortable: true, desktopOnly: true },
      cell: (row) => <Day view={view} date={row.updatedAt} />,
      text: (row) => formatDate(row.updatedAt, view.lang),
    },
  ];
}

/** The public list of projects with stage, budget, spent and needs (F013). */
export function ProjectsPage(props: { readonly view: View; readonly data: ListData<ProjectRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).list;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} section="projects" wide>
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={<ActLink href={`${root}/advice`}>{wordsOf(view).advice.listTitle}</ActLink>}
      />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/projects/${row.id}`}
        empty={
          <NoProjects
            view={view}
            why={w.noneWhy}
            acts={
              <>
                <ActLink href={`${root}/needs`}>{w.seeNeeds}</ActLink>
                <ActLink href={`${root}/decisions`}>{w.seeDecisions}</ActLink>
              </>
            }
          />
        }
      />
    </Page>
  );
}

/** The desk's list: drafts too, and a way to a new one. */
export function ProjectsDeskPage(props: {
  readonly view: View;
  readonly data: ListData<ProjectRow>;
  readonly mayWrite: boolean;
}): VNode {
  const { view, data } = props;
  const w = wordsOf(view).list;
  const root = deskRoot(view);
  const create = (
    <ActLink href={`${root}/projects/new`} kind="line" icon="plus">
      {w.create}
    </ActLink>
  );
  return (
    <Page view={view} title={w.title} area="desk" section="projects" wide>
      <List
        view={view}
        {...data}
        title={w.title}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/projects/${row.id}`}
        {...(props.mayWrite ? { bar: create } : {})}
        empty={
          <NoProjects
            view={view}
            why={w.noneDesk}
            acts={
              <>
                {props.mayWrite && create}
                <ActLink href={`${root}/needs`}>{w.seeNeeds}</ActLink>
              </>
            }
          />
        }
      />
    </Page>
  );
}

/** How many people said what came of a project, as its page shows it. */
export interface Said {
  readonly solved: number;
  readonly partly: number;
  readonly not: number;
}

function StateReason(props: { readonly view: View; readonly record: ProjectRecord }): VNode | null {
  const { stateReason } = props.record.project;
  return stateReason === null || stateReason === '' ? null : (
    <Block title={wordsOf(props.view).page.reason}>
      <Paragraphs text={stateReason} />
    </Block>
  );
}

/** The column of a record that the public and the desk share. */
export function RecordBody(props: {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly inside?: boolean;
}): VNode {
  const { view, record } = props;
  const latest = record.versions.at(-1) ?? record.project.draft;
  const w = wordsOf(view).page;
  return (
    <>
      <StateReason view={view} record={record} />
      {latest !== null && latest !== undefined && (
        <>
          <FiveParts view={view} of={latest} />
          <BudgetBlock view={view} record={record} of={latest} />
        </>
      )}
      <MilestonesBlock view={view} record={record} inside={props.inside === true} />
      <WorksBlock view={view} record={record} inside={props.inside === true} />
      <AdviceBlock view={view} advice={record.advice} inside={props.inside === true} />
      <PaymentsBlock view={view} record={record} />
      <ProgressBlock view={view} record={record} />
      {record.project.lessons !== '' && (
        <Block title={w.lessonsTitle}>
          <Paragraphs text={record.project.lessons} />
          {record.project.surplusTo !== null && (
            <p class="muted">
              {wordsOf(view).surplus.said(
                formatFen(record.project.surplus ?? 0n),
                wordsOf(view).surplus.ways[record.project.surplusTo],
              )}{' '}
              {record.project.surplusWords}
            </p>
          )}
        </Block>
      )}
    </>
  );
}

/** A project in public: what, for whom, how far, at what cost, and what changed because of whom (F043). */
export function ProjectPage(props: {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly said: Said;
  readonly heard: Heard;
  readonly lines: readonly StageLine[];
  readonly desk: boolean;
}): VNode {
  const { view, record, said } = props;
  const { project } = record;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  const [need] = record.needs;
  return (
    <Page view={view} title={project.title} section="projects">
      <RecordHead
        kind={w.page.kindNumber(w.kinds[project.kind], project.number ?? '')}
        title={project.title}
        state={w.states[project.state]}
        next={
          <>
            <ActLink href={`${root}/trace/project/${project.id}`} kind="line" icon="go">
              {w.page.trace}
            </ActLink>
            {props.desk && <ActLink href={`${deskRoot(view)}/projects/${project.id}`}>{w.page.desk}</ActLink>}
          </>
        }
        {...(need === undefined ? {} : { lede: need.summary })}
      />
      <Pair
        side={
          <>
            <ProjectFacts view={view} record={record} />
            <NeedsBlock view={view} record={record} />
            <Block title={w.page.results}>
              <Lines items={[{ key: 'said', what: w.page.verdicts(said.solved, said.partly, said.not) }]} />
            </Block>
            <VersionsBlock view={view} record={record} />
          </>
        }
      >
        <RecordBody view={view} record={record} />
        <ParticipationBlock view={view} projectId={project.id} lines={props.lines} />
        <HeardBlock view={view} heard={props.heard} />
        <Timeline view={view} record={record} />
      </Pair>
    </Page>
  );
}
