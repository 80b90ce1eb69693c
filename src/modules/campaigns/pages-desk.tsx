import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { type Gift, giftLine } from '#modules/gifts';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Lines, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot } from '#ui/view';
import { type CampaignView, PlanFacts } from './pages.tsx';
import { EventPage, type EventView } from './pages-event.tsx';
import { Clocks, RaisedBar, Tellings, wordsOf } from './pages-parts.tsx';
import { isPublic } from './queries.ts';
import { looksFiled } from './rules.ts';

/** A campaign at the desk. */
export interface DeskView extends CampaignView {
  readonly state: FormState | undefined;
  readonly keyValue: string;
  /** Gifts that came in its days and count for none. */
  readonly suggestions: readonly Gift[];
  readonly activities: readonly FieldOption[];
}

function Next(props: DeskView): VNode {
  const { view, campaign: one, keyValue } = props;
  const w = wordsOf(view.lang).desk;
  const here = `${deskRoot(view)}/campaigns/${one.id}`;
  const act = (name: 'open' | 'end', kind: 'main' | 'line') => (
    <ConfirmForm {...{ view, name, label: w[name], kind, keyValue, action: `${here}/${name}` }} />
  );
  return (
    <>
      {one.state === 'planned' && act('open', one.filedOn === null && !one.emergency ? 'line' : 'main')}
      {one.state === 'planned' && one.filedOn === null && <ActLink href={`${here}/edit`}>{w.edit}</ActLink>}
      {one.state === 'open' && act('end', 'line')}
      {one.state === 'planned' && (
        <ConfirmForm
          {...{ view, name: 'drop', label: w.drop, kind: 'word', keyValue, action: `${here}/drop` }}
          reason={{ label: w.dropWhy, required: true }}
        />
      )}
      {isPublic(one) && <ActLink href={`${spaceRoot(view)}/campaigns/${one.id}`}>{w.public}</ActLink>}
    </>
  );
}

function Filing(props: DeskView): VNode | null {
  const { view, state, keyValue, campaign: one } = props;
  const w = wordsOf(view.lang).desk;
  if (one.filingNumber !== null) return looksFiled(one.filingNumber) ? null : <Note tone="wait">{w.unusual}</Note>;
  if (one.state === 'dropped') return null;
  const common = { view, state, form: 'file' };
  return (
    <Block title={wordsOf(view.lang).record.filing}>
      <Form
        {...{
          view,
          state,
          keyValue,
          name: 'file',
          submit: w.file,
          action: `${deskRoot(view)}/campaigns/${one.id}/file`,
        }}
        quiet
      >
        <FieldRow>
          <Field {...{ ...common, name: 'filingNumber', label: w.fileNumber }} required />
          <Field {...{ ...common, name: 'filedOn', type: 'date', label: w.filedOn }} required />
        </FieldRow>
      </Form>
    </Block>
  );
}

function Counting(props: DeskView): VNode {
  const { view, state, keyValue, campaign: one, suggestions, events } = props;
  const w = wordsOf(view.lang).desk;
  const common = { view, state, form: 'count' };
  if (suggestions.length === 0) return <p class="muted">{w.suggestionsNone}</p>;
  return (
    <Form
      {...{
        view,
        state,
        keyValue,
        name: 'count',
        submit: w.count,
        action: `${deskRoot(view)}/campaigns/${one.id}/count`,
      }}
      quiet
    >
      <Field
        {...{ ...common, name: 'gifts', type: 'checks', label: w.countWhich }}
        options={suggestions.map((gift) => ({
          value: gift.id,
          label: giftLine(view.lang, gift),
          hint: `${formatDate(gift.receivedOn, view.lang)} · ¥${formatFen(gift.amount ?? 0n)}`,
        }))}
        required
      />
      <FieldRow>
        {events.length > 0 && (
          <Field
            {...{ ...common, name: 'eventId', type: 'select', label: w.event }}
            options={events.map(({ event }) => ({ value: event.id, label: event.title }))}
            optional
          />
        )}
        <Field {...{ ...common, name: 'spot', label: w.spot, hint: w.spotHint }} optional />
      </FieldRow>
    </Form>
  );
}

function Tell(props: DeskView): VNode | null {
  const { view, state, keyValue, campaign: one } = props;
  const w = wordsOf(view.lang).desk;
  if (!isPublic(one)) return null;
  const common = { view, state, form: 'tell', type: 'area' as const, required: true };
  return (
    <Form
      {...{ view, state, keyValue, name: 'tell', submit: w.tell, action: `${deskRoot(view)}/campaigns/${one.id}/tell` }}
      quiet
    >
      <Field {...{ ...common, name: 'text', label: w.tellText, hint: w.tellTextHint }} />
      <Field {...{ ...common, name: 'spentText', label: w.spentText }} />
      {one.state === 'ended' && one.partnerOrganisationId !== null && (
        <Field {...{ ...common, name: 'partnerText', label: w.partnerText, hint: w.partnerTextHint }} />
      )}
    </Form>
  );
}

function NewEvent(props: DeskView): VNode | null {
  const { view, state, keyValue, campaign: one } = props;
  const w = wordsOf(view.lang);
  if (one.state !== 'planned' && one.state !== 'open') return null;
  const common = { view, state, form: 'event' };
  return (
    <details class="confirm" open={state?.form === 'event'}>
      <summary class="act act-line">{w.desk.newEvent}</summary>
      <Form
        {...{ view, state, keyValue, name: 'event', submit: w.form.addEvent }}
        action={`${deskRoot(view)}/campaigns/${one.id}/event`}
        quiet
      >
        <Field {...{ ...common, name: 'title', label: w.form.eventTitle }} required />
        <Field
          {...{ ...common, name: 'planText', type: 'area', label: w.form.eventPlan, hint: w.form.eventPlanHint }}
          required
        />
        <FieldRow>
          <Field {...{ ...common, name: 'day', type: 'date', label: w.event.day }} required />
          <Field {...{ ...common, name: 'placeText', label: w.event.place }} required />
        </FieldRow>
        <Field
          {...{ ...common, name: 'activityId', type: 'select', label: w.form.activity, options: props.activities }}
          optional
        />
        <Field {...{ ...common, name: 'outside', type: 'check', label: w.form.outside }} />
        <Field {...{ ...common, name: 'promises', type: 'check', label: w.form.promises }} />
        <Field {...{ ...common, name: 'agreementNumber', label: w.form.agreement }} optional />
      </Form>
    </details>
  );
}

function Refusals(props: { readonly state: FormState | undefined; readonly of: readonly string[] }): VNode | null {
  const { state } = props;
  if (state === undefined || !props.of.includes(state.form)) return null;
  return (
    <>
      {Object.values(state.errors).map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
    </>
  );
}

function Gifts(props: DeskView): VNode {
  const { view, campaign: one, keyValue } = props;
  const w = wordsOf(view.lang);
  const desk = deskRoot(view);
  if (props.gifts.length === 0) return <p class="muted">{w.record.countedNone}</p>;
  return (
    <Lines
      items={props.gifts.map((gift) => ({
        key: gift.id,
        what: <a href={`${desk}/gifts/${gift.id}`}>{giftLine(view.lang, gift)}</a>,
        note: (
          <>
            {formatDate(gift.receivedOn, view.lang)}
            {' · '}
            <ConfirmForm
              {...{ view, name: 'uncount', label: w.desk.uncount, kind: 'word', keyValue, hidden: { giftId: gift.id } }}
              action={`${desk}/campaigns/${one.id}/uncount`}
            />
          </>
        ),
        value: <Money fen={gift.amount ?? 0n} tone="in" />,
      }))}
    />
  );
}

/** A campaign at the desk: its clocks, filing, what came, what was told, and its events. */
export function DeskCampaignPage(props: DeskView): VNode {
  const { view, campaign: one } = props;
  const w = wordsOf(view.lang);
  const desk = deskRoot(view);
  return (
    <Page view={view} title={one.title} area="desk" section="fund">
      <RecordHead
        kind={<a href={`${desk}/campaigns`}>{w.record.kind(one.number)}</a>}
        title={one.title}
        state={w.states[one.state]}
        {...(one.reason === null ? {} : { lede: w.record.dropped(one.reason) })}
        next={<Next {...props} />}
      />
      <Refusals state={props.state} of={['open', 'end', 'drop', 'uncount']} />
      <RaisedBar view={view} campaign={one} raised={props.raised} />
      <Pair
        side={
          <>
            <Block title={w.record.dates}>
              <Clocks view={view} clocks={props.clocks} />
            </Block>
            <Filing {...props} />
            <Block title={w.record.plan}>
              <PlanFacts view={view} campaign={one} partnerName={props.partnerName} />
            </Block>
          </>
        }
      >
        <Block title={w.record.events}>
          <Lines
            items={props.events.map(({ event, taken }) => ({
              key: event.id,
              what: <a href={`${desk}/collections/${event.id}`}>{event.title}</a>,
              note: `${formatDate(event.day, view.lang)} · ${event.placeText} · ${w.eventStates[event.state]}`,
              value: <Money fen={taken} tone="in" />,
            }))}
          />
          <NewEvent {...props} />
        </Block>
        <Block title={w.record.counted}>
          <Gifts {...props} />
        </Block>
        {isPublic(one) && (
          <Block title={w.desk.suggestions}>
            <Counting {...props} />
          </Block>
        )}
        <Block title={w.record.told}>
          <Tell {...props} />
          <Tellings view={view} tellings={props.tellings} />
        </Block>
      </Pair>
    </Page>
  );
}

/** An event at the desk, with what there is to do. */
export function DeskEventPage(
  props: EventView & { readonly state: FormState | undefined; readonly keyValue: string; readonly today: string },
): VNode {
  const { view, state, keyValue, event } = props;
  const w = wordsOf(view.lang).event;
  const here = `${deskRoot(view)}/collections/${event.id}`;
  const common = { view, state };
  return (
    <EventPage {...props}>
      <Refusals state={state} of={['cancel']} />
      {event.state === 'planned' && event.outside && event.placeFilingNumber === '' && (
        <Form {...{ view, state, keyValue, name: 'place', submit: w.fileDo, action: `${here}/file` }} quiet>
          <Field {...{ ...common, form: 'place', name: 'placeFilingNumber', label: w.file }} required />
        </Form>
      )}
      {event.state === 'planned' && (
        <Block title={w.open}>
          <Form
            {...{ view, state, keyValue, name: 'result', submit: w.close, action: `${here}/hold` }}
            aside={<ActLink href={`${deskRoot(view)}/boxes`}>{w.boxes}</ActLink>}
          >
            <Field
              {...{ ...common, form: 'result', name: 'resultText', type: 'area', label: w.result, hint: w.resultHint }}
              required
            />
          </Form>
          <p class="bar">
            <ConfirmForm
              {...{ view, name: 'cancel', label: w.cancel, kind: 'word', keyValue, action: `${here}/cancel` }}
              reason={{ label: w.cancelWhy, required: true }}
            />
          </p>
        </Block>
      )}
    </EventPage>
  );
}
