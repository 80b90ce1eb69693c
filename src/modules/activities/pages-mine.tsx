import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import { Day } from '#ui/day';
import { ActLink, Button, Field, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import type { InvitationWords } from './commands-invitations.ts';
import { type ActivityRow, Paragraphs, Refusal, whenText, wordsOf } from './pages-parts.tsx';
import type { HoursOf } from './queries-hours.ts';
import type { Invitation } from './schema.ts';

function ActivityLines(props: {
  readonly view: View;
  readonly rows: readonly ActivityRow[];
  readonly lead: boolean;
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Lines
      items={props.rows.map(({ activity, place }) => ({
        key: activity.id,
        what: <a href={`${props.lead ? meRoot(view) : spaceRoot(view)}/activities/${activity.id}`}>{activity.title}</a>,
        note: `${whenText(view, activity)} · ${place}`,
        value: w.states[activity.state],
      }))}
    />
  );
}

/** What somebody leads, signed up to, and helped with. */
export function MyActivitiesPage(props: {
  readonly view: View;
  readonly led: readonly ActivityRow[];
  readonly signed: readonly ActivityRow[];
  readonly hours: HoursOf;
}): VNode {
  const { view, hours } = props;
  const words = wordsOf(view);
  const w = words.mine;
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={
          <>
            <ActLink href={`${meRoot(view)}/activities/new`} kind="line" icon="plus">
              {w.open}
            </ActLink>
            <ActLink href={`${meRoot(view)}/invitations`}>{w.invitations}</ActLink>
          </>
        }
      />
      <Block title={w.led}>
        {props.led.length === 0 ? (
          <p class="muted">{w.ledEmpty}</p>
        ) : (
          <ActivityLines view={view} rows={props.led} lead />
        )}
      </Block>
      <Block title={w.signed}>
        {props.signed.length === 0 ? (
          <Empty title={w.signedEmpty} acts={<ActLink href={`${spaceRoot(view)}/activities`}>{w.seeAll}</ActLink>} />
        ) : (
          <ActivityLines view={view} rows={props.signed} lead={false} />
        )}
      </Block>
      <Block
        title={w.hours}
        aside={hours.minutes === 0n ? undefined : w.hoursSum(formatMinutes(hours.minutes, view.lang))}
      >
        {hours.lines.length === 0 ? (
          <p class="muted">{w.hoursEmpty}</p>
        ) : (
          <Lines
            items={hours.lines.map((line) => ({
              key: line.id,
              what: line.text,
              note: [
                formatDate(line.day, view.lang),
                ...(line.takenBack === null ? [] : [words.hours.takenBack(line.takenBack)]),
              ].join(' · '),
              value: formatMinutes(line.minutes, view.lang),
            }))}
          />
        )}
      </Block>
    </Page>
  );
}

/** An invitation with its words and who sent it. */
export interface NamedInvitation {
  readonly one: Invitation;
  readonly from: string;
  readonly words: InvitationWords;
}

/** The form by which an invitation is answered: two buttons, and words if one likes. */
export function AnswerForm(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly action: string;
  readonly name: string;
}): VNode {
  const { view, state, name } = props;
  const w = wordsOf(view).invitations;
  return (
    <Form
      view={view}
      state={state}
      name={name}
      action={props.action}
      keyValue={props.keyValue}
      submit={w.accept}
      aside={
        <Button name="decline" value="yes">
          {w.decline}
        </Button>
      }
    >
      <Field view={view} state={state} form={name} name="words" label={w.words} type="area" rows={2} optional />
    </Form>
  );
}

function Next(props: { readonly view: View; readonly one: Invitation }): VNode | null {
  const { view, one } = props;
  const w = wordsOf(view).invitations;
  if (one.state !== 'accepted') return null;
  if (one.purpose === 'lead')
    return <ActLink href={`${meRoot(view)}/activities/new?invitation=${one.id}`}>{w.nextLead}</ActLink>;
  if (one.activityId !== null)
    return <ActLink href={`${spaceRoot(view)}/activities/${one.activityId}`}>{w.nextActivity}</ActLink>;
  return <ActLink href={`${spaceRoot(view)}/activities`}>{w.nextList}</ActLink>;
}

function outcome(view: View, one: Invitation): string {
  const w = wordsOf(view).invitations;
  if (one.state === 'withdrawn') return w.withdrawn(one.stateReason ?? '');
  return one.state === 'accepted' ? w.accepted : w.declined;
}

/** Invitations to me: the open ones with their words and two buttons, then those that are settled. */
export function MyInvitationsPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly list: readonly NamedInvitation[];
}): VNode {
  const { view, list, state } = props;
  const words = wordsOf(view);
  const w = words.invitations;
  const open = list.filter(({ one }) => one.state === 'sent');
  const earlier = list.filter(({ one }) => one.state !== 'sent');
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.title} lede={w.lede} />
      <Refusal state={state} />
      {list.length === 0 && (
        <Empty title={w.empty} acts={<ActLink href={`${spaceRoot(view)}/activities`}>{w.nextList}</ActLink>}>
          {w.emptyWhy}
        </Empty>
      )}
      {open.map(({ one, from, words: said }) => (
        <Block
          key={one.id}
          title={`${w.from(from)}${view.lang === 'en' ? ' ' : ''}${words.purposes[one.purpose]}`}
          aside={<Day view={view} date={one.at} />}
          id={`invitation-${one.id}`}
        >
          <Paragraphs text={said.words} />
          <AnswerForm
            view={view}
            state={undefined}
            keyValue={`${props.keyValue}-${one.id.slice(-12)}`}
            action={`${meRoot(view)}/invitations/${one.id}/answer`}
            name={`answer-${one.id}`}
          />
        </Block>
      ))}
      {earlier.length > 0 && (
        <Block title={w.earlier}>
          <Lines
            items={earlier.map(({ one, from }) => ({
              key: one.id,
              what: `${w.from(from)}${view.lang === 'en' ? ' ' : ''}${words.purposes[one.purpose]}`,
              note: outcome(view, one),
              value: <Next view={view} one={one} />,
            }))}
          />
        </Block>
      )}
    </Page>
  );
}
