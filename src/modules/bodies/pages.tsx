import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { seatWords, standing } from './pages-words.ts';
import { isHeld } from './rules.ts';
import type { Body, Seat } from './schema.ts';
import type { Interest } from './schema-interests.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** A body in a list, with how many seats vote on it today. */
export interface BodyRow {
  readonly body: Body;
  readonly votingSeats: number;
}

/** A seat with its holder's name for this reader, and whom they sit for. */
export interface NamedSeat {
  readonly seat: Seat;
  readonly name: string;
  /** Who is named to stand in. */
  readonly substitute: string | null;
  readonly organisation: string | null;
}

/** Columns of the list of bodies. */
export function bodyColumns({ view }: Pick<Context, 'view'>): readonly Column<BodyRow>[] {
  const w = wordsOf(view);
  const kind = (row: BodyRow): string => w.bodyKinds[row.body.kind];
  const state = (row: BodyRow): string => w.bodyStates[row.body.state];
  return [
    {
      key: 'name',
      title: w.pages.name,
      cell: (r) => r.body.name,
      text: (r) => r.body.name,
      wide: true,
      sortable: true,
    },
    { key: 'kind', title: w.pages.kind, cell: kind, text: kind, secondary: true, sortable: true },
    { key: 'state', title: w.pages.state, cell: state, text: state, secondary: true },
    {
      key: 'seats',
      title: w.pages.seatsCount,
      cell: (row) => w.pages.seatsOf(row.votingSeats),
      text: (row) => row.votingSeats,
      numeric: true,
    },
    {
      key: 'since',
      title: w.pages.since,
      cell: (row) => row.body.activeFrom !== null && <Day view={view} date={row.body.activeFrom} full />,
      text: (row) => row.body.activeFrom,
      desktopOnly: true,
      sortable: true,
    },
  ];
}

/** The public list of bodies; at the desk the same list with what can be done. */
export function BodiesPage(props: {
  readonly view: View;
  readonly data: ListData<BodyRow>;
  readonly root: string;
  readonly desk?: boolean;
}): VNode {
  const { view, data, root } = props;
  const w = wordsOf(view).pages;
  const desk = props.desk === true;
  return (
    <Page view={view} title={w.bodies} section="rules" area={desk ? 'desk' : 'public'} wide>
      <PageHead title={w.bodies} lede={w.bodiesLede} />
      <List
        view={view}
        {...data}
        title={w.bodies}
        level={2}
        rowKey={(row) => row.body.id}
        rowHref={(row) => `${root}/bodies/${row.body.id}`}
        bar={
          desk && (
            <>
              <ActLink href={`${root}/bodies/new`} kind="line" icon="plus">
                {wordsOf(view).desk.newBody}
              </ActLink>
              <ActLink href={`${root}/rules/new`} icon="paper">
                {wordsOf(view).desk.newRule}
              </ActLink>
            </>
          )
        }
        empty={
          <Empty
            title={w.noBodies}
            acts={
              <>
                <ActLink href={`${spaceRoot(view)}/rules`}>{w.seeRules}</ActLink>
                <ActLink href={`${spaceRoot(view)}/decisions`}>{w.seeDecisions}</ActLink>
              </>
            }
          >
            {w.noBodiesWhy}
          </Empty>
        }
      />
    </Page>
  );
}

function termText(view: View, seat: Seat): string {
  const w = wordsOf(view).pages;
  const from = w.from(formatDate(seat.startsOn, view.lang));
  return seat.endsOn === null ? from : `${from}, ${w.until(formatDate(seat.endsOn, view.lang))}`;
}

/** Seats as lines: for whom, who, and until when. */
export function SeatLines(props: {
  readonly view: View;
  readonly seats: readonly NamedSeat[];
  readonly acts?: (seat: Seat) => VNode;
}): VNode {
  const { view, seats, acts } = props;
  const w = wordsOf(view);
  if (seats.length === 0) return <p class="muted">{w.pages.noSeats}</p>;
  return (
    <Lines
      items={seats.map(({ seat, name, organisation, substitute }) => ({
        key: seat.id,
        what: (
          <>
            {w.seatKinds[seat.kind]} <b class="one">{name}</b>
            {organisation !== null && ` · ${organisation}`}
          </>
        ),
        note: [
          termText(view, seat),
          ...(seat.votes ? [] : [w.pages.noVote]),
          ...(substitute === null && seat.awayUntil === null ? [] : [standing(view, seat, substitute)]),
        ].join(' · '),
        ...(acts === undefined ? {} : { acts: acts(seat) }),
      }))}
    />
  );
}

/** Seats that are over, with the reason. */
export function FormerSeats(props: { readonly view: View; readonly seats: readonly NamedSeat[] }): VNode | null {
  const { view, seats } = props;
  const w = wordsOf(view);
  if (seats.length === 0) return null;
  return (
    <Block title={w.pages.formerSeats}>
      <Lines
        items={seats.map(({ seat, name }) => ({
          key: seat.id,
          what: (
            <>
              {w.seatKinds[seat.kind]} <b class="one">{name}</b>
            </>
          ),
          note:
            seat.endedAt === null
              ? termText(view, seat)
              : w.pages.ended(formatDate(seat.endedAt, view.lang), seat.endedReason ?? ''),
        }))}
      />
    </Block>
  );
}

/** What a body's page is made of. */
export interface BodyView {
  readonly body: Body;
  readonly seats: readonly NamedSeat[];
  readonly host: string | null;
  /** Seats whose term is over and that nobody took after. */
  readonly empty: readonly Seat[];
  /** Matters raised to it. */
  readonly raised: readonly { readonly id: string; readonly title: string; readonly number: string }[];
  /** What each member and substitute declared for the term. */
  readonly register: readonly { readonly name: string; readonly declared: readonly Interest[] }[];
  /** Sentences on what is missing, by the standards of today. */
  readonly gaps: readonly string[];
  readonly today: LocalDate;
}

/** Splits seats into those held today or later and those that are over. */
export function splitSeats(data: BodyView): { readonly now: NamedSeat[]; readonly former: NamedSeat[] } {
  const over = ({ seat }: NamedSeat): boolean =>
    seat.endedAt !== null || (!isHeld(seat, data.today) && seat.startsOn <= data.today);
  return { now: data.seats.filter((one) => !over(one)), former: data.seats.filter(over) };
}

function BodyFacts(props: { readonly view: View; readonly data: BodyView }): VNode {
  const { view, data } = props;
  const w = wordsOf(view);
  const s = seatWords(view);
  const { activeFrom } = data.body;
  const voting = splitSeats(data).now.filter(({ seat }) => seat.votes).length;
  return (
    <Facts
      items={[
        { term: w.pages.state, value: w.bodyStates[data.body.state] },
        { term: w.pages.seats, value: w.pages.votingSeats(voting) },
        ...(data.body.level === 'community' ? [] : [{ term: s.seat.level, value: s.levels[data.body.level] }]),
        ...(activeFrom === null ? [] : [{ term: w.pages.since, value: <Day view={view} date={activeFrom} full /> }]),
        ...(data.host === null ? [] : [{ term: w.pages.host, value: data.host }]),
      ]}
    />
  );
}

/** A body in public: who sits for whom until when, and what it is for. */
export function BodyPage(props: { readonly view: View; readonly data: BodyView }): VNode {
  const { view, data } = props;
  const w = wordsOf(view);
  const { now, former } = splitSeats(data);
  return (
    <Page view={view} title={data.body.name} section="rules">
      <RecordHead
        kind={w.bodyKinds[data.body.kind]}
        title={data.body.name}
        state={w.bodyStates[data.body.state]}
        next={
          <>
            <ActLink href={`${spaceRoot(view)}/decisions?body=${data.body.id}`}>{w.pages.decisionsOf}</ActLink>
            <ActLink href={`${spaceRoot(view)}/meetings?body=${data.body.id}`}>{w.pages.meetingsOf}</ActLink>
            <ActLink href={`${spaceRoot(view)}/rules`}>{w.pages.seeRules}</ActLink>
          </>
        }
      />
      <Pair side={<BodyFacts view={view} data={data} />}>
        {data.gaps.length > 0 && (
          <Note tone="wait">
            <p>{data.body.state === 'forming' ? w.pages.notReady : w.pages.gaps}</p>
            {data.gaps.map((gap) => (
              <p key={gap}>{gap}</p>
            ))}
          </Note>
        )}
        <EmptySeats view={view} data={data} />
        <Block title={w.pages.seats}>
          <SeatLines view={view} seats={now} />
        </Block>
        <Block title={w.pages.charter}>
          <Lines
            items={data.body.charter
              .split('\n')
              .filter((line) => line.trim() !== '')
              .map((line, at) => ({ key: `${at}`, what: line }))}
          />
        </Block>
        <BodyDuties view={view} body={data.body} />
        <RaisedTo view={view} data={data} root={spaceRoot(view)} />
        <Register view={view} data={data} />
        <FormerSeats view={view} seats={former} />
      </Pair>
    </Page>
  );
}

/** Seats that stand empty since a term ended; nothing where none does. */
export function EmptySeats(props: { readonly view: View; readonly data: BodyView }): VNode | null {
  const { view, data } = props;
  const w = seatWords(view).seat;
  if (data.empty.length === 0) return null;
  return (
    <Note tone="wrong">
      <p>
        <b>{w.empty}</b>
      </p>
      {data.empty.map((one) => (
        <p key={one.id}>
          {w.emptyLine(wordsOf(view).seatKinds[one.kind], one.endsOn === null ? '' : formatDate(one.endsOn, view.lang))}
        </p>
      ))}
    </Note>
  );
}

/** The matters raised to a group, each with its own page. */
export function RaisedTo(props: { readonly view: View; readonly data: BodyView; readonly root: string }): VNode | null {
  const { view, data, root } = props;
  if (data.raised.length === 0) return null;
  return (
    <Block title={seatWords(view).seat.raised}>
      <Lines
        items={data.raised.map((one) => ({
          key: one.id,
          what: <a href={`${root}/raised/${one.id}`}>{one.title}</a>,
          value: one.number,
        }))}
      />
    </Block>
  );
}

/** What a body may be given to do. */
export function BodyDuties(props: { readonly view: View; readonly body: Body }): VNode {
  const { view, body } = props;
  const words = seatWords(view);
  const w = words.seat;
  return (
    <Block title={w.duties}>
      <p>
        {body.areas.length === 0
          ? w.noDuties
          : body.areas.map((one) => words.areas[one]).join(view.lang === 'zh' ? '、' : ', ')}
      </p>
      <p class="muted">
        {w.dutiesNote} <a href={`${spaceRoot(view)}/responsibilities`}>{w.allDuties}</a>
      </p>
    </Block>
  );
}

/** The register of interests: a sentence for each, under the name this reader may see. */
export function Register(props: { readonly view: View; readonly data: BodyView }): VNode | null {
  const { view, data } = props;
  const words = seatWords(view);
  if (data.register.length === 0) return null;
  const said = (declared: readonly Interest[]): string => {
    if (declared.length === 0) return words.seat.undeclared;
    const real = declared.filter((one) => one.kind !== 'none');
    if (real.length === 0) return words.seat.nothing;
    return real.map((one) => `${words.kinds[one.kind]}: ${one.summary}`).join(view.lang === 'zh' ? '；' : '; ');
  };
  return (
    <Block title={words.seat.register} id="register">
      <Lines
        items={data.register.map((one, at) => ({ key: `${at}`, what: <b>{one.name}</b>, note: said(one.declared) }))}
      />
    </Block>
  );
}
