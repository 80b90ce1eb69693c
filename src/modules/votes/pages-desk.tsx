import type { VNode } from 'preact';
import { addDays, localDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Fold, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { ballotSentence, daysOf, OptionLines, ruleSentence, stateWord, whoSentence, wordsOf } from './pages-parts.tsx';
import { ResultBlock, TurnoutBlock } from './pages-result.tsx';
import { lastDay, type Turnout } from './queries.ts';
import type { Poll } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Every vote at the desk. */
export function VotesDeskPage(props: {
  readonly view: View;
  readonly all: readonly Poll[];
  readonly mayWrite: boolean;
}): VNode {
  const { view, all } = props;
  const w = wordsOf(view).desk;
  const desk = deskRoot(view);
  const acts = (
    <>
      {props.mayWrite && (
        <ActLink href={`${desk}/votes/new`} kind="line" icon="plus">
          {w.make}
        </ActLink>
      )}
      <ActLink href={`${desk}/residence`}>{w.residence}</ActLink>
    </>
  );
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} acts={acts} />
      {all.length === 0 ? (
        <Empty title={w.none} acts={acts}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${desk}/votes/${one.id}`}>{one.title}</Name>,
            note: daysOf(view, one),
            value: stateWord(view, one),
          }))}
        />
      )}
    </Page>
  );
}

/** Rows of options on the form. */
export const optionRows = 12;

function OptionFields(props: FormView & { readonly of: Poll | null }): VNode {
  const { view, state, of } = props;
  const w = wordsOf(view).desk;
  const own = of === null || of.kind === 'yes_no' ? [] : of.options;
  const rows = Array.from({ length: optionRows }, (_, at) => at);
  const row = (at: number) => (
    <FieldRow key={at}>
      <Field
        {...{ view, state, form: 'poll', name: `options.${at}.title`, optional: true }}
        label={w.fields.option(at + 1)}
        value={own[at]?.title}
      />
      <Field
        {...{ view, state, form: 'poll', name: `options.${at}.note`, optional: true }}
        label={w.fields.note}
        value={own[at]?.note}
      />
    </FieldRow>
  );
  const ready = Math.max(3, own.length);
  return (
    <Block title={w.optionsTitle}>
      {rows.slice(0, ready).map(row)}
      <Fold title={w.moreOptions} state={state} fields={rows.slice(ready).map((at) => `options.${at}.title`)}>
        {rows.slice(ready).map(row)}
      </Fold>
    </Block>
  );
}

const optionsOf = (words: Readonly<Record<string, string>>, among: readonly string[]): FieldOption[] =>
  among.map((value) => ({ value, label: words[value] ?? value }));

function RuleFields(props: FormView & { readonly of: Poll | null }): VNode {
  const { view, state, of } = props;
  const w = wordsOf(view).desk;
  const f = w.fields;
  const common = { view, state, form: 'poll' };
  const number = { ...common, type: 'number', optional: true } as const;
  const text = (value: number | null | undefined) => (value === null || value === undefined ? undefined : `${value}`);
  return (
    <Fold title={w.more} state={state} fields={['min_age', 'seats', 'most', 'points']} open={of !== null}>
      <FieldRow>
        <Field
          {...{ ...common, name: 'quorum', type: 'select', label: f.quorum, required: true }}
          options={optionsOf(w.quorums, ['0', '1/3', '1/2', '2/3'])}
          value={of?.quorum ?? '0'}
        />
        <Field
          {...{ ...common, name: 'share', type: 'select', label: f.share, required: true }}
          options={optionsOf(w.shares, ['1/2', '2/3', '3/4'])}
          value={of?.share ?? '1/2'}
        />
        <Field
          {...{ ...common, name: 'turnout', type: 'select', label: f.turnout, required: true }}
          options={optionsOf(w.turnouts, ['open', 'closed'])}
          value={of?.turnout ?? 'open'}
        />
      </FieldRow>
      <FieldRow>
        <Field {...number} name="min_age" label={f.minAge} value={text(of?.minAge ?? 18)} />
        <Field {...number} name="seats" label={f.seats} value={text(of?.seats)} />
        <Field {...number} name="most" label={f.most} value={text(of?.most)} />
        <Field {...number} name="points" label={f.points} value={text(of?.points)} />
      </FieldRow>
    </Fold>
  );
}

/** A vote is written, or written on. */
export function PollFormPage(
  props: FormView & { readonly of: Poll | null; readonly places: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue, of } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const f = w.fields;
  const common = { view, state, form: 'poll' };
  const path = of === null ? `${deskRoot(view)}/votes/new` : `${deskRoot(view)}/votes/${of.id}/edit`;
  const today = localDate(view.now);
  const last = of === null ? undefined : localDate(new Date(of.closesAt.getTime() - 1));
  return (
    <Page view={view} title={w.make} area="desk" section="decisions">
      <PageHead kind={w.title} title={of === null ? w.make : w.edit} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'poll', action: path, submit: w.save }}>
        <Field {...common} name="title" label={f.title} value={of?.title} required />
        <Field {...common} name="text" type="area" label={f.text} value={of?.text} required />
        <FieldRow>
          <Field
            {...{ ...common, name: 'kind', type: 'select', label: f.kind, required: true }}
            options={optionsOf(words.kinds, ['yes_no', 'choose', 'approval', 'points', 'ranks'])}
            value={of?.kind}
          />
          <Field
            {...{ ...common, name: 'rule', type: 'select', label: f.rule, required: true }}
            options={optionsOf(words.rules, ['majority', 'most', 'owners', 'owners_special'])}
            value={of?.rule}
          />
        </FieldRow>
        <FieldRow>
          <Field
            {...{ ...common, name: 'electorate', type: 'select', label: f.electorate, required: true }}
            options={optionsOf(words.electorates, ['residents', 'place', 'owners'])}
            value={of?.electorate}
          />
          <Field
            {...{ ...common, name: 'place', type: 'select', label: f.place, optional: true }}
            options={props.places}
            value={of?.placeId ?? undefined}
          />
        </FieldRow>
        <FieldRow>
          <Field {...common} name="cut_off" type="date" label={f.cutOff} value={of?.cutOff ?? today} required />
          <Field
            {...common}
            name="opens_on"
            type="date"
            label={f.opensOn}
            value={of === null ? addDays(today, 3) : localDate(of.opensAt)}
            required
          />
          <Field
            {...common}
            name="closes_on"
            type="date"
            label={f.closesOn}
            value={last ?? addDays(today, 10)}
            required
          />
        </FieldRow>
        <OptionFields {...props} />
        <RuleFields {...props} />
      </Form>
    </Page>
  );
}

/** What this person may do with votes. */
export interface Rights {
  readonly write: boolean;
  readonly announce: boolean;
  readonly roll: boolean;
  readonly list: boolean;
  readonly close: boolean;
}

interface DeskView extends FormView {
  readonly of: Poll;
  readonly turnout: Turnout;
  readonly placeName: string;
  readonly may: Rights;
  /** People found by name, for the register of owners. */
  readonly people: readonly FieldOption[];
  readonly find: string;
}

function Deeds(props: DeskView): VNode {
  const { view, state, keyValue, of, may } = props;
  const w = wordsOf(view).desk;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  const over = of.state === 'ready' && view.now >= of.closesAt;
  const button = { view, keyValue } as const;
  return (
    <div class="next">
      <Refused state={state} buttons={['announce', 'withdraw', 'close']} />
      {of.state === 'draft' && may.announce && (
        <ConfirmForm {...button} kind="main" name="announce" action={`${path}/announce`} label={w.announce} />
      )}
      {of.state === 'draft' && may.write && of.rule !== 'round' && <ActLink href={`${path}/edit`}>{w.edit}</ActLink>}
      {over && may.close && (
        <ConfirmForm
          {...{ ...button, kind: 'main', name: 'close', action: `${path}/close`, label: w.close }}
          reason={{ name: 'paper_note', label: w.closeNote }}
        />
      )}
      {of.state === 'ready' && !over && may.close && (
        // Asked before the end it is refused, and recorded; the button says so by being there.
        <ConfirmForm {...button} kind="word" name="close" action={`${path}/close`} label={w.early} />
      )}
      {(of.state === 'draft' || of.state === 'ready') && may.announce && (
        <ConfirmForm
          {...{ ...button, kind: 'word', name: 'withdraw', action: `${path}/withdraw`, label: w.withdraw }}
          reason={{ label: w.withdrawWhy, required: true }}
        />
      )}
      {of.number !== null && <ActLink href={`${spaceRoot(view)}/votes/${of.id}`}>{w.publicPage}</ActLink>}
    </div>
  );
}

function Papers(props: DeskView): VNode | null {
  const { view, of } = props;
  const w = wordsOf(view).desk;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  if (of.state === 'draft' || of.state === 'withdrawn') return null;
  return (
    <p class="bar">
      <ActLink href={`${path}/roll`} icon="people">
        {w.roll}
      </ActLink>
      <ActLink href={`${path}/paper`} icon="paper">
        {w.paper}
      </ActLink>
      <ActLink href={`${path}/print`} icon="print">
        {w.print}
      </ActLink>
      <ActLink href={`${path}/print-roll`} icon="print">
        {w.printRoll}
      </ActLink>
      <ActLink href={`${path}/count-sheet`} icon="print">
        {w.countSheet}
      </ActLink>
    </p>
  );
}

function Owners(props: DeskView): VNode | null {
  const { view, state, keyValue, of, may, people } = props;
  const words = wordsOf(view);
  const w = words.desk;
  if (of.state !== 'draft' || of.electorate !== 'owners' || !may.roll) return null;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  const common = { view, state, form: 'owner' };
  return (
    <Block title={w.owners}>
      <p class="muted">{w.ownersLede}</p>
      <Form view={view} name="find" method="get" action={path} submit={words.residence.findGo} quiet>
        <Field view={view} form="find" name="find" label={words.residence.find} value={props.find} />
      </Form>
      {people.length > 0 && (
        <Form {...{ view, state, keyValue, name: 'owner', action: `${path}/owners`, submit: w.addOwner, quiet: true }}>
          <Field
            {...{ ...common, name: 'personId', type: 'select', label: w.person, required: true }}
            options={people}
          />
          <Field {...{ ...common, name: 'area', type: 'number', label: w.area, required: true }} />
        </Form>
      )}
      <p>{words.page.persons(props.turnout.of)}</p>
      {may.list && (
        <p class="bar">
          <ActLink href={`${path}/lists`} icon="paper">
            {words.lists.owners.title}
          </ActLink>
        </p>
      )}
    </Block>
  );
}

/** A vote at the desk: its next step, its roll and papers; nothing of what is in the box before it is opened. */
export function PollDeskPage(props: DeskView): VNode {
  const { view, of, turnout } = props;
  const words = wordsOf(view);
  const w = words.page;
  const facts = [
    { term: w.when, value: daysOf(view, of) },
    { term: w.who, value: whoSentence(view, of, props.placeName) },
    { term: w.roll, value: w.persons(turnout.of) },
    { term: w.ballot, value: ballotSentence(view, of) },
    { term: w.rule, value: ruleSentence(view, of) },
  ];
  return (
    <Page view={view} title={of.title} area="desk" section="decisions">
      <RecordHead
        kind={`${w.kind} ${of.number ?? ''}`}
        title={of.title}
        state={stateWord(view, of)}
        lede={of.state === 'draft' ? words.desk.announceNote : of.state === 'withdrawn' ? of.stateReason : undefined}
      />
      <Deeds {...props} />
      {of.state === 'ready' && (
        <Block title={words.desk.sealedTitle}>
          <p>{words.desk.sealed(lastDay(view, of))}</p>
        </Block>
      )}
      <ResultBlock view={view} of={of} />
      <Pair
        side={
          <>
            <Facts items={facts} />
            {of.state !== 'draft' && <TurnoutBlock view={view} of={of} turnout={turnout} />}
          </>
        }
      >
        <Papers {...props} />
        <Owners {...props} />
        <Block title={w.options}>
          <OptionLines view={view} of={of} />
        </Block>
      </Pair>
    </Page>
  );
}
