import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, Field, Form, type FormState, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Qr, shortAddress } from '#ui/print';
import { Empty, Lines, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { Seal } from '#ui/seal';
import { deskRoot, type View } from '#ui/view';
import { optionName, wordsOf } from './pages-parts.tsx';
import type { Turnout } from './queries.ts';
import { spacedCode } from './rules.ts';
import type { Option, Pile, Poll } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly of: Poll;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** The piles of ballots on paper, and beginning another. */
export function PilesPage(props: FormView & { readonly all: readonly Pile[]; readonly turnout: Turnout }): VNode {
  const { view, of, state, keyValue, all } = props;
  const w = wordsOf(view).paper;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  const entered = all.filter((one) => one.state === 'settled').reduce((sum, one) => sum + one.size, 0);
  return (
    <Page view={view} title={w.title(of.title)} area="desk" section="decisions">
      <PageHead
        title={w.title(of.title)}
        lede={w.lede}
        acts={<ActLink href={path}>{wordsOf(view).roll.back}</ActLink>}
      />
      <p>{w.counts(props.turnout.channels.paper ?? 0, entered)}</p>
      {all.length === 0 ? (
        <Empty title={w.none}>{w.noneWhy}</Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what:
              one.state === 'settled' ? (
                w.pile(one.number, one.size)
              ) : (
                <Name href={`${path}/paper/${one.id}`}>{w.pile(one.number, one.size)}</Name>
              ),
            value: w.states[one.state],
          }))}
        />
      )}
      {of.state === 'ready' && (
        <Form {...{ view, state, keyValue, name: 'pile', action: `${path}/paper`, submit: w.begin, quiet: true }}>
          <Field {...{ view, state, form: 'pile', name: 'size', type: 'number', label: w.size, required: true }} />
        </Form>
      )}
    </Page>
  );
}

/** One reading of a pile: a line for each ballot; the third reading asks only for those that differ. */
export function ReadPilePage(props: FormView & { readonly pile: Pile; readonly asked: readonly number[] }): VNode {
  const { view, of, state, keyValue, pile, asked } = props;
  const w = wordsOf(view).paper;
  const path = `${deskRoot(view)}/votes/${of.id}/paper`;
  const turn = pile.state === 'first' ? 1 : pile.state === 'second' ? 2 : 3;
  const more = of.kind === 'points' ? [w.readPoints] : of.kind === 'ranks' ? [w.readRanks] : [];
  const lede = [w.readLede, ...more, ...(of.electorate === 'owners' ? [w.readOwners] : [])].join(' ');
  const title = w.readTitle(pile.number, turn);
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead kind={of.title} title={title} lede={lede} acts={<ActLink href={path}>{w.back}</ActLink>} />
      {turn === 3 && <p>{w.third(asked.join(view.lang === 'zh' ? '、' : ', '))}</p>}
      <Lines
        items={of.options.map((one) => ({
          key: `${one.number}`,
          what: optionName(view, of, one),
          value: `${one.number}`,
        }))}
      />
      <Refused state={state?.errors[''] === undefined ? undefined : state} />
      <Form {...{ view, state, keyValue, name: 'read', action: `${path}/${pile.id}`, submit: w.done }}>
        {asked.map((position) => (
          <Field
            key={position}
            {...{ view, state, form: 'read', name: `entry.${position}`, short: true, autocomplete: 'off' }}
            label={w.entry(position)}
          />
        ))}
      </Form>
    </Page>
  );
}

function Line(props: { readonly view: View; readonly of: Poll; readonly option: Option }): VNode {
  const { view, of, option } = props;
  const graded = of.kind === 'points' || of.kind === 'ranks';
  return (
    <tr>
      <td>{graded ? '____' : '□'}</td>
      <th scope="row">
        {of.kind === 'yes_no' ? '' : `${option.number} `}
        {optionName(view, of, option)}
        {option.note !== '' && <small> {option.note}</small>}
      </th>
      <td class="num">{option.cost !== null && <Money fen={option.cost} />}</td>
    </tr>
  );
}

function Sheet(props: { readonly view: View; readonly of: Poll; readonly code: string; readonly url: string }): VNode {
  const { view, of, code } = props;
  const w = wordsOf(view).print;
  const how = of.kind === 'points' ? w.foldPoints : of.kind === 'ranks' ? w.foldRanks : '';
  const limits = [
    ...(of.kind === 'knapsack' && of.budget !== null ? [w.money(formatFen(of.budget))] : []),
    ...(of.most === null || of.kind === 'choose' || of.kind === 'yes_no' ? [] : [w.most(of.most)]),
    ...(of.points === null ? [] : [w.points(of.points)]),
  ];
  return (
    <article class="paper-ballot">
      <header>
        <Seal text={view.space?.short ?? ''} />
        <b>{view.space?.name ?? ''}</b>
        <span>
          {w.ballot} {of.number ?? ''}
        </span>
      </header>
      <h1>{of.title}</h1>
      <p>
        {how}
        {w.fold}
      </p>
      {limits.length > 0 && (
        <p>
          <strong>{limits.join(view.lang === 'zh' ? '；' : '; ')}</strong>
        </p>
      )}
      <table class="plain">
        <tbody>
          {of.options.map((option) => (
            <Line key={option.number} view={view} of={of} option={option} />
          ))}
        </tbody>
      </table>
      {of.electorate === 'owners' && <p>{w.areaLine}: ________</p>}
      <p class="muted">
        {w.number} · {w.code} <code>{spacedCode(code)}</code>
      </p>
      <footer>
        <p>
          <strong>{w.strip}</strong> · {of.title} · {w.code} <code>{spacedCode(code)}</code>
        </p>
        <Qr text={props.url} label={w.code} />
        <p>{w.stripHow(shortAddress(props.url).replace(/\/[^/]+\/receipts$/, ''))}</p>
      </footer>
    </article>
  );
}

/** As many ballots as are printed at once. */
export const mostSheets = 60;

/**
 * Ballots on paper, each with a code of its own on it and on the strip that is torn off. Codes are drawn for the page and
 * kept nowhere: nobody knows who took which.
 */
export function PrintBallotPage(props: {
  readonly view: View;
  readonly of: Poll;
  readonly codes: readonly string[];
  /** Where receipts are looked up. */
  readonly url: string;
}): VNode {
  const { view, of, codes } = props;
  const words = wordsOf(view);
  const w = words.print;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  return (
    <Page view={view} title={w.ballot} area="desk" section="decisions">
      <div>
        <p>
          <ActLink href={path} icon="back">
            {words.roll.back}
          </ActLink>
        </p>
        <Form view={view} name="sheets" method="get" action={`${path}/print`} submit={w.sheetsGo} quiet>
          <Field
            {...{ view, form: 'sheets', name: 'sheets', type: 'number', label: w.sheets, hint: w.sheetsHint }}
            value={`${codes.length}`}
          />
        </Form>
      </div>
      {codes.map((code) => (
        <Sheet key={code} view={view} of={of} code={code} url={props.url} />
      ))}
    </Page>
  );
}

/** The sheet on which ballots are counted by hand, five strokes to a mark. */
export function CountSheetPage(props: { readonly view: View; readonly of: Poll }): VNode {
  const { view, of } = props;
  const words = wordsOf(view);
  const w = words.print;
  const rows = [
    ...of.options.map((option) => ({
      key: `${option.number}`,
      name: `${option.number} ${optionName(view, of, option)}`,
    })),
    { key: 'invalid', name: words.page.invalid },
    { key: 'all', name: w.total },
  ];
  return (
    <Page view={view} title={w.count} area="desk" section="decisions">
      <PageHead
        kind={of.title}
        title={w.count}
        lede={w.countLede}
        acts={<ActLink href={`${deskRoot(view)}/votes/${of.id}`}>{words.roll.back}</ActLink>}
      />
      <table class="plain">
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              <td>{'□□□□□ '.repeat(6)}</td>
              <td class="num">____</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}
