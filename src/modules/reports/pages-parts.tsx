import type { VNode } from 'preact';
import { formatDate, formatMonth } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import { formatFen } from '#kernel/money';
import { type Lang, pick, type Words } from '#kernel/words';
import { sourceClasses, sourceName } from '#modules/gifts';
import { Bars } from '#ui/chart';
import { Money } from '#ui/money';
import { Block, Lines } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Period, ReportContent } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

/** A period as people call it. */
export function periodName(lang: Lang, period: Period): string {
  if (period.span === 'month') return formatMonth(period.from, lang);
  return wordsOf(lang).quarter(period.key.slice(0, 4), period.key.slice(-1));
}

function sourceWords(lang: Lang, source: string): string {
  const known = sourceClasses.find((one) => one === source);
  return known === undefined ? source : sourceName(lang, known);
}

function Money4(props: { readonly view: View; readonly content: ReportContent }): VNode {
  const { view, content } = props;
  const w = wordsOf(view.lang).report;
  return (
    <>
      <Lines
        items={[
          { key: 'opening', what: w.opening, value: <Money fen={content.opening} /> },
          { key: 'in', what: w.in, value: <Money fen={content.in} sign tone="in" /> },
          { key: 'out', what: w.out, value: <Money fen={-content.out} tone="out" /> },
          { key: 'closing', what: <b>{w.closing}</b>, value: <Money fen={content.closing} /> },
        ]}
      />
      {content.held > 0n && <p class="muted">{w.held(formatFen(content.held))}</p>}
    </>
  );
}

function Deeds(props: { readonly view: View; readonly content: ReportContent }): VNode {
  const { view, content } = props;
  const w = wordsOf(view.lang).report;
  const root = spaceRoot(view);
  const states: Readonly<Record<string, string>> = w.states;
  const state = (word: string): string => states[word] ?? word;
  return (
    <>
      <Block title={w.decisions}>
        {content.decisions.length === 0 ? (
          <p class="muted">{w.decisionsNone}</p>
        ) : (
          <Lines
            items={content.decisions.map((one) => ({
              key: one.id,
              what: <a href={`${root}/decisions/${one.id}`}>{one.title}</a>,
              note: one.number,
              value: state(one.state),
            }))}
          />
        )}
      </Block>
      <Block title={w.projects}>
        {content.projects.length === 0 ? (
          <p class="muted">{w.projectsNone}</p>
        ) : (
          <Lines
            items={content.projects.map((one) => ({
              key: one.id,
              what: <a href={`${root}/projects/${one.id}`}>{one.title}</a>,
              note: one.state === 'done' ? w.projectStates.done : w.projectStates.running,
              value: w.percent(one.percent),
            }))}
          />
        )}
      </Block>
      <Block title={w.beside}>
        <Lines
          items={[
            { key: 'goods', what: w.goods, value: w.goodsValue(content.goodsGifts) },
            { key: 'hours', what: w.hours, value: formatMinutes(content.minutes, view.lang) },
            { key: 'activities', what: w.activities, value: w.activitiesValue(content.activities) },
          ]}
        />
      </Block>
    </>
  );
}

/** Everything a report tells, from the figures as they were kept. */
export function ReportBody(props: { readonly view: View; readonly content: ReportContent }): VNode {
  const { view, content } = props;
  const w = wordsOf(view.lang).report;
  const kinds: Readonly<Record<string, string>> = w.differenceKinds;
  return (
    <>
      <Money4 view={view} content={content} />
      <Block title={w.sources}>
        {content.sources.length === 0 ? (
          <p class="muted">{w.sourcesNone}</p>
        ) : (
          <Bars
            view={view}
            tone="in"
            title={w.sources}
            headless
            bars={content.sources.map((one) => ({
              label: sourceWords(view.lang, one.source),
              ...{ value: one.fen, text: formatFen(one.fen), note: w.times(one.times) },
            }))}
          />
        )}
      </Block>
      <Block title={w.uses}>
        {content.uses.length === 0 ? (
          <p class="muted">{w.usesNone}</p>
        ) : (
          <Lines
            items={content.uses.map((one) => ({
              key: one.decisionId,
              what:
                one.decisionId === '' ? (
                  w.other
                ) : (
                  <a href={`${spaceRoot(view)}/decisions/${one.decisionId}`}>{one.title}</a>
                ),
              value: <Money fen={one.fen} tone="out" />,
            }))}
          />
        )}
      </Block>
      <Block title={w.funds}>
        <Lines
          items={content.funds.map((one) => ({
            key: one.id,
            what: <a href={`${spaceRoot(view)}/funds/${one.id}`}>{one.name}</a>,
            value: <Money fen={one.fen} />,
          }))}
        />
      </Block>
      <Deeds view={view} content={content} />
      <Block title={w.differences}>
        {content.differences.length === 0 ? (
          <p class="muted">{w.differencesNone}</p>
        ) : (
          <Lines
            items={content.differences.map((one, at) => ({
              key: `${at}`,
              what: kinds[one.what] ?? one.what,
              note: formatDate(one.day, view.lang),
              value: <Money fen={one.fen} tone="late" />,
            }))}
          />
        )}
      </Block>
    </>
  );
}
