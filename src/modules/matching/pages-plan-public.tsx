import type { ComponentChildren, VNode } from 'preact';
import { partNames } from '#algorithms/match-score';
import { groupDigits } from '#kernel/numbers';
import type { ListData } from '#platform/web';
import { Moment } from '#ui/day';
import { ActLink } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { servedIn } from './pages-plan.tsx';
import type { Formula, Run } from './queries-batch.ts';
import { type Figures, type GroupLine, together } from './rules-batch.ts';
import { tiers } from './schema.ts';

/** The public list of plans. */
export function PublicRunsPage(props: { readonly view: View; readonly data: ListData<Run> }): VNode {
  const { view, data } = props;
  const t = wordsOf(view).plan;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} section="needs" wide>
      <PageHead title={t.title} lede={t.publicLede} />
      <List
        view={view}
        {...data}
        title={t.publicList}
        level={2}
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/plans/${row.id}`}
        empty={
          <Empty title={t.emptyTitle} acts={<ActLink href={`${root}/needs`}>{wordsOf(view).list.needs}</ActLink>}>
            {t.empty}
          </Empty>
        }
      />
    </Page>
  );
}

function Table(props: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}): VNode {
  return (
    <table class="plain many">
      <thead>
        <tr>
          {props.heads.map((head, at) => (
            <th key={head} scope="col" class={at === 0 ? undefined : 'num'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(([first, ...rest], at) => (
          <tr key={`row${at}`}>
            <th scope="row">{first}</th>
            {rest.map((cell, column) => (
              <td key={`cell${column}`} class="num">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What each way reaches, tier by tier: needs, then points. */
function Ways(props: { readonly view: View; readonly figures: Figures }): VNode {
  const { view, figures } = props;
  const t = wordsOf(view).plan;
  const ways = ['best', 'firstCome', 'greedy'] as const;
  const heads = [t.tier, ...ways.map((way) => t.way[way])];
  const shown = figures.tiers.flatMap((tier, at) => {
    const name = tiers[at];
    return name === undefined || tier.needs === 0 ? [] : [{ name, tier }];
  });
  const sum = (of: 'full' | 'part') => figures.tiers.reduce((all, tier) => all + tier.best[of], 0);
  return (
    <>
      <Table
        heads={heads.toSpliced(1, 0, t.needs)}
        rows={[
          ...shown.map(({ name, tier }) => [
            t.tiers[name],
            tier.needs,
            ...ways.map((way) => tier[way].full + tier[way].part),
          ]),
          [t.all, figures.needs, ...ways.map((way) => servedIn(figures, way))],
        ]}
      />
      <p>{t.full(sum('full'), sum('part'))}</p>
      <Table
        heads={heads.toSpliced(0, 1, t.points)}
        rows={shown.map(({ name, tier }) => [
          t.tiers[name],
          ...ways.map((way) => groupDigits(BigInt(tier[way].points))),
        ])}
      />
    </>
  );
}

function Groups(props: {
  readonly view: View;
  readonly title: string;
  readonly lines: readonly GroupLine[];
  readonly nameOf: (key: string) => string;
}): VNode | null {
  const t = wordsOf(props.view).plan;
  // One line of all together says nothing that does not stand above.
  if (props.lines.every((line) => line.key === together)) return null;
  return (
    <Table
      heads={[props.title, t.needs, t.served]}
      rows={props.lines.map((line) => [
        line.key === together ? t.together : props.nameOf(line.key),
        line.needs ?? t.hidden,
        line.served ?? t.hidden,
      ])}
    />
  );
}

function FormulaBlock(props: { readonly view: View; readonly formula: Formula }): VNode {
  const { view, formula } = props;
  const w = wordsOf(view);
  const t = w.plan;
  return (
    <Block title={t.formula} id="formula" aside={t.version(formula.version)}>
      <p>{t.formulaTiers}</p>
      <p>{t.formulaText(formula.served)}</p>
      <Facts items={partNames.map((name) => ({ term: w.parts[name], value: formula.most[name] }))} />
      <p>{t.formulaBlind}</p>
    </Block>
  );
}

function ledeOf(view: View, figures: Figures): string {
  const t = wordsOf(view).plan;
  const extra = servedIn(figures) - servedIn(figures, 'firstCome');
  const points = (way: 'best' | 'firstCome') => figures.tiers.map((tier) => tier[way].points).join(' ');
  if (extra === 0) return points('best') === points('firstCome') ? t.equal : t.same;
  return extra > 0 ? t.more(extra) : t.fewer(-extra);
}

/** What the public page of one plan takes. */
export interface PublicRunProps {
  readonly view: View;
  readonly run: Run;
  readonly figures: Figures;
  readonly formula: Formula;
  readonly least: number;
  readonly classes: ReadonlyMap<string, string>;
  readonly estates: ReadonlyMap<string, string>;
}

function Proof(props: PublicRunProps): VNode {
  const { view, run, figures } = props;
  const t = wordsOf(view).plan;
  const { corners } = figures;
  return (
    <Block title={t.proof} id="proof">
      <p>{t.proofText}</p>
      {corners.open > 0 && <p>{t.proofOpen(corners.open)}</p>}
      {!corners.solved && <p>{t.proofUnsolved}</p>}
      <p class="bar">
        <ActLink href={`${spaceRoot(view)}/plans/${run.id}/plan.json`} kind="line" icon="download" download>
          {t.download}
        </ActLink>
      </p>
      <p>
        {t.check} <code>{t.command}</code>
      </p>
    </Block>
  );
}

/** One plan as everybody may see it: what it reaches, what other ways would, who is served, how, and what proves it. */
export function PublicRunPage(props: PublicRunProps): VNode {
  const { view, run, figures } = props;
  const t = wordsOf(view).plan;
  const ageWords: Readonly<Record<string, string>> = t.ages;
  const { groups } = figures;
  const kinds = [groups.class, groups.estate, groups.age];
  const pooled = kinds.flat().some((line) => line.key === together);
  const telling = kinds.some((lines) => lines.some((line) => line.key !== together));
  return (
    <Page view={view} title={t.one(run.number)} section="needs">
      <RecordHead
        kind={
          <>
            {t.one(run.number)} · <Moment view={view} at={run.at} />
          </>
        }
        title={t.bestTitle(servedIn(figures), figures.needs)}
        lede={ledeOf(view, figures)}
      />
      <Block title={t.ways} id="ways" voice>
        <Ways view={view} figures={figures} />
      </Block>
      {telling && (
        <Block title={t.groups} id="groups">
          <Groups view={view} title={t.byClass} lines={groups.class} nameOf={(key) => props.classes.get(key) ?? key} />
          <Groups
            view={view}
            title={t.byEstate}
            lines={groups.estate}
            nameOf={(key) => props.estates.get(key) ?? t.noEstate}
          />
          <Groups view={view} title={t.byAge} lines={groups.age} nameOf={(key) => ageWords[key] ?? key} />
          {pooled && <p class="muted">{t.togetherNote(props.least)}</p>}
        </Block>
      )}
      <FormulaBlock view={view} formula={props.formula} />
      <Proof {...props} />
    </Page>
  );
}
