import type { VNode } from 'preact';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { TrustBody, TrustFacts, type TrustView } from './pages.tsx';
import { wordsOf } from './pages-parts.tsx';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** A charitable trust is put on the register. */
export function TrustFormPage(props: FormView): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang).trust;
  const common = { view, state, form: 'trust' };
  return (
    <Page view={view} title={w.add} area="desk" section="fund">
      <PageHead title={w.add} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'trust', action: `${deskRoot(view)}/trusts/new`, submit: w.save }}>
        <Field {...common} name="name" label={w.name} required />
        <FieldRow>
          <Field {...common} name="filingNumber" label={w.filingNumber} required />
          <Field {...common} name="filedOn" type="date" label={w.filedOn} required />
        </FieldRow>
        <FieldRow>
          <Field {...common} name="authority" label={w.authority} required />
          <Field {...common} name="trustee" label={w.trustee} required />
        </FieldRow>
        <Field {...common} name="purpose" type="area" rows={3} label={w.purpose} required />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.amount} optional />
          <Field {...common} name="startsOn" type="date" label={w.startsOn} required />
          <Field {...common} name="endsOn" type="date" label={w.endsOn} optional />
        </FieldRow>
        <Field {...common} name="note" label={w.note} optional />
      </Form>
    </Page>
  );
}

/** A trust at the desk: its reports and the projects it supports. */
export function TrustDeskPage(
  props: FormView & {
    readonly found: TrustView;
    readonly projects: readonly FieldOption[];
    readonly year: number;
    readonly mayWrite: boolean;
  },
): VNode {
  const { view, state, keyValue, found } = props;
  const w = wordsOf(view.lang).trust;
  const path = `${deskRoot(view)}/trusts/${found.trust.id}`;
  const report = { view, state, form: 'report' };
  return (
    <Page view={view} title={found.trust.name} area="desk" section="fund">
      <RecordHead
        kind={w.kind}
        title={found.trust.name}
        lede={found.trust.purpose}
        next={<ActLink href={`${spaceRoot(view)}/trusts/${found.trust.id}`}>{w.publicPage}</ActLink>}
      />
      <Pair side={<TrustFacts view={view} trust={found.trust} />}>
        <TrustBody view={view} found={found} />
        {props.mayWrite && (
          <Block title={w.addReport}>
            <Form
              {...{ view, state, keyValue, name: 'report', action: `${path}/report`, submit: w.addReport }}
              upload
              quiet
            >
              <Field {...report} name="year" type="number" label={w.year} value={String(props.year)} required />
              <Field {...report} name="summary" type="area" rows={3} label={w.summary} required />
              <Field
                {...{ ...report, name: 'file', type: 'file', label: w.file, accept: 'image/*,application/pdf' }}
                optional
              />
            </Form>
          </Block>
        )}
        {props.mayWrite && props.projects.length > 0 && (
          <Block title={w.link}>
            <Form
              {...{
                view,
                state,
                keyValue: `${keyValue}-link`,
                name: 'link',
                action: `${path}/project`,
                submit: w.link,
              }}
              quiet
            >
              <Field
                {...{ view, state, form: 'link', name: 'projectId', type: 'select', label: w.project, required: true }}
                options={props.projects}
              />
            </Form>
          </Block>
        )}
      </Pair>
    </Page>
  );
}
