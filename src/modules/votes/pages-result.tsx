import type { VNode } from 'preact';
import { Block, Lines, Statement } from '#ui/record';
import type { View } from '#ui/view';
import { optionName, wordsOf } from './pages-parts.tsx';
import type { Turnout } from './queries.ts';
import { passed } from './rules.ts';
import { channels, invalidReasons, type Poll, type PollResult, type Sides } from './schema.ts';

/** Hundredths as they are read: 86.50. */
export function areaText(hundredths: string): string {
  const digits = hundredths.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function sideItem(view: View, title: string, of: Sides, area = false) {
  const w = wordsOf(view).page.sides;
  const say = (text: string): string => (area ? areaText(text) : text);
  return {
    key: title,
    what: title,
    note: (
      <>
        <span class={of.tookEnough ? undefined : 'late'}>
          {w.took(say(of.took), say(of.of), say(of.tookNeeded), of.tookEnough)}
        </span>
        <br />
        <span class={of.yesEnough ? undefined : 'late'}>{w.yes(say(of.yes), say(of.yesNeeded), of.yesEnough)}</span>
      </>
    ),
  };
}

function Rules(props: { readonly view: View; readonly of: Poll; readonly result: PollResult }): VNode | null {
  const { view, of, result } = props;
  const w = wordsOf(view).page;
  const { outcome } = result;
  if (outcome.rule === 'round') return null;
  if (outcome.rule === 'most') {
    const names = outcome.winners.map((number) => {
      const option = of.options.find((one) => one.number === number);
      return option === undefined ? '' : optionName(view, of, option);
    });
    return (
      <>
        <Statement>
          {w.winners} {names.join(view.lang === 'zh' ? '、' : ', ')}
        </Statement>
        {outcome.tied.length > 0 && <p>{w.tied(outcome.tied.join(view.lang === 'zh' ? '、' : ', '))}</p>}
      </>
    );
  }
  return (
    <>
      <Statement>{passed(result) === true ? w.passed : w.failed}</Statement>
      <Lines
        items={[
          sideItem(view, w.sides.persons, outcome.persons),
          ...(outcome.rule === 'owners' ? [sideItem(view, w.sides.area, outcome.area, true)] : []),
        ]}
      />
    </>
  );
}

function Table(props: { readonly view: View; readonly of: Poll; readonly result: PollResult }): VNode {
  const { view, of, result } = props;
  const w = wordsOf(view).page;
  const graded = of.kind === 'points' || of.kind === 'ranks';
  const owners = of.electorate === 'owners';
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{w.options}</th>
          <th scope="col" class="num">
            {w.lines.people}
          </th>
          {graded && (
            <th scope="col" class="num">
              {w.lines.score}
            </th>
          )}
          {owners && (
            <th scope="col" class="num">
              {w.lines.area}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {of.options.map((option) => {
          const line = result.box.options.find((one) => one.number === option.number);
          return (
            <tr key={option.number}>
              <th scope="row">{optionName(view, of, option)}</th>
              <td class="num">{line?.people ?? 0}</td>
              {graded && <td class="num">{line?.score ?? 0}</td>}
              {owners && <td class="num">{areaText(line?.area ?? '0')}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What came out: the rule with its sums, every option, and the ballots that do not count with their reasons. */
export function ResultBlock(props: { readonly view: View; readonly of: Poll }): VNode | null {
  const { view, of } = props;
  const words = wordsOf(view);
  const w = words.page;
  if (of.result === null) return null;
  const { box } = of.result;
  const wrong = invalidReasons.filter((one) => (box.invalid[one] ?? 0) > 0);
  return (
    <Block title={w.resultTitle} voice>
      <Rules view={view} of={of} result={of.result} />
      <Table view={view} of={of} result={of.result} />
      <p class="muted">{w.valid(box.ballots, box.valid, box.blank)}</p>
      {wrong.length > 0 && (
        <Lines
          items={wrong.map((reason) => ({
            key: reason,
            what: `${w.invalid}: ${words.invalid[reason]}`,
            value: `${box.invalid[reason] ?? 0}`,
          }))}
        />
      )}
      {of.paperNote !== '' && (
        <p>
          {w.paperNote}: {of.paperNote}
        </p>
      )}
    </Block>
  );
}

/** How many voted, by age and by way, small groups hidden; nothing where the rule says that it waits for the end. */
export function TurnoutBlock(props: { readonly view: View; readonly of: Poll; readonly turnout: Turnout }): VNode {
  const { view, of, turnout } = props;
  const words = wordsOf(view);
  const w = words.page;
  const over = of.state === 'closed' || of.state === 'counted';
  if (of.turnout === 'closed' && !over)
    return (
      <Block title={w.turnout}>
        <p class="muted">{w.turnoutLater}</p>
      </Block>
    );
  const ways = channels.filter((one) => (turnout.channels[one] ?? 0) > 0);
  return (
    <Block title={w.turnout}>
      <p>{w.tookPart(turnout.voted, turnout.of)}</p>
      <Lines
        items={turnout.lines.map((one) => ({
          key: one.band,
          what: words.bands[one.band],
          value: one.voted === null ? <span class="muted">{w.hidden}</span> : `${one.voted} / ${one.of ?? 0}`,
        }))}
      />
      {over && ways.length > 0 && (
        <>
          <p class="muted">{w.byWay}</p>
          <Lines
            items={ways.map((one) => ({ key: one, what: words.channels[one], value: `${turnout.channels[one] ?? 0}` }))}
          />
        </>
      )}
    </Block>
  );
}
