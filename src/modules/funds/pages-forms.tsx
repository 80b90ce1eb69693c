import type { ComponentChildren, VNode } from 'preact';
import { Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { deskRoot, wordsOf } from './pages-parts.tsx';

/** What every form of the money desk is given. */
export interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

export function Sheet(props: {
  readonly view: View;
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <Page view={props.view} title={props.title} area="desk" section="fund">
      <PageHead kind={wordsOf(props.view.lang).desk.title} title={props.title} />
      {props.children}
    </Page>
  );
}

/** Cash to the bank. */
export function DepositPage(props: FormView & { readonly funds: readonly FieldOption[] }): VNode {
  const { view, state, keyValue, funds } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'deposit' };
  return (
    <Sheet view={view} title={w.depositTitle}>
      <Form {...{ view, state, keyValue, name: 'deposit', action: `${deskRoot(view)}/deposit`, submit: w.saveDeposit }}>
        <Field
          {...{ ...common, name: 'fundId', type: 'select', label: w.fund, required: true, options: funds }}
          value={funds[0]?.value}
        />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.amount} required />
          <Field {...common} name="bankReference" label={w.bankReference} required />
        </FieldRow>
      </Form>
    </Sheet>
  );
}
