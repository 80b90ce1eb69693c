import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { Field, Fold, Form, type FormState } from '#ui/form';
import { Block, Lines } from '#ui/record';
import { Act } from '#ui/refusal';
import type { View } from '#ui/view';
import { nameOf, wordsOf } from './pages-parts.tsx';
import { here, type Table } from './pages-table.tsx';
import type { Record } from './queries-record.ts';
import type { Item } from './schema.ts';

const choices = ['yes', 'no', 'abstain'] as const;

/** The last answer of each seat on an item. */
function lastOf(of: Record, itemId: string, seatId: string) {
  return of.answers.filter((one) => one.itemId === itemId && one.seatId === seatId).at(-1) ?? null;
}

/** What a member answers in writing, item by item. */
export function AnswerForms(props: {
  readonly view: View;
  readonly of: Record;
  readonly self: string;
  readonly action: string;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, of, self, action, keyValue } = props;
  const words = wordsOf(view);
  const w = words.circulation;
  const until = of.meeting.answersBy;
  return (
    <>
      {until !== null && <p class="muted">{w.until(formatDate(until, view.lang))}</p>}
      {of.items.map((item) => {
        const aside = of.recusals.some((one) => one.itemId === item.id && one.personId === self);
        const mine = of.answers.filter((one) => one.itemId === item.id && one.personId === self).at(-1) ?? null;
        const state =
          props.state?.form === 'answer' && props.state.values['itemId'] === item.id ? props.state : undefined;
        const common = { view, state, form: 'answer' };
        return (
          <Block key={item.id} title={`${item.ordinal}. ${item.title}`}>
            {aside ? (
              <p>{words.aside.noPapers}</p>
            ) : (
              <>
                {item.text !== '' && <p>{item.text}</p>}
                {item.papers !== '' && item.papers.split('\n').map((line) => <p key={line}>{line}</p>)}
                {mine !== null && <p>{w.mine(words.marks[mine.choice])}</p>}
                <Form
                  {...{ view, state, name: 'answer', action, submit: mine === null ? w.send : w.change, quiet: true }}
                  keyValue={`${keyValue}${item.ordinal}`}
                  hidden={{ itemId: item.id }}
                >
                  <Field
                    {...{ ...common, name: 'choice', label: w.answer, type: 'choices', required: true }}
                    options={choices.map((value) => ({ value, label: words.marks[value] }))}
                  />
                  <Field {...{ ...common, name: 'remark', label: w.remark, optional: true }} />
                </Form>
              </>
            )}
          </Block>
        );
      })}
    </>
  );
}

function PaperAnswers(props: Table & { readonly item: Item }): VNode {
  const { view, of, item, keyValue } = props;
  const words = wordsOf(view);
  const w = words.circulation;
  const aside = new Set(of.recusals.filter((one) => one.itemId === item.id).map((one) => one.personId));
  const state = props.state?.form === 'answers' && props.state.values['itemId'] === item.id ? props.state : undefined;
  const open = of.seats.filter(
    (seat) => seat.votes && !aside.has(seat.personId) && lastOf(of, item.id, seat.id)?.own !== true,
  );
  if (open.length === 0) return <p class="muted">{w.allByHand}</p>;
  return (
    <Fold title={w.fromPaper} state={state} fields={['']}>
      <Form
        {...{ view, state, name: 'answers', action: `${here(props)}/answers`, submit: w.savePaper, quiet: true }}
        keyValue={`${keyValue}${item.ordinal}`}
        hidden={{ itemId: item.id }}
      >
        {open.map((seat) => (
          <Field
            key={seat.id}
            {...{ view, state, form: 'answers', name: `answer-${seat.id}`, label: nameOf(of, seat.personId) }}
            type="select"
            value={lastOf(of, item.id, seat.id)?.choice ?? ''}
            options={[{ value: '', label: '–' }, ...choices.map((value) => ({ value, label: words.marks[value] }))]}
          />
        ))}
      </Form>
    </Fold>
  );
}

/** A meeting in writing at the desk: who has answered what is asked, and typing what came on paper. */
export function CirculationPart(props: Table & { readonly run: boolean }): VNode {
  const { view, of, keyValue, run } = props;
  const words = wordsOf(view);
  const w = words.circulation;
  const until = of.meeting.answersBy;
  return (
    <>
      {until !== null && <p>{w.until(formatDate(until, view.lang))}</p>}
      {of.items.map((item) => (
        <Block key={item.id} title={`${item.ordinal}. ${item.title}`} aside={words.itemStates[item.state]}>
          <Lines
            items={of.seats
              .filter((seat) => seat.votes)
              .map((seat) => {
                const out = of.recusals.some((one) => one.itemId === item.id && one.personId === seat.personId);
                const said = lastOf(of, item.id, seat.id);
                return {
                  key: seat.id,
                  what: nameOf(of, seat.personId),
                  note: said?.remark === '' ? undefined : said?.remark,
                  value: out
                    ? words.marks.recused
                    : said === null
                      ? w.waiting
                      : of.meeting.state === 'called'
                        ? w.answered
                        : words.marks[said.choice],
                };
              })}
          />
          {run && <PaperAnswers {...props} item={item} />}
        </Block>
      ))}
      {run && (
        <Act
          {...{ view, keyValue: `${keyValue}r`, name: 'close-round', label: w.close, kind: 'line' }}
          action={`${here(props)}/close-round`}
        />
      )}
    </>
  );
}
