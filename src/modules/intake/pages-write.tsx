import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink, Field, type FieldOption, FieldRow, Fold, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { contactWays, writtenChannels } from './schema.ts';
import { zh } from './zh.ts';

/** What the page to write one down is given. */
export interface WriteProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  /** What was searched for, and who was found. */
  readonly find: string;
  readonly found: readonly FieldOption[];
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
}

/** Writing down for someone who rang, came, or was visited. */
export function WritePage(props: WriteProps): VNode {
  const { view, state, found } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.write;
  const shared = { view, state, form: 'write' };
  const here = `${deskRoot(view)}/matters/new`;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead title={t.title} lede={t.lede} />
      <Fold title={t.known} state={undefined} fields={[]} open={props.find !== ''}>
        <Form view={view} name="find-person" action={here} method="get" submit={t.find} quiet>
          <Field view={view} form="find-person" name="who" label={t.personFind} type="search" value={props.find} />
        </Form>
        {props.find !== '' && found.length === 0 && (
          <Note>
            {t.personNone} <ActLink href={`${deskRoot(view)}/people/new`}>{t.register}</ActLink>
          </Note>
        )}
      </Fold>
      <Form
        view={view}
        state={state}
        name="write"
        action={`${here}${props.find === '' ? '' : `?who=${encodeURIComponent(props.find)}`}`}
        submit={t.send}
        keyValue={props.keyValue}
      >
        {found.length > 0 && <Field {...shared} name="person" label={t.person} type="choices" options={found} />}
        <Field {...shared} name="words" label={t.words} type="area" rows={5} required />
        <Field
          {...shared}
          name="channel"
          label={t.channel}
          type="choices"
          required
          options={writtenChannels.map((one) => ({ value: one, label: w.channels[one] }))}
        />
        {found.length === 0 ? (
          <Named {...props} />
        ) : (
          <Fold title={t.notThese} state={state} fields={['contact_name', 'phone', 'not_named']}>
            <Named {...props} />
          </Fold>
        )}
        <Field {...shared} name="place_text" label={t.placeText} hint={t.placeTextHint} optional />
        <More {...props} />
      </Form>
    </Page>
  );
}

/** Who spoke, where nobody registered was found: a name and a number, or neither. */
function Named(props: WriteProps): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en }).write;
  const shared = { view, state, form: 'write' };
  return (
    <>
      <FieldRow>
        <Field {...shared} name="contact_name" label={t.contactName} />
        <Field {...shared} name="phone" label={t.phone} type="tel" optional />
      </FieldRow>
      <Field {...shared} name="not_named" label={t.notNamed} type="check" />
    </>
  );
}

/** What can be filled in later as well, on the matter itself. */
function More(props: WriteProps): VNode {
  const { view, state } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.write;
  const shared = { view, state, form: 'write' };
  return (
    <Fold title={t.more} state={state} fields={['contact_way', 'place', 'class_code', 'suggestions']}>
      <Field
        {...shared}
        name="contact_way"
        label={t.way}
        type="select"
        options={contactWays.map((one) => ({ value: one, label: w.contact[one] }))}
        optional
      />
      <Field {...shared} name="place" label={t.place} type="select" options={props.places} optional />
      <Field {...shared} name="class_code" label={t.class} type="select" options={props.classes} optional />
      <Field
        {...shared}
        name="suggestions"
        label={t.suggestions}
        hint={t.suggestionsHint}
        type="area"
        rows={3}
        optional
      />
    </Fold>
  );
}
