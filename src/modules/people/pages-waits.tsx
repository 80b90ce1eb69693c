import type { VNode } from 'preact';
import { type Body, type Seat, seatKindName } from '#modules/bodies';
import type { Awaited } from '#modules/decisions';
import type { Questionnaire } from '#modules/questionnaires';
import type { WaitingPoll } from '#modules/votes';
import { Day } from '#ui/day';
import { Block, Lines } from '#ui/record';
import type { View } from '#ui/view';
import { roleName, wordsOf } from './pages-parts.tsx';
import type { MandateLine } from './queries-lists.ts';

/** A seat held today, with the body it is on. */
export interface HeldSeat {
  readonly seat: Seat;
  readonly body: Pick<Body, 'id' | 'name'>;
}

/** What waits for the person in this space: votes, decisions for their seat or role, invitations to answer. */
export interface Waits {
  readonly decisions: readonly Awaited[];
  readonly invitations: number;
  /** Open votes without the person's ballot. */
  readonly votes: readonly WaitingPoll[];
  /** Open questionnaires that wait for the person's answer. */
  readonly questionnaires: readonly Questionnaire[];
}

/** What waits for the person stands before everything else; nothing waiting leaves no gap. */
export function WaitsBlock(props: { readonly view: View; readonly slug: string; readonly waits: Waits }): VNode | null {
  const { view, slug, waits } = props;
  const w = wordsOf(view).mine.waits;
  const lines = waits.decisions.map(({ item, deed, until }) => ({
    key: item.id,
    what: <a href={`/desk/${slug}/decisions/${item.id}`}>{item.title}</a>,
    note: w.deeds[deed],
    value: until === null ? undefined : <Day view={view} date={until} />,
  }));
  const invited = {
    key: 'invitations',
    what: <a href={`/me/${slug}/invitations`}>{w.invited(waits.invitations)}</a>,
    note: w.invitedHint,
    value: undefined,
  };
  const votes = waits.votes.map((one) => ({
    key: one.id,
    what: <a href={`/me/${slug}/votes/${one.id}`}>{one.title}</a>,
    note: one.onPaper ? w.onPaper : w.deeds.vote,
    value: <Day view={view} date={new Date(one.closesAt.getTime() - 1)} />,
  }));
  const asked = waits.questionnaires.map((one) => ({
    key: one.id,
    what: <a href={`/me/${slug}/questionnaires/${one.id}`}>{one.title}</a>,
    note: w.questionnaire,
    value: <Day view={view} date={new Date(one.closesAt.getTime() - 1)} />,
  }));
  const all = [...votes, ...asked, ...lines, ...(waits.invitations === 0 ? [] : [invited])];
  return all.length === 0 ? null : (
    <Block title={w.title} voice>
      <Lines items={all} />
    </Block>
  );
}

/** Roles and seats in force, each with its end; a resident reads where such things come from. */
export function RolesBlock(props: {
  readonly view: View;
  readonly slug: string;
  readonly mandates: readonly MandateLine[];
  readonly seats: readonly HeldSeat[];
}): VNode {
  const { view, slug, mandates, seats } = props;
  const words = wordsOf(view);
  const w = words.mine;
  const until = (day: string | null) => (day === null ? w.noEnd : <Day view={view} date={day} full />);
  const lines = [
    ...mandates
      .filter((one) => one.state === 'in_force')
      .map((one) => ({
        key: one.id,
        what: roleName(view, one.role),
        note: words.roleDuties[one.role],
        value: until(one.endsOn),
      })),
    ...seats.map(({ seat, body }) => ({
      key: seat.id,
      what: <a href={`/s/${slug}/bodies/${body.id}`}>{body.name}</a>,
      note: `${seatKindName(seat.kind, view.lang)} · ${seat.votes ? w.seatVotes : w.seatSits}`,
      value: until(seat.endsOn),
    })),
  ];
  return (
    <Block title={w.mandates}>
      {lines.length === 0 ? <p class="muted">{w.mandatesEmpty}</p> : <Lines items={lines} />}
    </Block>
  );
}
