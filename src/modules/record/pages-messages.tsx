import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { OutboxLine } from './queries.ts';
import { publicPage } from './rules.ts';
import { zh } from './zh.ts';

/** A message to the reader, with what it is about. */
export type OwnMessage = OutboxLine & { readonly aboutKind: string | null; readonly aboutId: string | null };

/** Columns of one's own messages. */
export function messageColumns({ view }: Context): readonly Column<OwnMessage>[] {
  const w = pick(view.lang, { zh, en });
  const how = (row: OwnMessage): string =>
    row.channel === 'sms'
      ? w.outbox.channels.sms
      : row.channel === 'mail'
        ? w.outbox.channels.mail
        : w.outbox.channels.desk;
  return [
    {
      key: 'at',
      title: w.outbox.at,
      cell: (row) => formatDateTime(row.at, view.lang),
      text: (row) => row.at.toISOString(),
    },
    {
      key: 'body',
      title: w.outbox.body,
      cell: (row) => row.body,
      text: (row) => row.body,
      wide: true,
    },
    { key: 'channel', title: w.outbox.channel, cell: how, text: how, secondary: true },
  ];
}

/** What was told to me: answers, decisions, changes that came of my words. */
export function MessagesPage(props: { readonly view: View; readonly data: ListData<OwnMessage> }): VNode {
  const { view, data } = props;
  const w = pick(view.lang, { zh, en }).messages;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.title} lede={w.lede} />
      <List
        view={view}
        {...data}
        title={w.list}
        level={2}
        rowKey={(row) => row.id}
        actions={(row) => {
          const href = publicPage(root, row.aboutKind, row.aboutId);
          return href === null ? null : <ActLink href={href}>{w.look}</ActLink>;
        }}
        empty={
          <Empty
            title={w.empty}
            acts={
              <>
                <ActLink href={`${root}/say`}>{w.say}</ActLink>
                <ActLink href={root}>{w.front}</ActLink>
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
