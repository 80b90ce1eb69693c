import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Fund } from '#modules/funds';
import { ActLink, ConfirmForm, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { discountWords, shareWords, shopName, spanWords, stateWords, wordsOf } from './pages-parts.tsx';
import { isRunning } from './rules.ts';
import type { Agreement, OwnCode, Sums } from './schema.ts';

/** An agreement with what it has done so far. */
export interface Told {
  readonly agreement: Agreement;
  readonly sums: Sums;
  /** Shares drawn up, and of these what has come; in fen. */
  readonly stated: bigint;
  readonly paid: bigint;
}

function ShopLines(props: { readonly view: View; readonly told: readonly Told[]; readonly day: LocalDate }): VNode {
  const { view } = props;
  const w = wordsOf(view.lang);
  return (
    <Lines
      items={props.told.map(({ agreement: one, sums, paid }) => ({
        key: one.id,
        what: (
          <a href={`${spaceRoot(view)}/partners/${one.id}`}>
            {shopName(view, one)} · {one.discountText}
          </a>
        ),
        note: [
          shareWords(view, one),
          w.list.uses(sums.uses.toString()),
          w.list.offThis(formatFen(sums.discount)),
          ...(isRunning(one, props.day) ? [] : [stateWords(view, one, props.day)]),
        ].join(' · '),
        value: <Money fen={paid} tone="in" />,
      }))}
    />
  );
}

/** The shops that give neighbours a discount and the fund a share. */
export function PartnersPage(props: {
  readonly view: View;
  readonly told: readonly Told[];
  readonly day: LocalDate;
}): VNode {
  const { view, day } = props;
  const w = wordsOf(view.lang).list;
  const root = spaceRoot(view);
  // Who wishes no name is not in the list; its codes are given out at the counter.
  const named = props.told.filter((one) => one.agreement.publicity !== 'anonymous');
  const running = named.filter((one) => isRunning(one.agreement, day));
  const over = named.filter((one) => !isRunning(one.agreement, day));
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={
          <>
            <ActLink href={`${meRoot(view)}/discounts`} kind="line">
              {w.mine}
            </ActLink>
            <ActLink href={`${root}/till`}>{w.till}</ActLink>
            <ActLink href={`${root}/turnover`}>{w.turnover}</ActLink>
          </>
        }
      />
      {running.length === 0 ? (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/fund`} kind="line">
                {w.fund}
              </ActLink>
              <ActLink href={`${root}/turnover`}>{w.turnover}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        <Block title={w.running}>
          <ShopLines view={view} told={running} day={day} />
        </Block>
      )}
      {over.length > 0 && (
        <Block title={w.over}>
          <ShopLines view={view} told={over} day={day} />
        </Block>
      )}
    </Page>
  );
}

/** The way to a code: a button for who is signed in, the sign-in for others, the counter for those without a phone. */
function GetCode(props: {
  readonly view: View;
  readonly agreement: Agreement;
  readonly keyValue: string;
  readonly state: FormState | undefined;
}): VNode {
  const { view, agreement: one, state } = props;
  const w = wordsOf(view.lang).record;
  const here = `${spaceRoot(view)}/partners/${one.id}`;
  return (
    <>
      {Object.values(state?.form === 'code' ? state.errors : {}).map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      {view.who === null ? (
        <ActLink href={`/sign-in?back=${encodeURIComponent(here)}`} kind="main">
          {w.signIn}
        </ActLink>
      ) : (
        <ConfirmForm
          {...{ view, name: 'code', label: w.get, kind: 'main', keyValue: props.keyValue }}
          action={`${here}/code`}
        />
      )}
      <p class="muted">{w.counter}</p>
    </>
  );
}

/** One agreement as everyone sees it: the discount, how to use it, and what it did. */
export function PartnerPage(props: {
  readonly view: View;
  readonly told: Told;
  readonly fund: Fund | null;
  readonly years: readonly string[];
  readonly day: LocalDate;
  readonly keyValue: string;
  readonly state: FormState | undefined;
}): VNode {
  const { view, told, day, fund } = props;
  const { agreement: one, sums } = told;
  const w = wordsOf(view.lang).record;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={shopName(view, one)} section="fund">
      <RecordHead
        kind={<a href={`${root}/partners`}>{w.kind}</a>}
        title={`${shopName(view, one)} · ${one.discountText}`}
        state={stateWords(view, one, day)}
        {...(isRunning(one, day)
          ? { next: <GetCode {...{ view, agreement: one, keyValue: props.keyValue, state: props.state }} /> }
          : {})}
      />
      <Pair
        side={
          <Block title={w.terms}>
            <Facts
              items={[
                { term: w.discount, value: discountWords(view, one) },
                { term: w.share, value: shareWords(view, one) },
                { term: w.span, value: spanWords(view, one) },
                { term: w.agreement, value: one.number },
                ...(fund === null
                  ? []
                  : [{ term: w.fund, value: <a href={`${root}/funds/${fund.id}`}>{fund.name}</a> }]),
              ]}
            />
            {one.shareKind === 'turnover' && <p class="muted">{w.exact}</p>}
          </Block>
        }
      >
        <Block title={w.did}>
          <Lines
            items={[
              { key: 'uses', what: w.uses, value: w.usesValue(sums.uses.toString()) },
              { key: 'off', what: w.off, value: <Money fen={sums.discount} /> },
              { key: 'stated', what: w.stated, value: <Money fen={told.stated} tone="held" /> },
              { key: 'paid', what: w.paid, value: <Money fen={told.paid} tone="in" /> },
            ]}
          />
          <p class="bar">
            {props.years.map((year) => (
              <ActLink key={year} href={`${root}/partners/${one.id}/${year}`}>
                {w.year(year)}
              </ActLink>
            ))}
          </p>
        </Block>
        <Block title={w.how}>
          <ol>
            {w.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Block>
      </Pair>
    </Page>
  );
}

/** One's own codes, large enough to be read over a counter. */
export function MyCodesPage(props: {
  readonly view: View;
  readonly codes: readonly { readonly code: OwnCode; readonly agreement: Agreement }[];
  readonly baseUrl: string;
}): VNode {
  const { view, codes } = props;
  const w = wordsOf(view.lang).mine;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.title} lede={w.lede} />
      {codes.length === 0 ? (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/partners`} kind="line">
                {wordsOf(view.lang).list.title}
              </ActLink>
              <ActLink href={`${root}/fund`}>{wordsOf(view.lang).list.fund}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        codes.map(({ code, agreement: one }) => (
          <Block key={code.id} title={`${shopName(view, one)} · ${one.discountText}`}>
            <p class="figure">{code.code}</p>
            <p class="muted">{w.valid(formatDate(code.validUntil, view.lang))}</p>
            <Qr text={`${props.baseUrl}${root}/till?with=${code.code}`} label={w.qr(code.code)} />
          </Block>
        ))
      )}
    </Page>
  );
}
