import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { onTheSpot } from '#modules/intake';
import { ActLink, Field, type FieldOption, Fold, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { WaitingHere } from './pages-phone.tsx';
import { mostItems, quickTopics } from './schema.ts';
import { zh } from './zh.ts';

/** What the page to write a visit is given. */
export interface WriteProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly find: string;
  readonly found: readonly FieldOption[];
  readonly places: readonly FieldOption[];
}

function wayOptions(view: View): FieldOption[] {
  const w = pick(view.lang, { zh, en });
  return [...onTheSpot.map((way) => ({ value: way, label: w.ways[way] })), { value: '', label: w.write.later }];
}

/** Writing a visit, thumb first: what was said by one tap, what was done by one tap, and keep. */
export function WritePage(props: WriteProps): VNode {
  const { view, state } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.write;
  const shared = { view, state, form: 'visit' };
  const here = `${deskRoot(view)}/diary/new`;
  const query = props.find === '' ? '' : `?who=${encodeURIComponent(props.find)}`;
  return (
    <Page
      view={view}
      title={t.title}
      area="desk"
      section="intake"
      scripts={['diary', 'confirm-leave']}
      manifest={`${spaceRoot(view)}/diary.webmanifest`}
    >
      <PageHead title={t.title} lede={t.lede} />
      <WaitingHere view={view} />
      <Form
        view={view}
        state={state}
        name="visit"
        action={`${here}${query}`}
        submit={t.keep}
        keyValue={props.keyValue}
        upload
        fill
        aside={<ActLink href={`${deskRoot(view)}/diary`}>{t.back}</ActLink>}
      >
        <Field
          {...shared}
          name="topic"
          label={t.topic}
          type="choices"
          options={quickTopics.map((topic) => ({ value: topic, label: w.topics[topic] }))}
        />
        <Field {...shared} name="words" label={t.words} hint={t.wordsHint} type="area" rows={3} />
        <Field {...shared} name="way" label={t.way} type="choices" options={wayOptions(view)} />
        <Field {...shared} name="place_text" label={t.where} hint={t.whereHint} optional />
        <Field {...shared} name="place" label={t.place} type="select" options={props.places} optional />
        <Field {...shared} name="photo" label={t.photo} hint={t.photoHint} type="file" accept="image/*" optional />
        <Who {...props} />
        <More {...props} />
      </Form>
      <FindPerson {...props} />
    </Page>
  );
}

/** Who said it: one of those found, a name, or nobody named. */
function Who(props: WriteProps): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en }).write;
  const shared = { view, state, form: 'visit' };
  return (
    <Fold title={t.whoFold} state={state} fields={['contact_name', 'phone', 'person']} open={props.found.length > 0}>
      {props.found.length > 0 && (
        <Field {...shared} name="person" label={t.person} type="choices" options={props.found} />
      )}
      <Field {...shared} name="contact_name" label={t.who} />
      <Field {...shared} name="phone" label={t.phone} type="tel" />
    </Fold>
  );
}

/** A form of its own, since it asks rather than writes; without network it is of no use and says nothing. */
function FindPerson(props: WriteProps): VNode {
  const { view, find } = props;
  const t = pick(view.lang, { zh, en }).write;
  return (
    <Fold title={t.find} state={undefined} fields={[]} open={find !== ''}>
      <Form view={view} name="find-person" action={`${deskRoot(view)}/diary/new`} method="get" submit={t.findAct} quiet>
        <Field view={view} form="find-person" name="who" label={t.find} type="search" value={find} />
      </Form>
      {find !== '' && props.found.length === 0 && <Note>{t.none}</Note>}
    </Fold>
  );
}

/** Further things said at the same door, each a matter of its own. */
function More(props: WriteProps): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en }).write;
  const shared = { view, state, form: 'visit' };
  const positions = Array.from({ length: mostItems - 1 }, (_, at) => at + 2);
  return (
    <Fold title={t.more} state={state} fields={positions.flatMap((at) => [`words${at}`, `way${at}`])}>
      {positions.map((at) => (
        <div key={at}>
          <Field {...shared} name={`words${at}`} label={t.item(at)} type="area" rows={2} />
          <Field
            {...shared}
            name={`way${at}`}
            label={`${t.item(at)} · ${t.way}`}
            type="select"
            options={wayOptions(view).filter((option) => option.value !== '')}
          />
        </div>
      ))}
    </Fold>
  );
}
