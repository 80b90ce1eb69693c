import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { type Gift, giverName } from '#modules/gifts';
import { FiveItems, type WhoCollects } from '#ui/five';
import { ActLink } from '#ui/form';
import { BigFigure, Money } from '#ui/money';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { Clocks, Five, RaisedBar, Tellings, wordsOf } from './pages-parts.tsx';
import type { Campaign, Clock, Collection, Raised, Telling } from './schema.ts';

/** A campaign with what it brought. */
export interface WithRaised {
  readonly campaign: Campaign;
  readonly raised: Raised;
}

function CampaignLines(props: { readonly view: View; readonly all: readonly WithRaised[] }): VNode {
  const { view } = props;
  const w = wordsOf(view.lang);
  return (
    <Lines
      items={props.all.map(({ campaign: one, raised }) => ({
        key: one.id,
        what: <a href={`${spaceRoot(view)}/campaigns/${one.id}`}>{one.title}</a>,
        note: [
          w.states[one.state],
          w.list.until(formatDate(one.endsOn, view.lang)),
          ...(one.target === null ? [] : [w.record.of(formatFen(one.target))]),
        ].join(' · '),
        value: <Money fen={raised.raised} tone="in" />,
      }))}
    />
  );
}

/** The charity's campaigns, with the five items below, because the page invites to give. */
export function CampaignsPage(props: {
  readonly view: View;
  readonly all: readonly WithRaised[];
  readonly who: { readonly fund: WhoCollects; readonly hostName: string } | null;
}): VNode {
  const { view, all, who } = props;
  const w = wordsOf(view.lang).list;
  const root = spaceRoot(view);
  const running = all.filter((one) => one.campaign.state === 'open');
  const past = all.filter((one) => one.campaign.state !== 'open');
  const ways = (
    <>
      <ActLink href={`${root}/give`} kind="line" icon="give">
        {w.give}
      </ActLink>
      <ActLink href={`${root}/fundraising`}>{w.plan}</ActLink>
    </>
  );
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead title={w.title} lede={w.lede} {...(running.length === 0 ? {} : { acts: ways })} />
      {running.length === 0 ? (
        <Empty title={w.none} acts={ways}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Block title={w.running}>
          <CampaignLines view={view} all={running} />
        </Block>
      )}
      {past.length > 0 && (
        <Block title={w.past}>
          <CampaignLines view={view} all={past} />
        </Block>
      )}
      {who !== null && <FiveItems view={view} fund={who.fund} hostName={who.hostName} />}
      <p class="bar">
        <ActLink href={`${root}/campaigns.atom`} icon="link">
          {w.feed}
        </ActLink>
      </p>
    </Page>
  );
}

/** The facts of a plan as the law lists them (Charity Law art. 24). */
export function PlanFacts(props: {
  readonly view: View;
  readonly campaign: Campaign;
  readonly partnerName: string;
}): VNode {
  const { view, campaign: one } = props;
  const w = wordsOf(view.lang).record;
  const date = (day: string): string => formatDate(day, view.lang);
  const partner =
    one.partnerOrganisationId === null
      ? null
      : w.partnerLine(props.partnerName, date(one.partnerEvaluatedOn ?? one.startsOn), one.partnerAgreementNumber);
  return (
    <Facts
      items={[
        { term: w.span, value: w.spanText(date(one.startsOn), date(one.endsOn)) },
        { term: w.area, value: one.areaText },
        { term: w.beneficiaries, value: one.beneficiariesText },
        { term: w.use, value: one.useText },
        { term: w.ways, value: one.waysText },
        { term: w.bank, value: one.bankText },
        { term: w.cost, value: one.costText },
        { term: w.surplus, value: one.surplusText },
        { term: w.responsible, value: one.responsibleText },
        ...(partner === null ? [] : [{ term: w.partner, value: partner }]),
        {
          term: w.filing,
          value: one.filingNumber === null ? w.notFiled : w.filed(one.filingNumber, date(one.filedOn ?? one.startsOn)),
        },
        { term: w.certificate, value: one.certificateNumber },
      ]}
    />
  );
}

/** Everything the public page of a campaign shows. */
export interface CampaignView {
  readonly view: View;
  readonly campaign: Campaign;
  readonly hostName: string;
  readonly partnerName: string;
  readonly raised: Raised;
  readonly tellings: readonly Telling[];
  readonly clocks: readonly Clock[];
  readonly events: readonly { readonly event: Collection; readonly taken: bigint }[];
  readonly gifts: readonly Gift[];
}

function Platform(props: { readonly view: View; readonly campaign: Campaign }): VNode | null {
  const { view, campaign: one } = props;
  const w = wordsOf(view.lang);
  if (one.platformUrl === '' || one.state !== 'open') return null;
  return (
    <Block title={w.five.platform}>
      <ActLink href={one.platformUrl} kind="main" icon="link">
        {w.record.go(one.platformName)}
      </ActLink>
      <Qr text={one.platformUrl} label={w.record.go(one.platformName)} />
      <p class="muted">{w.record.goNote}</p>
    </Block>
  );
}

/** One campaign as everyone sees it (F024). */
export function CampaignPage(props: CampaignView): VNode {
  const { view, campaign: one, raised } = props;
  const w = wordsOf(view.lang);
  const root = spaceRoot(view);
  return (
    <Page view={view} title={one.title} section="fund">
      <RecordHead
        kind={<a href={`${root}/campaigns`}>{w.record.kind(one.number)}</a>}
        title={one.title}
        state={one.emergency ? `${w.record.emergency} · ${w.states[one.state]}` : w.states[one.state]}
        lede={one.purposeText}
      />
      <BigFigure fen={raised.raised} label={w.record.raised} />
      <RaisedBar view={view} campaign={one} raised={raised} />
      <Pair
        side={
          <>
            <Platform view={view} campaign={one} />
            <Block title={w.record.dates}>
              <Clocks view={view} clocks={props.clocks} />
            </Block>
            <p class="bar">
              <ActLink href={`${root}/campaigns/${one.id}/poster`} icon="print">
                {w.record.poster}
              </ActLink>
            </p>
          </>
        }
      >
        <Five view={view} campaign={one} hostName={props.hostName} />
        <Block title={w.record.plan}>
          <PlanFacts view={view} campaign={one} partnerName={props.partnerName} />
        </Block>
        <Block title={w.record.told}>
          <Tellings view={view} tellings={props.tellings} />
        </Block>
        <Block title={w.record.events}>
          {props.events.length === 0 ? (
            <p class="muted">{w.record.eventsNone}</p>
          ) : (
            <Lines
              items={props.events.map(({ event, taken }) => ({
                key: event.id,
                what: <a href={`${root}/collections/${event.id}`}>{event.title}</a>,
                note: `${formatDate(event.day, view.lang)} · ${event.placeText} · ${w.eventStates[event.state]}`,
                value: <Money fen={taken} tone="in" />,
              }))}
            />
          )}
        </Block>
        <Block title={w.record.counted}>
          {props.gifts.length === 0 ? (
            <p class="muted">{w.record.countedNone}</p>
          ) : (
            <Lines
              items={props.gifts.map((gift) => ({
                key: gift.id,
                what: <a href={`${root}/gifts/${gift.id}`}>{giverName(view.lang, gift)}</a>,
                note: formatDate(gift.receivedOn, view.lang),
                value: <Money fen={gift.amount ?? 0n} tone="in" />,
              }))}
            />
          )}
        </Block>
      </Pair>
    </Page>
  );
}
