import type { VNode } from 'preact';
import { ActLink, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Qr, shortAddress } from '#ui/print';
import { Block, Empty, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { Seal } from '#ui/seal';
import { deskRoot, type View } from '#ui/view';
import { choiceName, QuestionField, skipNotes, wordsOf } from './pages-parts.tsx';
import { lastDay } from './queries.ts';
import { choicesOf, spacedCode } from './rules.ts';
import type { Question, Questionnaire } from './schema.ts';

interface PaperView {
  readonly view: View;
  readonly of: Questionnaire;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly people: readonly FieldOption[];
  readonly find: string;
}

/** A sheet that was given in on paper is entered: who gave it in, its number, and what stands on it. */
export function EnterPaperPage(props: PaperView): VNode {
  const { view, of, state, keyValue, people } = props;
  const words = wordsOf(view);
  const w = words.paper;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  const invited = of.audience === 'invited';
  const common = { view, state, form: 'paper' };
  return (
    <Page view={view} title={w.title(of.title)} area="desk" section="decisions">
      <PageHead title={w.title(of.title)} lede={w.lede} acts={<ActLink href={path}>{w.back}</ActLink>} />
      {!invited && (
        <Form view={view} name="find" method="get" action={`${path}/paper`} submit={w.findGo} quiet>
          <Field view={view} form="find" name="find" label={w.find} value={props.find} />
        </Form>
      )}
      {!invited && people.length === 0 ? (
        <p class="muted">{w.findFirst}</p>
      ) : (
        <>
          <Refused state={state?.errors[''] === undefined ? undefined : state} />
          <Form
            {...{ view, state, keyValue, name: 'paper', submit: w.save }}
            action={`${path}/paper${props.find === '' ? '' : `?find=${encodeURIComponent(props.find)}`}`}
          >
            {invited ? (
              <Field
                {...{ ...common, name: 'code', label: w.code, short: true, autocomplete: 'off', required: true }}
              />
            ) : (
              <Field
                {...{ ...common, name: 'personId', type: 'select', label: w.person, required: true }}
                options={people}
                value={people.length === 1 ? people[0]?.value : undefined}
              />
            )}
            <Field
              {...{ ...common, name: 'paper', label: w.number, hint: w.numberHint, short: true, autocomplete: 'off' }}
              required
            />
            <p class="muted">{w.left}</p>
            {of.questions.map((question) => (
              <QuestionField key={question.id} {...{ view, state, form: 'paper', question, onPaper: true }} />
            ))}
          </Form>
        </>
      )}
    </Page>
  );
}

function PrintedQuestion(props: {
  readonly view: View;
  readonly of: Questionnaire;
  readonly question: Question;
}): VNode {
  const { view, of, question } = props;
  const w = wordsOf(view).paper;
  const how = { one: w.oneHow, many: w.manyHow, scale: w.scaleHow, number: '', text: '' }[question.kind];
  const notes = skipNotes(view, of.questions, question);
  const choices = choicesOf(question);
  return (
    <section class="block">
      <h2>
        {`${question.number}. ${question.title}`} {how !== '' && <small>{`(${how})`}</small>}
      </h2>
      {question.note !== '' && <p class="muted">{question.note}</p>}
      {question.kind === 'scale' && (
        <p>{choices.map((one) => `○ ${choiceName(view, question, one)}`).join('\u2003')}</p>
      )}
      {(question.kind === 'one' || question.kind === 'many') && (
        <table class="plain">
          <tbody>
            {choices.map((one) => (
              <tr key={one}>
                <td>□</td>
                <th scope="row">{choiceName(view, question, one)}</th>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {question.kind === 'number' && <p>{`${w.write} ________ (${question.least}–${question.most})`}</p>}
      {question.kind === 'text' && (
        <>
          <p>{w.write}</p>
          <p>________________________________________</p>
          <p>________________________________________</p>
        </>
      )}
      {notes.map((note) => (
        <p key={note}>
          <strong>{`→ ${note}`}</strong>
        </p>
      ))}
    </section>
  );
}

/** As many sheets as are printed at once. */
export const mostSheets = 60;

/** Sheets of paper, each with a number of its own, drawn for the page and kept nowhere: nobody knows who took which. */
export function PrintSheetsPage(props: {
  readonly view: View;
  readonly of: Questionnaire;
  readonly numbers: readonly string[];
}): VNode {
  const { view, of, numbers } = props;
  const w = wordsOf(view).paper;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  return (
    <Page view={view} title={w.sheet} area="desk" section="decisions">
      <div>
        <p>
          <ActLink href={path} icon="back">
            {w.back}
          </ActLink>
        </p>
        <Form view={view} name="sheets" method="get" action={`${path}/print`} submit={w.sheetsGo} quiet>
          <Field
            {...{
              view,
              form: 'sheets',
              name: 'sheets',
              type: 'number',
              label: w.sheets,
              hint: w.sheetsHint(mostSheets),
            }}
            value={`${numbers.length}`}
          />
        </Form>
      </div>
      {numbers.map((number) => (
        <article key={number} class="paper-ballot">
          <header>
            <Seal text={view.space?.short ?? ''} />
            <b>{view.space?.name ?? ''}</b>
            <span>
              {w.no} <code>{number}</code>
            </span>
          </header>
          <h1>{of.title}</h1>
          <p>{of.text}</p>
          <p>
            <strong>{w.how}</strong>
          </p>
          {of.questions.map((question) => (
            <PrintedQuestion key={question.id} view={view} of={of} question={question} />
          ))}
          <footer>
            <p>
              {w.hand}
              {lastDay(view, of)}
            </p>
          </footer>
        </article>
      ))}
    </Page>
  );
}

/** Invitations, each with its code: to be cut and given out. */
export function CodesPage(props: {
  readonly view: View;
  readonly of: Questionnaire;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly codes: readonly string[];
  readonly used: number;
  /** Where a code is entered, and the list that leads there. */
  readonly url: string;
  readonly list: string;
}): VNode {
  const { view, of, state, keyValue, codes } = props;
  const words = wordsOf(view);
  const w = words.codes;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  return (
    <Page view={view} title={w.title(of.title)} area="desk" section="decisions">
      <div>
        <PageHead title={w.title(of.title)} lede={w.lede} acts={<ActLink href={path}>{words.desk.back}</ActLink>} />
        {(of.state === 'draft' || of.state === 'ready') && (
          <Form {...{ view, state, keyValue, name: 'codes', action: `${path}/codes`, submit: w.moreGo, quiet: true }}>
            <Field {...{ view, state, form: 'codes', name: 'count', type: 'number', label: w.more, required: true }} />
          </Form>
        )}
        {codes.length === 0 && <Empty title={w.none}>{w.noneWhy}</Empty>}
      </div>
      {codes.length > 0 && (
        <Block title={w.count(props.used, codes.length)}>
          <div class="cards">
            {codes.map((code) => (
              <article key={code} class="card">
                <header>
                  <Seal text={view.space?.short ?? ''} />
                  <b>{of.title}</b>
                </header>
                <Qr text={`${props.url}?code=${code}`} label={w.slip} />
                <div>
                  <p class="card-code">{spacedCode(code)}</p>
                  <p>{w.slip}</p>
                  <p>{w.slipHow}</p>
                </div>
                <footer>
                  {w.until(lastDay(view, of))} · {shortAddress(props.list)}
                </footer>
              </article>
            ))}
          </div>
        </Block>
      )}
    </Page>
  );
}
