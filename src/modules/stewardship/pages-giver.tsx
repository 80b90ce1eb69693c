import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { type Gift, giftWhat } from '#modules/gifts';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Facts, PageHead, Pair } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { type MoveView, wordsOf } from './pages-parts.tsx';

/** What the page on which a giver answers shows. */
export interface GiverView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly found: MoveView;
  /** The gift of the code; null until a right one was typed. */
  readonly gift: Gift | null;
  /** What was said about it last. */
  readonly said: 'yes' | 'no' | null;
  readonly code: string;
}

function path(props: GiverView): string {
  return `${spaceRoot(props.view)}/moves/${props.found.move.id}`;
}

/** The code of the slip, asked for first: it says which gift is spoken of. */
function CodeForm(props: GiverView): VNode {
  const { view, state } = props;
  const w = wordsOf(view.lang).own;
  return (
    <Form {...{ view, state, name: 'code', method: 'get', action: `${path(props)}/answer`, submit: w.go }}>
      <Field {...{ view, state, form: 'code', name: 'code', label: w.code, hint: w.codeHint }} short required />
    </Form>
  );
}

function AnswerForm(props: GiverView): VNode {
  const { view, state, said } = props;
  const words = wordsOf(view.lang);
  const w = words.own;
  const kept = { view, state, form: 'own' };
  return (
    <>
      {said !== null && (
        <Note tone="good">
          <p>{w.saidAlready(words.move[said])}</p>
        </Note>
      )}
      <Form
        {...{ view, state, name: 'own', action: `${path(props)}/answer`, submit: w.send, keyValue: props.keyValue }}
        hidden={{ code: props.code }}
      >
        <Field
          {...{ ...kept, name: 'answer', type: 'choices', label: w.question, required: true }}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: w.answers[value] }))}
          value={said ?? undefined}
        />
        <Field {...kept} name="words" type="area" rows={2} label={w.words} hint={w.wordsHint} optional />
      </Form>
    </>
  );
}

/** A giver is asked whether the gift may be used otherwise: what it was for, what it would be for, and yes or no. */
export function GiverPage(props: GiverView): VNode {
  const { view, found, gift } = props;
  const words = wordsOf(view.lang);
  const w = words.own;
  const { move, from, to } = found;
  const open = move.state === 'asking';
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead title={w.title} lede={w.lede(from?.name ?? '', to?.name ?? '')} />
      <Pair
        side={
          <Facts
            items={[
              { term: words.move.from, value: `${from?.name ?? ''}${from?.purpose ? ` · ${from.purpose}` : ''}` },
              { term: words.move.to, value: `${to?.name ?? ''}${to?.purpose ? ` · ${to.purpose}` : ''}` },
              { term: words.move.amount, value: <Money fen={move.amount} /> },
              { term: words.move.reason, value: move.reason },
              { term: words.move.basis, value: move.basis },
              ...(gift === null
                ? []
                : [
                    {
                      term: w.yours,
                      value: `${giftWhat(view.lang, gift)} · ${formatDate(gift.receivedOn, view.lang)}`,
                    },
                  ]),
            ]}
          />
        }
      >
        {!open && <p class="statement">{w.over}</p>}
        {open && (gift === null ? <CodeForm {...props} /> : <AnswerForm {...props} />)}
        <p class="muted">{w.noStands}</p>
        <ActLink href={path(props)}>{w.all}</ActLink>
      </Pair>
    </Page>
  );
}
