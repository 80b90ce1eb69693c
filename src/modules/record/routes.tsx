import { pick } from '#kernel/words';
import { personNames } from '#modules/people';
import { subjectPerson } from '#platform/scope';
import { list, type Route } from '#platform/web';
import { en } from './en.ts';
import { AuditPage, auditColumns, deedsCalled, kindWord, OutboxPage, outboxColumns } from './pages.tsx';
import { MessagesPage, messageColumns } from './pages-messages.tsx';
import { permissions } from './permissions.ts';
import { eventKinds, events, outbox } from './queries.ts';
import { ownMessages } from './queries-messages.ts';
import { zh } from './zh.ts';

/** Desk lists of what was done and of what leaves for people. */
export const routes: Route[] = [
  list('/desk/:space/audit', {
    permission: permissions.audit,
    name: 'audit',
    columns: auditColumns,
    filters: ['kind'],
    load: async ({ scope, view }, query) => {
      const w = pick(view.lang, { zh, en }).audit;
      const kind = query.filters['kind'];
      const { rows, total } = await events(scope, {
        ...query,
        ...(kind === undefined ? {} : { kind }),
        called: query.q === '' ? [] : deedsCalled(view.lang, query.q),
      });
      const names = await personNames(
        scope,
        rows.flatMap((row) => [row.personId, row.onBehalfOf]).filter((id) => id !== null),
      );
      const kinds = await eventKinds(scope);
      return {
        total,
        rows: rows.map((row) => ({
          ...row,
          who: names.get(row.personId ?? '')?.inside ?? (row.actingAs === 'system' ? w.system : w.visitor),
          behalf: names.get(row.onBehalfOf ?? '')?.inside ?? '',
        })),
        filters: [
          {
            key: 'kind',
            title: w.kind,
            options: kinds.map((one) => ({ value: one.kind, label: kindWord(view.lang, one.kind), count: one.count })),
          },
        ],
      };
    },
    show: ({ view }, data) => <AuditPage view={view} data={data} />,
  }),
  list('/desk/:space/outbox', {
    permission: permissions.outbox,
    name: 'outbox',
    columns: outboxColumns,
    filters: ['state'],
    load: async ({ scope, view }, query) => {
      const w = pick(view.lang, { zh, en }).outbox;
      const state = query.filters['state'];
      const { rows, total } = await outbox(scope, { ...query, ...(state === undefined ? {} : { state }) });
      const names = await personNames(
        scope,
        rows.map((row) => row.personId).filter((id) => id !== null),
      );
      return {
        total,
        rows: rows.map((row) => ({ ...row, to: names.get(row.personId ?? '')?.inside ?? row.recipient ?? '' })),
        filters: [
          {
            key: 'state',
            title: w.state,
            options: Object.entries(w.states).map(([value, label]) => ({ value, label })),
          },
        ],
      };
    },
    show: ({ view }, data) => <OutboxPage view={view} data={data} />,
  }),
  list('/me/:space/messages', {
    permission: permissions.own,
    name: 'messages',
    columns: messageColumns,
    load: ({ scope }, query) => ownMessages(scope, subjectPerson(scope) ?? '', query),
    show: ({ view }, data) => <MessagesPage view={view} data={data} />,
  }),
];
