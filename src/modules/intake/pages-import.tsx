import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import { ActLink, Field, FieldRow, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Act } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { ImportRun } from './queries-record.ts';
import { headlineOf } from './rules.ts';
import type { Sheet } from './rules-sheet.ts';
import { type BadRow, type LandingRow, sheetFields } from './schema.ts';
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

/** How many lines of a preview and of the bad rows a screen shows; the report has them all. */
const shownRows = 5;
const shownBad = 50;

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
  const columns = sheet.header.map((title, at) => ({ value: `${at}`, label: t.column(at + 1, title) }));
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
          <FieldRow>
            {sheetFields.map((field) => (
              <Field
                key={field}
                view={view}
                state={state}
                form="map"
                name={field}
                label={t.fields[field]}
                type="select"
                options={columns}
                value={run.mapping[field] === undefined ? '' : `${run.mapping[field]}`}
                optional={field !== 'words'}
              />
            ))}
          </FieldRow>
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
      <BadRows view={view} bad={props.bad} href={`${here}/report`} />
    </Page>
  );
}

function Preview(props: MapProps): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).sheet;
  return (
    <Block title={t.preview}>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t.fields.words}</th>
            <th scope="col">{t.fields.said_at}</th>
            <th scope="col">{t.fields.name}</th>
            <th scope="col">{t.fields.place}</th>
          </tr>
        </thead>
        <tbody>
          {props.good.slice(0, shownRows).map((row) => (
            <tr key={row.origin}>
              <td>{headlineOf(row.words)}</td>
              <td>
                <Day view={view} date={row.saidAt} />
              </td>
              <td>{row.name}</td>
              <td>{row.placeText}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

function BadRows(props: { readonly view: View; readonly bad: readonly BadRow[]; readonly href: string }): VNode | null {
  const { view, bad } = props;
  const w = pick(view.lang, { zh, en });
  if (bad.length === 0) return null;
  const reasons: Readonly<Record<string, string>> = w.rows;
  return (
    <Block title={w.sheet.bad(bad.length)}>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{w.sheet.line}</th>
            <th scope="col">{w.sheet.reason}</th>
          </tr>
        </thead>
        <tbody>
          {bad.slice(0, shownBad).map((row) => (
            <tr key={row.line}>
              <td class="num">{row.line}</td>
              <td>{reasons[row.code] ?? row.code}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {bad.length > shownBad && <p class="muted">{w.sheet.moreBad(bad.length - shownBad)}</p>}
      <ActLink href={props.href} icon="download" download>
        {w.sheet.report}
      </ActLink>
    </Block>
  );
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
      <BadRows view={view} bad={run.report} href={`${deskRoot(view)}/import/${run.id}/report`} />
    </Page>
  );
}
