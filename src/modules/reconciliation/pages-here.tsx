import type { VNode } from 'preact';
import type { ListData } from '#platform/web';
import { ConfirmForm } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot } from '#ui/view';
import { DeskLinks, type FormView, wordsOf } from './pages-parts.tsx';
import type { Here } from './schema.ts';

/** What the list of entries no statement has shown is given. */
export interface HereView extends FormView {
  readonly data: ListData<Here>;
  readonly hrefs: ReadonlyMap<string, string>;
  readonly mayMatch: boolean;
}

function Explain(props: HereView & { readonly row: Here }): VNode | null {
  const { view, row, keyValue } = props;
  const w = wordsOf(view.lang);
  if (!props.mayMatch) return null;
  const desk = deskRoot(view);
  return row.link === null ? (
    <ConfirmForm
      {...{ view, name: 'transit', label: w.here.transit, action: `${desk}/reconcile/here?entry=${row.entryId}` }}
      keyValue={`${keyValue}-${row.entryId.slice(-8)}`}
      hidden={{ entryId: row.entryId, accountId: row.accountId }}
      reason={{ label: w.here.transitWhy, required: true }}
    />
  ) : (
    <ConfirmForm
      {...{ view, name: 'undoHere', label: w.line.undo, action: `${desk}/reconcile/here/undo?entry=${row.entryId}` }}
      keyValue={`${keyValue}-${row.entryId.slice(-8)}`}
      hidden={{ id: row.link.id }}
      reason={{ label: w.line.undoWhy, required: true }}
    />
  );
}

/** What is booked and on no statement: explained as in transit, or put right where it was booked. */
export function HerePage(props: HereView): VNode {
  const { view, data } = props;
  const w = wordsOf(view.lang).here;
  return (
    <Page view={view} title={w.title} area="desk" section="fund" wide>
      <p class="lede">{w.lede}</p>
      <Refused state={props.state} />
      <List
        view={view}
        title={w.title}
        {...data}
        rowKey={(row) => `${row.entryId}${row.accountId}`}
        rowHref={(row) => props.hrefs.get(row.entryId) ?? `${deskRoot(view)}/money`}
        empty={<Empty title={w.none}>{w.noneWhy}</Empty>}
        actions={(row) => <Explain {...props} row={row} />}
      />
      <DeskLinks view={view} here="-" />
    </Page>
  );
}
