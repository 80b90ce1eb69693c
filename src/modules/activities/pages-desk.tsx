import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, Form, type FormState, Name } from '#ui/form';
import { type Column, List } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { AnswerForm, type NamedInvitation } from './pages-mine.tsx';
import { type ActivityRow, Finder, Paragraphs, type Picked, Refusal, wordsOf } from './pages-parts.tsx';
import { type Invitation, purposes } from './schema.ts';

/** The desk's list of activities, in every state. */
export function DeskActivitiesPage(props: { readonly view: View; readonly data: ListData<ActivityRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).list;
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.desk} area="desk" section="activities" wide>
      <List
        view={view}
        {...data}
        title={w.desk}
        search
        rowKey={(row) => row.activity.id}
        rowHref={(row) => `${desk}/activities/${row.activity.id}`}
        bar={
          <>
            <ActLink href={`${desk}/activities/new`} kind="line" icon="plus">
              {w.newAtDesk}
            </ActLink>
            <ActLink href={`${desk}/invitations`}>{w.invitations}</ActLink>
            <ActLink href={`${desk}/hours`}>{w.hours}</ActLink>
            <ActLink href={`${desk}/loop`}>{w.tree}</ActLink>
          </>
        }
        empty={
          <Empty
            title={w.empty}
            acts={
              <>
                <ActLink href={`${desk}/invitations/new`}>{wordsOf(view).invitations.new}</ActLink>
                <ActLink href={`${desk}/activities/new`}>{w.newAtDesk}</ActLink>
              </>
            }
          >
            {w.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}

/** An invitation in the desk's list. */
export interface InvitationRow {
  readonly one: Invitation;
  readonly who: string;
  readonly by: string;
}

/** Columns of the list of invitations; their words stay on each record. */
export function invitationColumns(view: View): Column<InvitationRow>[] {
  const words = wordsOf(view);
  const t = words.columns;
  const state = (row: InvitationRow) => words.invitationStates[row.one.state];
  const purpose = (row: InvitationRow) => words.purposeShort[row.one.purpose];
  return [
    { key: 'who', title: t.who, cell: (row) => row.who, text: (row) => row.who, wide: true },
    { key: 'purpose', title: t.purpose, cell: purpose, text: purpose, secondary: true },
    { key: 'state', title: t.state, cell: state, text: state, secondary: true },
    { key: 'by', title: t.by, cell: (row) => row.by, text: (row) => row.by, desktopOnly: true },
    {
      key: 'sent',
      title: t.sent,
      cell: (row) => <Day view={view} date={row.one.at} />,
      text: (row) => formatDate(row.one.at, view.lang),
      secondary: true,
      sortable: true,
    },
    {
      key: 'answered',
      title: t.answered,
      cell: (row) => row.one.answeredAt !== null && <Day view={view} date={row.one.answeredAt} />,
      text: (row) => (row.one.answeredAt === null ? null : formatDate(row.one.answeredAt, view.lang)),
      desktopOnly: true,
    },
  ];
}

/** Every invitation the office sent. */
export function InvitationsPage(props: { readonly view: View; readonly data: ListData<InvitationRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).invitations;
  const desk = deskRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.deskTitle}
      lede={w.deskLede}
      area="desk"
      section="activities"
      rowKey={(row) => row.one.id}
      rowHref={(row) => `${desk}/invitations/${row.one.id}`}
      bar={
        <ActLink href={`${desk}/invitations/new`} kind="line" icon="plus">
          {w.new}
        </ActLink>
      }
      empty={
        <Empty
          title={w.deskEmpty}
          acts={
            <>
              <ActLink href={`${desk}/invitations/new`}>{w.new}</ActLink>
              <ActLink href={`${desk}/people`}>{w.people}</ActLink>
            </>
          }
        >
          {w.deskEmptyWhy}
        </Empty>
      }
    />
  );
}

/** Because of what an invitation is sent. */
export interface Because {
  readonly need: { readonly id: string; readonly title: string } | null;
  readonly activity: { readonly id: string; readonly title: string } | null;
}

/** Writing an invitation: first whom, then for what, in a few words. */
export function InvitePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly picked: Picked;
  readonly because: Because;
}): VNode {
  const { view, state, picked, because } = props;
  const words = wordsOf(view);
  const w = words.invitations;
  const action = `${deskRoot(view)}/invitations/new`;
  const kept = {
    ...(because.need === null ? {} : { need: because.need.id }),
    ...(because.activity === null ? {} : { activity: because.activity.id }),
  };
  const common = { view, state, form: 'invite' };
  return (
    <Page view={view} title={w.newTitle} area="desk" section="activities">
      <PageHead title={w.newTitle} lede={w.newLede} />
      {picked.person === null ? (
        <Finder view={view} picked={picked} path={action} kept={kept} />
      ) : (
        <>
          <Facts
            items={[
              { term: w.person, value: `${picked.person.name} · ${picked.person.note}` },
              ...(because.need === null ? [] : [{ term: w.because, value: because.need.title }]),
              ...(because.activity === null ? [] : [{ term: w.becauseActivity, value: because.activity.title }]),
            ]}
          />
          <Form
            view={view}
            state={state}
            name="invite"
            action={action}
            keyValue={props.keyValue}
            hidden={{ ...kept, person: picked.person.id }}
            submit={w.submit}
          >
            <Field
              {...common}
              name="purpose"
              label={w.purpose}
              type="choices"
              options={purposes.map((value) => ({ value, label: words.purposes[value] }))}
              value={because.activity === null ? undefined : 'help'}
              required
            />
            <Field {...common} name="text" label={w.text} hint={w.textHint} type="area" required />
          </Form>
        </>
      )}
    </Page>
  );
}

function InvitationFacts(props: {
  readonly view: View;
  readonly named: NamedInvitation;
  readonly because: Because;
}): VNode {
  const { view, named, because } = props;
  const { one } = named;
  const words = wordsOf(view);
  const w = words.invitations;
  const items: { readonly term: string; readonly value: ComponentChildren }[] = [
    { term: words.columns.by, value: named.from },
    { term: words.columns.sent, value: <Day view={view} date={one.at} /> },
  ];
  if (because.need !== null)
    items.push({
      term: w.because,
      value: <Name href={`${deskRoot(view)}/needs/${because.need.id}`}>{because.need.title}</Name>,
    });
  if (because.activity !== null)
    items.push({
      term: w.becauseActivity,
      value: <a href={`${spaceRoot(view)}/activities/${because.activity.id}`}>{because.activity.title}</a>,
    });
  if (one.stateReason !== null) items.push({ term: words.manage.reasonLabel, value: one.stateReason });
  return <Facts items={items} />;
}

/** One invitation at the desk: its words, the answer, what came of it. */
export function InvitationPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly named: NamedInvitation & { readonly who: string };
  readonly because: Because;
  readonly became: readonly { readonly id: string; readonly title: string }[];
}): VNode {
  const { view, named, because } = props;
  const { one } = named;
  const words = wordsOf(view);
  const w = words.invitations;
  const root = `${deskRoot(view)}/invitations/${one.id}`;
  return (
    <Page view={view} title={w.recordTitle} area="desk" section="activities">
      <RecordHead
        kind={w.recordTitle}
        title={`${named.who}: ${words.purposes[one.purpose]}`}
        state={words.invitationStates[one.state]}
        next={
          one.state === 'sent' ? (
            <ConfirmForm
              view={view}
              name="withdraw"
              action={`${root}/withdraw`}
              keyValue={props.keyValue}
              label={w.withdraw}
              icon="undo"
              reason={{ label: words.manage.reasonLabel, required: true }}
            />
          ) : undefined
        }
      />
      {props.state?.form === 'withdraw' && <Refusal state={props.state} />}
      <InvitationFacts view={view} named={named} because={because} />
      <Block title={w.said}>
        <Paragraphs text={named.words.words} />
      </Block>
      {one.state === 'sent' ? (
        <Block title={w.answerFor}>
          <AnswerForm
            view={view}
            state={props.state}
            keyValue={props.keyValue}
            action={`${root}/answer`}
            name="answer"
          />
        </Block>
      ) : (
        <Block title={w.replied}>
          <Paragraphs text={named.words.reply === '' ? w.noReply : named.words.reply} />
        </Block>
      )}
      {props.became.length > 0 && (
        <Block title={w.became}>
          <Lines
            items={props.became.map((activity) => ({
              key: activity.id,
              what: <Name href={`${deskRoot(view)}/activities/${activity.id}`}>{activity.title}</Name>,
            }))}
          />
        </Block>
      )}
    </Page>
  );
}
