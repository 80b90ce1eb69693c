import type { VNode } from 'preact';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { Thread } from '#ui/thread';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { titleOf } from './pages.tsx';
import { MoveFacts, type MoveView, moveSteps, wordsOf } from './pages-parts.tsx';
import { type Move, ways } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Changes of purpose and ends at the desk. */
export function MovesDeskPage(props: {
  readonly view: View;
  readonly all: readonly Move[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayPropose: boolean;
}): VNode {
  const { view, all, names } = props;
  const words = wordsOf(view.lang);
  const desk = deskRoot(view);
  const acts = props.mayPropose ? (
    <>
      <ActLink href={`${desk}/moves/new`} kind="line" icon="plus">
        {words.desk.newMove}
      </ActLink>
      <ActLink href={`${desk}/moves/end`}>{words.desk.newEnd}</ActLink>
    </>
  ) : undefined;
  return (
    <Page view={view} title={words.desk.title} area="desk" section="fund">
      <PageHead title={words.desk.title} lede={words.move.lede} acts={acts} />
      {all.length === 0 ? (
        <Empty title={words.move.none} acts={acts}>
          {words.move.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${desk}/moves/${one.id}`}>{titleOf(words, names, one)}</Name>,
            note: `${words.move.kind(words.kinds[one.kind], one.number)} · ${words.states[one.state]}`,
            value: <Money fen={one.amount} />,
          }))}
        />
      )}
    </Page>
  );
}

/** Money changes its purpose. */
export function MoveFormPage(
  props: FormView & {
    readonly from: readonly FieldOption[];
    readonly to: readonly FieldOption[];
    readonly days: number;
  },
): VNode {
  const { view, state, keyValue } = props;
  const words = wordsOf(view.lang);
  const w = words.desk;
  const common = { view, state, form: 'move' };
  return (
    <Page view={view} title={w.newMove} area="desk" section="fund">
      <PageHead title={w.newMove} lede={w.moveLede} />
      <Form {...{ view, state, keyValue, name: 'move', action: `${deskRoot(view)}/moves/new`, submit: w.save }}>
        <Field {...{ ...common, name: 'fundId', type: 'select', label: w.fund, required: true }} options={props.from} />
        <Field {...{ ...common, name: 'toFundId', type: 'select', label: w.to, required: true }} options={props.to} />
        <Field {...common} name="amount" type="money" label={w.amount} required />
        <Field
          {...{ ...common, name: 'way', type: 'choices', label: w.way, hint: w.wayHint(props.days), required: true }}
          options={ways.map((value) => ({ value, label: words.ways[value] }))}
        />
        <Field {...common} name="reason" type="area" rows={3} label={w.reason} required />
        <Field {...common} name="basis" type="area" rows={3} label={w.basis} required />
      </Form>
    </Page>
  );
}

/** A fund is wound up. */
export function EndFormPage(
  props: FormView & { readonly from: readonly FieldOption[]; readonly to: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang).desk;
  const common = { view, state, form: 'end' };
  return (
    <Page view={view} title={w.newEnd} area="desk" section="fund">
      <PageHead title={w.newEnd} lede={w.endLede} />
      <Form {...{ view, state, keyValue, name: 'end', action: `${deskRoot(view)}/moves/end`, submit: w.saveEnd }}>
        <Field
          {...{ ...common, name: 'fundId', type: 'select', label: w.endFund, required: true }}
          options={props.from}
        />
        <Field
          {...{ ...common, name: 'toFundId', type: 'select', label: w.to, optional: true, hint: w.toHost }}
          options={props.to}
        />
        <Field {...common} name="reason" type="area" rows={3} label={w.reason} required />
        <Field {...common} name="basis" type="area" rows={3} label={w.basis} required />
      </Form>
    </Page>
  );
}

/** What the reader may do with a move. */
export interface Rights {
  readonly propose: boolean;
  readonly ask: boolean;
  readonly answer: boolean;
  readonly judge: boolean;
  readonly carry: boolean;
}

interface DeskMove extends FormView {
  readonly found: MoveView;
  readonly may: Rights;
}

function Deeds(props: DeskMove): VNode {
  const { view, state, keyValue, found, may } = props;
  const w = wordsOf(view.lang).desk;
  const { move } = found;
  const path = `${deskRoot(view)}/moves/${move.id}`;
  const button = (name: string) => ({ view, name, keyValue: `${keyValue}-${name}`, action: `${path}/${name}` });
  return (
    <div class="next">
      <Refused state={state} buttons={['vote', 'stop', 'enact', 'approve', 'carry']} />
      {move.state === 'asking' && may.propose && (
        <>
          <ConfirmForm {...button('vote')} kind="main" label={w.vote} />
          <ConfirmForm {...button('stop')} kind="word" label={w.stop} reason={{ required: true }} />
        </>
      )}
      {move.state === 'deciding' && may.propose && <ConfirmForm {...button('enact')} kind="word" label={w.enact} />}
      {move.state === 'decided' && may.judge && <ConfirmForm {...button('approve')} kind="main" label={w.approve} />}
      {move.state === 'decided' && may.carry && <ConfirmForm {...button('carry')} kind="line" label={w.carry} />}
      <ActLink href={`${spaceRoot(view)}/moves/${move.id}`}>{w.publicPage}</ActLink>
    </div>
  );
}

function Givers(props: DeskMove): VNode | null {
  const { view, state, keyValue, found, may } = props;
  const words = wordsOf(view.lang);
  const w = words.desk;
  if (found.move.kind !== 'repurpose' || !may.ask) return null;
  const common = { view, state, form: 'answer' };
  const name = (giver: string) => (giver === '' ? w.nameless : giver);
  const next = found.answers.find((one) => one.answer === null);
  return (
    <Block title={words.move.answers}>
      <Lines
        items={found.answers.map((one) => ({
          ...{ key: one.giftId, what: name(one.giver), value: <Money fen={one.amount} /> },
          note: [
            one.answer === null ? words.move.open : words.move[one.answer],
            ...(one.byGiver ? [words.own.self] : []),
            ...(one.words === '' ? [] : [one.words]),
          ].join(' · '),
        }))}
      />
      {found.move.state === 'asking' && (
        <Form
          {...{ view, state, keyValue, name: 'answer', submit: w.record, quiet: true, upload: true }}
          action={`${deskRoot(view)}/moves/${found.move.id}/answer`}
        >
          <Field
            {...{ ...common, name: 'giftId', type: 'select', label: w.giver, required: true }}
            options={found.answers.map((one) => ({ value: one.giftId, label: name(one.giver) }))}
            value={next?.giftId}
          />
          <Field
            {...{ ...common, name: 'answer', type: 'choices', label: w.said, required: true }}
            options={(['yes', 'no'] as const).map((value) => ({ value, label: words.move[value] }))}
          />
          <Field {...common} name="words" label={w.words} optional />
          <Field
            {...{ ...common, name: 'file', type: 'file', label: w.file, accept: 'image/*,application/pdf' }}
            optional
          />
        </Form>
      )}
    </Block>
  );
}

function ObjectionForms(props: DeskMove): VNode | null {
  const { view, state, keyValue, found, may } = props;
  const words = wordsOf(view.lang);
  if (found.move.way !== 'notice') return null;
  return (
    <Block title={words.move.objections}>
      {found.objections.length === 0 && <p class="muted">{words.move.objectionsNone}</p>}
      {found.objections.map((one) => (
        <div key={one.id}>
          <p>{one.text}</p>
          {one.answer !== null && <p class="muted">{`${words.move.answer}: ${one.answer}`}</p>}
          {one.answer === null && may.answer && (
            <Form
              {...{ view, state, name: 'objection', submit: words.desk.answerObjection, quiet: true }}
              action={`${deskRoot(view)}/moves/${found.move.id}/objection`}
              keyValue={`${keyValue}-${one.id.slice(-8)}`}
              hidden={{ objectionId: one.id }}
            >
              <Field
                {...{ view, state, form: 'objection', name: 'answer', label: words.move.answer, required: true }}
                type="area"
                rows={2}
              />
            </Form>
          )}
        </div>
      ))}
    </Block>
  );
}

/** A move at the desk: the next step, what givers said, objections to be answered. */
export function MoveDeskPage(props: DeskMove): VNode {
  const { view, found } = props;
  const words = wordsOf(view.lang);
  const { move } = found;
  const title = words.motion.title(found.from?.name ?? '', move.kind === 'wind_up' ? '' : (found.to?.name ?? ''));
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <RecordHead
        kind={words.move.kind(words.kinds[move.kind], move.number)}
        title={title}
        state={words.states[move.state]}
        lede={move.reason}
      />
      <Pair side={<MoveFacts view={view} found={found} />}>
        <Deeds {...props} />
        <Givers {...props} />
        <ObjectionForms {...props} />
        <Block title={words.move.steps}>
          <Thread view={view} steps={moveSteps(view, found)} />
        </Block>
      </Pair>
    </Page>
  );
}
