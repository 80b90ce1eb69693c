import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Context, ListData } from '#platform/web';
import { ActLink, ConfirmForm, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Lines, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-list.tsx';
import type { ProcedureRow } from './schema.ts';
import type { Amendment, Plan } from './schema-plan.ts';
import { planSentences } from './schema-words.ts';

/** Columns of the list of procedures. */
export function planColumns({ view }: Pick<Context, 'view'>): readonly Column<Plan>[] {
  const w = wordsOf(view);
  const name = (row: Plan): string => w.plans[row.code];
  const steps = (row: Plan): string => row.steps.map((one) => w.stepKinds[one.kind]).join(' → ');
  const version = (row: Plan): string => w.pages.versionN(row.version);
  return [
    { key: 'name', title: w.pages.plan, cell: name, text: name, wide: true },
    // On a telephone the page of each reads them aloud.
    { key: 'steps', title: w.pages.steps, cell: steps, text: steps, desktopOnly: true },
    { key: 'version', title: w.pages.versions, cell: version, text: (row) => row.version, secondary: true },
  ];
}

/** The public list of procedures as they are in force. */
export function PlansPage(props: { readonly view: View; readonly data: ListData<Plan> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).pages;
  const root = spaceRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.procedures}
      lede={w.proceduresLede}
      section="decisions"
      rowKey={(row) => row.code}
      rowHref={(row) => `${root}/procedures/${row.code}`}
      bar={
        <>
          <ActLink href={`${root}/who-decides`}>{w.who}</ActLink>
          <ActLink href={`${root}/rules`}>{w.seeRules}</ActLink>
        </>
      }
      empty={
        <Empty title={w.none} acts={<ActLink href={`${root}/rules`}>{w.seeRules}</ActLink>}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Steps read aloud, one under another. */
export function Sentences(props: { readonly lines: readonly string[] }): VNode {
  return (
    <ol class="read">
      {props.lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}

function Versions(props: { readonly view: View; readonly versions: readonly Plan[] }): VNode {
  const { view, versions } = props;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  return (
    <Block title={w.pages.versions}>
      <Lines
        items={versions.map((one) => ({
          key: `${one.version}`,
          what:
            one.procedureId === null ? (
              w.pages.versionN(one.version)
            ) : (
              <a href={`${root}/decisions/${one.procedureId}`}>{w.pages.versionN(one.version)}</a>
            ),
          note:
            one.inForceFrom === null ? w.pages.houseVersion : w.pages.planFrom(formatDate(one.inForceFrom, view.lang)),
        }))}
      />
    </Block>
  );
}

/** One procedure in public: its steps read aloud, its versions, what is under way by it. */
export function PlanPage(props: {
  readonly view: View;
  readonly plan: Plan;
  readonly versions: readonly Plan[];
  readonly running: readonly ProcedureRow[];
  readonly proposed: Amendment | null;
  readonly usualDays: number;
  readonly stale: readonly string[];
  readonly keyValue: string;
  readonly mayChange: boolean;
}): VNode {
  const { view, plan, versions, running, proposed } = props;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  const from =
    plan.inForceFrom === null ? w.pages.houseVersion : w.pages.planFrom(formatDate(plan.inForceFrom, view.lang));
  return (
    <Page view={view} title={w.plans[plan.code]} section="decisions">
      <RecordHead
        kind={w.pages.plan}
        title={w.plans[plan.code]}
        state={`${w.pages.versionN(plan.version)} · ${from}`}
        next={
          props.mayChange &&
          proposed === null && (
            <ConfirmForm
              {...{ view, keyValue: props.keyValue, name: 'draft', kind: 'line', label: w.pages.change }}
              action={`${deskRoot(view)}/procedures/${plan.code}/draft`}
            />
          )
        }
      />
      {props.stale.map((sentence) => (
        <Note key={sentence} tone="wait">
          {sentence}
        </Note>
      ))}
      {proposed !== null && (
        <Note tone="plain">
          {w.desk.proposedBefore}{' '}
          <a href={`${root}/decisions/${proposed.procedureId}`}>{w.amend.planTitle(w.plans[plan.code])}</a>
        </Note>
      )}
      <Pair side={<Versions view={view} versions={versions} />}>
        <Block title={w.pages.steps}>
          <Sentences lines={planSentences(view.lang, plan.code, plan.steps, props.usualDays)} />
        </Block>
        <Block title={w.pages.runningUnder}>
          {running.length === 0 ? (
            <p class="muted">{w.pages.noneRunning}</p>
          ) : (
            <Lines
              items={running.map((one) => ({
                key: one.id,
                what: <a href={`${root}/decisions/${one.id}`}>{one.title}</a>,
                note: one.number,
              }))}
            />
          )}
        </Block>
      </Pair>
    </Page>
  );
}
