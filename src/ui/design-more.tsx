import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Tally } from './ballot.tsx';
import { Bars, FlowChart } from './chart.tsx';
import { budgetBar } from './design-parts.tsx';
import { designEn } from './en-design.ts';
import { Button, Field, Form, Note } from './form.tsx';
import { Icon } from './icon.tsx';
import { BigFigure, Money, wholeYuan } from './money.tsx';
import { CardSheet, Poster, Slip } from './print.tsx';
import { Block, Lines, Pair } from './record.tsx';
import { Said, Steps } from './say.tsx';
import type { View } from './view.tsx';
import { designZh } from './zh-design.ts';

interface Sample {
  readonly view: View;
}

function wordsOf(view: View): ReturnType<typeof pick<typeof designZh>> {
  return pick(view.lang, { zh: designZh, en: designEn });
}

/** One question at a time, and the last step after an error, with everything said before still there. */
export function SaySample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const state = {
    form: 'how',
    values: { reply: '0', phone: w.form.phoneValue },
    errors: { phone: w.form.phoneError },
  };
  return (
    <div class="pair pair-even">
      <Steps view={view} n={1} of={3} about={w.say.about}>
        <Form view={view} name="what" action="/design?part=say" submit={w.say.next} fill quiet>
          <Field view={view} form="what" name="words" label={w.form.say} hint={w.form.sayHint} type="area" question />
        </Form>
      </Steps>
      <Steps view={view} n={3} of={3} back="/design?part=say">
        <Form view={view} state={state} name="how" action="/design?part=say" submit={w.acts.main} fill>
          <Field
            view={view}
            state={state}
            form="how"
            name="reply"
            label={w.form.reply}
            type="choices"
            question
            options={w.form.replies.map((option, at) => ({
              value: `${at}`,
              label: option.label,
              ...(option.hint === '' ? {} : { hint: option.hint }),
            }))}
            follow={{
              0: <Field view={view} state={state} form="how" name="phone" label={w.form.phone} type="tel" />,
            }}
          />
          <Said
            editLabel={w.say.edit}
            items={[
              { term: w.form.say, value: w.form.sayValue, edit: '/design?part=say' },
              { term: w.form.where, value: w.paper.rows[1]?.value ?? '', edit: '/design?part=say' },
            ]}
          />
        </Form>
      </Steps>
    </div>
  );
}

/** One project a screen, the total always in sight, and what happens when it would go over. */
export function BallotSample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view).ballot;
  const step = (
    <p class="steps-top">
      <a href="/design?part=ballot">
        <Icon name="previous" />
        {wordsOf(view).say.edit}
      </a>
      <span>{w.at}</span>
    </p>
  );
  return (
    <div class="steps">
      <Tally
        chosen={w.chosen}
        left={w.left}
        label={w.label}
        budget={30_000_000n}
        have={18_600_000n}
        add={18_600_000n}
      />
      {step}
      <h1>{w.title}</h1>
      <p class="muted">
        <Icon name="place" /> {w.where}
      </p>
      <p class="cost">
        {w.cost}
        <small>{w.unit}</small>
      </p>
      <h2>{w.why}</h2>
      <p>{w.whyText}</p>
      <h2>{w.worry}</h2>
      <p>{w.worryText}</p>
      <Note tone="wait">{w.over}</Note>
      <form class="two" method="post" action="/design?part=ballot">
        <Button name="choice" value="no" fill>
          {w.no}
        </Button>
        <Button name="choice" value="yes" fill icon="edit">
          {w.yes}
        </Button>
      </form>
    </div>
  );
}

const flows = [
  [311_300n, 239_600n],
  [486_600n, 194_300n],
  [824_200n, 559_400n],
  [230_900n, 318_400n],
  [344_900n, 206_000n],
  [698_500n, 330_100n],
  [412_100n, 623_700n],
  [264_500n, 188_400n],
  [390_200n, 410_500n],
  [1_863_200n, 541_900n],
  [721_900n, 638_300n],
  [523_220n, 99_500n],
] as const;

function FundSide(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const given = [3_126_820n, 1_412_000n, 1_200_000n, 800_000n, 532_700n];
  const parts = [4_912_050n, 1_230_000n, 700_000n];
  return (
    <>
      <Block title={w.fund.parts}>
        <Lines
          items={w.fund.part.map((what, at) => ({
            key: what,
            what,
            value: <Money fen={parts[at] ?? 0n} {...(at === 1 ? { tone: 'held' as const } : {})} />,
          }))}
        />
        <Note tone="good">{w.notes.good}</Note>
      </Block>
      <Block title={w.fund.givers}>
        <Bars
          view={view}
          headless
          tone="in"
          title={w.fund.givers}
          bars={w.fund.sources.map((label, at) => ({
            label,
            value: given[at] ?? 0n,
            text: wholeYuan(given[at] ?? 0n),
          }))}
        />
      </Block>
    </>
  );
}

/** The books: one figure, the year as it came and went, the budget, and who gives. */
export function FundSample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <>
      <div class="head">
        <h1>{w.fund.title}</h1>
        <BigFigure fen={6_842_050n} />
      </div>
      <Pair side={<FundSide view={view} />}>
        <Block title={w.fund.flow}>
          <FlowChart
            view={view}
            headless
            title={w.fund.flow}
            months={flows.map(([into, out], at) => ({
              label: w.front.months[at] ?? '',
              in: into,
              out,
              inText: wholeYuan(into),
              outText: wholeYuan(out),
            }))}
            inLabel={w.fund.in}
            outLabel={w.fund.out}
            head={[w.fund.head[0] ?? '', w.fund.head[1] ?? '']}
          />
        </Block>
        <Block title={w.fund.budget}>
          <Bars
            view={view}
            headless
            title={w.fund.budget}
            bars={w.fund.lines.map((line) => budgetBar(line, w.fund.overNote))}
            fold={5}
            more={w.fund.more}
          />
        </Block>
      </Pair>
    </>
  );
}

/** The slip, the household cards, and the board poster. */
export function PaperSample(props: Sample): VNode {
  const { view } = props;
  const w = wordsOf(view).paper;
  const url = 'https://linli.example/ld/1127';
  return (
    <>
      <Slip view={view} number="1127" date={w.date} rows={w.rows} url={url} />
      <CardSheet
        view={view}
        cards={['K7Q4 2M9D', 'P3XW 8T6H'].map((code) => ({ code, label: w.card, url: `${url}/${code.slice(0, 4)}` }))}
      />
      <Poster
        view={view}
        period={w.period}
        title={w.title}
        figures={w.figures.map((figure) => ({ term: figure.term, note: figure.note, fen: BigInt(figure.fen) }))}
        deedsTitle={w.deedsTitle}
        deeds={w.deeds.map((deed) => ({ what: deed.what, fen: BigInt(deed.fen) }))}
        not={w.not}
        url="https://linli.example/ld"
      />
    </>
  );
}
