import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink, Field, FieldRow, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Cause, Problem } from './queries.ts';
import { degrees } from './schema.ts';
import { zh } from './zh.ts';

/** Where the whole of it is switched off. */
export function OffPage(props: { readonly view: View }): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).list;
  return (
    <Page view={view} title={t.title} area="desk" section="needs">
      <PageHead title={t.title} lede={t.lede} />
      <Empty title={t.off} acts={<ActLink href={`${deskRoot(view)}/parameters`}>{t.toParameters}</ActLink>}>
        {t.offWhy}
      </Empty>
    </Page>
  );
}

/** Problems in the order in which to take them up. */
export function ProblemsPage(props: {
  readonly view: View;
  readonly problems: readonly Problem[];
  readonly mayWrite: boolean;
}): VNode {
  const { view, problems } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.list;
  const root = deskRoot(view);
  const acts = (
    <>
      {props.mayWrite && (
        <ActLink href={`${root}/problems/new`} icon="plus" shortcut="n">
          {t.write}
        </ActLink>
      )}
      <ActLink href={`${root}/needs`}>{t.toNeeds}</ActLink>
    </>
  );
  return (
    <Page view={view} title={t.title} area="desk" section="needs" wide>
      <PageHead title={t.title} lede={t.lede} acts={acts} />
      {problems.length === 0 ? (
        <Empty title={t.emptyTitle} acts={acts}>
          {t.emptyWhy}
        </Empty>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col" class="num">
                {t.rank}
              </th>
              <th scope="col">{t.problem}</th>
              <th scope="col" class="num">
                {t.weight}
              </th>
              <th scope="col" class="num">
                {t.voices}
              </th>
            </tr>
          </thead>
          <tbody>
            {problems.map((one) => (
              <tr key={one.id}>
                <td class="num">{one.rank ?? w.states[one.state]}</td>
                <th scope="row">
                  <Name href={`${root}/problems/${one.id}`}>{one.title}</Name>
                </th>
                <td class="num">{one.weight}</td>
                <td class="num">{one.voices}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

/** What the page of a problem is given. */
export interface ProblemProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly problem: Problem;
  readonly causes: readonly Cause[];
  readonly needs: readonly { readonly id: string; readonly number: string; readonly title: string }[];
  /** How many are open in all. */
  readonly open: number;
  readonly mayWrite: boolean;
}

/** A problem: its rank with the reckoning, its causes as a tree, and the needs that show it (F019). */
export function ProblemPage(props: ProblemProps): VNode {
  const { view, problem, state } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  const root = deskRoot(view);
  const writes = props.mayWrite && problem.state === 'open';
  const first = props.needs[0];
  return (
    <Page view={view} title={problem.title} area="desk" section="needs">
      <RecordHead
        kind={t.kind(problem.number)}
        title={problem.title}
        state={problem.rank === null ? w.states[problem.state] : t.rank(problem.rank, props.open)}
        lede={problem.summary === '' ? undefined : problem.summary}
        next={
          writes ? (
            <>
              {first !== undefined && (
                <ActLink href={`${root}/projects/new?need=${first.id}`} kind="main" icon="go">
                  {t.plan}
                </ActLink>
              )}
              <ActLink href={`${root}/problems/${problem.id}/edit`} icon="edit" shortcut="e">
                {t.edit}
              </ActLink>
            </>
          ) : undefined
        }
      />
      <Refused state={state} except={['cause', 'link', 'end']} />
      <Pair side={<Side {...props} />}>
        <Block title={t.causes} id="causes">
          {props.causes.length === 0 && <p class="muted">{t.noCauses}</p>}
          <Tree {...props} parent={null} writes={writes} />
          {writes && <CauseForm {...props} />}
        </Block>
        <NeedsBehind {...props} writes={writes} />
        {writes && <EndForm {...props} />}
      </Pair>
    </Page>
  );
}

function Tree(props: ProblemProps & { readonly parent: string | null; readonly writes: boolean }): VNode | null {
  const { view, problem, causes, parent } = props;
  const t = pick(view.lang, { zh, en }).record;
  const below = causes.filter((one) => one.parentId === parent);
  if (below.length === 0) return null;
  const here = `${deskRoot(view)}/problems/${problem.id}/causes`;
  return (
    <ul class="tree">
      {below.map((one) => (
        <li key={one.id}>
          {one.main ? <b>{one.words}</b> : one.words}
          {one.main && <small> {t.main}</small>}
          {props.writes && (
            <div class="bar">
              <Act
                {...{ view, action: `${here}/mark`, name: 'mark-cause', kind: 'word', hidden: { cause: one.id } }}
                label={one.main ? t.unmark : t.mark}
                keyValue={`${props.keyValue}-${one.id.slice(-8)}`}
              />
              <Act
                {...{ view, action: `${here}/drop`, name: 'drop-cause', kind: 'word', hidden: { cause: one.id } }}
                label={t.drop}
                keyValue={`${props.keyValue}-${one.id.slice(-8)}`}
              />
            </div>
          )}
          <Tree {...props} parent={one.id} />
        </li>
      ))}
    </ul>
  );
}

function CauseForm(props: ProblemProps): VNode {
  const { view, state, causes, problem } = props;
  const w = pick(view.lang, { zh, en });
  const shared = { view, state, form: 'cause' };
  return (
    <Form
      {...{ view, state, name: 'cause', submit: w.form.addCause, quiet: true, keyValue: `${props.keyValue}-c` }}
      action={`${deskRoot(view)}/problems/${problem.id}/causes`}
    >
      <p class="muted">{w.record.causesLede}</p>
      <Field {...shared} name="words" label={w.form.cause} required />
      {causes.length > 0 && (
        <Field
          {...shared}
          name="parent"
          label={w.form.below}
          type="select"
          options={causes.map((one) => ({ value: one.id, label: one.words }))}
          optional
        />
      )}
    </Form>
  );
}

function NeedsBehind(props: ProblemProps & { readonly writes: boolean }): VNode {
  const { view, state, problem, needs } = props;
  const w = pick(view.lang, { zh, en });
  const root = deskRoot(view);
  const here = `${root}/problems/${problem.id}/needs`;
  return (
    <Block title={w.record.needs}>
      {needs.length === 0 && <p class="muted">{w.record.noNeeds}</p>}
      <Lines
        items={needs.map((one) => ({
          key: one.id,
          what: <Name href={`${root}/needs/${one.id}`}>{one.title}</Name>,
          value: one.number,
          ...(props.writes
            ? {
                acts: (
                  <Act
                    {...{ view, action: `${here}/unlink`, name: 'unlink', kind: 'word', hidden: { need: one.id } }}
                    label={w.record.unlink}
                    keyValue={`${props.keyValue}-${one.id.slice(-8)}`}
                  />
                ),
              }
            : {}),
        }))}
      />
      {props.writes && (
        <Form
          {...{ view, state, name: 'link', submit: w.form.addNeed, quiet: true, keyValue: `${props.keyValue}-n` }}
          action={here}
        >
          <Field {...{ view, state, form: 'link', name: 'need', label: w.form.need, short: true, required: true }} />
        </Form>
      )}
    </Block>
  );
}

function EndForm(props: ProblemProps): VNode {
  const { view, state, problem } = props;
  const w = pick(view.lang, { zh, en });
  const shared = { view, state, form: 'end' };
  return (
    <Block title={w.record.end}>
      <Form
        {...{ view, state, name: 'end', submit: w.form.end, quiet: true, keyValue: `${props.keyValue}-e` }}
        action={`${deskRoot(view)}/problems/${problem.id}/end`}
      >
        <Field
          {...shared}
          name="outcome"
          label={w.form.outcome}
          type="choices"
          options={(['solved', 'dropped'] as const).map((one) => ({ value: one, label: w.states[one] }))}
          required
        />
        <Field {...shared} name="reason" label={w.form.reason} required />
      </Form>
    </Block>
  );
}

function Side(props: ProblemProps): VNode {
  const { view, problem } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  const word = (words: Readonly<Record<string, string>>, degree: number) => words[`${degree}`] ?? '';
  return (
    <Block title={t.facts}>
      <Facts
        items={[
          { term: t.impact, value: `${problem.impact} · ${word(w.impacts, problem.impact)} · ${problem.impactReason}` },
          {
            term: t.urgency,
            value: `${problem.urgency} · ${word(w.urgencies, problem.urgency)} · ${problem.urgencyReason}`,
          },
          { term: t.weightTerm, value: t.weight(problem.impact, problem.urgency, problem.weight) },
          { term: t.voices, value: `${problem.voices}` },
          ...(problem.stateReason === '' ? [] : [{ term: t.ended, value: problem.stateReason }]),
        ]}
      />
    </Block>
  );
}

/** Writing a problem down, or putting it right. */
export function ProblemFormPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly action: string;
  readonly problem: Problem | null;
  /** The need it was seen in. */
  readonly need: { readonly id: string; readonly title: string; readonly crux: string } | null;
}): VNode {
  const { view, state, problem, need } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.form;
  const form = problem === null ? 'open' : 'edit';
  const shared = { view, state, form };
  const scale = (words: Readonly<Record<string, string>>) =>
    degrees.map((one) => ({ value: one, label: `${one} · ${words[one] ?? ''}` }));
  return (
    <Page view={view} title={problem === null ? t.newTitle : t.editTitle} area="desk" section="needs">
      <PageHead
        title={problem === null ? t.newTitle : t.editTitle}
        lede={need === null ? w.list.lede : `${need.title}${need.crux === '' ? '' : ` · ${need.crux}`}`}
      />
      <Form
        {...{ view, state, name: form, action: props.action, keyValue: props.keyValue }}
        submit={problem === null ? t.save : t.saveEdit}
        hidden={need === null ? {} : { need: need.id }}
      >
        <Field {...shared} name="title" label={t.title} hint={t.titleHint} value={problem?.title} required />
        <Field {...shared} name="summary" label={t.summary} type="area" rows={3} value={problem?.summary} optional />
        <FieldRow>
          <Field
            {...{ ...shared, name: 'impact', label: t.impact, type: 'select', options: scale(w.impacts) }}
            value={problem === null ? '' : `${problem.impact}`}
            required
          />
          <Field {...shared} name="impact_reason" label={t.impactReason} value={problem?.impactReason} required />
        </FieldRow>
        <FieldRow>
          <Field
            {...{ ...shared, name: 'urgency', label: t.urgency, type: 'select', options: scale(w.urgencies) }}
            value={problem === null ? '' : `${problem.urgency}`}
            required
          />
          <Field {...shared} name="urgency_reason" label={t.urgencyReason} value={problem?.urgencyReason} required />
        </FieldRow>
      </Form>
    </Page>
  );
}
