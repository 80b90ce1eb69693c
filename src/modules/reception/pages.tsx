import type { VNode } from 'preact';
import { formatDate, formatDateTime } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { Reception, VoiceNote } from './schema.ts';

/** A reception day with who received and how many of its matters are done. */
export interface ShownReception extends Reception {
  readonly leader: string;
  readonly done: number;
}

function whenText(view: View, one: ShownReception): string {
  return [formatDate(one.heldOn, view.lang), one.hours, one.place].filter((part) => part !== '').join(' · ');
}

function DayLines(props: {
  readonly view: View;
  readonly days: readonly ShownReception[];
  readonly acts?: (day: ShownReception) => VNode | undefined;
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const t = w.days;
  return (
    <Lines
      items={props.days.map((one) => {
        const acts = props.acts?.(one);
        return {
          key: one.id,
          what: [one.leader, one.duty].filter((part) => part !== '').join(' · '),
          note: [
            whenText(view, one),
            one.state === 'cancelled' ? '' : `${t.taken(one.matterIds.length)}，${t.done(one.done)}`,
            one.closing,
          ]
            .filter((part) => part !== '')
            .join(' · '),
          value: w.states[one.state],
          ...(acts === undefined ? {} : { acts }),
        };
      })}
    />
  );
}

/** Reception days in public: who, when, where, how many were taken and how many are done; no word. */
export function DaysPage(props: { readonly view: View; readonly days: readonly ShownReception[] }): VNode {
  const { view, days } = props;
  const t = wordsOf(view).days;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title}>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/say`}>{t.say}</ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/receptions`}>{t.desk}</ActLink>}
          </>
        }
      />
      {days.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/say`}>{t.say}</ActLink>}>
          {t.noneWhy}
        </Empty>
      ) : (
        <DayLines view={view} days={days} />
      )}
    </Page>
  );
}

/** Reception days at the desk. */
export function DeskDaysPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly days: readonly ShownReception[];
  readonly leaders: readonly FieldOption[];
  readonly mayPlan: boolean;
  readonly mayTake: boolean;
}): VNode {
  const { view, state, keyValue } = props;
  const t = wordsOf(view).days;
  const root = deskRoot(view);
  const shared = { view, state, form: 'plan' };
  const acts = (one: ShownReception): VNode | undefined =>
    one.state === 'planned' ? <DayActs {...props} day={one} /> : undefined;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={<ActLink href={`${spaceRoot(view)}/receptions`}>{t.public}</ActLink>}
      />
      <Refused state={state} except={['plan']} />
      <Pair
        side={
          props.mayPlan && (
            <Block title={t.plan} id="plan">
              <Form
                view={view}
                state={state}
                name="plan"
                action={`${root}/receptions`}
                submit={t.planAct}
                keyValue={`${keyValue}-plan`}
                quiet
              >
                <Field {...shared} name="leader" label={t.leader} type="select" options={props.leaders} required />
                <Field {...shared} name="duty_text" label={t.duty} optional />
                <FieldRow>
                  <Field {...shared} name="held_on" label={t.day} type="date" required />
                  <Field {...shared} name="hours_text" label={t.hours} short optional />
                </FieldRow>
                <Field {...shared} name="place_text" label={t.place} required />
              </Form>
            </Block>
          )
        }
      >
        {props.days.length === 0 ? (
          <Empty title={t.none}>{t.noneWhy}</Empty>
        ) : (
          <DayLines view={view} days={props.days} acts={acts} />
        )}
      </Pair>
    </Page>
  );
}

/** What can be done with a day that is to come. */
function DayActs(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly day: ShownReception;
  readonly mayPlan: boolean;
  readonly mayTake: boolean;
}): VNode {
  const { view, keyValue, day } = props;
  const t = wordsOf(view).days;
  const action = `${deskRoot(view)}/receptions/${day.id}`;
  const shared = { view, keyValue };
  return (
    <>
      {props.mayTake && <ActLink href={`${deskRoot(view)}/ring`}>{t.take}</ActLink>}
      {props.mayPlan && (
        <>
          <Act
            {...shared}
            action={`${action}/held`}
            name="held"
            label={t.close}
            reason={{ name: 'closing_text', label: t.closing, required: true }}
          />
          <Act
            {...shared}
            action={`${action}/cancel`}
            name="cancel"
            label={t.cancel}
            kind="word"
            reason={{ name: 'closing_text', label: t.why, required: true }}
          />
        </>
      )}
    </>
  );
}

/** A voice note as the desk sees it. */
export interface ShownNote extends VoiceNote {
  readonly number: string;
  /** The beginning of what was written down; empty while nobody has. */
  readonly headline: string;
}

/** Voice notes to be written down, and those that were. */
export function NotesPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly notes: readonly ShownNote[];
}): VNode {
  const { view, notes } = props;
  const w = wordsOf(view);
  const t = w.notes;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead title={t.title} lede={t.lede} />
      <Refused state={props.state} />
      {notes.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/matters`}>{t.matters}</ActLink>}>
          {t.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={notes.map((one) => ({
            key: one.id,
            what: <a href={`${root}/matters/${one.matterId}`}>{one.headline === '' ? one.number : one.headline}</a>,
            note: [
              ...(one.headline === '' ? [] : [one.number]),
              t.spoken(formatDateTime(one.at, view.lang)),
              one.state === 'forgotten' ? t.gone : t.deleteOn(formatDate(one.deleteOn, view.lang)),
            ].join(' · '),
            value: w.noteStates[one.state],
            ...(one.state === 'forgotten' ? {} : { acts: <Listen {...props} note={one} /> }),
          }))}
        />
      )}
    </Page>
  );
}

function Listen(props: { readonly view: View; readonly keyValue: string; readonly note: ShownNote }): VNode {
  const { view, note } = props;
  const t = wordsOf(view).notes;
  const action = `${deskRoot(view)}/voice-notes/${note.id}`;
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said is written down by whoever listens. */}
      <audio controls preload="none" src={`${action}/sound`} aria-label={`${t.listen} ${note.number}`} />
      <Act
        view={view}
        action={`${action}/write`}
        name="write-note"
        label={note.state === 'written' ? t.again : t.words}
        kind={note.state === 'written' ? 'word' : 'line'}
        keyValue={props.keyValue}
        reason={{ name: 'words', label: t.words, required: true }}
      />
    </>
  );
}

/** Speaking instead of typing. Without script, the recorder of the phone is asked through the file field. */
export function SpeakPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
}): VNode {
  const { view, state } = props;
  const t = wordsOf(view).speak;
  const root = spaceRoot(view);
  const shared = { view, state, form: 'voice' };
  const words = {
    record: t.record,
    stop: t.stop,
    recording: t.recording('%s'),
    recorded: t.recorded,
    refused: t.refused,
  };
  return (
    <Page view={view} title={t.title} scripts={['voice']}>
      <PageHead title={t.title} lede={t.lede} />
      <Form
        view={view}
        state={state}
        name="voice"
        action={`${root}/say/voice`}
        submit={t.submit}
        keyValue={props.keyValue}
        upload
        fill
        aside={<ActLink href={`${root}/say`}>{t.type}</ActLink>}
      >
        <div class="bar" hidden data-voice={JSON.stringify(words)}>
          <button type="button" class="act act-main" data-voice-button>
            {t.record}
          </button>
          <p role="status" data-voice-say />
        </div>
        <Field {...shared} name="sound" label={t.sound} hint={t.soundHint} type="file" accept="audio/*" required />
        <Field {...shared} name="place_text" label={t.place} optional />
        <FieldRow>
          <Field {...shared} name="contact_name" label={t.name} optional />
          <Field {...shared} name="phone" label={t.phone} hint={t.phoneHint} type="tel" optional />
        </FieldRow>
        <p class="muted">{t.privacy}</p>
      </Form>
    </Page>
  );
}
