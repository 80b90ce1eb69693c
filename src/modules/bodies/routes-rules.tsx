import { fail } from '#kernel/result';
import { consultedOn } from '#modules/consultations';
import { proposeRule } from '#modules/decisions';
import { parameter } from '#modules/parameters';
import { staleUnder } from '#modules/statutes';
import { allowed } from '#platform/permission';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list } from '#platform/web';
import { deskRoot, spaceRoot } from '#ui/view';
import { adoptRule } from './commands-rules.ts';
import { wordsOf } from './pages.tsx';
import { RuleChangePage, RuleFormPage, type RuleStart } from './pages-rule-form.tsx';
import { RulePage, type RuleRow, RulesPage, ruleColumns } from './pages-rules.tsx';
import { permissions } from './permissions.ts';
import { rule, ruleInForce, rules } from './queries.ts';
import { paged } from './routes-parts.ts';
import { fractionText, type Rule, type RuleKind, ruleKinds } from './schema.ts';

async function ruleRows(context: Context, kind?: RuleKind): Promise<RuleRow[]> {
  const all = await rules(context.scope, kind);
  const on = today(context.scope);
  const inForce = new Map<string, string>();
  for (const one of ruleKinds) inForce.set(one, (await ruleInForce(context.scope, one))?.id ?? '');
  return all.map((one) => ({
    rule: one,
    state: inForce.get(one.kind) === one.id ? 'now' : one.inForceFrom > on ? 'later' : 'past',
  }));
}

/** A rule that is there, to be written over. */
function written(known: Rule, inForceFrom: string): RuleStart {
  const { tie, abstention } = known.voting;
  return {
    ...{ kind: known.kind, tie, abstention, validUntil: '', changedBy: known.changedBy },
    ...{ inForceFrom, title: known.title, text: known.text, way: known.voting.way, of: known.voting.of },
    quorum: fractionText(known.voting.quorum),
    share: fractionText(known.voting.share),
    publicationDays: `${known.publicationDays}`,
    answerDays: `${known.answerDays}`,
    voteDays: `${known.voteDays}`,
    hostDays: `${known.hostDays}`,
    approvalsNeeded: `${known.approvalsNeeded}`,
  };
}

/** The first version of a kind, from the numbers of the space. */
async function ruleStart({ scope, view }: Context, kind: RuleKind): Promise<RuleStart> {
  const w = wordsOf(view).desk;
  const inForceFrom = today(scope);
  const [quorum, share, days, answer, vote, host, approvals] = await Promise.all([
    parameter(scope, 'vote.quorum'),
    parameter(scope, kind === 'surplus' ? 'vote.special' : 'vote.ordinary'),
    parameter(scope, 'publication.days'),
    parameter(scope, 'publication.answerDays'),
    parameter(scope, 'vote.days'),
    parameter(scope, 'host.answerDays'),
    parameter(scope, 'payment.approvals'),
  ]);
  return {
    ...{ kind, inForceFrom, quorum, share, title: w.titles[kind], of: 'present' },
    ...{ tie: 'fails', abstention: 'present', validUntil: '', changedBy: 'change' },
    ...(kind === 'surplus'
      ? { way: 'at_least' as const, text: w.suggestedSurplus(quorum, share) }
      : { way: 'more_than' as const, text: w.suggested(quorum, share, days, answer) }),
    publicationDays: `${days}`,
    answerDays: `${answer}`,
    voteDays: `${vote}`,
    hostDays: `${host}`,
    approvalsNeeded: `${approvals}`,
  };
}

/** Public pages of rules, and the desk where the first are adopted and changes are put to their procedure. */
export const ruleRoutes: Route[] = [
  list<RuleRow>('/s/:space/rules', {
    permission: permissions.see,
    name: 'rules',
    columns: ruleColumns,
    filters: ['kind', 'state'],
    load: async (context, query) => {
      const w = wordsOf(context.view);
      const { kind, state } = query.filters;
      const all = await ruleRows(context);
      const rows = all.filter(
        (row) => (kind === undefined || row.rule.kind === kind) && (state === undefined || row.state === state),
      );
      const keys = {
        title: (row: RuleRow) => row.rule.title,
        kind: (row: RuleRow) => row.rule.kind,
        from: (row: RuleRow) => row.rule.inForceFrom,
      };
      const kinds = ruleKinds.map((value) => ({ value, label: w.ruleKinds[value] }));
      const states = (['now', 'later', 'past'] as const).map((value) => ({ value, label: w.pages.ruleState[value] }));
      const filters = [
        { key: 'kind', title: w.pages.ruleFilter, options: kinds },
        { key: 'state', title: w.pages.stateFilter, options: states },
      ];
      return { rows: paged(rows, query, keys), total: rows.length, filters };
    },
    show: ({ view }, data) => <RulesPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/rules/:id', {
    permission: permissions.see,
    show: async (context) => {
      const found = await rule(context.scope, context.params['id'] ?? '');
      if (found === null) return fail('bodies.rule_not_found');
      const versions = await ruleRows(context, found.kind);
      const row = versions.find((one) => one.rule.id === found.id);
      return row === undefined ? (
        fail('bodies.rule_not_found')
      ) : (
        <RulePage
          view={context.view}
          row={row}
          versions={versions}
          today={today(context.scope)}
          stale={await staleUnder(context.scope, context.view.lang, `rule:${found.kind}`)}
          consulted={await consultedOn(context.scope, context.view.lang, { kind: 'rule', id: found.id })}
          change={allowed(context.scope, permissions.adoptRule).ok}
        />
      );
    },
    cached: true,
  }),
  form('/desk/:space/rules/new', {
    permission: permissions.adoptRule,
    name: 'rule',
    command: adoptRule,
    show: async (context, state) => {
      const { scope, view, key, url } = context;
      const there = new Set((await rules(scope)).map((one) => one.kind));
      const open = ruleKinds.filter((one) => !there.has(one));
      const kind = ruleKinds.find((one) => one === url.searchParams.get('kind')) ?? open[0] ?? 'grant';
      return <RuleFormPage {...{ view, state, open }} keyValue={key} start={await ruleStart(context, kind)} />;
    },
    done: ({ view }, { id }) => `${spaceRoot(view)}/rules/${id}?done=adopted`,
  }),
  form('/desk/:space/rules/:id', {
    permission: permissions.adoptRule,
    name: 'rule',
    command: proposeRule,
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
    show: async ({ scope, view, key, params }, state) => {
      const found = await rule(scope, params['id'] ?? '');
      if (found === null) return fail('bodies.rule_not_found');
      return <RuleChangePage {...{ view, state }} keyValue={key} rule={found} start={written(found, today(scope))} />;
    },
    done: ({ view }, { procedureId }) => `${deskRoot(view)}/decisions/${procedureId}?done=proposed`,
  }),
];
