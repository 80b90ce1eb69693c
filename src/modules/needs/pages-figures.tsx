import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { LineChart } from '#ui/chart';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Reach } from './queries-figures.ts';
import { type GroupCount, meanOfThree, percent } from './rules-figures.ts';
import { zh } from './zh.ts';

/** A class with its counts by year. */
export interface ClassYears {
  readonly code: string;
  readonly label: string;
  readonly counts: readonly number[];
  readonly total: number;
  readonly met: number;
}

/** What the page of figures is given. */
export interface FiguresProps {
  readonly view: View;
  readonly desk: boolean;
  readonly years: readonly string[];
  readonly rows: readonly ClassYears[];
  readonly months: readonly { readonly month: LocalDate; readonly count: number }[];
  readonly rises: readonly { readonly label: string; readonly now: number; readonly before: number }[];
  readonly reach: Reach;
  readonly groups: readonly {
    readonly title: string;
    readonly lines: readonly (GroupCount & { readonly label: string })[];
  }[];
  /** Groups smaller than this are not told apart; null where nothing is held back. */
  readonly least: number | null;
}

/** Needs in figures (F009, F010, F018, F149): what rose, the trend, how far they got, classes by year, groups. */
export function NeedFiguresPage(props: FiguresProps): VNode {
  const { view, desk } = props;
  const t = pick(view.lang, { zh, en }).figures;
  const here = `${desk ? deskRoot(view) : spaceRoot(view)}/needs/figures`;
  return (
    <Page view={view} title={t.title} area={desk ? 'desk' : 'public'} section="needs" wide>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          props.rows.length === 0 ? undefined : (
            <>
              <ActLink href={`${spaceRoot(view)}/map/needs`}>{t.map}</ActLink>
              <ActLink href={`${here}/file`} icon="download" download>
                {t.file}
              </ActLink>
            </>
          )
        }
      />
      {props.rows.length === 0 ? (
        <Empty title={t.empty} acts={<ActLink href={`${spaceRoot(view)}/say`}>{t.say}</ActLink>}>
          {t.emptyWhy}
        </Empty>
      ) : (
        <>
          <Rises {...props} />
          <Trend {...props} />
          <HowFar {...props} />
          <ByClass {...props} />
          <Groups {...props} />
        </>
      )}
    </Page>
  );
}

function Rises(props: FiguresProps): VNode {
  const { view, rises } = props;
  const t = pick(view.lang, { zh, en }).figures;
  return (
    <Block title={t.rises}>
      {rises.length === 0 ? (
        <p class="muted">{t.noRise}</p>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t.class}</th>
              <th scope="col" class="num">
                {t.thisMonth}
              </th>
              <th scope="col" class="num">
                {t.mean}
              </th>
            </tr>
          </thead>
          <tbody>
            {rises.map((one) => (
              <tr key={one.label}>
                <th scope="row">{one.label}</th>
                <td class="num">{one.now}</td>
                <td class="num">{meanOfThree(one.before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

function Trend(props: FiguresProps): VNode {
  const { view, months } = props;
  const t = pick(view.lang, { zh, en }).figures;
  const now = months.at(-1)?.count ?? 0;
  const before = months.at(-2)?.count ?? 0;
  return (
    <LineChart
      view={view}
      tone="plain"
      title={
        now === before ? t.trendSame(now) : now > before ? t.trendUp(now, now - before) : t.trendDown(now, before - now)
      }
      points={months.map(({ month, count }) => ({
        label: t.monthShort(Number(month.slice(5, 7))),
        value: BigInt(count),
        text: `${count}`,
      }))}
    />
  );
}

function HowFar(props: FiguresProps): VNode {
  const { view, reach } = props;
  const t = pick(view.lang, { zh, en }).figures;
  const share = (part: number) => {
    const whole = percent(part, reach.all);
    return whole === null ? t.nothing : t.share(whole, part, reach.all);
  };
  return (
    <Block title={t.howFar}>
      <Facts
        items={[
          { term: t.met, value: share(reach.met) },
          { term: t.answered, value: share(reach.answered) },
          { term: t.median, value: reach.medianDays === null ? t.nothing : t.days(reach.medianDays) },
        ]}
      />
      <p class="muted">
        <a href={`${spaceRoot(view)}/results`}>{t.cost}</a>
      </p>
    </Block>
  );
}

function ByClass(props: FiguresProps): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).figures;
  const root = props.desk ? deskRoot(view) : spaceRoot(view);
  return (
    <Block title={t.byClass}>
      <table class="plain">
        <caption class="sr">{t.byClass}</caption>
        <thead>
          <tr>
            <th scope="col">{t.class}</th>
            {[...props.years, t.total, t.met].map((head) => (
              <th key={head} scope="col" class="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.code}>
              <th scope="row" class={row.code.includes('.') ? 'sub' : undefined}>
                <a href={`${root}/needs?class=${row.code}`}>{row.label}</a>
              </th>
              {[...row.counts, row.total, row.met].map((count, at) => (
                <td key={`${at}`} class="num">
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

function Groups(props: FiguresProps): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).figures;
  return (
    <>
      {props.groups.map((group) => (
        <Block key={group.title} title={group.title}>
          {group.lines.length === 0 ? (
            <p class="muted">{t.allSmall}</p>
          ) : (
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">{t.group}</th>
                  <th scope="col" class="num">
                    {t.total}
                  </th>
                  <th scope="col" class="num">
                    {t.met}
                  </th>
                </tr>
              </thead>
              <tbody>
                {group.lines.map((line) => (
                  <tr key={line.key}>
                    <th scope="row">{line.label}</th>
                    <td class="num">{line.count}</td>
                    <td class="num">{line.met}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Block>
      ))}
      {props.least !== null && <p class="muted">{t.held(props.least)}</p>}
    </>
  );
}
