import type { VNode } from 'preact';
import { localDate, localTime } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { Field, FieldRow, Fold, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { Finder, type Picked, wordsOf } from './pages-parts.tsx';
import type { Activity } from './schema.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What the form of an activity is made of. */
export interface ActivityForm {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly action: string;
  readonly area: 'me' | 'desk';
  readonly places: readonly Option[];
}

type Common = Pick<ActivityForm, 'view' | 'state'> & { readonly form: string };

/** What is asked of every activity. */
interface FactsProps {
  readonly common: Common;
  readonly places: readonly Option[];
  readonly one: Activity | null;
}

function WhenAndWhere(props: FactsProps): VNode {
  const { common, one } = props;
  const w = wordsOf(common.view).form;
  return (
    <>
      <FieldRow>
        <Field
          {...common}
          name="day"
          label={w.day}
          type="date"
          value={one === null ? undefined : localDate(one.startsAt)}
          required
        />
        <Field
          {...common}
          name="from_time"
          label={w.from}
          hint={w.clockHint}
          short
          value={one === null ? undefined : localTime(one.startsAt)}
          required
        />
        <Field
          {...common}
          name="until_time"
          label={w.until}
          hint={w.clockHint}
          short
          value={one === null ? undefined : localTime(one.endsAt)}
          required
        />
      </FieldRow>
      <Field {...common} name="place_text" label={w.placeText} hint={w.placeHint} value={one?.placeText} />
    </>
  );
}

function Facts(props: FactsProps): VNode {
  const { common, one } = props;
  const w = wordsOf(common.view).form;
  return (
    <>
      <Field {...common} name="title" label={w.name} value={one?.title} required maxlength={40} />
      <Field {...common} name="text" label={w.text} hint={w.textHint} type="area" value={one?.text} required />
      <WhenAndWhere {...props} />
      <Field {...common} name="risk" label={w.risk} hint={w.riskHint} value={one?.risk} required />
      <Danger {...props} />
      <More {...props} />
    </>
  );
}

/** What only an activity with a danger is asked: the word for it, and the policy that the word asks for. */
function Danger(props: FactsProps): VNode {
  const { common, one } = props;
  const w = wordsOf(common.view).form;
  const fields = ['hazardous', 'insurance_policy'];
  return (
    <Fold title={w.danger} state={common.state} fields={fields} open={one?.hazardous === true}>
      <Field
        {...common}
        name="hazardous"
        label={w.hazardous}
        hint={w.hazardousHint}
        type="check"
        value={one?.hazardous === true ? 'yes' : undefined}
      />
      <Field
        {...common}
        name="insurance_policy"
        label={w.insurance}
        value={one?.insurancePolicy ?? undefined}
        optional
      />
    </Fold>
  );
}

/** What most activities can do without. */
function More(props: FactsProps): VNode {
  const { common, one } = props;
  const w = wordsOf(common.view).form;
  const told = one !== null && (one.placeId !== null || one.capacity !== null || one.series !== '');
  return (
    <Fold title={w.more} state={common.state} fields={['place', 'capacity', 'series']} open={told}>
      {props.places.length > 0 && (
        <Field
          {...common}
          name="place"
          label={w.place}
          type="select"
          options={props.places}
          value={one?.placeId ?? undefined}
          optional
        />
      )}
      <Field
        {...common}
        name="capacity"
        label={w.capacity}
        hint={w.capacityHint}
        type="number"
        value={one?.capacity?.toString()}
        optional
      />
      <Field {...common} name="series" label={w.series} hint={w.seriesHint} value={one?.series} optional />
    </Fold>
  );
}

function MoneyFields(props: {
  readonly common: Common;
  readonly funds: readonly Option[];
  readonly ceiling: bigint;
}): VNode {
  const { common, funds } = props;
  const w = wordsOf(common.view).form;
  if (funds.length === 0) return <p class="muted">{w.noFunds}</p>;
  return (
    <Fold title={w.money} state={common.state} fields={['budget', 'fund', 'budget_text']}>
      <p class="muted">{w.moneyHint(formatFen(props.ceiling))}</p>
      <Field {...common} name="budget" label={w.budget} type="money" optional />
      <Field {...common} name="fund" label={w.fund} type="select" options={funds} optional />
      <Field {...common} name="budget_text" label={w.budgetText} hint={w.budgetHint} type="area" rows={2} optional />
    </Fold>
  );
}

/** The short form by which somebody opens an activity; at the desk for a person who is found first. */
export function OpenPage(
  props: ActivityForm & {
    readonly funds: readonly Option[];
    readonly ceiling: bigint;
    readonly invitation: string;
    readonly project: string;
    readonly picked: Picked | null;
  },
): VNode {
  const { view, state, picked, area } = props;
  const w = wordsOf(view).form;
  const title = area === 'desk' ? w.titleDesk : w.title;
  const common = { view, state, form: 'activity' };
  const hidden = {
    ...(props.invitation === '' ? {} : { invitation: props.invitation }),
    ...(props.project === '' ? {} : { project: props.project }),
    ...(picked?.person === undefined || picked.person === null ? {} : { leader: picked.person.id }),
  };
  const ready = picked === null || picked.person !== null;
  return (
    <Page view={view} title={title} area={area} section="activities" scripts={['confirm-leave']}>
      <PageHead title={title} lede={w.lede} />
      {picked !== null && picked.person === null && (
        <Finder view={view} picked={picked} path={props.action} kept={{ ...hidden }} />
      )}
      {picked?.person != null && (
        <p>
          {w.leader} <b class="one">{picked.person.name}</b>
        </p>
      )}
      {props.invitation !== '' && <Note tone="good">{w.invited}</Note>}
      {ready && (
        <Form
          view={view}
          state={state}
          name="activity"
          action={props.action}
          keyValue={props.keyValue}
          hidden={hidden}
          submit={w.submit}
          aside={w.next}
        >
          <Facts common={common} places={props.places} one={null} />
          <MoneyFields common={common} funds={props.funds} ceiling={props.ceiling} />
        </Form>
      )}
    </Page>
  );
}

/** Changing what an activity says of itself. */
export function ChangePage(props: ActivityForm & { readonly one: Activity }): VNode {
  const { view, state, one } = props;
  const words = wordsOf(view);
  const w = words.form;
  return (
    <Page view={view} title={w.change} area={props.area} section="activities" scripts={['confirm-leave']}>
      <PageHead title={one.title} kind={w.change} />
      {one.state === 'declined' && <Note tone="wait">{words.manage.refusedWhy(one.stateReason ?? '')}</Note>}
      <Form
        view={view}
        state={state}
        name="change"
        action={props.action}
        keyValue={props.keyValue}
        submit={one.state === 'declined' ? words.manage.resubmit : w.save}
      >
        <Facts common={{ view, state, form: 'change' }} places={props.places} one={one} />
      </Form>
    </Page>
  );
}
