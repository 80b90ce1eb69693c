import type { ComponentProps, VNode } from 'preact';
import { ConfirmForm } from './action.tsx';
import { Note } from './form.tsx';
import type { FormState } from './form-state.ts';

/**
 * A form of one button that has a key of its own: a page's key belongs to one form, and going back to press another
 * button must not look like the first form sent again with other content.
 */
export function Act(
  props: ComponentProps<typeof ConfirmForm> & { readonly name: string; readonly keyValue: string },
): VNode {
  const { keyValue, ...rest } = props;
  const of = rest.action.slice(-24).replace(/[^\w]/g, '');
  return <ConfirmForm {...rest} keyValue={`${keyValue}-${of}`} />;
}

/**
 * Why a button on the page refused: a button has no field to show a sentence at, so it stands on top of the page.
 * `buttons` names the forms it speaks for; without them it speaks for all but `except`.
 */
export function Refused(props: {
  readonly state: FormState | undefined;
  readonly buttons?: readonly string[];
  readonly except?: readonly string[];
}): VNode | null {
  const { state } = props;
  if (state === undefined || props.except?.includes(state.form) === true) return null;
  if (props.buttons !== undefined && !props.buttons.includes(state.form)) return null;
  return (
    <div role="alert">
      <Note tone="wrong">
        {Object.entries(state.errors).map(([field, sentence]) => (
          <p key={field}>{sentence}</p>
        ))}
      </Note>
    </div>
  );
}
