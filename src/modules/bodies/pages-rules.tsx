import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import type { Context, ListData } from '#platform/web';
import { type Consulted, ConsultedBlock } from '#ui/consulted';
import { Day } from '#ui/day';
import { ActLink, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Seal } from '#ui/seal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import { fractionText, type Rule } from './schema.ts';

/** A rule with how it stands today. */
export interface RuleRow {
  readonly rule: Rule;
  readonly state: 'now' | 'later' | 'past';
}

/** Text as people typed it: every line a paragraph of its own. */
function Paragraphs(props: { readonly text: string }): VNode {
  const lines = props.text.split('\n').filter((line) => line.trim() !== '');
  return (
    <>
      {lines.map((line, at) => (
        <p key={`line${at}`}>{line}</p>
      ))}
    </>
  );
}

/** Columns of the list of rules. */
export function ruleColumns({ view }: Pick<Context, 'view'>): readonly Column<RuleRow>[] {
  const w = wordsOf(view);
  const kind = (row: RuleRow): string => w.ruleKinds[row.rule.kind];
  const state = (row: RuleRow): string => w.pages.ruleState[row.state];
  const version = (row: RuleRow): string => w.pages.versionN(row.rule.version);
  return [
    {
      key: 'title',
      title: w.pages.title,
      cell: (row) => row.rule.title,
      text: (row) => row.rule.title,
      wide: true,
      sortable: true,
    },
    { key: 'kind', title: w.pages.ruleKind, cell: kind, text: kind, secondary: true, sortable: true },
    { key: 'version', title: w.pages.version, cell: version, text: (row) => row.rule.version, secondary: true },
    { key: 'state', title: w.pages.state, cell: state, text: state },
    {
      key: 'from',
      title: w.pages.inForceFrom,
      cell: (row) => <Day view={view} date={row.rule.inForceFrom} full />,
      text: (row) => row.rule.inForceFrom,
      secondary: true,
      sortable: true,
    },
  ];
}

/** The public list of every version of every rule. */
export function RulesPage(props: { readonly view: View; readonly data: ListData<RuleRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).pages;
  return (
    <Page view={view} title={w.rules} section="rules" wide>
      <PageHead
        title={w.rules}
        lede={w.rulesLede}
        acts={
          <>
            <ActLink href={`${spaceRoot(view)}/bodies`}>{w.bodies}</ActLink>
            <ActLink href={`${spaceRoot(view)}/rules/parameters`}>{w.numbers}</ActLink>
            <ActLink href={`${spaceRoot(view)}/who-decides`}>{w.whoDecides}</ActLink>
            <ActLink href={`${spaceRoot(view)}/procedures`}>{w.procedures}</ActLink>
            <ActLink href={`${spaceRoot(view)}/statutes`}>{w.register}</ActLink>
            <ActLink href={`${spaceRoot(view)}/pact`}>{w.pact}</ActLink>
          </>
        }
      />
      <List
        view={view}
        {...data}
        title={w.rules}
        level={2}
        rowKey={(row) => row.rule.id}
        rowHref={(row) => `${spaceRoot(view)}/rules/${row.rule.id}`}
        empty={
          <Empty
            title={w.noRules}
            acts={
              <>
                <ActLink href={`${spaceRoot(view)}/bodies`}>{w.bodies}</ActLink>
                <ActLink href={`${spaceRoot(view)}/decisions`}>{w.seeDecisions}</ActLink>
              </>
            }
          >
            {w.noRulesWhy}
          </Empty>
        }
      />
    </Page>
  );
}

function RuleNumbers(props: { readonly view: View; readonly rule: Rule }): VNode {
  const { view, rule } = props;
  const w = wordsOf(view).pages;
  const { voting } = rule;
  return (
    <>
      <Facts
        items={[
          { term: w.quorum, value: w.quorumSays(fractionText(voting.quorum)) },
          {
            term: w.majority,
            value: w.majoritySays(w.ways[voting.way], fractionText(voting.share), w.ofs[voting.of]),
          },
          { term: w.tie, value: w.ties[voting.tie] },
          { term: w.abstention, value: w.abstentions[voting.abstention] },
          { term: w.publicationDays, value: w.days(rule.publicationDays) },
          { term: w.answerDays, value: w.days(rule.answerDays) },
          { term: w.voteDays, value: w.days(rule.voteDays) },
          { term: w.hostDays, value: w.days(rule.hostDays) },
          { term: w.approvals, value: w.persons(rule.approvalsNeeded) },
          { term: w.changedBy, value: w.changers[rule.changedBy] },
          ...(rule.validUntil === null ? [] : [{ term: w.validUntil, value: formatDate(rule.validUntil, view.lang) }]),
        ]}
      />
      <p class="muted">{w.countingNote}</p>
    </>
  );
}

/** One version of a rule in public; the one in force bears the seal. */
export function RulePage(props: {
  readonly view: View;
  readonly row: RuleRow;
  readonly versions: readonly RuleRow[];
  readonly today: LocalDate;
  /** What it stands on and is over, as sentences. */
  readonly stale: readonly string[];
  /** Drafts of it that were put before everybody. */
  readonly consulted: Consulted;
  /** Whether the reader may propose a change. */
  readonly change: boolean;
}): VNode {
  const { view, row, versions } = props;
  const w = wordsOf(view);
  const { rule } = row;
  const state = `${w.pages.ruleState[row.state]} · ${w.pages.versionN(rule.version)}`;
  return (
    <Page view={view} title={rule.title} section="rules">
      <RecordHead
        kind={w.ruleKinds[rule.kind]}
        title={rule.title}
        state={
          <>
            {row.state === 'now' && <Seal text={view.space?.short ?? ''} size="small" />} {state}
          </>
        }
        lede={w.pages.from(formatDate(rule.inForceFrom, view.lang))}
        next={
          props.change &&
          row.state === 'now' && (
            <ActLink href={`${deskRoot(view)}/rules/${rule.id}`} icon="edit">
              {w.pages.propose}
            </ActLink>
          )
        }
      />
      {row.state === 'now' && rule.validUntil !== null && rule.validUntil < props.today && (
        <Note tone="wait">{w.pages.past(rule.title, formatDate(rule.validUntil, view.lang))}</Note>
      )}
      {props.stale.map((sentence) => (
        <Note key={sentence} tone="wait">
          {sentence}
        </Note>
      ))}
      <Pair side={<RuleNumbers view={view} rule={rule} />}>
        <Block title={w.pages.text}>
          <Paragraphs text={rule.text} />
        </Block>
        <Block title={w.pages.basis}>
          <Paragraphs text={rule.basis} />
        </Block>
        <ConsultedBlock view={view} consulted={props.consulted} />
        <Block title={w.pages.otherVersions}>
          <Lines
            items={versions.map((one) => ({
              key: one.rule.id,
              what: <a href={`${spaceRoot(view)}/rules/${one.rule.id}`}>{w.pages.versionN(one.rule.version)}</a>,
              note: w.pages.from(formatDate(one.rule.inForceFrom, view.lang)),
              value: w.pages.ruleState[one.state],
            }))}
          />
        </Block>
      </Pair>
    </Page>
  );
}
