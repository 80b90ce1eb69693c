import { matterHeadlines } from '#modules/intake';
import { classNames, classOptions } from '#modules/needs';
import { allowed } from '#platform/permission';
import type { Body, Context, Route } from '#platform/web';
import { get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { addRule, endRule, pauseLimit, resumeLimit } from './commands.ts';
import { DeskLimitsPage, LimitsPage } from './pages.tsx';
import { LedgerPage, ledgerColumns, ledgerFilters } from './pages-ledger.tsx';
import { permissions } from './permissions.ts';
import { limitLedger, limitMonths, rules, runningLimits } from './queries.ts';
import type { Ledgered } from './schema.ts';

async function common({ scope, view }: Context) {
  const classes = await classNames(scope, view.lang);
  const shown = (await rules(scope)).map((rule) => ({
    ...rule,
    className: classes.get(rule.classCode ?? '') ?? rule.classCode ?? '',
  }));
  return { classes, rules: shown };
}

async function showDesk(context: Context, state?: FormState) {
  const { scope, view } = context;
  const { classes, ...known } = await common(context);
  const mayHandle = allowed(scope, permissions.handle).ok;
  const running = await runningLimits(scope);
  const headlines = await matterHeadlines(scope, mayHandle ? running.map((one) => one.matterId) : []);
  return (
    <DeskLimitsPage
      view={view}
      keyValue={context.key}
      state={state}
      {...known}
      running={running.map((one) => ({
        ...one,
        headline: headlines.get(one.matterId) ?? '',
        className: classes.get(one.classCode ?? '') ?? '',
      }))}
      classes={await classOptions(scope, view.lang)}
      mayRule={allowed(scope, permissions.rule).ok}
      mayHandle={mayHandle}
    />
  );
}

const withId = ({ params }: Context, body: Body): Body => ({ ...body, id: params['id'] });
const done =
  (word: string) =>
  ({ view }: Context) =>
    `${deskRoot(view)}/limits?done=${word}`;

/** Limits in public and at the desk. */
export const routes: Route[] = [
  get('/s/:space/limits', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const { rules: shown } = await common(context);
      return <LimitsPage view={context.view} rules={shown} />;
    },
  }),
  list<Ledgered>('/s/:space/limits/ledger', {
    permission: permissions.look,
    name: 'limits',
    filters: ['stand', 'month'],
    columns: ({ view }) => ledgerColumns(view),
    load: async ({ scope, view }, query) => ({
      ...(await limitLedger(scope, query)),
      filters: ledgerFilters(view, await limitMonths(scope)),
    }),
    show: ({ view }, data) => <LedgerPage view={view} data={data} />,
  }),
  get('/desk/:space/limits', { permission: permissions.read, show: (context) => showDesk(context) }),
  post('/desk/:space/limits', {
    permission: permissions.rule,
    name: 'rule',
    command: addRule,
    show: showDesk,
    done: done('ruled'),
  }),
  post('/desk/:space/limit-rules/:id/end', {
    permission: permissions.rule,
    name: 'end-rule',
    command: endRule,
    input: withId,
    show: showDesk,
    done: done('ended'),
  }),
  post('/desk/:space/limits/:id/pause', {
    permission: permissions.handle,
    name: 'pause',
    command: pauseLimit,
    input: withId,
    show: showDesk,
    done: done('paused'),
  }),
  post('/desk/:space/limits/:id/resume', {
    permission: permissions.handle,
    name: 'resume',
    command: resumeLimit,
    input: withId,
    show: showDesk,
    done: done('resumed'),
  }),
];
