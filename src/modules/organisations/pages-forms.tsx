import type { VNode } from 'preact';
import type { Found } from '#modules/people';
import { ActLink, Field, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { Organisation } from './queries.ts';
import { carrierTypes, organisationKinds, standings } from './schema.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface FormProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

interface Kept {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
}

function PaperFields(props: { readonly kept: Kept; readonly one: Organisation | undefined }): VNode {
  const { kept, one } = props;
  const words = wordsOf(kept.view);
  const w = words.desk;
  return (
    <>
      <Field {...kept} name="name" label={w.name} required value={one?.name} />
      <Field
        {...kept}
        name="kind"
        label={words.list.kind}
        type="select"
        required
        options={organisationKinds.map((value) => ({ value, label: words.kinds[value] }))}
        value={one?.kind}
      />
      <Field
        {...kept}
        name="standing"
        label={words.list.standing}
        type="choices"
        required
        options={standings.map((value) => ({ value, label: words.standings[value] }))}
        value={one?.standing}
      />
      <Field
        {...kept}
        name="creditCode"
        label={w.creditCode}
        hint={w.creditHint}
        optional
        value={one?.creditCode ?? undefined}
      />
      <Field
        {...kept}
        name="filingBody"
        label={w.filingBody}
        hint={w.filingHint}
        optional
        value={one?.filingBody ?? undefined}
      />
      <Field
        {...kept}
        name="carrierType"
        label={w.carrier}
        type="select"
        optional
        options={carrierTypes.map((value) => ({ value, label: words.carriers[value] }))}
        value={one?.carrierType ?? undefined}
      />
    </>
  );
}

function ContactFields(props: {
  readonly kept: Kept;
  readonly one: Organisation | undefined;
  readonly places: readonly Option[];
  readonly phone: string | null | undefined;
}): VNode {
  const { kept, one } = props;
  const w = wordsOf(kept.view).desk;
  return (
    <>
      <Field {...kept} name="introduction" label={w.introduction} type="area" optional value={one?.introduction} />
      <Field {...kept} name="offers" label={w.offers} hint={w.offersHint} type="area" optional value={one?.offers} />
      <FieldRow>
        <Field {...kept} name="contactName" label={w.contactName} optional value={one?.contactName ?? undefined} />
        <Field
          {...kept}
          name="contactPhone"
          label={w.contactPhone}
          hint={w.contactHint}
          type="tel"
          optional
          value={props.phone ?? undefined}
        />
      </FieldRow>
      <FieldRow>
        <Field
          {...kept}
          name="placeId"
          label={w.place}
          type="select"
          optional
          options={props.places}
          value={one?.placeId ?? undefined}
        />
        <Field {...kept} name="foundedOn" label={w.founded} type="date" optional value={one?.foundedOn ?? undefined} />
      </FieldRow>
    </>
  );
}

function HubFields(props: {
  readonly kept: Kept;
  readonly one: Organisation | undefined;
  readonly hubs: readonly Option[];
}): VNode {
  const { kept, one } = props;
  const w = wordsOf(kept.view).desk;
  return (
    <>
      <Field
        {...kept}
        name="hubId"
        label={w.hubId}
        type="select"
        optional
        options={props.hubs}
        value={one?.hubId ?? undefined}
      />
      <Field {...kept} name="hub" label={w.hub} type="check" value={one?.hub === true ? 'yes' : undefined} />
      <Field
        {...kept}
        name="hubDuties"
        label={w.hubDuties}
        hint={w.hubDutiesHint}
        type="area"
        optional
        value={one?.hubDuties}
      />
      <Field
        {...kept}
        name="publicFundraising"
        label={w.fundraising}
        type="check"
        value={one?.publicFundraising === true ? 'yes' : undefined}
      />
    </>
  );
}

/** An organisation to register or to put right. */
export function OrganisationFormPage(
  props: FormProps & {
    readonly hubs: readonly Option[];
    readonly places: readonly Option[];
    readonly organisation?: Organisation;
    readonly phone?: string | null;
  },
): VNode {
  const { view, state, keyValue, organisation: one } = props;
  const w = wordsOf(view).desk;
  const form = one === undefined ? 'organisation' : 'organisation-edit';
  const here = `${deskRoot(view)}/organisations`;
  const kept = { view, state, form };
  const title = one === undefined ? w.newTitle : w.editTitle(one.name);
  return (
    <Page view={view} title={title} area="desk" section="organisations">
      <PageHead title={title} />
      <Form
        view={view}
        state={state}
        name={form}
        action={one === undefined ? `${here}/new` : `${here}/${one.id}/edit`}
        submit={w.save}
        keyValue={keyValue}
      >
        <PaperFields kept={kept} one={one} />
        <ContactFields kept={kept} one={one} places={props.places} phone={props.phone} />
        <HubFields kept={kept} one={one} hubs={props.hubs} />
      </Form>
    </Page>
  );
}

/** The search for a person by name or number, on a page of its own address. */
export function FindPerson(props: { readonly view: View; readonly action: string; readonly text: string }): VNode {
  const { view, action, text } = props;
  const w = wordsOf(view).desk;
  return (
    <Form view={view} name="find" action={action} method="get" submit={w.findButton} quiet>
      <Field view={view} form="find" name="q" label={w.find} hint={w.findHint} type="search" value={text} />
    </Form>
  );
}

/** Somebody to enter as a member, found by name or number. */
export function MemberFormPage(
  props: FormProps & { readonly organisation: Organisation; readonly text: string; readonly found: readonly Found[] },
): VNode {
  const { view, state, keyValue, organisation: one, text, found } = props;
  const w = wordsOf(view).desk;
  const here = `${deskRoot(view)}/organisations/${one.id}`;
  const form = 'member';
  const kept = { view, state, form };
  const title = w.memberTitle(one.name);
  return (
    <Page view={view} title={title} area="desk" section="organisations">
      <PageHead title={title} acts={<ActLink href={here}>{one.name}</ActLink>} />
      <Block title={w.find}>
        <FindPerson view={view} action={`${here}/members/new`} text={text} />
      </Block>
      {text !== '' && found.length === 0 && (
        <p>
          {w.noFound} <ActLink href={`${deskRoot(view)}/people/new`}>{w.registerPerson}</ActLink>
        </p>
      )}
      {found.length > 0 && (
        <Form
          view={view}
          state={state}
          name={form}
          action={`${here}/members/new?q=${encodeURIComponent(text)}`}
          submit={w.submitMember}
          keyValue={keyValue}
        >
          <Field
            {...kept}
            name="personId"
            label={w.person}
            type="choices"
            required
            options={found.map((person) => ({
              value: person.id,
              label: person.name,
              ...(person.placeName === null ? {} : { hint: person.placeName }),
            }))}
          />
          <Field {...kept} name="duty" label={w.duty} hint={w.dutyHint} optional />
          <Field {...kept} name="represents" label={w.representsField} type="check" />
        </Form>
      )}
    </Page>
  );
}
