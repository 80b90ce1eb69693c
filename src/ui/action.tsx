import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { useOpens } from './opens.ts';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/**
 * How loud an action is: `main` is the one filled button of a screen, `line` an outlined one, `word` a link with
 * perhaps an icon.
 */
export type ActKind = 'main' | 'line' | 'word';

function actClass(kind: ActKind, fill: boolean | undefined): string {
  return `act act-${kind}${fill === true ? ' act-fill' : ''}`;
}

/** A key that does the same at the desk; shown beside the word, and read by `desk-keys`. */
function KeyHint(props: { readonly letter: string | undefined }): VNode | null {
  return props.letter === undefined ? null : (
    <span class="key" aria-hidden="true">
      {props.letter.toUpperCase()}
    </span>
  );
}

/** A submit button. Outlined unless told otherwise: a screen has at most one `main`. */
export function Button(props: {
  readonly children: ComponentChildren;
  readonly kind?: ActKind;
  readonly icon?: IconName;
  readonly name?: string;
  readonly value?: string;
  readonly fill?: boolean;
  readonly shortcut?: string;
}): VNode {
  return (
    <button
      type="submit"
      class={actClass(props.kind ?? 'line', props.fill)}
      name={props.name}
      value={props.value}
      data-key={props.shortcut}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      {props.children}
      <KeyHint letter={props.shortcut} />
    </button>
  );
}

/**
 * A link that leads on: a word with perhaps an icon, or drawn as a button where it is the step of the page. Not drawn
 * for a reader who may not open it.
 */
export function ActLink(props: {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly kind?: ActKind;
  readonly icon?: IconName;
  readonly fill?: boolean;
  readonly shortcut?: string;
  readonly download?: boolean;
}): VNode | null {
  return useOpens(props.href) ? (
    <a
      class={actClass(props.kind ?? 'word', props.fill)}
      href={props.href}
      data-key={props.shortcut}
      {...(props.download === true ? { download: true } : {})}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span>{props.children}</span>
      <KeyHint letter={props.shortcut} />
    </a>
  ) : null;
}

/** A name that leads to its own page; only the name for a reader who may not open that. */
export function Name(props: { readonly href: string; readonly children: ComponentChildren }): VNode {
  return useOpens(props.href) ? <a href={props.href}>{props.children}</a> : <span>{props.children}</span>;
}

/** Hidden fields of a one-button form, with the idempotency key where the command takes one. */
function Hidden(props: {
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly keyValue: string | undefined;
}): VNode {
  return (
    <>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.keyValue !== undefined && <input type="hidden" name="_key" value={props.keyValue} />}
    </>
  );
}

/**
 * A form of one button. Where the act needs a reason, the button opens a small sheet that asks for it, without
 * script: a field named `reason` unless told otherwise.
 */
export function ConfirmForm(props: {
  readonly view: View;
  readonly action: string;
  readonly label: ComponentChildren;
  readonly name?: string;
  readonly keyValue?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly kind?: ActKind;
  readonly icon?: IconName;
  readonly shortcut?: string;
  /** What the act asks before it is done. */
  readonly reason?: {
    readonly label?: string;
    readonly name?: string;
    readonly required?: boolean;
    readonly hint?: string;
  };
  /** Further fields shown in the opened sheet. */
  readonly children?: ComponentChildren;
}): VNode {
  const { reason } = props;
  const t = uiWords(props.view.lang).form;
  const kind = props.kind ?? 'line';
  const fields = (
    <Hidden
      fields={{ ...(props.name === undefined ? {} : { _form: props.name }), ...props.hidden }}
      keyValue={props.keyValue}
    />
  );
  const drawn = {
    ...(props.icon === undefined ? {} : { icon: props.icon }),
    ...(props.shortcut === undefined ? {} : { shortcut: props.shortcut }),
  };
  if (reason === undefined && props.children === undefined)
    return (
      <form class="confirm" method="post" action={props.action}>
        {fields}
        <Button kind={kind} {...drawn}>
          {props.label}
        </Button>
      </form>
    );
  // The same sheet may stand on a page many times, so its field's name is made unique by its address.
  const id = `${props.action}-${reason?.name ?? 'reason'}`.replace(/[^\w-]+/g, '-');
  return (
    <details class="confirm">
      <summary class={actClass(kind, false)} data-key={props.shortcut}>
        {props.icon !== undefined && <Icon name={props.icon} />}
        {props.label}
        <KeyHint letter={props.shortcut} />
      </summary>
      <form class="sheet" method="post" action={props.action} novalidate>
        {fields}
        {reason !== undefined && (
          <div class="field">
            <label for={id}>{reason.label ?? t.reason}</label>
            {reason.hint !== undefined && <p class="hint">{reason.hint}</p>}
            <textarea id={id} name={reason.name ?? 'reason'} rows={2} required={reason.required === true} />
          </div>
        )}
        {props.children}
        <Button kind="line">{props.label}</Button>
      </form>
    </details>
  );
}
