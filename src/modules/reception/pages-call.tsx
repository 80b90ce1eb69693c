import type { VNode } from 'preact';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { ways } from './schema.ts';

/** What the page of a call is given. */
export interface CallProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly step: 'write' | 'check';
  readonly tail: string;
  readonly callers: readonly FieldOption[];
  readonly classes: readonly FieldOption[];
  readonly guess: { readonly code: string; readonly name: string } | null;
  readonly similar: readonly FieldOption[];
  readonly days: readonly FieldOption[];
}

function typed(state: FormState | undefined, name: string): string {
  const value = state?.values[name];
  return typeof value === 'string' ? value : '';
}

/** One call, by keyboard alone: who, what, and after Enter what it is like. */
export function CallPage(props: CallProps): VNode {
  const { view, state, step } = props;
  const t = wordsOf(view).call;
  const here = `${deskRoot(view)}/ring`;
  const query = props.tail === '' ? '' : `?tail=${encodeURIComponent(props.tail)}`;
  return (
    <Page view={view} title={t.title} area="desk" section="intake" scripts={['calls', 'confirm-leave']}>
      <PageHead title={t.title} lede={t.lede} />
      <p class="muted">{t.keys}</p>
      {step === 'write' && (
        <Form view={view} name="find-caller" action={here} method="get" submit={t.tailAct} quiet>
          <Field
            view={view}
            form="find-caller"
            name="tail"
            label={t.tail}
            hint={t.tailHint}
            type="number"
            value={props.tail}
          />
        </Form>
      )}
      {props.tail !== '' && props.callers.length === 0 && <Note>{t.nobody}</Note>}
      <Form
        view={view}
        state={state}
        name="call"
        action={`${here}${query}`}
        submit={step === 'write' ? t.next : t.submit}
        keyValue={props.keyValue}
        hidden={{ step }}
      >
        {step === 'write' ? <Write {...props} /> : <Check {...props} />}
      </Form>
    </Page>
  );
}

function Write(props: CallProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const t = w.call;
  const shared = { view, state, form: 'call' };
  return (
    <div data-enter-moves="">
      <Field
        {...shared}
        name="channel"
        label={t.channel}
        type="choices"
        value="phone"
        options={ways.map((way) => ({ value: way, label: w.ways[way] }))}
        required
      />
      {props.callers.length > 0 && (
        <Field
          {...shared}
          name="person"
          label={t.person}
          type="choices"
          options={[...props.callers, { value: '', label: t.none }]}
        />
      )}
      <FieldRow>
        <Field {...shared} name="contact_name" label={t.name} autocomplete="off" />
        <Field {...shared} name="phone" label={t.phone} type="tel" autocomplete="off" optional />
      </FieldRow>
      <Field {...shared} name="behalf" label={t.behalf} hint={t.behalfHint} optional />
      <Field {...shared} name="anonymous" label={t.anonymous} type="check" />
      <Field {...shared} name="words" label={t.words} type="area" rows={3} required />
      <Field {...shared} name="place_text" label={t.place} optional />
      {props.days.length > 0 && (
        <Field {...shared} name="reception" label={t.reception} type="select" options={props.days} optional />
      )}
    </div>
  );
}

const carried = [
  'channel',
  'person',
  'contact_name',
  'phone',
  'behalf',
  'anonymous',
  'words',
  'place_text',
  'reception',
];

function Check(props: CallProps): VNode {
  const { view, state, guess } = props;
  const t = wordsOf(view).call;
  const shared = { view, state, form: 'call' };
  return (
    <div data-enter-moves="">
      <blockquote>{typed(state, 'words')}</blockquote>
      {carried.map((name) => (
        <input key={name} type="hidden" name={name} value={typed(state, name)} />
      ))}
      {typed(state, 'channel') === 'petition' && <Note>{t.petitionNote}</Note>}
      {props.similar.length > 0 && (
        <Field
          {...shared}
          name="same"
          label={t.similar}
          type="choices"
          options={[...props.similar, { value: '', label: t.notSame }]}
        />
      )}
      <Field
        view={view}
        form="call"
        name="class_code"
        label={t.class}
        {...(guess === null ? {} : { hint: t.classHint(guess.name), value: guess.code })}
        type="select"
        options={props.classes}
        optional
      />
    </div>
  );
}

/** After a call: the number in large figures to read out, and the next one. */
export function ToldPage(props: {
  readonly view: View;
  readonly id: string;
  readonly number: string;
  readonly code: string;
}): VNode {
  const { view, number, code } = props;
  const t = wordsOf(view).call;
  const root = deskRoot(view);
  const slip = `${spaceRoot(view)}/slip?number=${encodeURIComponent(number)}&code=${code}&print=1`;
  return (
    <Page view={view} title={number} area="desk" section="intake">
      <PageHead title={number} kind={t.told} />
      <Block title={t.code}>
        <p class="statement">{code}</p>
      </Block>
      <p class="bar">
        <ActLink href={`${root}/ring`} kind="main" shortcut="n">
          {t.again}
        </ActLink>
        <ActLink href={slip} icon="print" shortcut="p">
          {t.slip}
        </ActLink>
        <ActLink href={`${root}/matters/${props.id}`} shortcut="o">
          {t.open}
        </ActLink>
      </p>
    </Page>
  );
}
