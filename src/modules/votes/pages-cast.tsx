import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Tally } from '#ui/ballot';
import { ActLink, ConfirmForm, Field, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { optionName, wordsOf } from './pages-parts.tsx';
import { costOf, spacedCode } from './rules.ts';
import type { Mark, Option, Poll } from './schema.ts';

interface CastView {
  readonly view: View;
  readonly of: Poll;
  readonly state: FormState | undefined;
  /** Marks typed so far. */
  readonly marks: readonly Mark[];
  readonly receipt: string;
  readonly step: 'choose' | 'review';
  readonly kiosk: boolean;
  /** The name of the person who is helped. */
  readonly helped: string | null;
}

const actionOf = ({ view, of, kiosk }: CastView): string =>
  `${meRoot(view)}/votes/${of.id}${kiosk ? '?kiosk=yes' : ''}`;

/** The running total of a ballot with costs; the script of the page keeps it up to date while one chooses. */
function Total(props: CastView): VNode | null {
  const { view, of, marks } = props;
  const w = wordsOf(view).cast;
  if (of.budget === null) return null;
  const have = costOf(of.options, marks);
  const left = of.budget - have;
  const said = left < 0n ? w.over(formatFen(-left)) : w.left(formatFen(left));
  const words = {
    'data-left': w.left('{}'),
    'data-over': w.over('{}'),
    'data-chosen': w.chosen(-1).replace('-1', '{}'),
  };
  return (
    <div data-tally data-budget={of.budget.toString()} aria-live="polite" {...words}>
      <Tally chosen={w.chosen(marks.length)} left={<b>{said}</b>} label={said} budget={of.budget} have={have} />
    </div>
  );
}

function labelOf(props: CastView, option: Option): string {
  const name = optionName(props.view, props.of, option);
  return props.of.kind === 'yes_no' ? name : `${wordsOf(props.view).cast.place(option.number)} ${name}`;
}

function hintOf({ of }: CastView, option: Option): { hint?: string } {
  const parts = [option.cost === null ? '' : `${formatFen(option.cost)}`, option.note].filter((part) => part !== '');
  return parts.length === 0 || of.kind === 'yes_no' ? {} : { hint: parts.join(' · ') };
}

function Fields(props: CastView): VNode {
  const { view, of, state, marks } = props;
  const w = wordsOf(view).cast;
  const common = { view, state, form: 'ballot' };
  const chosen = marks.map(([option]) => String(option));
  if (of.kind === 'points' || of.kind === 'ranks')
    return (
      <>
        <p>{of.kind === 'points' ? w.points : w.ranks}</p>
        {of.options.map((option) => {
          const value = marks.find(([number]) => number === option.number)?.[1];
          const name = labelOf(props, option);
          return (
            <Field
              key={option.number}
              {...{ ...common, ...hintOf(props, option), name: `o.${option.number}`, type: 'number', optional: true }}
              label={of.kind === 'points' ? w.give(name) : w.rank(name)}
              value={value === undefined ? undefined : String(value)}
            />
          );
        })}
      </>
    );
  const many = of.kind === 'approval' || of.kind === 'knapsack';
  return (
    <Field
      {...{ ...common, name: 'o', type: many ? 'checks' : 'choices', required: !many }}
      label={w.choose[of.kind]}
      options={of.options.map((option) => ({
        value: String(option.number),
        label: labelOf(props, option),
        ...hintOf(props, option),
      }))}
      value={chosen}
    />
  );
}

function Choose(props: CastView): VNode {
  const { view, of, state, kiosk } = props;
  const w = wordsOf(view).cast;
  return (
    <>
      <Total {...props} />
      {of.budget !== null && (
        // What the script reads: costs by number, since the page's own text is written for people.
        <ul hidden data-costs>
          {of.options.map((one) => (
            <li key={one.number} data-option={one.number} data-cost={(one.cost ?? 0n).toString()} />
          ))}
        </ul>
      )}
      <Form
        {...{ view, state, name: 'ballot', action: actionOf(props), submit: w.look }}
        hidden={{ step: 'look', receipt: props.receipt, kiosk: kiosk ? 'yes' : '' }}
      >
        <Fields {...props} />
      </Form>
    </>
  );
}

function Review(props: CastView): VNode {
  const { view, of, marks, receipt, kiosk, state } = props;
  const w = wordsOf(view).cast;
  const text = of.kind === 'points' ? marks.map(([one, value]) => `${one}:${value}`) : marks.map(([one]) => `${one}`);
  const hidden = { ballot: text.join(' '), receipt, kiosk: kiosk ? 'yes' : '' };
  const lines = marks.flatMap(([number, value]) => {
    const option = of.options.find((one) => one.number === number);
    if (option === undefined) return [];
    const graded = of.kind === 'points' || of.kind === 'ranks';
    const cost = option.cost === null ? {} : { value: <Money fen={option.cost} /> };
    return [{ key: `${number}`, what: labelOf(props, option), ...(graded ? { value: `${value}` } : cost) }];
  });
  const total = costOf(of.options, marks);
  const sum =
    of.budget === null ? [] : [{ key: 'all', what: <strong>{w.total}</strong>, value: <Money fen={total} /> }];
  return (
    <>
      <PageHead kind={of.title} title={w.reviewTitle} lede={w.reviewLede} />
      <Total {...props} />
      <Lines items={[...lines, ...sum]} />
      <Block title={w.receipt}>
        <p class="statement">
          <code>{spacedCode(receipt)}</code>
        </p>
        <p>{w.receiptWhy}</p>
      </Block>
      <Form
        {...{ view, state, name: 'ballot', action: actionOf(props), submit: w.cast }}
        hidden={{ ...hidden, step: 'cast' }}
      />
      <ConfirmForm
        {...{ view, name: 'ballot', kind: 'word', action: actionOf(props), label: w.change }}
        hidden={{ ...hidden, step: 'edit' }}
      />
    </>
  );
}

/** The ballot of one person: chosen first, looked at once more with its receipt, then cast. Works without any script. */
export function CastPage(props: CastView): VNode {
  const { view, of } = props;
  const w = wordsOf(view).cast;
  return (
    <Page view={view} title={`${w.title} · ${of.title}`} area="me" section="decisions" scripts={['ballot']}>
      {props.step === 'choose' && <PageHead kind={w.title} title={of.title} lede={of.text.split('\n')[0]} />}
      {props.helped !== null && (
        <Note tone="wait">
          <p>{w.helpedNote(props.helped)}</p>
        </Note>
      )}
      {props.kiosk && (
        <Note tone="wait">
          <p>{w.kioskNote}</p>
        </Note>
      )}
      {of.electorate === 'owners' && props.step === 'choose' && (
        <Note>
          <p>{w.ownersNote}</p>
        </Note>
      )}
      {props.step === 'review' ? <Review {...props} /> : <Choose {...props} />}
    </Page>
  );
}

/** Why this person can't vote here now, and what to do. */
export function NoBallotPage(props: {
  readonly view: View;
  readonly of: Poll;
  readonly why: 'notOnRoll' | 'paperOut' | 'alreadyTitle' | 'notNow' | 'done';
  readonly said: string;
}): VNode {
  const { view, of, why } = props;
  const w = wordsOf(view).cast;
  const here = `${spaceRoot(view)}/votes/${of.id}`;
  return (
    <Page view={view} title={of.title} area="me" section="decisions">
      <PageHead kind={w.title} title={of.title} />
      <Empty title={w[why]} acts={<ActLink href={here}>{w.back}</ActLink>}>
        {props.said}
      </Empty>
    </Page>
  );
}
