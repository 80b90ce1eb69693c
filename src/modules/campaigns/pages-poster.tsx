import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { Page } from '#ui/page';
import { PosterFigures, Qr } from '#ui/print';
import { Seal } from '#ui/seal';
import type { View } from '#ui/view';
import { collects, wordsOf } from './pages-parts.tsx';
import type { Campaign, Raised } from './schema.ts';

/** The address of the list of campaigns: one that can be typed, where the campaign's own carries a long key. */
function shortOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/[^/]+$/, '');
}

/** The A3 poster of a campaign: what for, how far, the five items in full, and the way to the platform. */
export function CampaignPoster(props: {
  readonly view: View;
  readonly campaign: Campaign;
  readonly hostName: string;
  readonly raised: Raised;
  readonly url: string;
}): VNode {
  const { view, campaign: one, raised } = props;
  const w = wordsOf(view.lang);
  const items = collects(view.lang, one);
  const or = (text: string): string => (text === '' ? w.poster.missing : text);
  const five = w.fiveTerms;
  return (
    <Page view={view} title={w.poster.title} bare>
      <article class="poster" id="five">
        <header>
          <Seal text={view.space?.short ?? ''} />
          <b>{view.space?.name}</b>
          <span>{w.record.spanText(formatDate(one.startsOn, view.lang), formatDate(one.endsOn, view.lang))}</span>
        </header>
        <h1>{one.title}</h1>
        <p>{one.purposeText}</p>
        <PosterFigures
          view={view}
          figures={[
            { term: w.poster.came, fen: raised.raised },
            ...(one.target === null ? [] : [{ term: w.poster.target, fen: one.target }]),
          ]}
        />
        <h2>{w.poster.five}</h2>
        <ul class="poster-five">
          {[
            [five.organisation, props.hostName],
            [five.certificate, items.certificateNumber],
            [five.plan, items.planText],
            [five.contact, items.contactText],
            [five.query, items.queryText],
          ].map(([term, value]) => (
            <li key={term}>
              <span>{term}</span>
              <b>{or(value ?? '')}</b>
            </li>
          ))}
        </ul>
        <footer>
          <Qr text={one.platformUrl === '' ? props.url : one.platformUrl} label={w.poster.scan} />
          <p>
            {one.platformUrl === '' ? w.poster.here : w.poster.scan}
            {one.platformUrl !== '' && <b>{one.platformName}</b>}
            <span>{w.record.goNote}</span>
          </p>
          <p>
            {w.poster.all}
            <span>{shortOf(props.url)}</span>
          </p>
        </footer>
      </article>
    </Page>
  );
}
