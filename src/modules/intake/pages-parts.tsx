import type { ComponentProps, VNode } from 'preact';
import { ConfirmForm, type FormState } from '#ui/form';

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

/** What a button on the page was refused for; forms with fields show it themselves. */
export function Refused(props: {
  readonly state: FormState | undefined;
  readonly except?: readonly string[];
}): VNode | null {
  const { state } = props;
  if (state === undefined || props.except?.includes(state.form) === true) return null;
  return (
    <div class="oops" role="alert">
      {Object.entries(state.errors).map(([field, sentence]) => (
        <p key={field}>{sentence}</p>
      ))}
    </div>
  );
}
