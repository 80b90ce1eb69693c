import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Fold, Form, type FormState, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { InLines, OutTable, publishedWords, Uses, wordsOf } from './pages.tsx';
import type { BudgetView } from './queries.ts';
import { sumOf } from './rules.ts';
import type { Budget, BudgetLine, Side } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Every fund's budgets at the desk. */
export function BudgetsDeskPage(props: {
  readonly view: View;
  readonly all: readonly Budget[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayWrite: boolean;
}): VNode {
  const { view, all, names } = props;
  const words = wordsOf(view.lang);
  const w = words.desk;
  const desk = deskRoot(view);
  const make = props.mayWrite ? (
    <ActLink href={`${desk}/budgets/new`} kind="line" icon="plus">
      {w.make}
    </ActLink>
  ) : undefined;
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} acts={make} />
      {all.length === 0 ? (
        <Empty title={w.none} acts={make}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: (
              <Name
                href={`${desk}/budgets/${one.id}`}
              >{`${names.get(one.fundId) ?? ''} ${words.page.year(one.year)}`}</Name>
            ),
            note: `${words.page.version(one.version)} · ${words.states[one.state]}`,
            value: <Money fen={sumOf(one.lines, 'out')} />,
          }))}
        />
      )}
    </Page>
  );
}

/** Rows of each side on the form. */
export const rowsOf: Readonly<Record<Side, number>> = { out: 10, in: 6 };

function Rows(props: FormView & { readonly side: Side; readonly lines: readonly BudgetLine[] }): VNode {
  const { view, state, side, lines } = props;
  const words = wordsOf(view.lang);
  const w = words.desk;
  const own = lines.filter((one) => one.side === side);
  const row = (at: number) => {
    const line = own[at];
    const name = (part: string) => `${side}.${at}.${part}`;
    return (
      <FieldRow key={name('')}>
        <Field {...common} name={name('title')} label={w.lineName[side](at + 1)} value={line?.title} />
        <Field
          {...{ ...common, name: name('amount'), type: 'money', label: w.yuan }}
          value={line === undefined ? undefined : formatFen(line.amount, { plain: true })}
        />
        <Field {...common} name={name('note')} label={words.page.note} value={line?.note} optional />
      </FieldRow>
    );
  };
  const common = { view, state, form: 'budget' };
  const rows = Array.from({ length: rowsOf[side] }, (_, at) => at);
  // One empty row stands ready; the others wait behind one tap.
  const ready = Math.max(own.length + 1, side === 'out' ? 3 : 2);
  return (
    <Block title={side === 'out' ? w.outTitle : w.inTitle}>
      {side === 'out' && <p class="muted">{w.outHint}</p>}
      {rows.slice(0, ready).map(row)}
      {ready < rows.length && (
        <Fold
          title={w.moreRows}
          state={state}
          fields={rows.slice(ready).flatMap((at) => [`${side}.${at}.title`, `${side}.${at}.amount`])}
        >
          {rows.slice(ready).map(row)}
        </Fold>
      )}
    </Block>
  );
}

/** A budget is written: new, written on, or amended. */
export function BudgetFormPage(
  props: FormView & {
    readonly funds: readonly FieldOption[];
    readonly year: number;
    readonly draft: Budget | null;
    readonly amends: Budget | null;
  },
): VNode {
  const { view, state, keyValue, draft, amends } = props;
  const w = wordsOf(view.lang).desk;
  const lines = (draft ?? amends)?.lines ?? [];
  const common = { view, state, form: 'budget' };
  const path = draft === null ? `${deskRoot(view)}/budgets/new` : `${deskRoot(view)}/budgets/${draft.id}/edit`;
  const hidden = Object.fromEntries(
    (['out', 'in'] as const).flatMap((side) =>
      lines.filter((one) => one.side === side).map((one, at) => [`${side}.${at}.line`, String(one.line)]),
    ),
  );
  return (
    <Page view={view} title={w.make} area="desk" section="fund">
      <PageHead kind={w.title} title={amends === null ? w.make : w.amend} />
      <Form
        {...{ view, state, keyValue, name: 'budget', action: path, submit: w.save }}
        hidden={amends === null ? hidden : { ...hidden, fundId: amends.fundId, year: String(amends.year) }}
      >
        {draft === null && amends === null && (
          <FieldRow>
            <Field
              {...{ ...common, name: 'fundId', type: 'select', label: w.fund, required: true, options: props.funds }}
              value={props.funds.length === 1 ? props.funds[0]?.value : undefined}
            />
            <Field {...common} name="year" type="number" label={w.year} value={String(props.year)} required />
          </FieldRow>
        )}
        {(amends !== null || (draft?.version ?? 1) > 1) && (
          <Field {...common} name="reason" label={w.reason} value={draft?.reason} required />
        )}
        <Rows {...props} side="out" lines={lines} />
        <Rows {...props} side="in" lines={lines} />
      </Form>
    </Page>
  );
}

function Deeds(props: FormView & { readonly found: BudgetView; readonly may: Rights }): VNode {
  const { view, state, keyValue, found, may } = props;
  const { budget } = found;
  const w = wordsOf(view.lang).desk;
  const path = `${deskRoot(view)}/budgets/${budget.id}`;
  const button = { view, keyValue, kind: 'main' } as const;
  return (
    <div class="next">
      <Refused state={state} buttons={['submit', 'enact', 'publish']} />
      {budget.state === 'draft' && may.write && (
        <>
          <ConfirmForm {...button} name="submit" action={`${path}/submit`} label={w.submit} />
          <ActLink href={`${path}/edit`}>{w.amend}</ActLink>
        </>
      )}
      {budget.state === 'deciding' && may.publish && (
        <ConfirmForm {...button} name="enact" kind="word" action={`${path}/enact`} label={w.enact} />
      )}
      {budget.state === 'decided' && may.publish && (
        <ConfirmForm {...button} name="publish" action={`${path}/publish`} label={w.publish} />
      )}
      {budget.state === 'published' && may.write && (
        <ActLink href={`${deskRoot(view)}/budgets/new?amends=${budget.id}`}>{w.amend}</ActLink>
      )}
      {(budget.state === 'published' || budget.state === 'replaced') && (
        <ActLink href={`${spaceRoot(view)}/budgets/${budget.id}`}>{w.publicPage}</ActLink>
      )}
    </div>
  );
}

function Assign(props: FormView & { readonly found: BudgetView }): VNode | null {
  const { view, state, keyValue, found } = props;
  const w = wordsOf(view.lang).desk;
  if (found.budget.state !== 'published' || found.uses.length === 0) return null;
  const common = { view, state, form: 'assign' };
  const loose = found.uses.find((one) => one.line === null);
  return (
    <Block title={w.assignTitle}>
      <p class="muted">{w.assignLede}</p>
      <Form
        {...{ view, state, keyValue, name: 'assign', submit: w.assign, quiet: true }}
        action={`${deskRoot(view)}/budgets/${found.budget.id}/assign`}
      >
        <Field
          {...{
            ...common,
            name: 'authorisationId',
            type: 'select',
            label: wordsOf(view.lang).page.uses,
            required: true,
          }}
          options={found.uses.map((one) => ({ value: one.authorisationId, label: one.title }))}
          value={loose?.authorisationId}
        />
        <Field
          {...{ ...common, name: 'line', type: 'select', label: w.choose, required: true }}
          options={found.lines.map((one) => ({ value: String(one.line), label: one.title }))}
        />
      </Form>
    </Block>
  );
}

interface Rights {
  readonly write: boolean;
  readonly publish: boolean;
}

/** A budget at the desk: its next step, its lines, and which decision is spent where. */
export function BudgetDeskPage(props: FormView & { readonly found: BudgetView; readonly may: Rights }): VNode {
  const { view, found } = props;
  const { budget, fund } = found;
  const words = wordsOf(view.lang);
  return (
    <Page view={view} title={words.page.title(budget.year)} area="desk" section="fund">
      <RecordHead
        kind={fund?.name ?? words.page.kind}
        title={words.page.title(budget.year)}
        state={`${words.states[budget.state]} · ${words.page.version(budget.version)}`}
        lede={budget.reason === '' ? publishedWords(view, budget) : budget.reason}
      />
      <Deeds {...props} />
      <Block title={words.page.out}>
        <OutTable view={view} found={found} />
        <p class="muted">{words.page.rule}</p>
      </Block>
      <Pair side={props.may.write ? <Assign {...props} /> : null}>
        <InLines view={view} budget={budget} />
        <Uses view={view} found={found} />
      </Pair>
    </Page>
  );
}
