import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { pick } from '#kernel/words';
import { sampleBalance } from './design-parts.tsx';
import { designEn } from './en-design.ts';
import { ActLink } from './form.tsx';
import { FrontPage, type FrontPageProps } from './front.tsx';
import { type Column, List, readListQuery } from './list.tsx';
import { Votes } from './marks.tsx';
import { Money, ShortMoney } from './money.tsx';
import { Block, Empty, Facts, Pair, RecordHead } from './record.tsx';
import { Seal } from './seal.tsx';
import { Sums, Thread, type ThreadStep } from './thread.tsx';
import { SolveHere, TodayPage } from './today.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';
import { designZh } from './zh-design.ts';

interface Sample {
  readonly view: View;
}

function wordsOf(view: View): ReturnType<typeof pick<typeof designZh>> {
  return pick(view.lang, { zh: designZh, en: designEn });
}

const sampleUrl = 'https://linli.example/s/liudu';

/** A drawing where a photograph will be: a landing, a window, a folding seat, a handrail. */
function Drawing(props: { readonly label: string }): VNode {
  return (
    <svg class="drawing" viewBox="0 0 640 400" preserveAspectRatio="xMidYMid slice" role="img" aria-label={props.label}>
      <rect class="d-wall" width="640" height="400" />
      <path class="d-light" d="M150 60 L300 60 L470 400 L230 400Z" />
      <rect class="d-sky" x="138" y="44" width="150" height="150" />
      <path class="d-leaf" d="M138 194c10-40 34-58 62-56 4-30 30-44 52-34-6 34-22 60-50 90z" />
      <path class="d-ink" d="M138 44h150v150H138zM213 44v150M138 119h150" />
      <path class="d-step" d="M640 130V400H330V364H392V318H454V272H516V226H578V180H640Z" />
      <path
        class="d-ink"
        d="M0 364H392V318H454V272H516V226H578V180H640M352 262L640 48M372 247V364M496 155V272M620 63V180"
      />
      <rect class="d-seat" x="150" y="262" width="128" height="18" />
      <path class="d-ink" d="M160 280V322M268 280V322M150 226V262M278 226V262M150 232H278" />
    </svg>
  );
}

function frontProps(view: View): FrontPageProps {
  const w = wordsOf(view).front;
  const tone = (text: string): 'good' | 'wait' | undefined => (text === 'good' || text === 'wait' ? text : undefined);
  return {
    view,
    hello: w.hello,
    duty: w.duty,
    week: w.week.map((item) => {
      const marked = tone(item.tone);
      return {
        key: item.title,
        when: item.when,
        title: item.title,
        href: '/design?part=record',
        note: item.note,
        ...(item.state === '' ? {} : { state: item.state }),
        ...(marked === undefined ? {} : { tone: marked }),
      };
    }),
    weekMore: { href: '/design', label: w.weekMore },
    story: {
      title: w.story,
      text: w.storyText,
      href: '/design?part=trace',
      link: w.storyLink,
      picture: <Drawing label={w.picture} />,
      caption: w.caption,
    },
    fund: {
      title: w.fund,
      fen: 6_842_050n,
      note: w.fundNote,
      finding: w.finding,
      months: sampleBalance.map((value, at) => ({ label: w.months[at] ?? '', value, text: formatFen(value) })),
      ends: [
        <>
          {w.from} <b>{<ShortMoney view={view} fen={4_190_000n} />}</b>
        </>,
        <>
          {w.to} <b>{<ShortMoney view={view} fen={6_842_050n} />}</b>
        </>,
      ],
      href: '/design?part=fund',
    },
    promises: {
      kept: 21,
      late: 1,
      open: 1,
      owed: w.owed.map((item) => ({
        key: item.mark,
        mark: item.mark,
        tone: item.tone === 'late' ? 'late' : 'wait',
        text: item.text,
      })),
      href: '/design',
    },
  };
}

/** The front page of a space. */
export function FrontSample(props: Sample): VNode {
  return <FrontPage {...frontProps(props.view)} />;
}

/** The front page on the wall. */
export function WallSample(props: Sample): VNode {
  return <FrontPage {...frontProps(props.view)} wall={{ url: `${sampleUrl}/say` }} />;
}

function toneOf(text: string): ThreadStep['tone'] {
  return text === 'decided' || text === 'paid' || text === 'hold' || text === 'gain' ? text : 'plain';
}

/** A need with its promise, its thread into the future, and a second one with a very long title. */
export function RecordSample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view).record;
  const steps = w.thread.map((step) => ({
    mark: step.mark,
    tone: toneOf(step.tone),
    date: step.date,
    title: step.title,
    body: step.body,
    future: step.future !== '',
  }));
  return (
    <>
      <RecordHead
        kind={w.kind}
        title={w.title}
        state={
          <>
            {w.state}
            <span class="held">{w.wait}</span>
          </>
        }
        next={
          <>
            <ActLink href="/design" kind="main" icon="join">
              {w.join}
            </ActLink>
            <ActLink href="/design">{w.know}</ActLink>
          </>
        }
      />
      <Pair
        side={
          <Block title={w.voices} voice>
            <p>{w.voicesText}</p>
            <Facts items={w.facts} />
            <ActLink href="/design?part=paper" icon="print">
              {w.slip}
            </ActLink>
          </Block>
        }
      >
        <Block title={w.steps}>
          <Thread view={view} steps={steps} />
        </Block>
      </Pair>
      <RecordHead kind={w.kind} title={w.longTitle} state={w.state} />
    </>
  );
}

function traceSteps(view: View): ThreadStep[] {
  const w = wordsOf(view).trace;
  return w.steps.map((step) => ({
    mark: step.mark,
    tone: toneOf(step.tone),
    date: step.date,
    title: step.title,
    carries: step.carries !== '',
    ...(step.amount === '' ? {} : { amount: step.amount }),
    ...(step.body === 'branch' ? { branch: w.branch } : {}),
    ...(step.body === 'branch' ? {} : { body: step.body === 'votes' ? <TraceVote view={view} /> : step.body }),
  }));
}

function TraceVote(props: Sample): VNode {
  return (
    <>
      <p>
        <Votes view={props.view} yes={5} no={1} recused={1} />
      </p>
      <p>{wordsOf(props.view).trace.votes}</p>
    </>
  );
}

/** From words to verdict, with every amount; it prints on one A4. */
export function TraceSample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view).trace;
  const values = [680_000n, -653_200n, -26_800n, 0n];
  const tones = [undefined, 'out', 'in', undefined] as const;
  return (
    <>
      <RecordHead kind={w.kind} title={w.title} lede={w.lede} said />
      <Pair
        side={
          <section class="proof">
            <Seal text={uiWords(view.lang).proofSeal} size="large" />
            <div>
              <h2>{w.proof}</h2>
              <p>
                {w.proofText}
                <code>9f3c 71ae 04d8 5b62</code>
                {w.proofCopy}
              </p>
              <ActLink href="/design" icon="print">
                {w.print}
              </ActLink>
            </div>
          </section>
        }
      >
        <Thread view={view} steps={traceSteps(view)} level={2} />
        <Sums
          rows={w.sums.map((term, at) => {
            const tone = tones[at];
            return { term, value: <Money fen={values[at] ?? 0n} />, ...(tone === undefined ? {} : { tone }) };
          })}
        />
      </Pair>
    </>
  );
}

type Row = (typeof designZh)['list']['rows'][number];

function listColumns(view: View): readonly Column<Row>[] {
  const c = wordsOf(view).list.columns;
  return [
    { key: 'no', title: c.no, cell: (r) => <span class="muted">{r.no}</span>, text: (r) => r.no, secondary: true },
    {
      key: 'what',
      title: c.what,
      cell: (r) => (
        <>
          {r.what}
          <small>{r.said}</small>
        </>
      ),
      text: (r) => r.what,
      wide: true,
    },
    { key: 'where', title: c.where, cell: (r) => <small>{r.where}</small>, text: (r) => r.where, desktopOnly: true },
    { key: 'state', title: c.state, cell: (r) => r.state, text: (r) => r.state, secondary: true },
    { key: 'voices', title: c.voices, cell: (r) => r.voices, text: (r) => r.voices, numeric: true, secondary: true },
    { key: 'who', title: c.who, cell: (r) => r.who, text: (r) => r.who, desktopOnly: true },
    { key: 'due', title: c.due, cell: (r) => <span class={r.tone}>{r.due}</span>, text: (r) => r.due, sortable: true },
    {
      key: 'granted',
      title: c.granted,
      cell: (r) => (r.fen === '' ? '\u2014' : <Money fen={BigInt(r.fen)} />),
      text: (r) => (r.fen === '' ? null : BigInt(r.fen)),
      numeric: true,
      secondary: true,
      sortable: true,
      foldTitle: '',
    },
  ];
}

/** The list of the desk, and the same one empty. */
export function ListSample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const query = readListQuery('/design?state=0&estate=0&sort=due', {
    filters: ['state', 'estate'],
    sortable: ['due', 'granted'],
  });
  const filters = w.list.filters.map((filter) => ({
    key: filter.key,
    title: filter.title,
    options: filter.options.map((label, at) => ({ value: `${at}`, label, count: 38 - at * 9 })),
  }));
  const shared = {
    view,
    columns: listColumns(view),
    query,
    filters,
    title: w.list.title,
    rowKey: (row: Row) => row.no,
    rowHref: () => '/design?part=record',
    empty: (
      <Empty
        title={w.empty.title}
        acts={
          <>
            <ActLink href="/design?part=list" icon="check">
              {w.empty.first}
            </ActLink>
            <ActLink href="/design?part=list" icon="close">
              {w.empty.second}
            </ActLink>
          </>
        }
      >
        {w.empty.text}
      </Empty>
    ),
  };
  return (
    <>
      <List
        {...shared}
        rows={w.list.rows}
        total={168}
        search
        bar={
          <ActLink href="/design" icon="plus">
            {w.list.write}
          </ActLink>
        }
        sums={{ what: w.list.sum, voices: '103', granted: <Money fen={23_073_000n} /> }}
      />
      <List {...shared} rows={[]} total={0} level={2} />
    </>
  );
}

function dueTone(text: string): { readonly tone?: 'late' | 'soon' } {
  return text === 'late' || text === 'soon' ? { tone: text } : {};
}

/** What the desk opens on; the third row is being solved on the spot. */
export function TodaySample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view).today;
  const acts = (fresh: boolean, open: boolean): VNode => (
    <>
      <ActLink href="/design" icon={fresh ? 'edit' : 'phone'} shortcut={fresh ? 'a' : 'c'}>
        {fresh ? w.take : w.ring}
      </ActLink>
      <SolveHere view={view} action={open ? '/design/solve' : '/design/solve-other'} promise={w.promise} open={open} />
    </>
  );
  const rows = w.rows.map((row, at) => ({
    group: row.group,
    key: `row${at}`,
    when: row.when,
    whenNote: row.day,
    what: row.what,
    href: '/design?part=record',
    note: row.note,
    whom: row.whom,
    whomNote: row.where,
    acts:
      at === 0 || at === 2 ? (
        acts(false, at === 2)
      ) : (
        <ActLink href="/design" icon="phone">
          {w.ring}
        </ActLink>
      ),
    ...dueTone(row.tone),
  }));
  return (
    <TodayPage
      view={view}
      counts={{ late: 2, today: 2, fresh: 3, waiting: 0 }}
      date={w.date}
      newHref="/design?part=say"
      groups={w.groups.map((title, at) => ({
        key: `${at}`,
        title,
        note: w.notes[at] ?? '',
        rows: rows.filter((row) => row.group === `${at}`),
        calm: w.calm,
      }))}
      week={w.week.map((label, at) => ({ label, count: [2, 1, 4, 0, 3][at] ?? 0, now: at === 0 }))}
      yesterday={w.yesterday.map((line) => ({
        term: line.term,
        value: line.value,
        ...(line.tone === 'in' || line.tone === 'late' ? { tone: line.tone } : {}),
      }))}
    />
  );
}
