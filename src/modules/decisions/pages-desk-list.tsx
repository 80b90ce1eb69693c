import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Field, Form, type FormState, Name, Note } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import type { Rights } from './pages-desk.tsx';
import { wordsOf } from './pages-list.tsx';
import type { Awaited } from './queries-desk.ts';
import type { ProcedureRow } from './schema.ts';
import type { Competence } from './schema-plan.ts';

/** What can be begun from the desk, and where else deciding goes on. */
function Ways(props: { readonly view: View; readonly rights: Rights }): VNode {
  const { view, rights } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  return (
    <>
      {rights.propose && (
        <ActLink href={`${root}/decisions/new`} kind="line" icon="plus">
          {w.desk.propose}
        </ActLink>
      )}
      <ActLink href={`${spaceRoot(view)}/who-decides`}>{w.desk.who}</ActLink>
      <ActLink href={`${spaceRoot(view)}/procedures`}>{w.desk.procedures}</ActLink>
      <ActLink href={`${spaceRoot(view)}/rules`}>{w.desk.rules}</ActLink>
      <ActLink href={`${spaceRoot(view)}/statutes`}>{w.desk.register}</ActLink>
      <ActLink href={`${root}/pact`}>{w.desk.pact}</ActLink>
      <ActLink href={`${root}/meetings`}>{w.desk.meetings}</ActLink>
      <ActLink href={`${root}/votes`}>{w.desk.votes}</ActLink>
      <ActLink href={`${root}/rounds`}>{w.desk.rounds}</ActLink>
      {rights.propose && (
        <ActLink href={`${root}/bodies`} icon="people">
          {w.desk.bodies}
        </ActLink>
      )}
    </>
  );
}

/** The desk of decisions: what waits for the reader first, then everything. */
export function DecisionsDeskPage(props: {
  readonly view: View;
  readonly data: ListData<ProcedureRow>;
  readonly waiting: readonly Awaited[];
  readonly rights: Rights;
}): VNode {
  const { view, data, waiting, rights } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  return (
    <Page view={view} title={w.desk.title} area="desk" section="decisions" wide>
      <PageHead title={w.desk.title} lede={w.desk.lede} />
      <Block title={w.desk.waiting}>
        {waiting.length === 0 ? (
          <p class="muted">{w.desk.nothing}</p>
        ) : (
          <Lines
            items={waiting.map(({ item, deed, until }) => ({
              key: item.id,
              what: <Name href={`${root}/decisions/${item.id}`}>{item.title}</Name>,
              note: w.desk.deeds[deed],
              ...(until === null ? {} : { value: w.desk.until(formatDate(until, view.lang)) }),
            }))}
          />
        )}
      </Block>
      <List
        view={view}
        {...data}
        title={w.pages.decisions}
        level={2}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/decisions/${row.id}`}
        bar={<Ways view={view} rights={rights} />}
        empty={
          <Empty
            title={w.pages.none}
            acts={
              <>
                <ActLink href={`${spaceRoot(view)}/rules`}>{w.pages.seeRules}</ActLink>
                <ActLink href={`${spaceRoot(view)}/bodies`}>{w.pages.seeBodies}</ActLink>
              </>
            }
          >
            {w.pages.noneWhy}
          </Empty>
        }
      />
    </Page>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What is begun on this form; grants begin with their projects, changes of rules with the rule. */
export const begunByHand = ['admission', 'membership', 'four_two'] as const;

/** Putting a motion from the desk. */
export function ProposePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly bodies: readonly Option[];
  readonly organisations: readonly Option[];
  /** The line of the list of who decides what it is proposed from. */
  readonly line: Competence | null;
  /** What its procedure stands on and is over. */
  readonly stale: readonly string[];
}): VNode {
  const { view, state, keyValue, bodies, organisations, line } = props;
  const w = wordsOf(view);
  const kept = { view, state, form: 'propose' };
  const only = line === null ? begunByHand : begunByHand.filter((one) => one === line.template);
  return (
    <Page view={view} title={w.desk.propose} area="desk" section="decisions">
      <PageHead title={w.desk.propose} lede={line === null ? w.desk.proposeLede : w.desk.proposeFrom(line.title)} />
      {props.stale.map((sentence) => (
        <Note key={sentence} tone="wait">
          {sentence}
        </Note>
      ))}
      <Form
        view={view}
        state={state}
        name="propose"
        action={`${deskRoot(view)}/decisions/new`}
        submit={w.desk.proposeSubmit}
        keyValue={keyValue}
        hidden={line === null ? {} : { competenceId: line.id }}
      >
        <Field
          {...kept}
          name="template"
          label={w.desk.proposeTemplate}
          type="choices"
          required
          value={only.length === 1 ? only[0] : undefined}
          options={only.map((value) => ({ value, label: w.templates[value] }))}
          follow={{
            admission: (
              <Field
                {...kept}
                name="organisationId"
                label={w.desk.proposeOrganisation}
                type="select"
                options={organisations}
              />
            ),
            four_two: <p class="muted">{w.desk.proposeFourTwo}</p>,
            membership: (
              <Field
                {...kept}
                name="bodyId"
                label={w.desk.proposeBody}
                type="select"
                options={bodies}
                value={bodies.length === 1 ? bodies[0]?.value : undefined}
              />
            ),
          }}
        />
        <Field {...kept} name="title" label={w.desk.proposeTitle} required />
        <Field {...kept} name="text" label={w.desk.proposeText} type="area" rows={8} required />
      </Form>
    </Page>
  );
}
