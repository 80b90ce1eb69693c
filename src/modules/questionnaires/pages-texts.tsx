import type { VNode } from 'preact';
import { hitMark } from '#kernel/hits';
import { findInsults } from '#kernel/insults';
import { findPersonalData, hidePersonalData } from '#kernel/privacy';
import { ActLink, Field, Fold, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { MarkedText } from '#ui/personal';
import { Block, Empty, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { WrittenText } from './queries-results.ts';
import type { Questionnaire } from './schema.ts';

interface TextsView {
  readonly view: View;
  readonly of: Questionnaire;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly all: readonly WrittenText[];
}

/** The form of one text, so that a refusal comes back at the right one. */
const formOf = (written: WrittenText): string => `release-${written.id.slice(-12)}`;

function Written(props: TextsView & { readonly written: WrittenText }): VNode {
  const { view, of, state, keyValue, written } = props;
  const w = wordsOf(view).texts;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  const isMarked = findPersonalData(written.text).length > 0 || findInsults(written.text).length > 0;
  const own = state?.values['textId'] === written.id ? { ...state, form: formOf(written) } : undefined;
  const common = { view, state: own, form: formOf(written) };
  const hidden = { textId: written.id };
  const act = { view, keyValue: `${keyValue}-${written.id.slice(-12)}`, kind: 'word', hidden } as const;
  const suggested = hidePersonalData(written.text, (kind) => hitMark(view.lang, kind));
  return (
    <li>
      <p>
        <MarkedText text={written.text} />
      </p>
      <p class="muted">
        {w.states[written.state]}
        {isMarked && ` · ${w.personal}`}
      </p>
      {written.state === 'released' && (
        <p>
          {w.public}: {written.publicText}
        </p>
      )}
      <Fold
        title={written.state === 'released' ? w.releaseAgain : w.release}
        state={own}
        fields={['public_text']}
        open={own !== undefined}
      >
        <Form
          {...{ view, state: own, name: formOf(written), action: `${path}/release`, submit: w.release, hidden }}
          keyValue={`${keyValue}-${written.id.slice(-12)}`}
          quiet
        >
          <Field
            {...{ ...common, name: 'public_text', type: 'area', rows: 3, label: w.public, required: true }}
            value={written.state === 'released' ? written.publicText : suggested}
          />
          <Field {...{ ...common, name: 'looked', type: 'check', label: w.looked }} />
        </Form>
      </Fold>
      <div class="bar">
        {written.state !== 'kept' && <Act {...act} name="keep" action={`${path}/keep`} label={w.keep} />}
        {written.matterId === null ? (
          <Act {...act} name="matter" action={`${path}/matter`} label={w.toMatter} />
        ) : (
          <ActLink href={`${deskRoot(view)}/matters/${written.matterId}`}>{w.matter}</ActLink>
        )}
      </div>
    </li>
  );
}

/** Everything that was written, by question: what looks personal is marked before anything of it is released. */
export function TextsPage(props: TextsView): VNode {
  const { view, of, all } = props;
  const words = wordsOf(view);
  const w = words.texts;
  const back = <ActLink href={`${deskRoot(view)}/questionnaires/${of.id}`}>{words.desk.back}</ActLink>;
  const questions = of.questions.filter((one) => all.some((written) => written.number === one.number));
  return (
    <Page view={view} title={w.title(of.title)} area="desk" section="decisions">
      <PageHead title={w.title(of.title)} lede={w.lede} acts={back} />
      <Refused state={props.state} except={['release']} />
      {all.length === 0 && (
        <Empty title={w.none} acts={back}>
          {w.noneWhy}
        </Empty>
      )}
      {questions.map((question) => (
        <Block key={question.id} title={`${question.number}. ${question.title}`}>
          <ul class="read">
            {all
              .filter((written) => written.number === question.number)
              .map((written) => (
                <Written key={written.id} {...props} written={written} />
              ))}
          </ul>
        </Block>
      ))}
    </Page>
  );
}
