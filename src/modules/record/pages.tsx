import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { EventLine, OutboxLine } from './queries.ts';
import { zh } from './zh.ts';

/** An event with the names it mentions, already masked. */
export type NamedEvent = EventLine & { readonly who: string; readonly behalf: string };
/** A message with its recipient in words. */
export type NamedMessage = OutboxLine & { readonly to: string };

/** Columns of the audit list. */
export function auditColumns({ view }: Context): readonly Column<NamedEvent>[] {
  const w = pick(view.lang, { zh, en }).audit;
  const when = (row: NamedEvent): string => formatDateTime(row.at, view.lang);
  return [
    { key: 'at', title: w.at, cell: when, text: (row) => row.at.toISOString() },
    { key: 'deed', title: w.deed, cell: (row) => row.command, text: (row) => row.command, wide: true },
    {
      key: 'about',
      title: w.about,
      cell: (row) => row.subjectKind,
      text: (row) => `${row.subjectKind} ${row.subjectId}`,
    },
    { key: 'who', title: w.who, cell: (row) => row.who, text: (row) => row.who, secondary: true },
    { key: 'behalf', title: w.behalf, cell: (row) => row.behalf, text: (row) => row.behalf, secondary: true },
  ];
}

/** The audit list. */
export function AuditPage(props: { readonly view: View; readonly data: ListData<NamedEvent> }): VNode {
  const { view, data } = props;
  const w = pick(view.lang, { zh, en }).audit;
  const here = `${deskRoot(view)}/audit`;
  return (
    <Page view={view} title={w.title} area="desk" wide>
      <PageHead title={w.title} lede={w.lede} />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        search
        rowKey={(row) => row.id}
        empty={
          <Empty
            title={w.empty}
            acts={
              <>
                <ActLink href={here}>{w.all}</ActLink>
                <ActLink href={deskRoot(view)}>{w.today}</ActLink>
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

/** Columns of the outbox. */
export function outboxColumns({ view }: Context): readonly Column<NamedMessage>[] {
  const w = pick(view.lang, { zh, en }).outbox;
  const channel = (row: NamedMessage): string =>
    row.channel === 'sms' ? w.channels.sms : row.channel === 'mail' ? w.channels.mail : w.channels.desk;
  return [
    { key: 'at', title: w.at, cell: (row) => formatDateTime(row.at, view.lang), text: (row) => row.at.toISOString() },
    { key: 'body', title: w.body, cell: (row) => row.body, text: (row) => row.body, wide: true },
    { key: 'to', title: w.to, cell: (row) => row.to, text: (row) => row.to, secondary: true },
    { key: 'channel', title: w.channel, cell: channel, text: channel, secondary: true },
    {
      key: 'state',
      title: w.state,
      cell: (row) => w.states[row.state],
      text: (row) => w.states[row.state],
      secondary: true,
    },
  ];
}

/** The outbox of the space, for administrators. */
export function OutboxPage(props: { readonly view: View; readonly data: ListData<NamedMessage> }): VNode {
  const { view, data } = props;
  const w = pick(view.lang, { zh, en }).outbox;
  return (
    <Page view={view} title={w.title} area="desk" wide>
      <PageHead title={w.title} lede={w.lede} />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        rowKey={(row) => row.id}
        empty={
          <Empty
            title={w.empty}
            acts={<ActLink href={deskRoot(view)}>{pick(view.lang, { zh, en }).audit.today}</ActLink>}
          >
            {w.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}
