import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { type BadRow, linesOf, mostListRows, type Sheet } from '#platform/sheet';
import { Day } from '#ui/day';
import { Field, type FormState, Note } from '#ui/form';
import { SampleRows } from '#ui/sheet';
import { LandedSheetPage, UploadSheetPage, WaitingSheetPage } from '#ui/sheet-pages';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { amountText } from './pages-parts.tsx';
import type { NeedList } from './queries-list.ts';
import type { ListRow } from './rules-list.ts';
import { listFields, neededFields } from './schema.ts';
import { zh } from './zh.ts';

interface Common {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
}

const here = (view: View) => ({ view, root: `${deskRoot(view)}/needs/lists`, section: 'needs' as const });

/** Choosing a file, the template, and the lists so far. */
export function UploadNeedsPage({ view, ...props }: Common & { readonly lists: readonly NeedList[] }): VNode {
  const { title, lede } = pick(view.lang, { zh, en }).sheet;
  return (
    <UploadSheetPage
      {...{ ...here(view), ...props, title, lede, mostRows: mostListRows }}
      outcome={(one) => outcome(view, one)}
    />
  );
}

/** What became of a list that has landed, in one sentence. */
function outcome(view: View, one: NeedList): string {
  return pick(view.lang, { zh, en }).sheet.done(one.landed, one.opened, one.skipped, linesOf(one.report));
}

/** How many rows of a preview a screen shows. */
const shownRows = 6;

/** What the page of a waiting list is given. */
export interface WaitingProps extends Common {
  readonly list: NeedList;
  readonly sheet: Sheet;
  readonly good: readonly ListRow[];
  readonly fresh: readonly ListRow[];
  readonly bad: readonly BadRow[];
  readonly classes: ReadonlyMap<string, string>;
}

/** What the columns mean, what would land, and every cell that keeps a row out. */
export function WaitingNeedsPage(props: WaitingProps): VNode {
  const { view, state, keyValue, list, sheet, fresh, good, bad } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  const toAnswer = fresh.filter((row) => !row.clean).length;
  const nothing = good.length === 0 ? null : <Note>{t.allHere}</Note>;
  return (
    <WaitingSheetPage
      {...{ ...here(view), state, keyValue, list, bad, header: sheet.header, words: t }}
      {...{ fields: listFields, needed: neededFields }}
      good={t.good(fresh.length, good.length - fresh.length)}
      land={fresh.length === 0 ? nothing : t.land(fresh.length)}
      asks={
        <Field
          {...{ view, state, form: 'land', name: 'checked', type: 'check', label: t.checked }}
          hint={toAnswer > 0 ? t.toAnswer(toAnswer) : t.checkedHint}
        />
      }
    >
      <SampleRows
        title={t.preview}
        heads={[
          { title: t.fields.title },
          { title: t.fields.class },
          { title: t.fields.quantity, numeric: true },
          { title: t.fields.wanted_until },
        ]}
        rows={fresh.slice(0, shownRows).map((row) => ({
          key: row.origin,
          cells: [
            row.title,
            props.classes.get(row.class_code) ?? row.class_code,
            amountText(view, row.quantity, row.unit),
            row.wanted_until === undefined ? '' : <Day key="day" view={view} date={row.wanted_until} />,
          ],
        }))}
      />
    </WaitingSheetPage>
  );
}

/** A list that has landed: what came in, what was there, what did not. */
export function LandedNeedsPage({ view, list }: { readonly view: View; readonly list: NeedList }): VNode {
  const t = pick(view.lang, { zh, en }).sheet;
  const drafts = list.landed - list.opened;
  return (
    <LandedSheetPage
      {...{ ...here(view), list, words: t }}
      outcome={outcome(view, list)}
      next={{
        href: `${deskRoot(view)}/needs${drafts > 0 ? '?state=draft' : ''}`,
        label: drafts > 0 ? t.toDrafts(drafts) : t.toList,
      }}
    />
  );
}
