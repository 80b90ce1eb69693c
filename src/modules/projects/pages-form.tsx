import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Button, Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { type PlannedProblem, ProblemOrder } from './pages-problems.tsx';
import { type BudgetLine, type Draft, drivers, mostLines, type Project, partNames, sources } from './schema.ts';

/** What the form can choose from. */
export interface Choices {
  readonly needs: readonly FieldOption[];
  readonly funds: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  /** Whoever was found as leader, and the present one. */
  readonly leaders: readonly FieldOption[];
  /** The problems behind the chosen needs, in the order in which to take them up. */
  readonly problems: readonly PlannedProblem[];
  /** What was looked for to find the leader. */
  readonly q: string;
}

interface Kept {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
}

function LineRow(props: { readonly kept: Kept; readonly at: number; readonly line: BudgetLine | undefined }): VNode {
  const { kept, at, line } = props;
  const w = wordsOf(kept.view);
  const name = (part: string) => `lines.${at}.${part}`;
  return (
    <FieldRow>
      <Field {...kept} name={name('title')} label={w.form.lineTitle} value={line?.title} />
      <Field
        {...kept}
        name={name('quantity')}
        type="number"
        label={w.form.quantity}
        value={line === undefined ? undefined : line.quantity.toString()}
      />
      <Field
        {...kept}
        name={name('price')}
        type="money"
        label={w.form.price}
        value={line === undefined ? undefined : formatFen(line.price)}
      />
      <Field
        {...kept}
        name={name('source')}
        type="select"
        label={w.form.source}
        options={sources.map((value) => ({ value, label: w.sources[value] }))}
        value={line?.source}
      />
    </FieldRow>
  );
}

/** Three empty rows more than are filled, so that there is always room without script. */
const spareRows = 3;

function rowsShown(state: FormState | undefined, draft: Draft | null): number {
  const typed = Object.keys(state?.values ?? {}).flatMap((key) => {
    const found = /^lines\.(\d+)\./.exec(key)?.[1];
    return found === undefined ? [] : [Number.parseInt(found, 10) + 1];
  });
  return Math.min(mostLines, Math.max(draft?.lines.length ?? 0, ...typed) + spareRows);
}

function Budget(props: { readonly kept: Kept; readonly draft: Draft | null }): VNode {
  const { kept, draft } = props;
  const w = wordsOf(kept.view).form;
  const rows = Array.from({ length: rowsShown(kept.state, draft) }, (_, at) => at);
  return (
    <Block title={w.lines}>
      <p class="muted">{w.linesHint}</p>
      {rows.map((at) => (
        <LineRow key={`row${at}`} kept={kept} at={at} line={draft?.lines[at]} />
      ))}
    </Block>
  );
}

function WhoAndWhen(props: {
  readonly kept: Kept;
  readonly project: Project | null;
  readonly choices: Choices;
}): VNode {
  const { kept, project, choices } = props;
  const w = wordsOf(kept.view).form;
  return (
    <>
      <Field
        {...kept}
        {...{ name: 'fund', type: 'select', label: w.fund, hint: w.fundHint, options: choices.funds, optional: true }}
        value={project?.fundId ?? undefined}
      />
      <Field
        {...kept}
        {...{ name: 'provider', type: 'select', label: w.provider, options: choices.organisations, optional: true }}
        value={project?.providerId ?? undefined}
      />
      {choices.leaders.length > 0 && (
        <Field
          {...kept}
          {...{ name: 'leader', type: 'select', label: w.leader, options: choices.leaders, optional: true }}
          value={project?.leaderId ?? undefined}
        />
      )}
      <FieldRow>
        <Field
          {...kept}
          name="starts_on"
          type="date"
          label={w.starts}
          optional
          value={project?.startsOn ?? undefined}
        />
        <Field {...kept} name="ends_on" type="date" label={w.ends} optional value={project?.endsOn ?? undefined} />
      </FieldRow>
    </>
  );
}

function What(props: {
  readonly kept: Kept;
  readonly project: Project | null;
  readonly choices: Choices;
  readonly chosen: readonly string[];
}): VNode {
  const { kept, project, choices } = props;
  const w = wordsOf(kept.view);
  return (
    <>
      <Field {...kept} name="title" label={w.form.title} required value={project?.title} />
      <Field
        {...kept}
        {...{ name: 'kind', type: 'choices', label: w.form.kind, hint: w.form.kindHint, required: true }}
        options={(['project', 'service'] as const).map((value) => ({ value, label: w.kinds[value] }))}
        value={project === null ? undefined : project.kind === 'service' ? 'service' : 'project'}
      />
      <Field
        {...kept}
        {...{ name: 'driver', type: 'select', label: w.form.driver, required: true }}
        options={drivers.map((value) => ({ value, label: w.drivers[value] }))}
        value={project?.driver ?? (props.chosen.length > 0 ? 'need' : undefined)}
      />
      <Field
        {...{ ...kept, name: 'works', type: 'check', label: w.works.tick, hint: w.works.lede }}
        value={project?.works === true ? 'true' : undefined}
      />
      {choices.needs.length === 0 ? (
        <p class="muted">{w.form.noNeeds}</p>
      ) : (
        <Field
          {...kept}
          {...{ name: 'needs', type: 'checks', label: w.form.needs, hint: w.form.needsHint, options: choices.needs }}
          value={props.chosen}
        />
      )}
    </>
  );
}

/** Writing a project, or writing on at one; incomplete is fine until it is handed in. */
export function ProjectFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly project: Project | null;
  /** The words to begin with: the draft, or the latest version of what was declined. */
  readonly draft: Draft | null;
  readonly chosen: readonly string[];
  readonly choices: Choices;
}): VNode {
  const { view, state, project, draft, choices } = props;
  const w = wordsOf(view);
  const form = project === null ? 'project' : 'project-edit';
  const kept = { view, state, form };
  const root = `${deskRoot(view)}/projects`;
  const here = project === null ? `${root}/new` : `${root}/${project.id}/edit`;
  const title = project === null ? w.form.newTitle : w.form.editTitle;
  return (
    <Page view={view} title={title} area="desk" section="projects">
      <PageHead title={title} lede={w.form.lede} />
      <form class="form" method="get" action={here}>
        {props.chosen.map((need) => (
          <input key={need} type="hidden" name="need" value={need} />
        ))}
        <Field
          {...{ view, form: 'find', name: 'q', type: 'search', value: choices.q }}
          label={w.form.findLeader}
          hint={w.form.findLeaderHint}
        />
        <Button kind="line">{w.form.find}</Button>
      </form>
      <Form view={view} state={state} name={form} action={here} submit={w.form.save} keyValue={props.keyValue}>
        <What kept={kept} project={project} choices={choices} chosen={props.chosen} />
        <ProblemOrder view={view} problems={choices.problems} />
        <Block title={w.form.fiveParts}>
          {partNames.map((part) => (
            <Field
              key={part}
              {...kept}
              {...{ name: part, type: 'area', rows: 5, label: w.parts[part], hint: w.hints[part] }}
              value={draft?.[part]}
            />
          ))}
        </Block>
        <Budget kept={kept} draft={draft} />
        <WhoAndWhen kept={kept} project={project} choices={choices} />
      </Form>
    </Page>
  );
}
