import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Field } from '#ui/form';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Need } from './queries.ts';
import { zh } from './zh.ts';

type Alike = Pick<Need, 'id' | 'number' | 'title'> & { readonly voices: number };

/**
 * "Mine too" within the form somebody is writing in: the same question that the next page would ask. Whoever answers it here
 * is not asked again.
 */
export function AlikeChoice(props: { readonly view: View; readonly found: readonly Alike[] }): VNode | null {
  const { view, found } = props;
  const w = pick(view.lang, { zh, en });
  return found.length === 0 ? null : (
    <Field
      view={view}
      form="alike"
      name="same"
      type="choices"
      label={w.form.alike}
      options={[
        ...found.map((one) => ({
          value: one.id,
          label: w.form.mineToo(one.title),
          hint: w.record.voices(one.voices),
        })),
        { value: 'none', label: w.form.notMine },
      ]}
    />
  );
}

/** Open needs that say the same as what is being written, each a tap away; nothing where there are none. */
export function AlikeNeeds(props: { readonly view: View; readonly found: readonly Alike[] }): VNode | null {
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
