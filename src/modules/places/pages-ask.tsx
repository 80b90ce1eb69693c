import type { VNode } from 'preact';
import { Button, Field, FieldRow, Form } from '#ui/form';
import { Page } from '#ui/page';
import { Said, Steps } from '#ui/say';
import { deskRoot } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { FormProps } from './pages-desk.tsx';
import type { Level } from './rules.ts';
import { estateTypes } from './schema.ts';

/** The questions, in order: what it is, what it is called and where it lies, what else is known. */
export const placeSteps = ['kind', 'name', 'facts'] as const;
/** One question. */
export type PlaceStep = (typeof placeSteps)[number];

interface AskProps extends FormProps {
  readonly step: PlaceStep;
  /** The level that was chosen, or nothing yet. */
  readonly level: string;
  readonly levels: readonly Level[];
  readonly parents: readonly { readonly value: string; readonly label: string }[];
}

const form = 'place';
const asked: Readonly<Record<PlaceStep, readonly string[]>> = {
  kind: ['level'],
  name: ['name', 'parentId'],
  facts: ['estateType', 'propertyCompany', 'households', 'residents', 'note', 'asOf', 'source'],
};
/** A grid in another is a cell: another level, another place above. */
const carried = Object.values(asked).flat();

function typed(props: AskProps, name: string): string {
  const value = props.state?.values[name];
  return typeof value === 'string' ? value : '';
}

/** A place to add, one question at a time; it works without script and keeps everything across the steps. */
export function AskPlacePage(props: AskProps): VNode {
  const { view, state, step } = props;
  const w = wordsOf(view);
  const hidden: Record<string, string> = { step };
  for (const name of carried) {
    const value = typed(props, name);
    if (value !== '' && !asked[step].includes(name)) hidden[name] = value;
  }
  const before = placeSteps[placeSteps.indexOf(step) - 1];
  return (
    <Page view={view} title={w.places.newTitle} area="desk">
      <Steps
        view={view}
        n={placeSteps.indexOf(step) + 1}
        of={placeSteps.length}
        about={w.ask.about}
        {...(before === undefined ? { back: `${deskRoot(view)}/places` } : {})}
      >
        <Form
          view={view}
          state={state}
          name={form}
          action={`${deskRoot(view)}/places/new`}
          submit={step === 'facts' ? w.places.save : w.ask.next}
          keyValue={props.keyValue}
          hidden={hidden}
          fill
          aside={
            before !== undefined && (
              <Button kind="word" name="back" value={before} icon="previous">
                {w.ask.back}
              </Button>
            )
          }
        >
          <Question {...props} />
        </Form>
        {step === 'facts' && <SoFar {...props} />}
      </Steps>
    </Page>
  );
}

function Question(props: AskProps): VNode {
  const { view, state, step, levels } = props;
  const w = wordsOf(view);
  const kept = { view, state, form };
  if (step === 'kind')
    return (
      <>
        <Field
          {...kept}
          name="level"
          label={w.ask.kind}
          type="choices"
          question
          required
          options={levels.map((value) => ({ value, label: w.levels[value], hint: w.levelHints[value] }))}
        />
        {!(levels.includes('net') && levels.includes('cell') && levels.includes('building')) && (
          <p class="muted">{w.ask.kindMore}</p>
        )}
      </>
    );
  if (step === 'name')
    return (
      <>
        <Field {...kept} name="name" label={w.ask.name} question required />
        {props.parents.length > 0 && props.level !== 'estate' && (
          <Field
            {...kept}
            name="parentId"
            label={w.places.inside}
            type="select"
            options={props.parents}
            {...(props.level === 'cell' ? { required: true } : { optional: true })}
          />
        )}
      </>
    );
  return <FactFields {...props} />;
}

function FactFields(props: AskProps): VNode {
  const { view, state, level } = props;
  const words = wordsOf(view);
  const w = words.places;
  const kept = { view, state, form };
  return (
    <>
      {level === 'estate' && (
        <>
          <Field
            {...kept}
            name="estateType"
            label={w.type}
            type="choices"
            required
            options={estateTypes.map((value) => ({ value, label: words.estateTypes[value] }))}
          />
          <Field {...kept} name="propertyCompany" label={w.company} hint={w.companyHint} optional />
        </>
      )}
      {level !== 'site' && (
        <FieldRow>
          <Field {...kept} name="households" label={w.households} type="number" optional />
          <Field {...kept} name="residents" label={w.residents} type="number" optional />
        </FieldRow>
      )}
      <Field
        {...kept}
        name="note"
        label={w.note}
        hint={level === 'site' ? w.noteHint : words.ask.factsHint}
        type="area"
        rows={3}
        optional
      />
      <FieldRow>
        <Field {...kept} name="asOf" label={w.asOf} type="date" optional />
        <Field {...kept} name="source" label={w.source} optional />
      </FieldRow>
    </>
  );
}

/** What was answered before, shown before it is kept. */
function SoFar(props: AskProps): VNode {
  const { view, level } = props;
  const w = wordsOf(view);
  const levels: Readonly<Record<string, string>> = w.levels;
  const inside = props.parents.find((one) => one.value === typed(props, 'parentId'))?.label ?? w.ask.top;
  return (
    <Said
      editLabel={w.ask.back}
      items={[
        { term: w.ask.saidKind, value: levels[level] ?? '' },
        { term: w.ask.saidName, value: typed(props, 'name') },
        ...(level === 'estate' ? [] : [{ term: w.ask.saidInside, value: inside }]),
      ]}
    />
  );
}
