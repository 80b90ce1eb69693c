import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { consultedOn } from '#modules/consultations';
import { procedureRows } from '#modules/decisions';
import { findPersons } from '#modules/people';
import { auditRead } from '#modules/record';
import { oneOf } from '#platform/asked';
import { subjectPerson, today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { leavePact, recordSignature, remindOfPact, settleReminder, signPact, writePact } from './commands-pact.ts';
import { wordsOf } from './pages.tsx';
import {
  PactDeskPage,
  PactFormPage,
  PactPage,
  PaperPage,
  RemindPage,
  reminderColumns,
  SignersPage,
  signerColumns,
} from './pages-pact.tsx';
import { permissions } from './permissions.ts';
import { pactInForce, pactVersions, reminders, signatures } from './queries-pact.ts';
import type { Reminder, Signature } from './schema.ts';

async function showPact(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  const [pact, versions] = await Promise.all([pactInForce(scope), pactVersions(scope)]);
  const signed = pact === null ? [] : await signatures(scope, pact.id);
  const self = scope.actor === null ? null : subjectPerson(scope);
  const shown = {
    ...{ pact, versions, people: signed.length, households: signed.filter((one) => one.forHousehold).length },
    own: signed.find((one) => one.personId === self) ?? null,
    consulted: pact === null ? null : await consultedOn(scope, view.lang, { kind: 'pact', id: pact.id }),
    reminders: self === null ? [] : await reminders(scope, self),
  };
  return ok(<PactPage view={view} shown={shown} state={state} keyValue={key} />);
}

async function found({ scope, url }: Context) {
  const text = (url.searchParams.get('q') ?? '').slice(0, 80);
  const persons = text === '' ? [] : await findPersons(scope, text);
  return { text, found: persons.map((one) => ({ value: one.id, label: one.name })) };
}

const page =
  (word: string) =>
  ({ view }: Context): string =>
    `${spaceRoot(view)}/pact?done=${word}`;
const desk =
  (word: string) =>
  ({ view }: Context): string =>
    `${deskRoot(view)}/pact?done=${word}`;

/** What the office reads of reminders is between it and whom they are about, so that each reading stands on record. */
async function read(context: Context): Promise<Reminder[]> {
  const rows = await reminders(context.scope);
  const [first] = rows;
  if (first !== undefined)
    await auditRead(context.scope, { kind: 'reminder', id: first.id, command: 'statutes.read_reminders' });
  return rows;
}

const publicRoutes: Route[] = [
  get('/s/:space/pact', { permission: permissions.see, show: (context) => showPact(context) }),
  list<Signature>('/s/:space/pact/signers', {
    permission: permissions.see,
    name: 'signers',
    columns: signerColumns,
    load: async ({ scope }, query) => {
      const pact = await pactInForce(scope);
      const rows = pact === null ? [] : await signatures(scope, pact.id);
      return { rows: rows.slice((query.page - 1) * query.size, query.page * query.size), total: rows.length };
    },
    show: ({ view }, data) => <SignersPage view={view} data={data} />,
  }),
  post('/s/:space/pact/sign', {
    permission: permissions.sign,
    name: 'sign',
    command: signPact,
    show: showPact,
    done: page('signed'),
  }),
  post('/s/:space/pact/leave', {
    permission: permissions.sign,
    name: 'leave',
    command: leavePact,
    show: showPact,
    done: page('left'),
  }),
];

const deskList = list<Reminder>('/desk/:space/pact', {
  permission: permissions.remind,
  name: 'reminders',
  columns: reminderColumns,
  filters: ['state'],
  load: async (context, query) => {
    const w = wordsOf(context.view).pact;
    const state = oneOf(['open', 'settled'] as const, query.filters['state']);
    const rows = (await read(context)).filter(
      (one) => state === undefined || (one.settledOn === null) === (state === 'open'),
    );
    const options = (['open', 'settled'] as const).map((value) => ({ value, label: w.states[value] }));
    const filters = [{ key: 'state', title: w.state, options }];
    return { rows: rows.slice((query.page - 1) * query.size, query.page * query.size), total: rows.length, filters };
  },
  show: ({ view, key }, data) => <PactDeskPage view={view} data={data} keyValue={key} />,
});

const deskRoutes: Route[] = [
  deskList,
  form('/desk/:space/pact/new', {
    permission: permissions.keep,
    name: 'pact',
    command: writePact,
    show: async ({ scope, view, key }, state) => {
      const [[pact], passed] = await Promise.all([
        pactVersions(scope),
        procedureRows(scope, { state: 'passed', page: 1, size: 50 }),
      ]);
      const decided = passed.rows
        .filter((one) => one.template === 'four_two' || one.template === 'change')
        .map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }));
      return <PactFormPage {...{ view, state, decided, pact: pact ?? null }} keyValue={key} today={today(scope)} />;
    },
    done: page('written'),
  }),
  form('/desk/:space/pact/sign', {
    permission: permissions.keep,
    name: 'paper',
    command: recordSignature,
    show: async (context, state) => {
      const { view, key, scope } = context;
      return <PaperPage {...{ view, state }} keyValue={key} today={today(scope)} {...(await found(context))} />;
    },
    done: desk('recorded'),
  }),
  form('/desk/:space/pact/remind', {
    permission: permissions.remind,
    name: 'remind',
    command: remindOfPact,
    show: async (context, state) => {
      const { view, key } = context;
      return <RemindPage {...{ view, state }} keyValue={key} {...(await found(context))} />;
    },
    done: desk('reminded'),
  }),
  post('/desk/:space/pact/reminders/:id/settle', {
    permission: permissions.remind,
    name: 'settle',
    command: settleReminder,
    input: withId,
    show: (context) => showPact(context),
    done: desk('settled'),
  }),
];

/** The pact in public, and the desk where it is written, signed on paper and called to mind. */
export const pactRoutes: Route[] = [...publicRoutes, ...deskRoutes];
