import type { VNode } from 'preact';
import { daysBetween, formatDate, localDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { doors, type Handover, type Referral, type Share } from './schema.ts';

/** What the page of a matter's way is given. */
export interface WayProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly matter: {
    readonly id: string;
    readonly number: string;
    readonly headline: string;
    readonly stateName: string;
  };
  readonly open: boolean;
  /** Names inside the office. */
  readonly names: ReadonlyMap<string, string>;
  readonly owner: string | null;
  readonly byRule: string | null;
  readonly me: string;
  readonly handovers: readonly Handover[];
  readonly shares: readonly (Share & { readonly name: string })[];
  readonly referrals: readonly Referral[];
  readonly colleagues: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
}

/** Where a matter stands between hands and doors, and where it can go next. */
export function WayPage(props: WayProps): VNode {
  const { view, matter } = props;
  const t = wordsOf(view).way;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title(matter.number)} area="desk" section="intake">
      <RecordHead
        kind={t.title(matter.number)}
        title={matter.headline === '' ? matter.number : matter.headline}
        state={`${matter.stateName} · ${props.owner ?? t.nobody}`}
        lede={props.byRule ?? t.noRule}
        next={<ActLink href={`${root}/matters/${matter.id}`}>{t.back}</ActLink>}
      />
      <Refused state={props.state} except={['offer', 'share', 'refer']} />
      <Pair
        side={
          <>
            <Partners {...props} />
            <Out {...props} />
          </>
        }
      >
        <Hands {...props} />
        {props.open && <Ways {...props} />}
        <p class="muted">{t.instead}</p>
        <p class="bar">
          <ActLink href={`${spaceRoot(view)}/raised`}>{t.toRaised}</ActLink>
          <ActLink href={`${root}/escalations`}>{t.toLate}</ActLink>
        </p>
      </Pair>
    </Page>
  );
}

/** From hand to hand; an offer that waits can be answered by whom it waits for. */
function Hands(props: WayProps): VNode | null {
  const { view, names, me, handovers } = props;
  const w = wordsOf(view);
  if (handovers.length === 0) return null;
  return (
    <Block title={w.way.history} id="hands">
      <Lines
        items={handovers.map((one) => ({
          key: one.id,
          what: w.list.fromTo(names.get(one.fromId ?? '') ?? '', names.get(one.toId) ?? ''),
          note: [one.reason, one.answer, formatDate(localDate(one.at), view.lang)]
            .filter((part) => part !== '')
            .join(' · '),
          value: w.states[one.state],
          ...(one.state === 'offered' ? { acts: <OfferActs {...props} offer={one} me={me} /> } : {}),
        }))}
      />
    </Block>
  );
}

/** What can be said to an offer. */
export function OfferActs(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly offer: Handover;
  readonly me: string;
}): VNode {
  const { view, keyValue, offer } = props;
  const t = wordsOf(view).way;
  const action = `${deskRoot(view)}/handovers/${offer.id}`;
  const shared = { view, keyValue };
  if (offer.toId !== props.me)
    return <Act {...shared} action={`${action}/withdraw`} name="withdraw" label={t.withdraw} kind="word" />;
  return (
    <>
      <Act {...shared} action={`${action}/accept`} name="accept" label={t.accept} kind="main" />
      <Act
        {...shared}
        action={`${action}/refuse`}
        name="refuse"
        label={t.refuse}
        kind="word"
        reason={{ label: t.refuseReason, required: true }}
      />
    </>
  );
}

function Partners(props: WayProps): VNode | null {
  const { view, keyValue, matter } = props;
  const t = wordsOf(view).way;
  if (props.shares.length === 0) return null;
  return (
    <Block title={t.partners} id="partners">
      <Lines
        items={props.shares.map((one) => ({
          key: one.organisationId,
          what: one.name,
          note: [one.task, one.result].filter((part) => part !== '').join(' · '),
          value: one.endedOn === null ? t.working : formatDate(one.endedOn, view.lang),
          ...(one.endedOn === null
            ? {
                acts: (
                  <Act
                    view={view}
                    action={`${deskRoot(view)}/matters/${matter.id}/way/part`}
                    name="part-done"
                    label={t.partDone}
                    keyValue={`${keyValue}-${one.organisationId.slice(-6)}`}
                    hidden={{ organisation: one.organisationId }}
                    reason={{ name: 'result', label: t.partResult, required: true }}
                  />
                ),
              }
            : {}),
        }))}
      />
    </Block>
  );
}

function Out(props: WayProps): VNode | null {
  const { view } = props;
  const t = wordsOf(view).way;
  if (props.referrals.length === 0) return null;
  return (
    <Block title={t.out} id="out">
      <ReferralLines view={view} keyValue={props.keyValue} referrals={props.referrals} />
    </Block>
  );
}

/** Matters behind other doors, with how late an answer is. */
export function ReferralLines(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly referrals: readonly (Referral & { readonly what?: VNode; readonly number?: string })[];
}): VNode {
  const { view, keyValue } = props;
  const w = wordsOf(view);
  const t = w.way;
  return (
    <Lines
      items={props.referrals.map((one) => {
        const late = one.state === 'out' ? daysBetween(one.dueOn, localDate(view.now)) : 0;
        const action = `${deskRoot(view)}/referrals/${one.id}`;
        return {
          key: one.id,
          what: one.what ?? [w.doors[one.door], one.office].filter((part) => part !== '').join(' · '),
          note: [
            one.number ?? '',
            one.what === undefined ? '' : [w.doors[one.door], one.office].filter((part) => part !== '').join(' · '),
            one.reference,
            one.reason,
            one.result,
            one.state === 'out' ? t.dueOn(formatDate(one.dueOn, view.lang)) : '',
          ]
            .filter((part) => part !== '')
            .join(' · '),
          value: late > 0 ? t.late(late) : w.referralStates[one.state],
          ...(one.state === 'out'
            ? {
                acts: (
                  <>
                    <Act
                      view={view}
                      action={`${action}/back`}
                      name="back"
                      label={t.cameBack}
                      keyValue={keyValue}
                      reason={{ name: 'result', label: t.result, required: true }}
                    />
                    <Act
                      view={view}
                      action={`${action}/withdraw`}
                      name="withdraw-referral"
                      label={t.takenBack}
                      kind="word"
                      keyValue={keyValue}
                      reason={{ name: 'result', label: t.reason, required: true }}
                    />
                  </>
                ),
              }
            : {}),
        };
      })}
    />
  );
}

function Ways(props: WayProps): VNode {
  const { view, state, keyValue, matter } = props;
  const w = wordsOf(view);
  const t = w.way;
  const here = `${deskRoot(view)}/matters/${matter.id}/way`;
  const of = (form: string) => ({ view, state, form });
  const waits = props.handovers.some((one) => one.state === 'offered');
  return (
    <>
      {!waits && (
        <Block title={t.offer} aside={t.offerLede} id="offer">
          <Form
            view={view}
            state={state}
            name="offer"
            action={here}
            submit={t.offerAct}
            keyValue={`${keyValue}-offer`}
            quiet
          >
            <Field {...of('offer')} name="person" label={t.to} type="select" options={props.colleagues} required />
            <Field {...of('offer')} name="reason" label={t.reason} required />
          </Form>
        </Block>
      )}
      <Block title={t.share} aside={t.shareLede} id="share">
        <Form
          view={view}
          state={state}
          name="share"
          action={`${here}/share`}
          submit={t.shareAct}
          keyValue={`${keyValue}-share`}
          quiet
        >
          <Field
            {...of('share')}
            name="organisation"
            label={t.organisation}
            type="select"
            options={props.organisations}
            required
          />
          <Field {...of('share')} name="task" label={t.task} required />
        </Form>
      </Block>
      <ReferForm {...props} />
    </>
  );
}

/** The next door, and the table of a mediator. */
function ReferForm(props: WayProps): VNode {
  const { view, state, keyValue, matter } = props;
  const w = wordsOf(view);
  const t = w.way;
  const here = `${deskRoot(view)}/matters/${matter.id}/way`;
  const of = (form: string) => ({ view, state, form });
  return (
    <Block title={t.refer} aside={t.referLede} id="refer">
      <p>
        <ActLink href={`${deskRoot(view)}/mediations/new?matter=${matter.id}`}>{t.openMediation}</ActLink>
      </p>
      <Form
        view={view}
        state={state}
        name="refer"
        action={`${here}/refer`}
        submit={t.referAct}
        keyValue={`${keyValue}-refer`}
        quiet
      >
        <Field
          {...of('refer')}
          name="door"
          label={t.door}
          type="select"
          options={doors.map((door) => ({ value: door, label: w.doors[door] }))}
          required
        />
        <Field {...of('refer')} name="office" label={t.office} hint={t.officeHint} optional />
        <Field {...of('refer')} name="reference" label={t.reference} optional />
        <Field {...of('refer')} name="reason" label={t.reason} required />
        <Field {...of('refer')} name="due_on" label={t.due} type="date" required />
      </Form>
    </Block>
  );
}
