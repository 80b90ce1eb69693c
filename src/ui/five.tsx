import type { VNode } from 'preact';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** What has to be known of who collects and how; a field that is not filled in is empty. */
export interface WhoCollects {
  readonly certificateNumber: string;
  readonly planText: string;
  readonly contactText: string;
  readonly queryText: string;
}

/**
 * The five things that must stand wherever giving is invited (Charity Law art. 25): who collects, its certificate, the
 * plan, the contact, and how to look things up. What is not filled in says so instead of vanishing.
 */
export function FiveItems(props: {
  readonly view: View;
  readonly fund: WhoCollects;
  readonly hostName: string;
}): VNode {
  const { view, fund } = props;
  const w = uiWords(view.lang).five;
  const or = (text: string, otherwise: string): string => (text === '' ? otherwise : text);
  const items = [
    [w.organisation, or(props.hostName, w.missing)],
    [w.certificate, or(fund.certificateNumber, w.missing)],
    [w.plan, or(fund.planText, w.missing)],
    [w.contact, or(fund.contactText, view.space?.phone ?? w.missing)],
    [
      w.query,
      <a key="query" href={`/s/${encodeURIComponent(view.space?.slug ?? '')}/ledger`}>
        {or(fund.queryText, w.queryDefault)}
      </a>,
    ],
  ] as const;
  return (
    <section class="five" id="five">
      <h2>
        {w.title} <small>{w.note}</small>
      </h2>
      <dl>
        {items.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The same five things in one paragraph, for a page that only leads on to giving. */
export function FiveLine(props: { readonly view: View; readonly fund: WhoCollects; readonly hostName: string }): VNode {
  const { view, fund } = props;
  const w = uiWords(view.lang).five;
  const or = (text: string, otherwise: string): string => (text === '' ? otherwise : text);
  const items = [
    [w.organisation, or(props.hostName, w.missing)],
    [w.certificate, or(fund.certificateNumber, w.missing)],
    [w.plan, or(fund.planText, w.missing)],
    [w.contact, or(fund.contactText, view.space?.phone ?? w.missing)],
    [w.query, or(fund.queryText, w.queryDefault)],
  ] as const;
  return (
    <p class="muted" id="five">
      {items.map(([term, value]) => (
        <span key={term}>
          <b>{term}</b> {value}{' '}
        </span>
      ))}
    </p>
  );
}
