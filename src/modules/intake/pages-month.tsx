import type { VNode } from 'preact';
import { addMonths, formatMonth, type LocalDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { ActLink, Field, Form } from '#ui/form';
import type { Column } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, hrefWith, type View } from '#ui/view';
import { en as roomEn } from './en.ts';
import { en } from './en-month.ts';
import type { MonthForm } from './queries-month.ts';
import { answeredWithin, type MonthLine, monthColumns, monthSum } from './rules-month.ts';
import { zh as roomZh } from './zh.ts';
import { zh } from './zh-month.ts';

/** One number of the form as the file has it: in which table, on which line. */
export interface MonthRow {
  readonly part: string;
  readonly line: string;
  readonly number: number;
}

/** Columns of the file. */
export function monthFileColumns(view: View): Column<MonthRow>[] {
  const t = pick(view.lang, { zh, en }).file;
  return [
    { key: 'part', title: t.part, cell: (row) => row.part, text: (row) => row.part, wide: true },
    { key: 'line', title: t.line, cell: (row) => row.line, text: (row) => row.line },
    { key: 'number', title: t.number, cell: (row) => row.number, text: (row) => row.number, numeric: true },
  ];
}

/** What the classes are called. */
type Names = ReadonlyMap<string, string>;

/** Every number of the form, in the order of the page. */
export function monthRows(view: View, form: MonthForm, names: Names): MonthRow[] {
  const t = pick(view.lang, { zh, en });
  const simple = (part: string, lines: readonly (readonly [string, number])[]) =>
    lines.map(([line, number]) => ({ part, line, number }));
  const table = (part: string, lines: readonly MonthLine<string>[], name: (key: string) => string) =>
    lines.flatMap((line) =>
      monthColumns.map((column) => ({
        part: `${part} · ${t.columns[column]}`,
        line: name(line.key),
        number: line[column],
      })),
    );
  return [
    ...simple(t.flow.title, flowLines(view, form)),
    ...table(t.classes, form.classes, (key) => names.get(key) ?? t.none),
    ...table(t.channels, form.channels, (key) => channelName(view, key)),
    ...simple(t.states, stateLines(view, form)),
    ...simple(t.promises, promiseLines(view, form)),
    ...simple(t.answers, answerLines(view, form)),
  ];
}

type Line = readonly [string, number];

function flowLines(view: View, { flow }: MonthForm): Line[] {
  const t = pick(view.lang, { zh, en }).flow;
  return (['start', 'came', 'ended', 'left'] as const).map((key) => [t[key], flow[key]]);
}

function stateLines(view: View, form: MonthForm): Line[] {
  const { states } = pick(view.lang, { zh: roomZh, en: roomEn });
  return form.states.map(({ key, count }) => [states[key], count]);
}

function promiseLines(view: View, form: MonthForm): Line[] {
  const t = pick(view.lang, { zh, en }).stands;
  return (['kept', 'late', 'open', 'overdue', 'broken'] as const).map((key) => [t[key], form.promises[key]]);
}

function answerLines(view: View, form: MonthForm): Line[] {
  const t = pick(view.lang, { zh, en }).within;
  return answeredWithin.map((key) => [t[key], form.answers[key]]);
}

function channelName(view: View, key: string): string {
  const channels: Readonly<Record<string, string>> = pick(view.lang, { zh: roomZh, en: roomEn }).channels;
  return channels[key] ?? key;
}

/** A worker's form of a month, which fills itself in (F170). */
export function MonthFormPage(props: {
  readonly view: View;
  readonly form: MonthForm;
  readonly names: Names;
  readonly thisMonth: LocalDate;
}): VNode {
  const { view, form, names, thisMonth } = props;
  const t = pick(view.lang, { zh, en });
  const root = deskRoot(view);
  const nothing = form.flow.came + form.flow.start + form.flow.left === 0;
  return (
    <Page view={view} title={t.title} area="desk" section="intake" wide>
      <PageHead
        title={t.titleOf(formatMonth(form.month, view.lang))}
        lede={form.month === thisMonth ? t.soFar : t.lede}
      />
      <Months view={view} month={form.month} thisMonth={thisMonth} />
      {nothing ? (
        <Empty
          title={t.empty}
          acts={
            <>
              <ActLink href={`${root}/matters/new`}>{t.write}</ActLink>
              <ActLink href={`${root}/matters`}>{t.toList}</ActLink>
            </>
          }
        >
          {t.emptyWhy}
        </Empty>
      ) : (
        <>
          <Counts title={t.flow.title} lines={flowLines(view, form)} why={t.flow.why} />
          <Table view={view} title={t.classes} lines={form.classes} name={(key) => names.get(key) ?? t.none} />
          <Table view={view} title={t.channels} lines={form.channels} name={(key) => channelName(view, key)} />
          <Counts title={t.promises} lines={promiseLines(view, form)} />
          <Counts title={t.answers} lines={answerLines(view, form)} why={t.answersWhy} />
          <Counts title={t.states} lines={stateLines(view, form)} />
          <p class="bar">
            <ActLink href={hrefWith(view.url, { format: 'xlsx' })} icon="download" download>
              {t.sheet}
            </ActLink>
            <ActLink href={hrefWith(view.url, { format: 'csv' })} icon="download" download>
              {t.csv}
            </ActLink>
            <ActLink href={`${view.url}#print`} icon="print">
              {t.print}
            </ActLink>
          </p>
        </>
      )}
    </Page>
  );
}

/** The month before and after, and any other by its name. */
function Months(props: { readonly view: View; readonly month: LocalDate; readonly thisMonth: LocalDate }): VNode {
  const { view, month, thisMonth } = props;
  const t = pick(view.lang, { zh, en });
  const here = `${deskRoot(view)}/matters/month`;
  const to = (day: LocalDate) => `${here}?month=${day.slice(0, 7)}`;
  const back = Array.from({ length: monthsBack }, (_, at) => addMonths(thisMonth, -at));
  const known = back.includes(month) ? back : [month, ...back];
  return (
    <>
      <p class="bar">
        <ActLink href={to(addMonths(month, -1))} icon="previous">
          {t.before}
        </ActLink>
        {month < thisMonth && (
          <ActLink href={to(addMonths(month, 1))} icon="next">
            {t.after}
          </ActLink>
        )}
      </p>
      <Form view={view} name="pick-month" action={here} method="get" submit={t.look} quiet>
        <Field
          {...{ view, form: 'pick-month', name: 'month', label: t.pick, type: 'select', required: true }}
          value={month.slice(0, 7)}
          options={known.map((one) => ({ value: one.slice(0, 7), label: formatMonth(one, view.lang) }))}
        />
      </Form>
    </>
  );
}

/** So many months are offered by name; earlier ones are found going back one by one. */
const monthsBack = 24;

function Counts(props: { readonly title: string; readonly lines: readonly Line[]; readonly why?: string }): VNode {
  return (
    <Block title={props.title}>
      <Lines items={props.lines.map(([what, value]) => ({ key: what, what, value }))} />
      {props.why !== undefined && <p class="muted">{props.why}</p>}
    </Block>
  );
}

/** Of six columns a phone has room for four; the file has all. */
function cellClass(column: (typeof monthColumns)[number]): string {
  return column === 'led' || column === 'ended' ? 'num desktop' : 'num';
}

function Table(props: {
  readonly view: View;
  readonly title: string;
  readonly lines: readonly MonthLine<string>[];
  readonly name: (key: string) => string;
}): VNode | null {
  const { view, title, lines, name } = props;
  const t = pick(view.lang, { zh, en });
  if (lines.length === 0) return null;
  const sum = monthSum(lines);
  return (
    <Block title={title}>
      <table class="plain many">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {monthColumns.map((column) => (
              <th key={column} scope="col" class={cellClass(column)}>
                {t.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{name(line.key)}</th>
              {monthColumns.map((column) => (
                <td key={column} class={cellClass(column)}>
                  {line[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.sum}</th>
            {monthColumns.map((column) => (
              <td key={column} class={cellClass(column)}>
                {sum[column]}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </Block>
  );
}
