import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Field, type FieldOption, Form, type FormState } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { Opened } from './queries.ts';
import { kinds, type Mediation, type Party, states } from './schema.ts';

/** A mediation as a line. */
export interface ListedMediation extends Mediation {
  readonly mediator: string;
}

/** Columns of the list: no name of a side, no word. */
export function mediationColumns(view: View): Column<ListedMediation>[] {
  const w = wordsOf(view);
  const t = w.list;
  return [
    { key: 'number', title: t.number, cell: (row) => row.number, text: (row) => row.number },
    { key: 'kind', title: t.kind, cell: (row) => w.kinds[row.kind], text: (row) => w.kinds[row.kind], wide: true },
    {
      key: 'state',
      title: t.state,
      cell: (row) => w.states[row.state],
      text: (row) => w.states[row.state],
      secondary: true,
    },
    { key: 'mediator', title: t.mediator, cell: (row) => row.mediator, text: (row) => row.mediator, secondary: true },
    { key: 'sessions', title: t.sessions, cell: (row) => row.sessions, text: (row) => row.sessions, numeric: true },
    {
      key: 'opened',
      title: t.opened,
      cell: (row) => formatDate(row.openedOn, view.lang),
      text: (row) => row.openedOn,
      sortable: true,
    },
  ];
}

/** The sentence above the list. */
export function mediationFilters(view: View): Filter[] {
  const w = wordsOf(view);
  return [
    { key: 'state', title: w.list.state, options: states.map((one) => ({ value: one, label: w.states[one] })) },
    { key: 'kind', title: w.list.kind, options: kinds.map((one) => ({ value: one, label: w.kinds[one] })) },
  ];
}

/** The mediations. */
export function MediationsPage(props: { readonly view: View; readonly data: ListData<ListedMediation> }): VNode {
  const { view } = props;
  const t = wordsOf(view).list;
  const root = deskRoot(view);
  const open = (
    <ActLink href={`${root}/mediations/new`} kind="main" icon="plus">
      {t.open}
    </ActLink>
  );
  return (
    <ListPage
      view={view}
      {...props.data}
      title={t.title}
      lede={t.lede}
      area="desk"
      section="intake"
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/mediations/${row.id}`}
      bar={open}
      empty={
        <Empty
          title={t.none}
          acts={
            <>
              {open}
              <ActLink href={`${root}/matters`}>{t.matters}</ActLink>
            </>
          }
        >
          {t.noneWhy}
        </Empty>
      }
    />
  );
}

/** The form that opens a mediation. */
export function OpenPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly matter: { readonly id: string; readonly number: string } | null;
  readonly mediators: readonly FieldOption[];
  readonly people: readonly FieldOption[];
  readonly find: string;
}): VNode {
  const { view, state, matter, people } = props;
  const w = wordsOf(view);
  const t = w.open;
  const shared = { view, state, form: 'mediation' };
  const here = `${deskRoot(view)}/mediations/new`;
  const of = matter === null ? '' : `matter=${matter.id}`;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead title={t.title} lede={matter === null ? t.lede : `${t.of(matter.number)}。${t.lede}`} />
      <Form
        view={view}
        name="find"
        action={here}
        method="get"
        submit={t.findAct}
        quiet
        hidden={matter === null ? {} : { matter: matter.id }}
      >
        <Field view={view} form="find" name="who" label={t.find} type="search" value={props.find} />
      </Form>
      <Form
        view={view}
        state={state}
        name="mediation"
        action={`${here}?${of}&who=${encodeURIComponent(props.find)}`}
        submit={t.submit}
        keyValue={props.keyValue}
        hidden={matter === null ? {} : { matter: matter.id }}
      >
        <Field
          {...shared}
          name="kind"
          label={t.kind}
          type="select"
          required
          options={kinds.map((one) => ({ value: one, label: w.kinds[one] }))}
        />
        <Field {...shared} name="about" label={t.about} type="area" rows={3} required />
        <Field {...shared} name="one" label={t.one} hint={t.nameHint} required />
        {people.length > 0 && (
          <Field {...shared} name="one_person" label={t.onePerson} type="select" options={people} optional />
        )}
        <Field {...shared} name="other" label={t.other} required />
        {people.length > 0 && (
          <Field {...shared} name="other_person" label={t.otherPerson} type="select" options={people} optional />
        )}
        <Field {...shared} name="mediator" label={t.mediator} type="select" options={props.mediators} required />
      </Form>
    </Page>
  );
}

/** What the page of one mediation is given; `opened` is null for whoever may not open it. */
export interface MediationProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly mediation: Mediation;
  readonly opened: Opened | null;
  readonly mediator: string;
  readonly matterNumber: string | null;
}

/** One mediation. */
export function MediationPage(props: MediationProps): VNode {
  const { view, mediation, opened } = props;
  const w = wordsOf(view);
  const t = w.record;
  const day = (value: string | null): string => (value === null ? '' : formatDate(value, view.lang));
  const facts = [
    { term: t.mediator, value: props.mediator },
    { term: t.opened, value: day(mediation.openedOn) },
    { term: t.agreed, value: day(mediation.agreedOn) },
    { term: t.followUp, value: day(mediation.followUpOn) },
    { term: t.closedOn, value: day(mediation.closedOn) },
  ].filter((fact) => fact.value !== '');
  return (
    <Page view={view} title={mediation.number} area="desk" section="intake">
      <RecordHead kind={t.kind(mediation.number)} title={w.kinds[mediation.kind]} state={w.states[mediation.state]} />
      <Refused state={props.state} except={['session', 'agree']} />
      <Pair
        side={
          <Block title={t.facts}>
            <Facts items={facts} />
            {mediation.matterId !== null && props.matterNumber !== null && (
              <p>
                {t.matter} <a href={`${deskRoot(view)}/matters/${mediation.matterId}`}>{props.matterNumber}</a>
              </p>
            )}
          </Block>
        }
      >
        {opened === null ? <p class="muted">{t.closed}</p> : <Inside {...props} opened={opened} />}
      </Pair>
    </Page>
  );
}

function Inside(props: MediationProps & { readonly opened: Opened }): VNode {
  const { view, mediation, opened } = props;
  const t = wordsOf(view).record;
  return (
    <>
      <Block title={t.about}>
        <p>{opened.about}</p>
      </Block>
      <Parties {...props} />
      <Block title={t.sessions} id="sessions">
        {opened.sessions.length === 0 ? (
          <p class="muted">{t.noSessions}</p>
        ) : (
          <Lines
            items={opened.sessions.map((one) => ({
              key: one.id,
              what: one.said,
              note: one.placeText,
              value: formatDate(one.heldOn, view.lang),
            }))}
          />
        )}
      </Block>
      {opened.agreement !== '' && (
        <Block title={t.agreement} voice>
          <p>{opened.agreement}</p>
        </Block>
      )}
      {mediation.endedReason !== '' && <p>{mediation.endedReason}</p>}
      {opened.found !== '' && (
        <Block title={t.look}>
          <p>{opened.found}</p>
          {mediation.state === 'broken' && <p class="muted">{t.again}</p>}
        </Block>
      )}
      {mediation.state === 'open' && <Talking {...props} />}
      {mediation.state === 'agreed' && <LookForm {...props} />}
    </>
  );
}

function Parties(props: MediationProps & { readonly opened: Opened }): VNode {
  const { view, mediation, keyValue } = props;
  const w = wordsOf(view);
  const t = w.record;
  const ask = (party: Party): VNode => (
    <Act
      view={view}
      action={`${deskRoot(view)}/mediations/${mediation.id}/trust`}
      name="trust"
      label={t.trust}
      keyValue={`${keyValue}-${party.side}`}
      hidden={{ side: party.side }}
    />
  );
  return (
    <Block title={t.parties} id="parties">
      <Lines
        items={props.opened.parties.map((party) => ({
          key: party.id,
          what: party.name,
          note: party.trustsOn === null ? t.notYet : t.trusts(formatDate(party.trustsOn, view.lang)),
          value: w.sides[party.side],
          ...(party.trustsOn === null && mediation.state === 'open' ? { acts: ask(party) } : {}),
        }))}
      />
    </Block>
  );
}

function Talking(props: MediationProps & { readonly opened: Opened }): VNode {
  const { view, state, keyValue, mediation, opened } = props;
  const t = wordsOf(view).record;
  const action = `${deskRoot(view)}/mediations/${mediation.id}`;
  const of = (form: string) => ({ view, state, form });
  if (opened.parties.some((party) => party.trustsOn === null)) return <p class="muted">{t.waitsTrust}</p>;
  return (
    <>
      <Block title={t.session} id="session">
        <Form
          view={view}
          state={state}
          name="session"
          action={`${action}/session`}
          submit={t.session}
          keyValue={`${keyValue}-session`}
          quiet
        >
          <Field {...of('session')} name="said" label={t.said} type="area" rows={4} required />
          <Field {...of('session')} name="held_on" label={t.held} type="date" required />
          <Field {...of('session')} name="place_text" label={t.place} optional />
        </Form>
      </Block>
      {opened.sessions.length > 0 && (
        <Block title={t.agree} id="agree">
          <Form
            view={view}
            state={state}
            name="agree"
            action={`${action}/agree`}
            submit={t.agree}
            keyValue={`${keyValue}-agree`}
            quiet
          >
            <Field {...of('agree')} name="agreement" label={t.agreement} type="area" rows={4} required />
            <Field {...of('agree')} name="follow_up_on" label={t.followUp} type="date" required />
          </Form>
        </Block>
      )}
      <Act
        view={view}
        action={`${action}/end`}
        name="end"
        label={t.end}
        kind="word"
        keyValue={keyValue}
        reason={{ label: t.endWhy, required: true }}
      />
    </>
  );
}

function LookForm(props: MediationProps): VNode {
  const { view, keyValue, mediation } = props;
  const t = wordsOf(view).record;
  const form = `look-${mediation.id.slice(-8)}`;
  return (
    <Act
      view={view}
      action={`${deskRoot(view)}/mediations/${mediation.id}/look`}
      name="look"
      label={t.look}
      keyValue={keyValue}
      reason={{ name: 'found', label: t.found, required: true }}
    >
      <Field
        view={view}
        form={form}
        name="outcome"
        label={t.outcome}
        type="choices"
        options={[
          { value: 'kept', label: t.kept },
          { value: 'broken', label: t.broken },
        ]}
        required
      />
    </Act>
  );
}
