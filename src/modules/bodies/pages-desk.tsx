import type { VNode } from 'preact';
import type { Found } from '#modules/people';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import {
  type BodyView,
  EmptySeats,
  FormerSeats,
  RaisedTo,
  Register,
  SeatLines,
  splitSeats,
  wordsOf,
} from './pages.tsx';
import { DutiesForm } from './pages-seats.tsx';
import { seatWords } from './pages-words.ts';
import { type Body, bodyKinds, levels, type Seat, seatKinds } from './schema.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface FormProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** A form about a body: a new one, or its name, duties and host. */
export function BodyFormPage(
  props: FormProps & { readonly charities: readonly Option[]; readonly body?: Body },
): VNode {
  const { view, state, keyValue, charities, body } = props;
  const w = wordsOf(view);
  const form = body === undefined ? 'body' : 'body-edit';
  const root = `${deskRoot(view)}/bodies`;
  const kept = { view, state, form };
  const title = body === undefined ? w.desk.newBody : w.desk.edit;
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead title={title} lede={w.desk.newBodyLede} />
      <Form
        view={view}
        state={state}
        name={form}
        action={body === undefined ? `${root}/new` : `${root}/${body.id}/edit`}
        submit={body === undefined ? w.desk.setUp : w.desk.save}
        keyValue={keyValue}
      >
        {body === undefined && (
          <Field
            {...kept}
            name="kind"
            label={w.pages.kind}
            type="select"
            required
            options={bodyKinds.map((kind) => ({ value: kind, label: w.bodyKinds[kind] }))}
          />
        )}
        <Field {...kept} name="name" label={w.pages.name} required value={body?.name} />
        <Field
          {...kept}
          name="level"
          label={seatWords(view).seat.level}
          hint={seatWords(view).desk.levelHint}
          type="select"
          value={body?.level ?? 'community'}
          options={levels.map((value) => ({ value, label: seatWords(view).levels[value] }))}
        />
        <Field
          {...kept}
          name="charter"
          label={w.pages.charter}
          hint={w.desk.charterHint}
          type="area"
          rows={6}
          required
          value={body?.charter}
        />
        <Field
          {...kept}
          name="hostOrganisationId"
          label={w.pages.host}
          hint={w.desk.hostHint}
          type="select"
          optional
          options={charities}
          value={body?.hostOrganisationId ?? undefined}
        />
      </Form>
    </Page>
  );
}

function BodyActs(props: {
  readonly view: View;
  readonly data: BodyView;
  readonly root: string;
  readonly keyValue: string;
}): VNode {
  const { view, data, root, keyValue } = props;
  const w = wordsOf(view).desk;
  return (
    <>
      <ActLink href={`${root}/seats/new`} kind="line" icon="plus">
        {w.addSeat}
      </ActLink>
      {data.body.state === 'forming' && (
        <ConfirmForm
          view={view}
          name="activate"
          action={`${root}/activate`}
          label={w.activate}
          kind={data.gaps.length === 0 ? 'main' : 'line'}
          keyValue={keyValue}
        />
      )}
      <ActLink href={`${root}/edit`} icon="edit">
        {w.edit}
      </ActLink>
    </>
  );
}

/** A body at the desk: its seats with their ends, what is missing, and the start. */
export function BodyDeskPage(props: {
  readonly view: View;
  readonly data: BodyView;
  readonly keyValue: string;
  /** Why the last button was refused. */
  readonly state?: FormState | undefined;
}): VNode {
  const { view, data, keyValue, state } = props;
  const w = wordsOf(view);
  const root = `${deskRoot(view)}/bodies/${data.body.id}`;
  const { now, former } = splitSeats(data);
  const endSeat = (seat: Seat): VNode => (
    <>
      <ActLink href={`${root}/seats/${seat.id}`}>{seatWords(view).desk.manage}</ActLink>{' '}
      <ConfirmForm
        view={view}
        action={`${root}/seats/${seat.id}/end`}
        label={w.desk.endSeat}
        kind="word"
        keyValue={keyValue}
        reason={{ label: w.desk.endReason, required: true }}
      />
    </>
  );
  return (
    <Page view={view} title={data.body.name} area="desk" section="decisions">
      <RecordHead
        kind={w.bodyKinds[data.body.kind]}
        title={data.body.name}
        state={w.bodyStates[data.body.state]}
        next={<BodyActs view={view} data={data} root={root} keyValue={keyValue} />}
      />
      <Refused state={state} />
      <Pair
        side={
          <Facts
            items={[
              { term: w.pages.seats, value: w.pages.votingSeats(now.filter(({ seat }) => seat.votes).length) },
              ...(data.host === null ? [] : [{ term: w.pages.host, value: data.host }]),
            ]}
          />
        }
      >
        {data.gaps.length > 0 && (
          <Note tone="wait">
            <p>{data.body.state === 'forming' ? w.pages.notReady : w.pages.gaps}</p>
            {data.gaps.map((gap) => (
              <p key={gap}>{gap}</p>
            ))}
          </Note>
        )}
        <EmptySeats view={view} data={data} />
        <Block title={w.pages.seats}>
          <SeatLines view={view} seats={now} acts={endSeat} />
        </Block>
        <Block title={w.pages.charter}>
          <Lines items={data.body.charter.split('\n').map((line, at) => ({ key: `${at}`, what: line }))} />
        </Block>
        <DutiesForm view={view} state={state} keyValue={keyValue} body={data.body} />
        <RaisedTo view={view} data={data} root={deskRoot(view)} />
        <Register view={view} data={data} />
        <FormerSeats view={view} seats={former} />
      </Pair>
    </Page>
  );
}

interface SeatFormProps extends FormProps {
  readonly body: Body;
  readonly text: string;
  readonly found: readonly Found[];
  readonly organisations: readonly Option[];
}

function SeatForm(props: SeatFormProps & { readonly action: string }): VNode {
  const { view, state, keyValue, action, text, found, organisations } = props;
  const w = wordsOf(view);
  const kept = { view, state, form: 'seat' };
  const kinds = seatKinds.map((kind) => ({ value: kind, label: w.seatKinds[kind] }));
  return (
    <Form
      view={view}
      state={state}
      name="seat"
      action={`${action}?q=${encodeURIComponent(text)}`}
      submit={w.desk.seatIt}
      keyValue={keyValue}
    >
      <Field {...kept} name="personId" label={w.desk.person} type="choices" required options={found.map(foundOption)} />
      <Field
        {...kept}
        name="kind"
        label={w.desk.seatKind}
        hint={w.desk.seatKindHint}
        type="select"
        required
        options={kinds}
      />
      <Field
        {...kept}
        name="organisationId"
        label={w.desk.organisation}
        type="select"
        optional
        options={organisations}
      />
      <Field {...kept} name="noVote" label={w.desk.noVote} type="check" />
      <FieldRow>
        <Field {...kept} name="startsOn" label={w.desk.startsOn} type="date" optional />
        <Field {...kept} name="endsOn" label={w.desk.endsOn} type="date" optional />
      </FieldRow>
    </Form>
  );
}

function foundOption(one: Found): Option & { readonly hint?: string } {
  const { where } = one;
  return { value: one.id, label: one.name, ...(where === '' ? {} : { hint: where }) };
}

/** Filling a seat: first the person is found, then the seat is described. */
export function SeatFormPage(props: SeatFormProps): VNode {
  const { view, body, text, found } = props;
  const w = wordsOf(view);
  const action = `${deskRoot(view)}/bodies/${body.id}/seats/new`;
  return (
    <Page view={view} title={w.desk.addSeat} area="desk" section="decisions">
      <PageHead title={w.desk.addSeat} lede={body.name} />
      <Form view={view} name="find" method="get" action={action} submit={w.desk.find} quiet>
        <Field
          view={view}
          form="find"
          name="q"
          type="search"
          label={w.desk.findPerson}
          hint={w.desk.findPersonHint}
          value={text}
        />
      </Form>
      {text !== '' && found.length === 0 && <Note tone="wait">{w.desk.foundNone(text)}</Note>}
      {found.length > 0 && <SeatForm {...props} action={action} />}
    </Page>
  );
}
