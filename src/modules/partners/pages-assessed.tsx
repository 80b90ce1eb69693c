import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, PageHead, Pair } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { assessingWords } from './pages-assessing.tsx';
import type { AssessedYear } from './rules-assessing.ts';
import { type AssessmentGap, criteria } from './schema-assessing.ts';

interface YearProps {
  readonly view: View;
  readonly of: AssessedYear;
  readonly bodyNames: ReadonlyMap<string, string>;
}

/** One year: its card with the five scores, or that there is none. */
function Year({ view, of, bodyNames }: YearProps): VNode {
  const words = assessingWords(view);
  const w = words.history;
  const { card } = of;
  const day = (at: Date | string) => formatDate(at, view.lang);
  const red = of.gaps.map((gap) => (
    <p key={gap} class="wrong">
      {w.gaps[gap]}
    </p>
  ));
  if (card === null)
    return (
      <Block title={w.year(of.year)} id={`year-${of.year}`}>
        {red.length > 0 ? red : <p class="muted">{w.waiting}</p>}
      </Block>
    );
  return (
    <Block title={w.year(of.year)} aside={words.list.of(card.total)} id={`year-${of.year}`}>
      {red}
      <Pair side={<Facts items={criteria.map((one) => ({ term: words.criteria[one], value: card.scores[one] }))} />}>
        {card.text.split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
        {card.approvedOn !== null && <p>{w.approved(card.approvedBy, day(card.approvedOn))}</p>}
        <p class="muted">{w.by(bodyNames.get(card.bodyId) ?? '', day(card.at))}</p>
        {of.corrected.map((one) => (
          <p key={one.id} class="muted">
            {w.corrected(one.version, one.total, day(one.at))}
          </p>
        ))}
      </Pair>
    </Block>
  );
}

/** An organisation's cards year by year, the years without one in red (F104). */
export function AssessedPage(props: {
  readonly view: View;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly years: readonly AssessedYear[];
  /** Why it is red today. */
  readonly gaps: readonly AssessmentGap[];
  readonly bodyNames: ReadonlyMap<string, string>;
}): VNode {
  const { view, organisation, years, gaps, bodyNames } = props;
  const words = assessingWords(view);
  const title = words.history.title(organisation.name);
  const root = spaceRoot(view);
  return (
    <Page view={view} title={title} section="organisations">
      <PageHead
        title={title}
        lede={words.history.lede}
        acts={
          <>
            <ActLink href={`${root}/organisations/${organisation.id}`}>{words.history.organisation}</ActLink>
            <ActLink href={`${root}/assessments`}>{words.part.all}</ActLink>
          </>
        }
      />
      {gaps.length > 0 && (
        <Note tone="wrong">
          {gaps.map((gap) => (
            <p key={gap}>{words.gaps[gap]}</p>
          ))}
        </Note>
      )}
      {years.map((of) => (
        <Year key={of.year} {...{ view, of, bodyNames }} />
      ))}
    </Page>
  );
}
