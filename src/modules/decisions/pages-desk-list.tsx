import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Field, Form, type FormState, Name } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import type { Rights } from './pages-desk.tsx';
import { wordsOf } from './pages-list.tsx';
import type { Awaited } from './queries-desk.ts';
import type { ProcedureRow } from './schema.ts';

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
        bar={
          <>
            {rights.propose && (
              <ActLink href={`${root}/decisions/new`} kind="line" icon="plus">
                {w.desk.propose}
              </ActLink>
            )}
            <ActLink href={`${root}/meetings`}>{w.desk.meetings}</ActLink>
            <ActLink href={`${root}/votes`}>{w.desk.votes}</ActLink>
            <ActLink href={`${root}/rounds`}>{w.desk.rounds}</ActLink>
            {rights.propose && (
              <ActLink href={`${root}/bodies`} icon="people">
                {w.desk.bodies}
              </ActLink>
            )}
          </>
        }
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

/** Putting a motion from the desk. */
export function ProposePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly bodies: readonly Option[];
  readonly organisations: readonly Option[];
}): VNode {
  const { view, state, keyValue, bodies, organisations } = props;
  const w = wordsOf(view);
  const kept = { view, state, form: 'propose' };
  return (
    <Page view={view} title={w.desk.propose} area="desk" section="decisions">
      <PageHead title={w.desk.propose} lede={w.desk.proposeLede} />
      <Form
        view={view}
        state={state}
        name="propose"
        action={`${deskRoot(view)}/decisions/new`}
        submit={w.desk.proposeSubmit}
        keyValue={keyValue}
      >
        <Field
          {...kept}
          name="template"
          label={w.desk.proposeTemplate}
          type="choices"
          required
          options={(['admission', 'change'] as const).map((value) => ({ value, label: w.templates[value] }))}
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
            change: (
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
