import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { nameOf, wordsOf } from './pages-parts.tsx';
import type { Record } from './queries-record.ts';

/** The agenda with room for what is moved, its tally and what comes of it. */
function AgendaTable(props: { readonly view: View; readonly of: Record }): VNode {
  const { view, of } = props;
  const words = wordsOf(view);
  const w = words.print;
  return (
    <Block title={words.page.agenda}>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{words.desk.itemTitle}</th>
            <th scope="col">{w.motion}</th>
            <th scope="col">{w.votes}</th>
            <th scope="col">{w.result}</th>
          </tr>
        </thead>
        <tbody>
          {of.items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                {item.ordinal}. {item.title}
              </th>
              <td />
              <td>/ /</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

/** The sheet for a table without a telephone: who signs, the agenda with room for tallies, and a code to check in by. */
export function SheetPage(props: { readonly view: View; readonly of: Record; readonly url: string }): VNode {
  const { view, of, url } = props;
  const words = wordsOf(view);
  const w = words.print;
  const { meeting } = of;
  const lede = `${formatDateTime(meeting.startsAt, view.lang)} · ${meeting.placeText} · ${meeting.bodyName ?? words.page.openToAll}`;
  return (
    <Page view={view} title={`${w.title} ${meeting.number}`} area="desk" section="decisions">
      <PageHead kind={w.title} title={meeting.title} lede={lede} />
      <p>{w.lede}</p>
      <p>{w.hours}</p>
      <Block title={words.desk.present}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{w.name}</th>
              <th scope="col">{w.sign}</th>
            </tr>
          </thead>
          <tbody>
            {of.allSeats
              .flatMap((seat) => [seat.personId, ...(seat.substituteId === null ? [] : [seat.substituteId])])
              .map((id) => (
                <tr key={id}>
                  <th scope="row">{nameOf(of, id)}</th>
                  <td />
                </tr>
              ))}
            {of.seats.length === 0 &&
              [1, 2, 3, 4, 5, 6, 7, 8].map((line) => (
                <tr key={line}>
                  <th scope="row">{line}</th>
                  <td />
                </tr>
              ))}
          </tbody>
        </table>
      </Block>
      <AgendaTable view={view} of={of} />
      <Block title={words.desk.checkInQr}>
        <p>{words.desk.checkInLede}</p>
        <Qr text={url} label={words.desk.checkInQr} />
      </Block>
      <p>
        {w.chair} ________ {w.clerk} ________ {w.checked} ________
      </p>
    </Page>
  );
}
