import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import { type Lang, pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { EventLine, OutboxLine } from './queries.ts';
import type { Kind } from './schema.ts';
import { zh } from './zh.ts';

/** An event with the names it mentions, already masked. */
export type NamedEvent = EventLine & { readonly who: string; readonly behalf: string };
/** A message with its recipient in words. */
export type NamedMessage = OutboxLine & { readonly to: string };

/** What a command of the trail is called; one that is no longer among the commands is a deed without a name. */
function deedWord(lang: Lang, command: string): string {
  const w = pick(lang, { zh, en }).audit;
  return deedWords(lang).get(command) ?? w.otherDeed;
}

function deedWords(lang: Lang): ReadonlyMap<string, string> {
  const rooms = Object.entries(pick(lang, { zh, en }).audit.deeds);
  return new Map(
    rooms.flatMap(([room, deeds]) => Object.entries(deeds).map(([deed, word]) => [`${room}.${deed}`, word] as const)),
  );
}

/** The commands whose words hold what somebody looks for, so that the trail is searched as it is read. */
export function deedsCalled(lang: Lang, sought: string): string[] {
  const lower = sought.trim().toLowerCase();
  return [...deedWords(lang)].filter(([, word]) => word.toLowerCase().includes(lower)).map(([command]) => command);
}

/** What a kind of thing is called in the trail. */
export function kindWord(lang: Lang, kind: string): string {
  const known: Readonly<Record<Kind, string>> = pick(lang, { zh, en }).audit.kinds;
  const kinds: Readonly<Record<string, string>> = known;
  return kinds[kind] ?? kind;
}

/** Columns of the audit list. */
export function auditColumns({ view }: Context): readonly Column<NamedEvent>[] {
  const w = pick(view.lang, { zh, en }).audit;
  const when = (row: NamedEvent): string => formatDateTime(row.at, view.lang);
  const about = (row: NamedEvent): string => kindWord(view.lang, row.subjectKind);
  return [
    { key: 'at', title: w.at, cell: when, text: (row) => row.at.toISOString() },
    {
      key: 'deed',
      title: w.deed,
      cell: (row) => deedWord(view.lang, row.command),
      text: (row) => `${deedWord(view.lang, row.command)} ${row.command}`,
      wide: true,
    },
    {
      key: 'about',
      title: w.about,
      cell: about,
      text: (row) => `${about(row)} ${row.subjectId}`,
      secondary: true,
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
