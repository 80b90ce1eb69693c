import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, Name, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import type { View } from '#ui/view';
import type { FormView } from './pages-forms.tsx';
import { deskRoot, publicRoot, wordsOf } from './pages-parts.tsx';
import { refuseOpening } from './rules.ts';
import { type Fund, fundKinds } from './schema.ts';

/** What there is to choose from when a fund is set up. */
export interface SetupChoices {
  readonly hosts: readonly FieldOption[];
  readonly committees: readonly FieldOption[];
}

function Giving(props: FormView & { readonly form: string; readonly fund: Fund | null }): VNode {
  const { view, state, form, fund } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form };
  return (
    <Block title={w.five}>
      <FieldRow>
        <Field {...common} name="certificateNumber" label={w.certificate} value={fund?.certificateNumber} optional />
        <Field {...common} name="planText" label={w.plan} value={fund?.planText} optional />
      </FieldRow>
      <FieldRow>
        <Field {...common} name="contactText" label={w.contact} value={fund?.contactText} optional />
        <Field {...common} name="queryText" label={w.query} value={fund?.queryText} optional />
      </FieldRow>
      <Field {...common} name="bankText" label={w.bankText} value={fund?.bankText} optional />
      <FieldRow>
        <Field {...common} name="platformName" label={w.platformName} value={fund?.platformName} optional />
        <Field {...common} name="platformUrl" label={w.platformUrl} value={fund?.platformUrl} optional />
      </FieldRow>
    </Block>
  );
}

function Agreement(
  props: FormView & { readonly form: string; readonly fund: Fund | null; readonly choices: SetupChoices },
): VNode {
  const { view, state, form, fund, choices } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form };
  return (
    <>
      <FieldRow>
        <Field
          {...{
            ...common,
            name: 'hostOrganisationId',
            type: 'select',
            label: w.host,
            hint: w.hostHint,
            optional: true,
          }}
          options={choices.hosts}
          value={fund?.hostOrganisationId ?? undefined}
        />
        <Field
          {...common}
          name="agreementNumber"
          label={w.agreementNumber}
          value={fund?.agreementNumber ?? undefined}
          optional
        />
      </FieldRow>
      <FieldRow>
        <Field
          {...{ ...common, name: 'agreementFrom', type: 'date', label: w.agreementFrom, optional: true }}
          value={fund?.agreementFrom ?? undefined}
        />
        <Field
          {...{ ...common, name: 'agreementUntil', type: 'date', label: w.agreementUntil, optional: true }}
          value={fund?.agreementUntil ?? undefined}
        />
        <Field
          {...common}
          name="agreementFile"
          type="file"
          label={w.agreementFile}
          accept="image/*,application/pdf"
          optional
        />
      </FieldRow>
      <FieldRow>
        <Field
          {...{ ...common, name: 'committeeBodyId', type: 'select', label: w.committee, optional: true }}
          options={choices.committees}
          value={fund?.committeeBodyId ?? undefined}
        />
        <Field
          {...{ ...common, name: 'ceiling', type: 'money', label: w.ceiling, optional: true }}
          value={fund?.ceiling === null || fund === null ? undefined : formatFen(fund.ceiling, { plain: true })}
        />
      </FieldRow>
    </>
  );
}

function Words(props: FormView & { readonly form: string; readonly fund: Fund | null }): VNode {
  const { view, state, form, fund } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form };
  return (
    <>
      <Field {...common} name="name" label={w.name} value={fund?.name} required />
      <Field {...common} name="purpose" type="area" rows={2} label={w.purpose} value={fund?.purpose} required />
      <Field {...common} name="rulesText" type="area" rows={3} label={w.rules} value={fund?.rulesText} optional />
    </>
  );
}

/** Setting up a fund, or changing what one says of itself; the button that opens it stands above. */
export function FundFormPage(
  props: FormView & {
    readonly fund: Fund | null;
    readonly choices: SetupChoices;
    readonly parents: readonly FieldOption[];
  },
): VNode {
  const { view, state, keyValue, fund } = props;
  const w = wordsOf(view.lang);
  const form = fund === null ? 'fund' : 'change';
  const title = fund === null ? w.form.fundTitle : w.form.fundChange(fund.name);
  const action = fund === null ? `${deskRoot(view)}/funds/new` : `${deskRoot(view)}/funds/${fund.id}`;
  const missing = fund === null ? null : refuseOpening(fund);
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <PageHead kind={w.desk.funds} title={title} />
      {fund?.state === 'preparing' && missing === null && (
        <ConfirmForm
          {...{ view, keyValue, name: 'open', kind: 'main', action: `${deskRoot(view)}/funds/${fund.id}/open` }}
          label={w.desk.act.open}
        />
      )}
      {missing !== null && missing !== 'funds.already_open' && fund !== null && (
        <Note tone="wait">
          {missing === 'funds.no_host' ? w.errors['funds.no_host'] : w.errors['funds.no_agreement']}
        </Note>
      )}
      <Form {...{ view, state, keyValue, name: form, action, submit: w.form.saveFund }} upload>
        {fund === null && (
          <FieldRow>
            <Field
              {...{ view, state, form, name: 'kind', type: 'choices', label: w.form.fundKind, required: true }}
              options={fundKinds.map((value) => ({
                value,
                label: w.fundKinds[value],
                hint: w.form.fundKindHints[value],
              }))}
            />
          </FieldRow>
        )}
        <Words {...props} form={form} />
        <Agreement {...props} form={form} />
        <Giving {...props} form={form} />
      </Form>
    </Page>
  );
}

/** All funds of the space at the desk. */
export function FundsPage(props: { readonly view: View; readonly funds: readonly Fund[] }): VNode {
  const { view, funds } = props;
  const w = wordsOf(view.lang);
  const desk = deskRoot(view);
  const make = (
    <ActLink href={`${desk}/funds/new`} kind="line" icon="plus">
      {w.desk.newFund}
    </ActLink>
  );
  return (
    <Page view={view} title={w.desk.funds} area="desk" section="fund">
      <PageHead kind={w.desk.title} title={w.desk.funds} acts={funds.length === 0 ? undefined : make} />
      {funds.length === 0 ? (
        <Empty title={w.desk.noFund} acts={make}>
          {w.desk.noFundWhy}
        </Empty>
      ) : (
        <Lines
          items={funds.map((one) => ({
            key: one.id,
            what: <Name href={`${desk}/funds/${one.id}`}>{one.name}</Name>,
            note: (
              <>
                {`${w.fundKinds[one.kind]} · ${w.fundStates[one.state]} · `}
                <a href={one.kind === 'main' ? `${publicRoot(view)}/fund` : `${publicRoot(view)}/funds/${one.id}`}>
                  {w.desk.act.publicPage}
                </a>
              </>
            ),
            value: <Money fen={one.standing.balance} />,
          }))}
        />
      )}
    </Page>
  );
}
