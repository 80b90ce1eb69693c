import type { VNode } from 'preact';
import type { Fund } from '#modules/funds';
import { FiveItems } from '#ui/five';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, Empty, PageHead, Pair } from '#ui/record';
import { meRoot, type View } from '#ui/view';
import { publicRoot, wordsOf } from './pages-parts.tsx';

function Ways(props: { readonly view: View; readonly fund: Fund }): VNode {
  const { view, fund } = props;
  const w = wordsOf(view.lang).give;
  const counter = [view.space?.address, view.space?.counterHours, view.space?.phone].filter(
    (part) => part !== null && part !== undefined,
  );
  return (
    <>
      <Block title={w.counter}>
        <p>{counter.join(' · ')}</p>
        <p class="muted">{w.counterText}</p>
      </Block>
      {fund.bankText !== '' && (
        <Block title={w.bank}>
          <p class="statement">{fund.bankText}</p>
          <p class="muted">{w.bankNote}</p>
        </Block>
      )}
      {fund.platformUrl !== '' && (
        <Block title={w.platform}>
          <ActLink href={fund.platformUrl} kind="line" icon="link">
            {w.platformLink(fund.platformName)}
          </ActLink>
          <Qr text={fund.platformUrl} label={w.platformLink(fund.platformName)} />
          <p class="muted">{w.platformNote}</p>
        </Block>
      )}
      <Block title={w.goods}>
        <p>{w.goodsText}</p>
      </Block>
      <Block title={w.away} id="away">
        <p>{w.awayText}</p>
        <ActLink href={`${meRoot(view)}/gifts/tell`}>{w.awayTell}</ActLink>
      </Block>
    </>
  );
}

/** Asks for the code of a gift's slip: whoever gave without an account follows the gift with it. */
export function GiftByCodePage(props: { readonly view: View; readonly state: FormState | undefined }): VNode {
  const { view, state } = props;
  const w = wordsOf(view.lang).give;
  return (
    <Page view={view} title={w.lookUp} section="fund">
      <PageHead title={w.lookUp} lede={w.lookUpLede} />
      <Form
        view={view}
        state={state}
        name="look-up"
        method="get"
        action={`${publicRoot(view)}/gifts`}
        submit={w.lookUpGo}
        aside={<ActLink href={`${publicRoot(view)}/ledger`}>{w.wholeLedger}</ActLink>}
      >
        <Field view={view} state={state} form="look-up" name="code" label={w.code} hint={w.codeHint} short required />
      </Form>
    </Page>
  );
}

/** How to give: at the counter, to the charity's account, on the designated platform, as goods. There is no checkout. */
export function GivePage(props: { readonly view: View; readonly fund: Fund | null; readonly hostName: string }): VNode {
  const { view, fund } = props;
  const w = wordsOf(view.lang).give;
  const root = publicRoot(view);
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead title={w.title} lede={w.lede} acts={<ActLink href={`${root}/gifts`}>{w.lookUp}</ActLink>} />
      {fund === null ? (
        <Empty
          title={w.closed}
          acts={
            <>
              <ActLink href={`${root}/say`} kind="line">
                {w.say}
              </ActLink>
              <ActLink href={`${root}/resources`}>{w.help}</ActLink>
            </>
          }
        >
          {w.closedWhy}
        </Empty>
      ) : (
        <Pair side={<FiveItems view={view} fund={fund} hostName={props.hostName} />}>
          <Ways view={view} fund={fund} />
          <p class="muted">{w.tax}</p>
        </Pair>
      )}
      <Note>{w.never}</Note>
    </Page>
  );
}
