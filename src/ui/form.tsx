import type { ComponentChildren, VNode } from 'preact';
import { type ActKind, Button } from './action.tsx';
import { type FormState, fieldId } from './form-state.ts';
import { Icon } from './icon.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

export { ActLink, Button, ConfirmForm, Name } from './action.tsx';
export { Field, type FieldOption } from './field.tsx';
export type { FormState } from './form-state.ts';

function ErrorSummary(props: { readonly view: View; readonly state: FormState }): VNode | null {
  const entries = Object.entries(props.state.errors);
  if (entries.length === 0) return null;
  const t = uiWords(props.view.lang).form;
  return (
    <div class="oops" role="alert" tabindex={-1} autofocus>
      <h2>{entries.length === 1 ? t.oneWrong : t.manyWrong(entries.length)}</h2>
      <ul>
        {entries.map(([name, sentence]) => (
          <li key={name}>{name === '' ? sentence : <a href={`#${fieldId(props.state.form, name)}`}>{sentence}</a>}</li>
        ))}
      </ul>
      <p>{t.kept}</p>
    </div>
  );
}

/**
 * A form that is sent as it stands: no script, no native bubbles in the browser's own language. After a refusal
 * it comes back with a summary that leads to each field and says that nothing typed was lost.
 */
export function Form(props: {
  readonly view: View;
  readonly state?: FormState | undefined;
  readonly name: string;
  readonly action: string;
  readonly submit: ComponentChildren;
  /** Idempotency key, sent as `_key`. */
  readonly keyValue?: string | undefined;
  /** An outlined button: for the second form on a screen. */
  readonly quiet?: boolean;
  readonly upload?: boolean;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly method?: 'post' | 'get';
  /** The button as wide as the form, for the phone screens of one question each. */
  readonly fill?: boolean;
  readonly kind?: ActKind;
  /** Stands beside the button: the way back, or a sentence on what happens next. */
  readonly aside?: ComponentChildren;
  readonly children?: ComponentChildren;
}): VNode {
  const state = props.state?.form === props.name ? props.state : undefined;
  const method = props.method ?? 'post';
  return (
    <form
      class="form"
      id={`form-${props.name}`}
      method={method}
      action={props.action}
      novalidate
      data-confirm-leave={method === 'post' ? '' : undefined}
      {...(props.upload === true ? { enctype: 'multipart/form-data' } : {})}
    >
      {state !== undefined && <ErrorSummary view={props.view} state={state} />}
      {method === 'post' && <input type="hidden" name="_form" value={props.name} />}
      {props.keyValue !== undefined && <input type="hidden" name="_key" value={props.keyValue} />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
      <div class="form-end">
        <Button kind={props.kind ?? (props.quiet === true ? 'line' : 'main')} fill={props.fill === true}>
          {props.submit}
        </Button>
        {props.aside !== undefined && <div class="form-aside">{props.aside}</div>}
      </div>
    </form>
  );
}

/** Several fields side by side where there is room, one below the other on a phone. */
export function FieldRow(props: { readonly children: ComponentChildren }): VNode {
  return <div class="field-row">{props.children}</div>;
}

/**
 * Fields that most people leave alone, folded away below the ones that matter. Open where one of them was filled in or
 * came back with a sentence, so that nothing typed and nothing refused is out of sight.
 */
export function Fold(props: {
  readonly title: string;
  readonly state: FormState | undefined;
  /** Names of the fields inside. */
  readonly fields: readonly string[];
  readonly open?: boolean;
  readonly children: ComponentChildren;
}): VNode {
  const { state, fields } = props;
  const touched = fields.some((name) => (state?.values[name] ?? '') !== '' || state?.errors[name] !== undefined);
  return (
    <details class="fold" open={props.open === true || touched}>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}

/** A note inside a form or page: what to know before going on. Colour never speaks alone, so it begins with a mark. */
export function Note(props: {
  readonly tone?: 'good' | 'wait' | 'wrong' | 'plain';
  readonly children: ComponentChildren;
}): VNode {
  const tone = props.tone ?? 'plain';
  const mark = tone === 'good' ? 'check' : tone === 'wait' ? 'clock' : 'alert';
  return (
    <div class={tone === 'plain' ? 'note' : `note note-${tone}`}>
      <Icon name={mark} />
      <div>{props.children}</div>
    </div>
  );
}
