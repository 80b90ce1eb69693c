import type { VNode } from 'preact';
import { ActLink, Field, FieldRow, Fold, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { choiceName, QuestionField, skipNotes, wordsOf } from './pages-parts.tsx';
import { choicesOf, maySkip } from './rules.ts';
import { kinds, type Question, type Questionnaire } from './schema.ts';

interface QuestionFormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly of: Questionnaire;
  /** Null for a new one. */
  readonly question: Question | null;
}

const form = 'question';

/** Where one goes on from here: only questions that come after this one. */
function Skips(props: QuestionFormView & { readonly question: Question }): VNode | null {
  const { view, state, of, question } = props;
  const w = wordsOf(view).question;
  const later = of.questions.filter((one) => one.number > question.number);
  if (later.length === 0) return null;
  const options = [
    ...later.map((one) => ({ value: one.id, label: w.toQuestion(one.number, one.title) })),
    { value: 'end', label: w.end },
  ];
  const common = { view, state, form, type: 'select', options, optional: true } as const;
  return (
    <Block title={w.skips}>
      <p class="muted">{w.skipsLede}</p>
      {maySkip(question) &&
        choicesOf(question).map((choice) => (
          <Field
            key={choice}
            {...common}
            name={`to.${choice}`}
            label={w.ifAnswer(choiceName(view, question, choice))}
            value={question.skips[`${choice}`]}
          />
        ))}
      <Field {...common} name="onward" label={w.onward} value={question.thenTo} />
    </Block>
  );
}

/** One question is written, or written on, with its skips. */
export function QuestionFormPage(props: QuestionFormView): VNode {
  const { view, state, keyValue, of, question } = props;
  const words = wordsOf(view);
  const w = words.question;
  const f = w.fields;
  const common = { view, state, form };
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  const title = question === null ? w.title : w.editTitle(question.number);
  const text = (value: number | null | undefined) => (value === null || value === undefined ? undefined : `${value}`);
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead kind={of.title} title={title} lede={w.lede} acts={<ActLink href={path}>{words.desk.back}</ActLink>} />
      <Form
        {...{ view, state, keyValue, name: form, submit: w.save }}
        action={`${path}/questions${question === null ? '' : `/${question.id}`}`}
        {...(question === null ? { aside: w.saveHint } : {})}
      >
        <Field {...common} name="title" type="area" rows={2} label={f.title} value={question?.title} required />
        <Field
          {...{ ...common, name: 'kind', type: 'choices', label: f.kind, required: true }}
          options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          value={question?.kind}
        />
        <Field
          {...{ ...common, name: 'options', type: 'area', rows: 6, label: f.options, optional: true }}
          value={question?.options.join('\n')}
        />
        <Fold title={w.scale} state={state} fields={['low', 'high']} open={question?.kind === 'scale'}>
          <FieldRow>
            <Field {...{ ...common, name: 'low', label: f.low, optional: true }} value={question?.low} />
            <Field {...{ ...common, name: 'high', label: f.high, optional: true }} value={question?.high} />
          </FieldRow>
        </Fold>
        <Fold title={w.number} state={state} fields={['least', 'most']} open={question?.kind === 'number'}>
          <FieldRow>
            <Field
              {...{ ...common, name: 'least', type: 'number', label: f.least, optional: true }}
              value={text(question?.least)}
            />
            <Field
              {...{ ...common, name: 'most', type: 'number', label: f.most, optional: true }}
              value={text(question?.most)}
            />
          </FieldRow>
        </Fold>
        <Field {...{ ...common, name: 'note', label: f.note, optional: true }} value={question?.note} />
        <Field
          {...{ ...common, name: 'required', type: 'check', label: f.required }}
          value={question?.required === true ? 'yes' : ''}
        />
        {question !== null && <Skips {...props} question={question} />}
      </Form>
    </Page>
  );
}

/** Every question as it is asked, with where it leads; nothing typed here goes anywhere. */
export function PreviewPage(props: { readonly view: View; readonly of: Questionnaire }): VNode {
  const { view, of } = props;
  const words = wordsOf(view);
  const w = words.preview;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead kind={of.title} title={w.title} lede={w.lede} acts={<ActLink href={path}>{words.desk.back}</ActLink>} />
      {of.questions.length === 0 && <p class="muted">{words.desk.noQuestions}</p>}
      {of.questions.map((question) => {
        const notes = skipNotes(view, of.questions, question);
        return (
          <Block key={question.id} title={words.results.number(question.number)}>
            <QuestionField {...{ view, state: undefined, form: 'preview', question }} />
            {notes.length > 0 && (
              <ul class="muted">
                {notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            )}
          </Block>
        );
      })}
    </Page>
  );
}
