import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { type Lang, pick, type Words } from '#kernel/words';
import { Bars } from '#ui/chart';
import { FiveItems, type WhoCollects } from '#ui/five';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Campaign, Clock, Raised, Telling } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

/** The five items of a campaign: its plan is named with the number under which it was filed. */
export function collects(lang: Lang, one: Campaign): WhoCollects {
  const w = wordsOf(lang);
  return {
    certificateNumber: one.certificateNumber,
    planText: one.filingNumber === null ? w.planUnfiled(one.title) : w.planLine(one.title, one.filingNumber),
    contactText: one.contactText,
    queryText: one.queryText,
  };
}

/** The five items as a part of a page. */
export function Five(props: { readonly view: View; readonly campaign: Campaign; readonly hostName: string }): VNode {
  return <FiveItems view={props.view} fund={collects(props.view.lang, props.campaign)} hostName={props.hostName} />;
}

/** What came, beside what was aimed at. */
export function RaisedBar(props: { readonly view: View; readonly campaign: Campaign; readonly raised: Raised }): VNode {
  const { view, campaign: one, raised } = props;
  const w = wordsOf(view.lang).record;
  return (
    <Bars
      view={view}
      tone="in"
      title={w.raised}
      headless
      bars={[
        {
          label: w.gifts(raised.gifts.toString()),
          value: raised.raised,
          text: `¥${formatFen(raised.raised)}`,
          ...(one.target === null ? {} : { of: one.target, ofText: `¥${formatFen(one.target)}` }),
          ...(raised.imported > 0n ? { note: w.imported(formatFen(raised.imported)) } : {}),
        },
      ]}
    />
  );
}

/** The dates ahead, the late ones marked with a word. */
export function Clocks(props: { readonly view: View; readonly clocks: readonly Clock[] }): VNode {
  const { view } = props;
  const w = wordsOf(view.lang);
  return (
    <ul class="lines">
      {props.clocks.map((clock) => (
        <li key={`${clock.kind}${clock.dueOn}`}>
          <span>
            {w.clocks[clock.kind]}
            {clock.late && <b class="late"> {w.late}</b>}
          </span>
          <span class="num">{formatDate(clock.dueOn, view.lang)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Everything that was told, the newest first; a correction stands above what it corrects. */
export function Tellings(props: { readonly view: View; readonly tellings: readonly Telling[] }): VNode {
  const { view, tellings } = props;
  const w = wordsOf(view.lang);
  if (tellings.length === 0) return <p class="muted">{w.record.toldNone}</p>;
  return (
    <>
      {tellings.map((one) => (
        <article key={one.id}>
          <h3>
            {w.tellings[one.kind]} · {formatDate(one.day, view.lang)}
          </h3>
          <p class="muted">{w.record.toldLine(formatFen(one.raised), one.gifts.toString())}</p>
          <p>{one.text}</p>
          <p>
            <b>{w.record.spent}</b> {one.spentText}
          </p>
          {one.partnerText !== '' && (
            <p>
              <b>{w.record.partnerTold}</b> {one.partnerText}
            </p>
          )}
        </article>
      ))}
    </>
  );
}
