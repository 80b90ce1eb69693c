import type { VNode } from 'preact';
import type { BadRow, Sheet } from '#platform/sheet';
import { Day } from '#ui/day';
import { ActLink, Field, Fold, Form, type FormState, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { BadRows, ColumnFields, SampleRows } from '#ui/sheet';
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

const rootOf = (view: View) => `${deskRoot(view)}/places/lists`;

function linesOf(bad: readonly BadRow[]): number {
  return new Set(bad.map((row) => row.line)).size;
}

function outcome(view: View, one: PlaceList): string {
  return wordsOf(view).sheet.done(one.landed, one.changed, one.skipped, linesOf(one.report));
}

/** Choosing a file, the template, and the lists so far. */
export function UploadPlacesPage(
  props: Common & { readonly lists: readonly PlaceList[]; readonly mostRows: number },
): VNode {
  const { view, state } = props;
  const t = wordsOf(view).sheet;
  return (
    <Page view={view} title={t.title} area="desk">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <ActLink href={`${rootOf(view)}/template`} icon="download" download>
            {t.template}
          </ActLink>
        }
      />
      <Form
        {...{ view, state, name: 'upload', action: rootOf(view), submit: t.upload, keyValue: props.keyValue }}
        upload
      >
        <Field
          {...{ view, state, form: 'upload', name: 'file', type: 'file', accept: '.xlsx,.csv,.txt', required: true }}
          label={t.file}
          hint={t.fileHint(props.mostRows)}
        />
      </Form>
      <Block title={t.runs}>
        {props.lists.length === 0 ? (
          <p class="muted">{t.noRuns}</p>
        ) : (
          <Lines
            items={props.lists.map((one) => ({
              key: one.id,
              what: <Name href={`${rootOf(view)}/${one.id}`}>{one.fileName}</Name>,
              note: <Day view={view} date={one.at} />,
              value: one.state === 'open' ? t.open : outcome(view, one),
            }))}
          />
        )}
      </Block>
      <p>
        <ActLink href={`${deskRoot(view)}/places`}>{t.toList}</ActLink>
      </p>
    </Page>
  );
}

/** Why a cell keeps its row out: the column by its name, what stands there, and what to do. */
export function cellReason(view: View, row: BadRow): string {
  const t = wordsOf(view).sheet;
  const reasons: Readonly<Record<string, string>> = t.rows;
  const names: Readonly<Record<string, string>> = t.fields;
  const field = `${row.params?.['field'] ?? ''}`;
  return t.cell(names[field] ?? field, `${row.params?.['cell'] ?? ''}`, reasons[row.code] ?? row.code);
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
  const { view, state, list, sheet, good, bad } = props;
  const t = wordsOf(view).sheet;
  const here = `${rootOf(view)}/${list.id}`;
  const fresh = good.filter((row) => !row.same);
  const added = fresh.filter((row) => row.known === null).length;
  return (
    <Page view={view} title={list.fileName} area="desk" wide>
      <PageHead title={list.fileName} lede={t.mapLede} />
      <Refused state={state} except={['map', 'land']} />
      <p class="statement">
        {t.good(added, fresh.length - added, good.length - fresh.length)}
        {bad.length > 0 && <span class="late"> {t.bad(linesOf(bad))}</span>}
      </p>
      <Land {...props} />
      <BadRows
        view={view}
        bad={bad.map((row) => ({ line: row.line, reason: cellReason(view, row) }))}
        href={`${here}/report`}
      />
      <Preview {...props} rows={fresh.slice(0, shownRows)} />
      <Fold
        title={t.mapTitle}
        state={state?.form === 'map' ? state : undefined}
        fields={listFields}
        open={neededFields.some((name) => list.mapping[name] === undefined)}
      >
        <Form
          {...{ view, state, name: 'map', action: `${here}/map`, submit: t.map, quiet: true }}
          keyValue={`${props.keyValue}-m`}
        >
          <ColumnFields
            {...{ view, state, form: 'map', header: sheet.header, mapping: list.mapping }}
            fields={listFields.map((name) => ({ name, label: t.fields[name], optional: !neededFields.includes(name) }))}
          />
        </Form>
      </Fold>
    </Page>
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

function Land(props: WaitingProps): VNode | null {
  const { view, state, list, good, bad } = props;
  const t = wordsOf(view).sheet;
  const fresh = good.filter((row) => !row.same).length;
  if (fresh === 0) return good.length === 0 ? null : <Note>{t.allHere}</Note>;
  return (
    <Form
      {...{ view, state, name: 'land', action: `${rootOf(view)}/${list.id}/land`, keyValue: props.keyValue }}
      submit={t.land(fresh)}
    >
      {bad.length > 0 && (
        <Field
          {...{ view, state, form: 'land', name: 'without_bad', type: 'check', label: t.withoutBad(linesOf(bad)) }}
          required
        />
      )}
    </Form>
  );
}

/** A list that has landed: what came in, what was there, what did not. */
export function LandedPlacesPage(props: { readonly view: View; readonly list: PlaceList }): VNode {
  const { view, list } = props;
  const t = wordsOf(view).sheet;
  return (
    <Page view={view} title={list.fileName} area="desk">
      <PageHead
        title={t.doneTitle(list.fileName)}
        lede={outcome(view, list)}
        acts={
          <ActLink href={`${deskRoot(view)}/places`} kind="main" icon="go">
            {t.toList}
          </ActLink>
        }
      />
      <BadRows
        view={view}
        bad={list.report.map((row) => ({ line: row.line, reason: cellReason(view, row) }))}
        href={`${rootOf(view)}/${list.id}/report`}
      />
    </Page>
  );
}
