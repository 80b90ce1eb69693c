import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import type { Context, ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, Form, type FormState, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, meRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-list.tsx';
import { areas, type Competence, namedTemplates } from './schema-plan.ts';

/** Columns of the list of who decides what. */
export function competenceColumns({ view }: Pick<Context, 'view'>): readonly Column<Competence>[] {
  const w = wordsOf(view);
  const area = (row: Competence): string => w.pages.areas[row.area];
  const plan = (row: Competence): string => (row.template === null ? w.pages.noProcedure : w.templates[row.template]);
  const state = (row: Competence): string => w.pages.whoStates[row.state];
  return [
    { key: 'title', title: w.pages.whoTitle, cell: (r) => r.title, text: (r) => r.title, wide: true },
    { key: 'who', title: w.desk.lineWho, cell: (r) => r.who, text: (r) => r.who, wide: true },
    { key: 'area', title: w.pages.whoArea, cell: area, text: area, secondary: true },
    { key: 'plan', title: w.pages.whoProcedure, cell: plan, text: plan, secondary: true },
    { key: 'state', title: w.pages.whoState, cell: state, text: state, desktopOnly: true },
  ];
}

/** The public list of who decides what (F202). */
export function CompetencesPage(props: { readonly view: View; readonly data: ListData<Competence> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.pages.who}
      lede={w.pages.whoLede}
      section="decisions"
      search
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/who-decides/${row.id}`}
      bar={
        <>
          <ActLink href={`${deskRoot(view)}/who-decides/new`} kind="line" icon="plus">
            {w.desk.newLine}
          </ActLink>
          <ActLink href={`${root}/procedures`}>{w.pages.procedures}</ActLink>
          <ActLink href={`${root}/rules`}>{w.pages.seeRules}</ActLink>
        </>
      }
      empty={
        <Empty
          title={w.pages.noneListed}
          acts={
            <>
              <ActLink href={`${root}/procedures`}>{w.pages.procedures}</ActLink>
              <ActLink href={`${root}/bodies`}>{w.pages.seeBodies}</ActLink>
            </>
          }
        >
          {w.pages.noneListedWhy}
        </Empty>
      }
    />
  );
}

function Procedures(props: { readonly view: View; readonly line: Competence }): VNode {
  const { view, line } = props;
  const w = wordsOf(view);
  const root = `${spaceRoot(view)}/procedures`;
  if (line.template === null) return <p>{w.pages.noProcedure}</p>;
  if (line.tiers.length === 0)
    return (
      <p>
        <a href={`${root}/${line.template}`}>{w.templates[line.template]}</a>
      </p>
    );
  return (
    <ul>
      {line.tiers.map((tier) => (
        <li key={tier.plan}>
          <a href={`${root}/${tier.plan}`}>
            {tier.upTo === null
              ? w.pages.tierRest(w.plans[tier.plan])
              : w.pages.tier(`¥${formatFen(BigInt(tier.upTo))}`, w.plans[tier.plan])}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Where something from this line is begun. */
function Begin(props: { readonly view: View; readonly line: Competence }): VNode | null {
  const { view, line } = props;
  const w = wordsOf(view).pages;
  const desk = deskRoot(view);
  if (line.state === 'ended' || line.template === null) return null;
  if (line.template === 'grant' || line.template === 'surplus')
    return <ActLink href={`${desk}/projects/new`}>{w.startProject}</ActLink>;
  if (line.template === 'change') return <ActLink href={`${spaceRoot(view)}/rules`}>{w.seeRules}</ActLink>;
  if (line.template === 'micro') return <ActLink href={`${meRoot(view)}/activities/new`}>{w.startActivity}</ActLink>;
  if (line.template === 'purpose') return <ActLink href={`${desk}/moves/new`}>{w.startMove}</ActLink>;
  return (
    <ActLink href={`${desk}/decisions/new?line=${line.id}`} kind="line">
      {w.startFrom}
    </ActLink>
  );
}

/** One line of the list: who decides, on what ground, by which procedure, and where it is begun. */
export function CompetencePage(props: {
  readonly view: View;
  readonly line: Competence;
  readonly keyValue: string;
  readonly mayKeep: boolean;
  readonly stale: readonly string[];
}): VNode {
  const { view, line, keyValue } = props;
  const w = wordsOf(view);
  const desk = `${deskRoot(view)}/who-decides/${line.id}`;
  return (
    <Page view={view} title={line.title} section="decisions">
      <RecordHead
        kind={`${w.pages.who} ${line.number}`}
        title={line.title}
        state={w.pages.whoStates[line.state]}
        lede={line.who}
        next={
          <>
            <Begin view={view} line={line} />
            {props.mayKeep && line.state === 'open' && (
              <ActLink href={`${desk}/edit`} icon="edit">
                {w.desk.editLine}
              </ActLink>
            )}
          </>
        }
      />
      {line.endedReason !== null && <Note tone="plain">{line.endedReason}</Note>}
      {props.stale.map((sentence) => (
        <Note key={sentence} tone="wait">
          {sentence}
        </Note>
      ))}
      <Pair
        side={
          <Facts
            items={[
              { term: w.pages.whoArea, value: w.pages.areas[line.area] },
              ...(line.basis === '' ? [] : [{ term: w.pages.whoBasis, value: line.basis }]),
            ]}
          />
        }
      >
        {line.text !== '' && <p>{line.text}</p>}
        <Block title={w.pages.whoProcedure}>
          <Procedures view={view} line={line} />
        </Block>
        {props.mayKeep && line.state === 'open' && (
          <ConfirmForm
            {...{ view, keyValue, name: 'end', kind: 'word', label: w.desk.endLine, action: `${desk}/end` }}
            reason={{ label: w.desk.endLineWhy, required: true }}
          />
        )}
      </Pair>
    </Page>
  );
}

function yuan(line: Competence | undefined, at: number): string | undefined {
  const upTo = line?.tiers[at]?.upTo;
  return upTo === undefined || upTo === null ? undefined : formatFen(BigInt(upTo)).replaceAll(',', '');
}

/** A line of the list as a form. */
export function CompetenceFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly line?: Competence;
}): VNode {
  const { view, state, keyValue, line } = props;
  const w = wordsOf(view);
  const title = line === undefined ? w.desk.newLine : w.desk.editLine;
  const root = `${deskRoot(view)}/who-decides`;
  const kept = { view, state, form: 'line' } as const;
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead title={title} lede={w.desk.newLineLede} />
      <Form
        view={view}
        state={state}
        name="line"
        action={line === undefined ? `${root}/new` : `${root}/${line.id}/edit`}
        submit={w.desk.saveLine}
        keyValue={keyValue}
      >
        <Field {...kept} name="title" label={w.pages.whoTitle} required value={line?.title} />
        <Field
          {...{ ...kept, name: 'area', label: w.pages.whoArea, type: 'select', required: true, value: line?.area }}
          options={areas.map((value) => ({ value, label: w.pages.areas[value] }))}
        />
        <Field {...kept} name="who" label={w.desk.lineWho} hint={w.desk.lineWhoHint} required value={line?.who} />
        <Field
          {...kept}
          name="basis"
          label={w.pages.whoBasis}
          hint={w.desk.lineBasisHint}
          optional
          value={line?.basis}
        />
        <Field {...kept} name="text" label={w.desk.lineText} type="area" rows={3} optional value={line?.text} />
        <Field
          {...{ ...kept, name: 'template', label: w.desk.lineTemplate, type: 'select', optional: true }}
          options={namedTemplates.map((value) => ({ value, label: w.templates[value] }))}
          value={line?.template ?? undefined}
        />
        <Field
          {...{
            ...kept,
            name: 'smallUpTo',
            label: w.desk.smallUpTo,
            hint: w.desk.smallHint,
            type: 'money',
            optional: true,
          }}
          value={yuan(line, 0)}
        />
        <Field
          {...{
            ...kept,
            name: 'middleUpTo',
            label: w.desk.middleUpTo,
            hint: w.desk.middleHint,
            type: 'money',
            optional: true,
          }}
          value={yuan(line, 1)}
        />
      </Form>
    </Page>
  );
}
