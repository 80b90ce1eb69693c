import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { RecordBody } from './pages.tsx';
import { AnswerAdviceForm } from './pages-advice.tsx';
import { CloseForm } from './pages-closing.tsx';
import { ParticipationBlock } from './pages-participation.tsx';
import { NeedsBlock, ProjectFacts, Timeline, VersionsBlock, wordsOf } from './pages-parts.tsx';
import { type PlannedProblem, ProblemOrder } from './pages-problems.tsx';
import { MilestoneForms, WorksForm } from './pages-works.tsx';
import type { ProjectRecord } from './queries-record.ts';
import type { StepProblem } from './queries-works.ts';
import { missingParts } from './rules.ts';
import type { StageLine } from './rules-participation.ts';
import { photoConsents } from './schema.ts';

/** What the reader may do with this project. */
export interface Rights {
  readonly write: boolean;
  readonly keep: boolean;
  readonly enact: boolean;
  readonly report: boolean;
}

interface DeskProps {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly lines: readonly StageLine[];
  readonly problems: readonly PlannedProblem[];
  readonly steps: readonly StepProblem[];
  readonly rights: Rights;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

function here(props: DeskProps): string {
  return `${deskRoot(props.view)}/projects/${props.record.project.id}`;
}

function SubmitForm(props: DeskProps): VNode {
  const { view, state, record } = props;
  const { project } = record;
  const w = wordsOf(view);
  const draft = project.draft ?? record.versions.at(-1) ?? null;
  const missing = draft === null ? [] : missingParts(draft);
  const joined = missing.map((part) => w.parts[part]).join(' · ');
  return (
    <Block title={w.page.submit} id="submit">
      <p>{w.page.submitLede}</p>
      <Note tone={missing.length === 0 ? 'good' : 'wait'}>
        <p>{missing.length === 0 ? w.page.ready : w.page.missing(joined)}</p>
      </Note>
      <Form
        {...{ view, state, name: 'submit', action: `${here(props)}/submit`, submit: w.page.submit }}
        keyValue={props.keyValue}
      >
        {project.version > 0 && (
          <Field
            {...{ view, state, form: 'submit', name: 'changed', type: 'area', rows: 3, required: true }}
            label={w.page.changed}
            hint={w.page.changedHint}
          />
        )}
      </Form>
    </Block>
  );
}

function EnactForm(props: DeskProps): VNode | null {
  const { view, record, rights } = props;
  const { project } = record;
  const { current } = record;
  const w = wordsOf(view).page;
  if (!rights.enact || current === null || current.state === 'running') return null;
  if (project.state !== 'deciding' && project.state !== 'approved') return null;
  return (
    <Note tone="wait">
      <p>{project.state === 'approved' ? w.waiting : w.enactLede}</p>
      <ConfirmForm
        {...{ view, name: 'enact', action: `${here(props)}/enact`, label: w.enact, kind: 'main' }}
        hidden={{ procedure: current.id }}
        keyValue={props.keyValue}
      />
    </Note>
  );
}

function ReportForm(props: DeskProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view).page;
  const kept = { view, state, form: 'report' };
  return (
    <Block title={w.report} id="report">
      <Form
        {...{ view, state, name: 'report', action: `${here(props)}/report`, submit: w.send, upload: true }}
        keyValue={props.keyValue}
      >
        <Field {...kept} name="text" type="area" rows={5} label={w.reportText} hint={w.reportTextHint} required />
        <FieldRow>
          <Field {...kept} name="services" type="number" label={w.services} optional />
          <Field {...kept} name="people" type="number" label={w.people} optional />
        </FieldRow>
        <Field {...kept} name="hours" label={w.hours} hint={w.hoursHint} short optional />
        <Field {...kept} name="percent" type="number" label={w.percent} unit="%" required />
        <Field
          {...kept}
          {...{ name: 'photo', type: 'file', accept: 'image/*', multiple: true, label: w.photos, hint: w.photosHint }}
          optional
        />
        <Field
          {...kept}
          {...{ name: 'photo_consent', type: 'choices', label: w.consent }}
          options={photoConsents.map((value) => ({ value, label: w.consents[value] }))}
        />
      </Form>
    </Block>
  );
}

function FinishForm(props: DeskProps): VNode {
  const { view, state, record } = props;
  const w = wordsOf(view).page;
  const open = record.needs.filter((need) => need.state === 'project' || need.state === 'part_met');
  return (
    <Block title={w.finish} id="finish">
      <p>{w.finishLede}</p>
      <Form
        {...{ view, state, name: 'finish', action: `${here(props)}/finish`, submit: w.finish, quiet: true }}
        keyValue={props.keyValue}
      >
        {open.length > 0 && (
          <Field
            {...{ view, state, form: 'finish', name: 'met', type: 'checks', label: w.met }}
            options={open.map((need) => ({ value: need.id, label: need.title }))}
          />
        )}
      </Form>
    </Block>
  );
}

const live = (state: string): boolean => state !== 'closed' && state !== 'withdrawn';

function NextSteps(props: DeskProps): VNode {
  const { view, record, rights } = props;
  const { project } = record;
  const w = wordsOf(view).page;
  const writing = project.state === 'draft' || project.state === 'declined';
  return (
    <>
      {writing && rights.write && (
        <ActLink href={`${here(props)}/edit`} kind="line" icon="edit">
          {project.state === 'draft' ? w.edit : w.editAgain}
        </ActLink>
      )}
      {project.state === 'running' && rights.report && (
        <ActLink href="#report" kind="line" icon="edit">
          {w.report}
        </ActLink>
      )}
      {project.state === 'running' && project.authorisationId !== null && (
        <ActLink href={`${deskRoot(view)}/payments/new?for=${project.authorisationId}`} kind="line" icon="paper">
          {w.askPayment}
        </ActLink>
      )}
      {(project.state === 'running' || project.state === 'done') && (
        <>
          <ActLink href={`/me/${view.space?.slug ?? ''}/changes/${project.id}`}>{w.proposeChange}</ActLink>
          {rights.keep && (
            <ActLink href={`${deskRoot(view)}/results/new?kind=project&id=${project.id}`}>{w.recordServed}</ActLink>
          )}
        </>
      )}
      {live(project.state) && rights.write && (
        <ActLink href={`${here(props)}/advice`}>{wordsOf(view).advice.add}</ActLink>
      )}
      {(writing || project.state === 'approved') && rights.write && (
        <ConfirmForm
          {...{ view, name: 'withdraw', action: `${here(props)}/withdraw`, label: w.withdraw, kind: 'word' }}
          keyValue={props.keyValue}
          reason={{ required: true, hint: w.withdrawHint }}
        />
      )}
      {project.version > 0 && <ActLink href={`${spaceRoot(view)}/projects/${project.id}`}>{w.publicPage}</ActLink>}
    </>
  );
}

/** A project at the desk: its one next step, and forms for what can be done with it now. */
export function ProjectDeskPage(props: DeskProps): VNode {
  const { view, record, rights, state } = props;
  const { project } = record;
  const w = wordsOf(view);
  const { reportDue } = record;
  const late = project.state === 'running' && reportDue !== null && reportDue < view.now;
  return (
    <Page view={view} title={project.title} area="desk" section="projects">
      <RecordHead
        kind={project.number === null ? w.page.draftKind : w.page.kindNumber(w.kinds[project.kind], project.number)}
        title={project.title}
        state={w.states[project.state]}
        next={<NextSteps {...props} />}
      />
      <Refused state={state} buttons={['withdraw', 'enact']} />
      <EnactForm {...props} />
      {late && (
        <Note tone="wrong">
          <p class="late">{w.page.reportLate(formatDate(reportDue, view.lang))}</p>
        </Note>
      )}
      <Pair
        side={
          <>
            <ProjectFacts view={view} record={record} inside />
            <NeedsBlock view={view} record={record} />
            <ProblemOrder view={view} problems={props.problems} />
            <VersionsBlock view={view} record={record} />
          </>
        }
      >
        {(project.state === 'draft' || project.state === 'declined') && rights.write && <SubmitForm {...props} />}
        {project.state === 'running' && rights.report && <ReportForm {...props} />}
        {project.state === 'running' && rights.keep && <FinishForm {...props} />}
        {record.rest !== null && rights.keep && <CloseForm {...props} rest={record.rest} />}
        {rights.report && live(project.state) && (
          <>
            <WorksForm {...props} />
            <MilestoneForms {...props} />
            <AnswerAdviceForm {...props} project={project} advice={record.advice} />
          </>
        )}
        <RecordBody view={view} record={record} inside />
        <ParticipationBlock
          view={view}
          projectId={record.project.id}
          lines={props.lines}
          {...(props.rights.keep ? { keyValue: props.keyValue } : {})}
        />
        <Timeline view={view} record={record} />
      </Pair>
    </Page>
  );
}
