import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { BadRow, Sheet } from '#platform/sheet';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Act } from '#ui/refusal';
import { BadRows, ColumnFields, SampleRows } from '#ui/sheet';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { ImportRun } from './queries-record.ts';
import { headlineOf } from './rules.ts';
import { type LandingRow, sheetFields } from './schema.ts';
import { zh } from './zh.ts';

/** Choosing a file, and what was imported before. */
export function UploadPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly runs: readonly ImportRun[];
  readonly mostRows: number;
}): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead title={t.title} lede={t.lede} />
      <Form
        view={view}
        state={state}
        name="upload"
        action={`${deskRoot(view)}/import`}
        submit={t.upload}
        keyValue={props.keyValue}
        upload
      >
        <Field
          view={view}
          state={state}
          form="upload"
          name="file"
          label={t.file}
          hint={t.fileHint(props.mostRows)}
          type="file"
          accept=".xlsx,.csv,.txt"
          required
        />
      </Form>
      <Block title={t.runs}>
        {props.runs.length === 0 ? (
          <p class="muted">{t.noRuns}</p>
        ) : (
          <Lines
            items={props.runs.map((run) => ({
              key: run.id,
              what: <Name href={`${deskRoot(view)}/import/${run.id}`}>{run.fileName}</Name>,
              note: <Day view={view} date={run.at} />,
              value: run.state === 'open' ? t.open : t.doneLede(run.landed, run.skipped, run.failed),
            }))}
          />
        )}
      </Block>
    </Page>
  );
}

/** How many lines of a preview a screen shows. */
const shownRows = 5;

/** What the mapping page is given. */
export interface MapProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly run: ImportRun;
  readonly sheet: Sheet;
  readonly good: readonly LandingRow[];
  readonly bad: readonly BadRow[];
}

/** What the columns mean, what the first rows would become, and which rows can't come in. */
export function MapPage(props: MapProps): VNode {
  const { view, state, run, sheet } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  const here = `${deskRoot(view)}/import/${run.id}`;
  return (
    <Page view={view} title={t.title} area="desk" section="intake" wide>
      <PageHead title={run.fileName} lede={t.mapLede} />
      <Block title={t.mapTitle}>
        <Form
          view={view}
          state={state}
          name="map"
          action={`${here}/map`}
          submit={t.map}
          keyValue={`${props.keyValue}-m`}
          quiet
        >
          <ColumnFields
            {...{ view, state, form: 'map', header: sheet.header, mapping: run.mapping }}
            fields={sheetFields.map((name) => ({ name, label: t.fields[name], optional: name !== 'words' }))}
          />
        </Form>
      </Block>
      <Preview {...props} />
      <p class="statement">
        {t.good(props.good.length)}
        {props.bad.length > 0 && <span class="late"> {t.bad(props.bad.length)}</span>}
      </p>
      {props.good.length > 0 && (
        <Act
          view={view}
          action={`${here}/land`}
          name="land"
          label={t.land(props.good.length)}
          kind="main"
          keyValue={props.keyValue}
        />
      )}
      <BadRows view={view} bad={reasons(view, props.bad)} href={`${here}/report`} />
    </Page>
  );
}

function Preview(props: MapProps): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  return (
    <SampleRows
      title={t.preview}
      heads={(['words', 'said_at', 'name', 'place'] as const).map((field) => ({ title: t.fields[field] }))}
      rows={props.good.slice(0, shownRows).map((row) => ({
        key: row.origin,
        cells: [headlineOf(row.words), <Day key="day" view={view} date={row.saidAt} />, row.name, row.placeText],
      }))}
    />
  );
}

function reasons(view: View, bad: readonly BadRow[]): { readonly line: number; readonly reason: string }[] {
  const words: Readonly<Record<string, string>> = pick(view.lang, { zh, en }).rows;
  return bad.map((row) => ({ line: row.line, reason: words[row.code] ?? row.code }));
}

/** An import that has landed: what came in, what was there, what did not. */
export function ImportedPage(props: { readonly view: View; readonly run: ImportRun }): VNode {
  const { view, run } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead
        title={t.doneTitle(run.fileName)}
        lede={t.doneLede(run.landed, run.skipped, run.failed)}
        acts={
          <ActLink href={`${deskRoot(view)}/matters?channel=import`} kind="main" icon="go">
            {t.toList}
          </ActLink>
        }
      />
      <BadRows view={view} bad={reasons(view, run.report)} href={`${deskRoot(view)}/import/${run.id}/report`} />
    </Page>
  );
}
