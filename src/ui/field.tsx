import type { ComponentChildren, JSX, VNode } from 'preact';
import { type FormState, fieldId } from './form-state.ts';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** One choice of a select, radio or checkbox group. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** What a field asks for; money, numbers and codes are text so that they can be typed as people type them. */
export type FieldType =
  | 'text'
  | 'area'
  | 'tel'
  | 'email'
  | 'date'
  | 'datetime'
  | 'number'
  | 'money'
  | 'password'
  | 'file'
  | 'search'
  | 'select'
  | 'choices'
  | 'checks'
  | 'check'
  | 'code';

/** What `Field` takes; `value` is what the field starts with, and what was typed before always goes first. */
export interface FieldProps {
  readonly view: View;
  readonly state?: FormState | undefined;
  readonly form: string;
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly type?: FieldType;
  readonly options?: readonly FieldOption[];
  readonly value?: string | readonly string[] | undefined;
  readonly required?: boolean;
  /** Says beside the label that it may stay empty. */
  readonly optional?: boolean;
  readonly rows?: number;
  readonly autocomplete?: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly maxlength?: number;
  /** The label is the question of the whole page: its heading, in its size. */
  readonly question?: boolean;
  /** A short field for a number, a date or a code. */
  readonly short?: boolean;
  /** What follows a money or number field: its unit. */
  readonly unit?: string;
  /** What belongs to one choice and is asked right below it, by the choice's value. */
  readonly follow?: Readonly<Record<string, ComponentChildren>>;
}

interface Wired {
  readonly id: string;
  readonly hintId: string | undefined;
  readonly errorId: string | undefined;
  readonly error: string | undefined;
  readonly describedby: string | undefined;
  readonly values: readonly string[];
}

/** Ids, aria and the kept value of one field, worked out once for every kind of it. */
function wire(props: FieldProps): Wired {
  const id = fieldId(props.form, props.name);
  const state = props.state?.form === props.form ? props.state : undefined;
  const error = state?.errors[props.name];
  const kept = state === undefined ? props.value : state.values[props.name];
  const values = kept === undefined ? [] : typeof kept === 'string' ? [kept] : kept;
  const hintId = props.hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const described = [hintId, errorId].filter((part) => part !== undefined).join(' ');
  return { id, hintId, errorId, error, values, describedby: described === '' ? undefined : described };
}

function HintAndError(props: { readonly field: FieldProps; readonly wired: Wired }): VNode {
  const { field, wired } = props;
  return (
    <>
      {field.hint !== undefined && (
        <p class="hint" id={wired.hintId}>
          {field.hint}
        </p>
      )}
      {wired.error !== undefined && (
        <p class="error" id={wired.errorId}>
          {wired.error}
        </p>
      )}
    </>
  );
}

function LabelText(props: { readonly field: FieldProps }): VNode {
  const { field } = props;
  return (
    <>
      {field.label}
      {field.optional === true && <small class="optional">{uiWords(field.view.lang).form.optional}</small>}
    </>
  );
}

/** What the browser should bring up for each kind: the keyboard, the code from a message, the picker. */
const inputs: Readonly<Partial<Record<FieldType, JSX.IntrinsicElements['input']>>> = {
  tel: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  date: { type: 'date' },
  datetime: { type: 'datetime-local' },
  number: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
  money: { type: 'text', inputmode: 'decimal', autocomplete: 'off' },
  password: { type: 'password' },
  file: { type: 'file' },
  search: { type: 'search' },
  code: { type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: false },
};

const shortTypes: readonly FieldType[] = ['tel', 'date', 'datetime', 'number', 'money', 'code'];

function Control(props: { readonly field: FieldProps; readonly wired: Wired }): VNode {
  const { field, wired } = props;
  const type = field.type ?? 'text';
  const shared = {
    id: wired.id,
    name: field.name,
    'aria-describedby': wired.describedby,
    'aria-invalid': wired.error === undefined ? undefined : ('true' as const),
    required: field.required === true,
    ...(field.autocomplete === undefined ? {} : { autocomplete: field.autocomplete }),
    ...(field.maxlength === undefined ? {} : { maxlength: field.maxlength }),
  };
  if (type === 'area')
    return <textarea class="input" rows={field.rows ?? 4} {...shared} value={wired.values[0] ?? ''} />;
  if (type === 'select')
    return (
      <select class="input" {...shared}>
        <option value="">{uiWords(field.view.lang).form.choose}</option>
        {(field.options ?? []).map((option) => (
          <option key={option.value} value={option.value} selected={wired.values.includes(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    );
  // A password or a file is never sent back: the first must not be written into a page, the second cannot be.
  const value = type === 'password' || type === 'file' ? {} : { value: wired.values[0] ?? '' };
  const short = field.short ?? shortTypes.includes(type);
  const input = (
    <input
      class={short ? 'input input-short' : 'input'}
      type="text"
      {...(inputs[type] ?? {})}
      {...shared}
      {...value}
      {...(type === 'file' ? { accept: field.accept, multiple: field.multiple === true } : {})}
    />
  );
  const unit = field.unit ?? (type === 'money' ? uiWords(field.view.lang).form.yuan : undefined);
  return unit === undefined ? (
    input
  ) : (
    <span class="with-unit">
      {input}
      <span class="unit">{unit}</span>
    </span>
  );
}

function Group(props: { readonly field: FieldProps; readonly wired: Wired }): VNode {
  const { field, wired } = props;
  const many = field.type === 'checks';
  return (
    <fieldset
      class={wired.error === undefined ? 'field' : 'field wrong'}
      aria-describedby={wired.describedby}
      {...(many ? {} : { role: 'radiogroup' as const, 'aria-required': field.required === true })}
    >
      <legend>
        {field.question === true ? (
          <h1 class="question">
            <LabelText field={field} />
          </h1>
        ) : (
          <LabelText field={field} />
        )}
      </legend>
      <HintAndError field={field} wired={wired} />
      <ul class="choices">
        {(field.options ?? []).map((option, at) => {
          const id = at === 0 ? wired.id : `${wired.id}-${at}`;
          const follow = field.follow?.[option.value];
          return (
            <li key={option.value}>
              <input
                type={many ? 'checkbox' : 'radio'}
                id={id}
                name={field.name}
                value={option.value}
                checked={wired.values.includes(option.value)}
              />
              <label for={id}>
                {option.label}
                {option.hint !== undefined && <small>{option.hint}</small>}
              </label>
              {follow !== undefined && <div class="follow">{follow}</div>}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

function SingleCheck(props: { readonly field: FieldProps; readonly wired: Wired }): VNode {
  const { field, wired } = props;
  return (
    <div class={wired.error === undefined ? 'field' : 'field wrong'}>
      <div class="choice">
        <input
          type="checkbox"
          id={wired.id}
          name={field.name}
          value="yes"
          checked={(wired.values[0] ?? '') !== ''}
          required={field.required === true}
          aria-describedby={wired.describedby}
          {...(wired.error === undefined ? {} : { 'aria-invalid': 'true' as const })}
        />
        <label for={wired.id}>{field.label}</label>
      </div>
      <HintAndError field={field} wired={wired} />
    </div>
  );
}

/**
 * One question with its label, hint and error, wired for assistive technology, keeping what was typed. Nothing is
 * chosen beforehand: a select starts with a line that asks, and groups start empty.
 */
export function Field(props: FieldProps): VNode {
  const wired = wire(props);
  if (props.type === 'choices' || props.type === 'checks') return <Group field={props} wired={wired} />;
  if (props.type === 'check') return <SingleCheck field={props} wired={wired} />;
  const label = (
    <label for={wired.id}>
      <LabelText field={props} />
    </label>
  );
  return (
    <div class={wired.error === undefined ? 'field' : 'field wrong'}>
      {props.question === true ? <h1 class="question">{label}</h1> : label}
      <HintAndError field={props} wired={wired} />
      <Control field={props} wired={wired} />
    </div>
  );
}
