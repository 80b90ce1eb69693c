import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '#kernel/words';
import type { BadRow } from '#platform/sheet';
import { Day } from './day.tsx';
import { ActLink, Field, Fold, Form, type FormState, Name } from './form.tsx';
import type { Section } from './nav.ts';
import { Page } from './page.tsx';
import { Block, Lines, PageHead } from './record.tsx';
import { Refused } from './refusal.tsx';
import { BadRows, ColumnFields } from './sheet.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** What the three pages of a kind of spreadsheet lists are given: choosing a file, looking at it, what became of it. */
export interface SheetView {
  readonly view: View;
  /** Where the lists of this kind are. */
  readonly root: string;
  /** Where in the desk they stand. */
  readonly section?: Section | undefined;
  /** What they belong to, above the title. */
  readonly kind?: ComponentChildren;
}

interface Forms extends SheetView {
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** A list as these pages show it. */
interface Shown {
  readonly id: string;
  readonly state: 'open' | 'done';
  readonly fileName: string;
  readonly at: Date;
}

/** The words of one kind of lists for its cells: what its fields are called, and the reasons by code. */
export interface CellWords {
  readonly fields: Readonly<Record<string, string>>;
  /** A sentence; where several things are meant by one word, made from those. */
  readonly rows: Readonly<Record<string, string | ((choices: string) => string)>>;
}

/** Why a cell keeps its row out: the column by its name, what stands there, and what to do. */
function cellReason(lang: Lang, words: CellWords, row: BadRow): string {
  const value = (key: string) => `${row.params?.[key] ?? ''}`;
  const reason = words.rows[row.code] ?? row.code;
  const why = typeof reason === 'string' ? reason : reason(value('choices'));
  return uiWords(lang).sheet.cell(words.fields[value('field')] ?? value('field'), value('cell'), why);
}

/** The words of the report on what stays out: its heads, and why a cell keeps its row out. */
export function reportWords(lang: Lang, words: CellWords) {
  return { ...uiWords(lang).sheet.heads, say: (row: BadRow) => cellReason(lang, words, row) };
}

const frame = ({ view, section }: SheetView) => ({
  ...{ view, area: 'desk' as const },
  ...(section === undefined ? {} : { section }),
});

const linesOf = (bad: readonly BadRow[]): number => new Set(bad.map((row) => row.line)).size;

/** Choosing a file, the empty table, and the lists so far. */
export function UploadSheetPage<L extends Shown>(
  props: Forms & {
    readonly title: string;
    readonly lede: string;
    readonly mostRows: number;
    /** What to know of the columns. */
    readonly hint?: string;
    readonly lists: readonly L[];
    /** What became of a list that has landed. */
    readonly outcome: (list: L) => string;
    readonly children?: ComponentChildren;
  },
): VNode {
  const { view, state, root, title } = props;
  const t = uiWords(view.lang).sheet;
  return (
    <Page {...frame(props)} title={title}>
      <PageHead
        kind={props.kind}
        title={title}
        lede={props.lede}
        acts={
          <ActLink href={`${root}/template`} icon="download" download>
            {t.template}
          </ActLink>
        }
      />
      <Form {...{ view, state, name: 'upload', action: root, submit: t.upload, keyValue: props.keyValue }} upload>
        <Field
          {...{ view, state, form: 'upload', name: 'file', type: 'file', accept: '.xlsx,.csv,.txt', required: true }}
          label={t.file}
          hint={[t.fileHint(props.mostRows), props.hint ?? ''].filter((part) => part !== '').join(t.between)}
        />
      </Form>
      <Block title={t.runs}>
        {props.lists.length === 0 ? (
          <p class="muted">{t.noRuns}</p>
        ) : (
          <Lines
            items={props.lists.map((one) => ({
              key: one.id,
              what: <Name href={`${root}/${one.id}`}>{one.fileName}</Name>,
              note: <Day view={view} date={one.at} />,
              value: one.state === 'open' ? t.open : props.outcome(one),
            }))}
          />
        )}
      </Block>
      {props.children}
    </Page>
  );
}

/** What would come in of a list, and every cell that keeps a row out; what its columns mean can be put right below. */
export function WaitingSheetPage<F extends string>(
  props: Forms & {
    readonly list: Shown & { readonly mapping: Readonly<Partial<Record<F, number>>> };
    readonly header: readonly string[];
    readonly fields: readonly F[];
    readonly needed: readonly F[];
    readonly words: CellWords & { readonly fields: Readonly<Record<F, string>> };
    /** How much can come in, in one sentence. */
    readonly good: string;
    readonly bad: readonly BadRow[];
    /** What the button that lets them in says, or why there is none. */
    readonly land: string | VNode | null;
    /** More questions before they come in. */
    readonly asks?: ComponentChildren;
    /** The first rows as they would come in. */
    readonly children: ComponentChildren;
  },
): VNode {
  const { view, state, list, bad, fields, needed, words } = props;
  const t = uiWords(view.lang).sheet;
  const here = `${props.root}/${list.id}`;
  const map = { view, state, name: 'map', action: `${here}/map`, submit: t.map, quiet: true };
  return (
    <Page {...frame(props)} title={list.fileName} wide>
      <PageHead kind={props.kind} title={list.fileName} lede={t.mapLede} />
      <Refused state={state} except={['map', 'land']} />
      <p class="statement">
        {props.good}
        {bad.length > 0 && <span class="late"> {t.wrong(linesOf(bad))}</span>}
      </p>
      {typeof props.land === 'string' ? <Land {...props} action={`${here}/land`} submit={props.land} /> : props.land}
      <Wrong view={view} here={here} words={words} bad={bad} />
      {props.children}
      <Fold
        title={t.mapTitle}
        state={state?.form === 'map' ? state : undefined}
        fields={fields}
        open={needed.some((name) => list.mapping[name] === undefined)}
      >
        <Form {...map} keyValue={`${props.keyValue}-m`}>
          <ColumnFields
            {...{ view, state, form: 'map', header: props.header, mapping: list.mapping }}
            fields={fields.map((name) => ({ name, label: words.fields[name], optional: !needed.includes(name) }))}
          />
        </Form>
      </Fold>
    </Page>
  );
}

function Land(
  props: Forms & {
    readonly action: string;
    readonly submit: string;
    readonly bad: readonly BadRow[];
    readonly asks?: ComponentChildren;
  },
): VNode {
  const { view, state, bad, action, submit } = props;
  const label = uiWords(view.lang).sheet.withoutBad(linesOf(bad));
  return (
    <Form {...{ view, state, name: 'land', action, submit, keyValue: props.keyValue }}>
      {props.asks}
      {bad.length > 0 && (
        <Field {...{ view, state, form: 'land', name: 'without_bad', type: 'check', label, required: true }} />
      )}
    </Form>
  );
}

function Wrong(props: {
  readonly view: View;
  readonly here: string;
  readonly words: CellWords;
  readonly bad: readonly BadRow[];
}): VNode {
  const { view, words, bad } = props;
  return (
    <BadRows
      view={view}
      bad={bad.map((row) => ({ line: row.line, reason: cellReason(view.lang, words, row) }))}
      href={`${props.here}/report`}
    />
  );
}

/** A list that has landed: what came in, what was there, what did not; and where one goes on. */
export function LandedSheetPage(
  props: SheetView & {
    readonly list: Shown & { readonly report: readonly BadRow[] };
    readonly words: CellWords;
    readonly outcome: string;
    readonly next: { readonly href: string; readonly label: string };
  },
): VNode {
  const { view, list, next } = props;
  return (
    <Page {...frame(props)} title={list.fileName}>
      <PageHead
        kind={props.kind}
        title={uiWords(view.lang).sheet.doneTitle(list.fileName)}
        lede={props.outcome}
        acts={
          <ActLink href={next.href} kind="main" icon="go">
            {next.label}
          </ActLink>
        }
      />
      <Wrong view={view} here={`${props.root}/${list.id}`} words={props.words} bad={list.report} />
    </Page>
  );
}
