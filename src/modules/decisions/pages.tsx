import type { VNode } from 'preact';
import { ConsultedBlock } from '#ui/consulted';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { HeardBlock } from '#ui/heard';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { ProofMark } from '#ui/proof';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Thread } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { whereText, wordsOf } from './pages-list.tsx';
import { type Shown, threadSteps } from './pages-thread.tsx';
import { openStep } from './rules.ts';
import type { Procedure, Step } from './schema.ts';

/** The way to what a procedure is about, where that has a public page. */
export function SubjectLink(props: { readonly view: View; readonly item: Procedure }): VNode | null {
  const { kind, id } = props.item.subject;
  const words = wordsOf(props.view).pages.subjects;
  const ways: Readonly<Record<string, { readonly path: string; readonly label: string }>> = {
    project: { path: 'projects', label: words.project },
    organisation: { path: 'organisations', label: words.organisation },
    body: { path: 'bodies', label: words.body },
    activity: { path: 'activities', label: words.activity },
  };
  const way = ways[kind];
  return way === undefined ? null : <ActLink href={`${spaceRoot(props.view)}/${way.path}/${id}`}>{way.label}</ActLink>;
}

/** The facts at the side: amount, payee, rule, what came before. */
export function ProcedureFacts(props: { readonly view: View; readonly shown: Shown }): VNode {
  const { view, shown } = props;
  const w = wordsOf(view);
  const { item } = shown;
  const [first] = item.steps;
  const root = spaceRoot(view);
  return (
    <Facts
      items={[
        { term: w.pages.template, value: w.templates[item.template] },
        { term: w.pages.number, value: item.number },
        {
          term: w.pages.plan,
          value: (
            <a href={`${root}/procedures/${item.planCode}`}>
              {w.pages.planCited(w.plans[item.planCode], item.planVersion)}
            </a>
          ),
        },
        ...(shown.line === null
          ? []
          : [
              {
                term: w.pages.fromLine,
                value: <a href={`${root}/who-decides/${shown.line.id}`}>{shown.line.title}</a>,
              },
            ]),
        ...(item.amount === null ? [] : [{ term: w.pages.amount, value: <Money fen={item.amount} /> }]),
        ...(shown.payee === null ? [] : [{ term: w.pages.payee, value: shown.payee }]),
        ...(first === undefined
          ? []
          : [
              {
                term: w.pages.rule,
                value: (
                  <a href={`${root}/rules/${first.rule.id}`}>{w.ruleCited(first.rule.title, first.rule.version)}</a>
                ),
              },
            ]),
        ...(item.earlierId === null
          ? []
          : [
              {
                term: w.pages.earlier,
                value: <a href={`${root}/decisions/${item.earlierId}`}>{w.pages.earlierLink}</a>,
              },
            ]),
        ...(item.endedAt === null
          ? []
          : [{ term: w.pages.endedAt, value: <Day view={view} date={item.endedAt} full /> }]),
      ]}
    />
  );
}

/** Who stood aside and why, names masked. */
export function Recusals(props: { readonly view: View; readonly item: Procedure; readonly inside?: boolean }): VNode {
  const { view, item } = props;
  const w = wordsOf(view);
  return (
    <Block title={w.pages.recusals}>
      {item.recusals.length === 0 ? (
        <p class="muted">{w.pages.noRecusals}</p>
      ) : (
        <Lines
          items={item.recusals.map((one) => ({
            key: one.personId,
            what: <span class="one">{props.inside === true ? one.insideName : one.publicName}</span>,
            note: [w.grounds[one.ground], ...(props.inside === true && one.detail !== '' ? [one.detail] : [])].join(
              ': ',
            ),
            value: <Day view={view} date={one.at} />,
          }))}
        />
      )}
      <p class="muted">{w.pages.recusalNote}</p>
    </Block>
  );
}

function ObjectionForm(props: {
  readonly view: View;
  readonly item: Procedure;
  readonly step: Step;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, item, state, keyValue } = props;
  const w = wordsOf(view).pages;
  const here = `${spaceRoot(view)}/decisions/${item.id}`;
  const kept = { view, state, form: 'object' };
  return (
    <Block title={w.object} id="object">
      <p>{w.objectLede(props.step.rule.answerDays)}</p>
      {view.who === null ? (
        <>
          <ActLink href={`/sign-in?back=${encodeURIComponent(here)}`} kind="line">
            {w.signInToObject}
          </ActLink>
          <p class="muted">{w.cardToo}</p>
        </>
      ) : (
        <Form
          view={view}
          state={state}
          name="object"
          action={`${here}/object`}
          submit={w.objectSubmit}
          keyValue={keyValue}
        >
          <Field {...kept} name="text" label={w.objectText} hint={w.objectHint} type="area" required />
          <Field {...kept} name="named" label={w.named} type="check" />
        </Form>
      )}
    </Block>
  );
}

/** Line breaks as typed. */
export function Motion(props: { readonly view: View; readonly item: Procedure }): VNode | null {
  const lines = props.item.text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  return (
    <Block title={wordsOf(props.view).pages.motion}>
      {lines.map((line, at) => (
        <p key={`line${at}`}>{line}</p>
      ))}
    </Block>
  );
}

/** Where a procedure is, for the head of its page. */
export function stateText(view: View, item: Procedure): string {
  const step = openStep(item);
  return whereText(view, { state: item.state, stepKind: step?.kind ?? null, bodyName: step?.bodyName ?? null });
}

/** A procedure in public: a timeline that anyone can follow from the motion to its end. */
export function DecisionPage(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, shown, state, keyValue } = props;
  const { item } = shown;
  const w = wordsOf(view);
  const step = openStep(item);
  const refused = state === undefined || state.form === 'object' ? [] : Object.values(state.errors);
  return (
    <Page view={view} title={item.title} section="decisions">
      <RecordHead
        kind={`${w.templates[item.template]} ${item.number}`}
        title={item.title}
        state={stateText(view, item)}
        next={
          <>
            {step?.kind === 'publication' && (
              <ActLink href="#object" kind="main">
                {w.pages.object}
              </ActLink>
            )}
            <SubjectLink view={view} item={item} />
            {shown.desk && view.space !== null && (
              <ActLink href={`/desk/${view.space.slug}/decisions/${item.id}`}>{w.pages.desk}</ActLink>
            )}
          </>
        }
      />
      {refused.map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      <Pair
        side={
          <>
            <ProcedureFacts view={view} shown={shown} />
            {item.state !== 'running' && <ProofMark view={view} kind="decision" id={item.id} />}
          </>
        }
      >
        {shown.stale.map((sentence) => (
          <Note key={sentence} tone="wait">
            {sentence}
          </Note>
        ))}
        <Motion view={view} item={item} />
        <Block title={w.pages.steps}>
          <Thread view={view} steps={threadSteps(view, shown)} />
        </Block>
        <HeardBlock view={view} heard={shown.heard} />
        <ConsultedBlock view={view} consulted={shown.consulted} />
        <Recusals view={view} item={item} />
        {step?.kind === 'publication' && (
          <ObjectionForm view={view} item={item} step={step} state={state} keyValue={keyValue} />
        )}
      </Pair>
    </Page>
  );
}
