import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, type FormState, Name } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Thread, type ThreadStep } from '#ui/thread';
import { deskRoot, meRoot, spaceRoot, type View } from '#ui/view';
import { ProposalActs } from './pages-acts.tsx';
import { quantityText, Reasons, Refusal, wordsOf } from './pages-parts.tsx';
import type { OtherSide, Proposal, SideNames } from './queries-proposals.ts';
import type { Rating } from './queries-ratings.ts';
import type { Standing } from './rules.ts';
import { proposalStates } from './schema.ts';

/** Columns of the desk's list of matches. */
export function matchColumns(view: View): Column<Proposal>[] {
  const w = wordsOf(view);
  const t = w.list;
  const pair = (row: Proposal) => t.pair(row.resourceTitle, row.needTitle);
  return [
    { key: 'number', title: t.number, cell: (row) => row.needNumber ?? '', text: (row) => row.needNumber ?? '' },
    { key: 'what', title: t.what, cell: pair, text: pair, wide: true },
    {
      key: 'state',
      title: t.stateColumn,
      cell: (row) => w.states[row.state],
      text: (row) => w.states[row.state],
      sortable: true,
      secondary: true,
    },
    {
      key: 'score',
      title: t.score,
      cell: (row) => row.score,
      text: (row) => row.score,
      numeric: true,
      desktopOnly: true,
    },
    {
      key: 'at',
      title: t.since,
      cell: (row) => <Day view={view} date={row.at} />,
      text: (row) => row.at.toISOString(),
      sortable: true,
      secondary: true,
    },
  ];
}

/** The parts of the sentence above it. */
export function matchFilters(view: View): Filter[] {
  const w = wordsOf(view);
  const t = w.list;
  return [
    {
      key: 'state',
      title: t.state,
      options: [
        { value: '', label: t.state },
        { value: 'live', label: t.live },
        ...proposalStates.map((state) => ({ value: state, label: w.states[state] })),
      ],
    },
    {
      key: 'wait',
      title: t.wait,
      options: [
        { value: '', label: t.wait },
        { value: 'giver', label: t.waitGiver },
        { value: 'taker', label: t.waitTaker },
      ],
    },
  ];
}

/** The desk's list of matches with where each stands. */
export function MatchesPage(props: { readonly view: View; readonly data: ListData<Proposal> }): VNode {
  const { view, data } = props;
  const t = wordsOf(view).list;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk" section="needs" wide>
      <List
        view={view}
        {...data}
        title={t.title}
        search
        bar={<ActLink href={`${root}/plans`}>{wordsOf(view).plan.title}</ActLink>}
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/matches/${row.id}`}
        empty={
          <Empty
            title={t.emptyTitle}
            acts={
              <>
                <ActLink href={`${root}/needs`}>{t.needs}</ActLink>
                <ActLink href={`${root}/resources`}>{t.resources}</ActLink>
              </>
            }
          >
            {t.empty}
          </Empty>
        }
      />
    </Page>
  );
}

/** One event of a proposal's life. */
interface Happened {
  readonly word: keyof ReturnType<typeof wordsOf>['record']['steps'];
  readonly at: Date;
  readonly by: string | null;
}

function happened(one: Proposal): Happened[] {
  const ended = one.state === 'declined' || one.state === 'withdrawn' || one.state === 'failed' ? one.state : null;
  const all: (Happened | null)[] = [
    { word: 'proposed', at: one.at, by: one.proposedBy },
    one.giverAcceptedAt === null ? null : { word: 'giver', at: one.giverAcceptedAt, by: one.giverAcceptedBy },
    one.takerAcceptedAt === null ? null : { word: 'taker', at: one.takerAcceptedAt, by: one.takerAcceptedBy },
    one.handedOverAt === null ? null : { word: 'handed_over', at: one.handedOverAt, by: one.handedOverBy },
    one.confirmedAt === null ? null : { word: 'confirmed', at: one.confirmedAt, by: one.confirmedBy },
    ended === null ? null : { word: ended, at: one.updatedAt, by: one.endedBy },
  ];
  return all.filter((step) => step !== null);
}

function steps(view: View, one: Proposal, names: ReadonlyMap<string, string>): ThreadStep[] {
  const t = wordsOf(view).record;
  const marks = {
    proposed: '1',
    giver: '2',
    taker: '2',
    handed_over: '3',
    confirmed: '4',
    declined: '×',
    withdrawn: '×',
    failed: '×',
  };
  return happened(one).map((step) => {
    const name = names.get(step.by ?? '');
    return {
      mark: marks[step.word],
      tone: step.word === 'confirmed' ? 'gain' : 'plain',
      date: formatDateTime(step.at, view.lang),
      title: t.steps[step.word],
      ...(name === undefined ? {} : { body: t.by(name) }),
    };
  });
}

/** Everything the record of a proposal shows at the desk. */
export interface MatchPageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly one: Proposal;
  readonly who: Standing;
  readonly sides: SideNames;
  readonly actors: ReadonlyMap<string, string>;
  readonly rating: Rating | null;
}

/** The record of one proposal at the desk: where it stands, its next step, why the two, and what happened. */
export function MatchPage(props: MatchPageProps): VNode {
  const { view, one, sides } = props;
  const w = wordsOf(view);
  const t = w.record;
  const root = deskRoot(view);
  const facts = [
    { term: t.need, value: <Name href={`${root}/needs/${one.needId}`}>{one.needTitle}</Name> },
    { term: t.resource, value: <Name href={`${root}/resources/${one.resourceId}`}>{one.resourceTitle}</Name> },
    {
      term: t.quantity,
      value:
        one.received === null
          ? quantityText(one)
          : t.received(quantityText({ ...one, quantity: one.received }), quantityText(one)),
    },
    { term: t.giver, value: sides.giver === '' ? t.community : sides.giver },
    { term: t.taker, value: sides.taker === '' ? t.community : sides.taker },
    ...(one.meetsAt === null ? [] : [{ term: t.meets, value: formatDateTime(one.meetsAt, view.lang) }]),
    ...(one.evidence === '' ? [] : [{ term: t.evidence, value: one.evidence }]),
    ...(props.rating === null
      ? []
      : [
          {
            term: w.acts.rate,
            value: [w.acts.starWords[props.rating.stars], props.rating.words].filter((part) => part !== '').join(' · '),
          },
        ]),
  ];
  return (
    <Page view={view} title={one.resourceTitle} area="desk" section="needs">
      <RecordHead
        kind={[t.kind, one.needNumber ?? '', one.acrossDesk ? t.across : ''].filter((part) => part !== '').join(' · ')}
        title={t.lede(one.resourceTitle, one.needTitle)}
        state={w.states[one.state]}
        lede={one.reason === null ? undefined : t.reason(one.reason)}
      />
      <Refusal state={props.state} />
      <div class="bar">
        <ProposalActs
          view={view}
          root={`${root}/matches/${one.id}`}
          keyValue={props.keyValue}
          one={one}
          who={props.who}
          rated={props.rating !== null}
        />
      </div>
      <Pair
        side={
          <Block title={t.facts}>
            <Facts items={facts} />
          </Block>
        }
      >
        <Block title={t.thread}>
          <Thread view={view} steps={steps(view, one, props.actors)} />
        </Block>
        <Block title={t.why}>
          <Reasons view={view} parts={one.parts} />
        </Block>
      </Pair>
    </Page>
  );
}

/** One proposal as one of the two sees it. */
export interface MyMatch {
  readonly one: Proposal;
  readonly who: Standing;
  readonly contact: OtherSide | null;
  readonly rated: boolean;
}

function waitsForMe(match: MyMatch): boolean {
  const { one, who } = match;
  if (one.state === 'proposed')
    return (who.giver && one.giverAcceptedAt === null) || (who.taker && one.takerAcceptedAt === null);
  return (one.state === 'accepted' && who.giver) || (one.state === 'handed_over' && who.taker);
}

function MyLines(props: { readonly view: View; readonly keyValue: string; readonly list: readonly MyMatch[] }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const root = `${meRoot(view)}/matches`;
  return (
    <Lines
      items={props.list.map(({ one, who, contact, rated }) => {
        const agreed = one.state === 'accepted' || one.state === 'handed_over';
        const note =
          contact === null
            ? agreed
              ? w.mine.counter
              : (one.reason ?? '')
            : contact.phone === null
              ? w.record.noPhone(contact.name)
              : w.record.contact(contact.name, contact.phone);
        const self: Standing = { ...who, desk: false };
        return {
          key: one.id,
          what: (
            <>
              {who.taker ? w.mine.asTaker('') : w.mine.asGiver(one.needTitle)}
              {who.taker ? '' : ' · '}
              <a href={`${spaceRoot(view)}/resources/${one.resourceId}`}>{one.resourceTitle}</a>
              {' · '}
              {quantityText(one)}
            </>
          ),
          acts: (
            <ProposalActs
              view={view}
              root={`${root}/${one.id}`}
              keyValue={props.keyValue}
              one={one}
              who={self}
              rated={rated}
            />
          ),
          note,
          value: w.states[one.state],
        };
      })}
    />
  );
}

/** One's own page: what waits for an answer, what is under way with how to reach the other, and what was. */
export function MyMatchesPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly matches: readonly MyMatch[];
  /** Needs that one's own things fit, and which thing it is. */
  readonly fits: readonly { readonly id: string; readonly title: string; readonly thing: string }[];
}): VNode {
  const { view, matches } = props;
  const t = wordsOf(view).mine;
  const waiting = matches.filter(waitsForMe);
  const rest = matches.filter((one) => !waitsForMe(one));
  const running = rest.filter(({ one }) => ['proposed', 'accepted', 'handed_over'].includes(one.state));
  const past = rest.filter((one) => !running.includes(one));
  const acts = (
    <>
      <ActLink href={`${spaceRoot(view)}/help`} icon="give">
        {t.help}
      </ActLink>
      <ActLink href={`${meRoot(view)}/resources`}>{t.resources}</ActLink>
    </>
  );
  return (
    <Page view={view} title={t.title} area="me" section="me">
      <PageHead title={t.title} lede={t.lede} />
      <Refusal state={props.state} />
      <Block title={t.waiting} id="waiting" voice>
        {waiting.length === 0 ? (
          <Empty title={t.none} acts={acts}>
            {t.noneMore}
          </Empty>
        ) : (
          <MyLines view={view} keyValue={props.keyValue} list={waiting} />
        )}
      </Block>
      {running.length > 0 && (
        <Block title={t.running} id="running">
          <MyLines view={view} keyValue={props.keyValue} list={running} />
        </Block>
      )}
      {props.fits.length > 0 && (
        <Block title={t.fits} id="fits">
          <p>{t.fitsMore}</p>
          <Lines
            items={props.fits.map((one) => ({
              key: one.id,
              what: <a href={`${spaceRoot(view)}/needs/${one.id}`}>{one.title}</a>,
              note: one.thing,
            }))}
          />
        </Block>
      )}
      {past.length > 0 && (
        <Block title={t.past} id="past">
          <MyLines view={view} keyValue={props.keyValue} list={past} />
        </Block>
      )}
    </Page>
  );
}
