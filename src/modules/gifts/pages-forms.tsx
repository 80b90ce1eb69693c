import type { ComponentChildren, VNode } from 'preact';
import { Field, type FieldOption, FieldRow, Fold, Form } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { deskRoot, type FormView, wordsOf } from './pages-parts.tsx';
import { publicities, rhythms, sourceClasses } from './schema.ts';

/** What there is to choose from when a gift or promise is written down. */
export interface Choices {
  readonly funds: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  /** A registered person the form was opened for. */
  readonly person?: { readonly id: string; readonly name: string } | undefined;
}

/** A page of the desk with one form. */
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

/** The first question of every gift: with a return it is no gift (Charity Law art. 38; VAT). */
export function NatureField(props: FormView & { readonly form: string }): VNode {
  const w = wordsOf(props.view.lang);
  return (
    <Field
      {...{ view: props.view, state: props.state, form: props.form, name: 'nature', type: 'choices' }}
      label={w.form.nature}
      options={(['gift', 'sponsorship'] as const).map((value) => ({
        ...{ value, label: w.natures[value], hint: w.form.natureHints[value] },
      }))}
      required
    />
  );
}

function Giver(props: FormView & { readonly form: string; readonly choices: Choices }): VNode {
  const { view, state, form, choices } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form };
  return (
    <>
      {choices.person === undefined ? (
        <FieldRow>
          <Field {...common} name="donorName" label={w.form.giver} hint={w.form.giverHint} optional />
          <Field
            {...{ ...common, name: 'donorOrganisationId', type: 'select', label: w.form.organisation }}
            options={choices.organisations}
            optional
          />
        </FieldRow>
      ) : (
        <p class="statement">{choices.person.name}</p>
      )}
      <FieldRow>
        <Field
          {...{ ...common, name: 'sourceClass', type: 'select', label: w.form.source, required: true }}
          options={sourceClasses.map((value) => ({ value, label: w.sources[value] }))}
        />
      </FieldRow>
      <Fold
        title={w.form.more}
        state={state}
        fields={['alias', 'receivedOn', 'purposeText', 'waived']}
        open={state !== undefined && state.form === form}
      >
        <FieldRow>
          <Field
            {...{
              ...common,
              name: 'publicity',
              type: 'select',
              label: w.form.publicity,
              required: true,
              value: 'masked',
            }}
            options={publicities.map((value) => ({ value, label: w.publicities[value] }))}
          />
          <Field {...common} name="alias" label={w.form.alias} optional />
        </FieldRow>
        <FieldRow>
          <Field
            {...common}
            name="receivedOn"
            type="date"
            label={w.form.receivedOn}
            hint={w.form.receivedHint}
            optional
          />
          <Field {...common} name="purposeText" label={w.form.purposeText} optional />
        </FieldRow>
        <Field {...common} name="waived" type="check" label={w.form.waived} />
      </Fold>
    </>
  );
}

/** Which fund it goes to; only those that are open. */
export function FundField(props: FormView & { readonly form: string; readonly choices: Choices }): VNode {
  const { view, state, form, choices } = props;
  const only = choices.funds[0];
  return (
    <Field
      {...{ view, state, form, name: 'fundId', type: 'select', required: true }}
      label={wordsOf(view.lang).form.fund}
      options={choices.funds}
      value={only?.value}
    />
  );
}

function hiddenPerson(choices: Choices): Record<string, string> {
  return choices.person === undefined ? {} : { donorPersonId: choices.person.id };
}

/** A transfer that reached the charity's account. */
export function BankGiftPage(props: FormView & { readonly choices: Choices }): VNode {
  const { view, state, keyValue, choices } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'bank' };
  return (
    <Sheet view={view} title={w.bankTitle}>
      <Form
        {...{ view, state, keyValue, name: 'bank', action: `${deskRoot(view)}/gifts/bank`, submit: w.saveGift }}
        hidden={hiddenPerson(choices)}
      >
        <NatureField {...props} form="bank" />
        <FundField {...props} form="bank" />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.amount} required />
          <Field
            {...{ ...common, name: 'way', type: 'select', label: w.way, required: true, value: 'bank' }}
            options={(['bank', 'platform'] as const).map((value) => ({ value, label: w.ways[value] }))}
          />
          <Field {...common} name="bankReference" label={w.platformReference} required />
        </FieldRow>
        <Giver {...props} form="bank" />
      </Form>
    </Sheet>
  );
}

/** Cash at the counter, first count. */
export function CashGiftPage(props: FormView & { readonly choices: Choices }): VNode {
  const { view, state, keyValue, choices } = props;
  const w = wordsOf(view.lang).form;
  return (
    <Sheet view={view} title={w.cashTitle}>
      <Form
        {...{ view, state, keyValue, name: 'cash', action: `${deskRoot(view)}/gifts/cash`, submit: w.saveCash }}
        hidden={hiddenPerson(choices)}
      >
        <NatureField {...props} form="cash" />
        <FundField {...props} form="cash" />
        <Field {...{ view, state, form: 'cash' }} name="amount" type="money" label={w.cashAmount} required />
        <Giver {...props} form="cash" />
      </Form>
    </Sheet>
  );
}

/** Goods at the counter. */
export function GoodsGiftPage(
  props: FormView & { readonly choices: Choices; readonly classes: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue, choices } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'goods' };
  return (
    <Sheet view={view} title={w.goodsTitle}>
      <Form
        {...{ view, state, keyValue, name: 'goods', action: `${deskRoot(view)}/gifts/goods`, submit: w.saveGoods }}
        hidden={hiddenPerson(choices)}
      >
        <NatureField {...props} form="goods" />
        <FundField {...props} form="goods" />
        <FieldRow>
          <Field {...common} name="title" label={w.goods} required />
          <Field {...common} name="quantity" type="number" label={w.quantity} required />
          <Field {...common} name="unit" label={w.unit} required short />
        </FieldRow>
        <FieldRow>
          <Field {...common} name="classCode" type="select" label={w.class} options={props.classes} required />
          <Field {...common} name="condition" label={w.condition} required />
          <Field {...common} name="expiresOn" type="date" label={w.expiresOn} optional />
        </FieldRow>
        <Field {...common} name="usable" type="check" label={w.usable} required />
        <Field {...common} name="value" type="money" label={w.value} hint={w.valueHint} optional />
        <Giver {...props} form="goods" />
      </Form>
    </Sheet>
  );
}

/** A promised share. */
export function PledgeFormPage(props: FormView & { readonly choices: Choices }): VNode {
  const { view, state, keyValue, choices } = props;
  const words = wordsOf(view.lang);
  const w = words.form;
  const common = { view, state, form: 'pledge' };
  return (
    <Sheet view={view} title={w.pledgeTitle}>
      <Form
        {...{ view, state, keyValue, name: 'pledge', action: `${deskRoot(view)}/pledges/new`, submit: w.savePledge }}
        hidden={choices.person === undefined ? {} : { personId: choices.person.id }}
      >
        <FundField {...props} form="pledge" />
        {choices.person === undefined ? (
          <Field
            {...{ ...common, name: 'organisationId', type: 'select', label: w.pledgeBy, required: true }}
            options={choices.organisations}
          />
        ) : (
          <p class="statement">{choices.person.name}</p>
        )}
        <Field {...common} name="text" label={w.pledgeText} hint={w.pledgeTextHint} required />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.eachAmount} required />
          <Field
            {...{ ...common, name: 'every', type: 'select', label: w.every, required: true, value: 'once' }}
            options={rhythms.map((value) => ({ value, label: words.rhythms[value] }))}
          />
        </FieldRow>
        <FieldRow>
          <Field {...common} name="dueOn" type="date" label={w.firstDue} required />
          <Field {...common} name="untilOn" type="date" label={w.untilOn} hint={w.untilHint} optional />
          <Field {...common} name="agreementNumber" label={w.agreement} optional />
        </FieldRow>
      </Form>
    </Sheet>
  );
}
