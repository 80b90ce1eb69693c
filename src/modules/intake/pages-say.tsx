import type { VNode } from 'preact';
import { formatDate, formatDateTime } from '#kernel/dates';
import { pick } from '#kernel/words';
import type { Need } from '#modules/needs';
import { ActLink, Button, Field, type FieldOption, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Slip } from '#ui/print';
import { Block, PageHead, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { Said, Steps } from '#ui/say';
import { Thread } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { threadOf } from './pages-thread.tsx';
import type { Promised, SlipView } from './queries-record.ts';
import { contactWays } from './schema.ts';
import { zh } from './zh.ts';

/** The questions, in order; `same` is asked only where something like it is already public. */
export const saySteps = ['words', 'same', 'where', 'tell'] as const;
export type SayStep = (typeof saySteps)[number];

/** What the say page is given. */
export interface SayProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly step: SayStep;
  readonly places: readonly FieldOption[];
  /** Public needs that may be the same matter. */
  readonly similar: readonly FieldOption[];
  /** What the words look like, and what else they may be; null where nothing stands out. */
  readonly looksLike: { readonly name: string; readonly classes: readonly FieldOption[] } | null;
}

const form = 'say';
/** Everything a step may have typed; what the present step does not ask is carried along unseen. */
const carried = [
  'words',
  'same',
  'place',
  'place_text',
  'class_code',
  'contact_way',
  'contact_name',
  'phone',
  'anonymous',
] as const;
const asked: Readonly<Record<SayStep, readonly string[]>> = {
  // What was the same as other words may not be the same as these.
  words: ['words', 'same'],
  same: ['same'],
  where: ['place', 'place_text', 'class_code'],
  tell: ['contact_way', 'contact_name', 'phone', 'anonymous'],
};
const stepNumber: Readonly<Record<SayStep, number>> = { words: 1, same: 1, where: 2, tell: 3 };

function typed(state: FormState | undefined, name: string): string {
  const value = state?.values[name];
  return typeof value === 'string' ? value : '';
}

/** One question at a time; works without script and without an account, and keeps everything across the steps. */
export function SayPage(props: SayProps): VNode {
  const { view, step, state } = props;
  const w = pick(view.lang, { zh, en }).say;
  const hidden: Record<string, string> = { step };
  for (const name of carried) {
    const value = typed(state, name);
    if (value !== '' && !asked[step].includes(name)) hidden[name] = value;
  }
  const at = saySteps.indexOf(step);
  const before = step === 'where' && props.similar.length === 0 ? 'words' : saySteps[at - 1];
  return (
    <Page view={view} title={w.title} scripts={step === 'words' ? ['alike'] : []}>
      <Steps view={view} n={stepNumber[step]} of={3} about={w.about}>
        <Form
          view={view}
          state={state}
          name={form}
          action={`${spaceRoot(view)}/say`}
          submit={step === 'tell' ? w.send : w.next}
          keyValue={props.keyValue}
          hidden={hidden}
          fill
          upload={step === 'tell'}
          aside={
            before === undefined ? undefined : (
              <Button kind="word" name="back" value={before} icon="previous">
                {w.back}
              </Button>
            )
          }
        >
          <Question {...props} />
        </Form>
        {step === 'tell' && <SoFar {...props} />}
      </Steps>
    </Page>
  );
}

function Question(props: SayProps): VNode {
  const { view, state, step } = props;
  const w = pick(view.lang, { zh, en }).say;
  const shared = { view, state, form };
  if (step === 'words')
    return (
      <>
        <Appeal {...props} />
        <Field {...shared} name="words" label={w.what} hint={w.whatHint} type="area" rows={5} question required />
        <div data-alike={`${spaceRoot(view)}/needs/alike?mine=1`} data-alike-fields="words" aria-live="polite" />
        <p class="muted">{w.whatNote}</p>
        <p>
          <ActLink href={`${spaceRoot(view)}/say/voice`} icon="say">
            {w.voice}
          </ActLink>
        </p>
      </>
    );
  if (step === 'same')
    return (
      <Field
        {...shared}
        name="same"
        label={w.same}
        hint={w.sameHint}
        type="choices"
        question
        options={[...props.similar, { value: 'none', label: w.sameNone }]}
      />
    );
  if (step === 'where')
    return (
      <>
        <Field {...shared} name="place_text" label={w.where} hint={w.placeTextHint} question optional />
        {props.places.length > 0 && (
          <Field {...shared} name="place" label={w.place} type="select" options={props.places} optional />
        )}
        {props.looksLike !== null && (
          <Field
            {...shared}
            name="class_code"
            label={w.looksLike(props.looksLike.name)}
            hint={w.looksLikeHint}
            type="select"
            options={props.looksLike.classes}
            optional
          />
        )}
      </>
    );
  return <Tell {...props} />;
}

function Tell(props: SayProps): VNode {
  const { view, state } = props;
  const words = pick(view.lang, { zh, en });
  const w = words.say;
  const shared = { view, state, form };
  const hints: Readonly<Partial<Record<string, string>>> = words.wayHints;
  const phone = <Field {...shared} name="phone" label={w.phone} hint={w.phoneHint} type="tel" optional />;
  return (
    <>
      <Field
        {...shared}
        name="contact_way"
        label={w.how}
        hint={w.howHint}
        type="choices"
        question
        required
        options={contactWays.map((way) => {
          const hint = hints[way];
          return { value: way, label: words.ways[way], ...(hint === undefined ? {} : { hint }) };
        })}
      />
      {phone}
      <Field {...shared} name="contact_name" label={w.contactName} optional />
      <Field {...shared} name="photo" label={w.photo} hint={w.photoHint} type="file" accept="image/*" optional />
      <Field {...shared} name="anonymous" label={w.anonymous} type="check" />
    </>
  );
}

/** What was said in the steps before, shown before it is handed in. */
function SoFar(props: SayProps): VNode {
  const { view, state } = props;
  const w = pick(view.lang, { zh, en }).say;
  const place = props.places.find((option) => option.value === typed(state, 'place'))?.label ?? '';
  const where = [place, typed(state, 'place_text')].filter((part) => part !== '').join(' · ');
  const same = props.similar.find((option) => option.value === typed(state, 'same'))?.label;
  const items = [
    { term: w.saidWords, value: typed(state, 'words').slice(0, 200) },
    ...(same === undefined ? [] : [{ term: w.saidSame, value: same }]),
    { term: w.saidWhere, value: where === '' ? w.nowhere : where },
  ];
  return <Said items={items} editLabel={w.back} />;
}

/** Why an appeal for money for one person can't be taken here, and the lawful ways. */
function Appeal(props: SayProps): VNode | null {
  const words = pick(props.view.lang, { zh, en });
  if (props.state?.errors['words'] !== words.errors['intake.money_appeal']) return null;
  const w = words.say;
  const phone = props.view.space?.phone ?? null;
  return (
    <Note tone="wait">
      <p>
        <b>{w.appealTitle}</b>
      </p>
      <ul>
        {w.appealWay.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      {phone !== null && (
        <p>
          {w.appealCall} <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
        </p>
      )}
    </Note>
  );
}

/** The slip on the phone, with the number as large as on paper, and what has happened so far. */
export interface SlipProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  /** The public need it was joined to when it was said; it can stand on its own again. */
  readonly sameAs: Pick<Need, 'id' | 'number' | 'title'> | null;
  /** What was last said of the outcome; 'asked' where it is done and nobody has said; null while it is not done. */
  readonly judged: 'solved' | 'partly' | 'not' | 'asked' | null;
  readonly slip: SlipView;
  /** Masked name of whoever handles it. */
  readonly handler: string | null;
  readonly place: string;
  /** Full address the QR leads to. */
  readonly url: string;
  readonly fresh: boolean;
  readonly names: ReadonlyMap<string, string>;
  /** Titles of what changed because of it. */
  readonly changed: ReadonlyMap<string, string>;
  /** By when it is answered by the limit of its class, and why that stands still; null where it was answered. */
  readonly limit: { readonly due: Date; readonly paused: string } | null;
}

function lastPromise(promises: readonly Promised[]): Promised | undefined {
  return promises.filter((one) => one.stand !== 'replaced').at(-1);
}

function slipRows(props: SlipProps): { term: string; value: string }[] {
  const { view, slip } = props;
  const words = pick(view.lang, { zh, en });
  const w = words.slip;
  const due = lastPromise(slip.promises);
  const { limit } = props;
  const byLimit = limit === null ? w.noPromise : w.answerBy(formatDateTime(limit.due, view.lang));
  return [
    { term: w.said, value: slip.headline },
    { term: w.where, value: props.place },
    { term: w.who, value: props.handler ?? w.nobody },
    { term: w.when, value: due === undefined ? byLimit : formatDate(due.dueOn, view.lang) },
    { term: w.paused, value: due === undefined ? (limit?.paused ?? '') : '' },
    { term: w.codeTerm, value: slip.matter.slipCode },
  ].filter((row) => row.value !== '');
}

/** What the holder of a slip sees. */
export function SlipPage(props: SlipProps): VNode {
  const { view, slip } = props;
  const words = pick(view.lang, { zh, en });
  const w = words.slip;
  const root = `${spaceRoot(view)}`;
  const query = `number=${encodeURIComponent(slip.matter.number)}&code=${encodeURIComponent(slip.matter.slipCode)}`;
  return (
    <Page view={view} title={slip.matter.number}>
      {props.fresh ? (
        <PageHead title={w.title} lede={w.keep} />
      ) : (
        <RecordHead kind={slip.matter.number} title={slip.headline} state={words.states[slip.matter.state]} />
      )}
      <Refused state={props.state} />
      <Judge {...props} />
      <SlipSheet {...props} />
      <SameAs {...props} />
      <p class="bar">
        <ActLink href={`${root}/slip?${query}&print=1`} icon="print">
          {w.print}
        </ActLink>
        <ActLink href={`${root}/say`} icon="say">
          {w.again}
        </ActLink>
      </p>
      <Block title={w.story}>
        <Thread view={view} steps={threadOf(view, slip.steps, props.names, props.changed)} />
      </Block>
    </Page>
  );
}

/** Once something was done, whoever holds the slip says whether it helped; later they may say otherwise. */
function Judge(props: SlipProps): VNode | null {
  const { view, slip, judged } = props;
  const w = pick(view.lang, { zh, en }).slip;
  if (judged === null) return null;
  const { number, slipCode } = slip.matter;
  return (
    <p class="bar">
      <ActLink
        href={`${spaceRoot(view)}/verdict/${encodeURIComponent(`${number}-${slipCode}`)}`}
        kind={judged === 'asked' ? 'main' : 'line'}
        icon="check"
      >
        {judged === 'asked' ? w.judge : w.judgeAgain}
      </ActLink>
      {judged !== 'asked' && <span class="muted">{w.judged[judged]}</span>}
    </p>
  );
}

/** What the words were joined to, and the one button that makes them stand on their own again. */
function SameAs(props: SlipProps): VNode | null {
  const { view, slip, sameAs } = props;
  const w = pick(view.lang, { zh, en }).slip;
  if (sameAs === null) return null;
  const root = spaceRoot(view);
  return (
    <Block title={w.sameAs}>
      <p>
        <a href={`${root}/needs/${sameAs.id}`}>{sameAs.title}</a> <span class="muted">{sameAs.number}</span>
      </p>
      <Act
        view={view}
        action={`${root}/slip/part`}
        name="part"
        label={w.part}
        kind="word"
        icon="undo"
        keyValue={props.keyValue}
        hidden={{ number: slip.matter.number, code: slip.matter.slipCode }}
      />
    </Block>
  );
}

/** The slip itself. */
export function SlipSheet(props: SlipProps): VNode {
  const { view, slip } = props;
  return (
    <Slip
      view={view}
      number={slip.matter.number}
      date={formatDate(slip.matter.saidAt, view.lang)}
      rows={slipRows(props)}
      url={props.url}
    />
  );
}

/** The slip alone, for 80 mm paper. */
export function SlipPrint(props: SlipProps): VNode {
  return (
    <Page view={props.view} title={props.slip.matter.number} bare>
      <SlipSheet {...props} />
    </Page>
  );
}

/** Asking by number: two fields, for paper and for the phone. */
export function AskPage(props: { readonly view: View; readonly state: FormState | undefined }): VNode {
  const { view, state } = props;
  const w = pick(view.lang, { zh, en }).slip;
  const shared = { view, state, form: 'ask' };
  const phone = view.space?.phone ?? null;
  return (
    <Page view={view} title={w.askTitle}>
      <PageHead title={w.askTitle} lede={w.askLede} />
      <Form view={view} state={state} name="ask" action={`${spaceRoot(view)}/slip`} method="get" submit={w.ask} fill>
        <Field {...shared} name="number" label={w.number} short required />
        <Field {...shared} name="code" label={w.code} hint={w.codeHint} short required />
      </Form>
      {phone !== null && (
        <p>
          {w.ring} <ActLink href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</ActLink>
        </p>
      )}
    </Page>
  );
}
