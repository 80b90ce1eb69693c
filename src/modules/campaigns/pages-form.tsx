import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Field, type FieldOption, FieldRow, Fold, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { Campaign } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly funds: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  /** The plan that is being changed; null for a new one. */
  readonly campaign: Campaign | null;
}

const form = 'plan';

function What(props: FormView): VNode {
  const { view, state, campaign: one } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form };
  const area = { ...common, type: 'area' as const, rows: 2, required: true };
  return (
    <>
      <FieldRow>
        <Field {...{ ...common, name: 'title', label: w.form.name, value: one?.title }} required />
        <Field
          {...{ ...common, name: 'fundId', type: 'select', label: w.form.fund, options: props.funds }}
          value={one?.fundId ?? props.funds[0]?.value}
          required
        />
      </FieldRow>
      <Field {...{ ...area, name: 'purposeText', label: w.record.what, value: one?.purposeText }} />
      <FieldRow>
        <Field
          {...{ ...common, name: 'startsOn', type: 'date', label: w.desk.columns.starts, value: one?.startsOn }}
          required
        />
        <Field
          {...{ ...common, name: 'endsOn', type: 'date', label: w.desk.columns.ends, value: one?.endsOn }}
          required
        />
        <Field
          {...{ ...common, name: 'target', type: 'money', label: w.form.target }}
          value={one?.target === null || one === null ? undefined : formatFen(one.target, { plain: true })}
          optional
        />
      </FieldRow>
      <Field
        {...{ ...common, name: 'emergency', type: 'check', label: w.form.emergency }}
        value={one?.emergency === true ? 'yes' : undefined}
      />
      <Field {...{ ...common, name: 'areaText', label: w.record.area, value: one?.areaText }} required />
      <Field
        {...{ ...area, name: 'beneficiariesText', label: w.record.beneficiaries, value: one?.beneficiariesText }}
      />
      <Field {...{ ...area, name: 'useText', label: w.record.use, value: one?.useText }} />
      <Field {...{ ...area, name: 'waysText', label: w.form.ways, value: one?.waysText }} />
      <Field {...{ ...area, name: 'bankText', label: w.form.bank, value: one?.bankText }} />
      <Field {...{ ...area, name: 'costText', label: w.record.cost, value: one?.costText }} />
      <Field {...{ ...area, name: 'surplusText', label: w.record.surplus, value: one?.surplusText }} />
      <Field
        {...{ ...common, name: 'responsibleText', label: w.form.responsible, value: one?.responsibleText }}
        required
      />
    </>
  );
}

function Whom(props: FormView): VNode {
  const { view, state, campaign: one } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form };
  return (
    <>
      <Fold
        title={w.form.five}
        state={state}
        fields={['certificateNumber', 'contactText', 'queryText', 'platformName', 'platformUrl']}
        open={one !== null && `${one.certificateNumber}${one.contactText}${one.queryText}${one.platformName}` !== ''}
      >
        <p class="hint">{w.form.fiveHint}</p>
        <Field
          {...{ ...common, name: 'certificateNumber', label: w.record.certificate, value: one?.certificateNumber }}
          optional
        />
        <FieldRow>
          <Field {...{ ...common, name: 'contactText', label: w.form.contact, value: one?.contactText }} optional />
          <Field {...{ ...common, name: 'queryText', label: w.form.query, value: one?.queryText }} optional />
        </FieldRow>
        <FieldRow>
          <Field {...{ ...common, name: 'platformName', label: w.form.platform, value: one?.platformName }} optional />
          <Field {...{ ...common, name: 'platformUrl', label: w.form.platformUrl, value: one?.platformUrl }} optional />
        </FieldRow>
      </Fold>
      <Fold
        title={w.form.with}
        state={state}
        fields={['partnerOrganisationId', 'partnerEvaluatedOn', 'partnerAgreementNumber']}
        open={one !== null && one.partnerOrganisationId !== null}
      >
        <FieldRow>
          <Field
            {...{ ...common, name: 'partnerOrganisationId', type: 'select', label: w.form.partner }}
            options={props.organisations}
            value={one?.partnerOrganisationId ?? undefined}
            optional
          />
          <Field
            {...{ ...common, name: 'partnerEvaluatedOn', type: 'date', label: w.form.partnerOn }}
            value={one?.partnerEvaluatedOn ?? undefined}
            optional
          />
          <Field
            {...{ ...common, name: 'partnerAgreementNumber', label: w.form.partnerAgreement }}
            value={one?.partnerAgreementNumber}
            optional
          />
        </FieldRow>
      </Fold>
    </>
  );
}

/** The plan of a campaign, new or to be changed, with every part the law asks for. */
export function CampaignFormPage(props: FormView): VNode {
  const { view, state, keyValue, campaign: one } = props;
  const w = wordsOf(view.lang);
  const action = one === null ? 'campaigns/new' : `campaigns/${one.id}/edit`;
  return (
    <Page view={view} title={w.form.title} area="desk" section="fund">
      <PageHead kind={w.desk.title} title={w.form.title} lede={w.form.lede} />
      <Form
        {...{ view, state, keyValue, name: form, action: `${deskRoot(view)}/${action}` }}
        submit={one === null ? w.form.save : w.form.change}
      >
        <What {...props} />
        <Whom {...props} />
      </Form>
    </Page>
  );
}
