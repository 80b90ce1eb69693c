import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { Five, wordsOf } from './pages-parts.tsx';
import type { Campaign, Collection } from './schema.ts';

/** What one stall or box took. */
export interface Taking {
  readonly id: string;
  readonly spot: string;
  readonly amount: bigint;
  readonly counting: boolean;
  /** Who counted, as this reader may see them. */
  readonly counters: readonly [string, string];
}

/** An event with what was taken at it. */
export interface EventView {
  readonly view: View;
  readonly area: 'public' | 'desk';
  readonly event: Collection;
  readonly campaign: Campaign;
  readonly hostName: string;
  readonly takings: readonly Taking[];
  readonly activity: { readonly id: string; readonly title: string; readonly joining: number } | null;
  readonly children?: ComponentChildren;
}

function Takings(props: EventView): VNode {
  const { view, takings } = props;
  const w = wordsOf(view.lang).event;
  if (takings.length === 0) return <p class="muted">{w.takingsNone}</p>;
  const sum = takings.reduce((all, one) => all + (one.counting ? 0n : one.amount), 0n);
  const gifts = props.area === 'desk' ? `${deskRoot(view)}/gifts` : `${spaceRoot(view)}/gifts`;
  return (
    <Lines
      items={[
        ...takings.map((one) => ({
          key: one.id,
          what: <a href={`${gifts}/${one.id}`}>{one.spot === '' ? w.spotless : one.spot}</a>,
          note: one.counting ? w.counting : one.counters[0] === '' ? '' : w.byTwo(...one.counters),
          value: <Money fen={one.amount} tone={one.counting ? 'held' : 'in'} />,
        })),
        { key: 'sum', what: <b>{w.sum}</b>, value: <Money fen={sum} /> },
      ]}
    />
  );
}

/** An event at which is collected: plan, signing up, what each box and stall took, counted by two, and the result (F025). */
export function EventPage(props: EventView): VNode {
  const { view, event, campaign, activity, area } = props;
  const w = wordsOf(view.lang);
  const root = area === 'desk' ? deskRoot(view) : spaceRoot(view);
  return (
    <Page view={view} title={event.title} area={area} section="fund">
      <RecordHead
        kind={<a href={`${root}/campaigns/${campaign.id}`}>{`${w.event.kind} · ${campaign.title}`}</a>}
        title={event.title}
        state={w.eventStates[event.state]}
      />
      <Pair
        side={
          <>
            <Block title={w.event.day}>
              <Facts
                items={[
                  { term: w.event.day, value: formatDate(event.day, view.lang) },
                  { term: w.event.place, value: event.placeText },
                  ...(activity === null
                    ? []
                    : [{ term: w.event.signUp, value: w.event.joined(activity.joining.toString()) }]),
                  ...(event.promises ? [{ term: w.event.agreement, value: event.agreementNumber }] : []),
                  ...(event.outside
                    ? [
                        {
                          term: w.record.filing,
                          value:
                            event.placeFilingNumber === ''
                              ? w.event.outsideOpen
                              : w.event.outsideLine(event.placeFilingNumber),
                        },
                      ]
                    : []),
                ]}
              />
              {activity !== null && (
                <p class="bar">
                  <ActLink href={`${spaceRoot(view)}/activities/${activity.id}`} kind="line">
                    {w.event.signUpLink}
                  </ActLink>
                </p>
              )}
            </Block>
            <Five view={view} campaign={campaign} hostName={props.hostName} />
          </>
        }
      >
        <Block title={w.event.plan}>
          <p>{event.planText}</p>
        </Block>
        <Block title={w.event.takings}>
          <Takings {...props} />
        </Block>
        {event.resultText !== null && (
          <Block title={event.state === 'cancelled' ? w.event.cancelWhy : w.event.result}>
            <p>{event.resultText}</p>
          </Block>
        )}
        {props.children}
      </Pair>
    </Page>
  );
}
