import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { BadRow, Sheet } from '#platform/sheet';
import { Day } from '#ui/day';
import { ActLink, Field, Fold, Form, type FormState, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { BadRows, ColumnFields, SampleRows } from '#ui/sheet';
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

const rootOf = (view: View) => `${deskRoot(view)}/needs/lists`;

/** Choosing a file, the template, and the lists so far. */
export function UploadNeedsPage(
  props: Common & { readonly lists: readonly NeedList[]; readonly mostRows: number },
): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  return (
    <Page view={view} title={t.title} area="desk" section="needs">
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
    </Page>
  );
}

/** What became of a list that has landed, in one sentence. */
function outcome(view: View, one: NeedList): string {
  return pick(view.lang, { zh, en }).sheet.done(one.landed, one.opened, one.skipped, linesOf(one.report));
}

function linesOf(bad: readonly BadRow[]): number {
  return new Set(bad.map((row) => row.line)).size;
}

/** Why a cell keeps its row out: the column by its name, what stands there, and what to do. */
export function cellReason(view: Pick<View, 'lang'>, row: BadRow): string {
  const t = pick(view.lang, { zh, en }).sheet;
  const reasons: Readonly<Record<string, string>> = t.rows;
  const names: Readonly<Record<string, string>> = t.fields;
  const field = `${row.params?.['field'] ?? ''}`;
  const choices = row.params?.['choices'];
  const reason = choices === undefined ? (reasons[row.code] ?? row.code) : t.placeTwice(`${choices}`);
  return t.cell(names[field] ?? field, `${row.params?.['cell'] ?? ''}`, reason);
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
  const { view, state, list, sheet, fresh, good, bad } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  const here = `${rootOf(view)}/${list.id}`;
  return (
    <Page view={view} title={list.fileName} area="desk" section="needs" wide>
      <PageHead title={list.fileName} lede={t.mapLede} />
      <Refused state={state} except={['map', 'land']} />
      <p class="statement">
        {t.good(fresh.length, good.length - fresh.length)}
        {bad.length > 0 && <span class="late"> {t.bad(linesOf(bad))}</span>}
      </p>
      <Land {...props} />
      <BadRows
        view={view}
        bad={bad.map((row) => ({ line: row.line, reason: cellReason(view, row) }))}
        href={`${here}/report`}
      />
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

function Land(props: WaitingProps): VNode | null {
  const { view, state, list, fresh, bad } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  if (fresh.length === 0) return props.good.length === 0 ? null : <Note>{t.allHere}</Note>;
  const toAnswer = fresh.filter((row) => !row.clean).length;
  return (
    <Form
      {...{ view, state, name: 'land', action: `${rootOf(view)}/${list.id}/land`, keyValue: props.keyValue }}
      submit={t.land(fresh.length)}
    >
      <Field
        {...{ view, state, form: 'land', name: 'checked', type: 'check', label: t.checked }}
        hint={toAnswer > 0 ? t.toAnswer(toAnswer) : t.checkedHint}
      />
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
export function LandedNeedsPage(props: { readonly view: View; readonly list: NeedList }): VNode {
  const { view, list } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  const drafts = list.landed - list.opened;
  return (
    <Page view={view} title={list.fileName} area="desk" section="needs">
      <PageHead
        title={t.doneTitle(list.fileName)}
        lede={outcome(view, list)}
        acts={
          <ActLink href={`${deskRoot(view)}/needs${drafts > 0 ? '?state=draft' : ''}`} kind="main" icon="go">
            {drafts > 0 ? t.toDrafts(drafts) : t.toList}
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
