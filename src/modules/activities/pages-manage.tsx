import type { VNode } from 'preact';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import {
  type ActivityRow,
  Finder,
  MoneyBlock,
  type MoneyOf,
  Paragraphs,
  type Picked,
  Refusal,
  seatsText,
  whenText,
  wordsOf,
} from './pages-parts.tsx';
import type { Signup } from './schema.ts';

/** A sign-up with names for the leader and the desk. */
export interface NamedSignup {
  readonly signup: Signup;
  readonly name: string;
  readonly broughtBy: string | null;
}

/** What the page of the leader and of the desk is made of. */
export interface ManageView {
  readonly view: View;
  readonly row: ActivityRow;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly area: 'me' | 'desk';
  /** Where this page lives: under one's own pages or the desk's. */
  readonly root: string;
  readonly signups: readonly NamedSignup[];
  readonly money: MoneyOf | null;
  readonly decided: boolean;
  /** Finding somebody to sign up; only at the desk. */
  readonly picked: Picked | null;
  readonly mayCheck: boolean;
}

/** Minutes as they are typed: 1:30. */
function clockText(minutes: bigint): string {
  return `${minutes / 60n}:${(minutes % 60n).toString().padStart(2, '0')}`;
}

function plannedMinutes(row: ActivityRow): bigint {
  const { startsAt, endsAt } = row.activity;
  return BigInt(endsAt.getTime() - startsAt.getTime()) / 60_000n;
}

/** Whether what came of it can be said now; the form then says itself what was refused. */
function canReport({ view, row }: ManageView): boolean {
  return ['open', 'held', 'settled'].includes(row.activity.state) && row.activity.startsAt <= view.now;
}

function Attendance(props: ManageView): VNode | null {
  const { view, row, state } = props;
  const { activity } = row;
  const words = wordsOf(view);
  const w = words.manage;
  if (!['open', 'held', 'settled'].includes(activity.state)) return null;
  if (!canReport(props)) return <p class="muted">{w.notYet}</p>;
  const common = { view, state, form: 'report' };
  const counted = activity.state !== 'open';
  const asked = props.signups.filter((one) => one.signup.state !== 'out');
  return (
    <Block title={w.attendance} id="report">
      <p class="muted">{w.attendanceHint}</p>
      <Form
        view={view}
        state={state}
        name="report"
        action={`${props.root}/report`}
        keyValue={props.keyValue}
        upload
        submit={w.report}
      >
        {asked.map(({ signup, name }) => {
          const came = signup.state === 'came' ? 'yes' : undefined;
          const label = w.cameLabel(name, words.partWords[signup.part]);
          const check = <Field {...common} name={`came_${signup.id}`} label={label} type="check" value={came} />;
          if (signup.part === 'join') return <div key={signup.id}>{check}</div>;
          const minutes = signup.minutes ?? plannedMinutes(row);
          return (
            <FieldRow key={signup.id}>
              {check}
              <Field
                {...common}
                name={`minutes_${signup.id}`}
                label={w.minutesLabel(name)}
                value={clockText(minutes)}
                short
              />
            </FieldRow>
          );
        })}
        <Field
          {...common}
          name="result"
          label={w.result}
          hint={w.resultHint}
          type="area"
          value={activity.resultText}
          required
        />
        <Field {...common} name="photo" label={w.photo} type="file" accept="image/*" optional />
        <Field {...common} name="photo_consent" label={w.photoConsent} type="check" />
        {counted && <Field {...common} name="reason" label={w.reason} hint={w.reasonHint} optional />}
      </Form>
    </Block>
  );
}

function SignedUp(props: ManageView): VNode {
  const { view, row, signups } = props;
  const words = wordsOf(view);
  const w = words.manage;
  const desk = props.area === 'desk' && row.activity.state === 'open';
  return (
    <Block title={w.signups} aside={seatsText(view, row.activity)}>
      {signups.length === 0 ? (
        <p class="muted">{w.noSignups}</p>
      ) : (
        <Lines
          items={signups.map(({ signup, name, broughtBy }) => ({
            key: signup.id,
            what: name,
            note: [
              words.partWords[signup.part],
              words.signupStates[signup.state],
              ...(broughtBy === null ? [] : [`${words.how.word} ${broughtBy}`]),
              ...(signup.minutes === null ? [] : [clockText(signup.minutes)]),
            ].join(' · '),
            ...(desk && signup.state === 'in'
              ? {
                  value: (
                    <ConfirmForm
                      view={view}
                      name="leave"
                      action={`${props.root}/leave`}
                      keyValue={props.keyValue}
                      hidden={{ person: signup.personId }}
                      label={w.remove}
                      kind="word"
                    />
                  ),
                }
              : {}),
          }))}
        />
      )}
    </Block>
  );
}

function AddPerson(props: ManageView): VNode | null {
  const { view, picked } = props;
  const words = wordsOf(view);
  if (picked === null || props.row.activity.state !== 'open') return null;
  const button = (part: 'join' | 'help', person: string) => (
    <ConfirmForm
      view={view}
      name="join"
      action={`${props.root}/join`}
      keyValue={props.keyValue}
      hidden={{ person, part }}
      label={words.partWords[part]}
      icon={part === 'help' ? 'help' : 'join'}
    />
  );
  return (
    <Block title={words.manage.addPerson} id="add">
      {picked.person === null ? (
        <Finder view={view} picked={picked} path={props.root} />
      ) : (
        <div class="next">
          <b class="one">{picked.person.name}</b>
          {button('join', picked.person.id)}
          {button('help', picked.person.id)}
        </div>
      )}
    </Block>
  );
}

/** What can be done now: look, change, carry out, ask for money, settle, call off. */
function Acts(props: ManageView): VNode {
  const { view, row, root, keyValue } = props;
  const { activity } = row;
  const w = wordsOf(view).manage;
  const shared = { view, keyValue };
  const reason = { label: w.reasonLabel, required: true };
  const { state } = activity;
  const funded = activity.authorisationId !== null;
  return (
    <>
      {state === 'checking' && props.mayCheck && (
        <>
          <ConfirmForm {...shared} name="allow" action={`${root}/allow`} label={w.allow} kind="main" icon="check" />
          <ConfirmForm {...shared} name="decline" action={`${root}/decline`} label={w.decline} reason={reason} />
        </>
      )}
      {state === 'deciding' && props.decided && (
        <ConfirmForm
          {...shared}
          name="enact"
          action={`${root}/enact/${activity.procedureId ?? ''}`}
          label={w.enact}
          kind="main"
          icon="check"
        />
      )}
      {(state === 'checking' || state === 'declined' || state === 'open') && (
        <ActLink href={`${root}/edit`} kind={state === 'declined' ? 'main' : 'line'} icon="edit">
          {state === 'declined' ? w.resubmit : w.edit}
        </ActLink>
      )}
      {funded && (state === 'open' || state === 'held') && (
        <ActLink href={`${deskRoot(view)}/payments/new?for=${activity.authorisationId ?? ''}`} icon="money">
          {w.pay}
        </ActLink>
      )}
      {funded && state === 'held' && (
        <ConfirmForm {...shared} name="settle" action={`${root}/settle`} label={w.settle} icon="check" />
      )}
      {props.area === 'desk' && (state === 'open' || state === 'held' || state === 'settled') && (
        <>
          <ActLink href={`${deskRoot(view)}/invitations/new?activity=${activity.id}`} icon="join">
            {w.invite}
          </ActLink>
          <ActLink
            href={`${deskRoot(view)}/hours/new?kind=activity&subject=${activity.id}&person=${activity.leaderId}`}
            icon="clock"
          >
            {w.leaderHours}
          </ActLink>
        </>
      )}
      {['checking', 'deciding', 'declined', 'open'].includes(state) && (
        <ConfirmForm
          {...shared}
          name="cancel"
          action={`${root}/cancel`}
          label={w.cancel}
          reason={{ ...reason, hint: w.cancelHint }}
        />
      )}
    </>
  );
}

function Notes(props: ManageView): VNode {
  const { view, row } = props;
  const { activity } = row;
  const words = wordsOf(view);
  const reason = activity.stateReason ?? '';
  return (
    <>
      {activity.state === 'deciding' && (
        <Note tone="wait">
          {props.decided ? words.manage.enactHint : words.manage.waiting}{' '}
          <a href={`${spaceRoot(view)}/decisions/${activity.procedureId ?? ''}`}>{words.record.seeDecision}</a>
        </Note>
      )}
      {activity.state === 'declined' && <Note tone="wait">{words.manage.refusedWhy(reason)}</Note>}
      {activity.state === 'cancelled' && <Note tone="wait">{words.record.cancelled(reason)}</Note>}
    </>
  );
}

/** The page from which a leader, or the desk, carries an activity through. */
export function ManagePage(props: ManageView): VNode {
  const { view, row, state } = props;
  const { activity } = row;
  const words = wordsOf(view);
  const w = words.record;
  return (
    <Page view={view} title={activity.title} area={props.area} section="activities">
      <RecordHead
        kind={w.kind(activity.number)}
        title={activity.title}
        state={words.states[activity.state]}
        lede={whenText(view, activity)}
        next={<Acts {...props} />}
      />
      {!(state?.form === 'report' && canReport(props)) && <Refusal state={state} />}
      <Notes {...props} />
      <Facts
        items={[
          { term: w.place, value: row.place },
          { term: w.leader, value: row.leader },
          ...(activity.insurancePolicy === null
            ? []
            : [{ term: w.insurance, value: w.insured(activity.insurancePolicy) }]),
          {
            term: w.publicPage,
            value: <a href={`${spaceRoot(view)}/activities/${activity.id}`}>{activity.number}</a>,
          },
        ]}
      />
      <Block title={w.about}>
        <Paragraphs text={`${activity.text}\n${activity.budgetText}`} />
        <Paragraphs text={`${w.risk}: ${activity.risk}`} />
      </Block>
      <SignedUp {...props} />
      <AddPerson {...props} />
      <Attendance {...props} />
      <MoneyBlock view={view} money={props.money} />
    </Page>
  );
}
