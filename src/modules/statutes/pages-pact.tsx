import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Context, ListData } from '#platform/web';
import { type Consulted, ConsultedBlock } from '#ui/consulted';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, Form, type FormState, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { PactVersion, Reminder, Signature } from './schema.ts';

/** What the page of the pact shows; the last three are the reader's own. */
export interface PactShown {
  readonly pact: PactVersion | null;
  readonly versions: readonly PactVersion[];
  readonly people: number;
  readonly households: number;
  readonly own: Signature | null;
  readonly reminders: readonly Reminder[];
  /** Drafts of this version that were put before everybody. */
  readonly consulted: Consulted | null;
}

interface PageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

function Paragraphs(props: { readonly text: string }): VNode {
  return (
    <>
      {props.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line, at) => (
          <p key={`line${at}`}>{line}</p>
        ))}
    </>
  );
}

function SignBlock(props: PageProps & { readonly shown: PactShown }): VNode {
  const { view, state, keyValue, shown } = props;
  const w = wordsOf(view).pact;
  const here = `${spaceRoot(view)}/pact`;
  if (view.who === null)
    return (
      <Block title={w.signTitle} id="sign">
        <ActLink href={`/sign-in?back=${encodeURIComponent(here)}`} kind="line">
          {w.signIn}
        </ActLink>
      </Block>
    );
  return (
    <Block title={w.signTitle} id="sign">
      {shown.own === null ? (
        <Form view={view} state={state} name="sign" action={`${here}/sign`} submit={w.sign} keyValue={keyValue}>
          <Field {...{ view, state, form: 'sign', name: 'agree', label: w.agree, type: 'check', required: true }} />
          <Field {...{ view, state, form: 'sign', name: 'household', label: w.forHousehold, type: 'check' }} />
        </Form>
      ) : (
        <>
          <p>{w.signed(formatDate(shown.own.signedOn, view.lang))}</p>
          <ConfirmForm
            {...{ view, keyValue, name: 'leave', kind: 'word', label: w.leave, action: `${here}/leave` }}
            hidden={{ sure: 'yes' }}
          />
        </>
      )}
    </Block>
  );
}

function Mine(props: { readonly view: View; readonly reminders: readonly Reminder[] }): VNode | null {
  const { view, reminders } = props;
  const w = wordsOf(view).pact;
  if (reminders.length === 0) return null;
  return (
    <Block title={w.mine}>
      <p class="muted">{w.mineNote}</p>
      <ul class="lines">
        {reminders.map((one) => (
          <li key={one.id}>
            <div>
              <p class="kind">
                <Day view={view} date={one.at} />
              </p>
              <blockquote>{one.clause}</blockquote>
              <p>{one.text}</p>
              {one.settledOn !== null && (
                <p>{w.settled(formatDate(one.settledOn, view.lang), one.settledWords ?? '')}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Side(props: { readonly view: View; readonly shown: PactShown; readonly pact: PactVersion }): VNode {
  const { view, shown, pact } = props;
  const w = wordsOf(view).pact;
  const root = spaceRoot(view);
  return (
    <>
      <Facts items={[{ term: w.basis, value: pact.basis }]} />
      <Block title={w.signers}>
        <p>{w.count(shown.people, shown.households)}</p>
        <ActLink href={`${root}/pact/signers`}>{w.seeSigners}</ActLink>
      </Block>
      <Block title={w.versions}>
        <Lines
          items={shown.versions.map((one) => ({
            key: one.id,
            what:
              one.procedureId === null ? (
                w.version(one.version)
              ) : (
                <a href={`${root}/decisions/${one.procedureId}`}>{w.version(one.version)}</a>
              ),
            note: w.from(formatDate(one.inForceFrom, view.lang)),
          }))}
        />
      </Block>
    </>
  );
}

/** The pact in public: its text, that it never costs help, how many signed, and the way to sign. */
export function PactPage(props: PageProps & { readonly shown: PactShown }): VNode {
  const { view, shown } = props;
  const w = wordsOf(view).pact;
  const root = spaceRoot(view);
  const { pact } = shown;
  const desk = <ActLink href={`${deskRoot(view)}/pact`}>{w.desk}</ActLink>;
  if (pact === null)
    return (
      <Page view={view} title={w.title} section="rules">
        <PageHead title={w.title} lede={w.lede} />
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/topics`}>{wordsOf(view).register.rules}</ActLink>
              {desk}
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      </Page>
    );
  const refused = props.state === undefined ? [] : Object.values(props.state.errors);
  return (
    <Page view={view} title={pact.title} section="rules">
      <RecordHead
        kind={w.title}
        title={pact.title}
        state={`${w.version(pact.version)} · ${w.from(formatDate(pact.inForceFrom, view.lang))}`}
        lede={w.lede}
        next={desk}
      />
      {refused.map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      <Note tone="good">{w.noLoss}</Note>
      <Pair side={<Side view={view} shown={shown} pact={pact} />}>
        <Paragraphs text={pact.text} />
        {shown.consulted !== null && <ConsultedBlock view={view} consulted={shown.consulted} />}
        <SignBlock {...props} />
        <Mine view={view} reminders={shown.reminders} />
      </Pair>
    </Page>
  );
}

/** Columns of those who signed. */
export function signerColumns({ view }: Pick<Context, 'view'>): readonly Column<Signature>[] {
  const w = wordsOf(view).pact;
  const forWhom = (row: Signature): string => (row.forHousehold ? w.household : w.own);
  const way = (row: Signature): string => w.ways[row.way];
  return [
    { key: 'name', title: w.name, cell: (row) => row.name, text: (row) => row.name, wide: true },
    { key: 'for', title: w.forWhom, cell: forWhom, text: forWhom, secondary: true },
    { key: 'way', title: w.way, cell: way, text: way, secondary: true },
    {
      key: 'on',
      title: w.on,
      cell: (row) => <Day view={view} date={row.signedOn} full />,
      text: (row) => row.signedOn,
    },
  ];
}

/** Who signed, names masked. */
export function SignersPage(props: { readonly view: View; readonly data: ListData<Signature> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).pact;
  const back = <ActLink href={`${spaceRoot(view)}/pact`}>{w.title}</ActLink>;
  return (
    <ListPage
      {...{ view, ...data, title: w.signers, lede: w.noLoss, section: 'rules' }}
      rowKey={(row) => row.id}
      bar={back}
      empty={
        <Empty title={w.noSigners} acts={back}>
          {w.noSignersWhy}
        </Empty>
      }
    />
  );
}

/** Columns of reminders, for the office alone. */
export function reminderColumns({ view }: Pick<Context, 'view'>): readonly Column<Reminder>[] {
  const w = wordsOf(view).pact;
  const state = (row: Reminder): string => w.states[row.settledOn === null ? 'open' : 'settled'];
  return [
    { key: 'person', title: w.person, cell: (row) => row.name, text: (row) => row.name, wide: true },
    { key: 'clause', title: w.clause, cell: (row) => row.clause, text: (row) => row.clause, wide: true },
    { key: 'text', title: w.text, cell: (row) => row.text, text: (row) => row.text, desktopOnly: true },
    {
      key: 'at',
      title: w.at,
      cell: (row) => <Day view={view} date={row.at} />,
      text: (row) => formatDate(row.at, view.lang),
      secondary: true,
    },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
  ];
}

/** The desk of the pact: what was said to whom, and the ways on. */
export function PactDeskPage(props: {
  readonly view: View;
  readonly data: ListData<Reminder>;
  readonly keyValue: string;
}): VNode {
  const { view, data, keyValue } = props;
  const w = wordsOf(view).pact;
  const desk = `${deskRoot(view)}/pact`;
  const open = data.rows.filter((one) => one.settledOn === null);
  return (
    <Page view={view} title={w.deskTitle} area="desk" section="decisions" wide>
      <PageHead title={w.deskTitle} lede={w.deskLede} />
      <List
        view={view}
        {...data}
        title={w.deskTitle}
        level={2}
        rowKey={(row) => row.id}
        bar={
          <>
            <ActLink href={`${desk}/remind`} kind="line" icon="plus">
              {w.remind}
            </ActLink>
            <ActLink href={`${desk}/sign`}>{w.paper}</ActLink>
            <ActLink href={`${desk}/new`}>{w.write}</ActLink>
            <ActLink href={`${spaceRoot(view)}/pact`}>{w.title}</ActLink>
          </>
        }
        empty={
          <Empty title={w.noReminders} acts={<ActLink href={`${spaceRoot(view)}/pact`}>{w.title}</ActLink>}>
            {w.noRemindersWhy}
          </Empty>
        }
      />
      {open.map((one) => (
        <Block key={one.id} title={`${one.name} · ${one.clause}`}>
          <ConfirmForm
            {...{ view, keyValue, name: 'settle', kind: 'line', label: w.settle }}
            action={`${desk}/reminders/${one.id}/settle`}
            reason={{ name: 'words', label: w.settleWords, required: true }}
          />
        </Block>
      ))}
    </Page>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface PersonProps extends PageProps {
  readonly text: string;
  readonly found: readonly Option[];
}

function Find(props: PersonProps & { readonly action: string }): VNode {
  const { view, text, found, action } = props;
  const w = wordsOf(view).pact;
  return (
    <>
      <Form view={view} name="find" method="get" action={action} submit={w.find} quiet>
        <Field {...{ view, form: 'find', name: 'q', type: 'search', label: w.findPerson, value: text }} />
      </Form>
      {text !== '' && found.length === 0 && <Note tone="wait">{w.foundNone(text)}</Note>}
    </>
  );
}

/** A reminder as a form: to whom, which sentence, what one says. */
export function RemindPage(props: PersonProps): VNode {
  const { view, state, keyValue, text, found } = props;
  const w = wordsOf(view).pact;
  const action = `${deskRoot(view)}/pact/remind`;
  const kept = { view, state, form: 'remind', required: true } as const;
  return (
    <Page view={view} title={w.remind} area="desk" section="decisions">
      <PageHead title={w.remind} lede={w.remindLede} />
      <Note tone="plain">{w.noLoss}</Note>
      <Find {...props} action={action} />
      {found.length > 0 && (
        <Form
          {...{ view, state, name: 'remind', submit: w.remindIt, keyValue }}
          action={`${action}?q=${encodeURIComponent(text)}`}
        >
          <Field {...kept} name="personId" label={w.choose} type="choices" options={found} />
          <Field {...kept} name="clause" label={w.clause} hint={w.clauseHint} />
          <Field {...kept} name="text" label={w.text} hint={w.textHint} type="area" rows={3} />
        </Form>
      )}
    </Page>
  );
}

/** A signature from paper as a form. */
export function PaperPage(props: PersonProps & { readonly today: string }): VNode {
  const { view, state, keyValue, text, found, today } = props;
  const w = wordsOf(view).pact;
  const action = `${deskRoot(view)}/pact/sign`;
  const kept = { view, state, form: 'paper' } as const;
  return (
    <Page view={view} title={w.paper} area="desk" section="decisions">
      <PageHead title={w.paper} lede={w.paperLede} />
      <Find {...props} action={action} />
      {found.length > 0 && (
        <Form
          {...{ view, state, name: 'paper', submit: w.record, keyValue }}
          action={`${action}?q=${encodeURIComponent(text)}`}
        >
          <Field {...kept} name="personId" label={w.choose} type="choices" options={found} required />
          <Field {...kept} name="household" label={w.forHousehold} type="check" />
          <Field {...kept} name="signedOn" label={w.signedOn} type="date" value={today} required />
        </Form>
      )}
    </Page>
  );
}

/** A version of the pact as a form. */
export function PactFormPage(
  props: PageProps & { readonly pact: PactVersion | null; readonly decided: readonly Option[]; readonly today: string },
): VNode {
  const { view, state, keyValue, pact, decided } = props;
  const w = wordsOf(view).pact;
  const kept = { view, state, form: 'pact', required: true } as const;
  return (
    <Page view={view} title={w.write} area="desk" section="decisions">
      <PageHead title={w.write} lede={w.writeLede} />
      <Form {...{ view, state, name: 'pact', submit: w.save, keyValue, action: `${deskRoot(view)}/pact/new` }}>
        <Field {...kept} name="title" label={w.titleField} value={pact?.title} />
        <Field {...kept} name="text" label={w.body} type="area" rows={12} value={pact?.text} />
        <Field {...kept} name="basis" label={w.basis} hint={w.basisHint} type="area" rows={2} />
        <Field {...kept} name="inForceFrom" label={w.inForceFrom} type="date" value={props.today} />
        <Field
          {...{ view, state, form: 'pact', name: 'procedureId', label: w.procedure, hint: w.procedureHint }}
          {...{ type: 'select', options: decided, optional: true }}
        />
      </Form>
    </Page>
  );
}
