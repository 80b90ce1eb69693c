import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Fund } from '#modules/funds';
import { sourceName } from '#modules/gifts';
import { ActLink, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, Statement } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { percentWords, wordsOf } from './pages-parts.tsx';
import type { Figures, TopGiver } from './queries-figures.ts';
import type { WatchState } from './schema.ts';

interface Shown {
  readonly view: View;
  readonly found: Figures;
}

function ReserveBlock({ view, found }: Shown): VNode {
  const w = wordsOf(view.lang).figures;
  const { last, available, out, months, bound, low } = found.reserve;
  return (
    <Block title={w.reserve}>
      {last === null ? (
        <p class="muted">{w.reserveNone}</p>
      ) : (
        <>
          <Statement>{w.months(last.whole.toString(), last.tenth.toString())}</Statement>
          <p class="muted">{w.reserveHow(formatFen(available), formatFen(out), months)}</p>
          {low && <Note tone="wait">{w.reserveLow(bound)}</Note>}
        </>
      )}
    </Block>
  );
}

function IncomeBlock({ view, found }: Shown): VNode | null {
  const w = wordsOf(view.lang).figures;
  const { income } = found;
  if (income === null) return null;
  const { sum, months, mean, least, most, deviation } = income;
  return (
    <Block title={w.income}>
      <Statement>{w.incomeMean(formatFen(mean))}</Statement>
      <p class="muted">
        {w.incomeHow(formatFen(sum), months, formatFen(least), formatFen(most), formatFen(deviation))}
      </p>
    </Block>
  );
}

function GapBlock({ view, found }: Shown): VNode {
  const w = wordsOf(view.lang).figures;
  const { gap } = found;
  return (
    <>
      <Block title={w.gap(found.year)}>
        {gap === null ? (
          <p class="muted">{w.gapNone}</p>
        ) : (
          <>
            <Statement>{gap.gap === 0n ? w.gapZero : `¥${formatFen(gap.gap)}`}</Statement>
            <Lines
              items={[
                {
                  ...{ key: 'need', what: w.need, note: w.needHow(formatFen(gap.planned), formatFen(gap.spent)) },
                  value: <Money fen={gap.need} />,
                },
                { key: 'hand', what: w.inHand, value: <Money fen={gap.inHand} tone="in" /> },
                { key: 'promised', what: w.promised, value: <Money fen={gap.promised} tone="held" /> },
                { key: 'short', what: w.short, value: <Money fen={gap.gap} tone="late" /> },
              ]}
            />
            <p class="muted">{w.gapHow}</p>
          </>
        )}
      </Block>
      <Block title={w.actions}>
        {found.actions.length === 0 ? (
          <p class="muted">{w.actionsNone}</p>
        ) : (
          <Lines
            items={found.actions.map((one) => ({
              ...{ key: one.id, what: one.title },
              note: `${w.actionStates[one.state]} · ${w.action(formatFen(one.target), formatDate(one.dueOn, view.lang))}${one.note === '' ? '' : ` · ${one.note}`}`,
              value: one.brought === null ? '' : w.brought(formatFen(one.brought)),
            }))}
          />
        )}
      </Block>
    </>
  );
}

function SourceBlocks({ view, found }: Shown): VNode {
  const w = wordsOf(view.lang).figures;
  const high = found.sources.find((one) => one.high);
  return (
    <>
      <Block title={w.sources(found.year)}>
        {found.sources.length === 0 ? (
          <p class="muted">{w.sourcesNone}</p>
        ) : (
          <Lines
            items={found.sources.map((one) => ({
              ...{ key: one.key, what: sourceName(view.lang, one.key), note: percentWords(view.lang, one.share) },
              value: <Money fen={one.amount} />,
            }))}
          />
        )}
        <p class="muted">{w.sourcesHow}</p>
        {high !== undefined && <Note tone="wait">{w.dependent(percentWords(view.lang, high.share))}</Note>}
      </Block>
      <Block title={w.government}>
        <Lines
          items={found.government.map((one) => ({
            ...{ key: String(one.year), what: String(one.year), note: <Money fen={one.amount} /> },
            value: percentWords(view.lang, one.share),
          }))}
        />
        <p class="muted">{w.governmentHow}</p>
        <Note tone={found.governmentHigh ? 'wait' : 'good'}>
          {found.governmentHigh ? w.governmentHigh : w.governmentFine}
        </Note>
      </Block>
    </>
  );
}

/** How the fund stands, in public. */
export function FiguresPage(props: { readonly view: View; readonly found: Figures | null }): VNode {
  const { view, found } = props;
  const w = wordsOf(view.lang).figures;
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead title={w.title} lede={w.lede} />
      {found === null ? (
        <Empty title={w.none}>{w.noneWhy}</Empty>
      ) : (
        <Pair side={<SourceBlocks view={view} found={found} />}>
          <ReserveBlock view={view} found={found} />
          <GapBlock view={view} found={found} />
          <IncomeBlock view={view} found={found} />
        </Pair>
      )}
    </Page>
  );
}

/** A fund out of which nothing has gone for long. */
export interface QuietFund {
  readonly fund: Fund;
  readonly state: WatchState;
  readonly since: string;
}

interface DeskProps {
  readonly view: View;
  readonly found: Figures | null;
  readonly top: TopGiver | null;
  readonly quiet: readonly QuietFund[];
  readonly main: Fund | null;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly mayPlan: boolean;
}

function TopBlock(props: DeskProps): VNode {
  const { view, top, found } = props;
  const w = wordsOf(view.lang).figures;
  return (
    <Block title={w.top}>
      {top === null ? (
        <p class="muted">{w.topNone}</p>
      ) : (
        <>
          <Facts
            items={[{ term: top.name === '' ? w.unknown : top.name, value: percentWords(view.lang, top.share) }]}
          />
          <p class="muted">
            {w.topHow(formatFen(top.amount), formatFen(top.sum), formatDate(found?.since ?? '', view.lang))}
          </p>
          {top.high && <Note tone="wait">{w.dependent(percentWords(view.lang, top.share))}</Note>}
        </>
      )}
    </Block>
  );
}

function QuietBlock(props: DeskProps): VNode {
  const { view, quiet } = props;
  const words = wordsOf(view.lang);
  const w = words.figures;
  return (
    <Block title={w.quiet}>
      {quiet.length === 0 ? (
        <p class="muted">{w.quietNone}</p>
      ) : (
        <Lines
          items={quiet.map((one) => ({
            ...{ key: one.fund.id, what: one.fund.name, note: words.quiet[one.state] },
            value: w.quietLine(formatDate(one.since, view.lang)),
          }))}
        />
      )}
    </Block>
  );
}

function PlanForms(props: DeskProps): VNode | null {
  const { view, found, main, state, keyValue } = props;
  const w = wordsOf(view.lang).figures;
  if (!props.mayPlan || main === null || found === null) return null;
  const path = `${deskRoot(view)}/figures`;
  const open = found.actions.filter((one) => one.state === 'open');
  const add = { view, state, form: 'action' };
  const end = { view, state, form: 'end' };
  return (
    <>
      <Block title={w.addAction}>
        <Form
          {...{ view, state, keyValue, name: 'action', action: `${path}/actions`, submit: w.save, quiet: true }}
          hidden={{ fundId: main.id, year: String(found.year) }}
        >
          <Field {...add} name="title" label={w.actionTitle} required />
          <FieldRow>
            <Field {...add} name="target" type="money" label={w.target} required />
            <Field {...add} name="dueOn" type="date" label={w.due} required />
          </FieldRow>
        </Form>
      </Block>
      {open.length > 0 && (
        <Block title={w.end}>
          <Form
            {...{ view, state, keyValue: `${keyValue}-end`, name: 'end', action: `${path}/end`, submit: w.end }}
            quiet
          >
            <Field
              {...{ ...end, name: 'id', type: 'select', label: w.actionTitle, required: true }}
              options={open.map((one) => ({ value: one.id, label: one.title }))}
            />
            <Field
              {...{ ...end, name: 'outcome', type: 'select', label: w.outcome, required: true }}
              options={(['done', 'dropped'] as const).map((value) => ({ value, label: w.actionStates[value] }))}
            />
            <FieldRow>
              <Field {...end} name="brought" type="money" label={w.broughtField} optional />
              <Field {...end} name="note" label={w.noteField} required />
            </FieldRow>
          </Form>
        </Block>
      )}
    </>
  );
}

/** How the fund stands, at the desk: with the giver of most, quiet funds, and what is done about the gap. */
export function FiguresDeskPage(props: DeskProps): VNode {
  const { view, found } = props;
  const w = wordsOf(view.lang).figures;
  return (
    <Page view={view} title={w.deskTitle} area="desk" section="fund">
      <PageHead
        title={w.deskTitle}
        lede={w.lede}
        acts={<ActLink href={`${spaceRoot(view)}/figures`}>{w.publicPage}</ActLink>}
      />
      {found === null ? (
        <Empty title={w.none}>{w.noneWhy}</Empty>
      ) : (
        <Pair
          side={
            <>
              <TopBlock {...props} />
              <SourceBlocks view={view} found={found} />
            </>
          }
        >
          <GapBlock view={view} found={found} />
          <PlanForms {...props} />
          <ReserveBlock view={view} found={found} />
          <IncomeBlock view={view} found={found} />
          <QuietBlock {...props} />
        </Pair>
      )}
    </Page>
  );
}
