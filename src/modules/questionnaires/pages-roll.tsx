import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Field, type FieldOption, Form, type FormState } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Block, Empty } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { RollRow } from './queries.ts';
import { isOpen } from './rules.ts';
import type { Questionnaire } from './schema.ts';

/** Columns of a roll. */
export function rollColumns(view: View): readonly Column<RollRow>[] {
  const words = wordsOf(view);
  const w = words.roll;
  const answered = (row: RollRow): string =>
    row.channel === null || row.answeredOn === null
      ? w.not
      : `${formatDate(row.answeredOn, view.lang)} · ${words.channels[row.channel]}`;
  return [
    { key: 'name', title: w.name, cell: (row) => row.name, text: (row) => row.name, wide: true },
    { key: 'place', title: w.place, cell: (row) => row.placeName, text: (row) => row.placeName, secondary: true },
    { key: 'answered', title: w.answered, cell: answered, text: answered, secondary: true },
  ];
}

function AddSomebody(props: RollView): VNode | null {
  const { view, of, state, keyValue, people } = props;
  const w = wordsOf(view).roll;
  if (!isOpen(of, view.now)) return null;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  const common = { view, state, form: 'add' };
  return (
    <Block title={w.add}>
      <Form view={view} name="find" method="get" action={`${path}/roll`} submit={w.findGo} quiet>
        <Field view={view} form="find" name="find" label={w.find} value={props.find} />
      </Form>
      {people.length > 0 && (
        <Form {...{ view, state, keyValue, name: 'add', action: `${path}/add`, submit: w.addGo, quiet: true }}>
          <Field
            {...{ ...common, name: 'personId', type: 'select', label: w.person, required: true }}
            options={people}
          />
          <Field {...{ ...common, name: 'reason', label: w.addWhy, required: true }} />
        </Form>
      )}
    </Block>
  );
}

interface RollView {
  readonly view: View;
  readonly of: Questionnaire;
  readonly data: ListData<RollRow>;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly people: readonly FieldOption[];
  readonly find: string;
}

/** Who was asked and whether they answered; never what. */
export function RollPage(props: RollView): VNode {
  const { view, of, data } = props;
  const words = wordsOf(view);
  const w = words.roll;
  const path = `${deskRoot(view)}/questionnaires/${of.id}`;
  return (
    <ListPage
      {...data}
      {...{ view, title: w.title(of.title), lede: w.lede, area: 'desk', section: 'decisions', search: true }}
      rowKey={(row) => row.personId}
      above={<Refused state={props.state} except={['add']} />}
      bar={<ActLink href={path}>{words.desk.back}</ActLink>}
      between={<AddSomebody {...props} />}
      empty={
        <Empty title={w.none} acts={<ActLink href={`${path}/roll`}>{w.all}</ActLink>}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** One answer of one sheet, for the office's own reckoning: no name, no group, no words. */
export interface AnswerRow {
  readonly sheet: number;
  readonly number: number;
  readonly question: string;
  readonly answer: string;
}

/** Columns of the list of answers. */
export function answerColumns(view: View): readonly Column<AnswerRow>[] {
  const w = wordsOf(view).answers;
  return [
    { key: 'question', title: w.question, cell: (row) => row.question, text: (row) => row.question, wide: true },
    { key: 'answer', title: w.answer, cell: (row) => row.answer, text: (row) => row.answer, secondary: true },
    { key: 'number', title: w.number, cell: (row) => `${row.number}`, text: (row) => row.number, numeric: true },
    { key: 'sheet', title: w.sheet, cell: (row) => `${row.sheet}`, text: (row) => row.sheet, numeric: true },
  ];
}

/** Every sheet, answer by answer. */
export function AnswersPage(props: {
  readonly view: View;
  readonly of: Questionnaire;
  readonly data: ListData<AnswerRow>;
  readonly few: string | null;
}): VNode {
  const { view, of, data } = props;
  const words = wordsOf(view);
  const w = words.answers;
  const back = <ActLink href={`${deskRoot(view)}/questionnaires/${of.id}`}>{words.desk.back}</ActLink>;
  return (
    <ListPage
      {...data}
      {...{ view, title: w.title(of.title), lede: w.lede, area: 'desk', section: 'decisions' }}
      rowKey={(row) => `${row.sheet}-${row.number}`}
      bar={back}
      empty={
        <Empty title={w.none} acts={back}>
          {props.few ?? w.noneWhy}
        </Empty>
      }
    />
  );
}
