import type { VNode } from 'preact';
import type { BadRow, Sheet } from '#platform/sheet';
import { Day } from '#ui/day';
import { ActLink, Field, Fold, Form, type FormState, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { BadRows, ColumnFields, SampleRows } from '#ui/sheet';
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

const kindOf = ({ of }: Pick<ListsView, 'of'>): ListKind => (of === null ? 'residents' : 'owners');
const sectionOf = ({ of }: Pick<ListsView, 'of'>) => (of === null ? 'people' : 'decisions');

/** Where these lists are. */
export const listsRoot = (view: View, of: Pick<Poll, 'id'> | null): string =>
  of === null ? `${deskRoot(view)}/residence/lists` : `${deskRoot(view)}/votes/${of.id}/lists`;

const linesOf = (bad: readonly BadRow[]): number => new Set(bad.map((row) => row.line)).size;

/** Choosing a file, the empty table, and the lists so far. */
export function UploadListPage(
  props: ListsView & { readonly lists: readonly RollList[]; readonly mostRows: number },
): VNode {
  const { view, state, of } = props;
  const w = wordsOf(view).lists;
  const t = w[kindOf(props)];
  const root = listsRoot(view, of);
  return (
    <Page view={view} title={t.title} area="desk" section={sectionOf(props)}>
      <PageHead
        kind={of === null ? undefined : <Name href={`${deskRoot(view)}/votes/${of.id}`}>{of.title}</Name>}
        title={t.title}
        lede={t.lede}
        acts={
          <ActLink href={`${root}/template`} icon="download" download>
            {w.template}
          </ActLink>
        }
      />
      <Form {...{ view, state, name: 'upload', action: root, submit: w.upload, keyValue: props.keyValue }} upload>
        <Field
          {...{ view, state, form: 'upload', name: 'file', type: 'file', accept: '.xlsx,.csv,.txt', required: true }}
          label={w.file}
          hint={w.fileHint(props.mostRows)}
        />
      </Form>
      <Block title={w.runs}>
        {props.lists.length === 0 ? (
          <p class="muted">{w.noRuns}</p>
        ) : (
          <Lines
            items={props.lists.map((one) => ({
              key: one.id,
              what: <Name href={`${root}/${one.id}`}>{one.fileName}</Name>,
              note: <Day view={view} date={one.at} />,
              value: one.state === 'open' ? w.open : w.done(one.landed, one.skipped, linesOf(one.report)),
            }))}
          />
        )}
      </Block>
    </Page>
  );
}

/** Why a cell keeps its row out: the column by its name, what stands there, and what to do. */
export function cellReason(view: Pick<View, 'lang'>, row: BadRow): string {
  const w = wordsOf(view).lists;
  const reasons: Readonly<Record<string, string>> = w.rows;
  const names: Readonly<Record<string, string>> = w.fields;
  const field = `${row.params?.['field'] ?? ''}`;
  return w.cell(names[field] ?? field, `${row.params?.['cell'] ?? ''}`, reasons[row.code] ?? row.code);
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

function Land(props: WaitingView): VNode | null {
  const { view, state, list, fresh, known, bad } = props;
  const w = wordsOf(view).lists;
  if (fresh.length === 0) return known.length > 0 ? <Note>{w.allHere}</Note> : null;
  const action = `${listsRoot(view, props.of)}/${list.id}/land`;
  return (
    <Form {...{ view, state, name: 'land', action, keyValue: props.keyValue }} submit={w.land(fresh.length)}>
      {bad.length > 0 && (
        <Field
          {...{ view, state, form: 'land', name: 'without_bad', type: 'check', label: w.withoutBad(linesOf(bad)) }}
          required
        />
      )}
    </Form>
  );
}

/** What would come in of a list, and every cell that keeps a row out; what its columns mean can be put right below. */
export function WaitingListPage(props: WaitingView): VNode {
  const { view, state, of, list, sheet, fresh, known, bad } = props;
  const w = wordsOf(view).lists;
  const here = `${listsRoot(view, of)}/${list.id}`;
  const needed = neededFields[list.kind];
  const sum = fresh.reduce((all, row) => all + row.area, 0n);
  return (
    <Page view={view} title={list.fileName} area="desk" section={sectionOf(props)} wide>
      <PageHead
        kind={<Name href={listsRoot(view, of)}>{w[list.kind].title}</Name>}
        title={list.fileName}
        lede={w.mapLede}
      />
      <Refused state={state} except={['map', 'land']} />
      <p class="statement">
        {list.kind === 'owners' ? w.goodOwners(fresh.length, areaText(`${sum}`)) : w.good(fresh.length, known.length)}
        {bad.length > 0 && <span class="late"> {w.bad(linesOf(bad))}</span>}
      </p>
      <Land {...props} />
      <BadRows
        view={view}
        bad={bad.map((row) => ({ line: row.line, reason: cellReason(view, row) }))}
        href={`${here}/report`}
      />
      <Preview {...props} />
      <Fold
        title={w.mapTitle}
        state={state?.form === 'map' ? state : undefined}
        fields={listFields[list.kind]}
        open={needed.some((name) => list.mapping[name] === undefined)}
      >
        <Form
          {...{ view, state, name: 'map', action: `${here}/map`, submit: w.map, quiet: true }}
          keyValue={`${props.keyValue}-m`}
        >
          <ColumnFields
            {...{ view, state, form: 'map', header: sheet.header, mapping: list.mapping }}
            fields={listFields[list.kind].map((name) => ({
              ...{ name, label: w.fields[name], optional: !needed.includes(name) },
            }))}
          />
        </Form>
      </Fold>
    </Page>
  );
}

/** A list that has landed: what came in, what was there, what did not; and where one goes on. */
export function LandedListPage(props: ListsView & { readonly list: RollList }): VNode {
  const { view, list, of } = props;
  const w = wordsOf(view).lists;
  const next = of === null ? `${deskRoot(view)}/cards` : `${deskRoot(view)}/votes/${of.id}`;
  return (
    <Page view={view} title={list.fileName} area="desk" section={sectionOf(props)}>
      <PageHead
        kind={<Name href={listsRoot(view, of)}>{w[list.kind].title}</Name>}
        title={w.doneTitle(list.fileName)}
        lede={w.done(list.landed, list.skipped, linesOf(list.report))}
        acts={
          <ActLink href={next} kind="main" icon="go">
            {w[list.kind].next}
          </ActLink>
        }
      />
      <BadRows
        view={view}
        bad={list.report.map((row) => ({ line: row.line, reason: cellReason(view, row) }))}
        href={`${listsRoot(view, of)}/${list.id}/report`}
      />
    </Page>
  );
}
