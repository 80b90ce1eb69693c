import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Day } from '#ui/day';
import { ActLink, Field, type FieldOption, FieldRow, Fold, Form, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { BadRows, ColumnFields, SampleRows } from '#ui/sheet';
import { deskRoot, type View } from '#ui/view';
import { DeskLinks, dayName, type FormView, wordsOf } from './pages-parts.tsx';
import { AlsoField, type Together, TogetherBlock } from './pages-together.tsx';
import type { Tally } from './queries.ts';
import type { Shared } from './queries-together.ts';
import { type LineDraft, type Outside, outsideKinds, type StatementFile, statementFields } from './schema.ts';

/** What the page of statements shows. */
export interface FilesView extends FormView {
  readonly accounts: readonly { readonly account: Outside; readonly tally: Tally }[];
  readonly files: readonly StatementFile[];
  /** Bank accounts of the books, by fund. */
  readonly books: readonly FieldOption[];
  readonly mayName: boolean;
  /** Accounts that other spaces of the reader have registered too. */
  readonly shared: readonly Shared[];
}

function NewAccount(props: FilesView): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang).files;
  const common = { view, state, form: 'named' };
  return (
    <Block title={w.newAccount}>
      <Form
        {...{ view, state, name: 'named', action: `${deskRoot(view)}/statements/accounts`, submit: w.save }}
        keyValue={`${keyValue}-n`}
        quiet
      >
        <FieldRow>
          <Field
            {...{ ...common, name: 'kind', type: 'select', label: w.kind, required: true }}
            options={outsideKinds.map((value) => ({ value, label: w.kinds[value] }))}
          />
          <Field {...common} name="title" label={w.accountTitle} hint={w.accountTitleHint} required />
          <Field {...common} name="numberTail" label={w.tail} hint={w.tailHint} optional short />
        </FieldRow>
        <Field {...{ ...common, name: 'accountIds', type: 'checks', label: w.books, options: props.books }} />
      </Form>
    </Block>
  );
}

function Bring(props: FilesView): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang).files;
  const common = { view, state, form: 'bring' };
  return (
    <Block title={w.bring} voice>
      <Form
        {...{ view, state, keyValue, name: 'bring', action: `${deskRoot(view)}/statements`, submit: w.read }}
        upload
      >
        <Field
          {...{ ...common, name: 'outsideId', type: 'select', label: w.which, required: true }}
          options={props.accounts.map(({ account }) => ({ value: account.id, label: account.title }))}
          value={props.accounts[0]?.account.id}
        />
        <Field
          {...{ ...common, name: 'file', type: 'file', label: w.file, hint: w.fileHint, required: true }}
          accept=".csv,.txt,.xlsx"
        />
        <AlsoField view={view} state={state} shared={props.shared} />
      </Form>
    </Block>
  );
}

function accountNote(view: View, tally: Tally): string {
  const w = wordsOf(view.lang).files;
  const { there, proposed, differs } = tally;
  if (there.count + proposed.count + differs.count === 0) return w.settled;
  return w.counts(there.count, proposed.count, differs.count);
}

function Accounts(props: FilesView): VNode {
  const { view } = props;
  const w = wordsOf(view.lang).files;
  return (
    <Block title={w.accounts}>
      <Lines
        items={props.accounts.map(({ account, tally }) => ({
          key: account.id,
          what: (
            <Name href={`${deskRoot(view)}/reconcile?account=${account.id}`}>
              {account.numberTail === '' ? account.title : `${account.title} · ${account.numberTail}`}
            </Name>
          ),
          note: accountNote(view, tally),
          value: w.kinds[account.kind],
        }))}
      />
    </Block>
  );
}

/** The statements: the accounts outside, a new file, and those that were brought. */
export function FilesPage(props: FilesView): VNode {
  const { view, files } = props;
  const w = wordsOf(view.lang).files;
  const none = props.accounts.length === 0;
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} />
      <Refused state={props.state} except={['bring', 'named']} />
      {none ? <Empty title={w.noAccounts}>{w.noAccountsWhy}</Empty> : <Bring {...props} />}
      {!none && <Accounts {...props} />}
      {!none && (
        <Block title={w.brought}>
          {files.length === 0 ? (
            <p class="muted">{w.none}</p>
          ) : (
            <Lines
              items={files.map((file) => ({
                key: file.id,
                what: <Name href={`${deskRoot(view)}/statements/${file.id}`}>{file.name}</Name>,
                note:
                  file.state === 'landed'
                    ? `${file.outsideTitle} · ${w.line(file.landed, file.repeated, file.refused)}`
                    : file.outsideTitle,
                value: w.states[file.state],
              }))}
            />
          )}
        </Block>
      )}
      {props.mayName && <NewAccount {...props} />}
      <DeskLinks view={view} here="/statements" />
    </Page>
  );
}

/** What the page of one file shows. */
export interface FileView extends FormView {
  readonly file: StatementFile;
  /** The first rows as lines, while it waits. */
  readonly sample: readonly LineDraft[];
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly tally: Tally;
  readonly together: Together;
}

function Waiting(props: FileView): VNode {
  const { view, state, file, sample } = props;
  const w = wordsOf(view.lang).file;
  const here = `${deskRoot(view)}/statements/${file.id}`;
  const columns = (
    <Form
      {...{ view, state, name: 'map', action: `${here}/map`, submit: w.map, keyValue: `${props.keyValue}-m` }}
      quiet
    >
      <ColumnFields
        {...{ view, state, form: 'map', header: file.header, mapping: file.columns }}
        fields={statementFields.map((name) => ({ name, label: w.fields[name], optional: name !== 'day' }))}
      />
    </Form>
  );
  const understood = sample.length > 0;
  return (
    <>
      {!understood && <Block title={w.columnsTitle}>{columns}</Block>}
      <SampleRows
        title={w.sample}
        heads={[
          { title: w.day },
          { title: w.number },
          { title: w.payer },
          { title: w.memo },
          { title: w.amount, numeric: true },
        ]}
        rows={sample.slice(0, 8).map((one) => ({
          key: `${one.line}`,
          cells: [
            dayName(view.lang, one.day),
            one.number,
            one.payer,
            one.memo,
            <Money key="amount" fen={one.amount} sign tone={one.amount > 0n ? 'in' : 'out'} />,
          ],
        }))}
      />
      <p class="statement">{w.readable(sample.length)}</p>
      <div class="next">
        {understood && (
          <Act
            {...{ view, action: `${here}/land`, name: 'land', label: w.land, keyValue: props.keyValue }}
            kind="main"
          />
        )}
        <Act {...{ view, action: `${here}/drop`, name: 'drop', label: w.drop, keyValue: props.keyValue }} />
        <ActLink href={`${here}/original`}>{w.original}</ActLink>
      </div>
      {understood && (
        <Fold title={w.remap} state={state} fields={[]} open={state?.form === 'map'}>
          {columns}
        </Fold>
      )}
    </>
  );
}

function Landed(props: FileView): VNode {
  const { view, file } = props;
  const w = wordsOf(view.lang).file;
  const desk = deskRoot(view);
  if (file.state === 'dropped') return <p class="statement">{w.dropped}</p>;
  if (file.state === 'landing')
    return (
      <>
        <p class="statement">{w.progress(file.done, file.total)}</p>
        <progress class="wide" value={file.done} max={file.total} aria-label={w.progress(file.done, file.total)} />
        <p>{w.progressNote}</p>
        <ActLink href={`${desk}/statements/${file.id}`}>{w.look}</ActLink>
      </>
    );
  return (
    <div class="next">
      <ActLink href={`${desk}/reconcile?account=${file.outsideId}`} kind="main" icon="go">
        {w.toLines}
      </ActLink>
    </div>
  );
}

function FileFacts(props: FileView): VNode {
  const { view, file } = props;
  const w = wordsOf(view.lang).file;
  const encodings: Readonly<Record<string, string>> = w.encodings;
  const span =
    file.firstDay === null || file.lastDay === null
      ? []
      : [{ term: w.span, value: `${dayName(view.lang, file.firstDay)} – ${dayName(view.lang, file.lastDay)}` }];
  return (
    <Facts
      items={[
        { term: w.format, value: w.formats[file.format] },
        { term: w.encoding, value: encodings[file.encoding] ?? file.encoding },
        ...span,
        ...(file.state === 'landed'
          ? [{ term: w.sums, value: `+${formatFen(file.moneyIn)} −${formatFen(file.moneyOut)}` }]
          : []),
        { term: w.hash, value: <code>{file.sha256.slice(0, 16)}</code> },
        { term: wordsOf(view.lang).files.brought, value: <Day view={view} date={file.at} /> },
      ]}
    />
  );
}

/** One file: what its columns mean while it waits, what came of it afterwards, and every line that did not come in. */
export function FilePage(props: FileView): VNode {
  const { view, file } = props;
  const w = wordsOf(view.lang).file;
  const landed = file.state === 'landed';
  return (
    <Page view={view} title={file.name} area="desk" section="fund" wide>
      <RecordHead
        kind={`${w.kind} · ${file.outsideTitle}`}
        title={landed ? w.doneTitle(file.name) : file.name}
        lede={landed ? w.doneLede(file.landed, file.repeated, file.refused) : w.columnsLede}
      />
      <Refused state={props.state} except={['map']} />
      <Pair side={<FileFacts {...props} />}>
        {file.state === 'waiting' ? <Waiting {...props} /> : <Landed {...props} />}
        <TogetherBlock {...props} {...props.together} />
        <BadRows view={view} bad={props.bad} href={`${deskRoot(view)}/statements/${file.id}/report`} />
      </Pair>
      <DeskLinks view={view} here="-" />
    </Page>
  );
}
