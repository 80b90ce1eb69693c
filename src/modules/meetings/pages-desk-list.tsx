import type { VNode } from 'preact';
import type { ListData } from '#platform/web';
import { ActLink, Name } from '#ui/form';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { Missed } from './pages.tsx';
import { wordsOf } from './pages-parts.tsx';
import type { MissedMonth } from './queries-record.ts';
import type { Followup, Meeting } from './schema.ts';

/** Meetings at the desk, those being prepared too. */
export function MeetingsDeskPage(props: {
  readonly view: View;
  readonly data: ListData<Meeting>;
  readonly missed: readonly MissedMonth[];
  readonly run: boolean;
}): VNode {
  const { view, data, missed, run } = props;
  const w = wordsOf(view).list;
  const desk = deskRoot(view);
  const acts = (
    <>
      {run && (
        <ActLink href={`${desk}/meetings/new`} kind="line" icon="plus">
          {w.new}
        </ActLink>
      )}
      <ActLink href={`${desk}/followups`}>{w.followups}</ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.deskLede}
      area="desk"
      section="decisions"
      search
      between={<Missed view={view} missed={missed} />}
      bar={acts}
      rowKey={(one) => one.id}
      rowHref={(one) => `${desk}/meetings/${one.id}`}
      empty={
        <Empty title={w.none} acts={acts}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Everything that was promised at any meeting and is still open. */
export function FollowupsPage(props: {
  readonly view: View;
  readonly rows: readonly { readonly one: Followup; readonly owner: string; readonly meeting: string }[];
  readonly today: string;
}): VNode {
  const { view, rows, today } = props;
  const words = wordsOf(view);
  const w = words.followups;
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      {rows.length === 0 ? (
        <Empty title={w.none} acts={<ActLink href={`${desk}/meetings`}>{words.page.back}</ActLink>}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={rows.map(({ one, owner, meeting }) => ({
            key: one.id,
            what: <Name href={`${desk}/meetings/${one.meetingId}#followups`}>{one.title}</Name>,
            note: `${owner} · ${meeting} · ${one.dueOn < today ? words.page.overdue(one.dueOn) : words.page.due(one.dueOn)}`,
          }))}
        />
      )}
    </Page>
  );
}
