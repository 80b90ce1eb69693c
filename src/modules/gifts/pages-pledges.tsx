import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Fund } from '#modules/funds';
import { ConfirmForm, Field, Form, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Pair, RecordHead } from '#ui/record';
import { deskRoot, type FormView, wordsOf } from './pages-parts.tsx';
import { Problem } from './pages-records.tsx';
import { type Pledge, publicities } from './schema.ts';

/** The promised money came. */
function KeepForm(props: FormView & { readonly pledge: Pledge }): VNode {
  const { view, state, keyValue, pledge } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'paid' };
  const path = `${deskRoot(view)}/pledges/${pledge.id}`;
  return (
    <Block title={w.desk.act.keep}>
      <Form {...{ view, state, keyValue, name: 'paid', action: `${path}/paid`, submit: w.desk.act.keep }}>
        <Field {...common} name="bankReference" label={w.form.bankReference} required />
        <Field
          {...common}
          name="receivedOn"
          type="date"
          label={w.form.receivedOn}
          hint={w.form.receivedHint}
          optional
        />
        <Field
          {...{ ...common, name: 'publicity', type: 'select', label: w.form.publicity, value: 'real' }}
          options={publicities.map((value) => ({ value, label: w.publicities[value] }))}
        />
      </Form>
    </Block>
  );
}

/** A promise at the desk. */
export function DeskPledgePage(props: FormView & { readonly pledge: Pledge; readonly fund: Fund | null }): VNode {
  const { view, keyValue, pledge } = props;
  const w = wordsOf(view.lang);
  const path = `${deskRoot(view)}/pledges/${pledge.id}`;
  return (
    <Page view={view} title={pledge.giver} area="desk" section="fund">
      <RecordHead
        kind={w.desk.newPledge}
        title={pledge.giver}
        state={w.pledgeStates[pledge.state]}
        lede={pledge.text}
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.form.amount, value: <Money fen={pledge.amount} /> },
              { term: w.form.dueOn, value: formatDate(pledge.dueOn, view.lang) },
              { term: w.gift.facts.to, value: props.fund?.name ?? '' },
              ...(pledge.agreementNumber === null ? [] : [{ term: w.form.agreement, value: pledge.agreementNumber }]),
              ...(pledge.reason === null ? [] : [{ term: w.form.reason, value: pledge.reason }]),
              ...(pledge.giftId === null
                ? []
                : [
                    {
                      term: w.gift.kind,
                      value: <Name href={`${deskRoot(view)}/gifts/${pledge.giftId}`}>{w.pledgeStates.paid}</Name>,
                    },
                  ]),
            ]}
          />
        }
      >
        <Problem {...props} names={['release']} />
        {pledge.state === 'promised' && (
          <>
            <KeepForm {...props} />
            <ConfirmForm
              {...{
                view,
                keyValue,
                name: 'release',
                kind: 'word',
                action: `${path}/release`,
                label: w.desk.act.release,
              }}
              reason={{ required: true }}
            />
          </>
        )}
      </Pair>
    </Page>
  );
}
