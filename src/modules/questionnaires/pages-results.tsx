import type { VNode } from 'preact';
import { Bars } from '#ui/chart';
import { Block, Lines } from '#ui/record';
import type { View } from '#ui/view';
import { choiceName, wordsOf } from './pages-parts.tsx';
import type { Response, Results } from './queries-results.ts';
import { percentOf } from './rules.ts';
import type { Crossed, QuestionResult, RateLine, ToldLine } from './rules-results.ts';
import { bands, channels, type Questionnaire } from './schema.ts';

/** Names of groups: age bands and estates. */
export interface GroupNames {
  readonly places: ReadonlyMap<string, string>;
}

function groupName(view: View, names: GroupNames, key: string): string {
  const w = wordsOf(view);
  const band = bands.find((one) => one === key);
  return band === undefined ? (names.places.get(key) ?? w.placeUnknown) : w.bands[band];
}

function lineName(view: View, result: QuestionResult, line: ToldLine): string {
  return line.choice === null
    ? wordsOf(view).results.span(line.from, line.to)
    : choiceName(view, result.question, line.choice);
}

function figureOf(view: View, line: ToldLine, least: number): string {
  const w = wordsOf(view).results;
  if (line.count !== null) return w.people(line.count, line.percent ?? 0);
  return line.percent === null ? w.small(least) : w.share(line.percent);
}

/** The answers by group, a line for each answer: a table of five ages would not fit a phone. */
function CrossLines(props: {
  readonly view: View;
  readonly title: string;
  readonly result: QuestionResult;
  readonly crossed: Crossed;
  readonly names: GroupNames;
}): VNode {
  const { view, title, result, crossed } = props;
  const w = wordsOf(view).results;
  const named = crossed.groups.map(({ key, size }) => {
    const name = groupName(view, props.names, key);
    return size === null ? name : w.group(name, size);
  });
  return (
    <details class="numbers">
      <summary>{title}</summary>
      <Lines
        items={result.lines.map((line, y) => ({
          key: line.key,
          what: lineName(view, result, line),
          note: named.map((name, x) => w.cell(name, crossed.cells[y]?.[x] ?? null)).join(' · '),
        }))}
      />
    </details>
  );
}

/** The finding of a question in one line: what was chosen most, where it is told. */
function findingOf(view: View, result: QuestionResult): string {
  const w = wordsOf(view).results;
  if (result.mean !== null) return w.mean(result.mean);
  const [first] = result.lines
    .filter((line) => line.percent !== null)
    .toSorted((a, b) => (b.count ?? b.percent ?? 0) - (a.count ?? a.percent ?? 0));
  return first === undefined || first.percent === 0 ? '' : w.most(lineName(view, result, first));
}

function OneResult(props: {
  readonly view: View;
  readonly result: QuestionResult;
  readonly least: number;
  readonly words: readonly string[];
  readonly names: GroupNames;
}): VNode {
  const { view, result, least } = props;
  const w = wordsOf(view).results;
  const { question } = result;
  const title = `${question.number}. ${question.title}`;
  if (question.kind === 'text')
    return (
      <Block title={title}>
        {props.words.length === 0 ? (
          <p class="muted">{w.noWords}</p>
        ) : (
          <ul class="read">
            {props.words.map((one, at) => (
              <li key={`${at}${one}`}>{one}</li>
            ))}
          </ul>
        )}
      </Block>
    );
  if (result.told === 'few')
    return (
      <Block title={title}>
        <p class="muted">{w.few(least)}</p>
      </Block>
    );
  const finding = findingOf(view, result);
  return (
    <Block title={title}>
      {result.told === 'about' && <p class="muted">{w.about}</p>}
      {result.answered !== null && <p class="muted">{w.asked(result.answered, result.asked ?? result.answered)}</p>}
      {question.kind === 'many' && <p class="muted">{w.many}</p>}
      <Bars
        view={view}
        title={finding === '' ? question.title : finding}
        headless={finding === ''}
        tone="plain"
        bars={result.lines.map((line) => ({
          ...{ label: lineName(view, result, line), text: figureOf(view, line, least) },
          value: BigInt(line.count ?? line.percent ?? 0),
          of: BigInt(result.answered ?? 100),
        }))}
      />
      {result.byBand !== null && (
        <CrossLines {...{ view, title: w.byBand, result, crossed: result.byBand, names: props.names }} />
      )}
      {result.byPlace !== null && (
        <CrossLines {...{ view, title: w.byPlace, result, crossed: result.byPlace, names: props.names }} />
      )}
    </Block>
  );
}

/** What came out, question by question; small groups hidden, and said so. */
export function ResultsBlock(props: {
  readonly view: View;
  readonly results: Results;
  readonly names: GroupNames;
}): VNode {
  const { view, results, names } = props;
  const w = wordsOf(view).results;
  if (results.sheets < results.least)
    return (
      <Block title={w.title} voice>
        <p>{w.few(results.least)}</p>
      </Block>
    );
  return (
    <>
      <Block title={w.title} voice>
        <p class="muted">{w.smallNote(results.least)}</p>
      </Block>
      {results.questions.map((result) => (
        <OneResult
          key={result.question.number}
          {...{ view, result, least: results.least, names }}
          words={results.words.get(result.question.number) ?? []}
        />
      ))}
    </>
  );
}

/** How many answered, with the formula; by group and by way, small groups hidden. */
export function ResponseBlock(props: {
  readonly view: View;
  readonly of: Pick<Questionnaire, 'state'>;
  readonly response: Response;
  readonly names: GroupNames;
}): VNode {
  const { view, response, names } = props;
  const words = wordsOf(view);
  const w = words.response;
  const percent = percentOf(response.answered, response.of);
  // Where nothing can be told of any group, one line says so.
  const lines = (title: string, all: readonly RateLine[]) =>
    all.length > 1 && (
      <>
        <p class="muted">{all.every((one) => one.answered === null) ? w.noGroup(title) : title}</p>
        {all.some((one) => one.answered !== null) && (
          <Lines
            items={all.map((one) => ({
              key: one.key,
              what: groupName(view, names, one.key),
              value:
                one.answered === null ? (
                  <span class="muted">{w.hidden}</span>
                ) : (
                  `${one.answered} / ${one.of ?? one.answered}`
                ),
            }))}
          />
        )}
      </>
    );
  const ways = channels.filter((one) => response.channels[one] !== undefined);
  return (
    <Block title={w.title}>
      <p>{w.said(response.answered, response.of, percent)}</p>
      <p class="muted">{w.formula(response.answered, response.of, percent)}</p>
      {lines(w.byBand, response.bands)}
      {lines(w.byPlace, response.places)}
      {props.of.state === 'closed' && ways.length > 0 && (
        <>
          <p class="muted">{w.byWay}</p>
          <Lines
            items={ways.map((one) => ({
              key: one,
              what: words.channels[one],
              value: response.channels[one] ?? <span class="muted">{w.hidden}</span>,
            }))}
          />
        </>
      )}
    </Block>
  );
}
