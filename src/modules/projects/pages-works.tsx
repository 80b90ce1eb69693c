import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { Field, FieldRow, Form, type FormState, Name } from '#ui/form';
import { Block, Lines } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { ProjectRecord } from './queries-record.ts';
import type { Milestone, StepProblem } from './queries-works.ts';
import type { WorksPaper } from './rules-works.ts';

function paperWords(view: View, paper: WorksPaper): string {
  const w = wordsOf(view).works;
  const said = (() => {
    switch (paper.kind) {
      case 'consent':
        return w.consent(
          String(paper.ownersFor ?? 0n),
          String(paper.owners ?? 0n),
          String(paper.areaFor ?? 0n),
          String(paper.area ?? 0n),
        );
      case 'quote':
        return `${paper.supplier}${paper.chosen ? ` · ${w.chosen}` : ''}`;
      case 'acceptance':
        return paper.accepted === true ? w.accepted : w.mend;
      default:
        return w.people((paper.people ?? 0n).toString());
    }
  })();
  return paper.words === '' ? said : `${said} · ${paper.words}`;
}

/** Consent, quotes, acceptance and the count of works, for everyone; the files are for the desk (F127). */
export function WorksBlock(props: {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly inside?: boolean;
}): VNode | null {
  const { view, record } = props;
  const w = wordsOf(view).works;
  if (!record.project.works) return null;
  return (
    <Block title={w.title}>
      {record.works.length === 0 ? (
        <p class="muted">{`${w.none}${w.lede}`}</p>
      ) : (
        <Lines
          items={record.works.map((one) => ({
            key: one.id,
            what:
              props.inside === true && one.fileId !== null ? (
                <Name href={`${deskRoot(view)}/files/${one.fileId}`}>{w.kinds[one.kind]}</Name>
              ) : (
                w.kinds[one.kind]
              ),
            note: paperWords(view, one),
            value: one.amount === null ? formatDate(one.at, view.lang) : `¥${formatFen(one.amount)}`,
          }))}
        />
      )}
    </Block>
  );
}

/** How it went, and the problem the step takes up. */
function StepNote(props: { readonly view: View; readonly of: Milestone; readonly inside: boolean }): VNode {
  const { view, of } = props;
  const w = wordsOf(view).milestones;
  const { problem } = of;
  if (problem === null) return <>{of.words}</>;
  const said = w.cites(problem.number, problem.cause === null ? problem.title : w.cause(problem.title, problem.cause));
  return (
    <>
      {of.words !== '' && `${of.words} · `}
      {props.inside ? <a href={`${deskRoot(view)}/problems/${problem.id}`}>{said}</a> : said}
    </>
  );
}

/** What is to be reached by when, and what was (F043). */
export function MilestonesBlock(props: {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly inside?: boolean;
}): VNode | null {
  const { view, record } = props;
  const w = wordsOf(view).milestones;
  if (record.milestones.length === 0) return null;
  const today = view.now.toISOString().slice(0, 10);
  return (
    <Block title={w.title}>
      <Lines
        items={record.milestones.map((one) => ({
          ...{ key: one.id, what: one.title, note: <StepNote view={view} of={one} inside={props.inside === true} /> },
          value:
            one.reachedOn !== null ? (
              w.reached(formatDate(one.reachedOn, view.lang))
            ) : (
              <span class={one.dueOn < today ? 'late' : undefined}>
                {one.dueOn < today ? `${w.late} · ` : ''}
                {w.due(formatDate(one.dueOn, view.lang))}
              </span>
            ),
        }))}
      />
    </Block>
  );
}

interface FormView {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** A paper of works is written down. */
export function WorksForm(props: FormView): VNode | null {
  const { view, record, state, keyValue } = props;
  const w = wordsOf(view).works;
  if (!record.project.works) return null;
  const common = { view, state, form: 'works' };
  return (
    <details class="more" open={state?.form === 'works'}>
      <summary>{w.add}</summary>
      <Form
        {...{ view, state, keyValue: `${keyValue}-works`, name: 'works', submit: w.save, upload: true, quiet: true }}
        action={`${deskRoot(view)}/projects/${record.project.id}/works`}
      >
        <Field
          {...{ ...common, name: 'kind', type: 'select', label: w.which, hint: w.consentHint, required: true }}
          options={(['consent', 'quote', 'acceptance', 'count'] as const).map((value) => ({
            value,
            label: w.kinds[value],
          }))}
        />
        <FieldRow>
          <Field {...common} name="owners" type="number" label={w.owners} optional />
          <Field {...common} name="ownersFor" type="number" label={w.ownersFor} optional />
        </FieldRow>
        <FieldRow>
          <Field {...common} name="area" type="number" label={w.area} optional />
          <Field {...common} name="areaFor" type="number" label={w.areaFor} optional />
        </FieldRow>
        <FieldRow>
          <Field {...common} name="supplier" label={w.supplier} optional />
          <Field {...common} name="amount" type="money" label={w.amount} optional />
        </FieldRow>
        <Field {...common} name="chosen" type="check" label={w.choose} />
        <Field {...common} name="accepted" type="check" label={w.ok} />
        <Field {...common} name="people" type="number" label={w.count} optional />
        <Field {...common} name="words" label={w.words} optional />
        <Field
          {...{ ...common, name: 'file', type: 'file', label: w.file, accept: 'image/*,application/pdf' }}
          optional
        />
      </Form>
    </details>
  );
}

/** Steps are set, and said to be reached. */
export function MilestoneForms(props: FormView & { readonly steps: readonly StepProblem[] }): VNode {
  const { view, record, state, keyValue } = props;
  const w = wordsOf(view).milestones;
  const path = `${deskRoot(view)}/projects/${record.project.id}`;
  const open = record.milestones.filter((one) => one.reachedOn === null);
  const add = { view, state, form: 'milestone' };
  const reach = { view, state, form: 'reached' };
  return (
    <details class="more" open={state?.form === 'milestone' || state?.form === 'reached'}>
      <summary>{w.add}</summary>
      <Form
        {...{ view, state, keyValue: `${keyValue}-step`, name: 'milestone', submit: w.save, quiet: true }}
        action={`${path}/milestone`}
      >
        <Field {...add} name="title" label={w.name} required />
        <Field {...add} name="due_on" type="date" label={w.on} required />
        {props.steps.length > 0 && (
          <Field
            {...{ ...add, name: 'answers', type: 'select', label: w.answers, hint: w.answersHint, optional: true }}
            options={props.steps.map((one) => ({
              value: one.causeId ?? one.problemId,
              label: one.cause === null ? one.title : w.cause(one.title, one.cause),
            }))}
          />
        )}
      </Form>
      {open.length > 0 && (
        <Form
          {...{ view, state, keyValue: `${keyValue}-reached`, name: 'reached', submit: w.reach, quiet: true }}
          action={`${path}/reached`}
        >
          <Field
            {...{ ...reach, name: 'milestone', type: 'select', label: w.which, required: true }}
            options={open.map((one) => ({ value: one.id, label: one.title }))}
          />
          <Field {...reach} name="words" label={w.words} required />
        </Form>
      )}
    </details>
  );
}
