import type { ComponentChildren, VNode } from 'preact';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { RoundLines } from './pages.tsx';
import { CloseBlock, VisitFigures, visitText, wordsOf } from './pages-parts.tsx';
import { foundKinds, type Round, type Visit, visitResults } from './schema.ts';

/** The sentence a refused button leaves stands at the head of the page; forms keep theirs. */
export interface Shared {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** A list of the desk with the way to make one more. */
export function DeskList(props: {
  readonly view: View;
  readonly title: string;
  readonly lede: string;
  readonly fresh: { readonly href: string; readonly label: string };
  readonly empty: { readonly title: string; readonly text: string } | null;
  readonly children: ComponentChildren;
}): VNode {
  const fresh = (
    <ActLink href={props.fresh.href} icon="plus">
      {props.fresh.label}
    </ActLink>
  );
  return (
    <Page view={props.view} title={props.title} area="desk" section="resources">
      <PageHead title={props.title} lede={props.lede} acts={fresh} />
      {props.empty === null ? (
        props.children
      ) : (
        <Empty title={props.empty.title} acts={fresh}>
          {props.empty.text}
        </Empty>
      )}
    </Page>
  );
}

/** The desk's list of rounds. */
export function DeskRoundsPage(props: {
  readonly view: View;
  readonly rounds: readonly Round[];
  readonly visits: readonly Visit[];
}): VNode {
  const { view, rounds } = props;
  const t = wordsOf(view).rounds;
  const root = deskRoot(view);
  return (
    <DeskList
      view={view}
      title={t.title}
      lede={t.deskLede}
      fresh={{ href: `${root}/surveys/new`, label: t.fresh }}
      empty={rounds.length === 0 ? { title: t.emptyTitle, text: t.newLede } : null}
    >
      <RoundLines view={view} root={root} rounds={rounds} visits={props.visits} />
    </DeskList>
  );
}

/** The form that begins a round. */
export function NewRoundPage(props: Shared): VNode {
  const { view, state } = props;
  const t = wordsOf(view).rounds;
  const shared = { view, state, form: 'round' };
  return (
    <Page view={view} title={t.newTitle} area="desk" section="resources">
      <PageHead title={t.newTitle} lede={t.newLede} />
      <Form
        view={view}
        state={state}
        name="round"
        action={`${deskRoot(view)}/surveys/new`}
        submit={t.open}
        keyValue={props.keyValue}
      >
        <Field {...shared} name="title" label={t.name} maxlength={60} required />
        <Field {...shared} name="goal_text" label={t.goal} type="area" maxlength={600} optional />
        <Field {...shared} name="starts_on" label={t.from} type="date" required />
        <Field {...shared} name="ends_on" label={t.until} type="date" required />
      </Form>
    </Page>
  );
}

function VisitActs(props: Shared & { readonly visit: Visit; readonly classes: readonly FieldOption[] }): VNode | null {
  const { view, visit } = props;
  const w = wordsOf(view);
  const t = w.rounds;
  const root = deskRoot(view);
  const key = `${props.keyValue}${visit.id.slice(-8)}`;
  if (visit.result === 'nothing') return null;
  if (visit.result === 'offers') {
    const shared = { view, form: `enter-${visit.id.slice(-8)}` };
    return (
      <ConfirmForm
        view={view}
        name="enter"
        action={`${root}/survey-visits/${visit.id}/enter`}
        label={t.enter}
        keyValue={key}
      >
        <Field
          {...shared}
          name="kind"
          label={w.enter.kind}
          type="select"
          options={foundKinds.map((one) => ({ value: one, label: w.kinds[one] }))}
          required
        />
        <Field {...shared} name="title" label={w.enter.title} maxlength={60} required />
        <Field {...shared} name="class_code" label={w.enter.class} type="select" options={props.classes} required />
        <Field {...shared} name="quantity" label={w.enter.quantity} type="number" required />
        <Field {...shared} name="unit" label={w.enter.unit} maxlength={12} short required />
        <Field {...shared} name="conditions" label={w.enter.conditions} maxlength={300} optional />
      </ConfirmForm>
    );
  }
  const shared = { view, form: `note-${visit.id.slice(-8)}` };
  return (
    <ConfirmForm
      view={view}
      name="note"
      action={`${root}/survey-visits/${visit.id}/note`}
      label={t.note}
      keyValue={key}
    >
      <Field
        {...shared}
        name="result"
        label={t.result}
        type="choices"
        options={visitResults.map((one) => ({ value: one, label: w.results[one] }))}
        required
      />
      <Field {...shared} name="result_text" label={t.resultText} type="area" rows={2} maxlength={600} optional />
      <Field {...shared} name="visited_on" label={t.visitedOn} type="date" optional />
    </ConfirmForm>
  );
}

/** Everything the desk's page of a round shows. */
type DeskRoundProps = Shared & {
  readonly round: Round;
  readonly visits: readonly Visit[];
  readonly titles: ReadonlyMap<string, string>;
  readonly organisations: readonly FieldOption[];
  readonly classes: readonly FieldOption[];
  readonly refusal: VNode | null;
};

function VisitLines(props: DeskRoundProps): VNode {
  const { view, round, visits } = props;
  const w = wordsOf(view);
  const t = w.rounds;
  const root = deskRoot(view);
  const running = round.state === 'running';
  return (
    <Lines
      items={visits.map((visit) => ({
        key: visit.id,
        what: visit.unit,
        note: (
          <>
            {visitText(view, visit)}
            {visit.entries.map((id) => (
              <span key={id}>
                {' · '}
                {t.entry} <a href={`${root}/resources/${id}`}>{props.titles.get(id) ?? ''}</a>
              </span>
            ))}
          </>
        ),
        value: visit.result === null ? '' : w.results[visit.result],
        ...(running && visit.result !== 'nothing' ? { acts: <VisitActs {...props} visit={visit} /> } : {}),
      }))}
    />
  );
}

/** Adding units, and closing the round. */
function RoundForms(props: DeskRoundProps & { readonly here: string }): VNode {
  const { view, state, here } = props;
  const t = wordsOf(view).rounds;
  return (
    <>
      <Block title={t.add} id="add">
        <Form
          view={view}
          state={state}
          name="plan"
          action={`${here}/plan`}
          submit={t.addButton}
          keyValue={`${props.keyValue}-plan`}
          quiet
        >
          <Field
            {...{ view, state, form: 'plan' }}
            name="organisations"
            label={t.organisations}
            type="checks"
            options={props.organisations}
          />
          <Field {...{ view, state, form: 'plan' }} name="unit_text" label={t.unit} maxlength={60} optional />
          <Field {...{ view, state, form: 'plan' }} name="planned_on" label={t.day} type="date" optional />
        </Form>
      </Block>
      <CloseBlock {...{ view, state, keyValue: props.keyValue, here, words: t }} />
    </>
  );
}

/** The desk's page of a round: note a visit, enter what is offered, add units, close. */
export function DeskRoundPage(props: DeskRoundProps): VNode {
  const { view, round, visits } = props;
  const w = wordsOf(view);
  const t = w.rounds;
  const root = deskRoot(view);
  const here = `${root}/surveys/${round.id}`;
  const running = round.state === 'running';
  return (
    <Page view={view} title={round.title} area="desk" section="resources">
      <RecordHead
        kind={t.kind(round.number)}
        title={round.title}
        state={w.roundStates[round.state]}
        lede={round.goalText === '' ? undefined : round.goalText}
        next={<ActLink href={`${spaceRoot(view)}/surveys/${round.id}`}>{t.public}</ActLink>}
      />
      {props.refusal}
      <Pair
        side={
          <Block title={t.figures}>
            <VisitFigures view={view} visits={visits} />
          </Block>
        }
      >
        <Block title={t.visits} id="visits">
          {visits.length === 0 ? <p>{t.none}</p> : <VisitLines {...props} />}
        </Block>
        {running && <RoundForms {...props} here={here} />}
      </Pair>
    </Page>
  );
}
