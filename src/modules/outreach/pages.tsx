import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, meRoot, spaceRoot, type View } from '#ui/view';
import { amountOf, enoughText, TallyFacts, VisitFigures, visitText, wordsOf } from './pages-parts.tsx';
import { type Tally, tally } from './rules.ts';
import type { Asked, Call, Firm, Round, Visit } from './schema.ts';

/** The rounds of visits, in public. */
export function RoundsPage(props: {
  readonly view: View;
  readonly rounds: readonly Round[];
  readonly visits: readonly Visit[];
}): VNode {
  const { view, rounds } = props;
  const t = wordsOf(view).rounds;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} section="resources">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={<ActLink href={`${root}/calls`}>{wordsOf(view).calls.title}</ActLink>}
      />
      {rounds.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<ActLink href={`${root}/resources`}>{t.resources}</ActLink>}>
          {t.empty}
        </Empty>
      ) : (
        <RoundLines view={view} root={root} rounds={rounds} visits={props.visits} />
      )}
    </Page>
  );
}

/** Rounds as lines: the days, and how far each got. */
export function RoundLines(props: {
  readonly view: View;
  readonly root: string;
  readonly rounds: readonly Round[];
  readonly visits: readonly Visit[];
}): VNode {
  const { view } = props;
  const t = wordsOf(view).rounds;
  return (
    <Lines
      items={props.rounds.map((one) => {
        const own = props.visits.filter((visit) => visit.roundId === one.id);
        return {
          key: one.id,
          what: <a href={`${props.root}/surveys/${one.id}`}>{one.title}</a>,
          note: [
            t.days(formatDate(one.startsOn, view.lang), formatDate(one.endsOn, view.lang)),
            wordsOf(view).roundStates[one.state],
          ].join(' · '),
          value: t.sum(
            own.filter((visit) => visit.result !== null).length,
            own.length,
            own.reduce((sum, visit) => sum + visit.entries.length, 0),
          ),
        };
      })}
    />
  );
}

/** The units of a round: what was said, and what was entered because of it. */
function VisitLines(props: {
  readonly view: View;
  readonly visits: readonly Visit[];
  readonly entered: ReadonlyMap<string, string>;
}): VNode {
  const { view, visits, entered } = props;
  const w = wordsOf(view);
  const t = w.rounds;
  const root = spaceRoot(view);
  return (
    <Lines
      items={visits.map((visit) => ({
        key: visit.id,
        what: visit.unit,
        note: (
          <>
            {visitText(view, visit)}
            {visit.entries.map((id) => {
              const title = entered.get(id);
              return (
                <span key={id}>
                  {' · '}
                  {title === undefined ? (
                    t.entryWaiting
                  ) : (
                    <>
                      {t.entry} <a href={`${root}/resources/${id}`}>{title}</a>
                    </>
                  )}
                </span>
              );
            })}
          </>
        ),
        value: visit.result === null ? '' : w.results[visit.result],
      }))}
    />
  );
}

/** One round in public: which units were visited, with what result, and what was entered because of it (F017). */
export function RoundPage(props: {
  readonly view: View;
  readonly round: Round;
  readonly visits: readonly Visit[];
  /** Titles of what was entered and is public, by id. */
  readonly entered: ReadonlyMap<string, string>;
}): VNode {
  const { view, round, visits, entered } = props;
  const w = wordsOf(view);
  const t = w.rounds;
  return (
    <Page view={view} title={round.title} section="resources">
      <RecordHead
        kind={t.kind(round.number)}
        title={round.title}
        state={w.roundStates[round.state]}
        lede={round.goalText === '' ? undefined : round.goalText}
        next={
          view.who?.desk === true ? (
            <ActLink href={`${deskRoot(view)}/surveys/${round.id}`}>{t.desk}</ActLink>
          ) : undefined
        }
      />
      <Pair
        side={
          <Block title={t.figures}>
            <VisitFigures view={view} visits={visits} />
          </Block>
        }
      >
        {round.state === 'closed' && (
          <Block title={t.closing} voice>
            <p>{round.closingText}</p>
          </Block>
        )}
        <Block title={t.visits} id="visits">
          {visits.length === 0 ? <p>{t.none}</p> : <VisitLines view={view} visits={visits} entered={entered} />}
        </Block>
      </Pair>
    </Page>
  );
}

/** Calls as lines: what is wanted and how much was promised. */
export function CallLines(props: {
  readonly view: View;
  readonly root: string;
  readonly calls: readonly Call[];
  readonly asked: readonly Asked[];
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const t = w.calls;
  return (
    <Lines
      items={props.calls.map((one) => {
        const sum = tally(props.asked.filter((each) => each.callId === one.id));
        return {
          key: one.id,
          what: <a href={`${props.root}/calls/${one.id}`}>{one.title}</a>,
          note: [
            t.wanted(amountOf(view, one.quantity, one.unit)),
            t.tally(sum.answered, sum.asked),
            one.state === 'open' ? t.by(formatDate(one.answerBy, view.lang)) : w.callStates.closed,
          ].join(' · '),
          value: enoughText(view, one, sum),
        };
      })}
    />
  );
}

/** The calls in public. */
export function CallsPage(props: {
  readonly view: View;
  readonly calls: readonly Call[];
  readonly asked: readonly Asked[];
}): VNode {
  const { view } = props;
  const t = wordsOf(view).calls;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} section="resources">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={<ActLink href={`${root}/surveys`}>{wordsOf(view).rounds.title}</ActLink>}
      />
      {props.calls.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<ActLink href={`${root}/needs`}>{t.needs}</ActLink>}>
          {t.empty}
        </Empty>
      ) : (
        <CallLines {...props} root={root} />
      )}
    </Page>
  );
}

/** One call in public: what is wanted, and the answers added up; who said no is not told. */
export function CallPage(props: {
  readonly view: View;
  readonly call: Call;
  readonly sum: Tally;
  /** Those who promised something, by name. */
  readonly givers: readonly Asked[];
  readonly need: { readonly href: string; readonly title: string } | null;
}): VNode {
  const { view, call, sum } = props;
  const w = wordsOf(view);
  const t = w.calls;
  return (
    <Page view={view} title={call.title} section="resources">
      <RecordHead
        kind={t.kind(call.number)}
        title={call.title}
        state={[t.wanted(amountOf(view, call.quantity, call.unit)), enoughText(view, call, sum)].join(' · ')}
        lede={call.text}
        next={
          view.who?.desk === true ? <ActLink href={`${deskRoot(view)}/calls/${call.id}`}>{t.desk}</ActLink> : undefined
        }
      />
      <Pair
        side={
          <Block title={t.answers}>
            <TallyFacts view={view} call={call} sum={sum} />
          </Block>
        }
      >
        {call.state === 'closed' ? (
          <Block title={t.closing} voice>
            <p>{call.closingText}</p>
          </Block>
        ) : (
          <p>{t.by(formatDate(call.answerBy, view.lang))}</p>
        )}
        {props.givers.length > 0 && (
          <Block title={w.answers.yes} id="givers">
            <Lines
              items={props.givers.map((one) => ({
                key: one.organisationId,
                what: one.name,
                note: one.answerText,
                value: one.quantity === null ? '' : amountOf(view, one.quantity, call.unit),
              }))}
            />
          </Block>
        )}
        {props.need !== null && (
          <p>
            {t.need}：<a href={props.need.href}>{props.need.title}</a>
          </p>
        )}
      </Pair>
    </Page>
  );
}

/** Columns of the library of firms. */
export function firmColumns(view: View): Column<Firm>[] {
  const t = wordsOf(view).firms;
  return [
    { key: 'name', title: t.name, cell: (row) => row.name, text: (row) => row.name },
    { key: 'offers', title: t.offers, cell: (row) => row.offersText, text: (row) => row.offersText, wide: true },
    {
      key: 'needs',
      title: t.needs,
      cell: (row) => row.needsText,
      text: (row) => row.needsText,
      secondary: true,
      foldTitle: t.needs,
    },
  ];
}

/** The sentence above the library. */
export function firmFilters(view: View): Filter[] {
  const t = wordsOf(view).firms;
  return [
    {
      key: 'side',
      title: t.sideTitle,
      options: [
        { value: '', label: t.sideAll },
        { value: 'offers', label: t.sideOffers },
        { value: 'needs', label: t.sideNeeds },
      ],
    },
  ];
}

/** Firms, shops and units, to be found by what they offer and need (F065). */
export function FirmsPage(props: {
  readonly view: View;
  readonly data: ListData<Firm>;
  readonly figures: { readonly filed: number; readonly done: number; readonly inTime: number };
}): VNode {
  const { view, data, figures } = props;
  const t = wordsOf(view).firms;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} section="resources" wide>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            {view.who !== null && <ActLink href={`${meRoot(view)}/units`}>{t.own}</ActLink>}
            <ActLink href={`${root}/calls`}>{wordsOf(view).calls.title}</ActLink>
            <ActLink href={`${root}/surveys`}>{wordsOf(view).rounds.title}</ActLink>
            <ActLink href={`${root}/organisations`}>{t.register}</ActLink>
          </>
        }
      />
      {figures.filed > 0 && <p>{t.window(figures.filed, figures.done, figures.inTime)}</p>}
      <List
        view={view}
        {...data}
        title={t.title}
        level={2}
        search
        rowKey={(row) => row.id}
        empty={
          <Empty title={t.emptyTitle} acts={<ActLink href={`${root}/firms`}>{t.clear}</ActLink>}>
            {t.empty}
          </Empty>
        }
      />
    </Page>
  );
}
