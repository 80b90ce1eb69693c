import type { VNode } from 'preact';
import { linesOf, mostListRows, type Sheet } from '#platform/sheet';
import { type FormState, Name, Note } from '#ui/form';
import { SampleRows } from '#ui/sheet';
import { LandedSheetPage, UploadSheetPage, WaitingSheetPage } from '#ui/sheet-pages';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { areaText } from './pages-result.tsx';
import type { ListRow, ReadList } from './rules-lists.ts';
import type { Poll } from './schema.ts';
import { type ListKind, listFields, neededFields, type RollList } from './schema-lists.ts';

/** What every page of these lists is given: of which vote they are, or null for lists of residents. */
export interface ListsView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly of: Poll | null;
}

const kindOf = (of: Poll | null): ListKind => (of === null ? 'residents' : 'owners');

/** Where these lists are. */
export const listsRoot = (view: View, of: Pick<Poll, 'id'> | null): string =>
  of === null ? `${deskRoot(view)}/residence/lists` : `${deskRoot(view)}/votes/${of.id}/lists`;

const here = (view: View, of: Poll | null) => ({
  ...{ view, root: listsRoot(view, of) },
  section: of === null ? ('people' as const) : ('decisions' as const),
});

function outcome(view: View, one: RollList): string {
  return wordsOf(view).lists.done(one.landed, one.skipped, linesOf(one.report));
}

/** Choosing a file, the empty table, and the lists so far. */
export function UploadListPage({ view, of, ...props }: ListsView & { readonly lists: readonly RollList[] }): VNode {
  const { title, lede } = wordsOf(view).lists[kindOf(of)];
  return (
    <UploadSheetPage
      {...{ ...here(view, of), ...props, title, lede, mostRows: mostListRows }}
      kind={of === null ? undefined : <Name href={`${deskRoot(view)}/votes/${of.id}`}>{of.title}</Name>}
      outcome={(one) => outcome(view, one)}
    />
  );
}

interface WaitingView extends ListsView, ReadList {
  readonly list: RollList;
  readonly sheet: Sheet;
  readonly placeNames: ReadonlyMap<string, string>;
}

/** How many rows of a preview a screen shows. */
const shownRows = 8;

function Preview(props: WaitingView): VNode | null {
  const { view, fresh, placeNames, list } = props;
  const w = wordsOf(view).lists;
  if (fresh.length === 0) return null;
  const place = (row: ListRow): string =>
    placeNames.get(row.person?.placeIds[0] ?? '') ?? placeNames.get(row.placeId ?? '') ?? '';
  const owners = list.kind === 'owners';
  return (
    <SampleRows
      title={w.preview}
      heads={[
        { title: w.fields.name },
        { title: w.fields.place },
        owners ? { title: w.fields.area, numeric: true } : { title: w.comes },
      ]}
      rows={fresh.slice(0, shownRows).map((row) => ({
        key: `${row.line}`,
        cells: [
          row.name,
          place(row),
          owners ? areaText(row.area.toString()) : row.person === null ? w.registers : w.checks,
        ],
      }))}
    />
  );
}

/** What would come in of a list, and every cell that keeps a row out; what its columns mean can be put right below. */
export function WaitingListPage(props: WaitingView): VNode {
  const { view, state, keyValue, of, list, sheet, fresh, known, bad } = props;
  const w = wordsOf(view).lists;
  const sum = fresh.reduce((all, row) => all + row.area, 0n);
  const nothing = known.length > 0 ? <Note>{w.allHere}</Note> : null;
  return (
    <WaitingSheetPage
      {...{ ...here(view, of), state, keyValue, list, bad, header: sheet.header, words: w }}
      {...{ fields: listFields[list.kind], needed: neededFields[list.kind] }}
      kind={<Name href={listsRoot(view, of)}>{w[list.kind].title}</Name>}
      good={
        list.kind === 'owners' ? w.goodOwners(fresh.length, areaText(`${sum}`)) : w.good(fresh.length, known.length)
      }
      land={fresh.length === 0 ? nothing : w.land(fresh.length)}
    >
      <Preview {...props} />
    </WaitingSheetPage>
  );
}

/** A list that has landed: what came in, what was there, what did not; and where one goes on. */
export function LandedListPage({ view, list, of }: ListsView & { readonly list: RollList }): VNode {
  const w = wordsOf(view).lists;
  return (
    <LandedSheetPage
      {...{ ...here(view, of), list, words: w }}
      kind={<Name href={listsRoot(view, of)}>{w[list.kind].title}</Name>}
      outcome={outcome(view, list)}
      next={{
        href: of === null ? `${deskRoot(view)}/cards` : `${deskRoot(view)}/votes/${of.id}`,
        label: w[list.kind].next,
      }}
    />
  );
}
