import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { pick } from '#kernel/words';
import { Bars, LineChart } from './chart.tsx';
import { designEn } from './en-design.ts';
import { ActLink, Button, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from './form.tsx';
import { Icon, iconNames } from './icon.tsx';
import { PromiseMarks, Votes } from './marks.tsx';
import { BigFigure, Hours, Money, ShortMoney, wholeYuan } from './money.tsx';
import { Block, Empty, Facts } from './record.tsx';
import { Seal } from './seal.tsx';
import { Sums } from './thread.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';
import { designZh } from './zh-design.ts';

const swatches = [
  'paper',
  'surface',
  'ink',
  'muted',
  'line',
  'line-strong',
  'cinnabar',
  'pine',
  'ochre',
  'lake',
  'pine-tint',
  'ochre-tint',
  'cinnabar-tint',
  'lake-tint',
] as const;

/** Colour, type, seals and icons. */
export function TokenSamples(props: { readonly view: View }): VNode {
  const w = pick(props.view.lang, { zh: designZh, en: designEn });
  return (
    <>
      <p class="why">{w.why.colour}</p>
      <ul class="swatches">
        {swatches.map((name) => (
          <li key={name}>
            <svg viewBox="0 0 10 4" preserveAspectRatio="none" aria-hidden="true">
              <rect class={`sw-${name}`} width="10" height="4" />
            </svg>
            <small>{name}</small>
          </li>
        ))}
      </ul>
      <p class="why">{w.why.type}</p>
      <div class="scale">
        {['6', '5', '4', '3', '2', '1'].map((size) => (
          <p key={size} class={`sz${size}`}>
            {w.scale}
          </p>
        ))}
      </div>
      <div class="row-of">
        {w.sealSamples.map((text) => (
          <Seal key={text} text={text} size="large" />
        ))}
        <Seal text={w.sealSamples[1] ?? ''} />
        <Seal text={w.sealSamples[3] ?? ''} size="small" ink />
      </div>
      <p class="why">{w.why.icons}</p>
      <ul class="icons">
        {iconNames.map((name) => (
          <li key={name}>
            <Icon name={name} /> <small>{name}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The line of a balance over twelve months, shared by the samples. */
export const sampleBalance = [
  4_190_000n,
  4_420_000n,
  4_650_000n,
  4_580_000n,
  4_700_000n,
  5_020_000n,
  4_840_000n,
  4_910_000n,
  4_890_000n,
  6_270_000n,
  6_360_000n,
  6_842_050n,
] as const;

function Figures(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = pick(view.lang, { zh: designZh, en: designEn });
  return (
    <>
      <p class="why">{w.why.money}</p>
      <BigFigure fen={6_842_050n} />
      <Facts
        items={[
          { term: w.fund.head[0], value: <Money fen={214_000n} sign tone="in" /> },
          { term: w.fund.head[1], value: <Money fen={-272_000n} tone="out" /> },
          { term: w.fund.part[1], value: <Money fen={680_000n} tone="held" /> },
          { term: w.fund.part[0], value: <ShortMoney view={view} fen={123_456_789_01n} /> },
          { term: w.form.help[0], value: <Hours view={view} minutes={2060n} /> },
        ]}
      />
      <Sums
        rows={[
          { term: w.trace.sums[0], value: <Money fen={680_000n} /> },
          { term: w.trace.sums[1], value: <Money fen={-653_200n} />, tone: 'out' },
          { term: w.trace.sums[2], value: <Money fen={-26_800n} />, tone: 'in' },
          { term: w.trace.sums[3], value: <Money fen={0n} /> },
        ]}
      />
      <PromiseMarks view={view} kept={21} late={1} open={1} />
      <p>
        <Votes view={view} yes={5} no={1} abstain={1} recused={1} />
      </p>
    </>
  );
}

function Charts(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = pick(view.lang, { zh: designZh, en: designEn });
  const shown = sampleBalance.map((value, at) => ({
    label: w.front.months[at] ?? '',
    value,
    text: formatFen(value),
  }));
  return (
    <Block title={w.parts.fund}>
      <LineChart view={view} title={w.front.finding} points={shown} ends={[w.front.from, w.front.to]} />
      <p class="why">{w.why.bars}</p>
      <Bars
        view={view}
        title={w.fund.budget}
        bars={w.fund.lines.map((line) => budgetBar(line, w.fund.overNote))}
        fold={5}
        more={w.fund.more}
      />
    </Block>
  );
}

/** One budget line of the samples, with its room and what went beyond it. */
export function budgetBar(
  line: { readonly label: string; readonly spent: string; readonly of: string },
  note: string,
): Parameters<typeof Bars>[0]['bars'][number] {
  const value = BigInt(line.spent);
  const of = BigInt(line.of);
  return {
    label: line.label,
    value,
    text: wholeYuan(value),
    of,
    ofText: wholeYuan(of),
    ...(value > of ? { overText: wholeYuan(value - of), note } : {}),
  };
}

/** Actions, notes, figures, charts, and what stands where there is nothing. */
export function ComponentSamples(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = pick(view.lang, { zh: designZh, en: designEn });
  return (
    <>
      <p class="why">{w.why.acts}</p>
      <div class="row-of">
        <Button kind="main">{w.acts.main}</Button>
        <Button icon="join">{w.acts.line}</Button>
        <ActLink href="#components" icon="money">
          {w.acts.word}
        </ActLink>
        <ConfirmForm view={view} action="/design/take" label={w.acts.plain} />
        <ConfirmForm
          view={view}
          action="/design/back"
          label={w.acts.confirm}
          icon="undo"
          reason={{ label: w.acts.reason, required: true }}
        />
      </div>
      <Note tone="good">{w.notes.good}</Note>
      <Note tone="wait">{w.notes.wait}</Note>
      <Note tone="wrong">{w.notes.wrong}</Note>
      <Note>{w.notes.plain}</Note>
      <Figures view={view} />
      <Charts view={view} />
      <p class="why">{w.why.empty}</p>
      <Empty
        title={w.empty.title}
        acts={
          <>
            <ActLink href="#components" icon="check">
              {w.empty.first}
            </ActLink>
            <ActLink href="#components" icon="close">
              {w.empty.second}
            </ActLink>
          </>
        }
      >
        {w.empty.text}
      </Empty>
    </>
  );
}

function refused(view: View): FormState {
  const w = pick(view.lang, { zh: designZh, en: designEn }).form;
  return {
    form: 'refused',
    values: { matter: w.sayValue, amount: w.amountValue, phone: w.phoneValue, class: '2', help: ['0', '2'] },
    errors: { amount: w.amountError, phone: w.phoneError, reply: w.replyError },
  };
}

function SampleForm(props: { readonly view: View; readonly form: string; readonly state?: FormState }): VNode {
  const { view, form, state } = props;
  const w = pick(view.lang, { zh: designZh, en: designEn }).form;
  const common = { view, form, state };
  return (
    <Form
      view={view}
      state={state}
      name={form}
      action="/design"
      submit={w.submit}
      quiet={state === undefined}
      aside={<ActLink href="/design">{w.back}</ActLink>}
    >
      <Field {...common} name="matter" label={w.say} hint={w.sayHint} type="area" required />
      <FieldRow>
        <Field {...common} name="amount" label={w.amount} type="money" required />
        <Field {...common} name="day" label={w.day} type="date" optional />
      </FieldRow>
      <Field
        {...common}
        name="class"
        label={w.class}
        type="select"
        options={w.classes.map((label, at) => ({ value: `${at}`, label }))}
      />
      <Field
        {...common}
        name="help"
        label={w.helpLabel}
        type="checks"
        options={w.help.map((label, at) => ({ value: `${at}`, label }))}
      />
      <Field
        {...common}
        name="reply"
        label={w.reply}
        hint={w.replyHint}
        type="choices"
        required
        options={w.replies.map((option, at) => ({
          value: `${at}`,
          label: option.label,
          ...(option.hint === '' ? {} : { hint: option.hint }),
        }))}
      />
      <Field {...common} name="phone" label={w.phone} type="tel" optional />
      <Field {...common} name="photo" label={w.photo} hint={w.photoHint} type="file" accept="image/*" optional />
      <Field {...common} name="code" label={w.code} type="code" />
      <Field {...common} name="password" label={w.password} type="password" autocomplete="current-password" />
      <Field {...common} name="agree" label={w.agree} type="check" />
    </Form>
  );
}

/** Every kind of field, untouched and after a refusal. */
export function FormSamples(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = pick(view.lang, { zh: designZh, en: designEn });
  return (
    <div class="pair pair-even">
      <Block title={w.parts.forms}>
        <SampleForm view={view} form="fresh" />
      </Block>
      <Block title={uiWords(view.lang).form.kept}>
        <SampleForm view={view} form="refused" state={refused(view)} />
      </Block>
    </div>
  );
}
