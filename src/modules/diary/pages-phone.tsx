import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/**
 * What waits on this phone. Empty and hidden until the script of the page finds something to say; its words come with
 * the page, so that they are there without network too.
 */
export function WaitingHere(props: { readonly view: View }): VNode | null {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).phone;
  if (view.who === null || view.space === null) return null;
  const words = { ...t, waiting: t.waiting('%n') };
  return (
    <section
      class="block"
      hidden
      data-diary={view.space.slug}
      data-owner={view.who.personId}
      data-words={JSON.stringify(words)}
    >
      <h2>{t.title}</h2>
      <p role="status" tabindex={-1} data-diary-say />
      <ul class="lines" data-diary-list />
      <p class="bar">
        <button type="button" class="act act-line" hidden data-diary-send>
          {t.send}
        </button>
      </p>
    </section>
  );
}
