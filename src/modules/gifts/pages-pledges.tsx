import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Fund } from '#modules/funds';
import { Day } from '#ui/day';
import { ConfirmForm, Field, FieldRow, Form, Name, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { NatureField } from './pages-forms.tsx';
import { deskRoot, type FormView, wordsOf } from './pages-parts.tsx';
import { Problem } from './pages-records.tsx';
import type { PartStand } from './rules-pledges.ts';
import { giftWhat } from './rules-words.ts';
import { type Gift, type Pledge, publicities } from './schema.ts';

/** A promise at the desk, with its parts, what has come, and whether a reminder is allowed. */
export interface DeskPledge extends FormView {
  readonly pledge: Pledge;
  readonly fund: Fund | null;
  readonly parts: readonly PartStand[];
  readonly gifts: readonly Gift[];
  readonly mayRemind: boolean;
}

/** The promised money came. */
function KeepForm(props: DeskPledge): VNode {
  const { view, state, keyValue, pledge } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'paid' };
  const path = `${deskRoot(view)}/pledges/${pledge.id}`;
  return (
    <Block title={w.desk.act.keep}>
      <Form {...{ view, state, keyValue, name: 'paid', action: `${path}/paid`, submit: w.desk.act.keep }}>
        <NatureField {...props} form="paid" />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.form.came} hint={w.form.cameHint} optional />
          <Field {...common} name="bankReference" label={w.form.bankReference} required />
        </FieldRow>
        <FieldRow>
          <Field
            {...common}
            name="receivedOn"
            type="date"
            label={w.form.receivedOn}
            hint={w.form.receivedHint}
            optional
          />
          <Field
            {...{ ...common, name: 'publicity', type: 'select', label: w.form.publicity, value: 'real' }}
            options={publicities.map((value) => ({ value, label: w.publicities[value] }))}
          />
        </FieldRow>
      </Form>
    </Block>
  );
}

const tones = { kept: 'in', overdue: 'late', due: 'held', coming: 'muted', released: 'muted' } as const;

function Parts(props: DeskPledge): VNode {
  const { view, parts } = props;
  const w = wordsOf(view.lang);
  return (
    <Block title={w.pledge.parts}>
      <Lines
        items={parts.map((one) => ({
          key: `${one.part}`,
          what: (
            <>
              {w.pledge.part(one.part)} <span class={tones[one.state]}>{w.pledge.partStates[one.state]}</span>
            </>
          ),
          note: (
            <>
              <Day view={view} date={one.dueOn} />
              {one.paid > 0n && one.paid < one.amount && ` · ${w.pledge.paid} ${formatFen(one.paid)}`}
            </>
          ),
          value: <Money fen={one.amount} />,
        }))}
      />
    </Block>
  );
}

function pledgeFacts(props: DeskPledge) {
  const { view, pledge } = props;
  const w = wordsOf(view.lang);
  const left = pledge.total - pledge.paid;
  return [
    { term: w.pledge.total, value: <Money fen={pledge.total} /> },
    { term: w.pledge.paid, value: <Money fen={pledge.paid} tone="in" /> },
    ...(left > 0n ? [{ term: w.pledge.left, value: <Money fen={left} /> }] : []),
    ...(left < 0n ? [{ term: w.pledge.over, value: <Money fen={-left} tone="in" /> }] : []),
    { term: w.form.every, value: w.pledge.rhythm(w.rhythms[pledge.every], formatFen(pledge.amount)) },
    ...(pledge.state === 'promised' ? [{ term: w.form.dueOn, value: formatDate(pledge.dueOn, view.lang) }] : []),
    { term: w.gift.facts.to, value: props.fund?.name ?? '' },
    ...(pledge.agreementNumber === null ? [] : [{ term: w.form.agreement, value: pledge.agreementNumber }]),
    ...(pledge.remindedOn === null
      ? []
      : [{ term: w.pledge.reminded, value: formatDate(pledge.remindedOn, view.lang) }]),
  ];
}

function Came(props: DeskPledge): VNode | null {
  const { view, gifts } = props;
  const w = wordsOf(view.lang);
  if (gifts.length === 0) return null;
  return (
    <Block title={w.pledge.gifts}>
      <Lines
        items={gifts.map((one) => ({
          key: one.id,
          what: <Name href={`${deskRoot(view)}/gifts/${one.id}`}>{formatDate(one.receivedOn, view.lang)}</Name>,
          note: w.giftStates[one.state],
          value: giftWhat(view.lang, one),
        }))}
      />
    </Block>
  );
}

/** A promise at the desk: what is due part by part, what came, and letting the rest go. */
export function DeskPledgePage(props: DeskPledge): VNode {
  const { view, keyValue, pledge } = props;
  const w = wordsOf(view.lang);
  const path = `${deskRoot(view)}/pledges/${pledge.id}`;
  return (
    <Page view={view} title={pledge.giver} area="desk" section="fund">
      <RecordHead
        kind={w.desk.newPledge}
        title={pledge.giver}
        state={w.pledgeStates[pledge.state]}
        lede={pledge.text}
      />
      <Pair side={<Facts items={pledgeFacts(props)} />}>
        <Problem {...props} names={['release', 'remind']} />
        {pledge.state === 'released' && <Note>{w.pledge.released(pledge.reason ?? '')}</Note>}
        {pledge.state !== 'promised' && (
          <>
            <Parts {...props} />
            <Came {...props} />
          </>
        )}
        {pledge.state === 'promised' && (
          <>
            <KeepForm {...props} />
            <Parts {...props} />
            <Came {...props} />
            {props.mayRemind && (
              <ConfirmForm
                {...{ view, keyValue, name: 'remind', kind: 'word', action: `${path}/remind` }}
                label={w.desk.act.remind}
              />
            )}
            {pledge.organisationId !== null && <p class="muted">{w.pledge.mayRemind}</p>}
            <ConfirmForm
              {...{ view, keyValue, name: 'release', kind: 'word', action: `${path}/release` }}
              label={w.desk.act.release}
              reason={{ required: true }}
            />
          </>
        )}
      </Pair>
    </Page>
  );
}
