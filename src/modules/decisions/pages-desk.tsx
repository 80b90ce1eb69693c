import type { VNode } from 'preact';
import { ActLink, ConfirmForm, Field, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { Motion, ProcedureFacts, Recusals, stateText } from './pages.tsx';
import { here, type Part } from './pages-desk-parts.tsx';
import { AnswerStepForm, ByTheWay, type OpenDeeds, TiePollForm } from './pages-desk-steps.tsx';
import { wordsOf } from './pages-list.tsx';
import { Objections, type Shown } from './pages-thread.tsx';
import type { SeatLine, VoteSheet } from './queries-desk.ts';
import { openStep } from './rules.ts';
import { choices, type Objection, type Procedure } from './schema.ts';

/** What the reader may do on this page, by their roles; a vote is decided by the seat. */
export interface Rights {
  readonly record: boolean;
  readonly close: boolean;
  readonly answer: boolean;
  readonly host: boolean;
  readonly withdraw: boolean;
  readonly propose: boolean;
}

function VoteForm(props: Part & { readonly sheet: VoteSheet; readonly mine: SeatLine }): VNode {
  const { view, item, state, keyValue, sheet, mine } = props;
  const w = wordsOf(view);
  const kept = { view, state, form: 'vote' };
  const again = mine.choice !== null;
  const form = (
    <Form
      view={view}
      state={state}
      name="vote"
      action={`${here(view, item)}/vote`}
      submit={again ? w.desk.change : w.desk.cast}
      keyValue={keyValue}
      fill
      kind={again ? 'line' : 'main'}
      hidden={{ stepId: sheet.step.id, ...(again ? { change: 'yes' } : {}) }}
    >
      <Field
        {...kept}
        name="choice"
        label={w.desk.yourVote}
        hint={w.desk.voteHint}
        type="choices"
        required
        options={choices.map((value) => ({ value, label: w.choices[value] }))}
      />
      <Field {...kept} name="remark" label={w.desk.remark} hint={w.desk.remarkHint} type="area" rows={2} optional />
    </Form>
  );
  if (mine.choice === null) return form;
  return (
    <>
      <Note tone="good">{w.desk.youVoted(w.choices[mine.choice])}</Note>
      <details class="confirm" {...(state?.form === 'vote' ? { open: true } : {})}>
        <summary class="act act-word">{w.desk.changeVote}</summary>
        {form}
      </details>
    </>
  );
}

/** A member's own part of an open vote: the ballot, or why there is none; and the way to stand aside. */
function MyVote(props: Part & { readonly sheet: VoteSheet }): VNode | null {
  const { view, item, keyValue, sheet } = props;
  const w = wordsOf(view).desk;
  const { mine } = sheet;
  if (mine === null) return null;
  if (mine.recused) return <Note tone="plain">{w.recusedYou}</Note>;
  if (!mine.seat.votes) return <Note tone="plain">{w.noVoteYou}</Note>;
  return (
    <>
      <VoteForm {...props} mine={mine} />
      <ConfirmForm
        view={view}
        name="recuse"
        action={`${here(view, item)}/recuse`}
        label={w.standAside}
        kind="word"
        keyValue={keyValue}
        reason={{ name: 'detail', label: w.standAsideWhy, hint: w.standAsideHint, required: true }}
      />
    </>
  );
}

function howVoted(view: View, line: SeatLine): string {
  const w = wordsOf(view);
  if (line.recused) return w.marks.recused;
  if (!line.seat.votes) return w.desk.attends;
  if (line.choice === null) return w.desk.notYet;
  return `${w.choices[line.choice]} (${line.own ? w.desk.own : w.desk.recorded})`;
}

/** The secretary's sheet: every seat that may vote and did not do so by own hand. */
function RecordForm(props: Part & { readonly sheet: VoteSheet }): VNode | null {
  const { view, item, state, keyValue, sheet } = props;
  const w = wordsOf(view);
  const kept = { view, state, form: 'record' };
  const open = sheet.lines.filter((line) => line.seat.votes && !line.recused && !line.own);
  if (open.length === 0) return null;
  return (
    <Block title={w.desk.sheet} id="sheet">
      <p>{w.desk.sheetLede}</p>
      <Form
        view={view}
        state={state}
        name="record"
        action={`${here(view, item)}/record`}
        submit={w.desk.sheetSubmit}
        keyValue={keyValue}
        quiet
        hidden={{ stepId: sheet.step.id }}
      >
        {open.map((line) => (
          <Field
            key={line.seat.id}
            {...kept}
            name={`vote-${line.seat.id}`}
            label={line.organisation === null ? line.name : `${line.name} · ${line.organisation}`}
            type="choices"
            value={line.choice ?? undefined}
            options={choices.map((value) => ({ value, label: w.choices[value] }))}
          />
        ))}
      </Form>
    </Block>
  );
}

function AnswerForm(props: Part & { readonly objection: Objection }): VNode {
  const { view, item, state, keyValue, objection } = props;
  const w = wordsOf(view).desk;
  const form = `answer-${objection.id}`;
  const mine =
    state?.form === 'answer' && state.values['objectionId'] === objection.id ? { ...state, form } : undefined;
  return (
    <Form
      view={view}
      state={mine}
      name={form}
      action={`${here(view, item)}/answer`}
      submit={w.answerSubmit}
      keyValue={keyValue}
      quiet
      hidden={{ objectionId: objection.id }}
    >
      <blockquote>{objection.text}</blockquote>
      <Field view={view} state={mine} form={form} name="answer" label={w.answer} type="area" required />
    </Form>
  );
}

function HostForm(props: Part): VNode {
  const { view, item, state, keyValue } = props;
  const w = wordsOf(view).desk;
  const kept = { view, state, form: 'host' };
  return (
    <Block title={w.hostTitle} id="host">
      <p>{w.hostLede}</p>
      <Form
        view={view}
        state={state}
        name="host"
        action={`${here(view, item)}/host`}
        submit={w.hostSubmit}
        keyValue={keyValue}
      >
        <Field
          {...kept}
          name="answer"
          label={w.hostTitle}
          type="choices"
          required
          options={[
            { value: 'accept', label: w.accept },
            { value: 'decline', label: w.decline },
          ]}
        />
        <Field {...kept} name="reason" label={w.hostReason} type="area" rows={3} optional />
      </Form>
    </Block>
  );
}

/** The sheet as everyone at the desk sees it: who voted how so far. */
function SheetLines(props: { readonly view: View; readonly sheet: VoteSheet }): VNode {
  const { view, sheet } = props;
  const w = wordsOf(view);
  const { present, quorumNeeded, eligible } = sheet.counted;
  return (
    <Block title={w.pages.voteBy(sheet.step.bodyName)}>
      <p>{w.pages.turnout(present, quorumNeeded, eligible)}</p>
      <Lines
        items={sheet.lines.map((line) => ({
          key: line.seat.id,
          what: line.name,
          ...(line.remark === '' ? {} : { note: line.remark }),
          value: howVoted(view, line),
        }))}
      />
    </Block>
  );
}

function CloseButton(props: Part): VNode | null {
  const { view, item, keyValue } = props;
  const step = openStep(item);
  const w = wordsOf(view).desk;
  if (step === null || (step.kind !== 'vote' && step.kind !== 'publication')) return null;
  return (
    <ConfirmForm
      view={view}
      name="close"
      action={`${here(view, item)}/close`}
      label={step.kind === 'vote' ? w.close : w.closePublication}
      keyValue={keyValue}
    />
  );
}

/** Forms that stand on the page and say themselves why they were refused; another's sentence is said by the page. */
function formsOn(item: Procedure, sheet: VoteSheet | null, rights: Rights, deeds: OpenDeeds): string[] {
  const mine = sheet?.mine ?? null;
  const unanswered = item.objections.some((one) => one.answer === null);
  return [
    ...(mine?.seat.votes === true && !mine.recused ? ['vote'] : []),
    ...(sheet !== null && rights.record ? ['record'] : []),
    ...(rights.answer && unanswered ? ['answer'] : []),
    ...(rights.host && openStep(item)?.kind === 'host' ? ['host'] : []),
    ...(deeds.asked ? ['answer-step'] : []),
    ...(rights.close && openStep(item)?.kind === 'residents' ? ['tie'] : []),
  ];
}

/** A procedure at the desk: on a phone the ballot comes first, and it is short. */
export function DecisionDeskPage(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly sheet: VoteSheet | null;
  readonly rights: Rights;
  /** What the reader may do about the open step besides voting. */
  readonly deeds: OpenDeeds;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, shown, sheet, rights, deeds, state, keyValue } = props;
  const { item } = shown;
  const w = wordsOf(view);
  const step = openStep(item);
  const part: Part = { view, item, state, keyValue };
  const unanswered = item.objections.filter((one) => one.answer === null);
  const shows = state === undefined || formsOn(item, sheet, rights, deeds).includes(state.form);
  const refused = shows ? [] : Object.values(state.errors);
  return (
    <Page view={view} title={item.title} area="desk" section="decisions">
      <RecordHead
        kind={`${w.templates[item.template]} ${item.number}`}
        title={item.title}
        state={stateText(view, item)}
        next={
          <>
            {rights.close && <CloseButton {...part} />}
            <ActLink href={`${spaceRoot(view)}/decisions/${item.id}`}>{w.desk.publicPage}</ActLink>
          </>
        }
      />
      {refused.map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      <Pair side={<ProcedureFacts view={view} shown={shown} />}>
        {sheet !== null && <MyVote {...part} sheet={sheet} />}
        {deeds.asked && <AnswerStepForm {...part} />}
        {step?.kind === 'residents' && rights.close && <TiePollForm {...part} polls={deeds.polls} />}
        {step?.kind === 'host' && rights.host && <HostForm {...part} />}
        <Motion view={view} item={item} />
        {sheet !== null && <SheetLines view={view} sheet={sheet} />}
        {sheet !== null && rights.record && <RecordForm {...part} sheet={sheet} />}
        {item.objections.length > 0 && (
          <Block title={w.desk.objections} id="objections">
            <Objections view={view} objections={item.objections} />
            {rights.answer && unanswered.map((one) => <AnswerForm key={one.id} {...part} objection={one} />)}
          </Block>
        )}
        <Recusals view={view} item={item} inside />
        <div class="bar">
          <ByTheWay {...part} deeds={deeds} />
          {step !== null && rights.withdraw && (
            <ConfirmForm
              view={view}
              name="withdraw"
              action={`${here(view, item)}/withdraw`}
              label={w.desk.withdraw}
              kind="word"
              keyValue={keyValue}
              reason={{ label: w.desk.withdrawReason, required: true }}
            />
          )}
        </div>
      </Pair>
    </Page>
  );
}
