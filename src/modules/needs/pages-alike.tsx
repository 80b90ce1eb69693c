import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Need } from './queries.ts';
import { zh } from './zh.ts';

/** Open needs that say the same as what is being written, each a tap away; nothing where there are none. */
export function AlikeNeeds(props: {
  readonly view: View;
  readonly found: readonly (Pick<Need, 'id' | 'number' | 'title'> & { readonly voices: number })[];
}): VNode | null {
  const { view, found } = props;
  const w = pick(view.lang, { zh, en });
  return found.length === 0 ? null : (
    <div class="note">
      <div>
        <b>{w.form.alike}</b>
        <ul>
          {found.map((one) => (
            <li key={one.id}>
              <a href={`${spaceRoot(view)}/needs/${one.id}`}>
                {one.number} {one.title}
              </a>{' '}
              <small>{w.record.voices(one.voices)}</small>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
