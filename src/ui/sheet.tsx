import type { ComponentChildren, VNode } from 'preact';
import { ActLink, Field, FieldRow, type FormState } from './form.tsx';
import { Block } from './record.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** What the columns of a list mean: for each field one choice among the columns, named by number and header. */
export function ColumnFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  /** Name of the form they stand in. */
  readonly form: string;
  readonly header: readonly string[];
  readonly fields: readonly { readonly name: string; readonly label: string; readonly optional: boolean }[];
  /** The column, from 0, each field has now. */
  readonly mapping: Readonly<Partial<Record<string, number>>>;
}): VNode {
  const t = uiWords(props.view.lang).sheet;
  const columns = props.header.map((title, at) => ({ value: `${at}`, label: t.column(at + 1, title) }));
  return (
    <FieldRow>
      {props.fields.map((field) => (
        <Field
          key={field.name}
          view={props.view}
          state={props.state}
          form={props.form}
          name={field.name}
          label={field.label}
          type="select"
          options={columns}
          value={props.mapping[field.name] === undefined ? '' : `${props.mapping[field.name]}`}
          optional={field.optional}
        />
      ))}
    </FieldRow>
  );
}

/** The first rows of a list as they would come in. */
export function SampleRows(props: {
  readonly title: string;
  readonly heads: readonly { readonly title: string; readonly numeric?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
}): VNode {
  return (
    <Block title={props.title}>
      <table class="plain">
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head.title} scope="col" class={head.numeric === true ? 'num' : undefined}>
                {head.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, at) => (
                <td key={`${row.key}-${at}`} class={props.heads[at]?.numeric === true ? 'num' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

/** At most so many bad rows stand on the page; the rest is in the report. */
const shownBad = 50;

/** The rows that can't come in, by line and reason, with the whole report to take home; nothing where all are good. */
export function BadRows(props: {
  readonly view: View;
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly href: string;
}): VNode | null {
  const { view, bad } = props;
  const t = uiWords(view.lang).sheet;
  if (bad.length === 0) return null;
  return (
    <Block title={t.bad(new Set(bad.map((row) => row.line)).size)}>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col" class="num">
              {t.line}
            </th>
            <th scope="col">{t.reason}</th>
          </tr>
        </thead>
        <tbody>
          {bad.slice(0, shownBad).map((row) => (
            <tr key={`${row.line} ${row.reason}`}>
              <td class="num">{row.line}</td>
              <td>{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {bad.length > shownBad && <p class="muted">{t.moreBad(bad.length - shownBad)}</p>}
      <ActLink href={props.href} icon="download" download>
        {t.report}
      </ActLink>
    </Block>
  );
}
