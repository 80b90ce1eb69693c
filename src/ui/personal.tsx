import type { VNode } from 'preact';
import { type Hit, hitMark } from '#kernel/hits';
import { findInsults } from '#kernel/insults';
import { findPersonalData } from '#kernel/privacy';
import { Field, type FormState, Note } from './form.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** How much of the text is shown before and after a piece. */
const around = 16;

function Context(props: { readonly hit: Pick<Hit, 'text' | 'start' | 'piece'> }): VNode {
  const { text, start, piece } = props.hit;
  const end = start + piece.length;
  const from = Math.max(0, start - around);
  return (
    <>
      {from > 0 && '…'}
      {text.slice(from, start)}
      <mark>{piece}</mark>
      {text.slice(end, end + around)}
      {end + around < text.length && '…'}
    </>
  );
}

/** Everything in a text that is pointed out before it goes out, in order; of two that overlap the first. */
function pointedOut(text: string): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
  const all = [...findPersonalData(text), ...findInsults(text)].toSorted((a, b) => a.start - b.start);
  return all.filter((one, at) => all.slice(0, at).every((before) => before.end <= one.start));
}

/** A text with every piece marked that looks like personal data or would hurt somebody. */
export function MarkedText(props: { readonly text: string }): VNode {
  const parts: (string | VNode)[] = [];
  let from = 0;
  for (const { start, end, text } of pointedOut(props.text)) {
    parts.push(props.text.slice(from, start), <mark key={`${start}`}>{text}</mark>);
    from = end;
  }
  return (
    <>
      {parts}
      {props.text.slice(from)}
    </>
  );
}

/** Points out, before words are public, what in them would hurt somebody. Nothing has to be answered: whoever publishes decides. */
export function InsultNote(props: { readonly view: View; readonly texts: readonly string[] }): VNode | null {
  const t = uiWords(props.view.lang).personal;
  const hits = props.texts.flatMap((text) =>
    findInsults(text).map((one) => ({ text, start: one.start, piece: one.text })),
  );
  const each = [...new Map(hits.map((hit) => [hit.piece, hit])).values()];
  if (each.length === 0) return null;
  return (
    <Note tone="wait">
      <b>{t.insults}</b>
      <ul>
        {each.map((hit) => (
          <li key={hit.piece}>
            <Context hit={hit} />
          </li>
        ))}
      </ul>
      <p>{t.insultsWhy}</p>
    </Note>
  );
}

/**
 * One question for each hit: replace it, it is not personal, or it may be public because. Fields `piece_N`, `hit_N`
 * and `why_N`; read back with `answersIn`. Nothing is chosen beforehand except what was answered before.
 */
export function HitFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly hits: readonly Hit[];
  /** Answers that stand already, by piece. */
  readonly answered: ReadonlyMap<string, { readonly answer: string; readonly reason: string }>;
}): VNode | null {
  const { view, state, form, hits, answered } = props;
  const t = uiWords(view.lang).personal;
  if (hits.length === 0) return null;
  const shared = { view, state, form };
  return (
    <div class="hits">
      <h3>{t.title}</h3>
      <p class="muted">{t.lede}</p>
      {hits.map((hit, at) => (
        <div key={hit.piece}>
          <input type="hidden" name={`piece_${at}`} value={hit.piece} />
          <Field
            {...shared}
            name={`hit_${at}`}
            type="choices"
            required
            label={
              <>
                <Context hit={hit} /> <small class="hit-kind">{t.kinds[hit.kind]}</small>
              </>
            }
            value={answered.get(hit.piece)?.answer}
            options={[
              { value: 'mask', label: t.mask(hitMark(view.lang, hit.kind)) },
              { value: 'not_personal', label: t.not },
              { value: 'allowed', label: t.may },
            ]}
            follow={{
              allowed: <Field {...shared} name={`why_${at}`} label={t.why} value={answered.get(hit.piece)?.reason} />,
            }}
          />
        </div>
      ))}
    </div>
  );
}
