import type { VNode } from 'preact';
import { type BadRow, linesOf, mostListRows, type Sheet } from '#platform/sheet';
import { ActLink, type FormState, Note } from '#ui/form';
import { SampleRows } from '#ui/sheet';
import { LandedSheetPage, UploadSheetPage, WaitingSheetPage } from '#ui/sheet-pages';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import type { Place } from './queries.ts';
import type { PlaceList } from './queries-lists.ts';
import type { PlaceRow } from './rules-lists.ts';
import { listFields, neededFields } from './schema-lists.ts';

interface Common {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
}

const here = (view: View) => ({ view, root: `${deskRoot(view)}/places/lists` });

function outcome(view: View, one: PlaceList): string {
  return wordsOf(view).sheet.done(one.landed, one.changed, one.skipped, linesOf(one.report));
}

/** Choosing a file, the template, and the lists so far. */
export function UploadPlacesPage({ view, ...props }: Common & { readonly lists: readonly PlaceList[] }): VNode {
  const { title, lede, aboveHint, toList } = wordsOf(view).sheet;
  return (
    <UploadSheetPage
      {...{ ...here(view), ...props, title, lede, mostRows: mostListRows, hint: aboveHint }}
      outcome={(one) => outcome(view, one)}
    >
      <p>
        <ActLink href={`${deskRoot(view)}/places`}>{toList}</ActLink>
      </p>
    </UploadSheetPage>
  );
}

/** How many rows of a preview a screen shows. */
const shownRows = 8;

/** What the page of a waiting list is given. */
export interface WaitingProps extends Common {
  readonly list: PlaceList;
  readonly sheet: Sheet;
  readonly good: readonly PlaceRow[];
  readonly bad: readonly BadRow[];
  readonly places: readonly Place[];
}

/** What the columns mean, what would land, and every cell that keeps a row out. */
export function WaitingPlacesPage(props: WaitingProps): VNode {
  const { view, state, keyValue, list, sheet, good, bad } = props;
  const t = wordsOf(view).sheet;
  const fresh = good.filter((row) => !row.same);
  const added = fresh.filter((row) => row.known === null).length;
  const nothing = good.length === 0 ? null : <Note>{t.allHere}</Note>;
  return (
    <WaitingSheetPage
      {...{ ...here(view), state, keyValue, list, bad, header: sheet.header, words: t }}
      {...{ fields: listFields, needed: neededFields }}
      good={t.good(added, fresh.length - added, good.length - fresh.length)}
      land={fresh.length === 0 ? nothing : t.land(fresh.length)}
    >
      <Preview {...props} rows={fresh.slice(0, shownRows)} />
    </WaitingSheetPage>
  );
}

function Preview(props: WaitingProps & { readonly rows: readonly PlaceRow[] }): VNode | null {
  const { view, rows, good, places } = props;
  const w = wordsOf(view);
  const t = w.sheet;
  const above = ({ inside }: PlaceRow): string => {
    if (inside === null) return '';
    if ('id' in inside) return places.find((one) => one.id === inside.id)?.name ?? '';
    return good.find((one) => one.line === inside.line)?.name ?? '';
  };
  if (rows.length === 0) return null;
  return (
    <SampleRows
      title={t.preview}
      heads={[
        { title: t.fields.name },
        { title: t.fields.kind },
        { title: t.fields.inside },
        { title: t.fields.households, numeric: true },
        { title: t.what },
      ]}
      rows={rows.map((row) => ({
        key: `${row.line}`,
        cells: [
          row.name,
          w.levels[row.level],
          above(row),
          row.facts.households ?? row.known?.households ?? '',
          row.known === null ? t.isNew : t.isChange,
        ],
      }))}
    />
  );
}

/** A list that has landed: what came in, what was there, what did not. */
export function LandedPlacesPage({ view, list }: { readonly view: View; readonly list: PlaceList }): VNode {
  const t = wordsOf(view).sheet;
  return (
    <LandedSheetPage
      {...{ ...here(view), list, words: t }}
      outcome={outcome(view, list)}
      next={{ href: `${deskRoot(view)}/places`, label: t.toList }}
    />
  );
}
