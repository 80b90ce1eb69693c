import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { ActLink, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Poster } from '#ui/print';
import { Block, Empty, Lines, PageHead, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { periodName, ReportBody, wordsOf } from './pages-parts.tsx';
import type { Version } from './schema.ts';

/** Every report that was published, corrections above what they correct. */
export function ReportsPage(props: { readonly view: View; readonly versions: readonly Version[] }): VNode {
  const { view, versions } = props;
  const w = wordsOf(view.lang);
  const root = spaceRoot(view);
  const acts = (
    <>
      <ActLink href={`${root}/ledger`} kind="line">
        {w.list.ledger}
      </ActLink>
      <ActLink href={`${root}/fund`}>{w.list.fund}</ActLink>
      <ActLink href={`${root}/turnover`}>{w.list.turnover}</ActLink>
    </>
  );
  return (
    <Page view={view} title={w.list.title} section="fund">
      <PageHead title={w.list.title} lede={w.list.lede} {...(versions.length === 0 ? {} : { acts })} />
      {versions.length === 0 ? (
        <Empty title={w.list.none} acts={acts}>
          {w.list.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={versions.map((one, at) => ({
            key: one.id,
            what: <a href={`${root}/reports/${one.id}`}>{periodName(view.lang, one.period)}</a>,
            note: [
              w.spans[one.period.span],
              w.list.version(one.version),
              formatDate(one.publishedOn, view.lang),
              ...(versions[at - 1]?.period.key === one.period.key ? [w.list.newer] : []),
            ].join(' · '),
            value: formatFen(one.content.closing),
          }))}
        />
      )}
      <Block title={w.list.files}>
        <p class="muted">{w.list.filesNote}</p>
        <p class="bar">
          <ActLink href={`${root}/ledger.journal`} icon="download" download>
            {w.list.journal}
          </ActLink>
          <ActLink href={`${root}/grants.json`} icon="download" download>
            {w.list.grants}
          </ActLink>
        </p>
      </Block>
    </Page>
  );
}

/** One published version: an A4 page, with the other versions and where it was shown. */
export function ReportPage(props: {
  readonly view: View;
  readonly version: Version;
  /** Every version of the period, the newest first. */
  readonly all: readonly Version[];
}): VNode {
  const { view, version: one, all } = props;
  const w = wordsOf(view.lang);
  const root = spaceRoot(view);
  const newest = all[0] ?? one;
  return (
    <Page view={view} title={w.report.title(periodName(view.lang, one.period))} section="fund">
      <RecordHead
        kind={<a href={`${root}/reports`}>{w.list.title}</a>}
        title={w.report.title(periodName(view.lang, one.period))}
        state={`${w.list.version(one.version)} · ${w.list.published(formatDate(one.publishedOn, view.lang))}`}
        {...(one.summary === '' ? {} : { lede: one.summary })}
        next={
          <>
            <ActLink href={`${root}/reports/${one.id}/poster`} kind="line" icon="print">
              {w.report.poster}
            </ActLink>
            <ActLink href={`${root}/ledger${one.period.span === 'month' ? `?month=${one.period.key}` : ''}`}>
              {w.report.ledger}
            </ActLink>
          </>
        }
      />
      {newest.version > one.version && (
        <Note tone="wait">
          <p>{w.report.superseded(newest.version)}</p>
          <ActLink href={`${root}/reports/${newest.id}`}>{w.report.see}</ActLink>
        </Note>
      )}
      {one.reason !== '' && <Note>{w.report.why(one.reason)}</Note>}
      <ReportBody view={view} content={one.content} />
      {all.length > 1 && (
        <Block title={w.report.versions}>
          <Lines
            items={all.map((each) => ({
              key: each.id,
              what: <a href={`${root}/reports/${each.id}`}>{w.report.earlier(each.version)}</a>,
              note: each.reason,
              value: formatDate(each.publishedOn, view.lang),
            }))}
          />
        </Block>
      )}
      <Block title={w.report.shown}>
        {one.showings.length === 0 ? (
          <p class="muted">{w.report.shownNone}</p>
        ) : (
          <Lines
            items={one.showings.map((showing) => ({
              key: `${showing.place}${showing.day}`,
              what: w.places[showing.place],
              value: formatDate(showing.day, view.lang),
            }))}
          />
        )}
      </Block>
    </Page>
  );
}

const mostDeeds = 8;

/** The A3 poster of a report for the board. */
export function ReportPoster(props: { readonly view: View; readonly version: Version; readonly url: string }): VNode {
  const { view, version: one, url } = props;
  const { content } = one;
  const w = wordsOf(view.lang);
  const period = periodName(view.lang, one.period);
  const gifts = content.sources.reduce((sum, source) => sum + source.times, 0);
  return (
    <Page view={view} title={w.report.poster} bare>
      <Poster
        {...{ view, url, title: w.poster.title(period) }}
        period={`${period} · ${w.list.version(one.version)}`}
        figures={[
          { term: w.poster.in, note: w.poster.inNote(gifts), fen: content.in },
          {
            term: w.poster.out,
            note: w.poster.outNote(content.uses.filter((use) => use.decisionId !== '').length),
            fen: content.out,
          },
          { term: w.poster.left, note: w.poster.leftNote(formatFen(content.held)), fen: content.closing },
        ]}
        deedsTitle={w.poster.deeds}
        deeds={content.uses.slice(0, mostDeeds).map((use) => ({
          what: use.title === '' ? w.report.other : use.title,
          fen: use.fen,
        }))}
        {...(content.differences.length === 0 ? {} : { not: w.poster.not(content.differences.length) })}
      />
    </Page>
  );
}
