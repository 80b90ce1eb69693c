import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { Block } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { ProjectRecord } from './queries-record.ts';
import type { Rest } from './queries-surplus.ts';
import { surplusWays } from './schema.ts';

interface Props {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly rest: Rest;
}

function here(props: Props): string {
  return `${deskRoot(props.view)}/projects/${props.record.project.id}`;
}

/** What was said where a procedure ended without passing. */
function whyNot(rest: Rest): string {
  return rest.decision?.reason ?? rest.decision?.steps.find((step) => step.state === 'failed')?.reason ?? '';
}

/** Where it stands with the rest of the money, in one sentence with its decision. */
function RestNote(props: Props): VNode | null {
  const { view, rest } = props;
  const { proposed, stand } = rest;
  const s = wordsOf(view).surplus;
  if (proposed === null) return null;
  const way = s.ways[proposed.to];
  const amount = formatFen(proposed.amount);
  const said = {
    ...{ none: '', undecided: '', running: s.running(way), refused: s.refused(whyNot(rest)) },
    ...{ changed: s.changed(amount), decided: s.decided(amount, way) },
  }[stand];
  if (said === '') return null;
  return (
    <Note tone={stand === 'decided' ? 'good' : 'wait'}>
      <p>
        {said} <ActLink href={`${spaceRoot(view)}/decisions/${proposed.procedureId}`}>{s.seeDecision}</ActLink>
      </p>
    </Note>
  );
}

/** Proposing where the rest goes; said again where the last proposal does not stand. */
function SurplusForm(props: Props): VNode {
  const { view, state, rest } = props;
  const s = wordsOf(view).surplus;
  const kept = { view, state, form: 'surplus' };
  return (
    <>
      <p>{s.lede(formatFen(rest.left))}</p>
      <RestNote {...props} />
      <Form
        {...{ view, state, name: 'surplus', action: `${here(props)}/surplus`, submit: s.propose }}
        keyValue={props.keyValue}
      >
        <Field
          {...{ ...kept, name: 'to', type: 'choices', required: true, label: s.to }}
          options={surplusWays.map((value) => ({ value, label: s.ways[value] }))}
        />
        <Field {...kept} name="words" type="area" rows={3} label={s.words} hint={s.wordsHint} required />
      </Form>
    </>
  );
}

/** Ending a project: first where goes what was not spent, then what was learned (F163). */
export function CloseForm(props: Props): VNode {
  const { view, state, rest } = props;
  const w = wordsOf(view);
  const open = rest.stand === 'none' || rest.stand === 'decided';
  if (rest.stand === 'running')
    return (
      <Block title={w.surplus.to} id="surplus">
        <RestNote {...props} />
      </Block>
    );
  if (!open)
    return (
      <Block title={w.surplus.to} id="surplus">
        <SurplusForm {...props} />
      </Block>
    );
  return (
    <Block title={w.page.close} id="close">
      <RestNote {...props} />
      <p>{w.page.closeLede}</p>
      <Form
        {...{ view, state, name: 'close', action: `${here(props)}/close`, submit: w.page.close }}
        keyValue={props.keyValue}
      >
        <Field
          {...{ view, state, form: 'close', name: 'lessons', type: 'area', rows: 6, required: true }}
          label={w.page.lessons}
          hint={w.page.lessonsHint}
        />
      </Form>
    </Block>
  );
}
