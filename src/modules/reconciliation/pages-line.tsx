import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { GiftFields } from './pages-lines.tsx';
import { DeskLinks, dayName, type FormView, kindName, stateTone, wordsOf } from './pages-parts.tsx';
import type { Here, Line, Link } from './schema.ts';

/** An entry a line is linked to, as the page shows it. */
export interface LinkedEntry {
  readonly link: Link;
  readonly day: string;
  readonly kind: string;
  readonly amount: bigint;
  readonly href: string;
}

/** What the page of one line shows. */
export interface LineView extends FormView {
  readonly line: Line;
  /** The next line of the account that is in no book yet. */
  readonly nextId: string | null;
  readonly fileName: string;
  readonly cells: readonly { readonly head: string; readonly cell: string }[];
  readonly linked: readonly LinkedEntry[];
  readonly candidates: readonly Here[];
  /** Gifts that a line going out may give back, payments that a line coming in may be the return of. */
  readonly back: readonly Here[];
  /** Payments of which an incoming line may be a part that came back. */
  readonly partly: readonly Here[];
  readonly funds: readonly FieldOption[];
  readonly month: string;
  readonly mayMake: boolean;
  readonly mayMatch: boolean;
}

function Linked(props: LineView): VNode | null {
  const { view, linked, keyValue } = props;
  const w = wordsOf(view.lang).line;
  const here = `${deskRoot(view)}/reconcile/lines/${props.line.id}`;
  const living = linked.filter((one) => one.link.state !== 'undone');
  const undone = linked.filter((one) => one.link.state === 'undone' && one.link.undoneReason !== 'replaced');
  const item = (one: LinkedEntry) => ({
    key: one.link.id,
    what: <Name href={one.href}>{`${dayName(view.lang, one.day)} · ${kindName(view.lang, one.kind)}`}</Name>,
    note: one.link.reason === '' ? w.by[one.link.kind] : one.link.reason,
    value: <Money fen={one.amount} sign />,
  });
  const [first] = living;
  return (
    <>
      {first !== undefined && (
        <Block title={w.links}>
          <Lines items={living.map(item)} />
          {props.line.state === 'differs' && <p>{w.differsHelp}</p>}
          {props.mayMatch && (
            <div class="next">
              {props.line.state === 'proposed' && (
                <Act
                  {...{ view, keyValue, name: 'confirm', kind: 'main', label: w.confirm }}
                  action={`${here}/confirm`}
                />
              )}
              <Act
                {...{ view, keyValue, name: 'undo', label: w.undo, action: `${here}/undo` }}
                hidden={{ id: first.link.id }}
                reason={{ label: w.undoWhy, required: true }}
              />
            </div>
          )}
        </Block>
      )}
      {undone.length > 0 && (
        <Block title={w.undone}>
          <Lines items={undone.map((one) => ({ ...item(one), note: one.link.undoneReason ?? '' }))} />
        </Block>
      )}
    </>
  );
}

function FundField(props: LineView & { readonly form: string }): VNode {
  const w = wordsOf(props.view.lang).lines;
  return (
    <Field
      {...{ view: props.view, state: props.state, form: props.form, name: 'fundId', type: 'select', label: w.fund }}
      options={props.funds}
      value={props.funds[0]?.value}
      required
    />
  );
}

/** One tap each: what came in and is in no book. */
function CameIn(props: LineView): VNode {
  const { view, state, keyValue, back } = props;
  const w = wordsOf(view.lang).line;
  const here = `${deskRoot(view)}/reconcile/lines/${props.line.id}`;
  return (
    <>
      {back.length > 0 && (
        <div class="next">
          <TakeBack {...props} name="bounce" />
        </div>
      )}
      <Block title={w.giftTitle}>
        <Form {...{ view, state, name: 'gift', action: `${here}/gift`, submit: w.gift }} keyValue={`${keyValue}-g`}>
          <GiftFields {...{ view, state, form: 'gift', funds: props.funds }} />
        </Form>
      </Block>
      <div class="next">
        <Act {...{ view, keyValue, name: 'interest', label: w.interest, action: `${here}/interest` }} />
        <ConfirmForm
          {...{ view, keyValue: `${keyValue}-d`, name: 'deposit', label: w.deposit, action: `${here}/deposit` }}
        >
          <FundField {...props} form="deposit" />
        </ConfirmForm>
      </div>
      <PartlyBack {...props} />
    </>
  );
}

/** A part of a payment came back: written down at the payment, whose page the line's sum and number go along to. */
function PartlyBack(props: LineView): VNode | null {
  const { view, partly, line } = props;
  const w = wordsOf(view.lang).line;
  if (partly.length === 0) return null;
  const asked = `came=${formatFen(line.amount, { plain: true })}&reference=${encodeURIComponent(line.number)}`;
  return (
    <details class="more">
      <summary>{w.partly}</summary>
      <p class="muted">{w.partlyHow}</p>
      <Lines
        items={partly.map((one) => ({
          key: one.entryId,
          what: <Name href={`${deskRoot(view)}/payments/${one.subject.id}?${asked}#return`}>{w.partlyOf}</Name>,
          note: dayName(view.lang, one.day),
          value: <Money fen={-one.amount} />,
        }))}
      />
    </details>
  );
}

/** One tap each: what went out and is in no book. */
function WentOut(props: LineView): VNode {
  const { view, keyValue, back, state } = props;
  const w = wordsOf(view.lang).line;
  const here = `${deskRoot(view)}/reconcile/lines/${props.line.id}`;
  return (
    <div class="next">
      <ConfirmForm {...{ view, keyValue: `${keyValue}-c`, name: 'charge', label: w.charge, action: `${here}/charge` }}>
        <FundField {...props} form="charge" />
      </ConfirmForm>
      <ConfirmForm {...{ view, keyValue: `${keyValue}-f`, name: 'fee', label: w.fee, action: `${here}/fee` }}>
        <FundField {...props} form="fee" />
        <Field {...{ view, state, form: 'fee', name: 'month', label: w.feeMonth, value: props.month }} short required />
      </ConfirmForm>
      {back.length > 0 && <TakeBack {...props} name="refund" />}
    </div>
  );
}

/** The one entry of the line's own size that it takes back, chosen already where there is but one. */
function TakeBack(props: LineView & { readonly name: 'refund' | 'bounce' }): VNode {
  const { view, keyValue, state, back, name } = props;
  const w = wordsOf(view.lang).line;
  const action = `${deskRoot(view)}/reconcile/lines/${props.line.id}/${name}`;
  const words =
    name === 'refund'
      ? { label: w.refund, which: w.refundWhich, why: w.refundWhy }
      : { label: w.bounce, which: w.bounceWhich, why: w.bounceWhy };
  return (
    <ConfirmForm
      {...{ view, keyValue: `${keyValue}-b`, name, label: words.label, action }}
      reason={{ label: words.why, required: true }}
    >
      <Field
        {...{ view, state, form: name, name: 'entryId', type: 'select', label: words.which, required: true }}
        options={candidateOptions(view, back)}
        value={back.length === 1 ? back[0]?.entryId : undefined}
        {...(name === 'bounce' ? { hint: w.bounceHelp } : {})}
      />
    </ConfirmForm>
  );
}

function candidateOptions(view: View, found: readonly Here[]): FieldOption[] {
  const w = wordsOf(view.lang).line;
  return found.map((one) => ({
    value: one.entryId,
    label: w.candidate(dayName(view.lang, one.day), kindName(view.lang, one.kind), formatFen(one.amount)),
  }));
}

function ByHand(props: LineView): VNode {
  const { view, state, keyValue, candidates } = props;
  const w = wordsOf(view.lang).line;
  const here = `${deskRoot(view)}/reconcile/lines/${props.line.id}`;
  if (candidates.length === 0) return <p class="muted">{w.noCandidates}</p>;
  const options = candidateOptions(view, candidates);
  return (
    <>
      <Block title={w.byHand}>
        <Form
          {...{ view, state, name: 'link', action: `${here}/link`, submit: w.confirm, keyValue: `${keyValue}-l` }}
          quiet
        >
          <Field
            {...{ view, state, form: 'link', name: 'entryId', type: 'select', label: w.which, options }}
            required
          />
        </Form>
      </Block>
      {candidates.length > 1 && (
        <Block title={w.split}>
          <Form
            {...{
              view,
              state,
              name: 'split',
              action: `${here}/split`,
              submit: w.splitButton,
              keyValue: `${keyValue}-s`,
            }}
            quiet
          >
            <Field
              {...{ view, state, form: 'split', name: 'entries', type: 'checks', label: w.splitHint }}
              options={options}
            />
          </Form>
        </Block>
      )}
    </>
  );
}

function Cells(props: LineView): VNode {
  const { view, line } = props;
  const w = wordsOf(view.lang).line;
  return (
    <>
      <Facts
        items={[
          {
            term: w.file,
            value: (
              <Name href={`${deskRoot(view)}/statements/${line.fileId}`}>{w.place(props.fileName, line.line)}</Name>
            ),
          },
          ...(line.balance === null ? [] : [{ term: w.balance, value: <Money fen={line.balance} /> }]),
        ]}
      />
      <Block title={w.cells}>
        <Facts
          items={props.cells
            .filter((one) => one.cell.trim() !== '')
            .map((one) => ({ term: one.head, value: one.cell }))}
        />
      </Block>
    </>
  );
}

/** One line: what it is in the books, or what it can become with one tap. */
export function LinePage(props: LineView): VNode {
  const { view, line, keyValue } = props;
  const w = wordsOf(view.lang);
  const here = `${deskRoot(view)}/reconcile/lines/${line.id}`;
  const open = line.state === 'there' || line.state === 'differs' || line.state === 'proposed';
  const title = `${line.amount > 0n ? w.line.titleIn : w.line.titleOut} ${formatFen(line.amount > 0n ? line.amount : -line.amount)}`;
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <RecordHead
        kind={w.line.kind(line.outsideTitle)}
        title={title}
        state={<span class={stateTone(line.state)}>{w.lines.states[line.state]}</span>}
        lede={[dayName(view.lang, line.day), line.payer, line.memo, line.number]
          .filter((part) => part !== '')
          .join(' · ')}
      />
      <Refused state={props.state} except={['gift', 'link', 'split']} />
      <Pair side={<Cells {...props} />}>
        <p>{w.line.lede[line.state]}</p>
        <Linked {...props} />
        {!open && (
          <div class="next">
            {props.nextId === null ? (
              <ActLink href={`${deskRoot(view)}/reconcile?account=${line.outsideId}`} icon="go">
                {w.line.toAll}
              </ActLink>
            ) : (
              <ActLink href={`${deskRoot(view)}/reconcile/lines/${props.nextId}`} kind="main" icon="go">
                {w.line.toNext}
              </ActLink>
            )}
          </div>
        )}
        {open && props.mayMake && props.funds.length > 0 && (
          <Block title={w.line.whatIsIt} voice>
            {line.amount > 0n ? <CameIn {...props} /> : <WentOut {...props} />}
          </Block>
        )}
        {open && props.mayMatch && <ByHand {...props} />}
        {open && props.mayMatch && (
          <Act
            {...{ view, keyValue, name: 'notOurs', label: w.line.notOurs, action: `${here}/not-ours`, kind: 'word' }}
            reason={{ label: w.line.notOursWhy, required: true }}
          />
        )}
      </Pair>
      <DeskLinks view={view} here="-" />
    </Page>
  );
}
