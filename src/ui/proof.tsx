import type { VNode } from 'preact';
import { Qr } from './qr.tsx';
import { spaceRoot, type View } from './view.tsx';
import { uiWords } from './words.ts';

/**
 * Beside a receipt, a decision or a payment: the code that leads to the page where its line in the public log is
 * proven. What is not in the log yet has its page seconds later.
 */
export function ProofMark(props: {
  readonly view: View;
  /** The kind of leaf: an entry of the books, a decision, or the answer to a consultation. */
  readonly kind: 'entry' | 'decision' | 'consultation';
  readonly id: string;
}): VNode {
  const { view, kind, id } = props;
  const t = uiWords(view.lang).proof;
  const path = `${spaceRoot(view)}/proof/${kind}/${id}`;
  return (
    <section class="proof">
      <Qr text={`${view.base ?? ''}${path}`} label={t.code} />
      <div>
        <h2>{t.title}</h2>
        <p>{t.text}</p>
        <p>
          <a href={path}>{t.open}</a>
        </p>
      </div>
    </section>
  );
}
