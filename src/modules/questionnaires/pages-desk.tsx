import type { VNode } from 'preact';
import { addDays, localDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, type FormState, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { Reason } from './pages.tsx';
import { daysOf, skipNotes, stateWord, whoSentence, wordsOf } from './pages-parts.tsx';
import { type GroupNames, ResponseBlock, ResultsBlock } from './pages-results.tsx';
import { lastDay } from './queries.ts';
import type { Response, Results } from './queries-results.ts';
import type { Flaw } from './rules.ts';
import { audiences, type Question, type Questionnaire } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Every questionnaire at the desk. */
export function QuestionnairesDeskPage(props: { readonly view: View; readonly all: readonly Questionnaire[] }): VNode {
  const { view, all } = props;
  const w = wordsOf(view).desk;
  const desk = deskRoot(view);
  const acts = (
    <ActLink href={`${desk}/questionnaires/new`} kind="line" icon="plus">
      {w.make}
    </ActLink>
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
            what: <Name href={`${desk}/questionnaires/${one.id}`}>{one.title}</Name>,
            note: daysOf(view, one),
            value: stateWord(view, one),
          }))}
        />
      )}
    </Page>
  );
}

/** The head of a questionnaire is written, or written on. */
export function QuestionnaireFormPage(
  props: FormView & {
    readonly of: Questionnaire | null;
    readonly places: readonly FieldOption[];
    /** Older ones whose questions can be taken over. */
    readonly older: readonly Questionnaire[];
    /** The one it is to be made from. */
    readonly from: Questionnaire | null;
  },
): VNode {
  const { view, state, keyValue, of, older, from } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const f = w.fields;
  const common = { view, state, form: 'head' };
  const path = `${deskRoot(view)}/questionnaires/${of === null ? 'new' : `${of.id}/edit`}`;
  const today = localDate(view.now);
  const begin = of ?? from;
  const last = of === null ? addDays(today, 14) : localDate(new Date(of.closesAt.getTime() - 1));
  return (
    <Page view={view} title={of === null ? w.make : w.edit} area="desk" section="decisions">
      <PageHead kind={w.title} title={of === null ? w.make : w.edit} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'head', action: path, submit: w.save }}>
        <Field {...common} name="title" label={f.title} value={begin?.title} required />
        <Field {...common} name="text" type="area" label={f.text} value={begin?.text} required />
        <FieldRow>
          <Field
            {...{ ...common, name: 'audience', type: 'select', label: f.audience, required: true }}
            options={audiences.map((value) => ({ value, label: words.audiences[value] }))}
            value={begin?.audience}
          />
          <Field
            {...{ ...common, name: 'place', type: 'select', label: f.place, optional: true }}
            options={props.places}
            value={begin?.placeId ?? undefined}
          />
          <Field
            {...{ ...common, name: 'min_age', type: 'number', label: f.minAge, optional: true }}
            value={`${begin?.minAge ?? 14}`}
          />
        </FieldRow>
        <FieldRow>
          <Field
            {...{ ...common, name: 'opens_on', type: 'date', label: f.opensOn, required: true }}
            value={of === null ? today : localDate(of.opensAt)}
          />
          <Field {...{ ...common, name: 'closes_on', type: 'date', label: f.closesOn, required: true }} value={last} />
        </FieldRow>
        <Field {...common} name="by_band" type="check" label={f.byBand} value={begin?.byBand === true ? 'yes' : ''} />
        <Field
          {...common}
          name="by_place"
          type="check"
          label={f.byPlace}
          value={begin?.byPlace === true ? 'yes' : ''}
        />
        {of === null && older.length > 0 && (
          <Field
            {...{ ...common, name: 'from', type: 'select', label: f.from, hint: w.fromHint, optional: true }}
            options={older.map((one) => ({ value: one.id, label: one.title }))}
            value={from?.id}
          />
        )}
      </Form>
    </Page>
  );
}

/** What this person may do with a questionnaire. */
export interface Rights {
  readonly write: boolean;
}

interface DeskView extends FormView {
  readonly of: Questionnaire;
  readonly may: Rights;
  readonly placeName: string;
  readonly flaws: readonly Flaw[];
  readonly response: Response;
  readonly results: Results | null;
  readonly names: GroupNames;
  readonly texts: { readonly all: number; readonly waiting: number };
  readonly copiedFrom: string | null;
}

function Deeds(props: DeskView): VNode {
  const { view, state, keyValue, of, may, flaws } = props;
  const w = wordsOf(view).desk;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  const over = of.state === 'ready' && view.now >= of.closesAt;
  const begun = of.state === 'ready' && view.now >= of.opensAt;
  const button = { view, keyValue } as const;
  return (
    <div class="next">
      <Refused state={state} buttons={['open', 'close', 'withdraw', 'move', 'remove']} />
      {of.state === 'draft' && may.write && flaws.length === 0 && (
        <ConfirmForm {...button} kind="main" name="open" action={`${path}/open`} label={w.open} />
      )}
      {of.state === 'draft' && <ActLink href={`${path}/edit`}>{w.edit}</ActLink>}
      {of.state === 'draft' && <ActLink href={`${path}/preview`}>{w.preview}</ActLink>}
      {over && may.write && (
        <ConfirmForm {...button} kind="main" name="close" action={`${path}/close`} label={w.closeOver} />
      )}
      {begun && !over && may.write && (
        <ConfirmForm
          {...{ ...button, kind: 'word', name: 'close', action: `${path}/close`, label: w.close }}
          reason={{ label: w.closeWhy, required: true }}
        />
      )}
      {(of.state === 'draft' || of.state === 'ready') && may.write && (
        <ConfirmForm
          {...{ ...button, kind: 'word', name: 'withdraw', action: `${path}/withdraw`, label: w.withdraw }}
          reason={{ label: w.withdrawWhy, required: true }}
        />
      )}
      <ActLink href={`${deskRoot(view)}/questionnaires/new?from=${of.id}`}>{w.copy}</ActLink>
      {of.number !== null && <ActLink href={`${spaceRoot(view)}/questionnaires/${of.id}`}>{w.publicPage}</ActLink>}
    </div>
  );
}

function Papers(props: DeskView): VNode | null {
  const { view, of, texts } = props;
  const w = wordsOf(view).desk;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  if (of.state === 'withdrawn') return null;
  const out = of.state !== 'draft';
  return (
    <p class="bar">
      {of.audience === 'invited' && (
        <ActLink href={`${path}/codes`} icon="print">
          {w.codes}
        </ActLink>
      )}
      {out && of.audience !== 'invited' && (
        <ActLink href={`${path}/roll`} icon="people">
          {w.roll}
        </ActLink>
      )}
      <ActLink href={`${path}/print`} icon="print">
        {w.print}
      </ActLink>
      {of.state === 'ready' && (
        <ActLink href={`${path}/paper`} icon="paper">
          {w.paper}
        </ActLink>
      )}
      {of.state === 'closed' && texts.all > 0 && (
        <ActLink href={`${path}/texts`} icon="say">
          {w.texts(texts.waiting, texts.all)}
        </ActLink>
      )}
      {of.state === 'closed' && <ActLink href={`${path}/answers`}>{w.answers}</ActLink>}
    </p>
  );
}

function Flaws(props: DeskView): VNode | null {
  const { view, flaws, of } = props;
  const w = wordsOf(view);
  if (of.state !== 'draft' || flaws.length === 0) return null;
  const said = ({ code, number }: Flaw): string => {
    const words: Readonly<Record<string, string | ((v: { number: number }) => string)>> = w.errors;
    const sentence = words[code];
    return typeof sentence === 'function' ? sentence({ number }) : (sentence ?? '');
  };
  return (
    <Note tone="wait">
      <p>{w.desk.flaws}</p>
      <ul>
        {flaws.map((flaw) => (
          <li key={`${flaw.code}${flaw.number}`}>{said(flaw)}</li>
        ))}
      </ul>
    </Note>
  );
}

function QuestionActs(props: DeskView & { readonly question: Question }): VNode {
  const { view, keyValue, of, question } = props;
  const w = wordsOf(view).desk;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  const hidden = { questionId: question.id };
  const act = { view, keyValue: `${keyValue}-${question.number}`, kind: 'word', hidden } as const;
  return (
    <>
      <ActLink href={`${path}/questions/${question.id}`}>{w.editQuestion}</ActLink>
      {question.number > 1 && <Act {...act} name="move" action={`${path}/move`} label={w.moveUp} />}
      <Act {...act} name="remove" action={`${path}/remove`} label={w.remove} />
    </>
  );
}

function Questions(props: DeskView): VNode {
  const { view, of, may } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const draft = of.state === 'draft' && may.write;
  const path = `${deskRoot(view)}/questionnaires/${of.id}/questions`;
  return (
    <Block title={w.questions}>
      {of.questions.length === 0 ? (
        <p class="muted">{w.noQuestions}</p>
      ) : (
        <Lines
          items={of.questions.map((one) => ({
            key: one.id,
            what: `${one.number}. ${one.title}`,
            note: [
              words.kinds[one.kind],
              one.required ? w.required : w.optional,
              ...skipNotes(view, of.questions, one),
            ].join(' · '),
            ...(draft ? { acts: <QuestionActs {...props} question={one} /> } : {}),
          }))}
        />
      )}
      {draft && (
        <p class="bar">
          <ActLink href={path} kind="line" icon="plus">
            {w.addQuestion}
          </ActLink>
        </p>
      )}
    </Block>
  );
}

/** A questionnaire at the desk: its next step, its questions and papers; nothing of what is in the box before the end. */
export function QuestionnaireDeskPage(props: DeskView): VNode {
  const { view, of, response, results, names } = props;
  const words = wordsOf(view);
  const w = words.page;
  return (
    <Page view={view} title={of.title} area="desk" section="decisions">
      <RecordHead
        kind={`${w.kind} ${of.number ?? ''}`}
        title={of.title}
        state={stateWord(view, of)}
        lede={of.state === 'draft' ? words.desk.openNote : undefined}
      />
      <Reason view={view} of={of} />
      <Flaws {...props} />
      <Deeds {...props} />
      {of.state === 'ready' && (
        <Block title={words.desk.sealedTitle}>
          <p>{words.desk.sealed(lastDay(view, of))}</p>
        </Block>
      )}
      <Pair
        side={
          <>
            <Facts
              items={[
                { term: w.when, value: daysOf(view, of) },
                { term: w.who, value: whoSentence(view, of, props.placeName) },
                { term: w.questions, value: w.count(of.questions.length) },
                ...(of.copiedFromId === null || props.copiedFrom === null
                  ? []
                  : [
                      {
                        term: words.desk.copied,
                        value: (
                          <Name href={`${deskRoot(view)}/questionnaires/${of.copiedFromId}`}>{props.copiedFrom}</Name>
                        ),
                      },
                    ]),
              ]}
            />
            {(of.state === 'ready' || of.state === 'closed') && <ResponseBlock {...{ view, of, response, names }} />}
          </>
        }
      >
        <Papers {...props} />
        {results !== null && <ResultsBlock {...{ view, results, names }} />}
        <Questions {...props} />
      </Pair>
    </Page>
  );
}
