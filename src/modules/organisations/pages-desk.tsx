import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import { formatDate } from '#kernel/dates';
import type { AssessmentPart } from '#modules/partners';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { Assessed, OrganisationFacts, OrganisationParts, type OrganisationView, wordsOf } from './pages.tsx';
import type { Member } from './queries-register.ts';
import { oddCode } from './rules.ts';
import { admissionChecks } from './schema.ts';

/** What the desk's record of an organisation is given. */
export interface DeskOrganisation {
  readonly view: View;
  readonly data: OrganisationView;
  readonly assessment: AssessmentPart | null;
  readonly people: readonly (Member & { readonly name: string })[];
  /** The number, once somebody asked to see it. */
  readonly phone: string | null;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly today: LocalDate;
  readonly may: { readonly edit: boolean; readonly admit: boolean; readonly honour: boolean };
}

function People(props: DeskOrganisation & { readonly here: string }): VNode {
  const { view, people, here, keyValue, may } = props;
  const w = wordsOf(view).desk;
  return (
    <Block title={w.members}>
      {people.length === 0 ? (
        <p class="muted">{w.noMembers}</p>
      ) : (
        <Lines
          items={people.map((member) => ({
            key: member.id,
            what: <Name href={`${deskRoot(view)}/people/${member.personId}`}>{member.name}</Name>,
            note: [member.duty, member.represents ? w.represents : '', w.since(formatDate(member.startsOn, view.lang))]
              .filter((part) => part !== '')
              .join(' · '),
            ...(may.edit
              ? {
                  value: (
                    <ConfirmForm
                      view={view}
                      action={`${here}/members/${member.id}/end`}
                      label={w.endMember}
                      kind="word"
                      keyValue={keyValue}
                    />
                  ),
                }
              : {}),
          }))}
        />
      )}
      {may.edit && (
        <ActLink href={`${here}/members/new`} icon="plus">
          {w.addMember}
        </ActLink>
      )}
    </Block>
  );
}

function CheckForm(props: DeskOrganisation & { readonly here: string }): VNode {
  const { view, state, keyValue, here } = props;
  const w = wordsOf(view).desk;
  const kept = { view, state, form: 'check' };
  return (
    <Block title={w.check}>
      <p>{w.checkLede}</p>
      <Form
        view={view}
        state={state}
        name="check"
        action={`${here}/check`}
        submit={w.submitCheck}
        keyValue={keyValue}
        quiet
      >
        <Field
          {...kept}
          name="outcome"
          label={w.outcome}
          type="choices"
          required
          options={(['reached', 'silent', 'ended'] as const).map((value) => ({ value, label: w.outcomes[value] }))}
        />
        <Field {...kept} name="note" label={w.note} hint={w.noteHint} optional />
      </Form>
    </Block>
  );
}

function AdmitForm(props: DeskOrganisation & { readonly here: string }): VNode {
  const { view, state, keyValue, here } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const kept = { view, state, form: 'admit' };
  return (
    <Block title={w.admit}>
      <p>{w.admitLede}</p>
      <Form
        view={view}
        state={state}
        name="admit"
        action={`${here}/admit`}
        submit={w.submitAdmit}
        keyValue={keyValue}
        quiet
      >
        <Field
          {...kept}
          name="checks"
          label={w.checksField}
          type="checks"
          options={admissionChecks.map((value) => ({ value, label: words.checks[value] }))}
        />
        <Field {...kept} name="until" label={w.until} type="date" required />
      </Form>
    </Block>
  );
}

function HonourForm(props: DeskOrganisation & { readonly here: string }): VNode {
  const { view, state, keyValue, here, people } = props;
  const w = wordsOf(view).desk;
  const kept = { view, state, form: 'honour' };
  return (
    <Block title={w.addHonour}>
      <Form
        view={view}
        state={state}
        name="honour"
        action={`${here}/honours`}
        submit={w.submitHonour}
        keyValue={keyValue}
        quiet
      >
        <Field {...kept} name="title" label={w.honourTitle} required />
        <FieldRow>
          <Field {...kept} name="year" label={w.year} type="number" required />
          <Field {...kept} name="issuer" label={w.issuer} required />
        </FieldRow>
        <Field
          {...kept}
          name="agreedBy"
          label={w.agreedBy}
          hint={w.agreedHint}
          type="select"
          optional
          options={people.map((member) => ({ value: member.personId, label: member.name }))}
        />
      </Form>
    </Block>
  );
}

/** An organisation at the desk: facts, people, contact, admission, honours. */
export function OrganisationDeskPage(props: DeskOrganisation): VNode {
  const { view, data, may, phone, today } = props;
  const w = wordsOf(view);
  const one = data.organisation;
  const here = `${deskRoot(view)}/organisations/${one.id}`;
  const contact = [
    ...(one.contactName === null ? [] : [{ term: w.one.contact, value: one.contactName }]),
    {
      term: w.one.phone,
      value: phone ?? <ActLink href={`${here}?phone=1`}>{w.one.showPhone}</ActLink>,
    },
  ];
  const refused = props.state?.form === 'end-member' ? Object.values(props.state.errors) : [];
  return (
    <Page view={view} title={one.name} area="desk" section="organisations">
      <RecordHead
        kind={one.hub ? `${w.kinds[one.kind]} · ${w.one.hub}` : w.kinds[one.kind]}
        title={one.name}
        state={one.stateReason === null ? w.states[one.state] : `${w.states[one.state]}: ${one.stateReason}`}
        next={
          <>
            {may.edit && (
              <ActLink href={`${here}/edit`} kind="line" icon="edit">
                {w.desk.edit}
              </ActLink>
            )}
            <ActLink href={`${spaceRoot(view)}/organisations/${one.id}`}>{w.one.see}</ActLink>
          </>
        }
      />
      {refused.length > 0 && <Note tone="wrong">{refused.join(' ')}</Note>}
      {oddCode(one.creditCode) && <Note tone="wait">{w.one.oddCode}</Note>}
      {one.admittedUntil !== null && one.admittedUntil < today && <Note tone="wait">{w.one.admittedPast}</Note>}
      <Pair side={<OrganisationFacts view={view} data={data} inside={contact} />}>
        <People {...props} here={here} />
        <Assessed view={view} part={props.assessment} id={one.id} />
        <OrganisationParts view={view} data={data} root={deskRoot(view)} />
        {may.edit && <CheckForm {...props} here={here} />}
        {may.admit && <AdmitForm {...props} here={here} />}
        {may.honour && <HonourForm {...props} here={here} />}
      </Pair>
    </Page>
  );
}
