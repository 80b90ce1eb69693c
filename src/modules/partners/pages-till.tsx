import type { VNode } from 'preact';
import { formatDate, localTime } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, Facts, Lines, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { discountWords, shareWords, shopName, spanWords, wordsOf } from './pages-parts.tsx';
import { asksPurchase } from './rules.ts';
import type { Agreement, OwnCode, Sums, Use } from './schema.ts';

/** Asks for the till's code; the neighbour's code may have come with the picture that was scanned. */
export function TillDoorPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly withCode: string;
}): VNode {
  const { view, state } = props;
  const w = wordsOf(view.lang).till;
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead title={w.title} lede={w.lede} />
      <Form
        {...{ view, state, name: 'till', method: 'get', action: `${spaceRoot(view)}/till`, submit: w.open }}
        hidden={props.withCode === '' ? {} : { with: props.withCode }}
        aside={<ActLink href={`${spaceRoot(view)}/partners`}>{wordsOf(view.lang).list.title}</ActLink>}
      >
        <Field {...{ view, state, form: 'till', name: 'till', label: w.code, hint: w.codeHint }} short required />
      </Form>
    </Page>
  );
}

function Uses(props: {
  readonly view: View;
  readonly agreement: Agreement;
  readonly uses: readonly Use[];
  readonly keyValue: string;
}): VNode {
  const { view, uses } = props;
  const w = wordsOf(view.lang).till;
  if (uses.length === 0) return <p class="muted">{w.todayNone}</p>;
  return (
    <Lines
      items={uses.map((use) => ({
        key: use.id,
        what: `${localTime(use.at)} · ${use.code}`,
        ...(use.takenBack ? { note: w.takenBack } : {}),
        value: (
          <>
            {use.purchase !== null && <Money fen={use.purchase} tone="muted" />}{' '}
            <Money fen={-use.discount} tone="out" />
          </>
        ),
        ...(use.takenBack
          ? {}
          : {
              acts: (
                <ConfirmForm
                  {...{ view, name: 'undo', label: w.takeBack, kind: 'word' as const, icon: 'undo' as const }}
                  action={`${spaceRoot(view)}/till/${props.agreement.tillCode}/undo`}
                  hidden={{ useId: use.id }}
                  keyValue={props.keyValue}
                />
              ),
            }),
      }))}
    />
  );
}

/** The shop's page beside its till: check a code, see today, take a mistake back. */
export function TillPage(props: {
  readonly view: View;
  readonly agreement: Agreement;
  readonly uses: readonly Use[];
  readonly month: Sums;
  /** The use just made, told large. */
  readonly last: Use | null;
  readonly withCode: string;
  readonly year: string;
  readonly keyValue: string;
  readonly state: FormState | undefined;
}): VNode {
  const { view, agreement: one, state, last, month } = props;
  const w = wordsOf(view.lang);
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.till.title} section="fund">
      <PageHead kind={w.till.title} title={one.shop} lede={`${one.discountText} · ${discountWords(view, one)}`} />
      {Object.values(state?.form === 'undo' ? state.errors : {}).map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      {last !== null && (
        <Note tone="good">
          <p class="statement">{w.till.last(formatFen(last.discount))}</p>
          <p>{w.till.lastCode(last.code)}</p>
        </Note>
      )}
      <Form
        {...{ view, state, name: 'redeem', submit: w.till.redeem, keyValue: props.keyValue }}
        action={`${root}/till/${one.tillCode}/redeem`}
      >
        <FieldRow>
          <Field
            {...{ view, state, form: 'redeem', name: 'code', label: w.till.customer, value: props.withCode }}
            short
            required
          />
          <Field
            {...{ view, state, form: 'redeem', name: 'purchase', type: 'money' as const }}
            {...{ label: w.till.purchase, hint: w.till.purchaseHint }}
            {...(asksPurchase(one) ? { required: true } : { optional: true })}
          />
        </FieldRow>
      </Form>
      <Block title={w.till.today}>
        <Uses {...{ view, agreement: one, uses: props.uses, keyValue: props.keyValue }} />
      </Block>
      <Block title={w.till.month}>
        <Lines
          items={[
            { key: 'uses', what: w.record.uses, value: w.record.usesValue(month.uses.toString()) },
            { key: 'off', what: w.record.off, value: <Money fen={month.discount} /> },
          ]}
        />
        <p class="bar">
          <ActLink href={`${root}/partners/${one.id}/${props.year}`}>{w.till.did}</ActLink>
        </p>
      </Block>
    </Page>
  );
}

/** The sheet that stands in the till's drawer: the code that opens the page, and what was agreed. */
export function TillPaper(props: { readonly view: View; readonly agreement: Agreement; readonly url: string }): VNode {
  const { view, agreement: one } = props;
  const w = wordsOf(view.lang).paper;
  return (
    <Page view={view} title={w.title} bare>
      <PageHead kind={w.title} title={one.shop} lede={one.discountText} />
      <p class="figure figure-long">{one.tillCode}</p>
      <Qr text={props.url} label={props.url} />
      <Facts
        items={[
          { term: wordsOf(view.lang).record.discount, value: discountWords(view, one) },
          { term: wordsOf(view.lang).record.share, value: shareWords(view, one) },
          { term: wordsOf(view.lang).record.span, value: spanWords(view, one) },
        ]}
      />
      <p>{w.keep}</p>
    </Page>
  );
}

/** Printed codes to be cut apart, for those without a telephone. */
export function CodesPaper(props: {
  readonly view: View;
  readonly agreement: Agreement;
  readonly codes: readonly OwnCode[];
  readonly baseUrl: string;
}): VNode {
  const { view, agreement: one } = props;
  const w = wordsOf(view.lang);
  return (
    <Page view={view} title={w.paper.codesTitle} bare>
      <h1 class="sr">{w.paper.codesTitle}</h1>
      <div class="cards">
        {props.codes.map((code) => (
          <article key={code.id} class="card">
            <header>
              <b>{shopName(view, one)}</b>
            </header>
            <Qr text={`${props.baseUrl}${spaceRoot(view)}/till?with=${code.code}`} label={w.paper.qr} />
            <div>
              <p class="card-code">{code.code}</p>
              <p>{one.discountText}</p>
              <p>{w.paper.codeUse}</p>
            </div>
            <footer>{w.mine.valid(formatDate(code.validUntil, view.lang))}</footer>
          </article>
        ))}
      </div>
    </Page>
  );
}
