import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { ChosenType } from './queries-types.ts';
import { communityTypes } from './schema.ts';

/** What the records here say of the kinds by themselves. */
export interface OwnCounts {
  readonly kept: number;
  readonly promises: number;
  readonly met: number;
  readonly meetings: number;
}

function ownLines(view: View, type: ChosenType['type'], own: OwnCounts) {
  const t = wordsOf(view).types;
  const digits = (count: number): string => groupDigits(BigInt(count));
  const line = (key: string, what: string, value: string) => ({ key, what, value, note: t.ownSource });
  if (type === 'democratic') return [line('meetings', t.own.meetings, t.count(digits(own.meetings)))];
  if (type !== 'service') return [];
  return [
    line('promises', t.own.promises, t.ofAll(digits(own.kept), digits(own.promises))),
    line('needs', t.own.needs, t.needsMet(digits(own.met))),
  ];
}

/** The figures of one kind: those somebody wrote, and those the records here give. */
export function TypeFigures(props: {
  readonly view: View;
  readonly chosen: ChosenType;
  readonly own: OwnCounts;
}): VNode {
  const { view, chosen } = props;
  const w = wordsOf(view);
  const lines = [
    ...chosen.indicators.map((one) => ({
      key: one.id,
      what: one.title,
      note: w.about.figureNote(formatDate(one.asOf, view.lang), one.source),
      value: w.types.value(one.value, one.goal),
    })),
    ...ownLines(view, chosen.type, props.own),
  ];
  return lines.length === 0 ? <p class="muted">{w.types.noIndicators}</p> : <Lines items={lines} />;
}

/** The kinds a community works to be, as everybody reads them; nothing where none is chosen. */
export function TypesBlock(props: {
  readonly view: View;
  readonly types: readonly ChosenType[];
  readonly own: OwnCounts;
}): VNode | null {
  const { view, types, own } = props;
  const w = wordsOf(view);
  if (types.length === 0) return null;
  return (
    <Block title={w.types.publicTitle} id="types">
      {types.map((chosen) => (
        <section key={chosen.type}>
          <h3>{w.communityTypes[chosen.type]}</h3>
          <p class="muted">{w.typeHints[chosen.type]}</p>
          <TypeFigures view={view} chosen={chosen} own={own} />
        </section>
      ))}
    </Block>
  );
}

interface DeskProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly types: readonly ChosenType[];
  readonly own: OwnCounts;
  readonly today: LocalDate;
}

/** Choosing the kinds and writing their figures. */
export function DeskTypesPage(props: DeskProps): VNode {
  const { view, state, types } = props;
  const w = wordsOf(view);
  const t = w.types;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${spaceRoot(view)}/about#types`}>{t.about}</ActLink>
            <ActLink href={`${root}/about`}>{t.back}</ActLink>
          </>
        }
      />
      <Refused state={state} except={['choose', 'indicator']} />
      {types.length === 0 && <Empty title={t.none}>{t.noneWhy}</Empty>}
      {types.map((chosen) => (
        <Block key={chosen.type} title={w.communityTypes[chosen.type]}>
          <p class="muted">{t.since(formatDate(chosen.since, view.lang), chosen.reason)}</p>
          <TypeFigures view={view} chosen={chosen} own={props.own} />
          <ConfirmForm
            view={view}
            name="drop"
            action={`${root}/about/types/${chosen.type}/drop`}
            label={t.drop}
            kind="word"
            keyValue={`${props.keyValue}-${chosen.type}`}
            reason={{ label: t.dropWhy, required: true }}
          />
        </Block>
      ))}
      {types.length > 0 && <IndicatorForm {...props} />}
      {types.length < communityTypes.length && <ChooseForm {...props} />}
    </Page>
  );
}

function IndicatorForm(props: DeskProps): VNode {
  const { view, state, types } = props;
  const w = wordsOf(view);
  const t = w.types;
  const kept = { view, state, form: 'indicator' };
  const [first] = types;
  return (
    <Block title={t.indicator} id="indicator">
      <Form
        {...{ view, state, name: 'indicator', action: `${deskRoot(view)}/about/types/figures`, submit: t.indicatorAct }}
        keyValue={`${props.keyValue}-i`}
      >
        <Field
          {...kept}
          name="type"
          label={t.type}
          type="select"
          required
          options={types.map((one) => ({ value: one.type, label: w.communityTypes[one.type] }))}
        />
        <Field
          {...kept}
          name="title"
          label={t.indicatorTitle}
          hint={first === undefined ? '' : t.indicatorHint(w.typeSamples[first.type])}
          required
        />
        <FieldRow>
          <Field {...kept} name="value" label={t.valueLabel} required />
          <Field {...kept} name="goal" label={t.goal} optional />
        </FieldRow>
        <FieldRow>
          <Field {...kept} name="asOf" label={t.asOf} type="date" required value={props.today} />
          <Field {...kept} name="source" label={t.source} required />
        </FieldRow>
      </Form>
    </Block>
  );
}

function ChooseForm(props: DeskProps): VNode {
  const { view, state, types } = props;
  const w = wordsOf(view);
  const t = w.types;
  const kept = { view, state, form: 'choose' };
  const left = communityTypes.filter((type) => !types.some((one) => one.type === type));
  return (
    <Block title={t.choose} id="choose">
      <Form
        {...{ view, state, name: 'choose', action: `${deskRoot(view)}/about/types`, submit: t.chooseAct }}
        keyValue={`${props.keyValue}-c`}
        quiet
      >
        <Field
          {...kept}
          name="type"
          label={t.type}
          type="choices"
          required
          options={left.map((type) => ({ value: type, label: w.communityTypes[type], hint: w.typeHints[type] }))}
        />
        <Field {...kept} name="reason" label={t.reason} hint={t.reasonHint} required />
      </Form>
    </Block>
  );
}
