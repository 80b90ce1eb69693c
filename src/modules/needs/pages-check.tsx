import type { VNode } from 'preact';
import { hitsIn } from '#kernel/hits';
import { pick } from '#kernel/words';
import { ActLink, Form, type FormState, Note } from '#ui/form';
import { HitFields, InsultNote, MarkedText } from '#ui/personal';
import { Block } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { NeedRow } from './queries.ts';
import { appealRefusal, type PublicWords } from './rules.ts';
import { zh } from './zh.ts';

/** The words that would be public, for the check of what they say. */
function wordsOfNeed(need: NeedRow): PublicWords {
  return {
    title: need.title,
    summary: need.summary,
    group_text: need.groupText,
    urgency_reason: need.urgencyReason,
    crux: need.crux,
  };
}

/** Why a money appeal for one person stays out, and the lawful ways there are instead. */
export function AppealWays(props: { readonly view: View; readonly edit: string | null }): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).appeal;
  const root = spaceRoot(view);
  return (
    <Note tone="wrong">
      <b>{t.title}</b>
      <p>{t.why}</p>
      <ul>
        {props.edit !== null && (
          <li>
            <ActLink href={props.edit}>{t.things}</ActLink>
          </li>
        )}
        <li>{t.relief}</li>
        <li>
          <ActLink href={`${root}/fund`}>{t.fund}</ActLink>
        </li>
        <li>{t.platforms}</li>
      </ul>
    </Note>
  );
}

/** The check before anything is public: each piece that looks like personal data stands marked and waits for an answer. */
export function Check(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly need: NeedRow;
  /** Answers that stand for pieces that look like personal data. */
  readonly answered: ReadonlyMap<string, { readonly answer: string; readonly reason: string }>;
}): VNode {
  const { view, need, state } = props;
  const t = pick(view.lang, { zh, en }).desk;
  const here = `${deskRoot(view)}/needs/${need.id}`;
  const words = wordsOfNeed(need);
  const texts = Object.values(words).filter((text) => text !== '');
  const hits = hitsIn(texts);
  if (appealRefusal(words) !== null)
    return (
      <Block title={t.check} id="check">
        <AppealWays view={view} edit={`${here}/edit`} />
      </Block>
    );
  return (
    <Block title={t.check} id="check">
      <Form
        view={view}
        state={state}
        name="check"
        action={`${here}/check`}
        submit={t.checkNow}
        keyValue={`${props.keyValue}-check`}
      >
        <p class="muted">{t.checkHint}</p>
        <InsultNote view={view} texts={texts} />
        {hits.length > 0 && (
          <div class="quoted">
            {texts.map((text) => (
              <p key={text}>
                <MarkedText text={text} />
              </p>
            ))}
          </div>
        )}
        <HitFields view={view} state={state} form="check" hits={hits} answered={props.answered} />
      </Form>
    </Block>
  );
}
