import type { VNode } from 'preact';
import { groupDigits } from '#kernel/numbers';
import type { ListData } from '#platform/web';
import { Moment } from '#ui/day';
import { ActLink, ConfirmForm, Field, type FormState, Name, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { Reasons, Refusal, wordsOf } from './pages-parts.tsx';
import type { PairRow, Run, UnservedRow } from './queries-batch.ts';
import type { Figures } from './rules-batch.ts';
import { tiers } from './schema.ts';

/** How many needs a plan serves, in full or in part. */
export function servedIn(figures: Figures, way: 'best' | 'firstCome' | 'greedy' = 'best'): number {
  return figures.tiers.reduce((sum, tier) => sum + tier[way].full + tier[way].part, 0);
}

/** Columns of the lists of plans. */
export function runColumns(view: View): Column<Run>[] {
  const t = wordsOf(view).plan;
  const figure = (title: string, key: string, of: (figures: Figures) => number): Column<Run> => ({
    ...{ key, title, numeric: true, desktopOnly: true },
    cell: (row) => (row.figures === null ? '' : of(row.figures)),
    text: (row) => (row.figures === null ? null : of(row.figures)),
  });
  return [
    {
      key: 'number',
      title: t.number,
      cell: (row) => t.one(row.number),
      text: (row) => row.number,
      wide: true,
      sortable: true,
    },
    {
      ...{ key: 'at', title: t.when, secondary: true },
      cell: (row) => <Moment view={view} at={row.at} />,
      text: (row) => row.at.toISOString(),
    },
    {
      ...{ key: 'state', title: t.state, secondary: true },
      cell: (row) => t.runStates[row.state],
      text: (row) => t.runStates[row.state],
    },
    {
      ...{ key: 'served', title: t.served, numeric: true },
      cell: (row) =>
        row.figures === null
          ? ''
          : t.servedOf(groupDigits(BigInt(servedIn(row.figures))), groupDigits(BigInt(row.figures.needs))),
      text: (row) => (row.figures === null ? null : servedIn(row.figures)),
      foldTitle: '',
    },
    figure(t.needs, 'needs', (figures) => figures.needs),
    figure(t.resources, 'resources', (figures) => figures.resources),
  ];
}

/** The desk's list of plans, and asking for a new one. */
export function RunsPage(props: {
  readonly view: View;
  readonly data: ListData<Run>;
  readonly isOn: boolean;
  readonly keyValue: string;
}): VNode {
  const { view, data, isOn } = props;
  const t = wordsOf(view).plan;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk" section="needs" wide>
      <PageHead
        title={t.title}
        lede={t.deskLede}
        {...(isOn
          ? {
              acts: (
                <ConfirmForm
                  view={view}
                  name="ask"
                  action={`${root}/plans/ask`}
                  label={t.ask}
                  kind="main"
                  keyValue={props.keyValue}
                />
              ),
            }
          : {})}
      />
      {!isOn && (
        <Empty title={t.off} acts={<ActLink href={`${root}/parameters/match.batch`}>{t.toParameter}</ActLink>}>
          {t.offMore}
        </Empty>
      )}
      {(isOn || data.total > 0) && (
        <List
          view={view}
          {...data}
          title={t.publicList}
          level={2}
          rowKey={(row) => row.id}
          rowHref={(row) => `${root}/plans/${row.id}`}
          empty={<Empty title={t.emptyTitle}>{t.empty}</Empty>}
        />
      )}
    </Page>
  );
}

/** What the desk's page of one plan takes. */
export interface RunPageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly run: Run;
  readonly pairs: readonly PairRow[];
  readonly unserved: readonly UnservedRow[];
}

function PairActs(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly pair: PairRow;
}): VNode {
  const { view, pair } = props;
  const t = wordsOf(view).plan;
  const tail = pair.id.slice(-8);
  const action = `${props.root}/pairs/${pair.id}`;
  return (
    <>
      <ConfirmForm
        view={view}
        name="use"
        action={`${action}/use`}
        label={t.use}
        icon="check"
        keyValue={`${props.keyValue}u${tail}`}
      />
      <ConfirmForm
        view={view}
        name="use"
        action={`${action}/use`}
        label={t.change}
        kind="word"
        keyValue={`${props.keyValue}q${tail}`}
      >
        <Field
          view={view}
          form={`use-${tail}`}
          name="quantity"
          label={t.quantity}
          hint={t.quantityHint(groupDigits(pair.quantity), pair.needUnit)}
          type="number"
        />
      </ConfirmForm>
      <ActLink href={`${deskRoot(view)}/needs/${pair.needId}/matches`}>{t.other}</ActLink>
      <ConfirmForm
        view={view}
        name="refuse"
        action={`${action}/refuse`}
        label={t.refuse}
        kind="word"
        keyValue={`${props.keyValue}r${tail}`}
        reason={{ label: t.refuseReason, required: true }}
      />
    </>
  );
}

function PairLine(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly pair: PairRow;
}): VNode {
  const { view, pair } = props;
  const w = wordsOf(view);
  const t = w.plan;
  const desk = deskRoot(view);
  const title = t.pair(pair.resourceTitle, pair.needTitle);
  return (
    <li class="with-acts">
      <div>
        <Name href={pair.proposalId === null ? `${desk}/needs/${pair.needId}` : `${desk}/matches/${pair.proposalId}`}>
          {title}
        </Name>
        <small>
          {[
            pair.needNumber,
            `${groupDigits(pair.quantity)} ${pair.needUnit}`,
            ...(pair.state === 'open' ? [] : [t.pairStates[pair.state]]),
            ...(pair.state === 'refused' && pair.reason !== null ? [pair.reason] : []),
          ].join(' · ')}
        </small>
        <details>
          <summary>{w.record.why}</summary>
          <Reasons view={view} parts={pair.parts} />
        </details>
      </div>
      <span class="num">{w.total(pair.score)}</span>
      {pair.state === 'open' && (
        <div class="bar">
          <PairActs {...props} />
        </div>
      )}
    </li>
  );
}

function whyText(view: View, one: UnservedRow): string {
  const w = wordsOf(view);
  const t = w.plan.why;
  if (one.why === 'filter')
    return one.filter === null || one.filter === 'class' ? t.class : t.filter(w.excluded[one.filter]);
  if (one.why === 'outbid') return t.outbid(one.resourceTitle, groupDigits(one.points), groupDigits(one.price));
  return t[one.why](one.resourceTitle);
}

function Unserved(props: { readonly view: View; readonly list: readonly UnservedRow[] }): VNode {
  const { view, list } = props;
  const t = wordsOf(view).plan;
  if (list.length === 0) return <p>{t.unservedNone}</p>;
  return (
    <Lines
      items={list.map((one) => ({
        key: one.needId,
        what: <Name href={`${deskRoot(view)}/needs/${one.needId}/matches`}>{one.needTitle}</Name>,
        note: `${t.tiers[one.tier]} · ${t.lacks(groupDigits(one.missing), one.needUnit)} · ${whyText(view, one)}`,
        value: one.needNumber,
      }))}
    />
  );
}

function TierBlock(
  props: RunPageProps & { readonly tier: (typeof tiers)[number]; readonly root: string },
): VNode | null {
  const { view, run, tier, root } = props;
  const t = wordsOf(view).plan;
  const own = props.pairs.filter((pair) => pair.tier === tier);
  const figures = run.figures?.tiers[tiers.indexOf(tier)];
  if (figures === undefined || figures.needs === 0) return null;
  const open = own.filter((pair) => pair.state === 'open').length;
  return (
    <Block title={t.tiers[tier]} id={tier} aside={t.tierServed(figures.best.full + figures.best.part, figures.needs)}>
      {open > 0 && (
        <div class="bar">
          <ConfirmForm
            view={view}
            name="tier"
            action={`${root}/tier`}
            label={t.useTier(open)}
            icon="check"
            hidden={{ tier }}
            keyValue={`${props.keyValue}t${tier}`}
          />
        </div>
      )}
      {own.length > 0 && (
        <ol class="lines">
          {own.map((pair) => (
            <PairLine key={pair.id} view={view} root={root} keyValue={props.keyValue} pair={pair} />
          ))}
        </ol>
      )}
    </Block>
  );
}

/** One plan at the desk: tier by tier who is served, each pair to be used, changed or set aside; and who is not, why. */
export function RunPage(props: RunPageProps): VNode {
  const { view, run } = props;
  const t = wordsOf(view).plan;
  const root = `${deskRoot(view)}/plans/${run.id}`;
  const { figures } = run;
  return (
    <Page view={view} title={t.one(run.number)} area="desk" section="needs">
      <RecordHead
        kind={<Moment view={view} at={run.at} />}
        title={figures === null ? t.one(run.number) : t.bestTitle(servedIn(figures), figures.needs)}
        state={run.state === 'done' ? undefined : t.runStates[run.state]}
        lede={run.state === 'failed' ? t.failed : run.state === 'asked' ? t.asked : t.deskLede}
        next={
          run.state === 'done' ? (
            <ActLink href={`${spaceRoot(view)}/plans/${run.id}`}>{t.toPublic}</ActLink>
          ) : (
            <ActLink href={`${deskRoot(view)}/plans`}>{t.publicList}</ActLink>
          )
        }
      />
      <Refusal state={props.state} />
      {figures !== null && figures.corners.open > 0 && (
        <Note>
          {t.proofOpen(figures.corners.open)}
          {figures.corners.solved ? '' : t.proofUnsolved}
        </Note>
      )}
      {tiers.map((tier) => (
        <TierBlock key={tier} {...props} tier={tier} root={root} />
      ))}
      {run.state === 'done' && (
        <Block title={t.unserved} id="unserved">
          <Unserved view={view} list={props.unserved} />
        </Block>
      )}
    </Page>
  );
}
