import type { VNode } from 'preact';
import type { Recounted } from '#algorithms/recount';
import { formatFen } from '#kernel/money';
import { ActLink } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { byPlace, listedOf, settingsOf, wholeFen } from './rules.ts';
import type { Idea, Round } from './schema.ts';

interface ResultView {
  readonly view: View;
  readonly of: Round;
  readonly ideas: readonly Idea[];
  readonly count: Recounted;
  readonly placeNames: ReadonlyMap<string, string>;
}

const ideaOf = (ideas: readonly Idea[], fileId: string): Idea | undefined =>
  ideas.find((one) => one.listed === listedOf(fileId));

const titleOf = (ideas: readonly Idea[], fileId: string): string => ideaOf(ideas, fileId)?.title ?? fileId;

/** How a winner came by its money, in a sentence. */
function paidBy({ view, count }: ResultView, winner: string): string {
  const w = wordsOf(view).result;
  const bought = count.purchases.find((one) => one.project === winner);
  const step = count.steps.find((one) => one.project === winner);
  if (bought !== undefined)
    return [
      w.paid(bought.full, formatFen(wholeFen(bought.payment))),
      bought.last > 0 ? w.last(bought.last) : '',
      bought.tied.length > 0 ? w.tied : '',
    ].join('');
  if (step === undefined) return '';
  return count.purchases.length > 0 ? `${w.filled} · ${w.score(step.score)}` : w.score(step.score);
}

function Winners(props: ResultView): VNode {
  const { view, ideas, count } = props;
  const words = wordsOf(view);
  return (
    <Block title={words.result.winners} aside={`${count.winners.length}`}>
      <Lines
        items={count.winners.map((winner) => {
          const idea = ideaOf(ideas, winner);
          const link = idea?.projectId ?? null;
          const declined = idea?.outcome === 'declined' ? ` · ${words.outcomes.declined}` : '';
          return {
            key: winner,
            what:
              link === null ? (
                titleOf(ideas, winner)
              ) : (
                <a href={`${spaceRoot(view)}/projects/${link}`}>{titleOf(ideas, winner)}</a>
              ),
            note: `${paidBy(props, winner)}${declined}`,
            value: <Money fen={idea?.cost ?? 0n} />,
          };
        })}
      />
    </Block>
  );
}

function Loser(props: ResultView & { readonly lost: Recounted['lost'][number] }): VNode {
  const { view, ideas, lost, of } = props;
  const w = wordsOf(view).result;
  const cost = formatFen(ideaOf(ideas, lost.project)?.cost ?? 0n);
  const said =
    of.rule === 'equal-shares'
      ? w.needed(cost, lost.supporters, formatFen(BigInt(lost.had)))
      : w.neededPlain(cost, lost.supporters);
  return (
    <details>
      <summary>
        {titleOf(ideas, lost.project)} <span class="muted">{cost}</span>
      </summary>
      <p>{said}</p>
      {lost.spent.length > 0 && (
        <>
          <p>{w.spentOn}</p>
          <Lines
            items={lost.spent.map((one) => ({
              key: one.project,
              what: titleOf(ideas, one.project),
              value: <Money fen={BigInt(one.amount)} />,
            }))}
          />
        </>
      )}
      <p>{lost.more === null ? w.moreNone : w.more(lost.more)}</p>
    </details>
  );
}

interface CompareRow {
  readonly key: string;
  readonly name: string;
  readonly ours: string;
  readonly greedy: string;
}

const row = (one: CompareRow): VNode => (
  <tr key={one.key}>
    <th scope="row">{one.name}</th>
    <td class="num">{one.ours}</td>
    <td class="num">{one.greedy}</td>
  </tr>
);

function Compare(props: ResultView): VNode {
  const { view, ideas, count, placeNames } = props;
  const words = wordsOf(view);
  const w = words.result;
  const only = (one: readonly string[], other: readonly string[]): string[] =>
    one.filter((id) => !other.includes(id)).map((id) => titleOf(ideas, id));
  const rows = [
    { key: 'projects', name: w.projects, ours: `${count.winners.length}`, greedy: `${count.greedy.winners.length}` },
    { key: 'spent', name: w.spent, ours: formatFen(BigInt(count.cost)), greedy: formatFen(BigInt(count.greedy.cost)) },
    {
      key: 'served',
      name: w.served,
      ours: `${count.served} / ${count.voters}`,
      greedy: `${count.greedy.served} / ${count.voters}`,
    },
  ];
  const places = byPlace(ideas, count).map((line) => ({
    key: line.placeId ?? 'all',
    name: line.placeId === null ? words.page.everywhere : (placeNames.get(line.placeId) ?? ''),
    ...{ ours: formatFen(line.ours), greedy: formatFen(line.greedy) },
  }));
  const apart = [
    { key: 'ours', name: w.oursOnly, of: only(count.winners, count.greedy.winners) },
    { key: 'greedy', name: w.greedyOnly, of: only(count.greedy.winners, count.winners) },
  ].filter((one) => one.of.length > 0);
  return (
    <Block title={w.compare}>
      <p class="muted">{w.compareLede}</p>
      <table class="plain">
        <thead>
          <tr>
            <td />
            <th scope="col" class="num">
              {w.ours}
            </th>
            <th scope="col" class="num">
              {w.greedy}
            </th>
          </tr>
        </thead>
        <tbody>{rows.map(row)}</tbody>
        {places.length > 0 && (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={3} class="muted">
                {w.places}
              </th>
            </tr>
            {places.map(row)}
          </tbody>
        )}
      </table>
      {apart.map((one) => (
        <p key={one.key}>
          {one.name}: {one.of.join(view.lang === 'zh' ? '、' : ', ')}
        </p>
      ))}
    </Block>
  );
}

function Recount(props: ResultView): VNode {
  const { view, of, count } = props;
  const w = wordsOf(view).result;
  const root = spaceRoot(view);
  const settings = settingsOf(of);
  const file = `${root}/votes/${of.pollId ?? ''}/ballots.pb`;
  const yuan = formatFen(BigInt(of.increment), { plain: true });
  const extra =
    of.rule === 'equal-shares'
      ? ` --utility ${of.utility} --completion ${of.completion} --stop ${of.stop} --increment ${yuan}`
      : '';
  const data = {
    'data-file': file,
    'data-settings': JSON.stringify(settings),
    'data-winners': JSON.stringify(count.winners),
    'data-cost': count.cost,
    'data-purchases': JSON.stringify(count.purchases.map((one) => one.payment)),
    'data-counting': w.counting,
    'data-same': w.same,
    'data-differs': w.differs,
    'data-unable': w.noScript,
  };
  return (
    <Block title={w.recount}>
      <div data-recount {...data}>
        <p>{w.recountLede}</p>
        <p class="bar">
          <button type="button" class="act act-line" hidden data-recount-go>
            {w.recountGo}
          </button>
        </p>
        <p role="status" data-recount-says>
          {w.noScript}
        </p>
      </div>
      <p>{w.command}</p>
      <pre class="raw">{w.commandLine(of.rule, extra)}</pre>
      <p class="bar">
        <ActLink href={file} icon="download" download>
          {w.file}
        </ActLink>
        <ActLink href={`${root}/rounds/${of.id}/count.json`} icon="download" download>
          {w.log}
        </ActLink>
      </p>
      <p>{w.fileHash}</p>
      <pre class="raw">{of.fileHash}</pre>
      <p>
        <a href={`${root}/votes/${of.pollId ?? ''}`}>{w.lot}</a>
      </p>
    </Block>
  );
}

/** Why each project won or not, what another rule would have done, and everything to count it again. */
export function ResultPage(props: ResultView): VNode {
  const { view, of, count } = props;
  const w = wordsOf(view).result;
  return (
    <Page view={view} title={w.title(of.title)} section="decisions" scripts={['recount']}>
      <PageHead
        kind={<a href={`${spaceRoot(view)}/rounds/${of.id}`}>{w.back}</a>}
        title={w.title(of.title)}
        lede={w.lede(count.voters, count.winners.length, formatFen(BigInt(count.cost)))}
      />
      <Winners {...props} />
      <Compare {...props} />
      <Block title={w.losers} aside={`${count.lost.length}`}>
        {count.lost.map((lost) => (
          <Loser key={lost.project} {...props} lost={lost} />
        ))}
      </Block>
      <Recount {...props} />
    </Page>
  );
}
