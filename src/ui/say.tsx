import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/**
 * One question at a time: where one stands, the way back, and the number to ring for whoever would rather talk.
 * The question itself is the `Field` inside, set with `question`.
 */
export function Steps(props: {
  readonly view: View;
  readonly n: number;
  readonly of: number;
  /** Address of the step before; absent on the first. */
  readonly back?: string;
  /** What all the steps are about, said on the first one. */
  readonly about?: ComponentChildren;
  readonly children: ComponentChildren;
}): VNode {
  const { view } = props;
  const t = uiWords(view.lang).steps;
  const phone = view.space?.phone ?? null;
  return (
    <div class="steps">
      <p class="steps-top">
        {props.back === undefined ? (
          <span>{props.about}</span>
        ) : (
          <a href={props.back}>
            <Icon name="previous" />
            {t.back}
          </a>
        )}
        <span>{t.of(props.n, props.of)}</span>
      </p>
      {props.children}
      {phone !== null && (
        <p class="steps-phone">
          <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
            <Icon name="phone" />
            {t.phone(phone)}
          </a>
        </p>
      )}
    </div>
  );
}

/** What was said in the steps before, each with its way back: shown before sending, and after an error. */
export function Said(props: {
  readonly items: readonly { readonly term: string; readonly value: ComponentChildren; readonly edit?: string }[];
  readonly editLabel: string;
}): VNode {
  return (
    <dl class="said-list">
      {props.items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
          {item.edit !== undefined && (
            <dd class="edit">
              <a href={item.edit}>
                {props.editLabel}
                <span class="sr"> {item.term}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
