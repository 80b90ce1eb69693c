import type { ComponentChildren, VNode } from 'preact';
import { Button, Field, type FieldOption, Fold, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { eligibles, pers, reaches, resourceKinds, visibles } from './schema.ts';

/** What the offer form is filled from. */
export interface OfferPageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  /** At the desk: the person it is written down for, and who was found. */
  readonly desk?: {
    readonly person: { readonly id: string; readonly name: string } | null;
    readonly query: string;
    readonly found: readonly { readonly id: string; readonly name: string; readonly note: string }[];
  };
}

function What(props: OfferPageProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const t = w.offer;
  const shared = { view, state, form: 'offer' };
  const kinds = resourceKinds.map((kind) => ({ value: kind, label: w.kinds[kind], hint: w.kindHints[kind] }));
  return (
    <>
      <Field {...shared} name="kind" label={t.kind} type="choices" options={kinds} required />
      <Field {...shared} name="title" label={t.name} hint={t.nameHint} maxlength={60} required />
      <Field {...shared} name="class_code" label={t.class} type="select" options={props.classes} required />
      <Field {...shared} name="quantity" label={t.quantity} hint={t.quantityHint} type="number" required />
      <Field {...shared} name="unit" label={t.unit} hint={t.unitHint} short maxlength={12} required />
      <Field
        {...shared}
        name="per"
        label={t.per}
        type="choices"
        value="once"
        options={pers.map((one) => ({ value: one, label: w.pers[one] }))}
      />
      <Field
        {...shared}
        name="description"
        label={t.description}
        hint={t.descriptionHint}
        optional
        type="area"
        maxlength={1000}
      />
    </>
  );
}

function Terms(props: OfferPageProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const t = w.offer;
  const shared = { view, state, form: 'offer' };
  return (
    <>
      <Field {...shared} name="condition_text" label={t.condition} maxlength={200} optional />
      <Field {...shared} name="expires_on" label={t.expires} type="date" optional />
      <Field {...shared} name="conditions" label={t.conditions} hint={t.conditionsHint} maxlength={300} optional />
      <Field
        {...shared}
        name="eligible"
        label={t.eligible}
        type="choices"
        value="anyone"
        options={eligibles.map((one) => ({ value: one, label: w.eligibles[one] }))}
      />
      <Field {...shared} name="home_visits" label={t.homeVisits} type="check" />
      <Field {...shared} name="kept_by_owner" label={t.keptByOwner} type="check" />
      <Field
        {...shared}
        name="place"
        label={t.place}
        hint={t.placeHint}
        type="select"
        options={props.places}
        optional
      />
      <Field {...shared} name="capacity" label={t.capacity} type="number" optional />
      <Field {...shared} name="parts" label={t.parts} hint={t.partsHint} type="area" maxlength={1000} optional />
      <Fold title={t.more} state={state} fields={['reach', 'available_from', 'valid_until', 'visible']}>
        <Limits {...props} />
      </Fold>
      {props.organisations.length > 0 && (
        <Field
          {...shared}
          name="organisation"
          label={t.organisation}
          hint={t.organisationHint}
          type="select"
          options={props.organisations}
          optional
        />
      )}
    </>
  );
}

/** How far, from when until when, and for whose eyes: most offers leave these as they are. */
function Limits(props: OfferPageProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const t = w.offer;
  const shared = { view, state, form: 'offer' };
  return (
    <>
      <Field
        {...shared}
        name="reach"
        label={t.reach}
        type="choices"
        value="space"
        options={reaches.map((one) => ({ value: one, label: w.reaches[one] }))}
      />
      <Field {...shared} name="available_from" label={t.from} type="date" optional />
      <Field {...shared} name="valid_until" label={t.until} type="date" optional />
      <Field
        {...shared}
        name="visible"
        label={t.visible}
        type="choices"
        value="everyone"
        options={visibles.map((one) => ({ value: one, label: w.visibles[one] }))}
      />
    </>
  );
}

/** Finding the person the desk writes down for, with plain links. */
function FindPerson(props: OfferPageProps): VNode | null {
  const { view, desk } = props;
  if (desk === undefined) return null;
  const t = wordsOf(view).offer;
  return (
    <>
      <p>
        <label for="find-person">{t.find}</label>
      </p>
      <form class="search" method="get" action={`${deskRoot(view)}/resources/new`}>
        <input class="input" id="find-person" type="search" name="q" value={desk.query} />
        <Button icon="search">{t.findButton}</Button>
      </form>
      <ul>
        {desk.found.map((one) => (
          <li key={one.id}>
            <Name href={`${deskRoot(view)}/resources/new?person=${one.id}`}>{one.name}</Name> {one.note}
          </li>
        ))}
      </ul>
      <p>{desk.person === null ? t.forNobody : t.forPerson(desk.person.name)}</p>
    </>
  );
}

/** The form by which residents and organisations offer something, and the desk's for somebody who came by. */
export function OfferPage(props: OfferPageProps): VNode {
  const { view, desk } = props;
  const t = wordsOf(view).offer;
  const person = desk?.person ?? null;
  const action =
    desk === undefined
      ? `${spaceRoot(view)}/help/offer`
      : `${deskRoot(view)}/resources/new${person === null ? '' : `?person=${person.id}`}`;
  const head: ComponentChildren = (
    <PageHead title={desk === undefined ? t.title : t.deskTitle} lede={desk === undefined ? t.lede : t.deskLede} />
  );
  return (
    <Page
      view={view}
      title={desk === undefined ? t.title : t.deskTitle}
      area={desk === undefined ? 'public' : 'desk'}
      section="resources"
    >
      {head}
      <FindPerson {...props} />
      <Form
        view={view}
        state={props.state}
        name="offer"
        action={action}
        submit={t.submit}
        keyValue={props.keyValue}
        {...(person === null ? {} : { hidden: { person: person.id } })}
      >
        <What {...props} />
        <Terms {...props} />
      </Form>
    </Page>
  );
}
